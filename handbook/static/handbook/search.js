// Searching in one's own words. Twin of handbook/searching.py: change both. What is typed stays in this page: no request,
// no storage, no address, no history. It is sent only by the button that says so.
const WORRIES = 5, PROGRAMS = 8, DESKS = 3, CATEGORIES = 3, PAUSE = 120, HALF_AN_HOUR = 30 * 60 * 1000;
const TITLE = /<h3 id="h(\d+)">(.*?)<\/h3><p class="sum">(.*?)<\/p>/, KEEP = /<label class="keep">.*?<\/label>/;

// No worry was ticked, so nothing is shown that a sensitive one would hide.
const careful = ({ cards, guarded }, id) => id in guarded
  ? cards[id].replace(/<!--never-->.*?<!--\/never-->/gs, "").replace("<article", "<article data-guarded") : cards[id];

export const hit = card => {
  const [head, id, title, sum] = TITLE.exec(card);
  const body = card.replace(head, "").replace(KEEP, "").replaceAll(`"h${id}"`, `"s${id}"`);
  return `<details class="hit"><summary><b id="s${id}">${title}</b><span>${sum}</span></summary>${body}</details>`;
};

const part = (name, title, lead, content) =>
  content ? `<section class="f-${name}"><h2>${title}</h2>${lead && `<p class="lead">${lead}</p>`}${content}</section>` : "";

// One list, best first. A desk that must not be shown for sensitive worries is not, once such a one is found.
const programsAndDesks = (bundle, { general, desks, never, sensitive }, found) => {
  const careless = found.crisis.length || found.worries.slice(0, WORRIES).some(([id]) => sensitive.includes(id));
  const html = place => (bundle.places[desks[place]] ?? desks[place]).replace(/<!--\/?never-->/g, "");
  const programs = found.programs.filter(([id]) => id !== general).slice(0, PROGRAMS)
    .map(([id, score]) => [score, hit(careful(bundle, id))]);
  const alone = found.desks.filter(([place]) => !(careless && never.includes(place))).slice(0, DESKS)
    .map(([place, score]) => [score, `<div class="hit">${html(place)}</div>`]);
  return [...programs, ...alone].sort((a, b) => b[0] - a[0]).map(([, one]) => one).join("");
};

// `row` gives a worry's line of the checklist, `theme` the title of a category.
export const answer = (bundle, data, found, row, theme) => {
  const { words, general } = data;
  const hotlines = found.crisis.map(place => bundle.hotlines[place].replace(KEEP, "")).join("");
  const worries = found.worries.slice(0, WORRIES).map(([id]) => row(id)).join("");
  const categories = found.categories.slice(0, CATEGORIES)
    .map(([id]) => `<li><a class="btn btn-o" href="#c${id}" data-go="${id}">${theme(id)}</a></li>`).join("");
  const see = `<p class="go"><button type="button" class="btn btn-p" data-view="result">${words.see}</button></p>`;
  const last = part("general", words[found.weak ? "weak" : "general"], "", general ? hit(careful(bundle, general)) : "");
  return [
    part("crisis band0", ...bundle.bands[0], hotlines && `<div class="cards">${hotlines}</div>`),
    found.weak ? last : "",
    part("worries", words.worries, words.tick, worries && `<div class="tks">${worries}</div>${see}`),
    part("programs", words.programs, "", programsAndDesks(bundle, data, found)),
    part("categories", words.categories, "", categories && `<ul class="themes">${categories}</ul>`),
    found.weak ? "" : last,
  ].join("");
};

// What would be thrown away is not sent at all (handbook/missed.py).
export const countable = query => (query.normalize("NFKC").match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])
  .filter(word => word.length > 1 && word.length <= 20 && !/\p{N}/u.test(word)).slice(0, 5).join(" ");

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const box = id => $(`#f .panel [name=t][value="${id}"]`);
const theme = id => $(`.side [data-go="${id}"] span`).innerHTML;

// The line as it stands in the checklist, with its note; the box there stays the only one that counts.
const row = id => {
  const line = box(id).closest(".tk"), note = line.nextElementSibling, copy = line.cloneNode(true);
  $(".most", copy).remove();
  const mirror = $("input", copy);
  mirror.removeAttribute("name");
  mirror.dataset.tick = id;
  return copy.outerHTML + (note?.matches(".nt") ? note.outerHTML : "");
};
const reflect = room => {
  $$("[data-tick]", room).forEach(mirror => { mirror.checked = box(mirror.dataset.tick).checked; });
  const see = $(".go .btn", room);
  if (see) see.disabled = !$("#f .panel [name=t]:checked");
};

export const start = async ({ field, get, load, unfold, hours }) => {
  const main = $("#main"), room = $("#found"), said = $("#found-n"), miss = $("#missed"), { index, find, css, fail } = field.dataset;
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: css }));
  let touched = Date.now(), waiting;

  const ask = () => {
    room.innerHTML = `<p class="nt on">${fail}</p>`;
    $("button", room).addEventListener("click", () => send(field.dataset.send));
    room.hidden = false;
  };
  const send = address => {
    const form = Object.assign(document.createElement("form"), { method: "post", action: address, hidden: true });
    form.append(Object.assign(document.createElement("input"), { name: "q", value: field.value }));
    document.body.append(form);
    form.submit();
  };

  const show = async () => {
    const query = field.value;
    touched = Date.now();
    main.toggleAttribute("data-finding", query.trim() !== "");
    room.hidden = miss.hidden = !query.trim();
    if (room.hidden) { room.textContent = said.textContent = ""; return; }
    try {
      const [bundle, finder, data] = await Promise.all([load(), import(find), get(index)]);
      if (query !== field.value) return; // more was typed meanwhile
      const found = finder.find(data.opened ??= finder.opened(data.index), query);
      room.innerHTML = answer(bundle, data, found, row, theme);
      reflect(room);
      hours(bundle);
      if ($("span", miss)) $("span", miss).innerHTML = data.words.missed;
      said.textContent = data.words.number.replace("#", $$(".tk, .hit", room).length);
    } catch {
      ask();
    }
  };
  const forget = () => { field.value = ""; show(); };

  field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(show, PAUSE); });
  room.addEventListener("change", ({ target }) => {
    if (!target.dataset.tick) return;
    const real = box(target.dataset.tick);
    real.checked = target.checked;
    real.dispatchEvent(new Event("change", { bubbles: true }));
    reflect(room);
  });
  room.addEventListener("toggle", ({ target }) => {
    if (target.open && target.matches(".card:not(.hot) .row details")) unfold(target).catch(() => {});
  }, true);
  $("#b-missed").addEventListener("click", async () => {
    await fetch(miss.dataset.send, { method: "POST", body: new URLSearchParams({ q: countable(field.value) }) }).catch(() => {});
    miss.textContent = (await get(index)).words.thanks;
  });
  $("#reset").addEventListener("click", forget);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && Date.now() - touched > HALF_AN_HOUR) forget();
  });
  addEventListener("popstate", () => reflect(room));
  if (field.value) await show();
};
