// Tables in the order of one of their columns: a button in each head.
for (const table of document.querySelectorAll("table.counts, table.inputs, table.cases")) {
  const body = table.tBodies[0];
  const heads = [...(table.tHead ? table.tHead.rows[0].cells : [])];
  if (!body || body.rows.length < 3 || [...body.rows].some((row) => row.cells.length !== heads.length)) continue;
  const number = (cell) => {
    const text = cell.textContent.trim().replaceAll("\u2212", "-").replaceAll(",", "");
    if (text.startsWith("none")) return 0;
    if (text.startsWith("all")) return 100;
    const found = /^[^\d+-]{0,12}([+-]?\d+(?:\.\d+)?)/.exec(text);
    return found ? +found[1] : NaN;
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const falls = head.getAttribute("aria-sort") === "ascending";
      const rows = [...body.rows];
      const numbers = rows.map((row) => number(row.cells[column]));
      const counted = column > 0 && numbers.filter((one) => !Number.isNaN(one)).length * 2 > rows.length;
      const keyed = rows.map((row, place) => ({row, place, number: numbers[place], text: row.cells[column].textContent.trim()}));
      keyed.sort((a, b) => {
        if (!counted) return (falls ? -1 : 1) * a.text.localeCompare(b.text) || a.place - b.place;
        if (Number.isNaN(a.number) || Number.isNaN(b.number)) return Number.isNaN(a.number) - Number.isNaN(b.number);
        return (falls ? -1 : 1) * (a.number - b.number) || a.place - b.place;
      });
      body.append(...keyed.map((one) => one.row));
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", falls ? "descending" : "ascending");
    });
  });
}
