// Twin of search/find.py, search/analysis.py and search/packing.py: change both. Shared vectors and a property test
// hold them together. What is typed stays in this file: no request, no storage, no address.
const QUERY_LENGTH = 200, WORD = 10, INFLECTION = 5, SOUND = 6, EVERYDAY = 15, LINK = 20, ENOUGH = 90, TAIL = 6, MOST = 30;
const KANA = "\u3041-\u3096", HAN = "\u3005\u4e00-\u9fff";
const WIDE = `${HAN}${KANA}\uac00-\ud7a3\u0e00-\u0e7f\u1000-\u109f\u1780-\u17ff`;
const SMALL = "ぁぃぅぇぉっゃゅょゎゕゖđıłø", LARGE = "あいうえおつやゆよわかけdilo";
const OTHER = new RegExp(`[^a-z0-9\u0430-\u044f\u0900-\u097f${WIDE}]+`, "gu");
const GAP = new RegExp(`(?<=[${WIDE}]) (?=[${WIDE}])`, "gu"), RUN = new RegExp(`([${WIDE}]+)|[^ ${WIDE}]+`, "gu");
const EDGE = new RegExp(`(?<=[${WIDE}])(?=[^ ${WIDE}])|(?<=[^ ${WIDE}])(?=[${WIDE}])`, "gu");
const MIXED = new RegExp(`^([${KANA}][${HAN}]|[${HAN}][${KANA}])$`, "u");
const ONLY_KANA = new RegExp(`^[${KANA}]+$`, "u"), ANY_HAN = new RegExp(`[${HAN}]`, "gu");
const AFTER_A_WORD = ["", " ", ..."のがをにはへもでと"];
const ENDINGS = [["ies", "y"], ["ing", ""], ["ed", ""], ["es", ""], ["s", ""]];

export const fold = text => text.replace(/[\u{10000}-\u{10ffff}]/gu, " ").normalize("NFKC").toLowerCase()
  .replaceAll("ー", "").replace(/[ァ-ヶ]/g, letter => String.fromCharCode(letter.charCodeAt(0) - 96))
  .normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC")
  .replace(/[ぁぃぅぇぉっゃゅょゎゕゖđıłø]/g, letter => LARGE[SMALL.indexOf(letter)])
  .replace(OTHER, " ").replace(GAP, "").replace(EDGE, " ").trim();

const pairs = text => Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2));
const stem = word => {
  const [ending, rest] = ENDINGS.find(([end]) => word.endsWith(end) && word.length > end.length + 2) ?? ["", ""];
  return word.slice(0, word.length - ending.length) + rest;
};
const terms = said => [...said.matchAll(RUN)].flatMap(([text, wide]) => !wide ? [stem(text)]
  : text.length === 1 ? [text]
  : [...pairs(text).filter(pair => !MIXED.test(pair)), ...text.match(ANY_HAN) ?? []]);
const sounds = said => said.split(" ").flatMap(pairs).map(pair => "~" + pair);

// Lists of hits as search/packing.py writes them → [number, strength] pairs.
const unpack = packed => {
  const hits = [];
  let number = 0, value = 0, place = 1;
  for (const letter of packed) {
    const code = letter.charCodeAt(0), digit = code - (code > 92) - 35;
    if (digit >= 69) { value += (digit - 69) * place; place *= 22; continue; }
    value += digit * place;
    number += value >> 2;
    hits.push([number, (value & 3) + 1]);
    value = 0; place = 1;
  }
  return hits;
};

const words = line => line.split(" ").filter(Boolean);
// Latin letters are looked for where a word begins: dv is not in advice.
const stems = line => words(line).map(stem => stem.split("+").map(part => part[0] <= "z" ? " " + part : part));
const zip = (keys, values) => new Map(keys.map((key, at) => [key, values[at]]));

// The index as it travels, ready to be asked.
export const opened = data => ({
  ...data,
  category_of: data.category_of.map(category => data.categories.indexOf(category)),
  terms: zip(data.terms.flatMap(group => group.slice(1).split(" ").map(rest => group[0] + rest)), words(data.hits)),
  written: zip(words(data.readings), words(data.written)),
  longest: words(data.readings).reduce((most, reading) => Math.max(most, reading.length), 0),
  everyday: data.stems.map((line, at) => [stems(line), data.means[at]]),
  crisis: data.crisis.map(([line, hotlines]) => [stems(line), words(hotlines)]),
});

// Kana as it would be written: at each place the longest known reading gives way to its word. Two kana are a word only
// before a particle or at the end.
const written = (kana, readings, longest) => {
  let text = "";
  for (let at = 0, end; at < kana.length; at = end) {
    end = Math.max(at + 1, Math.min(kana.length, at + longest));
    while (end > at + 1 && !(readings.has(kana.slice(at, end))
      && (end > at + 2 || AFTER_A_WORD.includes(kana.slice(end, end + 1))))) end -= 1;
    text += readings.get(kana.slice(at, end)) ?? kana.slice(at, end);
  }
  return text;
};
const asSaid = (index, typed) =>
  typed.search(ANY_HAN) < 0 ? `${typed} ${written(typed, index.written, index.longest)}` : typed;

const any = (stems, said) => stems.some(parts => parts.every(part => ` ${said}`.includes(part)));

const scored = (index, said) => {
  const scores = new Array(index.worries.length + index.programs.length + index.categories.length).fill(0);
  const add = (packed, factor) => unpack(packed).forEach(([number, strength]) => { scores[number] += strength * factor; });
  for (const term of new Set(terms(said))) add(index.terms.get(term) ?? "", ONLY_KANA.test(term) ? INFLECTION : WORD);
  for (const sound of new Set(sounds(said))) add(index.terms.get(sound) ?? "", SOUND);
  for (const [stems, means] of index.everyday) if (any(stems, said)) add(means, EVERYDAY);
  return scores;
};

// A program gains from the best worry it answers, a category from its three best worries.
const gained = (index, worries, programs, categories) => {
  const gains = programs.map(() => 0), of = categories.map(() => []);
  worries.forEach((score, at) => {
    of[index.category_of[at]].push(score);
    for (const link of index.links[at]) {
      gains[link >> 2] = Math.max(gains[link >> 2], Math.floor(score * (link & 3) * 4 / LINK));
    }
  });
  return [
    programs.map((score, at) => score + gains[at]),
    categories.map((score, at) => of[at].sort((a, b) => b - a).slice(0, 3).reduce((sum, more) => sum + more, score)),
  ];
};

const best = (ids, scores) => {
  const highest = Math.max(0, ...scores);
  return scores.map((score, at) => [at, score]).filter(([, score]) => score && score * TAIL >= highest)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, MOST).map(([at, score]) => [ids[at], score]);
};

export const find = (index, query) => {
  const said = asSaid(index, fold([...query.slice(0, 2 * QUERY_LENGTH)].slice(0, QUERY_LENGTH).join("")));
  const scores = scored(index, said), ends = [index.worries.length, index.worries.length + index.programs.length];
  const worries = scores.slice(0, ends[0]);
  const [programs, categories] = gained(index, worries, scores.slice(...ends), scores.slice(ends[1]));
  return {
    crisis: [...new Set(index.crisis.flatMap(([stems, hotlines]) => any(stems, said) ? hotlines : []))],
    worries: best(index.worries, worries),
    programs: best(index.programs, programs),
    categories: best(index.categories, categories),
    weak: Math.max(0, ...worries, ...programs) < ENOUGH,
  };
};
