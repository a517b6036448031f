// What is wrong is one plain sentence above everything; whoever is away leaves the last answer, greyed.

import { at, say } from "./dom.js";

export const AWAY =
  "The simulator does not answer: truce-sim was ended where it was started, or this page was left too long.";

/** Say what is wrong; "": nothing is any more. */
export function trouble(sentence) {
  at("gone").hidden = !sentence;
  say(at("gone"), sentence);
  document.body.classList.remove("away");
}

/** The program is away: what stands on the page is the last that it said. */
export function away(sentence) {
  trouble(`${sentence || AWAY} What stands here is the last answer.`);
  document.body.classList.add("away");
}

/** The program answers: it is not away, if it was. */
export function back() {
  if (document.body.classList.contains("away")) trouble("");
}
