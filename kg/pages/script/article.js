// An article's text, with the evidence of one claim marked.

function showArticle() {
  const dialog = byId("article");
  if (state.article === null) {
    if (dialog.open) dialog.close();
    return;
  }
  const claim = claims[claimById.get(state.article)];
  const told = documents[claim.document];
  byId("article-title").replaceChildren(bdi(titleOf(claim)));
  byId("article-told").replaceChildren(
    [told.outlet, told.author, told.published].filter(Boolean).join(", "), " ",
    told.url === undefined ? "" : outside(told.url, told.url),
  );
  const text = byId("article-text");
  text.replaceChildren();
  const whole = told.text ?? claim.quote ?? "";
  appendMarked(text, whole, 0, whole.length, told.text === undefined ? [] : (claim.passages ?? []).flatMap((passage) => passage[2]));
  if (!dialog.open) dialog.showModal();
  const first = text.querySelector("mark");
  if (first === null) text.prepend(el("p", { class: "quiet" }, "The words of this claim are not in the text as it is kept."));
  else {
    first.tabIndex = -1;
    first.scrollIntoView({ block: "center" });
    first.focus({ preventScroll: true });
  }
}

function startArticle() {
  byId("article-close").addEventListener("click", () => byId("article").close());
  byId("article").addEventListener("close", () => {
    if (state.article === null) return;
    const name = state.article;
    change({ article: null });
    document.querySelector(`[data-claim="${CSS.escape(name)}"] .show-article`)?.focus();
  });
}
