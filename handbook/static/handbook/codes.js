// Twin of handbook/codes.py: change both.
export const WORRIES = 1, PROGRAMS = 2;
const HIGHEST_ID = 1 << 20, MOST_IDS = 300, LONGEST = 1204;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const DAMAGED = "The code is damaged or cut off: copy the whole link again.";

const refuse = message => { throw new RangeError(message); };

const check = (ids, kind, hotlines) => {
  if (kind !== PROGRAMS && (kind !== WORRIES || hotlines.length)) refuse("The kind of the code is unknown: it was made by a newer version or is damaged.");
  if (ids.length + hotlines.length > MOST_IDS) refuse(`A code carries at most ${MOST_IDS} entries: take some away.`);
  if (!ids.every(id => Number.isInteger(id) && id >= 1 && id <= HIGHEST_ID)) refuse(`Ids are whole numbers from 1 to ${HIGHEST_ID}.`);
};

const crc8 = bytes => {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let i = 0; i < 8; i++) crc = (crc & 128 ? crc << 1 ^ 7 : crc << 1) & 255;
  }
  return crc;
};

const toText = bytes => {
  let text = "", bits = 0, held = 0;
  for (const byte of bytes) {
    held = (held << 8 | byte) & 0xffff;
    for (bits += 8; bits >= 6; bits -= 6) text += ALPHABET[held >> bits - 6 & 63];
  }
  return bits ? text + ALPHABET[held << 6 - bits & 63] : text;
};

const toBytes = code => {
  if (typeof code !== "string" || code.length > LONGEST || !/^[A-Za-z0-9_-]+$/.test(code) || code.length % 4 === 1) {
    refuse("This is not a code: copy the whole link again.");
  }
  const bytes = [];
  let bits = 0, held = 0;
  for (const letter of code) {
    held = (held << 6 | ALPHABET.indexOf(letter)) & 0xffff;
    bits += 6;
    if (bits >= 8) { bits -= 8; bytes.push(held >> bits & 255); }
  }
  if (bytes.length < 2 || crc8(bytes.slice(0, -1)) !== bytes.at(-1)) refuse(DAMAGED);
  return bytes;
};

const toIds = deltas => {
  const ids = [];
  let previous = 0, delta = 0, shift = 0;
  for (const byte of deltas) {
    if (shift > 14) break;
    delta |= (byte & 127) << shift;
    shift += 7;
    if (byte < 128) { ids.push(previous += delta); delta = shift = 0; }
  }
  if (shift) refuse(DAMAGED);
  return ids;
};

const leb128 = number => number > 127 ? [number & 127 | 128, ...leb128(number >> 7)] : [number];

export const encode = (list, kind, lines = []) => {
  const ids = [...new Set(list)].sort((a, b) => a - b), hotlines = [...new Set(lines)];
  check(ids, kind, hotlines);
  const body = [kind, ...ids.flatMap((id, i) => leb128(id - (i ? ids[i - 1] : 0)))];
  if (hotlines.length) body.push(0, ...hotlines.flatMap(number => [number >> 16, number >> 8 & 255, number & 255]));
  return toText([...body, crc8(body)]);
};

const toHotlines = bytes => {
  const hotlines = [];
  for (let i = 0; i < bytes.length; i += 3) hotlines.push(bytes.slice(i, i + 3).reduce((sum, byte) => sum << 8 | byte, 0));
  return hotlines;
};

export const decode = code => {
  const bytes = toBytes(code), kind = bytes[0], body = bytes.slice(1, -1), zero = body.indexOf(0);
  const ids = toIds(zero < 0 ? body : body.slice(0, zero)), hotlines = zero < 0 ? [] : toHotlines(body.slice(zero + 1));
  check(ids, kind, hotlines);
  if (encode(ids, kind, hotlines) !== code) refuse("The code is not in its one spelling: copy the whole link again.");
  return { kind, ids, hotlines };
};
