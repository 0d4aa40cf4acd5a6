// The graph on the stage: what is shown of it, the camera, and what is clicked.

const RING = 90;
let sigma = null;
let names = null;
let hovered = null;
let ranked = [];
let ringed = null;

function startGraph() {
  const graph = new kgGraph.Graph({ multi: true, type: "directed" });
  graph.import({
    nodes: nodes.map((node, number) => ({ key: String(number), attributes: { x: node.x, y: node.y, size: nodeSize(node), color: colours.get(node.kind) } })),
    edges: edges.map((edge, number) => ({ key: String(number), source: String(edge.from), target: String(edge.to), attributes: { size: edgeSize(edge) } })),
  });
  ranked = nodes.map((_, number) => number).sort((one, other) => nodes[other].sources - nodes[one].sources || nodes[other].claims.length - nodes[one].claims.length || one - other);
  paintGraph(graph);
  try {
    sigma = new kgGraph.Sigma(graph, byId("graph"), {
      primitives: primitives(),
      styles: STYLES,
      settings: {
        renderLabels: false, enableEdgeEvents: !LARGE, itemSizesReference: "screen", enableCameraRotation: false, autoRescale: "once",
        stagePadding: 40, zoomToSizeRatioFunction: (ratio) => Math.max(0.4, Math.sqrt(ratio)), minCameraRatio: 0.01, maxCameraRatio: 4, hideEdgesOnMove: LARGE, pickingDownSizingRatio: LARGE ? 4 : 2, minEdgeThickness: 1, allowInvalidContainer: true,
      },
    });
  } catch (error) {
    console.warn(error);
    byId("unseen").hidden = false;
    byId("zoom").hidden = true;
    return;
  }
  names = new Names(byId("stage"));
  sigma.on("afterRender", drawNames);
  sigma.on("clickNode", ({ node }) => select({ node: nodes[Number(node)].iri }));
  sigma.on("clickEdge", ({ edge }) => select({ link: edgeKey(edges[Number(edge)]) }));
  sigma.on("clickStage", ({ event }) => {
    const near = LARGE ? linkNear(event) : null;
    if (near !== null) select({ link: edgeKey(edges[near]) });
    else if (state.node !== null || state.link !== null) select({});
  });
  sigma.on("enterNode", ({ node }) => hover(Number(node), hintOfNode(Number(node))));
  sigma.on("leaveNode", () => hover(null, ""));
  sigma.on("enterEdge", ({ edge }) => hover(null, hintOfEdge(edges[Number(edge)])));
  sigma.on("leaveEdge", () => hover(null, ""));
  startKeys();
}

function hintOfNode(number) {
  return `${nodes[number].label}: ${wordsFor(nodes[number].kind)}, ${plural(nodes[number].claims.length, "claim")}`;
}

function hintOfEdge(edge) {
  return `${nameOf(edge.from)} ${wordsFor(edge.kind)}${edge.modality === "asserted" ? "" : ` (${wordsFor(edge.modality)})`} ${nameOf(edge.to)}: ${plural(edge.claims.length, "claim")}`;
}

function hover(number, hint) {
  hovered = number;
  byId("hint").textContent = hint;
  drawNames();
}

function selectedNode() {
  return state.node === null ? null : nodeByIri.get(state.node);
}

// The link that is drawn nearest to a point, null where none is near.
function linkNear({ x, y }) {
  let found = null;
  let least = 6;
  for (const number of shown.edges) {
    const [one, other] = [edges[number].from, edges[number].to].map((node) => sigma.framedGraphToViewport(sigma.getNodeDisplayData(String(node))));
    const [right, down] = [other.x - one.x, other.y - one.y];
    const share = Math.min(1, Math.max(0, ((x - one.x) * right + (y - one.y) * down) / (right * right + down * down || 1)));
    const distance = Math.hypot(x - one.x - share * right, y - one.y - share * down);
    if (distance < least) [found, least] = [number, distance];
  }
  return found;
}

// What is selected, with its neighbours; null where nothing is, or where all that is shown is near it.
function lit() {
  if (state.link !== null) {
    const number = edgeByKey.get(state.link);
    return { edges: new Set([number]), nodes: new Set([edges[number].from, edges[number].to]) };
  }
  if (state.node === null || state.node === state.focus) return null;
  const main = selectedNode();
  const near = [...shown.edges].filter((one) => edges[one].from === main || edges[one].to === main);
  return { edges: new Set(near), nodes: new Set([main, ...near.flatMap((one) => [edges[one].from, edges[one].to])]) };
}

// Around one entity its neighbours stand on rings, in the order of their classes.
function ringPlaces() {
  const found = new Map();
  if (state.focus === null || shown.around === null) return found;
  const centre = nodes[nodeByIri.get(state.focus)];
  let radius = 0;
  for (let step = 0; step <= state.depth; step += 1) {
    const ring = [...shown.nodes].filter((one) => shown.around.get(one) === step);
    ring.sort((one, other) => nodes[one].kind.localeCompare(nodes[other].kind, "en") || one - other);
    if (step > 0) radius = Math.max(radius + RING, (ring.length * 34) / (2 * Math.PI));
    ring.forEach((one, place) => {
      const turn = ((place + (step % 2 ? 0.25 : 0.5)) / ring.length) * 2 * Math.PI;
      found.set(one, [centre.x + radius * Math.cos(turn), centre.y + radius * Math.sin(turn)]);
    });
  }
  return found;
}

