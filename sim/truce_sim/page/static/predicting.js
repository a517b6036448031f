// Predict first: no answer shows until somebody has bet, and every bet is scored.

import { at, hundred, make, named, say } from "./dom.js";
import { copy } from "./taking.js";

/** The Brier score of odds over many histories: the mean of (odds - what came of it) squared. */
export const brier = (odds, share) => share * (1 - odds) ** 2 + (1 - share) * odds ** 2;

/** Bets of the session. They are kept nowhere else. */
export class Predicting {
  /** @param hooks shown(): the answer may be shown, hidden(): it may not; state: as one text. */
  constructor(opening, state, hooks) {
    this.hooks = hooks;
    this.state = state;
    this.bets = [];
    this.on = false;
    this.open = true;
    this.answer = null;
    at("case").value = opening.name ?? "";
    at("teach").addEventListener("click", () => this.turn(!this.on));
    at("bet").addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.take()) this.reveal();
    });
    at("another").addEventListener("click", () => {
      if (at("bet").reportValidity() && this.take()) at("group").focus();
    });
    at("copy-bets").addEventListener("click", () => copy(this.table(), null));
    at("clear-bets").addEventListener("click", () => {
      this.bets = [];
      this.paint();
    });
  }

  get isHidden() {
    return this.on && !this.open;
  }

  turn(on) {
    this.on = on;
    at("teach").setAttribute("aria-pressed", String(on));
    at("predicting").hidden = !on;
    this.open = !on;
    if (on) {
      this.hooks.hidden();
      at("odds").focus();
    } else {
      this.hooks.shown();
    }
  }

  /** Another state: it is bet on anew. */
  moved(state) {
    this.state = state;
    this.answer = null;
    if (!this.on) return;
    this.open = false;
    say(at("betting"), "");
    at("bet").hidden = false;
    this.hooks.hidden();
  }

  take() {
    const odds = Number(at("odds").value);
    if (at("odds").value === "" || !(odds >= 0 && odds <= 100)) return false;
    const group = at("group").value.trim() || "We", of = at("case").value.trim() || "case";
    this.bets.push({ group: this.free(group, of), of, odds: odds / 100, state: this.state, share: null, base: null });
    if (this.answer) this.know(this.bets.at(-1), this.answer);
    say(at("betting"), `${group}: ${odds} in 100.`);
    at("odds").value = "";
    return true;
  }

  /** A table of bets has a group and a case once: a second bet is a group of its own. */
  free(group, of) {
    const taken = (name) => this.bets.some((bet) => bet.group === name && bet.of === of);
    let name = group;
    for (let again = 2; taken(name); again += 1) name = `${group}-${again}`;
    return name;
  }

  reveal() {
    this.open = true;
    at("bet").hidden = true;
    this.hooks.shown();
    this.paint();
    at("answer").focus();
  }

  /** An answer came for a state: bets on it are scored by it. */
  score(answer) {
    this.answer = answer;
    for (const bet of this.bets) if (bet.state === this.state) this.know(bet, answer);
    if (!this.isHidden) this.paint();
  }

  /** What a bet is scored by: odds, and past truces until the talks that it was about. */
  know(bet, { share, base_share: base = null }) {
    Object.assign(bet, { share, base });
  }

  paint() {
    at("tally").hidden = !this.bets.length;
    const cells = (kind, ...texts) => make("tr", {}, ...texts.map((text) => make(kind, {}, text)));
    const scored = this.bets.filter((bet) => bet.share !== null && !(this.isHidden && bet.state === this.state));
    at("bets").replaceChildren(
      make("thead", {}, cells("th", "Group", "Case", "Bet", "Simulated", "Brier score", "At best")),
      make("tbody", {}, ...scored.map((bet) => cells("td", named(bet.group), named(bet.of),
        String(hundred(bet.odds)), String(hundred(bet.share)),
        brier(bet.odds, bet.share).toFixed(3), brier(bet.share, bet.share).toFixed(3)))),
    );
    if (!scored.length) return say(at("tally-says"), "");
    const mean = (odds) => (scored.reduce((sum, bet) => sum + brier(odds(bet), bet.share), 0) / scored.length).toFixed(3);
    const rates = new Set(scored.map((bet) => bet.base));
    // Bets on other talks have another base rate, each its own.
    const one = rates.size === 1 ? `${hundred(scored[0].base)} (the base rate)` : "the base rate of each";
    const always = rates.has(null) ? "" : ` always saying ${one} ${mean((bet) => bet.base)},`;
    say(at("tally-says"),
      `Mean Brier score: your bets ${mean((bet) => bet.odds)},${always} always saying 50 ${mean(() => 0.5)}, the simulated odds ${mean((bet) => bet.share)}. ` +
      "0 is best. What is scored against is the simulation, which may be wrong about the truce.");
  }

  /** Return the bets as a table that `truce-sim tally` reads. */
  table() {
    const cell = (text) => (/[",;\t\n\r#]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    const lines = this.bets.map((bet) => [cell(bet.group), cell(bet.of), `${Math.round(100 * bet.odds)}%`].join(","));
    return ["group,case,probability", ...lines, ""].join("\n");
  }
}
