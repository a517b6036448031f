// How long the truce lasts: the share that still holds by the hour, the file's as a ghost, and the
// talks' date as a handle.

import { at, draw, hundred, named } from "./dom.js";

const LEFT = 34, RIGHT = 54, TOP = 12, BOTTOM = 26, HEIGHT = 250;
const THUMB = 20; // px, as in explore.css

/** The drawing, redrawn at the width that it has, so that its words stay readable. */
export class Curve {
  constructor(box, opening) {
    this.box = box;
    this.hours = opening.curve_hours;
    this.days = opening.days;
    this.file = opening.file_answer ?? null;
    this.answer = null;
    this.talksHour = null;
    this.width = 0;
    this.onWidth = () => {};
    this.drawing = draw("svg", { role: "img", class: "curve" });
    box.append(this.drawing);
    new ResizeObserver(() => {
      if (Math.abs(box.clientWidth - this.width) > 1 && box.clientWidth) this.paint();
    }).observe(box);
  }

  /** Show an answer, with the talks at an hour. */
  show(answer, talksHour, same) {
    Object.assign(this, { answer, talksHour, same });
    this.paint();
  }

  /** Return where an hour lies, in px from the left. */
  x(hour) {
    const last = this.hours[this.hours.length - 1], first = this.hours[0];
    return LEFT + ((hour - first) / (last - first || 1)) * (this.width - LEFT - RIGHT);
  }

  y(share) {
    return TOP + (1 - share) * (HEIGHT - TOP - BOTTOM);
  }

  paint() {
    this.width = Math.max(240, this.box.clientWidth);
    if (!this.answer) return;
    const parts = [...this.grid(), ...this.dates()];
    if (this.talksHour !== null) {
      const x = this.x(this.talksHour);
      parts.push(draw("path", { class: "talks", d: `M${x} ${TOP - 4}V${HEIGHT - BOTTOM}` }));
    }
    const { file, answer } = this, here = answer.curve;
    const end = (curve) => [this.x(this.hours[curve.length - 1]) + 8, this.y(curve[curve.length - 1])];
    const [x, y] = end(here);
    if (file && !this.same) {
      const [before, was] = end(file.curve);
      parts.push(draw("path", { class: "ghost", d: this.steps(file.curve) }));
      if (Math.abs(was - y) > 15) parts.push(words(before, was + 4, `${short(file)} file`, "was"));
    }
    parts.push(draw("path", { class: "now", d: this.steps(here) }), words(x, y + 6, short(answer), "is"));
    this.drawing.setAttribute("viewBox", `0 0 ${this.width} ${HEIGHT}`);
    this.drawing.setAttribute("aria-label", this.told(here));
    this.drawing.replaceChildren(...parts);
    this.onWidth();
  }

  grid() {
    return [0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
      draw("path", { class: "grid", d: `M${LEFT} ${this.y(share)}H${this.width - RIGHT}` }),
      words(LEFT - 6, this.y(share) + 4, String(100 * share), "axis end"),
    ]);
  }

  dates() {
    const longest = Math.max(...this.days.map(({ text }) => text.length));
    const fit = Math.max(2, Math.floor((this.width - LEFT - RIGHT) / (6.6 * longest + 14)));
    const every = Math.max(1, Math.ceil(this.days.length / fit));
    return this.days
      .filter((_, place) => place % every === 0)
      .map(({ hour, text }) => words(this.x(hour), HEIGHT - 6, text, "axis middle"));
  }

  steps(shares) {
    return shares.map((share, i) =>
      `${i ? "L" : "M"}${this.x(this.hours[i]).toFixed(1)} ${this.y(share).toFixed(1)}`).join("");
  }

  told(shares) {
    const parts = [0.25, 0.5, 0.75, 1].map((part) => {
      const place = Math.round(part * (shares.length - 1));
      const day = this.days.filter(({ hour }) => hour <= this.hours[place]).pop()?.text ?? "";
      return `${hundred(shares[place])} in 100 on ${day}`;
    });
    return `Share of histories in which the truce still holds: ${parts.join(", ")}.`;
  }
}

/** The date of the talks: a native slider that lies along the curve. */
export class Talks {
  constructor(talks, curve, hooks) {
    this.parts = { input: at("talks-at"), says: at("talks-say"), back: at("talks-back") };
    Object.assign(this, { talks, curve });
    const { input, back } = this.parts;
    input.max = talks.stops.length - 1;
    back.append("↺ file: ", named(talks.stops[talks.file].text));
    input.addEventListener("input", () => hooks.moved(Number(input.value)));
    input.addEventListener("change", () => hooks.rests());
    const home = () => {
      hooks.moved(talks.file);
      hooks.rests();
    };
    input.addEventListener("dblclick", home);
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Delete" && event.key !== "Backspace") return;
      event.preventDefault();
      home();
    });
    back.addEventListener("click", () => {
      input.focus();
      home();
    });
    curve.onWidth = () => this.lie();
  }

  /** Lie under the hours that the dates have on the curve. */
  lie() {
    const { stops } = this.talks;
    const left = this.curve.x(stops[0].hour), right = this.curve.x(stops[stops.length - 1].hour);
    this.parts.input.style.marginLeft = `${left - THUMB / 2}px`;
    this.parts.input.style.width = `${right - left + THUMB}px`;
  }

  /** Show a state. */
  show(state, options) {
    const { input, says, back } = this.parts;
    const by = options.find((option) => option.covers?.includes("talks"));
    input.disabled = Boolean(by);
    if (by) return says.replaceChildren("as the option “", named(by.title), "” has it");
    const at = state.talks ?? this.talks.file;
    const said = this.talks.stops[at].text;
    if (input.value !== String(at)) input.value = String(at);
    input.setAttribute("aria-valuetext", at === this.talks.file ? `${said}, as in the file` : said);
    if (says.textContent !== said) says.replaceChildren(named(said));
    back.hidden = at === this.talks.file;
  }
}

const short = (answer) => (/^\d+$/.test(answer.number) ? answer.number : String(hundred(answer.share)));

function words(x, y, text, kind) {
  return draw("text", { x: x.toFixed(1), y: y.toFixed(1), class: kind }, text);
}
