// Options of the file: each taken or left; those that clash leave one another.

import { make, named, say } from "./dom.js";

/** The options as boxes to tick. */
export class Options {
  constructor(part, options, moved) {
    part.hidden = !options.length;
    this.part = part;
    this.head = part.querySelector("summary");
    this.titles = new Map(options.map(({ id, title }) => [id, title]));
    this.rows = options.map((option, place) => {
      const id = `option-${place}`;
      const box = make("input", { type: "checkbox", id, "aria-describedby": `${id}-about` });
      const clash = make("span", { class: "clash" });
      box.addEventListener("change", () => moved(option, box.checked));
      part.append(make("div", { class: "option" }, box, make("label", { for: id }, named(option.title)),
        make("span", { class: "small", id: `${id}-about` },
          ...option.sets.flatMap((words, i) => [i ? "; " : "", named(words.replaceAll(" -> ", " → "))]), clash)));
      return { option, box, clash };
    });
  }

  show(state) {
    const taken = state.options.length;
    say(this.head, `Options of the file: ${this.rows.length}${taken ? `, ${taken} taken` : ""}`);
    if (taken) this.part.open = true;
    for (const { option, box, clash } of this.rows) {
      box.checked = state.options.includes(option.id);
      const others = (option.clashes ?? []).filter((id) => state.options.includes(id));
      say(clash, others.length ? ` Clashes with ${others.map((id) => this.titles.get(id)).join(", ")}, which it replaces.` : "");
    }
  }
}
