// The same histories as marks: a square holds, a dot collapses, a ring changed its fate. Shape
// tells what colour tells.

import { count, draw, say } from "./dom.js";

const FATES = ["h", "H", "C", "c"]; // held, saved, lost, collapsed: a capital is a changed one
const WORDS = { h: "hold as in the file", H: "are saved", C: "are lost", c: "collapse as in the file" };

/** The marks, a hundred of them or one for each history. */
export class Icons {
  constructor(box, says) {
    this.box = box;
    this.says = says;
    this.each = false;
    this.fates = "";
    this.paths = {
      held: draw("path", { class: "held same" }),
      fell: draw("path", { class: "fell same" }),
      saved: draw("path", { class: "held" }),
      lost: draw("path", { class: "fell" }),
      ring: draw("path", { class: "ring" }),
    };
    this.drawing = draw("svg", { role: "img", class: "marks" }, ...Object.values(this.paths));
    box.append(this.drawing);
  }

  /** Draw the fates of so many histories, one letter each. */
  show(fates = this.fates, all = fates.length) {
    this.fates = fates;
    this.all = all;
    const sorted = FATES.flatMap((fate) => [...fates].filter((one) => one === fate));
    const marks = this.each ? [...fates] : tens(sorted);
    this.paint(marks, this.each ? 40 : 10, this.each ? 10 : 20);
    const told = FATES.map((fate) => [sorted.filter((one) => one === fate).length, WORDS[fate]])
      .filter(([number]) => number)
      .map(([number, words]) => `${count(number)} ${words}`);
    this.drawing.setAttribute("aria-label", `Of ${count(fates.length)} histories ${told.join(", ")}.`);
    const those = `${all > fates.length ? "the first" : "all"} ${count(fates.length)} histories`;
    say(this.says, this.each
      ? `One mark for each of ${those}, every one always at the same place; those that changed stand out.`
      : `A hundred marks for ${those}, sorted by fate and cut into equal lots; a mark is drawn as the history in the middle of its lot.`);
  }

  paint(marks, across, cell) {
    const down = Math.ceil(marks.length / across);
    this.drawing.setAttribute("viewBox", `0 0 ${across * cell} ${Math.max(1, down) * cell}`);
    this.drawing.classList.toggle("fine", this.each);
    const parts = { held: "", fell: "", saved: "", lost: "", ring: "" };
    marks.forEach((fate, place) => {
      const x = ((place % across) + 0.5) * cell, y = (Math.floor(place / across) + 0.5) * cell;
      const held = fate.toLowerCase() === "h", changed = fate === fate.toUpperCase();
      const half = cell * (changed ? 0.24 : held ? 0.36 : 0.3);
      if (held) parts[changed ? "saved" : "held"] += square(x, y, half);
      else parts[changed ? "lost" : "fell"] += dot(x, y, half);
      if (changed) parts.ring += held ? square(x, y, cell * 0.41) : dot(x, y, cell * 0.43);
    });
    for (const [key, path] of Object.entries(this.paths)) path.setAttribute("d", parts[key]);
  }
}

function tens(sorted) {
  if (!sorted.length) return [];
  return Array.from({ length: 100 }, (_, mark) => sorted[Math.floor(((mark + 0.5) * sorted.length) / 100)]);
}

const square = (x, y, half) => `M${x - half} ${y - half}h${2 * half}v${2 * half}h${-2 * half}z`;

const dot = (x, y, r) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
