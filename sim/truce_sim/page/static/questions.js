// What is asked about a state, in which order, and what is known of it so far.

import { asInFile, isFile, same, spelled } from "./state.js";

const MOST_KEPT = 100; // answers of states that were stood at
const HAND_MS = 100; // within which a hand is to see its number move
const [LEAST_MS, MOST_MS] = [35, 85]; // of computing for it
const [MOST_STALLS, LONGEST_MS] = [8, 20_000];
const STILL_MS = 1200; // without a move: what takes long is asked
const [FEW, SOON_MS] = [100, 150]; // of so few histories the next answer comes soon
const GROW_MS = 1500; // of computing, for more than the first histories
export const NEWS_MS = 5000; // between two looks at what takes long to be known

/** The questions about the state that stands, until the next move makes them void. */
export class Questions {
  /**
   * @param opening what the page began with.
   * @param shows the page: state(), answered(answer), refused(sentence), ways(ways), story(story),
   *   pinned()
   *   the pin whose answer to ask for, known(pin, answer), wanting() the slider whose curve to ask for, curve(slider, told), news().
   */
  constructor(opening, shows) {
    Object.assign(this, { opening, shows });
    this.newsAt = performance.now();
    this.onTop = 20; // ms
    this.known = 0; // histories that the answer rests on; 0: not asked yet
    this.answer = null; // the newest
    this.plain = null; // the one that rests on as many histories as the command asks for
    this.kept = new Map(); // by state, so that undo and pins answer at once
    if (opening.file_answer) this.kept.set(spelled(asInFile()), [opening.file_answer, null]);
    this.turn();
  }

  /** The state is another: what is known of it is what was known when it last stood here. */
  turn() {
    const kept = this.kept.get(spelled(this.shows.state()));
    [this.answer, this.plain] = kept ?? [null, null];
    this.known = this.answer?.histories ?? 0;
    this.stalled = 0; // how often no more histories came
    this.ways = null;
    this.story = null;
    this.asked = { ways: false, story: false };
  }

  /** Return what is asked as soon as something moved: as many as fit, then a thousand. */
  first() {
    const { histories } = this.opening;
    if (this.known >= histories) return null;
    const quick = this.known === 0;
    if (!quick) return this.more(histories, this.known < FEW ? SOON_MS : GROW_MS);
    // What comes on top of the computing is learnt: on a busy machine fewer histories fit.
    const within = Math.round(Math.min(MOST_MS, Math.max(LEAST_MS, HAND_MS - this.onTop)));
    const asked = performance.now();
    const task = this.more(histories, within, true);
    const { done } = task;
    task.done = (answer) => {
      if (answer?.histories < histories) {
        this.onTop += 0.3 * (performance.now() - asked - within - this.onTop);
      }
      done(answer);
    };
    return task;
  }

  /** Return the question for more histories, as many as fit: a slow engine grows step by step. */
  more(histories, within, soon = false) {
    const longer = Math.min(LONGEST_MS, within * 2 ** this.stalled);
    return this.about("answer", { histories, within: longer }, (answer) => {
      const grown = answer?.histories > this.known;
      this.stalled = grown ? 0 : this.stalled + 1;
      // Slow histories, made for both sides of a comparison, may need longer for the next one.
      const goesOn = answer && !answer.given && !answer.refused && this.stalled < MOST_STALLS;
      this.known = grown ? answer.histories : goesOn ? this.known : histories;
      if (grown || answer?.refused) this.take(answer);
    }, soon);
  }

  /** Return what is asked while nobody moves; null where all is known. */
  later(rested) {
    const { histories, most } = this.opening, { asked, shows } = this;
    const pin = shows.pinned();
    if (pin) {
      return {
        route: "answer",
        body: { state: pin.state, histories, within: null },
        done: (answer) => shows.known(pin, answer ? { ...answer, histories } : null),
      };
    }
    if (!asked.ways) {
      return this.about("ways", {}, (ways) => {
        asked.ways = true;
        this.ways = ways;
        if (ways) shows.ways();
      });
    }
    // What follows cannot all be given up at once: a hand that only pauses is not to wait for it.
    if (rested < STILL_MS && this.isWanted()) return { wait: STILL_MS - rested };
    if (!asked.story && this.answer && !isFile(shows.state())) {
      return this.about("story", {}, (story) => {
        asked.story = true;
        this.story = story;
        if (story) shows.story();
      });
    }
    if (this.known < most && this.answer) return this.more(most, GROW_MS);
    const slider = shows.wanting();
    if (slider) return this.about("curve", { path: slider.path }, (told) => shows.curve(slider, told));
    return this.news();
  }

  isWanted() {
    const { asked, shows } = this;
    return !asked.story || this.known < this.opening.most || shows.wanting() !== null;
  }

  /** Return the question whether more is known by now of what the page began with. */
  news() {
    const { opening } = this, since = performance.now() - this.newsAt;
    if ((opening.doubt && !opening.note) || since < NEWS_MS) return null;
    return {
      route: "opening",
      done: ({ doubt, note, engine }) => {
        this.newsAt = performance.now();
        Object.assign(opening, { doubt, note, engine });
        this.shows.news();
      },
    };
  }

  /** Return a question about the state; its answer counts only while that is the state. */
  about(route, more, done, soon = false) {
    const state = this.shows.state();
    return {
      route,
      body: { state, ...more },
      soon,
      done: (told) => {
        if (same(state, this.shows.state())) done(told);
      },
    };
  }

  take(answer) {
    if (answer.refused) {
      this.shows.refused(answer.refused);
      return;
    }
    this.answer = answer;
    if (answer.histories === this.opening.histories || answer.given) this.plain = answer;
    const key = spelled(this.shows.state());
    this.kept.delete(key);
    this.kept.set(key, [answer, this.plain]);
    if (this.kept.size > MOST_KEPT) this.kept.delete(this.kept.keys().next().value);
    this.shows.answered();
  }
}
