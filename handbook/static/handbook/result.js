// The result as HTML. Twin of handbook/result.py: change both.
const escaped = text => text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`);
const sum = (list, value) => list.reduce((total, entry) => total + value(entry), 0);

const why = (bundle, item) => {
  const { worries, words } = bundle;
  const parts = item.why.length ? [`<p class="why"><b>${words.why}</b>${item.why.map(id => `<span>${worries[id]}</span>`).join("")}</p>`] : [];
  if (item.reason) parts.push(`<p class="reason">${escaped(item.reason)}</p>`);
  for (const note of item.cautions) parts.push(`<p class="caution"><b>${words.caution}</b>${escaped(note)}</p>`);
  return parts.join("");
};

// A desk that must not be shown for a sensitive worry; a list that somebody shared names no worries.
const NEVER = /<!--never-->.*?<!--\/never-->/gs;
const isGuarded = ({ guarded }, { id, why }) => id in guarded && (!why.length || why.some(worry => guarded[id].includes(worry)));

const cards = (bundle, items, behind) => items.map(item => {
  const whole = bundle.cards[item.id];
  const safe = isGuarded(bundle, item) ? whole.replace(NEVER, "").replace("<article", "<article data-guarded") : whole;
  const card = safe.replace("<!--why-->", () => why(bundle, item));
  return behind ? card.replace(" checked>", ">") : card;
}).join("");

const band = (bundle, number, content) => {
  if (!content) return "";
  const [title, lead] = bundle.bands[number];
  return `<section class="band band${number}"><h2>${title}</h2><p class="lead">${lead}</p><div class="cards">${content}</div></section>`;
};

// What a code calls it stands in the table already.
const hotline = ({ hotlines, table }, index) => hotlines[index].replace('data-h=""', `data-h="${table.hotlines[index].id}"`);

export const bands = (bundle, found) => {
  const { words } = bundle, waiting = found.more_hotlines.length + sum(found.bands, entry => entry.rest.length);
  const hotlines = found.hotlines.map(index => hotline(bundle, index)).join("");
  const first = found.bands.map(entry => band(bundle, entry.band, cards(bundle, entry.first, false))).join("");
  const more = found.more_hotlines.map(index => hotline(bundle, index).replace(" checked>", ">")).join("");
  const rest = band(bundle, 0, more) + found.bands.map(entry => band(bundle, entry.band, cards(bundle, entry.rest, true))).join("");
  const behind = rest && `<details class="rest"><summary class="btn btn-o">${words.rest.replace("#", waiting)}</summary><p class="lead">${words.rest_lead}</p>${rest}</details>`;
  return band(bundle, 0, hotlines) + first + behind;
};

// What stands under “details” comes with the first card that is unfolded, for all cards at once. When it cannot be had,
// the link to the entry's own page is there already.
export const details = (all, card) => "guarded" in card.dataset ? all[card.dataset.p].replace(NEVER, "") : all[card.dataset.p];

// Each desk travels once, with its place in all cards that name it; a card's own number is its key.
export const whole = (id, card, places) => card.replace(/<!--d(\d+)-->/g, (_, place) => places[place]).replaceAll("<!--id-->", id);

// The worries stand in the checklist already, so they do not travel again.
const said = box => box.nextElementSibling.innerHTML.split("<small>")[0];

// Wards and hours. When these cannot be had, the cards name all wards' desks and the hours in words.
let desks;
export const ready = (bundle, boxes) => desks ??= begin(bundle, boxes);
const begin = (bundle, boxes) => {
  const { cards, places, desks: { desks: script, opening, style } } = bundle;
  bundle.worries = Object.fromEntries(boxes.map(box => [box.value, said(box)]));
  for (const id of Object.keys(cards)) cards[id] = whole(id, cards[id], places);
  return Promise.all([script, opening].map(name => import(name))).then(([found, hours]) => found.begin(hours, style)).catch(() => {});
};

export const chosen = ({ worries }, ids) => ids.map(id => `<li>${worries[id]}</li>`).join("");

export const unknown = ({ words }, number) => number ? `<p class="gone">${words.unknown.replace("#", number)}</p>` : "";

// What retired numbers stand for today: those that nobody replaced are returned apart, to be said aloud.
export const current = (ids, living, gone) => {
  const now = ids.map(id => Object.hasOwn(living, id) ? id : gone[id] ?? null);
  return { ids: [...new Set(now.filter(id => id !== null))], lost: now.filter(id => id === null).length };
};
