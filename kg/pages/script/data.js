// The data of the page, with what has to be known of it again and again.

const data = JSON.parse(byId("data").textContent);
const { nodes, edges, claims, documents, modalities } = data;
const UNNAMED_OUTLET = "(none given)";
const colours = new Map(data.classes.map((one) => [one.name, one.colour]));
const nodeByIri = new Map(nodes.map((node, number) => [node.iri, number]));
const edgeByKey = new Map();
const claimById = new Map(claims.map((claim, number) => [claim.id, number]));

// What a term of the ontology is called; a term of another ontology by its own name.
function wordsFor(term) {
  return Object.hasOwn(data.words, term) ? data.words[term] : term.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}

function outletOf(claim) {
  return documents[claim.document].outlet ?? UNNAMED_OUTLET;
}

// The first and the last day that a claim's publication or event can have been on.
function daysOf(claim, basis) {
  const days = basis === "event" ? claim.days : documents[claim.document].days;
  return days && (days[0] || days[1]) ? days : null;
}

function edgeKey(edge) {
  return [nodes[edge.from].iri, edge.kind, nodes[edge.to].iri, edge.modality].join(" ");
}

for (const node of nodes) {
  node.claims = [];
  node.folded = folded(node.label);
}
for (const claim of claims) {
  claim.entities = [...new Set([claim.subject, claim.object, claim.by, ...(claim.places ?? [])])].filter((one) => one !== undefined);
  claim.sources = 1;
  for (const entity of claim.entities) nodes[entity].claims.push(claim);
}
edges.forEach((edge, number) => {
  edgeByKey.set(edgeKey(edge), number);
  for (const claim of edge.claims) claims[claim].sources = Math.max(claims[claim].sources, edge.sources);
});
