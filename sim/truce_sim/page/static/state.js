// What is moved: plain data, of which nothing can be said but stops that the sliders have.

/** Return the state of the file itself. */
export const asInFile = () => ({ inputs: {}, options: [], talks: null, observed: null, counts: {} });

/** Return whether two states are the same. */
export const same = (one, other) => spelled(one) === spelled(other);

/** Return one text for one state, whatever order it was reached in. */
export function spelled(state) {
  const inputs = Object.entries(state.inputs).sort(([a], [b]) => (a < b ? -1 : 1));
  const counts = state.observed === null ? [] : counted(state);
  return JSON.stringify([inputs, [...state.options].sort(), state.talks, state.observed, counts]);
}

/** Return whether anything is moved. */
export const isFile = (state) => same(state, asInFile());

/** Return a state with one input at another stop; at the file's own it is not moved at all. */
export function withInput(state, slider, stop) {
  const inputs = { ...state.inputs };
  if (stop === slider.file) delete inputs[slider.path];
  else inputs[slider.path] = stop;
  return { ...state, inputs };
}

/** Return a state with an option taken or left; those that clash with it are left. */
export function withOption(state, option, taken) {
  const clashes = new Set(option.clashes ?? []);
  const others = state.options.filter((id) => id !== option.id && !(taken && clashes.has(id)));
  return { ...state, options: taken ? [...others, option.id] : others };
}

/** Return a state with the talks at another date. */
export const withTalks = (state, talks, at) => ({ ...state, talks: at === talks.file ? null : at });

/** Return a state with what was observed known up to another day; null: nothing is known. */
export const withObserved = (state, observed) => ({ ...state, observed });

/** Return a state with another number of what one counted on a day; null: as the file has it. */
export function withCount(state, id, day, number) {
  const numbers = [...(state.counts[id] ?? [])];
  while (numbers.length < day) numbers.push(null);
  numbers[day] = number;
  while (numbers.length && numbers.at(-1) === null) numbers.pop();
  const counts = { ...state.counts, [id]: numbers };
  if (!numbers.length) delete counts[id];
  return { ...state, counts };
}

/** Return what was typed of each that counts, in one order. */
const counted = (state) => Object.entries(state.counts).sort(([a], [b]) => (a < b ? -1 : 1));

/** Return a state as the fragment of an address; "" for the file itself. */
export function toAddress(state) {
  const parts = new URLSearchParams();
  for (const [path, stop] of Object.entries(state.inputs)) parts.append(path, String(stop));
  for (const id of state.options) parts.append("option", id);
  if (state.talks !== null) parts.append("talks", String(state.talks));
  if (state.observed !== null) parts.append("observed", String(state.observed));
  for (const [id, numbers] of state.observed === null ? [] : counted(state)) {
    parts.append("counted", `${numbers.map((one) => one ?? "").join(".")}.${id}`);
  }
  return parts.toString();
}

/**
 * Return the state that a fragment tells. An address is input like any other: stops are clamped to
 * those there are, and whatever is not an input, an option or a number is left out.
 */
export function fromAddress(fragment, opening) {
  let state = asInFile();
  if (fragment.length > 8000) return state;
  const parts = new URLSearchParams(fragment.replace(/^#/, ""));
  const sliders = new Map(opening.sliders.map((slider) => [slider.path, slider]));
  const options = new Map(opening.options.map((option) => [option.id, option]));
  for (const [key, value] of parts) {
    const slider = sliders.get(key);
    if (slider) {
      const stop = clamped(value, slider.stops.length);
      if (stop !== null) state = withInput(state, slider, stop);
    } else if (key === "option" && options.has(value)) {
      state = withOption(state, options.get(value), true);
    } else if (key === "talks" && opening.talks) {
      const stop = clamped(value, opening.talks.stops.length);
      if (stop !== null) state = withTalks(state, opening.talks, stop);
    } else if (key === "observed" && opening.observed) {
      state = withObserved(state, clamped(value, opening.observed.stops.length));
    } else if (key === "counted" && opening.observed?.boxes) {
      state = withCounts(state, value, opening.observed.boxes);
    }
  }
  return state;
}

/** Return a state with what a fragment tells of one that counts: "14..20.monitors". */
function withCounts(state, value, { days, counters }) {
  const [text] = value.match(/^(?:\d{0,6}\.)+/) ?? [""];
  const id = value.slice(text.length), numbers = text.split(".").slice(0, -1);
  if (numbers.length > days.length || !counters.some((one) => one.id === id)) return state;
  return numbers.reduce((told, one, day) => (one ? withCount(told, id, day, Number(one)) : told), state);
}

function clamped(text, stops) {
  if (!/^-?\d{1,9}$/.test(text)) return null;
  return Math.min(stops - 1, Math.max(0, Number(text)));
}
