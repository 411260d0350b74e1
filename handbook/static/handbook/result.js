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

const cards = (bundle, items, behind) => items.map(item => {
  const card = bundle.cards[item.id].replace("<!--why-->", () => why(bundle, item));
  return behind ? card.replace(" checked>", ">") : card;
}).join("");

const band = (bundle, number, content) => {
  if (!content) return "";
  const [title, lead] = bundle.bands[number];
  return `<section class="band band${number}"><h2>${title}</h2><p class="lead">${lead}</p><div class="cards">${content}</div></section>`;
};

export const bands = (bundle, found) => {
  const { words } = bundle, waiting = found.more_hotlines.length + sum(found.bands, entry => entry.rest.length);
  const hotlines = found.hotlines.map(index => bundle.hotlines[index]).join("");
  const first = found.bands.map(entry => band(bundle, entry.band, cards(bundle, entry.first, false))).join("");
  const more = found.more_hotlines.map(index => bundle.hotlines[index].replace(" checked>", ">")).join("");
  const rest = band(bundle, 0, more) + found.bands.map(entry => band(bundle, entry.band, cards(bundle, entry.rest, true))).join("");
  const behind = rest && `<details class="rest"><summary class="btn btn-o">${words.rest.replace("#", waiting)}</summary><p class="lead">${words.rest_lead}</p>${rest}</details>`;
  return band(bundle, 0, hotlines) + first + behind;
};

export const lead = ({ words }, found) => {
  const first = found.hotlines.length + sum(found.bands, entry => entry.first.length);
  return words[first < found.total ? "lead" : "lead_all"].replace("#", first);
};

export const chosen = ({ worries }, ids) => ids.map(id => `<li>${worries[id]}</li>`).join("");

export const unknown = ({ words }, number) => number ? `<p class="gone">${words.unknown.replace("#", number)}</p>` : "";

// What retired numbers stand for today: those that nobody replaced are returned apart, to be said aloud.
export const current = (ids, living, gone) => {
  const now = ids.map(id => Object.hasOwn(living, id) ? id : gone[id] ?? null);
  return { ids: [...new Set(now.filter(id => id !== null))], lost: now.filter(id => id === null).length };
};
