// Elements are made, never written as markup: whatever stands in a scenario file stays text.

const SVG = "http://www.w3.org/2000/svg";

/** Return the element of that id. */
export const at = (id) => document.getElementById(id);

/** Return a new element; children are elements or text. */
export function make(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** Return a new element of a drawing. */
export function draw(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

/** Return a name from the file, isolated: its direction turns nothing around it. */
export const named = (text) => make("bdi", {}, text);

/** Return the title of an input, whose name and what it is isolated each: "name: violations". */
export function titled(title) {
  const [name, ...rest] = title.split(": ");
  return make("span", {}, named(name), ...rest.flatMap((part) => [": ", named(part)]));
}

/** Set the text of an element, and touch the page only where it is another. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Return a share in words of a hundred: "61", never 0 or 100 where one history is otherwise. */
export function hundred(share) {
  const whole = Math.round(100 * share);
  return share > 0 && share < 1 ? Math.min(99, Math.max(1, whole)) : whole;
}

/** Return a share as a frequency; none and all are no odds. */
export function frequency(share) {
  if (share === 0) return "none";
  return share === 1 ? "all" : `${hundred(share)} in 100`;
}

/** Return a whole number with its thousands set apart. */
export const count = (number) => number.toLocaleString("en-GB");

function filled(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}
