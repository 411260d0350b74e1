// Twin of handbook/matching.py, which says why: change both.
const TALK = 1, PROGRAMS = 2, TALK_ON_FIRST_SCREEN = 6, HOTLINES_ON_FIRST_SCREEN = 4, EMERGENCY = 2, STRONG = 3;

const before = (a, b) => {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : a[at] - b[at];
};
const by = key => (a, b) => before(key(a), key(b));

const split = (ids, table) => {
  const sorted = [...new Set(ids)].sort((a, b) => a - b);
  return [sorted.filter(id => Object.hasOwn(table, id)), sorted.filter(id => !Object.hasOwn(table, id))];
};
const blank = id => ({ id, score: 0, why: [], reason: "", cautions: [] });

const hotlinesOf = lines => {
  const keys = new Map();
  for (const { line } of lines) if (line.u) line.h.forEach((index, position) => {
    const place = [-line.u, position], best = keys.get(index) ?? place;
    keys.set(index, before(place, best) < 0 ? place : best);
  });
  const ordered = [...keys.keys()].sort(by(index => [...keys.get(index), index]));
  const firsts = ordered.filter(index => before(keys.get(index), [-2, 0]) === 0).length;
  const room = Math.max(HOTLINES_ON_FIRST_SCREEN, firsts);
  return [ordered.slice(0, room), ordered.slice(room)];
};

const itemsOf = (lines, gone) => {
  const items = new Map(), strongest = new Map();
  for (const { id, line, factor } of lines) for (const [program, weight, reason] of line.m) {
    if (gone.has(program)) continue;
    if (!items.has(program)) items.set(program, blank(program));
    const item = items.get(program), gain = weight * factor;
    item.score += gain;
    item.why.push(id);
    if (reason && gain > (strongest.get(program) ?? 0)) { strongest.set(program, gain); item.reason = reason; }
  }
  for (const { line } of lines) for (const [program, note] of line.c) {
    const notes = items.get(program)?.cautions;
    if (notes && !notes.includes(note)) notes.push(note);
  }
  return items;
};

const ordering = (table, items, lines) => {
  const urgency = new Map(), strongly = new Set();
  for (const { line } of lines) for (const [program, weight] of line.m) {
    urgency.set(program, Math.max(urgency.get(program) ?? 0, line.u));
    if (line.u === EMERGENCY && weight === STRONG) strongly.add(program);
  }
  return [...items.values()].sort(by(({ id, score }) =>
    [strongly.has(id) ? 0 : 1, -score, -urgency.get(id), table.programs[id].order, id]));
};

const firstOf = (table, lines, ordered) => {
  const rank = new Map(ordered.map((item, place) => [item.id, place])), first = new Set();
  for (const { line } of [...lines].sort(by(({ id, line, factor }) => [-line.u, -factor, id]))) {
    const best = line.m.filter(([program]) => rank.has(program))
      .map(([program, weight]) => [-weight, rank.get(program)]).sort(before)[0];
    if (best && first.size < table.first) first.add(ordered[best[1]].id);
  }
  return filled(table, first, ordered.filter(item => !first.has(item.id)));
};

const filled = (table, first, waiting) => {
  const band = id => table.programs[id].band, late = [];
  let talk = [...first].filter(id => band(id) === TALK).length;
  for (const { id } of [...waiting].sort(by(item => [-item.score, band(item.id)]))) {
    if (first.size === table.first) break;
    if (band(id) === TALK && talk >= TALK_ON_FIRST_SCREEN) late.push(id);
    else { first.add(id); talk += band(id) === TALK; }
  }
  return new Set([...first, ...late.slice(0, table.first - first.size)]);
};

const result = (table, ordered, first, [hotlines, more], known, unknown) => ({
  hotlines,
  more_hotlines: more,
  bands: [TALK, PROGRAMS].map(band => {
    const items = ordered.filter(item => table.programs[item.id].band === band);
    return {
      band,
      first: items.filter(item => first.has(item.id)),
      rest: items.filter(item => !first.has(item.id)),
    };
  }),
  known, unknown, total: hotlines.length + more.length + ordered.length,
});

export const match = (table, ticked, weighing = []) => {
  const [known, unknown] = split(ticked, table.worries), heavy = new Set(weighing);
  const lines = known.map(id => ({ id, line: table.worries[id], factor: heavy.has(id) ? 2 : 1 }));
  const [hotlines, more] = hotlinesOf(lines);
  const gone = new Set([...lines.flatMap(({ line }) => line.x), ...hotlines.map(index => table.hotlines[index].program)]);
  const items = itemsOf(lines, gone);
  const others = more.filter(index => !items.has(table.hotlines[index].program));
  const ordered = ordering(table, items, lines);
  return result(table, ordered, firstOf(table, lines, ordered), [hotlines, others], known, unknown);
};

export const shared = (table, ids, hotlines = []) => {
  const [known, unknown] = split(ids, table.programs), places = new Map(table.hotlines.map(({ id }, index) => [id, index]));
  const lines = [...new Set(hotlines)].filter(id => places.has(id)).map(id => places.get(id));
  const above = lines.map(index => table.hotlines[index].program), shown = known.filter(id => !above.includes(id));
  const ordered = shown.map(blank).sort(by(({ id }) => [table.programs[id].order, id]));
  return result(table, ordered, new Set(shown), [lines, []], known, unknown);
};
