// Sliders over a fitted surface. Everything it shows is computed from numbers that stand in the page;
// names go in as text. What the address says is read as whole numbers and clamped, or ignored.
{
const room = document.getElementById("surface");
const known = JSON.parse(room.dataset.surface);
const count = known.inputs.length;
const FILE = known.inputs.map((one) => one.file);
const MOST_PINS = 6;
let at = FILE.slice();
let pins = [];

function put(parent, name, words, kind) {
  const made = document.createElement(name);
  if (words !== undefined) made.textContent = words;
  if (kind) made.className = kind;
  parent.append(made);
  return made;
}
function drawn(parent, name, given) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const key in given) made.setAttribute(key, given[key]);
  parent.append(made);
  return made;
}
function terms(units) {
  const first = [], second = [], third = [], pairs = [], squared = [], other = [], threes = [];
  for (const unit of units) {
    const c = 2 * unit - 1;
    first.push(Math.sqrt(3) * c);
    second.push(Math.sqrt(5) * (3 * c * c - 1) / 2);
    third.push(Math.sqrt(7) * (5 * c * c * c - 3 * c) / 2);
  }
  for (let i = 0; i < count; i++) for (let j = i + 1; j < count; j++) {
    pairs.push(first[i] * first[j]);
    squared.push(second[i] * first[j]);
    other.push(first[i] * second[j]);
    for (let k = j + 1; k < count; k++) threes.push(first[i] * first[j] * first[k]);
  }
  return [1, ...first, ...second, ...third, ...pairs, ...squared, ...other, ...threes];
}
const logistic = (logs) => 1 / (1 + Math.exp(-logs));
const unitsOf = (stops) => stops.map((stop, place) => known.inputs[place].stops[stop].unit);
function logsAt(stops) {
  return terms(unitsOf(stops)).reduce((sum, term, place) => sum + term * known.coefficients[place], 0);
}
function told(stops) {
  const all = terms(unitsOf(stops));
  let logs = 0, open = 0, place = 0;
  for (let i = 0; i < all.length; i++) {
    logs += all[i] * known.coefficients[i];
    for (let j = 0; j <= i; j++) open += (i === j ? 1 : 2) * all[i] * all[j] * known.covariance[place++];
  }
  const value = logistic(logs);
  const chance = 1 / (known.fresh * value * (1 - value));
  const reach = 1.96 * Math.sqrt(open + known.spread * known.spread + chance);
  return {value, low: logistic(logs - reach), high: logistic(logs + reach), outside: open > known.farthest};
}
const hundred = (share) => Math.min(99, Math.max(1, Math.floor(Math.round(1e9 * 100 * share) / 1e9 + 0.5)));
function span(low, high) {
  if (low <= 0.005 && high >= 0.995) return "anything";
  if (high >= 0.995) return "over " + hundred(Math.min(low, 0.99));
  if (low <= 0.005) return "under " + hundred(Math.max(high, 0.01));
  return hundred(low) === hundred(high) ? `${hundred(low)}` : `${hundred(low)} to ${hundred(high)}`;
}
const quoted = (word) => /^[\w@%+=:,.\/-]+$/.test(word) ? word : "'" + word.replaceAll("'", "'\"'\"'") + "'";
function moved(stops) {
  return known.inputs.filter((one, place) => stops[place] !== one.file)
    .map((one) => one.stops[stops[known.inputs.indexOf(one)]]);
}
function command(stops) {
  const sets = moved(stops).flatMap((stop) => ["--set", quoted(stop.typed)]);
  return [known.command, ...sets, "--runs", known.fresh].join(" ");
}

// What is in the page.
const controls = put(room, "div", undefined, "controls");
const panel = put(room, "div", undefined, "told");
const number = put(panel, "p", undefined, "number");
const big = put(number, "span", "", "big");
put(number, "span", " in 100 hold", "unit");
const range = put(panel, "p", "", "range");
const warning = put(panel, "p", "Outside what was tried: do not use this number.", "warned");
const grid = put(panel, "div", undefined, "grid");
grid.setAttribute("aria-hidden", "true");
for (let place = 0; place < 100; place++) put(grid, "i");
const spoken = put(panel, "p", "", "unseen");
spoken.setAttribute("aria-live", "polite");
const buttons = put(panel, "p", undefined, "buttons");
const pin = put(buttons, "button", "Pin this");
const back = put(buttons, "button", "Back to the file");
const table = put(panel, "table", undefined, "pins");
put(table, "caption", "By the fit, with the same range");
const rows = put(table, "tbody");
put(panel, "p", "Run it properly:", "small");
const line = put(put(panel, "pre"), "code", "");

