// What ends the truce, and what ended it in the file.

import { frequency, hundred, make, named, say } from "./dom.js";

/** The causes as bars, all to one scale, the file's own share as a tick. */
export class Causes {
  constructor(list, causes) {
    this.most = 0;
    this.rows = causes.map(({ key, label }) => {
      const bar = make("i", { class: "fill" }), tick = make("i", { class: "tick" });
      const value = make("span", { class: "share" });
      const item = make("li", {}, make("span", { class: "cause" }, named(label)),
        make("span", { class: "bar", "aria-hidden": "true" }, bar, tick), value);
      return { key, item, bar, tick, value };
    });
    list.append(...this.rows.map((row) => row.item));
  }

  show(answer, same) {
    const told = new Map(answer.causes.map((cause) => [cause.key, cause]));
    const most = Math.max(0.1, ...answer.causes.flatMap(({ share, file }) => [share, file ?? 0]));
    for (const { key, item, bar, tick, value } of this.rows) {
      const { share = 0, file = 0 } = told.get(key) ?? {};
      item.hidden = !share && !file;
      bar.style.width = `${(100 * share) / most}%`;
      tick.style.left = `${(100 * file) / most}%`;
      tick.hidden = same;
      say(value, same ? frequency(share) : `${frequency(share)}, file ${file ? hundred(file) : "none"}`);
    }
  }
}
