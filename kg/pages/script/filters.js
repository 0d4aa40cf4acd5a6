// Which claims, entities and links the filters let through, and how many each choice would.

const shown = { claims: [], nodes: new Set(), edges: new Set(), counts: {} };
const BIT = { modality: 1, kind: 2, class: 4, outlet: 8, date: 16, number: 32 };

function chosen(name, value) {
  return state[name] === null || state[name].has(value);
}

function inRange(claim) {
  if (state.from === null && state.to === null) return true;
  const days = daysOf(claim, state.basis);
  if (days === null) return false;
  return !(state.from !== null && days[1] !== null && days[1] < state.from) && !(state.to !== null && days[0] !== null && days[0] > state.to);
}

// The filters that keep a claim out, as bits.
function refusals(claim) {
  let found = 0;
  if (!chosen("modality", claim.modality)) found |= BIT.modality;
  if (!chosen("kind", claim.kind)) found |= BIT.kind;
  if (!chosen("outlet", outletOf(claim))) found |= BIT.outlet;
  if (!chosen("class", nodes[claim.subject].kind) || (claim.object !== undefined && !chosen("class", nodes[claim.object].kind))) found |= BIT.class;
  if (!inRange(claim)) found |= BIT.date;
  // What a person wrote by hand has no confidence, and is believed.
  if ((claim.confidence ?? 1) < state.confidence || claim.sources < state.sources) found |= BIT.number;
  return found;
}

function tally(counts, name) {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function surroundings(start, depth, links) {
  let edge = new Set([start]);
  const found = new Map([[start, 0]]);
  for (let step = 1; step <= depth; step += 1) {
    const next = new Set();
    for (const number of links) {
      const { from, to } = edges[number];
      if (edge.has(from) && !found.has(to)) next.add(to);
      if (edge.has(to) && !found.has(from)) next.add(from);
    }
    for (const one of next) found.set(one, step);
    edge = next;
  }
  return found;
}

function compute() {
  const counts = { modality: new Map(), kind: new Map(), outlet: new Map(), class: new Map(), date: [] };
  const ofClass = new Set();
  const passing = new Set();
  claims.forEach((claim, number) => {
    const refused = refusals(claim);
    if (refused === 0) passing.add(number);
    if ((refused & ~BIT.modality) === 0) tally(counts.modality, claim.modality);
    if ((refused & ~BIT.kind) === 0) tally(counts.kind, claim.kind);
    if ((refused & ~BIT.outlet) === 0) tally(counts.outlet, outletOf(claim));
    if ((refused & ~BIT.class) === 0) for (const entity of claim.entities) ofClass.add(entity);
    if ((refused & ~BIT.date) === 0) counts.date.push(claim);
  });
  for (const entity of ofClass) tally(counts.class, nodes[entity].kind);
  const visible = (entity) => chosen("class", nodes[entity].kind);
  const links = new Set();
  edges.forEach((edge, number) => {
    if (visible(edge.from) && visible(edge.to) && edge.claims.some((claim) => passing.has(claim))) links.add(number);
  });
  const focus = state.focus === null ? null : nodeByIri.get(state.focus);
  shown.around = focus === null ? null : surroundings(focus, state.depth, links);
  const near = (entity) => shown.around === null || shown.around.has(entity);
  shown.edges = new Set([...links].filter((number) => near(edges[number].from) && near(edges[number].to)));
  shown.claims = [...passing].map((number) => claims[number]).filter((claim) => claim.entities.some((entity) => entity === focus) || (near(claim.subject) && (claim.object === undefined || near(claim.object))));
  shown.nodes = new Set(shown.claims.flatMap((claim) => claim.entities).filter((entity) => visible(entity) && near(entity)));
  if (focus !== null) shown.nodes.add(focus);
  shown.claimSet = new Set(shown.claims);
  shown.counts = counts;
}
