// What is moved, told beside what the file says.

import { at, make, named, titled } from "./dom.js";

/** List what is moved. */
export function showMoved(state, opening) {
  const rows = [
    ...told(state, opening).map(([title, here, file]) => make("li", {}, titled(title), ": ", make("b", {}, named(here)),
      make("span", { class: "small" }, " (file: ", named(file), ")"))),
    ...taken(state, opening).map(({ title }) => make("li", {}, "Option: ", make("b", {}, named(title)))),
  ];
  at("moved-part").hidden = !rows.length;
  at("moved").replaceChildren(...rows);
}

/** Return the options that are taken. */
export const taken = (state, opening) => opening.options.filter(({ id }) => state.options.includes(id));

/** Return a name for a state: what is moved, as far as that is short. */
export function nameOf(state, opening) {
  const names = [
    ...told(state, opening).map(([title, here]) => `${title} ${here}`),
    ...taken(state, opening).map(({ title }) => title),
  ];
  return names.length > 2 ? `${names[0]}, and ${names.length - 1} more` : names.join(", ") || "Other days";
}

function told(state, { sliders, talks, observed }) {
  const lines = sliders
    .filter(({ path }) => path in state.inputs)
    .map(({ path, title, stops, file }) => [title, stops[state.inputs[path]].text, stops[file].text]);
  if (talks && state.talks !== null) {
    lines.push(["Talks open", talks.stops[state.talks].text, talks.stops[talks.file].text]);
  }
  if (state.observed !== null) {
    lines.push(["Known until", observed.stops[state.observed].text, "nothing is known yet"]);
  }
  for (const { id, title } of (state.observed !== null && observed.boxes?.counters) || []) {
    const typed = (state.counts[id] ?? []).filter((one) => one !== null).length;
    if (typed) lines.push([title, typed === 1 ? "1 number typed" : `${typed} numbers typed`, "its own counts"]);
  }
  return lines;
}
