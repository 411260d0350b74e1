// Twin of handbook/opening.py, which says why: change both.
const END_OF_DAY = 1440, DAYS_SEEN = 31, NEW_YEAR = ["12-29", "12-30", "12-31", "01-01", "01-02", "01-03"];

const minutes = clock => +clock.slice(0, 2) * 60 + +clock.slice(3);
const after = (day, days) => new Date(Date.parse(day) + days * 864e5).toISOString().slice(0, 10);
const weekday = day => new Date(day).getUTCDay() || 7;

const spansOf = (schedule, calendar, day) => {
  if (Object.hasOwn(schedule.x, day)) return [...schedule.x[day]].sort((a, b) => a[0] - b[0]);
  if (schedule.n && NEW_YEAR.includes(day.slice(5))) return [];
  if (schedule.h && !(calendar.since <= day && day <= calendar.until)) return null;
  if (schedule.h && calendar.dates.includes(day)) return [];
  return schedule.w.filter(([on]) => on === weekday(day)).map(([, opens, closes]) => [opens, closes]);
};

const untilEnd = (schedule, calendar, today, first) => {
  let days = 0, end = first;
  while (end === END_OF_DAY && days < 7) {
    const [following] = spansOf(schedule, calendar, after(today, days + 1)) ?? [];
    if (!following || following[0] > 0) break;
    days += 1;
    end = following[1];
  }
  if (days === 7) return { open: true, days: 0, date: today, at: null };
  return { open: true, days, date: after(today, days), at: end };
};

export const state = (schedule, calendar, moment) => {
  const today = moment.slice(0, 10), now = minutes(moment.slice(11, 16)), spans = spansOf(schedule, calendar, today);
  if (!spans) return null;
  const current = spans.find(([opens, closes]) => opens <= now && now < closes);
  if (current) return untilEnd(schedule, calendar, today, current[1]);
  for (let days = 0; days <= DAYS_SEEN; days += 1) {
    const date = after(today, days), later = spansOf(schedule, calendar, date)?.find(([opens]) => days || opens > now);
    if (later) return { open: false, days, date, at: later[0] };
    if (!spansOf(schedule, calendar, date)) break;
  }
  return { open: false, days: 0, date: today, at: null };
};

const when = ({ open, days, date, at }, words) => {
  const form = days > 6 ? "date" : days > 1 ? "weekday" : days ? "tomorrow" : open ? "time" : "today";
  return words[form].replace("{time}", words.times[at]).replace("{weekday}", words.weekdays[weekday(date) - 1])
    .replace("{month}", +date.slice(5, 7)).replace("{day}", +date.slice(8));
};

export const said = (state, words) => {
  if (!state) return "";
  if (state.at === null) return words[state.open ? "open" : "closed"];
  return words[state.open ? "until" : "from"].replace("{when}", when(state, words));
};

// Japan has one zone and no summer time, wherever the phone is.
export const nowInJapan = () => new Date(Date.now() + 9 * 36e5).toISOString().slice(0, 16);
