// What was counted: a box for each day and counter of the file; what is typed takes the place of its own.

import { make, named } from "./dom.js";

/** A table of boxes, for files that name who counts. */
export class Counted {
  /**
   * @param boxes days, and counters with id, title, says, told; null where there are none.
   * @param typed is told of a counter, a day and a number, or null where a box was emptied.
   */
  constructor(boxes, typed) {
    this.boxes = [];
    this.part = make("div", { class: "counted", hidden: !boxes });
    if (!boxes) return;
    const head = make("tr", {}, make("th", { scope: "col" }, "Counted on"),
      ...boxes.counters.map(({ title, says }) => make("th", { scope: "col", title: says }, named(title))));
    const rows = boxes.days.map((day, place) => make("tr", {}, make("th", { scope: "row" }, day),
      ...boxes.counters.map(({ id, title, told }) =>
        make("td", {}, this.box({ id, place, typed }, `${title}, ${day}`, told[place])))));
    this.part.append(make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows)),
      make("p", { class: "small" }, "Pale: what the file has. A number that you type takes its place; an empty box gives it back."));
  }

  box({ id, place, typed }, name, told) {
    const box = make("input", {
      type: "text", inputmode: "numeric", maxlength: 6, size: 5, autocomplete: "off",
      id: `counted-${this.boxes.length}`, "aria-label": name, placeholder: told,
    });
    box.addEventListener("change", () => {
      const text = box.value.trim();
      typed(id, place, /^\d{1,6}$/.test(text) ? Number(text) : null);
    });
    this.boxes.push({ box, id, place });
    return box;
  }

  show({ observed, counts }) {
    for (const { box, id, place } of this.boxes) {
      box.value = counts[id]?.[place] ?? "";
      box.disabled = observed === null;
    }
  }
}
