// Twin of search/find.py, search/analysis.py, han.py, romaji.py and packing.py: change both. Shared vectors and a property test
// hold them together. What is typed stays in this file: no request, no storage, no address.
const QUERY_LENGTH = 200, WORD = 10, KANA_PAIR = 6, EVERYDAY = 15, NAMED = 30, LINK = 20, ENOUGH = 90, TAIL = 6, MOST = 30, NEAR = 2;
const KANA = "\u3041-\u3096", HAN = "\u3005\u4e00-\u9fff";
const WIDE = `${HAN}${KANA}\uac00-\ud7a3\u0e00-\u0e7f\u1000-\u109f\u1780-\u17ff`;
const OTHERS = "专业东两严丧个为义乐乘习书买亂产亲仪价优传伤伦伪來债倾假偿储傳僞價儿兒內兩关养军决冻净减划则别剂劑劝务动劳势勞勵勸區协单卖卷卻厅历压县參发变吕听呕员响哗單嚴团园圆國圓團场坏增壓壞壶处备复头奖奬"
  + "奸妇孙學实审寢實寫寶对將專對屆岁巢师帐带帶幫广库应废廢廣廳异弃张强归徵德忆忧总恶恼惡惱愿應懷戀战戰戶户戾执扩扫护报拂拔挾损揭搖摄摇擔據擴攝收效數斷无时晝會术杀权极构查样條梦检樂樣檢權步歲歷歸殘"
  + "毆每气氣汉污沒泪济涉涩淚淨游溃满滯滿澀濟灵灾烟烧热燒營爭爱爲牀犹狀狱狹獨獻现瓣產电畫當疗疡痫痹癡發监盜盡确祕禮离种积稅穷竞笔笼简簽籤类粮紧絕經緖緣縣總繼續约级纳纷纸线练组终经结给络绝绞统继绩绪"
  + "续绵缐缔缘缚缲缺罚耻职联聲聽肃肅肿胁胜胶脏脑脫腦臟臺與舊舍药菸营萬藏藥虑處虛號蟲补袭裝覺覽觀见观规视览觉觸說證譯讀變计认讬训议记讲许讼设访证识诈诉诊译试诘话语误诱说请读诽课谁调谈谢谤豫貓賣賴贞"
  + "负财责败货质贩贫购贮贷费赁资赌赏赔赖輕轉车转轮轹轻载辈辨辩辭辯达迁过运还进远违连迟适选遗遲醉醫释釋鉴錢钱锁锭键长閱關门闭问间闻阅阳阴阶际险陷隐險隱难雙靈顏顾预题颜额风飞餘饥饭饮饲馀騷驅驗马驯驱"
  + "骂验骗骚體髮鸣點齒齡齿龄龙";
const OURS = "専業東両厳喪個為義楽乗習書買乱産親儀価優伝傷倫偽来債傾仮償儲伝偽価児児内両関養軍決凍浄減画則別剤剤勧務動労勢労励勧区協単売巻却庁歴圧県参発変呂聴嘔員響嘩単厳団園円国円団場壊増圧壊壺処備復頭奨奨"
  + "姦婦孫学実審寝実写宝対将専対届歳巣師帳帯帯帮広庫応廃廃広庁異棄張強帰徴徳憶憂総悪悩悪悩願応怀恋戦戦戸戸戻執拡掃護報払抜挟損掲揺摂揺担拠拡摂収効数断無時昼会術殺権極構査様条夢検楽様検権歩歳歴帰残"
  + "殴毎気気漢汚没涙済渉渋涙浄遊潰満滞満渋済霊災煙焼熱焼営争愛為床猶状獄狭独献現弁産電画当療瘍癇痺痴発監盗尽確秘礼離種積税窮競筆籠簡签签類糧緊絶経緒縁県総継続約級納紛紙線練組終経結給絡絶絞統継績緒"
  + "続綿線締縁縛繰欠罰恥職連声聴粛粛腫脅勝膠臓脳脱脳臓台与旧捨薬煙営万蔵薬慮処虚号虫補襲装覚覧観見観規視覧覚触説証訳読変計認託訓議記講許訟設訪証識詐訴診訳試詰話語誤誘説請読誹課誰調談謝謗予猫売頼貞"
  + "負財責敗貨質販貧購貯貸費賃資賭賞賠頼軽転車転輪轢軽載輩弁弁辞弁達遷過運還進遠違連遅適選遺遅酔医釈釈鑑銭銭鎖錠鍵長閲関門閉問間聞閲陽陰階際険陥隠険隠難双霊顔顧預題顔額風飛余飢飯飲飼余騒駆験馬馴駆"
  + "罵験騙騒体髪鳴点歯齢歯齢竜";
