// The page begins: what it is about, and whether there is anybody to ask.

import { at, count, make, named, say } from "./dom.js";
import { Gone, ask, over } from "./engine.js";
import { AWAY, away, trouble } from "./trouble.js";

/** Ask for what the page begins with, and make the page of it. */
export async function open(made) {
  try {
    made(await ask("opening"));
    over().then(away);
  } catch (error) {
    if (!(error instanceof Gone)) throw error;
    trouble(error.message || `${AWAY} Start truce-sim explore again, and open the address that it tells.`);
  }
}

/** Say what the page is about, and what it is not. */
export function head(opening) {
  const slower = opening.note ? ` · ${opening.note}` : "";
  at("kicker").replaceChildren(named(opening.file), ` · seed ${opening.seed} · ${opening.engine} engine${slower}`);
  at("question").replaceChildren(named(opening.question));
  document.title = `What if? ${opening.title}`;
  const [guesses, all] = opening.guesses;
  at("aid").replaceChildren(
    make("b", {}, opening.aid.replace(/[.…]*$/, ".")), ` ${count(guesses)} of its ${count(all)} inputs are guesses.`);
  say(at("order"), opening.order ?? "");
}
