// What is asked when: at most one question under way, the last move wins, and the answer refines
// itself while nobody moves: as many histories as fit first, then a thousand, then all.

import { Dropped, Gone, Refused } from "./engine.js";

const REST_MS = 450; // without a move: the hand rests
const AGAIN_MS = 120; // after the program was busy with another question

/** Asks one thing after the other; each task is {route, body, done, soon}. */
export class Pace {
  /**
   * @param ask asks a question, as in engine.js.
   * @param hooks first(), later(rested): the next task, {wait} where it is due after so many
   *   milliseconds, null where there is none; refused(sentence),
   *   gone(sentence),
   *   back(), rested().
   */
  constructor(ask, hooks) {
    this.ask = ask;
    this.hooks = hooks;
    this.movedAt = -Infinity;
    this.told = null;
    this.running = false;
    this.under = null;
    this.wake = () => {};
  }

  /** Something moved: what can wait is dropped, and the first answer is asked for. */
  moved() {
    this.movedAt = performance.now();
    if (this.under && !this.under.soon) this.under.control.abort();
    this.go();
  }

  /** There may be something to ask. */
  go() {
    this.wake();
    if (!this.running) this.run();
  }

  async run() {
    this.running = true;
    try {
      for (;;) {
        const first = this.hooks.first();
        if (!first && this.isResting() && this.told !== this.movedAt) {
          this.told = this.movedAt;
          this.hooks.rested();
        }
        const task = first ?? (this.isResting() ? this.hooks.later(this.rested()) : null);
        if (task && !task.wait && !(await this.put(task))) break;
        if (task && !task.wait) continue;
        if (!task && this.isResting()) break;
        await this.pause(task?.wait ?? REST_MS - this.rested());
      }
    } finally {
      this.running = false;
    }
  }

  isResting() {
    return this.rested() >= REST_MS;
  }

  /** Return for how many milliseconds nobody has moved anything. */
  rested() {
    return performance.now() - this.movedAt;
  }

  /** Ask; return whether the program is there. */
  async put(task) {
    const control = new AbortController();
    this.under = { control, soon: task.soon };
    try {
      const answer = await this.ask(task.route, task.body, control.signal);
      this.hooks.back();
      task.done(answer);
    } catch (error) {
      if (error instanceof Gone) {
        this.hooks.gone(error.message);
        return false;
      }
      if (error instanceof Refused) {
        this.hooks.refused(error.message);
        task.done(null);
      } else if (!(error instanceof Dropped)) {
        throw error;
      } else if (!control.signal.aborted) {
        await this.pause(AGAIN_MS);
      }
    } finally {
      this.under = null;
    }
    return true;
  }

  pause(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, milliseconds) + 1);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