function paintGraph(graph) {
  const colour = theme();
  const bright = lit();
  const main = selectedNode();
  const ring = ringPlaces();
  graph.updateEachNodeAttributes((key, attributes) => {
    const number = Number(key);
    const node = nodes[number];
    const dim = bright !== null && !bright.nodes.has(number);
    [attributes.x, attributes.y] = ring.get(number) ?? [node.x, node.y];
    attributes.visibility = shown.nodes.has(number) ? "visible" : "hidden";
    attributes.color = dim ? colour.faint : colours.get(node.kind);
    attributes.rim = number === main ? colour.accent : dim ? colour.faint : colour.rim;
    attributes.size = nodeSize(node) * (number === main ? 1.35 : 1);
    attributes.depth = dim || bright === null ? "nodes" : "topNodes";
    return attributes;
  });
  graph.updateEachEdgeAttributes((key, attributes) => {
    const number = Number(key);
    const { modality } = edges[number];
    const [dash, gap] = DASHES[modality] ?? DASHES.possible;
    const dim = bright !== null && !bright.edges.has(number);
    attributes.visibility = shown.edges.has(number) ? "visible" : "hidden";
    attributes.color = dim ? colour.faint : (colour[modality] ?? colour.possible);
    attributes.dash = dash;
    attributes.gap = gap || 6;
    attributes.filling = gap === 0 ? attributes.color : "rgba(0, 0, 0, 0)";
    attributes.depth = dim || bright === null ? "edges" : "topEdges";
    attributes.size = edgeSize(edges[number]) * (dim || bright === null ? 1 : 1.6);
    return attributes;
  });
}

function showGraph() {
  byId("focus").hidden = state.focus === null;
  byId("depth").value = String(state.depth);
  byId("focus-told").replaceChildren("Only what is around ", state.focus === null ? "" : bdi(nameOf(nodeByIri.get(state.focus))));
  byId("graph-told").textContent = `${plural(shown.nodes.size, "entity", "entities")} and ${plural(shown.edges.size, "link")} are drawn.`;
  if (sigma === null) return;
  paintGraph(sigma.getGraph());
  sigma.refresh();
  const now = state.focus === null ? null : `${state.focus} ${state.depth}`;
  if (now !== ringed) fit();
  ringed = now;
}

// Move the camera to what is shown.
function fit() {
  if (sigma === null) return;
  const camera = sigma.getCamera();
  const seen = [...shown.nodes].map((one) => sigma.getNodeDisplayData(String(one))).filter((one) => one !== undefined);
  if (seen.length === 0 || state.focus === null) {
    moveTo({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
    return;
  }
  const [left, right] = [Math.min(...seen.map((one) => one.x)), Math.max(...seen.map((one) => one.x))];
  const [low, high] = [Math.min(...seen.map((one) => one.y)), Math.max(...seen.map((one) => one.y))];
  // How much of the stage the box takes, at the ratio that the camera has now.
  const { width, height } = sigma.getDimensions();
  const corner = sigma.framedGraphToViewport({ x: left, y: low });
  const other = sigma.framedGraphToViewport({ x: right, y: high });
  const share = Math.max(Math.abs(other.x - corner.x) / (width * 0.62), Math.abs(other.y - corner.y) / (height * 0.72), 1e-3);
  moveTo({ x: (left + right) / 2, y: (low + high) / 2, ratio: Math.max(camera.getState().ratio * share, 0.02), angle: 0 });
}

function moveTo(target) {
  const camera = sigma.getCamera();
  if (still()) camera.setState(target);
  else camera.animate(target, { duration: 300 });
}

function zoomBy(factor) {
  const camera = sigma.getCamera();
  moveTo({ ...camera.getState(), ratio: Math.min(4, Math.max(0.01, camera.getState().ratio * factor)) });
}

function pan(right, down) {
  const camera = sigma.getCamera();
  const before = sigma.viewportToFramedGraph({ x: 0, y: 0 });
  const after = sigma.viewportToFramedGraph({ x: right, y: down });
  const { x, y } = camera.getState();
  moveTo({ ...camera.getState(), x: x + after.x - before.x, y: y + after.y - before.y });
}

function startKeys() {
  const keys = { ArrowLeft: () => pan(-80, 0), ArrowRight: () => pan(80, 0), ArrowUp: () => pan(0, -80), ArrowDown: () => pan(0, 80), "+": () => zoomBy(0.7), "=": () => zoomBy(0.7), "-": () => zoomBy(1.4), 0: fit };
  byId("graph").addEventListener("keydown", (event) => {
    if (!Object.hasOwn(keys, event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    keys[event.key]();
  });
  byId("zoom-in").addEventListener("click", () => zoomBy(0.7));
  byId("zoom-out").addEventListener("click", () => zoomBy(1.4));
  byId("zoom-all").addEventListener("click", fit);
}

function drawNames() {
  if (sigma === null || names === null) return;
  const bright = lit();
  const first = [hovered, selectedNode()].filter((one) => one !== null && shown.nodes.has(one));
  const { width, height } = sigma.getDimensions();
  const points = [];
  for (const number of new Set([...first, ...ranked])) {
    if (!shown.nodes.has(number) || (bright !== null && !bright.nodes.has(number) && number !== hovered)) continue;
    const told = sigma.getNodeDisplayData(String(number));
    if (told === undefined) continue;
    const { x, y } = sigma.framedGraphToViewport(told);
    if (x < 0 || y < 0 || x > width || y > height) continue;
    points.push({ number, x, y, radius: sigma.scaleSize(told.size) });
    if (points.length >= MOST_TRIED) break;
  }
  names.draw(points);
}
