// Values of a curve under the pointer, or by arrow keys once the chart has the focus. What is said
// stands in the chart already, as the titles of its invisible columns.
for (const chart of document.querySelectorAll("svg")) {
  const spots = [...chart.querySelectorAll(".spot")];
  if (!spots.length) continue;
  const line = document.createElement("p");
  line.className = "readout";
  line.textContent = "Values: point at the curve, or focus it and use the arrow keys.";
  line.setAttribute("aria-live", "polite");
  chart.parentElement.after(line);
  line.classList.add(...[...chart.parentElement.classList].filter((name) => name === "page" || name === "phone"));
  chart.tabIndex = 0;
  let at = -1;
  const show = (place) => {
    at = Math.max(0, Math.min(spots.length - 1, place));
    spots.forEach((spot, index) => spot.classList.toggle("on", index === at));
    line.textContent = spots[at].textContent;
  };
  spots.forEach((spot, place) => spot.addEventListener("pointermove", () => place === at || show(place)));
  chart.addEventListener("focus", () => at < 0 && show(spots.length - 1));
  chart.addEventListener("keydown", (pressed) => {
    const to = {ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: spots.length - 1}[pressed.key];
    if (to === undefined) return;
    pressed.preventDefault();
    show(to);
  });
}
