// The paper for both sides of a counter. Comes with the first print in another language than Japanese.
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const NEVER = /<!--never-->.*?<!--\/never-->/gs;

const styled = href => new Promise((done, failed) => document.head.append(
  Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: done, onerror: failed }),
));

const load = async address => {
  const found = await fetch(address).then(answer => answer.ok ? answer.json() : Promise.reject(answer));
  await styled(found.style);
  return found;
};

// A ward's desk is shown where the card shows it.
const choose = (card, row) => {
  const desk = card.querySelector(`.desk[data-w="${row.dataset.w}"]`);
  row.hidden = Boolean(desk?.hidden);
};

let sheet;
export const fill = async address => {
  sheet ??= await load(address);
  $$(".pair, .please").forEach(part => part.remove());
  document.querySelector(".memo").insertAdjacentHTML("afterend", sheet.head);
  for (const card of $$("#out .card")) {
    const line = (card.querySelector(".tel .num") ?? card.querySelector("h3")).textContent;
    const lines = card.matches(".hot") ? sheet.hotlines[line] : sheet.programs[card.dataset.p];
    card.insertAdjacentHTML("beforeend", "guarded" in card.dataset ? lines?.replace(NEVER, "") ?? "" : lines ?? "");
    $$(".pair [data-w]", card).forEach(row => choose(card, row));
  }
};
