// The one document as three steps. Without this script the same form posts to the server and gets the same list.
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const main = $("#main"), form = $("#f"), { home, bundle: address, qr } = main.dataset;

// What only a result needs comes with the first tick of any kind, or with a link that somebody shared.
const module = name => import(main.dataset[name]);
let matching, codes, result, sharing, desks;
const prepare = async () => {
  if (sharing) return;
  let share;
  [matching, codes, result, share] = await Promise.all(["matching", "codes", "result", "share"].map(module));
  sharing ??= share.share({ home, qr, codes, picked });
};

const KEY = "ticks", HALF_AN_HOUR = 30 * 60 * 1000;
const boxes = $$("input[name=t]", form), marks = $$("input[name=w]", form), panels = $$(".panel");
let current = 1; // the theme that is open

form.autocomplete = "off"; // this script restores ticks itself; the browser must not

// ---- what is ticked: in the page and in the storage of this tab, nowhere else ----
const ids = list => list.filter(box => box.checked).map(box => +box.value);
const picked = () => ids(boxes);
const put = (list, values) => list.forEach(box => { box.checked = values.includes(+box.value); });

const save = more => {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ ...stored(), t: picked(), w: ids(marks), ...more, at: Date.now() }));
  } catch { /* storage is switched off: the ticks live as long as the page */ }
};
const stored = () => {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  } catch {
    return null;
  }
};
const isFresh = kept => Date.now() - kept.at < HALF_AN_HOUR;
const restore = () => {
  const kept = stored();
  if (!kept) return;
  if (isFresh(kept)) { put(boxes, kept.t); put(marks, kept.w); }
  else forget();
};
const forget = () => {
  try { sessionStorage.removeItem(KEY); } catch { /* nothing kept */ }
  put(boxes, []);
  put(marks, []);
};

const count = () => {
  $("#n").textContent = picked().length;
  $("#see").disabled = !picked().length;
  for (const panel of panels) {
    const number = $$("[name=t]:checked", panel).length, badge = $(`[data-cnt="${panel.dataset.k}"]`);
    badge.textContent = number || "";
    if (number) badge.setAttribute("aria-label", badge.dataset.label.replace("#", number));
    else badge.removeAttribute("aria-label");
  }
};

// ---- the bundle: the same file for everybody, asked for at the first tick of any kind ----
const files = {};
const get = address => files[address] ??= fetch(address).then(answer => answer.ok ? answer.json() : Promise.reject(answer)).catch(failure => {
  delete files[address];
  throw failure;
});
const load = async () => {
  const [bundle] = await Promise.all([get(address), prepare()]);
  desks = result.ready(bundle, boxes);
  return bundle;
};

const unfold = async details => {
  const all = await get((await load()).details);
  if ($("dl", details)) return;
  $("summary", details).insertAdjacentHTML("afterend", result.details(all, details.closest(".card")));
  (await desks)?.choose();
};

// ---- steps: entries of the history with this one address, so that nothing is written there ----
const state = () => history.state ?? { i: 0, v: main.dataset.view, k: 1 };
const go = (v, k = current) => {
  history.pushState({ i: state().i + 1, v, k }, "");
  return render();
};

