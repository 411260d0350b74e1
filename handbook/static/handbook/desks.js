// Which desks, and whether they are open now. The ward is no condition: it stays in this tab, beside the ticks.
const $ = selector => document.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const MINUTE = 60_000;

export const begin = ({ state, said, nowInJapan }, style) => {
  let bundle, form, keep;
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: style }));

  const tell = (given = bundle) => {
    const { schedules, calendar, words } = given.desks, now = nowInJapan();
    for (const room of $$("#out [data-s], #found [data-s]")) room.textContent = said(state(schedules[room.dataset.s], calendar, now), words);
  };

  // Of a program that has a desk for the ward only that one, else all of them.
  const choose = () => {
    const ward = form?.elements.ward.selectedIndex - 1;
    for (const card of $$("#out .card:has(.wards)")) {
      const desks = $$("[data-w]", card), serves = desk => desk.dataset.w.split(" ").includes(`${ward}`);
      const one = desks.some(serves), list = card.querySelector(".wards");
      desks.forEach(desk => { desk.hidden = one && !serves(desk); });
      if (one !== list.classList.contains("one")) list.open = one;
      list.classList.toggle("one", one);
    }
  };

  const announce = () => {
    const { value } = form.elements.ward;
    keep({ ward: value });
    choose();
    form.querySelector("[role=status]").textContent = value && bundle.desks.words.shown.replace("#", value);
  };

  // Asked only where a card on the first screen has desks that differ by ward.
  const ask = ward => {
    form?.remove();
    form = null;
    if (!$$("#out .wards").some(list => !list.closest(".rest"))) return;
    const urgent = $("#out > .band0");
    if (urgent) urgent.insertAdjacentHTML("afterend", bundle.desks.question);
    else $("#out").insertAdjacentHTML("afterbegin", bundle.desks.question);
    form = $("form.ward");
    form.elements.ward.value = ward;
    if (form.elements.ward.selectedIndex < 0) form.elements.ward.value = "";
    form.addEventListener("change", announce);
    form.addEventListener("submit", event => event.preventDefault());
  };

  setInterval(() => bundle && tell(), MINUTE);
  return {
    choose,
    tell,
    show: (given, ward = "", save) => {
      bundle = given;
      keep = save;
      ask(ward);
      choose();
      tell();
    },
  };
};
