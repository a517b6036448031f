// States to come back to, and to compare at a glance. They live as long as the page.

import { span, told } from "./answer.js";
import { draw, make, say } from "./dom.js";
import { same } from "./state.js";

const MOST = 12;

/** The pinned states, the file's own first. */
export class Pins {
  constructor({ part, list, says }, hooks) {
    Object.assign(this, { part, list, says, hooks });
    this.pins = [];
  }

  /** Pin a state with its answer; one that is pinned already stays as it is. */
  add(name, state, answer, kept = false) {
    if (!this.takes(state)) return;
    const pin = { state, answer, kept, ...row(name, kept) };
    pin.go.addEventListener("click", () => this.hooks.go(state));
    pin.remove?.addEventListener("click", () => this.remove(pin));
    this.pins.push(pin);
    this.list.append(pin.item);
    this.paint();
    this.part.hidden = this.pins.length < 2;
  }

  /** Return whether a state can be pinned: it is not yet, and there is room. */
  takes(state) {
    return this.pins.length < MOST && !this.pins.some((pin) => same(pin.state, state));
  }

  /** An answer came: a pin of its state rests on as many histories. */
  refine(state, answer) {
    for (const pin of this.pins) {
      const is = same(pin.state, state);
      pin.item.classList.toggle("here", is);
      if (is) pin.go.setAttribute("aria-current", "true");
      else pin.go.removeAttribute("aria-current");
      if (is) this.know(pin, answer);
    }
  }

  /** Take an answer to the state of a pin, unless it is known better. */
  know(pin, answer) {
    if (!answer || answer.histories < (pin.answer?.histories ?? 0)) return;
    pin.answer = answer;
    this.paint();
  }

  /** Return a pin whose number is not known well yet; null if there is none. */
  wanting(histories) {
    return this.pins.find(({ answer }) => (answer?.histories ?? 0) < histories) ?? null;
  }

  remove(pin) {
    this.pins = this.pins.filter((one) => one !== pin);
    pin.item.remove();
    this.paint();
    this.part.hidden = this.pins.length < 2;
    this.hooks.removed();
  }

  /** Draw all pins to one scale, of twenty points at least. */
  paint() {
    const answers = this.pins.flatMap(({ answer }) => answer ?? []);
    if (!answers.length) return;
    const tens = (share, way) => Math.min(1, Math.max(0, way(10 * share) / 10));
    let low = tens(Math.min(...answers.map((one) => one.low)), Math.floor);
    const high = Math.max(tens(Math.max(...answers.map((one) => one.high)), Math.ceil), Math.min(1, low + 0.2));
    low = Math.min(low, high - 0.2);
    const x = (share) => ((share - low) / (high - low)) * 100;
    for (const { answer, bar, mark, value } of this.pins) {
      if (!answer) continue;
      bar.setAttribute("d", `M${x(answer.low)} 8H${x(answer.high)}`);
      mark.setAttribute("d", `M${x(answer.share)} 2V14`);
      say(value, `${told(answer)}, chance ${span(answer)}`);
    }
    say(this.says, `Mark: the number. Bar: what chance alone leaves open. From ${Math.round(100 * low)} on the left to ${Math.round(100 * high)} on the right.`);
  }
}

function row(name, kept) {
  const bar = draw("path", { class: "bar" }), mark = draw("path", { class: "mark" });
  const value = make("span", { class: "value" });
  const go = make("button", { type: "button" }, "Go to", make("span", { class: "unseen" }, ` ${name}`));
  const remove = kept ? null : make("button", { type: "button" }, "Remove", make("span", { class: "unseen" }, ` ${name}`));
  const label = kept
    ? make("span", { class: "name" }, name)
    : make("input", { class: "name", value: name, maxlength: 80, "aria-label": "Name of this pin" });
  const item = make("li", {}, label, make("span", { class: "tools" }, go, ...(remove ? [remove] : [])),
    draw("svg", { viewBox: "0 0 100 16", preserveAspectRatio: "none", "aria-hidden": "true" },
      draw("path", { class: "grid", d: "M0 8H100" }), bar, mark),
    value);
  return { item, bar, mark, value, go, remove };
}
