// How nodes and links are drawn: with what programs of the graphics card, in what colours and sizes.

// From so many links on, straight lines do, and the card is not asked which link is pointed at.
const LARGE = edges.length > 3000;
const DASHES = { asserted: [8, 0], denied: [9, 6], planned: [14, 5], possible: [3, 5] };

// A rim sets a node off from the ground, whatever its colour.
const RIM = {
  name: "rim",
  uniforms: [],
  attributes: [{ name: "rimColor", size: 4, type: 5121, normalized: true, source: "rim" }],
  glsl: `
vec4 layer_rim(vec4 v_rimColor) {
  float width = 1.6 * context.pixelToUV;
  float share = smoothstep(-width - context.aaWidth, -width + context.aaWidth, context.sdf);
  return vec4(v_rimColor.rgb, v_rimColor.a * share);
}
`,
};

function primitives() {
  return {
    nodes: {
      shapes: [kgGraph.sdfCircle()],
      variables: { rim: { type: "color", default: "#3b434c" } },
      layers: [kgGraph.layerFill(), RIM],
    },
    edges: {
      paths: [kgGraph.pathLine(), ...(LARGE ? [] : [kgGraph.pathCurved()]), kgGraph.pathLoop()],
      extremities: [kgGraph.extremityArrow({ lengthRatio: 5, widthRatio: 4 })],
      variables: { dash: { type: "number", default: 8 }, gap: { type: "number", default: 6 }, filling: { type: "color", default: "#00000000" } },
      layers: [
        kgGraph.layerDashed({
          dashSize: { attribute: "dash", default: 8 },
          gapSize: { attribute: "gap", default: 6 },
          gapColor: { attribute: "filling" },
          solidExtremities: "head",
        }),
      ],
      defaultHead: "arrow",
    },
  };
}

const read = (name) => ({ attribute: name });
const STYLES = {
  nodes: { x: read("x"), y: read("y"), size: read("size"), color: read("color"), rim: read("rim"), depth: read("depth"), visibility: read("visibility"), backdropVisibility: "hidden", labelVisibility: "hidden" },
  edges: {
    size: read("size"), color: read("color"), dash: read("dash"), gap: read("gap"), filling: read("filling"), visibility: read("visibility"),
    depth: read("depth"), path: "straight", parallelPath: LARGE ? "straight" : "curved", selfLoopPath: "loop", head: "arrow",
  },
};

// Many nodes are drawn smaller, or they would cover each other.
function nodeSize(node) {
  const [least, growth] = nodes.length > 2000 ? [2, 1.2] : nodes.length > 300 ? [3.5, 2] : [5, 2.5];
  return Math.min(6 * least, least + growth * Math.sqrt(node.sources));
}

function edgeSize(edge) {
  const least = LARGE ? 0.8 : 2;
  return Math.min(6, least * Math.sqrt(edge.sources));
}

// The colours of the page, read once for each drawing.
function theme() {
  const found = { rim: colourOf("rim"), faint: colourOf("faint"), ground: colourOf("ground"), accent: colourOf("accent") };
  // Where there are thousands of links, they let through what lies below.
  const opacity = LARGE ? "66" : "";
  for (const modality of modalities) found[modality] = colourOf(modality === "asserted" ? "edge" : modality) + opacity;
  return found;
}

// A sample of a link's line for the legend, drawn as the graph draws it.
function strokeSample(modality) {
  const [dash, gap] = DASHES[modality] ?? DASHES.possible;
  const line = svg("line", { class: "stroke", x1: 1, y1: 7, x2: 33, y2: 7, "stroke-dasharray": gap === 0 ? null : `${dash} ${gap}`, stroke: `var(--${modality === "asserted" ? "edge" : modality})` });
  return svg("svg", { width: 42, height: 14, "aria-hidden": "true" }, line, svg("path", { d: "M41 7l-8-4v8z", fill: `var(--${modality === "asserted" ? "edge" : modality})` }));
}

function showLegend() {
  const dot = (one) => svg("svg", { width: 14, height: 14, "aria-hidden": "true" }, svg("circle", { class: "dot", cx: 7, cy: 7, r: 5.5, fill: one.colour }));
  byId("legend-classes").replaceChildren(...data.classes.map((one) => el("li", {}, dot(one), wordsFor(one.name))), el("li", {}, "larger: more documents"));
  byId("legend-edges").replaceChildren(...modalities.map((one) => el("li", {}, strokeSample(one), wordsFor(one))), el("li", {}, "thicker: more documents"));
}
