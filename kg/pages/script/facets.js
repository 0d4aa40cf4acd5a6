// The filters as controls, each choice with the number of claims or entities that it would show.

function valuesOf(name) {
  if (name === "modality") return modalities;
  if (name === "class") return data.classes.map((one) => one.name);
  const pick = name === "kind" ? (claim) => claim.kind : outletOf;
  return [...new Set(claims.map(pick))].sort((one, other) => one.localeCompare(other, "en"));
}

function startFacets() {
  for (const box of document.querySelectorAll("fieldset[data-facet]")) {
    const name = box.dataset.facet;
    const values = valuesOf(name);
    const options = el("div", { class: "options" });
    values.forEach((value) => {
      const input = el("input", { type: "checkbox", value, onchange: () => toggle(name, values, value) });
      const label = name === "outlet" ? value : wordsFor(value);
      options.append(el("label", { class: "option" }, input, el("span", { class: "name" }, bdi(label)), el("span", { class: "count" })));
    });
    box.append(options);
  }
  const numbers = ["confidence", "sources"];
  for (const name of numbers) byId(name).addEventListener("input", () => change({ [name]: Math.max(Number(byId(name).value), INITIAL[name]) }));
  byId("sources").max = String(Math.max(1, ...edges.map((edge) => edge.sources)));
  for (const name of ["from", "to"]) byId(name).addEventListener("change", () => change({ [name]: byId(name).value || null }));
  byId("basis").addEventListener("change", () => change({ basis: byId("basis").value, from: null, to: null }));
  byId("reset").addEventListener("click", () => {
    const cleared = Object.fromEntries(["confidence", "sources", "basis", "from", "to"].map((name) => [name, INITIAL[name]]));
    for (const name of FACETS) cleared[name] = initialFacet(name);
    change(cleared);
  });
}

function toggle(name, values, value) {
  const next = new Set(state[name] ?? values);
  if (!next.delete(value)) next.add(value);
  change({ [name]: values.every((one) => next.has(one)) ? null : next });
}

function showFacets() {
  for (const box of document.querySelectorAll("fieldset[data-facet]")) {
    const name = box.dataset.facet;
    for (const option of box.querySelectorAll("label.option")) {
      const input = option.querySelector("input");
      input.checked = chosen(name, input.value);
      option.querySelector(".count").textContent = (shown.counts[name].get(input.value) ?? 0).toLocaleString("en");
    }
  }
  byId("confidence").value = String(state.confidence);
  byId("confidence-told").textContent = state.confidence.toFixed(2);
  if (document.activeElement !== byId("sources")) byId("sources").value = String(state.sources);
  byId("sources-told").textContent = plural(shown.claims.length, "claim");
  byId("basis").value = state.basis;
  byId("from").value = state.from ?? "";
  byId("to").value = state.to ?? "";
}