const SAME = new Map([..."ぁぃぅぇぉっゃゅょゎゕゖđıłø" + OTHERS].map((letter, at) =>
  [letter, ("あいうえおつやゆよわかけdilo" + OURS)[at]]));
const OTHER = new RegExp(`[^a-z0-9\u0430-\u044f\u0900-\u097f${WIDE}]+`, "gu");
const GAP = new RegExp(`(?<=[${WIDE}]) (?=[${WIDE}])`, "gu"), RUN = new RegExp(`([${WIDE}]+)|[^ ${WIDE}]+`, "gu");
const EDGE = new RegExp(`(?<=[${WIDE}])(?=[^ ${WIDE}])|(?<=[^ ${WIDE}])(?=[${WIDE}])`, "gu");
const MIXED = new RegExp(`^([${KANA}][${HAN}]|[${HAN}][${KANA}])$`, "u");
const ONLY_KANA = new RegExp(`^[${KANA}]+$`, "u"), ANY_HAN = new RegExp(`[${HAN}]`, "gu");
const AFTER_A_WORD = ["", " ", ..."のがをにはへもでと"];
const ROMAJI_FROM = 4;
const ENDINGS = [["ies", "y"], ["ing", ""], ["ed", ""], ["es", ""], ["s", ""]];

export const fold = text => text.replace(/[\u{10000}-\u{10ffff}]/gu, " ").normalize("NFKC").toLowerCase()
  .replaceAll("ー", "").replace(/[ァ-ヶ]/g, letter => String.fromCharCode(letter.charCodeAt(0) - 96))
  .normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC")
  .replace(/[^]/g, letter => SAME.get(letter) ?? letter)
  .replace(OTHER, " ").replace(GAP, "").replace(EDGE, " ").trim();

const pairs = text => Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2));
const stem = word => {
  const [ending, rest] = ENDINGS.find(([end]) => word.endsWith(end) && word.length > end.length + 2) ?? ["", ""];
  return word.slice(0, word.length - ending.length) + rest;
};
const terms = said => [...said.matchAll(RUN)].flatMap(([text, wide]) => !wide ? [stem(text)]
  : text.length === 1 ? [text]
  : [...pairs(text).filter(pair => !MIXED.test(pair)), ...text.match(ANY_HAN) ?? []]);

// Japanese that was typed in Latin letters → kana.
const ROWS = new Map(["", ..."kstnhmyrwgzdbp"].map((consonant, at) => [consonant, ("あいうえお かきくけこ さしすせそ たちつてと"
  + " なにぬねの はひふへほ まみむめも やいゆえよ らりるれろ わいうえを がぎぐげご ざじずぜぞ だぢづでど ばびぶべぼ ぱぴぷぺぽ").split(" ")[at]]));
const IRREGULAR = { sh: "し", ch: "ち", j: "じ", ts: "つ", f: "ふ" };
const SYLLABLE = /n(?![aiueoy])|([kstcgzjdbpfhmr])(?=\1|ch)|(sh|ch|ts|[kgsztdnhmbpr]y|[kstnhmyrwgzdbpjf])?([aiueo])/g;
const syllable = (_, doubled, consonant = "", vowel) => {
  if (!vowel) return doubled ? "つ" : "ん";
  const at = "aiueo".indexOf(vowel);
  if (ROWS.has(consonant)) return ROWS.get(consonant)[at];
  const first = IRREGULAR[consonant] ?? ROWS.get(consonant[0])[1], own = consonant === "ts" || consonant === "f" ? "u" : "i";
  return vowel === own && consonant[1] !== "y" ? first : first + (own === "u" ? ROWS.get("") : "やいゆえよ")[at];
};
const aloud = (said, known) => {
  const strange = said.split(" ").filter(word => word && !known.has(stem(word)));
  const read = strange.join("").length >= ROMAJI_FROM && strange.every(word => !word.replace(SYLLABLE, ""));
  return read ? strange.map(word => word.replace(SYLLABLE, syllable)).join("") : "";
};

