// Undo and redo: every rest of the hand is a step.

const MOST = 200;

/** The states that were stood at, and where among them one stands. */
export class Steps {
  constructor(state, spelled) {
    this.states = [state];
    this.place = 0;
    this.spelled = spelled;
  }

  /** Take a step; standing still is none. What was undone before it is gone. */
  take(state) {
    if (this.spelled(state) === this.spelled(this.states[this.place])) return;
    this.states = [...this.states.slice(0, this.place + 1), state].slice(-MOST);
    this.place = this.states.length - 1;
  }

  get canUndo() {
    return this.place > 0;
  }

  get canRedo() {
    return this.place < this.states.length - 1;
  }

  /** Return the state before; the present one where there is none. */
  undo() {
    this.place = Math.max(0, this.place - 1);
    return this.states[this.place];
  }

  /** Return the state that was undone last. */
  redo() {
    this.place = Math.min(this.states.length - 1, this.place + 1);
    return this.states[this.place];
  }
}

/** Hear the keys for undo and redo; a box that is typed in keeps its own. */
export function onSteps(act) {
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input:not([type=range], [type=checkbox]), textarea");
    if (typing || event.altKey || !(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    const redo = key === "y" || (key === "z" && event.shiftKey);
    if (!redo && key !== "z") return;
    event.preventDefault();
    act(redo);
  });
}
