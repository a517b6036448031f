// The page of `truce-sim explore`: what is moved, what is asked, what is shown.

import { hideAnswer, showAnswer, told } from "./answer.js";
import { Causes } from "./causes.js";
import { Curve, Talks } from "./curve.js";
import { at, count, say } from "./dom.js";
import { ask } from "./engine.js";
import { Finding } from "./finding.js";
import { Icons } from "./icons.js";
import { Observed } from "./observed.js";
import { Options } from "./options.js";
import { nameOf, showMoved, taken } from "./moved.js";
import { head, open } from "./opening.js";
import { Pace } from "./pace.js";
import { Pins } from "./pins.js";
import { Predicting } from "./predicting.js";
import { NEWS_MS, Questions } from "./questions.js";
import { Sliders } from "./sliders.js";
import { asInFile, fromAddress, isFile, same, spelled, toAddress, withCount, withInput, withObserved, withOption, withTalks } from "./state.js";
import { Steps, onSteps } from "./steps.js";
import { ageStory, hideStory, showStory } from "./story.js";
import { ageWays, showWays, wireTaking } from "./taking.js";
import { away, back, trouble } from "./trouble.js";

class Page {
  constructor(opening) {
    this.opening = opening;
    this.state = fromAddress(location.hash, this.opening);
    this.steps = new Steps(this.state, spelled);
    this.questions = new Questions(opening, {
      state: () => this.state,
      answered: () => this.answered(),
      refused: (sentence) => this.refuse(sentence),
      ways: () => this.showWays(),
      story: () => this.showStory(),
      pinned: () => this.pins.wanting(opening.histories),
      known: (pin, answer) => (answer ? this.pins.know(pin, answer) : this.pins.remove(pin)),
      wanting: () => this.sliders.wanting(),
      curve: (slider, told) => this.sliders.curve(slider, told),
      news: () => {
        head(opening);
        this.showAnswer();
      },
    });
    this.pace = new Pace(ask, {
      first: () => this.questions.first(),
      later: (rested) => this.questions.later(rested),
      rested: () => this.rested(),
      refused: trouble,
      gone: away,
      back,
    });
    this.parts();
    this.wire();
    this.show();
    if (this.questions.answer) this.answered();
    else at("answer").classList.add("waiting");
    this.pace.moved();
    setInterval(() => this.pace.go(), NEWS_MS);
  }

  parts() {
    const { opening } = this;
    this.sliders = new Sliders(at("sliders"), at("curves-say"), opening.sliders, {
      moved: (slider, stop) => this.move(withInput(this.state, slider, stop)),
      rests: () => this.rests(),
    });
    this.finding = new Finding(this.sliders, () => this.pace.go());
    this.options = new Options(at("options"), opening.options, (option, isTaken) =>
      this.step(withOption(this.state, option, isTaken)));
    this.observed = new Observed(at("observed"), opening.observed, (stop) =>
      this.step(withObserved(this.state, stop)), (id, day, number) =>
      this.step(withCount(this.state, id, day, number)));
    this.icons = new Icons(at("icons"), at("icons-say"));
    this.curve = new Curve(at("curve"), opening);
    this.talks = new Talks(opening.talks, this.curve, {
      moved: (stop) => this.move(withTalks(this.state, opening.talks, stop)),
      rests: () => this.rests(),
    });
    this.causes = new Causes(at("causes"), opening.causes);
    this.pins = new Pins({ part: at("pins-part"), list: at("pins"), says: at("pins-say") }, {
      go: (state) => this.step(state),
      removed: () => {
        this.showPins();
        at("pin").focus();
      },
    });
    this.pins.add("As in the file", asInFile(), opening.file_answer ?? null, true);
    const shows = { shown: () => this.showAnswer(), hidden: () => this.hide() };
    this.predicting = new Predicting(opening, spelled(this.state), shows);
    wireTaking(`${opening.name || "scenario"}-on-the-page.toml`);
  }

