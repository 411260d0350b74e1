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
    const show = () => {
      const used = length(field.value);
      count.dataset.state = used > limit ? "over" : used >= limit * NEAR ? "near" : "fine";
      count.value = used > limit
        ? interpolate(gettext("%(over)s characters too many (%(limit)s at most)"), { over: used - limit, limit }, true)
        : interpolate(gettext("%(used)s of %(limit)s characters"), { used, limit }, true);
    };
    field.addEventListener("input", show);
    show();
  };

  const attachAll = (root) => root.querySelectorAll("textarea[maxlength], input[type=text][maxlength]").forEach(attach);

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("[data-edit-form]") ?? document.getElementById("page-edit-form");
    if (!form) return;
    attachAll(form);
    new MutationObserver(() => attachAll(form)).observe(form, { childList: true, subtree: true });
  });
})();
