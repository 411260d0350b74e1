/* Says how many characters a text has and may have. Without this script the browser and the server keep the limit. */
(() => {
  const NEAR = 0.9;
  const length = (text) => [...text].length; // as Python counts: one for each character, also beyond the BMP

  const attach = (field) => {
    const limit = Number(field.getAttribute("maxlength"));
    if (!limit || field.dataset.counted || field.type === "hidden") return;
    field.dataset.counted = "1";
    field.removeAttribute("maxlength"); // the browser would cut pasted text off without a word
    const count = document.createElement("output");
    count.className = "cms-count";
    count.id = `${field.id}-count`;
    count.setAttribute("aria-live", "polite");
    field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${count.id}`.trim());
    field.after(count);
    const inherited = Number(field.dataset.inherited) || 0;
    const show = () => {
      const used = length(field.value) || inherited; // what residents get
      count.dataset.state = used > limit ? "over" : used >= limit * NEAR ? "near" : "fine";
      count.value = used > limit
        ? interpolate(gettext("%(over)s characters too many (%(limit)s at most)"), { over: used - limit, limit }, true)
        : field.value || !inherited
          ? interpolate(gettext("%(used)s of %(limit)s characters"), { used, limit }, true)
          : interpolate(gettext("The nation's text: %(used)s of %(limit)s characters"), { used, limit }, true);
    };
    field.addEventListener("input", show);
    show();
  };

  /* Empty again means inherited again, and the tag beside the field says so at once. */
  const states = () => ({
    inherited: gettext("The nation's text"),
    replaced: gettext("Rewritten by the city"),
    added: gettext("Added by the city"),
  });
  const follow = (tag) => {
    const field = tag.closest(".cms-overlay")?.querySelector("textarea, select, input[type=text], input[type=url], input[type=number]");
    if (!field || tag.dataset.followed) return;
    tag.dataset.followed = "1";
    field.addEventListener("input", () => {
      tag.dataset.state = field.value === "" ? "inherited" : tag.dataset.added ? "added" : "replaced";
      tag.textContent = states()[tag.dataset.state];
    });
  };

  const attachAll = (root) => root.querySelectorAll("textarea[maxlength], input[type=text][maxlength]").forEach(attach);

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("[data-edit-form]") ?? document.getElementById("page-edit-form");
    if (!form) return;
    attachAll(form);
    form.querySelectorAll("[data-overlay-state]").forEach(follow);
    new MutationObserver(() => attachAll(form)).observe(form, { childList: true, subtree: true });
  });
})();
