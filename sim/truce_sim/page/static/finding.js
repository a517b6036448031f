// Finding one input among many: the first few, all of them, those of a name; sorted; with reasons.

import { at, say } from "./dom.js";
import { FIRST } from "./sliders.js";

/** Wire the box and the buttons; changed() is called when other sliders are in sight. */
export class Finding {
  constructor(sliders, changed) {
    this.sliders = sliders;
    const many = sliders.rows.length > FIRST;
    at("finding").hidden = !many;
    at("notes").hidden = !sliders.rows.some(({ slider }) => slider.note);
    at("all").hidden = !many;
    at("filter").addEventListener("input", () => this.seek(at("filter").value, changed));
    at("filter").addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      at("filter").value = "";
      this.seek("", changed);
    });
    at("all").addEventListener("click", () => {
      sliders.all = !sliders.all;
      this.show();
      changed();
    });
    at("notes").addEventListener("click", () => {
      at("notes").setAttribute("aria-pressed", String(sliders.list.classList.toggle("with-notes")));
    });
    at("sorting").addEventListener("change", () => {
      sliders.sort(at("sorting").value);
      this.show();
    });
  }

  seek(name, changed) {
    this.sliders.sought = name;
    this.show();
    changed();
  }

  /** Show those that are sought, and say how many there are. */
  show() {
    this.sliders.sift();
    const { rows, hiddenCount, all, sought } = this.sliders;
    if (rows.length <= FIRST) return;
    at("all").hidden = Boolean(sought);
    say(at("all"), all ? "Show the first twelve" : `Show all ${rows.length} inputs`);
    say(at("shown"), `${rows.length - hiddenCount} of ${rows.length} inputs shown.`);
  }
}
