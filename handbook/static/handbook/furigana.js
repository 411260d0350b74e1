// Furigana over the Japanese on this page, while the switch is on. Twin of search/furigana.py: change both.
const KANJI = /[㐀-䶿一-鿿豈-﫿々〆ヶ]+/g, NUMBER = /[0-9]{1,4}$/;
const UNSURE = /[日人分本泊杯匹][間目]?/y, DIGIT = "#";
const at = (pattern, text, place) => { pattern.lastIndex = place; return pattern.exec(text); };

const word = (text, place, words, longest) => {
  const number = NUMBER.exec(text.slice(Math.max(place - 4, 0), place)), unsure = number && at(UNSURE, text, place);
  const befores = number ? [number[0] + DIGIT, DIGIT, ...unsure ? [] : [""]] : [""];
  for (let end = Math.min(place + longest, text.length); end > place; end -= 1) {
    for (const before of befores) {
      const key = before + text.slice(place, end);
      if (Object.hasOwn(words, key)) return [text.slice(place, end), key];
    }
  }
  return [unsure ? unsure[0] : text[place], ""];
};

const over = (written, readings) => {
  const found = [], list = readings.split("|");
  let end = 0;
  [...written.matchAll(KANJI)].forEach((run, number) => {
    found.push([written.slice(end, run.index), ""], [run[0], list[number]]);
    end = run.index + run[0].length;
  });
  return [...found, [written.slice(end), ""]];
};

export const segments = (text, words, longest) => {
  const joined = [];
  const add = ([part, reading]) => {
    const last = joined.at(-1);
    if (!reading && last && !last[1]) last[0] += part;
    else if (part) joined.push([part, reading]);
  };
  for (let place = 0; place < text.length;) {
    const [written, key] = word(text, place, words, longest);
    (key ? over(written, words[key]) : [[written, ""]]).forEach(add);
    place += written.length;
  }
  return joined;
};

// ---- on the page ----
const ROOM = "f-g"; // one element around each text, so that no ruby becomes an item of a flex container
const NOT_READ = "script, style, svg, textarea, select, title, template, ruby, f-g, [translate=no]";
const element = (name, text, more) => Object.assign(document.createElement(name), { textContent: text }, more);

const ruby = ([text, reading]) => {
  if (!reading) return text;
  const found = element("ruby", text), rt = element("rt", reading);
  rt.setAttribute("aria-hidden", "true");
  found.append(rt);
  return found;
};

const write = (node, { words, longest }) => {
  const parent = node.parentElement;
  if (!parent || parent.closest(NOT_READ) || !/^ja\b/.test(parent.closest("[lang]").lang)) return;
  const parts = segments(node.data, words, longest);
  if (!parts.some(([, reading]) => reading)) return;
  const room = element(ROOM, "");
  room.append(...parts.map(ruby));
  node.replaceWith(room);
};

const writeBelow = (root, table) => {
  const texts = [], walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  if (root.nodeType === Node.TEXT_NODE) texts.push(root);
  while (walker.nextNode()) texts.push(walker.currentNode);
  texts.forEach(node => write(node, table));
};

const erase = () => document.querySelectorAll(ROOM).forEach(room => {
  room.querySelectorAll("rt").forEach(part => part.remove());
  room.replaceWith(room.textContent);
});

let table;
const load = async address => {
  const { style, words } = await fetch(address).then(answer => answer.ok ? answer.json() : Promise.reject(answer));
  document.head.append(element("link", "", { rel: "stylesheet", href: style }));
  return { words, longest: Math.max(...Object.keys(words).map(key => key.length)) };
};

// What is written anew later, too; switched off as well, since the page copies some of its own texts.
let box;
const watcher = globalThis.MutationObserver && new MutationObserver(changes => {
  if (!box.checked) { erase(); return; }
  for (const { addedNodes } of changes) addedNodes.forEach(node => node.isConnected && writeBelow(node, table));
});

const KEY = "furigana"; // in the storage of this tab; page.js looks for it
const remember = () => {
  try {
    if (box.checked) sessionStorage.setItem(KEY, "1");
    else sessionStorage.removeItem(KEY);
  } catch { /* storage is switched off */ }
};

export const turn = async field => {
  box = field;
  try {
    table ??= await load(box.dataset.words);
  } catch {
    box.checked = false; // the next tick tries again
    return;
  }
  remember();
  if (box.checked) writeBelow(document.body, table);
  else erase();
  watcher.observe(document.body, { childList: true, subtree: true });
};
