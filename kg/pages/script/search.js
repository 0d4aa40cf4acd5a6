// The search box: names that hold what is typed, the best first.

const MOST_SUGGESTED = 12;
let suggested = [];
let marked = -1;

// Names that begin with the words come first, then those of which a word does, then the others.
function rank(node, words) {
  if (node.folded.startsWith(words)) return 0;
  if (node.folded.includes(` ${words}`)) return 1;
  return node.folded.includes(words) ? 2 : 3;
}

function suggestions(text) {
  const words = folded(text.trim());
  if (words === "") return [];
  return nodes
    .map((node, number) => [rank(node, words), -node.sources, node.folded, number])
    .filter(([place]) => place < 3)
    .sort((one, other) => one[0] - other[0] || one[1] - other[1] || (one[2] < other[2] ? -1 : 1))
    .slice(0, MOST_SUGGESTED)
    .map((one) => one[3]);
}

function showSuggestions() {
  const list = byId("suggestions");
  list.replaceChildren(...suggested.map((number, place) => el(
    "li", { role: "option", id: `suggestion-${place}`, "aria-selected": String(place === marked), onpointerdown: (event) => { event.preventDefault(); find(number); } },
    bdi(nodes[number].label), " ", el("small", {}, wordsFor(nodes[number].kind)),
  )));
  const open = byId("query").value.trim() !== "" && document.activeElement === byId("query");
  if (open && suggested.length === 0) list.append(el("li", { role: "option", "aria-disabled": "true" }, "No entity has this name."));
  list.hidden = !open;
  byId("query").setAttribute("aria-expanded", String(open));
  if (marked >= 0) byId("query").setAttribute("aria-activedescendant", `suggestion-${marked}`);
  else byId("query").removeAttribute("aria-activedescendant");
  list.children[marked]?.scrollIntoView({ block: "nearest" });
}

function find(number) {
  suggested = [];
  byId("query").value = nodes[number].label;
  select({ node: nodes[number].iri, focus: nodes[number].iri });
  byId("suggestions").hidden = true;
  byId("query").setAttribute("aria-expanded", "false");
}

function startSearch() {
  const box = byId("query");
  box.addEventListener("input", () => {
    suggested = suggestions(box.value);
    marked = -1;
    showSuggestions();
  });
  box.addEventListener("blur", showSuggestions);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      box.value = "";
      suggested = [];
      showSuggestions();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && suggested.length > 0) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      marked = marked < 0 && step < 0 ? suggested.length - 1 : (marked + step + suggested.length) % suggested.length;
      showSuggestions();
    }
  });
  byId("search").addEventListener("submit", (event) => {
    event.preventDefault();
    const best = suggested[Math.max(marked, 0)] ?? suggestions(box.value)[0];
    if (best !== undefined) find(best);
  });
}
