// The inputs that can be moved: each a native slider with its name, where its value is from, its
// value in words, the file's own mark, and the curve of the odds over its whole range.

import { draw, frequency, hundred, make, named, say, titled } from "./dom.js";

export const FIRST = 12; // shown before somebody asks for all
const THUMB = 20; // px, as in explore.css: a thumb's middle is half of it from either end
const WIDTH = 300, HEIGHT = 26; // of the small curve, in units of its own
const FLAT = 0.04; // of range: below it chance is most of what is seen

/** All sliders of the page. */
export class Sliders {
  /**
   * @param list the element they stand in.
   * @param says the element that says how well curves are known.
   * @param sliders as the opening tells them.
   * @param hooks moved(slider, stop), rests(): a hand left a slider.
   */
  constructor(list, says, sliders, hooks) {
    Object.assign(this, { list, says, hooks });
    this.all = false;
    this.hushed = false;
    this.sought = "";
    this.scale = null;
    this.rows = [...sliders]
      .sort((one, other) => one.order - other.order)
      .map((slider, place) => this.row(slider, place));
    this.seen = new Set();
    this.watch = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) this.seen.add(target);
        else this.seen.delete(target);
      }
    });
    for (const row of this.rows) this.watch.observe(row.item);
    list.append(...this.rows.map((row) => row.item));
    this.sift();
  }

  row(slider, place) {
    const id = `slider-${place}`;
    const last = slider.stops.length - 1;
    const input = make("input", {
      type: "range", id, min: 0, max: last, step: 1, value: slider.file,
      "aria-describedby": `${id}-about`, disabled: last < 1,
    });
    const value = make("output", { for: id, class: "value" });
    const back = make("button", { type: "button", class: "back", title: "Back to the file" },
      make("span", { "aria-hidden": "true" }, "↺"),
      make("span", { class: "unseen" }, "Back to the file: ", named(slider.title)));
    const line = draw("path", { class: "line" });
    const dot = make("i", { class: "dot", "aria-hidden": "true", hidden: true });
    const covered = make("span", { class: "covered" });
    const tick = make("i", { class: "tick", "aria-hidden": "true" });
    tick.style.left = placed(slider.file, last);
    const about = make("span", { class: "effect", id: `${id}-about` });
    const tag = make("span", { class: `tag ${slider.basis}` }, slider.basis);
    const item = make("li", { class: "slider" },
      make("div", { class: "head" },
        make("label", { for: id }, titled(slider.title), " ", tag), value, back),
      make("div", { class: "range" },
        draw("svg", { class: "spark", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none",
          "aria-hidden": "true", focusable: "false" }, line),
        dot, tick, input),
      make("div", { class: "ends" },
        make("span", {}, named(slider.stops[0].text)), about,
        make("span", {}, named(slider.stops[last].text))),
      covered,
      ...(slider.note ? [make("p", { class: "note small" }, named(slider.note))] : []));
    const row = { slider, item, input, value, back, line, dot, about, covered, curve: null, stale: true };
    input.addEventListener("input", () => this.hooks.moved(slider, Number(input.value)));
    input.addEventListener("change", () => this.hooks.rests());
    input.addEventListener("dblclick", () => this.home(row));
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Delete" && event.key !== "Backspace") return;
      event.preventDefault();
      this.home(row);
    });
    back.addEventListener("click", () => {
      input.focus();
      this.home(row);
    });
    return row;
  }

  home(row) {
    this.hooks.moved(row.slider, row.slider.file);
    this.hooks.rests();
  }

  /** Show a state; an option may have the say over an input. */
  show(state, options) {
    for (const row of this.rows) {
      const { slider, input, value, item, back, covered } = row;
      const by = options.find((option) => option.covers?.includes(slider.path));
      const stop = state.inputs[slider.path] ?? slider.file;
      const moved = stop !== slider.file && !by;
      const said = withUnit(slider, stop);
      if (input.value !== String(stop)) input.value = String(stop);
      if (value.textContent !== said) value.replaceChildren(named(said));
      input.setAttribute("aria-valuetext", inWords(slider, stop));
      input.disabled = Boolean(by) || slider.stops.length < 2;
      item.classList.toggle("moved", moved);
      item.classList.toggle("by-option", Boolean(by));
      back.classList.toggle("unneeded", !moved);
      say(covered, by ? `Set by the option “${by.title}”.` : "");
      this.mark(row, stop);
    }
    this.sift();
  }

  /** Mark on a curve where its own slider stands. */
  mark(row, stop) {
    const { curve, dot, slider } = row;
    const after = curve?.points.findIndex((point) => point.stop >= stop) ?? -1;
    dot.hidden = after < 0;
    if (dot.hidden) return;
    const there = curve.points[after], before = curve.points[Math.max(0, after - 1)];
    const part = there.stop === before.stop ? 1 : (stop - before.stop) / (there.stop - before.stop);
    dot.style.left = placed(stop, slider.stops.length - 1);
    dot.style.top = `${this.height(before.share + part * (there.share - before.share))}px`;
  }

  /** The others moved: no curve is as they stand now. */
  age() {
    for (const row of this.rows) {
      row.stale = true;
      row.item.classList.add("stale");
    }
  }

  /** Return the slider whose curve to ask for next, those in sight first; null if none. */
  wanting() {
    const wanting = this.rows.filter((row) => row.stale && !row.item.hidden && !row.input.disabled);
    return (wanting.find((row) => this.seen.has(row.item)) ?? wanting[0])?.slider ?? null;
  }

  /** Draw the curve of one input, all to one scale. */
  curve(slider, told) {
    const row = this.rows.find((one) => one.slider === slider);
    row.stale = false;
    row.item.classList.remove("stale");
    row.curve = told?.points?.length ? told : null;
    say(this.says, told?.told ?? "");
    if (!row.curve) {
      row.line.removeAttribute("d");
      row.dot.hidden = true;
      say(row.about, "");
      return;
    }
    const shares = this.rows.flatMap((one) => one.curve?.points.map((point) => point.share) ?? []);
    const low = Math.min(...shares), high = Math.max(...shares);
    const room = Math.max(0, 0.2 - (high - low)) / 2; // flat must look flat
    this.scale = { low: low - room, high: high + room };
    for (const one of this.rows) {
      if (!one.curve) continue;
      this.line(one);
      this.mark(one, Number(one.input.value));
    }
    this.tell(row);
  }

  /** Say what a curve comes to; hushed, it says nothing, to screen readers neither. */
  tell(row) {
    if (!row.curve) return;
    const [least, most] = ends(row.curve);
    const flat = most - least < FLAT;
    row.item.classList.toggle("flat", flat);
    const odds = least === most ? frequency(least) : `${hundred(least)} to ${hundred(most)} in 100`;
    say(row.about, this.hushed ? "" : flat ? `hardly matters: ${odds}` : odds);
  }

  hush(hushed) {
    if (hushed === this.hushed) return;
    this.hushed = hushed;
    for (const row of this.rows) this.tell(row);
  }

  line(row) {
    const last = row.slider.stops.length - 1;
    const spots = row.curve.points.map(({ stop, share }) => [(stop / last) * WIDTH, this.height(share)]);
    row.line.setAttribute("d", spots.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join(""));
  }

  /** Return how far below the top of a small curve a share lies. */
  height(share) {
    const { low, high } = this.scale;
    return HEIGHT - 3 - ((share - low) / (high - low)) * (HEIGHT - 6);
  }

  /** Sort by what moves the odds most, as far as is known; or as the file has them. */
  sort(by) {
    const reach = (row) => (row.curve ? ends(row.curve)[1] - ends(row.curve)[0] : -1);
    this.rows.sort((one, other) =>
      (by === "matters" ? reach(other) - reach(one) : 0) || one.slider.order - other.slider.order);
    this.list.append(...this.rows.map((row) => row.item));
    this.sift();
  }

  /** Show those that are sought; of many, the first few and those that are moved. */
  sift() {
    const sought = this.sought.trim().toLocaleLowerCase();
    this.rows.forEach((row, place) => {
      const fits = !sought || row.slider.title.toLocaleLowerCase().includes(sought) || row.slider.path.includes(sought);
      const few = this.all || sought || place < FIRST || row.item.classList.contains("moved");
      row.item.hidden = !(fits && few);
    });
  }

  get hiddenCount() {
    return this.rows.filter((row) => row.item.hidden).length;
  }
}

function ends(told) {
  const shares = told.points.map((point) => point.share);
  return [told.low ?? Math.min(...shares), told.high ?? Math.max(...shares)];
}

function withUnit({ stops, unit }, stop) {
  const { text } = stops[stop];
  return unit && !unit.startsWith("share") ? `${text} ${unit}` : text;
}

function inWords(slider, stop) {
  const share = slider.unit.startsWith("share") ? "share " : "";
  const said = `${share}${withUnit(slider, stop)}`;
  if (slider.stops[stop].text.startsWith("as in the file")) return said;
  return stop === slider.file ? `${said}, as in the file` : `${said}; the file says ${slider.stops[slider.file].text}`;
}

function placed(stop, last) {
  const part = last ? stop / last : 0.5;
  return `calc(${THUMB / 2}px + ${part} * (100% - ${THUMB}px))`;
}