const sliders = known.inputs.map((one, place) => {
  const box = put(controls, "div", undefined, "slider");
  const name = put(box, "label", one.label);
  name.htmlFor = `what-if-${place}`;
  name.dir = "auto";
  const hand = put(box, "input");
  Object.assign(hand, {type: "range", id: `what-if-${place}`, min: 0, max: one.stops.length - 1, step: 1});
  const ends = put(box, "p", undefined, "ends");
  put(ends, "span", one.stops[0].text);
  put(ends, "span", one.stops[one.stops.length - 1].text);
  const picture = drawn(box, "svg", {viewBox: "0 0 100 40", "aria-hidden": "true", class: "spark"});
  drawn(picture, "path", {d: "M0 39.5H100", class: "floor"});
  const own = drawn(picture, "path", {class: "own"});
  const curve = drawn(picture, "path", {class: "curve"});
  const dot = drawn(picture, "circle", {r: 3.4});
  const value = put(box, "p", undefined, "value");
  const now = put(value, "b", "");
  put(value, "small", "file " + one.stops[one.file].text);
  hand.addEventListener("input", () => { at[place] = +hand.value; show(); });
  hand.addEventListener("change", () => { say(); keep(); });
  return {box, hand, own, curve, dot, now};
});

function show() {
  const found = told(at);
  const outside = found.outside;
  big.textContent = hundred(found.value);
  range.textContent = `${span(found.low, found.high)} by the fit: there 95 of 100 fresh answers of ${known.fresh.toLocaleString("en")} runs lie`;
  panel.classList.toggle("outside", outside);
  warning.hidden = !outside;
  [...grid.children].forEach((icon, place) => icon.classList.toggle("on", place < hundred(found.value)));
  sliders.forEach((slider, place) => {
    const one = known.inputs[place];
    const text = one.stops[at[place]].text;
    slider.hand.value = at[place];
    slider.hand.setAttribute("aria-valuetext", text + (at[place] === one.file ? ", as in the file" : ""));
    slider.now.textContent = text;
    slider.box.classList.toggle("moved", at[place] !== one.file);
    const points = one.stops.map((stop, index) => {
      const share = logistic(logsAt(at.map((other, which) => which === place ? index : other)));
      return [100 * stop.unit, 38 - 36 * share];
    });
    slider.curve.setAttribute("d", "M" + points.map((point) => point.map((x) => x.toFixed(1)).join(" ")).join("L"));
    slider.own.setAttribute("d", `M${points[one.file][0].toFixed(1)} 36V40`);
    slider.dot.setAttribute("cx", points[at[place]][0]);
    slider.dot.setAttribute("cy", points[at[place]][1]);
  });
  line.textContent = command(at);
}
function say() {
  const found = told(at);
  spoken.textContent = found.outside ? warning.textContent
    : `${hundred(found.value)} in 100 hold, ${span(found.low, found.high)} by the fit`;
}
function pinned() {
  rows.replaceChildren();
  [FILE, ...pins].forEach((stops, place) => {
    const found = told(stops);
    const row = put(rows, "tr");
    const what = put(row, "th");
    what.scope = "row";
    const go = put(what, "button", place ? moved(stops).map((stop) => stop.text).join(", ") || "as in the file" : "as in the file", "go");
    go.addEventListener("click", () => { at = stops.slice(); show(); say(); keep(); });
    put(row, "td", found.outside ? "outside" : `${hundred(found.value)} (${span(found.low, found.high)})`, "n");
  });
}
function keep() {
  const states = [at, ...pins].map((stops) => stops.join(","));
  history.replaceState(null, "", "#what-if=" + states.join("/"));
}
function read() {
  const found = /^#what-if=([\d,\/]{1,400})$/.exec(location.hash);
  if (!found) return;
  const states = found[1].split("/").map((part) => part.split(","))
    .filter((part) => part.length === count && part.every((text) => /^\d{1,3}$/.test(text)))
    .map((part) => part.map((text, place) => Math.min(+text, known.inputs[place].stops.length - 1)));
  if (!states.length) return;
  at = states[0];
  pins = states.slice(1, 1 + MOST_PINS);
}
pin.addEventListener("click", () => { pins = [...pins, at.slice()].slice(-MOST_PINS); pinned(); keep(); });
back.addEventListener("click", () => { at = FILE.slice(); show(); say(); keep(); });
addEventListener("hashchange", () => { read(); show(); pinned(); });
read();
pinned();
show();
room.hidden = false;
document.getElementById("ends").open = false;
if (location.hash.startsWith("#what-if=")) document.getElementById("what-if").scrollIntoView();
}
