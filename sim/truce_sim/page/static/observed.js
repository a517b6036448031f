// The days observed so far: up to when it is known what happened. Odds are then those from then on.

import { Counted } from "./counted.js";
import { make, named, say } from "./dom.js";

const NOTHING = "nothing yet";

/** One box for each day up to which things can be known; one of them is ticked. */
export class Observed {
  /**
   * @param moved is told of a stop, or of null.
   * @param typed is told of a counter, a day and a number, or of null.
   */
  constructor(part, observed, moved, typed) {
    this.stops = observed?.stops ?? [];
    part.hidden = !this.stops.length;
    this.part = part;
    this.head = part.querySelector("summary");
    const set = make("fieldset", {}, make("legend", {}, "Known until"));
    this.boxes = [null, ...this.stops.keys()].map((stop) => {
      const box = make("input", { type: "radio", name: "observed", id: `observed-${stop ?? "no"}` });
      box.addEventListener("change", () => moved(stop));
      set.append(make("label", { class: "day" }, box, stop === null ? NOTHING : named(this.stops[stop].text)));
      return { stop, box };
    });
    this.counted = new Counted(observed?.boxes ?? null, typed);
    part.append(set, this.counted.part, make("p", { class: "small" }, observed?.told ?? ""));
  }

  show(state) {
    for (const { stop, box } of this.boxes) box.checked = stop === state.observed;
    this.counted.show(state);
    const known = state.observed === null ? NOTHING : this.stops[state.observed].text;
    say(this.head, `What was observed: ${known}`);
    if (state.observed !== null) this.part.open = true;
  }
}