const words = line => line.split(" ").filter(Boolean);
const summed = (steps, sum = 0) => steps.map(step => sum += step);

// Lists of hits as search/packing.py writes them → [number, strength] pairs.
const values = packed => {
  const found = [];
  let value = 0, place = 1;
  for (const letter of packed) {
    const code = letter.charCodeAt(0), digit = code - (code > 92) - 35;
    if (digit >= 69) { value += (digit - 69) * place; place *= 22; continue; }
    found.push(value + digit * place);
    value = 0; place = 1;
  }
  return found;
};
const unpack = (packed, number = 0) => values(packed).map(value => [number += value >> 2, (value & 3) + 1]);
const unpackSorted = (lists, strengths, first = 0, at = 0) => words(lists).map(packed => {
  const numbers = summed(values(packed), first), own = strengths[at++] === ".";
  first = numbers[0];
  return numbers.map(number => [number, +strengths[own ? at++ : at - 1]]);
});

// Latin letters are looked for where a word begins: dv is not in advice.
const stems = line => uncrossed(line).map(stem => stem.split("+").map(part => part[0] <= "z" ? " " + part : part));
const zip = (keys, values) => new Map(keys.map((key, at) => [key, values[at]]));
// A run of a script without spaces stands for its pairs.
const WHOLE_RUN = new RegExp(`^[${WIDE}]{2,}$`, "u");
const ofRun = run => WHOLE_RUN.test(run) ? pairs(run) : [run];
// Each begins with as many characters of the one before as its digit or capital says.
const inFull = (text, mark, zero, before = "") => [...text.matchAll(mark)]
  .map(([, same, rest]) => before = before.slice(0, same.charCodeAt(0) - zero) + rest);
const spoken = text => inFull(text, /(\d)(\D*)/g, 48);
// 父|母+殴|蹴 → 父+殴 父+蹴 母+殴 母+蹴
const uncrossed = line => inFull(line, /([A-J])([^A-J]*)/g, 65).flatMap(group => {
  const at = group.indexOf("+"), [firsts, rests] = at < 0 ? [group, null] : [group.slice(0, at), group.slice(at + 1)];
  return firsts.split("|").flatMap(first => rests === null ? [first] : rests.split("|").map(rest => `${first}+${rest}`));
});
// A digit stands for as many last kana of the reading: 払2 はらえる → 払える.
const whole = (cell, reading) => cell.replace(/\d/g, digit => reading.slice(-digit));
const readings = (names, cells) => zip(names, cells.map((cell, at) => whole(cell, names[at])));

const allTerms = ({ terms, hits, strengths }, lists = unpackSorted(hits, strengths)) => new Map(terms.split(",")
  .flatMap((runs, at) => runs.split(" ").flatMap(ofRun).map(term => [term, lists[at]])));

// The index as it travels, ready to be asked.
export const opened = (data, names = spoken(data.readings)) => ({
  ...data,
  worries: summed(data.worries),
  programs: summed(data.programs),
  category_of: data.category_of.map(category => data.categories.indexOf(category)),
  terms: allTerms(data),
  written: readings(names, words(data.written)),
  longest: names.reduce((most, reading) => Math.max(most, reading.length), 0),
  everyday: data.stems.map((line, at) => [stems(line), data.means[at]]),
  links: data.links.split(" ").map(packed => unpack(packed)),
  crisis: data.crisis.map(([line, hotlines]) => [stems(line), words(hotlines)]),
});

