// The details of what is selected: an entity with its neighbours, a link, a claim, or the whole.

const FIRST = 25;
let heldBack = FIRST;

function claimList(found, current) {
  const list = el("div", { class: "claims" });
  const add = (from, count) => found.slice(from, from + count).forEach((claim) => list.append(claimCard(claim, current)));
  add(0, heldBack);
  if (found.length > heldBack) {
    const more = el("button", { type: "button" }, `Show ${Math.min(FIRST, found.length - heldBack)} more of ${found.length}`);
    more.addEventListener("click", () => {
      heldBack += FIRST;
      showPanel();
      byId("details-body").querySelectorAll(".claim")[heldBack - FIRST]?.querySelector("button")?.focus();
    });
    list.append(more);
  }
  return list;
}

function linkLine(edge, current) {
  const other = edge.from === current ? edge.to : edge.from;
  const verb = `${wordsFor(edge.kind)}${edge.modality === "asserted" ? "" : ` (${wordsFor(edge.modality)})`}`;
  const arrow = edge.from === current ? `${verb} →` : `← ${verb}`;
  return el(
    "li", {}, el("span", { class: "verb" }, arrow), entityButton(other, current),
    el("button", { type: "button", class: "plain", onclick: () => select({ link: edgeKey(edge) }) }, plural(edge.claims.length, "claim")),
  );
}

function nodePanel(number) {
  const node = nodes[number];
  const links = [...shown.edges].map((one) => edges[one]).filter((edge) => edge.from === number || edge.to === number);
  const found = node.claims.filter((claim) => shown.claimSet.has(claim));
  const all = node.claims.length - found.length;
  const around = state.focus === node.iri ? null : el("button", { type: "button", id: "surroundings", onclick: () => change({ focus: node.iri, view: "graph" }) }, "Show only its surroundings");
  const asked = data.sparql === undefined ? null : webAddress(new URL(data.sparql, location.href).href);
  return [
    node.label,
    el("p", { class: "quiet" }, `${wordsFor(node.kind)}, named in ${plural(node.sources, "document")}`),
    el("div", { class: "buttons" }, around, el("button", { type: "button", onclick: () => select({}) }, "Clear the selection"), asked === null ? null : outside("All its triples", `${asked}?query=${encodeURIComponent(`DESCRIBE <${node.iri}>`)}`)),
    el("h3", { id: "neighbours" }, `Neighbours (${links.length})`),
    el("ul", { class: "links", "aria-labelledby": "neighbours" }, ...links.slice(0, 200).map((edge) => linkLine(edge, number))),
    links.length > 200 ? el("p", { class: "quiet" }, "The first 200. The table has them all.") : null,
    el("h3", {}, `Claims (${found.length})`),
    all > 0 ? el("p", { class: "quiet" }, `${plural(all, "more claim")} of it ${all === 1 ? "is" : "are"} hidden by the filters.`) : null,
    claimList(found, number),
  ];
}

function linkPanel(number) {
  const edge = edges[number];
  const found = edge.claims.map((one) => claims[one]);
  return [
    `${nameOf(edge.from)} – ${nameOf(edge.to)}`,
    el("p", {}, entityButton(edge.from), ` ${wordsFor(edge.kind)} `, entityButton(edge.to)),
    el("p", { class: "quiet" }, `${wordsFor(edge.modality)}, ${plural(found.length, "claim")} in ${plural(edge.sources, "document")}`),
    el("div", { class: "buttons" }, el("button", { type: "button", onclick: () => select({}) }, "Clear the selection")),
    claimList(found),
  ];
}

function overview() {
  const ranked = [...shown.nodes].sort((one, other) => nodes[other].sources - nodes[one].sources || nodes[other].claims.length - nodes[one].claims.length || one - other);
  return [
    "Details",
    el("p", {}, "Select an entity or a link in the graph, or find one by name, to read its claims and the sentences that they stand in."),
    ranked.length === 0 ? el("p", {}, "The filters hide everything.") : null,
    el("h3", { id: "named" }, "Named most"),
    el("ul", { class: "links", "aria-labelledby": "named" }, ...ranked.slice(0, 30).map((one) => el("li", {}, entityButton(one), el("span", { class: "verb" }, `${wordsFor(nodes[one].kind)}, ${plural(nodes[one].claims.length, "claim")}`)))),
  ];
}

function panelParts() {
  if (state.node !== null) return nodePanel(nodeByIri.get(state.node));
  if (state.link !== null) return linkPanel(edgeByKey.get(state.link));
  if (state.claim !== null) {
    const claim = claims[claimById.get(state.claim)];
    return ["One claim", el("div", { class: "buttons" }, el("button", { type: "button", onclick: () => select({}) }, "Clear the selection")), claimCard(claim)];
  }
  return overview();
}

function showPanel() {
  const [title, ...parts] = panelParts();
  byId("details-title").replaceChildren(bdi(title));
  byId("details-body").replaceChildren(...parts.filter((part) => part !== null));
}
