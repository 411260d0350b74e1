// On every page: the quick exit and the larger text. Everything here is an enhancement.
const exit = document.querySelector("[data-exit]").href;
const LEFT = "left", LARGE = "large"; // keys in the storage of this tab

// Hide at once, forget everything, then leave so that neither Back nor Forward shows us.
const leave = event => {
  event?.preventDefault();
  document.body.append(Object.assign(document.createElement("div"), { className: "away" }));
  document.title = "　";
  try {
    sessionStorage.clear();
    document.querySelectorAll("form").forEach(form => form.reset());
    document.querySelectorAll("[type=search]").forEach(field => { field.value = ""; });
    sessionStorage.setItem(LEFT, "1");
  } catch { /* storage is switched off: there is nothing to forget */ }
  const go = () => location.replace(navigator.onLine ? exit : "about:blank");
  // Our own entries below this one. Replacing only the last would leave the others behind Back.
  const depth = window.navigation?.currentEntry?.index ?? history.state?.i ?? 0;
  if (!depth) return go();
  addEventListener("popstate", go, { once: true });
  setTimeout(go, 400);
  history.go(-depth); // into another document of ours: that one finds the mark and goes on
};

// Back or Forward into us after an exit goes out again; opening us anew works.
const bounce = traversed => {
  if (!sessionStorage.getItem(LEFT)) return;
  if (traversed) location.replace(exit);
  else sessionStorage.removeItem(LEFT);
};

// Shift three times within five seconds; never while typing or converting kana.
let shifts = [];
const countShift = event => {
  const typing = event.target.matches?.("input:not([type=checkbox]), textarea");
  if (event.key !== "Shift" || event.isComposing || typing) { shifts = []; return; }
  shifts = [...shifts.filter(time => event.timeStamp - time < 5000), event.timeStamp];
  if (shifts.length >= 3) leave();
};

try {
  bounce(performance.getEntriesByType("navigation")[0]?.type === "back_forward");
  addEventListener("pageshow", event => event.persisted && bounce(true));
} catch { /* storage is switched off */ }
document.querySelectorAll("[data-exit]").forEach(link => link.addEventListener("click", leave));
addEventListener("keyup", countShift);
addEventListener("keydown", event => { if (event.key !== "Shift") shifts = []; });

// Larger text is CSS alone; this only carries the choice to the next page of this tab.
const big = document.getElementById("big");
try {
  big.checked = sessionStorage.getItem(LARGE) === "1";
  big.addEventListener("change", () => sessionStorage.setItem(LARGE, big.checked ? "1" : "0"));
} catch { /* storage is switched off */ }

// Furigana: its script and its readings come when it is switched on.
const furi = document.getElementById("furi");
const turn = () => import(furi.dataset.js).then(found => found.turn(furi)).catch(() => { furi.checked = false; });
furi?.addEventListener("change", turn);
try {
  if (sessionStorage.getItem("furigana") && furi) { furi.checked = true; turn(); }
} catch { /* storage is switched off */ }
