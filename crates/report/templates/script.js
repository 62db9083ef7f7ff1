"use strict";
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  // A page opened from a file may not be allowed to remember anything.
  const remembered = () => {
    try { return localStorage.getItem("fourr-theme"); } catch (_) { return null; }
  };
  const remember = (theme) => {
    try { localStorage.setItem("fourr-theme", theme); } catch (_) { /* this visit only */ }
  };
  if (remembered()) root.dataset.theme = remembered();

  const toggle = () => {
    const theme = root.dataset.theme || (dark.matches ? "dark" : "light");
    root.dataset.theme = theme === "dark" ? "light" : "dark";
    remember(root.dataset.theme);
  };

  const valueOf = (cell) => cell.dataset.value ?? cell.textContent;

  // What cannot be compared (undefined, withheld) stays last in either direction.
  const compare = (kind, sign) => (a, b) => {
    if (a.value === "" || b.value === "") return (a.value === "") - (b.value === "");
    const order = kind === "number" ? a.value - b.value : a.value.localeCompare(b.value, root.lang);
    return sign * order;
  };

  // Numbers start with the greatest, words with the first; the third click restores the order.
  const sort = (table, rows, head) => {
    const kind = head.dataset.sort;
    const turns = kind === "number" ? ["descending", "ascending"] : ["ascending", "descending"];
    const turn = turns[turns.indexOf(head.getAttribute("aria-sort")) + 1] || "none";
    for (const other of table.querySelectorAll("th[aria-sort]")) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", turn);
    const keyed = rows.map((row) => ({ row, value: valueOf(row.cells[head.cellIndex]) }));
    if (turn !== "none") keyed.sort(compare(kind, turn === "ascending" ? 1 : -1));
    table.tBodies[0].append(...keyed.map(({ row }) => row));
  };

  document.addEventListener("DOMContentLoaded", () => {
    const theme = document.querySelector("button.theme");
    theme.hidden = false;
    theme.addEventListener("click", toggle);
    for (const table of document.querySelectorAll("figure.table table")) {
      const rows = Array.from(table.tBodies[0].rows);
      for (const head of table.querySelectorAll("th[data-sort]")) {
        head.querySelector("button").addEventListener("click", () => sort(table, rows, head));
      }
    }
  });
})();
