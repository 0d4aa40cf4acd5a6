// Claims, dates and circumstances in words.

// The circumstances that have words of their own in a list; others are called what the ontology calls them.
function circumstances(claim) {
  return (claim.qualifiers ?? []).map(([name, words, value]) => [wordsFor(name), meaning(words, value)]);
}

function meaning(words, value) {
  if (value === undefined) return words;
  return `${words} (${wordsFor(value) === value.toLowerCase() ? value : wordsFor(value)})`;
}

function nameOf(entity) {
  return nodes[entity].label;
}

// What a claim says, on one line.
function sentence(claim) {
  const about = claim.object === undefined ? "" : claim.content ? ` about ${nameOf(claim.object)}` : ` ${nameOf(claim.object)}`;
  const verb = claim.modality === "asserted" ? wordsFor(claim.kind) : `${wordsFor(claim.kind)} (${wordsFor(claim.modality)})`;
  return `${nameOf(claim.subject)} ${verb}${about}${claim.content ? `: “${claim.content}”` : ""}`;
}

function publishedOf(claim) {
  return documents[claim.document].published ?? "";
}

function titleOf(claim) {
  const told = documents[claim.document];
  return told.title ?? told.source ?? told.iri;
}

function sureness(claim) {
  return claim.confidence === undefined ? "by hand" : claim.confidence.toFixed(2);
}