// Kana as it would be written: at each place the longest known reading gives way to its word, others that sound alike
// follow at the end. Two kana are a word only before a particle or at the end.
const written = (kana, readings, longest) => {
  let text = "", others = "";
  for (let at = 0, end; at < kana.length; at = end) {
    end = Math.max(at + 1, Math.min(kana.length, at + longest));
    while (end > at + 1 && !(readings.has(kana.slice(at, end))
      && (end > at + 2 || AFTER_A_WORD.includes(kana.slice(end, end + 1))))) end -= 1;
    const [first, ...more] = (readings.get(kana.slice(at, end)) ?? kana.slice(at, end)).split(",");
    text += first;
    others += more.map(word => ` ${word}`).join("");
  }
  return [text, others.slice(1)];
};
const asked = (index, typed) => {
  if (typed.search(ANY_HAN) >= 0) return { typed, spelt: typed, surely: ` ${typed}`, anyhow: ` ${typed}` };
  const kana = aloud(typed, index.terms), [spelt, others] = written(kana || typed, index.written, index.longest);
  const surely = ` ${typed} ${kana} ${spelt}`;
  return { typed: `${typed} ${kana}`, spelt: `${spelt} ${others}`, surely, anyhow: `${surely} ${others}` };
};

const any = (stems, said) => stems.some(parts => parts.every(part => said.includes(part)));
// Two kana that are a stem must stand alone: がん is not in がんばる, nor ろん in もちろん.
const INSIDE = new RegExp(`[${KANA}]`, "u"), ENDS = "のがをにはへもでと", NEXT = `${ENDS}だなやか`;
const inside = (letter, not) => INSIDE.test(letter) && !not.includes(letter);
const alone = (word, said) => {
  for (let at = said.indexOf(word, 1); at >= 0; at = said.indexOf(word, at + 1)) {
    if (!inside(said[at - 1], ENDS) && !inside(said[at + 2] ?? "", NEXT)) return true;
  }
  return false;
};
const short = parts => parts.length === 1 && parts[0].length === 2 && ONLY_KANA.test(parts[0]);
const saidSo = (stems, said) => stems.some(parts => short(parts) ? alone(parts[0], said) : any([parts], said));

const scored = (index, said) => {
  const scores = [index.worries, index.programs, index.categories, index.desks].flatMap(kind => kind.map(() => 0));
  const add = (hits, factor) => hits.forEach(([number, strength]) => { scores[number] += strength * factor; });
  const latin = terms(said.typed).filter(term => !ONLY_KANA.test(term));
  for (const term of new Set([...terms(said.spelt), ...latin])) {
    add(index.terms.get(term) ?? [], ONLY_KANA.test(term) ? KANA_PAIR : WORD);
  }
  const own = index.everyday.length - index.names; // the last rows are names of desks
  index.everyday.forEach(([stems, means], at) => {
    if (saidSo(stems, said.anyhow)) add(unpack(means), at < own ? EVERYDAY : NAMED);
  });
  return scores;
};

// A program gains from the best worry it answers, a category from its three best worries.
const gained = (index, worries, programs, categories) => {
  const gains = programs.map(() => 0), of = categories.map(() => []);
  worries.forEach((score, at) => {
    of[index.category_of[at]].push(score);
    for (const [place, weight] of index.links[at]) {
      gains[place] = Math.max(gains[place], Math.floor(score * weight * 4 / LINK));
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
  const said = asked(index, fold([...query.slice(0, 2 * QUERY_LENGTH)].slice(0, QUERY_LENGTH).join("")));
  const ends = summed([index.worries, index.programs, index.categories].map(kind => kind.length));
  const scores = scored(index, said), worries = scores.slice(0, ends[0]), desks = scores.slice(ends[2]);
  const [programs, categories] = gained(index, worries, scores.slice(ends[0], ends[1]), scores.slice(ends[1], ends[2]));
  const highest = Math.max(0, ...worries, ...programs);
  return {
    crisis: [...new Set(index.crisis.flatMap(([stems, hotlines]) => any(stems, said.surely) ? hotlines : []))],
    worries: best(index.worries, worries),
    programs: best(index.programs, programs),
    categories: best(index.categories, categories),
    desks: best(index.desks, desks).filter(([, score]) => score * NEAR >= highest),
    weak: Math.max(highest, ...desks) < ENOUGH,
  };
};