  wire() {
    const on = (id, event, act) => at(id).addEventListener(event, act);
    const redo = (forth) => this.move(forth ? this.steps.redo() : this.steps.undo());
    on("undo", "click", () => redo(false));
    on("redo", "click", () => redo(true));
    onSteps(redo);
    on("reset", "click", () => this.step(asInFile()));
    on("pin", "click", () => this.pin());
    on("help", "click", () => at("keys").showModal());
    on("skip", "click", () => at("answer").focus());
    on("each", "click", () => {
      this.icons.each = !this.icons.each;
      at("each").setAttribute("aria-pressed", String(this.icons.each));
      this.icons.show();
    });
    addEventListener("hashchange", () => this.step(fromAddress(location.hash, this.opening)));
  }

  // ---- moving ---------------------------------------------------------------------------------

  /** A hand moves: the state is another. */
  move(state) {
    if (same(state, this.state)) return;
    this.state = state;
    this.questions.turn();
    trouble("");
    this.sliders.age();
    ageWays();
    ageStory();
    this.show();
    this.predicting.moved(spelled(state));
    if (this.questions.answer) this.answered();
    else at("answer").classList.add("waiting");
    this.pace.moved();
  }

  /** The hand left: what was moved is one step. */
  rests() {
    this.steps.take(this.state);
    this.showSteps();
  }

  /** A move that is one step by itself. */
  step(state) {
    this.move(state);
    this.rests();
  }

  pin() {
    this.pins.add(nameOf(this.state, this.opening), this.state, this.questions.answer);
    this.showPins();
    say(at("live"), "Pinned.");
  }

  answered() {
    const { answer } = this.questions;
    this.predicting.score(answer);
    this.pins.refine(this.state, answer);
    this.showAnswer();
  }

  // ---- showing --------------------------------------------------------------------------------

  show() {
    const { state } = this;
    const options = taken(state, this.opening);
    this.sliders.show(state, options);
    this.options.show(state);
    this.observed.show(state);
    this.talks.show(state, options);
    at("reset").disabled = isFile(state);
    this.showSteps();
    showMoved(state, this.opening);
    this.finding.show();
    this.showPins();
    if (isFile(state)) hideStory();
  }

  showSteps() {
    at("undo").disabled = !this.steps.canUndo;
    at("redo").disabled = !this.steps.canRedo;
  }

  showPins() {
    this.pins.refine(this.state, null);
    at("pin").setAttribute("aria-disabled", String(!this.pins.takes(this.state)));
  }

  showAnswer() {
    const { answer } = this.questions;
    if (!answer || this.predicting.isHidden) return;
    const plain = isFile(this.state);
    if (plain) this.curve.file = answer;
    at("told").hidden = false;
    this.sliders.hush(false);
    document.body.classList.remove("hidden-answer");
    showAnswer(answer, this.opening, plain);
    this.icons.show(answer.fates, answer.histories);
    this.curve.show(answer, answer.until ?? null, plain);
    this.causes.show(answer, plain);
    this.showWays();
    this.showStory();
  }

  showWays() {
    const { ways, plain, answer } = this.questions;
    if (!ways) return;
    if (this.predicting.isHidden || !plain) showWays(ways, "");
    else if (plain === answer) showWays(ways, `It gives the same number: ${told(plain)}.`);
    else showWays(ways, `It gives ${told(plain)}: the number of the first ${count(plain.histories)} histories.`);
  }

  showStory() {
    const { story } = this.questions;
    if (story && !this.predicting.isHidden) showStory(story);
  }

  /** Nothing of the answer stands anywhere on the page. */
  hide() {
    at("told").hidden = true;
    this.sliders.hush(true);
    document.body.classList.add("hidden-answer");
    hideAnswer("in 100: bet first");
    hideStory();
    say(at("command-says"), "");
    say(at("live"), "");
  }

  /** The hand rests, and a thousand histories are known: it is said aloud, and put in the address. */
  rested() {
    const fragment = toAddress(this.state);
    if (fragment !== location.hash.slice(1)) {
      history.replaceState(null, "", fragment ? `#${fragment}` : location.pathname);
    }
    const { answer } = this.questions;
    if (answer && !this.predicting.isHidden) say(at("live"), answer.spoken);
  }

  /** There is no answer to this state: none stands there. */
  refuse(sentence) {
    trouble(sentence);
    at("told").hidden = true;
    hideAnswer("no answer");
  }
}

open((opening) => {
  head(opening);
  return new Page(opening);
});
