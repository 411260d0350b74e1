/* Gives a row's worry field all its choices when it is entered; they are kept once, in the empty row. */
(() => {
  const choices = (select) => {
    const formset = select.name.replace(/-\d+-worry$/, "");
    const empty = document.getElementById(`id_${formset}-EMPTY_FORM_TEMPLATE`);
    return empty?.content.querySelector("select[data-worries=all]")?.children ?? [];
  };

  const fill = (event) => {
    const select = event.target.closest?.("select[data-worries=one]");
    if (!select) return;
    select.dataset.worries = "all";
    const chosen = select.value;
    const all = [...choices(select)].map((group) => document.importNode(group, true));
    if (!all.some((group) => group.querySelector(`option[value="${chosen}"]`))) return select.append(...all.slice(1));
    select.replaceChildren(...all);
    select.value = chosen;
  };

  document.addEventListener("pointerdown", fill);
  document.addEventListener("focusin", fill);
})();
