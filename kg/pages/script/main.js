// Put the parts together.

function show() {
  compute();
  byId("counts").textContent = `${plural(shown.claims.length, "claim")}, ${plural(shown.nodes.size, "entity", "entities")}, ${plural(shown.edges.size, "link")} shown`;
  showFacets();
  showTable();
  showGraph();
  showTimeline();
  showPanel();
  showArticle();
}

function readAddress() {
  readState(location.hash);
  heldBack = FIRST;
  show();
}

function start() {
  readState(location.hash);
  compute();
  showLegend();
  if (matchMedia("(max-width: 60rem)").matches) for (const name of ["filters-open", "legend"]) byId(name).open = false;
  startFacets();
  startTable();
  startTimeline();
  startSearch();
  startArticle();
  startGraph();
  byId("view-graph").addEventListener("click", () => change({ view: "graph" }));
  byId("view-table").addEventListener("click", () => change({ view: "table" }));
  byId("everything").addEventListener("click", () => change({ focus: null }));
  byId("depth").addEventListener("change", () => change({ depth: Number(byId("depth").value) }));
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault();
    byId("details").focus();
  });
  byId("share").addEventListener("click", share);
  if (data.sparql !== undefined) {
    const address = webAddress(new URL(data.sparql, location.href).href);
    byId("endpoint").hidden = address === null;
    if (address !== null) byId("endpoint").href = address;
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  addEventListener("hashchange", readAddress);
  addEventListener("popstate", readAddress);
  changed = show;
  show();
}

async function share() {
  try {
    await navigator.clipboard.writeText(location.href);
    byId("shared").textContent = "Copied.";
  } catch {
    byId("shared").textContent = "The address bar holds the link.";
  }
}

start();
