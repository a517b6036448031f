// On a narrow screen a table of sentences is read row by row: each cell then says its column.
for (const table of document.querySelectorAll("table.docutils")) {
  const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent.trim());
  const cells = [...table.querySelectorAll("tbody td")];
  if (heads.length < 2 || !cells.some((cell) => cell.textContent.length > 60)) continue;
  table.classList.add("sentences");
  for (const cell of cells) {
    const said = heads[cell.cellIndex];
    if (said && cell.textContent.trim()) cell.dataset.label = said;
  }
}
