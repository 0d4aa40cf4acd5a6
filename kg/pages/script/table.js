// The claims shown as a table, and as a file for spreadsheets.

const ROWS = 150;
let rows = ROWS;
const circumstanceText = (claim) => circumstances(claim).map(([name, words]) => `${name}: ${words}`).join("; ");
const COLUMNS = [
  { name: "who", title: "Who", value: (claim) => nameOf(claim.subject) },
  { name: "what", title: "What", value: (claim) => wordsFor(claim.kind) },
  { name: "whom", title: "Whom", value: (claim) => (claim.object === undefined ? "" : nameOf(claim.object)) },
  { name: "content", title: "Words", value: (claim) => claim.content ?? "" },
  { name: "modality", title: "Modality", value: (claim) => wordsFor(claim.modality) },
  { name: "circumstances", title: "Circumstances", value: circumstanceText },
  { name: "by", title: "According to", value: (claim) => (claim.by === undefined ? "" : nameOf(claim.by)) },
  { name: "confidence", title: "Confidence", value: sureness },
  { name: "document", title: "Document", value: titleOf },
  { name: "outlet", title: "Outlet", value: (claim) => documents[claim.document].outlet ?? "" },
  { name: "published", title: "Date", value: publishedOf },
  { name: "quote", title: "Evidence", value: (claim) => claim.quote ?? "" },
];
const ONLY_FILE = [
  { name: "url", value: (claim) => documents[claim.document].url ?? "" },
  { name: "claim", value: (claim) => claim.id },
];

function sorted() {
  const { value } = COLUMNS.find((column) => column.name === state.sort);
  const sign = state.down ? -1 : 1;
  const keys = new Map(shown.claims.map((claim) => [claim, value(claim)]));
  const order = new Intl.Collator("en", { numeric: true });
  return [...shown.claims].sort((one, other) => sign * order.compare(keys.get(one), keys.get(other)));
}

function startTable() {
  byId("claims").tHead.rows[0].append(...COLUMNS.map(({ name, title }) => el(
    "th", { scope: "col", "data-column": name }, el("button", { type: "button", onclick: () => change({ sort: name, down: state.sort === name && !state.down }) }, title),
  )));
  byId("more-rows").addEventListener("click", () => {
    rows += ROWS;
    showTable();
  });
  byId("csv").addEventListener("click", download);
}

function showTable() {
  const table = state.view === "table";
  byId("table-view").hidden = !table;
  byId("graph-view").hidden = table;
  byId("view-table").setAttribute("aria-pressed", String(table));
  byId("view-graph").setAttribute("aria-pressed", String(!table));
  if (!table) return;
  for (const head of byId("claims").tHead.rows[0].cells) {
    const now = head.dataset.column === state.sort;
    head.setAttribute("aria-sort", now ? (state.down ? "descending" : "ascending") : "none");
    head.firstChild.textContent = COLUMNS.find((column) => column.name === head.dataset.column).title + (now ? (state.down ? " ▼" : " ▲") : "");
  }
  const all = sorted();
  byId("claims").tBodies[0].replaceChildren(...all.slice(0, rows).map(row));
  byId("more-rows").hidden = all.length <= rows;
}

function row(claim) {
  return el("tr", {}, ...COLUMNS.map(({ name, value }) => {
    if (name === "who") return el("td", {}, entityButton(claim.subject));
    if (name === "whom" && claim.object !== undefined) return el("td", {}, entityButton(claim.object));
    if (name === "document") return el("td", { class: "long" }, outside(titleOf(claim), documents[claim.document].url));
    if (name === "quote") return el("td", { class: "longest" }, el("button", { type: "button", class: "plain", onclick: () => select({ claim: claim.id }) }, value(claim)));
    return el("td", { class: ["content", "circumstances"].includes(name) && value(claim).length > 20 ? "long" : null }, value(claim));
  }));
}

// A cell as text: what a spreadsheet would run as a formula gets an apostrophe in front
// (https://owasp.org/www-community/attacks/CSV_Injection).
function cell(value) {
  const text = String(value).replaceAll("\0", "\ufffd");
  const safe = /^'*[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^-?[0-9]+(\.[0-9]+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

// RFC 4180, with a byte order mark, or Excel takes UTF-8 for something else.
function csvText() {
  const columns = [...COLUMNS, ...ONLY_FILE];
  const lines = [columns.map((column) => column.name), ...sorted().map((claim) => columns.map((column) => column.value(claim)))];
  return `\ufeff${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

function download() {
  const address = URL.createObjectURL(new Blob([csvText()], { type: "text/csv;charset=utf-8" }));
  const link = el("a", { href: address, download: "claims.csv" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
