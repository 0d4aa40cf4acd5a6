// A claim as a card: what it says, how sure it is, and where it stands.

function entityButton(entity, current) {
  if (entity === current) return el("strong", {}, bdi(nameOf(entity)));
  return el("button", { type: "button", class: "plain", onclick: () => select({ node: nodes[entity].iri }) }, bdi(nameOf(entity)));
}

function term(name, ...told) {
  return [el("dt", {}, name), el("dd", {}, ...told)];
}

// The sentences around the evidence, with the evidence marked; without the document, its words.
function quotation(claim) {
  const text = documents[claim.document].text;
  if (text === undefined || claim.passages === undefined) return el("blockquote", {}, el("mark", {}, claim.quote ?? ""));
  const quote = el("blockquote");
  claim.passages.forEach(([start, end, marks], number) => {
    if (number > 0) quote.append(" … ");
    appendMarked(quote, text, start, end, marks);
  });
  return quote;
}

// Append a stretch of a text, with the stretches in `marks` marked; marks may meet.
function appendMarked(node, text, start, end, marks) {
  let done = start;
  for (const [from, to] of marks) {
    if (from > done) node.append(text.slice(done, from));
    if (to > done) node.append(el("mark", {}, text.slice(Math.max(from, done), to)));
    done = Math.max(done, to);
  }
  if (end > done) node.append(text.slice(done, end));
}

function headline(claim, current) {
  const parts = [entityButton(claim.subject, current), " ", el("span", { class: "verb" }, wordsFor(claim.kind)), " "];
  if (claim.object !== undefined) parts.push(claim.content ? el("span", { class: "verb" }, "about ") : "", entityButton(claim.object, current));
  if (claim.modality !== "asserted") parts.push(" ", el("span", { class: `tag ${claim.modality}` }, wordsFor(claim.modality)));
  return el("h3", {}, ...parts);
}

function claimCard(claim, current) {
  const told = documents[claim.document];
  const list = el("dl", {}, ...circumstances(claim).flatMap(([name, words]) => term(name, words)));
  if (claim.by !== undefined) list.append(...term("according to", entityButton(claim.by, current)));
  list.append(...term("modality", wordsFor(claim.modality)), ...term("confidence", sureness(claim)));
  list.append(...term("document", outside(titleOf(claim), told.url)));
  if (told.outlet !== undefined) list.append(...term("outlet", told.outlet));
  if (told.published !== undefined) list.append(...term("date", told.published));
  if (told.url !== undefined) list.append(...term("URL", outside(told.url, told.url)));
  const buttons = el("div", { class: "buttons" });
  if (told.text !== undefined) {
    buttons.append(el("button", { type: "button", class: "show-article", onclick: () => change({ claim: claim.id, article: claim.id }) }, "Show in article"));
  }
  return el(
    "article", { class: "claim", "data-claim": claim.id, "aria-current": state.claim === claim.id },
    headline(claim, current),
    claim.content ? el("p", {}, el("q", {}, claim.content), claim.mode ? ` (${wordsFor(claim.mode)})` : "") : null,
    quotation(claim), list, buttons,
  );
}