const open = theme => {
  current = theme;
  panels.forEach(panel => panel.classList.toggle("on", +panel.dataset.k === theme));
  for (const link of $$(".side a")) {
    if (+link.dataset.go === theme) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
};

const show = (view, focus) => {
  main.dataset.view = view;
  scrollTo(0, 0);
  if (!focus) return;
  const target = { top: "#v-top h1", check: `#c${current} legend`, result: "#rh" }[view];
  $(target).focus({ preventScroll: true });
};

// Never sends the ticks by itself: when the bundle cannot be had, the person is asked.
const ask = () => {
  show("check", false);
  $("#fail").hidden = false;
  $("#fail button").focus();
};

const render = async (focus = true) => {
  const step = state();
  const view = step.v === "result" && !step.code && !picked().length ? "top" : step.v; // what it showed is forgotten
  open(step.k);
  if (view === "result") {
    try {
      fill(await load(), step.code);
    } catch {
      return ask();
    }
  }
  $("#fail").hidden = true;
  return show(view, focus);
};

const fill = (bundle, code) => {
  const received = code ? codes.decode(code) : null;
  const list = received?.kind === codes.PROGRAMS && result.current(received.ids, bundle.table.programs, bundle.gone);
  const gone = list ? list.lost : takeOver(bundle, received);
  const found = list ? matching.shared(bundle.table, list.ids, received.hotlines) : matching.match(bundle.table, picked(), ids(marks));
  const lost = list ? gone + received.hotlines.length - found.hotlines.length : gone;
  $("#out").innerHTML = result.bands(bundle, found);
  $("#rn").textContent = found.total;
  $("#rgone").innerHTML = result.unknown(bundle, lost);
  $("#plist").innerHTML = list ? "" : result.chosen(bundle, found.known);
  $("#picked").hidden = Boolean(list) || !found.known.length;
  $("#pd").textContent = new Date().toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
  sharing.close();
  desks.then(found => found?.show(bundle, stored()?.ward, save));
};

// Worries that came in a link become the ticks of this page, once. Returns how many are no longer in the handbook.
const takeOver = (bundle, received) => {
  if (!received) return 0;
  const { ids: wanted, lost } = result.current(received.ids, bundle.worries, bundle.gone_worries);
  put(boxes, wanted);
  count();
  history.replaceState({ ...state(), code: "" }, "");
  return lost;
};

form.addEventListener("change", event => {
  if (event.target.name === "t" && !event.target.checked) {
    marks.find(mark => mark.value === event.target.value).checked = false;
  }
  save();
  count();
  load().catch(() => {}); // tried again when the result is asked for
});
document.addEventListener("click", event => {
  const theme = event.target.closest("[data-go]"), view = event.target.closest("button[data-view]");
  if (theme) { event.preventDefault(); go("check", +theme.dataset.go); }
  else if (view) go(view.dataset.view);
});
$("#out").addEventListener("toggle", ({ target }) => {
  if (target.open && target.matches(".card:not(.hot) .row details")) unfold(target).catch(() => {});
}, true);
$("#totake").addEventListener("click", event => {
  event.preventDefault();
  $("#take").scrollIntoView();
  $("#tk").focus({ preventScroll: true });
});
$(".now").addEventListener("click", event => {
  event.preventDefault();
  $("#sos").scrollIntoView();
  $("#sos").focus({ preventScroll: true });
});
$("#reset").addEventListener("click", () => { forget(); count(); go("top", 1); });
// Everything of the search comes when its field is touched.
const field = $("#q");
const search = () => import(field.dataset.js).then(found => found.start({ field, get, load, unfold, hours: async bundle => (await desks)?.tell(bundle) }))
  .catch(() => field.addEventListener("input", search, { once: true }));
field.addEventListener("focus", search, { once: true });
document.addEventListener("click", event => {
  if (event.target.closest("[data-search]")) go("top").then(() => field.focus());
});
addEventListener("popstate", () => render());
// A page that was left open and is looked at again by somebody, perhaps somebody else.
document.addEventListener("visibilitychange", () => {
  const kept = stored();
  if (!document.hidden && kept && !isFresh(kept)) { forget(); count(); go("top", 1); }
});

// ---- start: a shared link wins, then what this tab had not finished ----
const first = async () => {
  const code = location.hash.slice(1), theme = /^c(\d+)$/.exec(code);
  if (theme && $(`#c${theme[1]}`)) { restore(); return { i: 0, v: "check", k: +theme[1] }; }
  try {
    if (!code) throw code;
    await prepare();
    codes.decode(code);
    forget();
    return { i: 0, v: "result", k: 1, code };
  } catch {
    restore();
    return history.state ?? { i: 0, v: main.dataset.view, k: 1 };
  }
};
history.replaceState(await first(), "", location.pathname + location.search);
count();
render(false);
