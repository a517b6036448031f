// The number, always with what it rests on and with both doubts.

import { at, count, hundred, say } from "./dom.js";

const LEFT_OPEN =
  "Chance is what other histories of the same inputs could give; it does not say how right the inputs are, and the model itself may be wrong about the truce.";
const FEWEST = 10; // histories of which a number says anything

/** Show an answer. */
export function showAnswer(answer, opening, isFile) {
  if (answer.histories < FEWEST) return;
  at("answer").dataset.histories = answer.histories;
  at("answer").classList.remove("waiting");
  const whole = /^\d+ in 100$/.test(told(answer));
  say(at("number"), whole ? answer.number : told(answer));
  say(at("unit"), whole ? "in 100 histories hold" : "hold");
  at("number").classList.toggle("long", !whole);
  say(at("words"), answer.words);
  say(at("change"), changed(answer));
  say(at("chance"), `Chance alone: ${span(answer)}, from ${soFar(answer.histories, opening.histories)}.`);
  showDoubts(answer.base ?? "", answer.doubt ?? doubtOfFile(opening.doubt, isFile));
  const outside = at("outside");
  outside.hidden = !answer.outside;
  say(outside, answer.outside ?? "");
}

/** Show doubt about inputs, and past truces until the talks of the state. */
function showDoubts(base, doubt) {
  const first = base.match(/^.*?\.(?=\s\p{Lu})/u)?.[0] ?? base;
  // In full both stand further down; here they have to fit above a hand on a phone.
  say(at("doubt"), doubt.replace(/ \(roughly[^()]*\)/, ""));
  say(at("base"), first);
  say(at("rests"), [doubt, base, LEFT_OPEN].filter(Boolean).join(" "));
}

/** Return doubt about inputs as it is known: that of the file, whatever is moved, so it says so. */
function doubtOfFile(doubt, isFile) {
  const said = doubt?.sentence ?? "";
  if (isFile || typeof doubt?.low !== "number") return said;
  return `The file as it stands: ${said.charAt(0).toLowerCase()}${said.slice(1)}`;
}

/** Return how an answer's number reads: "61 in 100". */
export const told = (answer) => answer.said ?? `${answer.number} in 100`;

/** Hide the answer, from eyes and from screen readers alike. */
export function hideAnswer(sentence) {
  for (const id of ["words", "change", "chance", "doubt", "base", "outside"]) say(at(id), "");
  say(at("rests"), LEFT_OPEN);
  at("answer").classList.remove("waiting");
  say(at("number"), "?");
  say(at("unit"), sentence);
}

/**
 * Return the interval of chance: "58 to 64 in 100", "over 88 in 100". No number of histories shows
 * that all or none hold, so no interval ends there.
 */
export function span({ low, high }) {
  if (low <= 0.005 && high >= 0.995) return "anything";
  if (high >= 0.995) return `over ${hundred(Math.min(low, 0.99))} in 100`;
  if (low <= 0.005) return `under ${hundred(Math.max(high, 0.01))} in 100`;
  const [from, to] = [hundred(low), hundred(high)];
  return from === to ? `${from} in 100` : `${from} to ${to} in 100`;
}

function soFar(histories, wanted) {
  const many = histories === 1 ? "one history" : `${count(histories)} histories`;
  return histories < wanted ? `${many} so far` : many;
}

function changed(answer) {
  const { change, saved, lost, sentence, given } = answer;
  if (given && !saved && !lost && !change.share) return sentence;
  if (!given && !saved && !lost) return "As in the file: every history ends as it does there.";
  const chance = `chance: ${points(change.low)} to ${points(change.high)}`;
  return `${change.points ?? points(change.share)} against the file${given ? " from then on" : ""} (${chance}): ${sentence.replace(/\.$/, "")}.`;
}

function points(share) {
  const whole = Math.round(100 * share);
  return whole > 0 ? `+${whole}` : whole < 0 ? `\u2212${-whole}` : "0";
}
