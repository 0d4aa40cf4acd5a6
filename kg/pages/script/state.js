// What the reader has chosen, and the same as the part of the address behind "#".

const INITIAL = Object.freeze({
  view: "graph", node: null, link: null, claim: null, article: null, focus: null, depth: 1,
  modality: "asserted", kind: null, class: null, outlet: null, confidence: 0, sources: 1,
  basis: "published", from: null, to: null, sort: "document", down: false,
});
const FACETS = ["modality", "kind", "class", "outlet"];
const DAY = /^\d{4}-\d\d-\d\d$/;
const state = { ...INITIAL };
let changed = () => {};

// A facet holds null where everything is chosen, else the names chosen, joined by a character that
// no name holds.
const JOIN = "\u001f";

function initialFacet(name) {
  return INITIAL[name] === null ? null : new Set([INITIAL[name]]);
}

function readState(hash) {
  const told = new URLSearchParams(hash.replace(/^#/, ""));
  const next = { ...INITIAL };
  for (const name of FACETS) {
    next[name] = initialFacet(name);
    if (told.has(name)) next[name] = told.get(name) === "*" ? null : new Set(told.get(name).split(JOIN).filter(Boolean));
  }
  if (told.get("view") === "table") next.view = "table";
  if (nodeByIri.has(told.get("node"))) next.node = told.get("node");
  if (nodeByIri.has(told.get("focus"))) next.focus = told.get("focus");
  if (edgeByKey.has(told.get("link"))) next.link = told.get("link");
  for (const name of ["claim", "article"]) if (claimById.has(told.get(name))) next[name] = told.get(name);
  if (told.get("depth") === "2") next.depth = 2;
  if (told.get("basis") === "event") next.basis = "event";
  for (const name of ["from", "to"]) if (DAY.test(told.get(name) ?? "")) next[name] = told.get(name);
  next.confidence = Math.min(1, Math.max(0, Number(told.get("confidence")) || 0));
  next.sources = Math.max(1, Math.floor(Number(told.get("sources")) || 1));
  if (COLUMNS.some((column) => column.name === told.get("sort"))) next.sort = told.get("sort");
  next.down = told.get("down") === "1";
  Object.assign(state, next);
}

function hashOf() {
  const told = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) {
    if (FACETS.includes(name)) {
      const words = value === null ? null : [...value].sort().join(JOIN);
      if (words !== INITIAL[name]) told.set(name, words ?? "*");
    } else if (value !== INITIAL[name]) told.set(name, value === true ? "1" : String(value));
  }
  return told.toString();
}

// Change the state; what is selected makes a step that the browser's "back" returns from.
function change(next) {
  const step = ["node", "link", "focus", "view", "article"].some((name) => name in next && next[name] !== state[name]);
  Object.assign(state, next);
  const address = `#${hashOf()}`;
  if (address !== (location.hash || "#")) history[step ? "pushState" : "replaceState"](null, "", address);
  changed();
}

function select(next) {
  change({ node: null, link: null, claim: null, article: null, ...next });
}
