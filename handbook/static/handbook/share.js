// Taking the list along: paper, QR, link, voice. Nothing is made before it is asked for.
const $ = selector => document.querySelector(selector);
const $$ = selector => [...document.querySelectorAll(selector)];
const kept = () => $$("#out [name=keep]").filter(box => box.checked);

// `picked` returns the ticked worries, `given` the programs of a list that somebody else shared.
export const share = ({ home, qr, codes, picked }) => {
  const include = $("#incl"), room = $("#qr"), button = $("#b-qr"), message = $("#msg");
  include.checked = false; // a browser that restores what was ticked must not decide this

  // Behind #, so no server sees it. Worries are in it only when the person says so.
  const list = () => {
    const hotlines = kept().filter(box => box.dataset.h), programs = kept().filter(box => !box.dataset.h);
    return codes.encode(programs.map(box => +box.value), codes.PROGRAMS, hotlines.map(box => +box.dataset.h));
  };
  const link = () => {
    const code = include.checked && picked().length ? codes.encode(picked(), codes.WORRIES) : list();
    return `${location.origin}${home}#${code}`;
  };

  const close = () => {
    room.hidden = true;
    room.textContent = $("#pqr").textContent = message.textContent = "";
    button.setAttribute("aria-expanded", "false");
  };

  const square = async () => {
    const { generate, correction } = await import(qr);
    const code = generate(link(), { minCorrectionLevel: correction.M }), size = code.size, path = [];
    for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) if (code.get(x, y)) path.push(`M${x} ${y}h1v1h-1z`);
    return `<svg viewBox="-4 -4 ${size + 8} ${size + 8}" role="img" aria-label="${room.dataset.label}" shape-rendering="crispEdges"><path d="${path.join("")}"/></svg>`;
  };

  const open = async () => {
    room.innerHTML = `${await square()}<p class="fine">${room.dataset.note}</p>`;
    room.hidden = false;
    button.setAttribute("aria-expanded", "true");
  };

  const print = async () => {
    const { sheet, lines } = $("#b-print").dataset;
    try {
      if (sheet) await (await import(sheet)).fill(lines);
    } catch { /* paper without Japanese still holds everything */ }
    try {
      $("#pqr").innerHTML = `<p>${$("#pqr").dataset.label}</p>${await square()}`;
    } catch { /* paper without the square still holds everything */ }
    window.print();
  };

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link());
      message.textContent = message.dataset.copied;
    } catch {
      message.textContent = link();
    }
  };

  button.addEventListener("click", () => room.hidden ? open() : close());
  $("#b-print").addEventListener("click", print);
  $("#b-copy").addEventListener("click", copy);
  include.addEventListener("change", close);
  $("#out").addEventListener("change", close);
  readAloud();
  return { close };
};

// Without furigana.
const said = part => {
  const copy = part?.cloneNode(true);
  copy?.querySelectorAll("rt").forEach(reading => reading.remove());
  return copy?.textContent ?? "";
};

// Only a voice of this device: others would send the text away.
const readAloud = () => {
  const speech = window.speechSynthesis, button = $("#b-say");
  if (!speech) return;
  const lang = document.documentElement.lang;
  const voice = () => speech.getVoices().find(found => found.localService && found.lang.startsWith(lang.slice(0, 2)));
  const offer = () => { button.hidden = !voice(); };
  offer();
  speech.addEventListener?.("voiceschanged", offer);
  button.addEventListener("click", () => {
    if (speech.speaking) { speech.cancel(); return; }
    const text = kept().map(box => {
      const card = box.closest(".card");
      return `${said(card.querySelector("h3"))}。${said(card.querySelector(".sum"))}`;
    }).join("\n");
    speech.speak(Object.assign(new SpeechSynthesisUtterance(text), { voice: voice(), lang }));
  });
};
