/* Thai search, in a thread of its own. It fetches the index (see search_index.py), and answers queries.

   Thai is written without spaces and often typed a little wrong, so there are no words to look up here: both sides are
   brought to one form (normalise), and a query is looked for inside the texts, from strict to lenient:
   as typed, by a synonym, by its words, without tone marks, with a letter or two amiss. */
"use strict";

const KINDS = 4; // ข้อ OIT, มาตรการ, คะแนน, หน้า: see search_index.py
const ITEM = 0;
const FORMAT = 1;

// ---------------------------------------------------------------- one form for both sides

// By comparison, not by pattern: a large site has millions of letters.
const isTone = (c) => c >= "\u0e48" && c <= "\u0e4b";
const isVowelMark = (c) => c === "\u0e31" || (c >= "\u0e34" && c <= "\u0e3a") || c === "\u0e47";
const isMark = (c) => isVowelMark(c) || (c >= "\u0e48" && c <= "\u0e4e");
const isThai = (c) => c >= "\u0e01" && c <= "\u0e4e" && c !== "\u0e2f" && c !== "\u0e3f";
const isLatin = (c) => (c >= "a" && c <= "z") || (c >= "\u00df" && c <= "\u024f");
const isDigit = (c) => c >= "0" && c <= "9";

const arabic = (text) => text.replace(/[๐-๙]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x0e50 + 48));

/* Return the form in which texts are compared, and where *mapped* for each of its letters its place in *raw*.

   Lower case; Arabic digits; แ for เเ, ำ for ํา; marks above and below a letter once each, vowel before tone; no space,
   stop or invisible letter but where it keeps two Latin words or numbers apart; a line stays a line. */
function normalise(raw, mapped = false) {
  const lower = raw.toLowerCase();
  const text = arabic(lower.length === raw.length ? lower : raw);
  const begins = [], ends = [];
  let out = "", gap = -1;
  const add = (letter, begin, end) => {
    out += letter;
    if (mapped) { begins.push(begin); ends.push(end); }
  };
  const put = (letter, begin, end) => {
    const last = out[out.length - 1];
    if (gap >= 0 && last && (isLatin(last) || isDigit(last)) && (isLatin(letter) || isDigit(letter))) {
      add(" ", gap, begin);
    }
    gap = -1;
    add(letter, begin, end);
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (isLatin(c) || isDigit(c)) put(c, i, i + 1);
    else if (c === "\n") { gap = -1; add(c, i, i + 1); }
    else if (c === "ำ" || isMark(c)) {
      const next = text[i + 1] || "";
      if (c !== "\u0e4d" && next !== "ำ" && !isMark(next) && !(next >= "\u200b" && next <= "\u200d")) {
        put(c, i, i + 1);
        continue;
      }
      // All that stands on one letter, in whatever order it was typed.
      const begin = i;
      let run = "";
      while (i < text.length && (isMark(text[i]) || text[i] === "ำ" || (text[i] >= "\u200b" && text[i] <= "\u200d"))) run += text[i++];
      let am = run.includes("ำ");
      if (run.includes("ํ") && text[i] === "า") { am = true; i++; }
      i--;
      const marks = [...new Set(run)].filter((mark) => isMark(mark) && !(am && mark === "\u0e4d"));
      const kinds = [isVowelMark, (mark) => mark >= "\u0e4c", isTone];
      const ordered = kinds.map((kind) => marks.filter(kind).join("")).join("");
      for (const mark of ordered + (am ? "ำ" : "")) put(mark, begin, i + 1);
    } else if (c === "เ" && text[i + 1] === "เ") { put("แ", i, i + 2); i++; }
    else if (isThai(c)) put(c, i, i + 1);
    else if (/[\u200b-\u200d\u2060\ufeff\u00ad]/.test(c)) continue;
    else {
      const before = out[out.length - 1] || "", after = text[i + 1] || "";
      const within = gap < 0 && ((isLatin(before) && isLatin(after)) || (isDigit(before) && isDigit(after)));
      if (within && c === "." && isDigit(before)) put(c, i, i + 1);
      else if (within && (isLatin(before) ? "-.&'@_".includes(c) : c === ",")) continue;
      else if (gap < 0) gap = i;
    }
  }
  return { text: out, begins, ends };
}

const TWINS = {};
for (const [letter, others] of ["สศษซ", "นณ", "ฏฎ", "ไใ", "ยญ", "ถฐ", "ทธฒ", "พภ", "ลฬ", "คฆ", "ชฌ"].map(([one, ...more]) => [one, more])) {
  for (const other of others) TWINS[other] = letter;
}

/* Return *text* (normalised) without what is typed wrong most: tone marks, silent marks, letters of one sound. */
function fold(text) {
  return text.replace(/[\u0e47-\u0e4c]/g, "").replace(/[ศษซณฎใญฐธฒภฬฆฌ]/g, (c) => TWINS[c]);
}

// No lookbehind: Safari before 16.4 could not read the whole file. What stands before a code is its first group.
const NUMBER = "([1-9๑-๙][0-9๐-๙]?)";
const CODE = new RegExp(
  "(^|[^A-Za-z0-9๐-๙])([Oo][\\s-]?[0๐]{0,2}|[0๐])" + NUMBER +
    "(?:\\s?(?:-|–|—|ถึง)\\s?(?:[Oo][\\s-]?)?[0๐]{0,2}" + NUMBER + ")?(?![0-9๐-๙]|[.,/][0-9๐-๙])",
  "g"
);

/* Return the numbers of the OIT codes in *text*, each once and in their order, and *text* without them: O12 o12 012 O๑๒
   ๐๑๒ O-12 "O 12", and every one of a range: O5-O10, O5–10, "o5 ถึง o10". */
function takeCodes(text) {
  const found = [];
  const rest = text.replace(CODE, (typed, before, letter, first, last, place) => {
    const zero = /^[0๐]/.test(letter);
    // A zero in place of the letter counts only before two digits, and not within a number: 012, but not 05 or 1/012.
    if (zero && (first.length < 2 || /[.,/-]/.test(before))) return typed;
    // The second half of a name with a hyphen.
    if (before === "-" && /[A-Za-z]/.test(text[place - 1] || "")) return typed;
    const ends = [Number(arabic(first)), Number(arabic(last || first))].sort((a, b) => a - b);
    for (let code = ends[0]; code <= ends[1]; code++) if (!found.includes(code)) found.push(code);
    return `${before} `;
  });
  return [found, rest];
}

/* Return the form of *text* in which terms are looked for. A fiscal year is a year: who asks for งบ means money. */
const comparable = (text) => normalise(text).text.replace(/ปีงบประมาณ/g, "ปี");

// ---------------------------------------------------------------- the index

let manifest = null, base = "", home = null, newest = 0;
const loaded = new Map(); // part file → its rows
const editions = new Map(); // fiscal year → code → row
let rows = [];

const names = new Map();

function addRow(list, fields) {
  const row = { above: null, ref: null, code: 0, state: "", agency: null, year: 0, weight: 1, ...fields };
  row.title = row.title || "";
  row.text = row.text || "";
  row.nTitle = comparable(row.title);
  row.nText = comparable(row.text);
  row.codes = row.code ? [row.code] : takeCodes(row.title)[0];
  row.textCodes = takeCodes(row.text)[0];
  row.page = row.url.replace(/#.*/, "");
  list.push(row);
  return row;
}

function addPart(file, part, listed) {
  const list = [];
  const agency = part.agency === undefined ? null : names.get(part.agency);
  const year = part.year || 0;
  const shared = { agency, year };
  for (const [kind, address, title, text, above] of part.rows) {
    // An authored page in the folder of an agency is the agency's.
    if (!part.agency) shared.agency = names.get(address.split("/")[0]) || agency;
    // Lists of work are named after a group, but do not answer what is asked.
    const weight = /^todo\//.test(address) ? 0.7 : 1;
    addRow(list, { ...shared, kind, url: part.base + address, title, text, weight, above: above === undefined ? null : list[above] });
  }
  shared.agency = agency;
  for (const item of part.items) {
    const [code] = item, number = Number(code.slice(1));
    if (agency) {
      const [, state, text] = item;
      addRow(list, {
        ...shared, kind: ITEM, url: `${part.base}oit/${code.toLowerCase()}/`, code: number, state: state || "", text,
        edition: part.edition, weight: part.filled ? 1 : 0.6,
      });
    } else {
      const [, title, text] = item;
      const row = addRow(list, {
        ...shared, kind: ITEM, url: `${part.base}${code.toLowerCase()}/`, code: number, title, text, weight: 0.7,
      });
      if (!editions.has(year)) editions.set(year, new Map());
      editions.get(year).set(number, row);
    }
  }
  loaded.set(file, list);
}

async function fetchPart({ file, hash }) {
  const answer = await fetch(new URL(`search/${file}?v=${hash}`, base));
  if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
  return answer.json();
}

async function load(parts) {
  const wanted = parts.filter((part) => !loaded.has(part.file));
  const bodies = await Promise.all(wanted.map(fetchPart));
  wanted.forEach((part, place) => {
    if (part === manifest.titles) bodies[place].forEach((year, number) => addPart(`titles ${number}`, year));
    else addPart(part.file, bodies[place]);
  });
  loaded.set("titles.json", loaded.get("titles.json") || []);
  if (wanted.length && manifest.parts.every((part) => loaded.has(part.file))) {
    for (const file of [...loaded.keys()]) if (file.startsWith("titles ")) loaded.delete(file);
  }
  rows = [...loaded.values()].flat();
  known.clear();
  // An item's title, and what every agency is asked, stand once in its edition.
  for (const row of rows) if (row.edition) row.ref = editions.get(row.edition)?.get(row.code) || null;
}

async function open(message) {
  base = message.base;
  const answer = await fetch(new URL("search/index.json", base), { cache: "no-cache" });
  if (!answer.ok) throw new Error(`index.json: ${answer.status}`);
  manifest = await answer.json();
  if (manifest.format !== FORMAT) throw new Error("index of another form");
  for (const agency of manifest.agencies) {
    names.set(agency.id, { ...agency, plain: agency.names.map((name) => normalise(name).text) });
  }
  newest = Math.max(0, ...manifest.parts.map((part) => part.year || 0));
  home = manifest.agencies.find(({ id }) => id && message.here.startsWith(`${id}/`)) || null;
  setSynonyms([...manifest.synonyms, ...((home || {}).synonyms || [])]);
  let parts = manifest.parts;
  if (manifest.titles) {
    const own = home ? parts.filter((part) => part.agency === home.id) : [manifest.titles];
    const asked = new Set(own.map((part) => part.edition));
    parts = [parts[0], ...own, ...parts.filter((part) => part.agency === undefined && part.edition && (!home || asked.has(part.edition)))];
  }
  await load(parts);
}

/* Return how much of the index has not been fetched: [bytes, agencies]. */
function missing() {
  const parts = manifest.parts.filter((part) => !loaded.has(part.file));
  const agencies = new Set(parts.map((part) => part.agency).filter((id) => id !== undefined));
  return [parts.reduce((sum, part) => sum + part.bytes, 0), agencies.size];
}

// ---------------------------------------------------------------- synonyms and words

let synonyms = [];

function setSynonyms(groups) {
  synonyms = groups.map((group) => group.map((word) => normalise(word).text));
}

/* Return what else *term* may be called, with each synonym that stands in it put for the others. */
function otherNames(term) {
  const found = new Set();
  for (const group of synonyms) {
    const said = group.filter((word) => occurs(term, word)).sort((a, b) => b.length - a.length)[0];
    // A short word inside a longer one is mostly another word: ผอ in ผอม.
    if (!said || (said.length < 4 && said !== term)) continue;
    for (const word of group) if (!word.includes(said) && !said.includes(word)) found.add(term.replace(said, word));
  }
  return [...found].slice(0, 8);
}

/* Return the names of what *term* is for the most part: the group of a word that takes two thirds of it, แผนผังองค์กร. */
function nearlyNamed(term) {
  return synonyms.flatMap((group) => (group.some((word) => word.length * 3 >= term.length * 2 && word !== term && occurs(term, word)) ? group : []));
}

const PARTICLES = new Set(
  ("ของ ที่ และ หรือ ใน การ ความ ให้ ได้ เป็น กับ แก่ จาก โดย ตาม เพื่อ ว่า มี ไม่ จะ คือ อะไร อย่างไร ยังไง ไหน ใคร เท่าไร " +
    "เท่าไหร่ ครับ ค่ะ คะ ปี ปีงบประมาณ พศ นี้ ด้วย อยู่ ต้อง แล้ว ไป มา ขอ หา ดู อยาก ทราบ รู้ ข้อ ณ " +
    "ยัง ไง อย่าง ไร เท่า บ้าง กี่ เมื่อ เมื่อไร เมื่อไหร่ ทำไม ถึง")
    .split(" ").map((word) => normalise(word).text)
);
const segmenter = self.Intl && Intl.Segmenter ? new Intl.Segmenter("th", { granularity: "word" }) : null;

/* Return *term* cut into words. A browser that cannot (Firefox before 125) cuts where a word that is known here ends. */
function cut(term) {
  if (segmenter) return [...segmenter.segment(term)].map(({ segment }) => segment);
  const known = [...synonyms.flat(), ...PARTICLES].filter((word) => word.length > 2).sort((a, b) => b.length - a.length);
  return term.split(new RegExp(`(${known.join("|").replace(/\./g, "\\.")})`)).filter(Boolean);
}

/* Return the words of *term* that mean something; none where mere scraps are found, as in a mistyped word. */
function wordsOf(term) {
  const words = cut(term);
  const telling = words.filter((word) => word.length > 1 && !PARTICLES.has(word));
  const scraps = words.filter((word) => word.length < 3 && !PARTICLES.has(word)).join("");
  return scraps.length * 4 > term.length ? [] : telling;
}

// ---------------------------------------------------------------- finding one term

/* Return where *needle* stands in *text* from *from* on, or -1. Latin words and numbers match from their beginning. */
function find(text, needle, from = 0) {
  const first = needle[0], last = needle[needle.length - 1];
  for (let at = text.indexOf(needle, from); at >= 0; at = text.indexOf(needle, at + 1)) {
    const before = text[at - 1] || "", after = text[at + needle.length] || "";
    if (isLatin(first) && isLatin(before)) continue;
    if (isDigit(first) && (isDigit(before) || before === ".")) continue;
    if (isDigit(last) && isDigit(after) && needle.length < 3) continue;
    return at;
  }
  return -1;
}

const occurs = (text, needle) => find(text, needle) >= 0;

/* Return how well *needle* fits *row*'s own texts, 0 where it does not stand in them. */
function fit(row, needle) {
  let score = 0;
  const at = find(row.nTitle, needle);
  if (at >= 0) score += 10 + (8 * needle.length) / row.nTitle.length + (at === 0 ? 1 : 0);
  else if (row.above && occurs(row.above.nTitle, needle)) score += 3;
  let count = 0;
  for (let found = find(row.nText, needle); found >= 0 && count < 4; found = find(row.nText, needle, found + needle.length)) count++;
  if (count) score += 2 + Math.log2(count) / 2;
  return score;
}

/* Return the rows in which *test* scores, with their scores; an item takes over what its edition scores. */
function scan(test, weight, into) {
  const shared = new Map();
  for (const row of rows) {
    let score = test(row);
    if (row.ref) {
      if (!shared.has(row.ref)) shared.set(row.ref, test(row.ref));
      const above = shared.get(row.ref);
      score = Math.max(score, above) + Math.min(score, above) / 4;
    }
    if (score > 0) into.set(row, Math.max(into.get(row) || 0, score * weight));
  }
  return into;
}

const ofAgency = (row, needle) => (row.agency && row.agency.plain.some((name) => occurs(name, needle)) ? 4 : 0);

/* Return where the best match of *needle* with at most *most* letters amiss stands in *text*: [begin, end], or null.
   One of most + 1 pieces of the needle must stand there unharmed, so only such places are looked at closely. */
function findNear(text, needle, most) {
  const size = Math.ceil(needle.length / (most + 1));
  let best = null;
  for (let begin = 0; begin < needle.length; begin += size) {
    const piece = needle.slice(begin, begin + size);
    for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1)) {
      const from = Math.max(0, at - begin - most);
      const found = align(text.slice(from, at - begin + needle.length + most), needle, most);
      if (found && (!best || found[2] < best[2])) best = [from + found[0], from + found[1], found[2]];
      if (best && best[2] <= 1) return best;
    }
  }
  return best;
}

/* Return the stretch of *window* that is nearest to *needle*: [begin, end, letters amiss], or null beyond *most*. */
function align(window, needle, most) {
  let costs = Array.from({ length: needle.length + 1 }, (_, i) => i);
  let starts = costs.map(() => 0);
  let best = null;
  for (let j = 1; j <= window.length; j++) {
    const letter = window[j - 1], next = [0], from = [j];
    for (let i = 1; i <= needle.length; i++) {
      const swap = costs[i - 1] + (letter === "\n" ? 9 : letter === needle[i - 1] ? 0 : 1);
      const skip = costs[i] + (letter === "\n" ? 9 : 1), add = next[i - 1] + 1;
      next[i] = Math.min(swap, skip, add);
      from[i] = next[i] === swap ? starts[i - 1] : next[i] === skip ? starts[i] : from[i - 1];
    }
    costs = next; starts = from;
    // The first letter is hardly ever the wrong one.
    if (costs[needle.length] <= most && window[starts[needle.length]] === needle[0] && (!best || costs[needle.length] < best[2])) {
      best = [starts[needle.length], j, costs[needle.length]];
    }
  }
  return best;
}

const folded = (row) => (row.fTitle === undefined ? Object.assign(row, { fTitle: fold(row.nTitle), fText: fold(row.nText) }) : row);

/* Return the rows where *needle* stands with letters amiss; what stands there goes to *marks*. */
function scanNear(needle, most, weight, marks) {
  const found = scan((row) => {
    folded(row);
    const inTitle = findNear(row.fTitle, needle, most), inText = inTitle ? null : findNear(row.fText, needle, most);
    if (inTitle) marks.add(row.fTitle.slice(inTitle[0], inTitle[1]));
    if (inText) marks.add(row.fText.slice(inText[0], inText[1]));
    return inTitle ? 10 / (1 + inTitle[2]) : inText ? 2 / (1 + inText[2]) : 0;
  }, weight, new Map());
  return found;
}

const known = new Map(); // what was found for the terms of the last queries: most keys change only the last term

function findTerm(term) {
  if (!known.has(term)) {
    if (known.size > 60) known.delete(known.keys().next().value);
    known.set(term, findAnew(term));
  }
  return known.get(term);
}

/* Return the rows for one term, from strict to lenient, and what to mark: {found, plain, words, near, partly}. */
function findAnew(term) {
  const found = new Map(), plain = new Set([term]), near = new Set(), loose = fold(term);
  scan((row) => fit(row, term) + ofAgency(row, term), 1, found);
  for (const other of otherNames(term)) {
    const before = found.size;
    scan((row) => fit(row, other), 0.55, found);
    if (found.size > before || [...found.keys()].some((row) => occurs(row.nText, other))) plain.add(other);
  }
  const mistyped = !found.size && /[\u0e01-\u0e2ea-z].*[\u0e01-\u0e2ea-z].*[\u0e01-\u0e2ea-z]/.test(loose);
  if (mistyped && scanFolded(loose, 0.8, found).size) near.add(loose);
  const words = wordsOf(term);
  let apart = false, partly = false;
  const mostly = nearlyNamed(term);
  if (words.length > 1 || (words.length && !found.size && words[0] !== term)) {
    const before = found.size;
    scanWords(words, words.length, found);
    if (!found.size) scanNamed(mostly, found, plain);
    // Of a whole sentence some words may be missing.
    const fewest = Math.max(2, Math.ceil(words.length * 0.6));
    for (let needed = words.length - 1; !found.size && needed >= fewest; needed--) {
      scanWords(words, needed, found);
      partly = found.size > 0;
    }
    apart = found.size > before;
  }
  else if (!found.size) scanNamed(mostly, found, plain);
  if (found.size || !mistyped) return { found, plain, near, words: apart ? words : [], partly };
  return findMistyped(loose);
}

/* Add to *found* the rows that hold one of *names*, and to *plain* the names that stand somewhere. */
function scanNamed(names, found, plain) {
  for (const name of names) if (scan((row) => fit(row, name), 0.45, found).size) plain.add(name);
}

/* Return whether *word* stands in *text*; one of two letters as a word of its own: รถ, but not in สามารถ. */
function holds(text, word) {
  let at = find(text, word);
  if (word.length > 2 || at < 0 || !segmenter) return at >= 0;
  for (; at >= 0; at = find(text, word, at + 1)) {
    const from = Math.max(0, at - 12), around = segmenter.segment(text.slice(from, at + 12));
    const found = around.containing(at - from);
    if (found.segment === word) return true;
  }
  return false;
}

/* Add to *found* the rows that hold *needed* of *words*, or their synonyms, in the title and one line of the text: what
   is typed without a space is one phrase, whose words do not stand far apart. */
function scanWords(words, needed, found) {
  const names = words.map((word) => [word, ...otherNames(word)]);
  const within = (text) => names.map((all) => all.some((name) => holds(text, name)));
  scan((row) => {
    const above = row.above ? within(row.above.nTitle) : [];
    const titled = within(row.nTitle).map((has, place) => has || above[place]);
    if (titled.filter(Boolean).length >= needed) return (8 * needed) / words.length;
    const said = within(row.nText);
    if (said.filter((has, place) => has || titled[place]).length < needed) return 0;
    let best = 0;
    for (const line of row.nText.split("\n")) {
      const has = within(line).map((is, place) => is || titled[place]).filter(Boolean).length;
      if (has >= needed) best = Math.max(best, has + titled.filter(Boolean).length * 2);
    }
    return best / words.length;
  }, 0.7, found);
}

const scanFolded = (needle, weight, into) =>
  scan((row) => (folded(row), occurs(row.fTitle, needle) ? 10 : occurs(row.fText, needle) ? 2 : 0), weight, into);

/* Add to *found* the rows that are in every one of *sets*; return whether there are any. */
function every(sets, weight, found) {
  const [first, ...others] = sets;
  let any = false;
  for (const [row, score] of first) {
    if (!others.every((set) => set.has(row))) continue;
    const sum = others.reduce((total, set) => total + set.get(row), score);
    found.set(row, Math.max(found.get(row) || 0, sum * weight));
    any = true;
  }
  return any;
}

/* Return the rows for a folded term that stands nowhere as typed. */
function findMistyped(term) {
  const near = new Set();
  const attempt = (needle) => {
    let found = scanFolded(needle, 1, new Map());
    if (found.size) near.add(needle);
    if (!found.size && needle.length >= 5) found = scanNear(needle, 1, 0.8, near);
    if (!found.size && needle.length >= 9) found = scanNear(needle, 2, 0.6, near);
    return found;
  };
  let found = attempt(term);
  // Two words run together, one of them mistyped: cut where words may end.
  const cuts = found.size || !segmenter ? [] : [...segmenter.segment(term)].map(({ index }) => index);
  for (const cut of cuts.filter((at) => at > 3 && term.length - at > 3)) {
    const sides = [term.slice(0, cut), term.slice(cut)];
    if (!sides.some((side) => scanFolded(side, 1, new Map()).size)) continue;
    near.clear();
    const both = new Map();
    if (every(sides.map(attempt), 0.4, both)) { found = both; break; }
  }
  // What was meant may have other names.
  const meant = synonyms.flat().filter((word) => near.has(fold(word)));
  const plain = new Set();
  for (const word of meant) for (const other of otherNames(word)) if (scan((row) => fit(row, other), 0.3, found).size) plain.add(other);
  return { found, plain, near, words: [] };
}

// ---------------------------------------------------------------- a whole query

/* Return the results of *typed*, best first, with what was understood of it. */
function search(typed) {
  const [codes, withoutCodes] = takeCodes(typed.replace(/ข้อ(?:ที่)?\s*([1-9๑-๙][0-9๐-๙]?)(?![0-9๐-๙.])/g, "O$1"));
  const years = [];
  const year = /(^|[^\d.,/-])(?:ปี(?:งบประมาณ)?\s*)?(?:พ\.?\s?ศ\.?\s*)?(25\d\d)(?![\d.,/])/g;
  const rest = arabic(withoutCodes).replace(year, (_, before, said) => {
    years.push(Number(said));
    return `${before} `;
  });
  let terms = rest.split(/\s+/).map(comparable).filter(Boolean);
  const telling = terms.filter((term) => !PARTICLES.has(term) && (term.length > 1 || isDigit(term)));
  if (telling.length || codes.length || years.length) terms = telling;
  terms = [...new Set(terms)].slice(0, 8);

  const answers = terms.map(findTerm);
  if (codes.length) {
    // Of one item all that speaks of it is found; who asks for several wants just these.
    const [code] = codes;
    const one = (row) => (row.code === code ? 30 : row.codes.includes(code) ? 14 : row.textCodes.includes(code) ? 3 : 0);
    const found = scan(codes.length > 1 ? (row) => (codes.includes(row.code) ? 30 : 0) : one, 1, new Map());
    answers.push({ found, plain: new Set(), near: new Set(), words: [], codes });
  }
  for (const year of years) {
    const text = String(year);
    answers.push({ found: scan((row) => (row.year === year ? 6 : 0) + fit(row, text) / 2, 1, new Map()), plain: new Set([text]), near: new Set(), words: [] });
  }
  if (!answers.length || answers.every(({ found }) => !found.size)) return { hits: [], answers, partly: false };

  const whole = terms.length > 1 ? comparable(rest) : "";
  let hits = combine(answers, whole, answers.length);
  const lacking = !hits.length && answers.length > 1;
  if (lacking) {
    const most = Math.max(0, ...countTerms(answers).values());
    hits = most * 2 >= answers.length ? combine(answers, whole, most) : [];
  }
  if (codes.length > 1) levelLists(hits);
  hits.sort((a, b) => b.score - a.score || b.row.year - a.row.year || inOrder(a.row, b.row));
  return { hits: spread(hits), answers, partly: lacking || answers.some((answer) => answer.partly) };
}

/* Return the address of the list that an item stands in; that of the row itself for anything else. */
const listOf = (row) => (row.code ? row.url.slice(0, -`o${row.code}/`.length) : row.url);

/* Equals stand in the order of their addresses, the items of a list in that of their numbers. */
function inOrder(a, b) {
  const [one, other] = [listOf(a), listOf(b)];
  return one === other ? a.code - b.code : one < other ? -1 : 1;
}

/* Give the items of a list the score of the best of them, so that they stay together and in order. */
function levelLists(hits) {
  const best = new Map();
  for (const { row, score } of hits) best.set(listOf(row), Math.max(best.get(listOf(row)) || 0, score));
  for (const hit of hits) hit.score = best.get(listOf(hit.row));
}

function countTerms(answers) {
  const count = new Map();
  for (const { found } of answers) for (const row of found.keys()) count.set(row, (count.get(row) || 0) + 1);
  return count;
}

/* Return the rows that hold at least *needed* of the terms, with scores; a page may hold them in several of its rows. */
function combine(answers, whole, needed) {
  const hits = [], pages = new Map();
  for (const [row, count] of countTerms(answers)) {
    const score = answers.reduce((sum, { found }) => sum + (found.get(row) || 0), 0);
    if (count >= needed) hits.push({ row, score: score * weigh(row) * (whole ? phrase(row, whole) : 1) });
    const page = pages.get(row.page) || pages.set(row.page, { whole: false, best: new Map() }).get(row.page);
    page.whole ||= count >= needed;
    answers.forEach(({ found }, place) => found.has(row) && page.best.set(place, Math.max(page.best.get(place) || 0, found.get(row))));
  }
  for (const row of rows) {
    const page = pages.get(row.page);
    if (row.url !== row.page || !page || page.whole || page.best.size < needed) continue;
    page.whole = true;
    hits.push({ row, score: [...page.best.values()].reduce((sum, score) => sum + score, 0) * 0.4 * weigh(row) });
  }
  return hits;
}

const phrase = (row, whole) => (occurs(row.nTitle || (row.ref || row).nTitle, whole) ? 1.6 : occurs(row.nText, whole) ? 1.3 : 1);

/* What is near the reader, recent and filled in comes first among equals. */
function weigh(row) {
  const near = home && row.agency && row.agency.id === home.id ? 1.5 : 1;
  return row.weight * near * (row.year ? Math.max(0.8, 1 - 0.03 * Math.max(0, newest - row.year)) : 1);
}

/* Return *hits* with at most three in a row of one page or one title; the others of them follow. */
function spread(hits) {
  const count = new Map(), first = [], later = [];
  for (const hit of hits) {
    const keys = [hit.row.page, `${hit.row.code}${(hit.row.ref || hit.row).title}`];
    const full = keys.some((key) => (count.get(key) || 0) >= 3);
    for (const key of keys) count.set(key, (count.get(key) || 0) + 1);
    (full ? later : first).push(hit);
  }
  return [...first, ...later];
}

// ---------------------------------------------------------------- what is shown of a result

/* Return the stretches of *raw* that match, in order and without overlaps: [[begin, end], …]. *wanted* says for a term
   what of it is looked for. */
function stretches(raw, answers, wanted = ({ plain }) => plain) {
  const form = normalise(raw, true), found = [];
  for (const term of answers) {
    const { near } = term;
    for (const needle of wanted(term)) {
      for (let at = find(form.text, needle); at >= 0; at = find(form.text, needle, at + needle.length)) {
        found.push([form.begins[at], form.ends[at + needle.length - 1]]);
      }
    }
    if (!near.size) continue;
    const places = [...form.text].map((c, place) => (fold(c) ? place : -1)).filter((place) => place >= 0);
    const plainer = fold(form.text);
    for (const needle of near) {
      for (let at = plainer.indexOf(needle); at >= 0 && needle; at = plainer.indexOf(needle, at + needle.length)) {
        const last = places[at + needle.length] === undefined ? form.text.length : places[at + needle.length];
        found.push([form.begins[places[at]], form.ends[last - 1]]);
      }
    }
  }
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const merged = [];
  for (const [begin, end] of found) {
    const last = merged[merged.length - 1];
    if (last && begin <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([begin, end]);
  }
  return merged;
}

/* Return [begin, end) of *raw* as pieces [text, marked]. */
function pieces(raw, marks, begin, end) {
  const out = [];
  let at = begin;
  const say = (text, marked) => text && out.push([text.replace(/\s*\n\s*/g, " · "), marked]);
  for (const [from, to] of marks) {
    if (to <= begin || from >= end) continue;
    say(raw.slice(at, Math.max(from, begin)), 0);
    say(raw.slice(Math.max(from, begin), Math.min(to, end)), 1);
    at = Math.min(to, end);
  }
  say(raw.slice(at, end), 0);
  return out;
}

/* Return the beginning or end of a word near *at*, so that an excerpt cuts no letter from its marks. */
function wordEdge(raw, at) {
  const from = Math.max(0, at - 30);
  if (at <= 0 || at >= raw.length) return Math.max(0, Math.min(at, raw.length));
  if (!segmenter) { while (at < raw.length && /[\u0e30-\u0e3a\u0e45-\u0e4e]/.test(raw[at])) at++; return at; }
  const edges = [...segmenter.segment(raw.slice(from, at + 30))].map(({ index }) => from + index);
  return edges.filter((edge) => edge <= at).pop() || 0;
}

function excerpt(raw, marks, length) {
  const first = marks.length ? marks[0][0] : 0;
  // Where the line of the first match begins, if that is not far before it.
  const line = raw.lastIndexOf("\n", first) + 1;
  const begin = first - line < 60 ? line : wordEdge(raw, first - 40);
  const end = begin + length < raw.length ? wordEdge(raw, begin + length) : raw.length;
  const out = pieces(raw, marks, begin, end);
  if (begin > 0) out.unshift(["…", 0]);
  if (end < raw.length) out.push(["…", 0]);
  return out;
}

function shown({ row }, answers) {
  const title = (row.ref || row).title;
  const codes = answers.flatMap((answer) => answer.codes || []);
  // The words of a term are marked only where the whole term stands neither in title nor text.
  const texts = [title, row.text, row.ref ? row.ref.text : ""];
  const whole = new Set(answers.filter((term) => texts.some((text) => stretches(text, [term]).length)));
  const wanted = (term) => (whole.has(term) ? term.plain : term.words);
  const name = pieces(title, stretches(title, answers, wanted), 0, title.length);
  if (row.code) name.unshift([`O${row.code}`, codes.includes(row.code) ? 1 : 0], [" ", 0]);
  let text = row.text, marks = stretches(text, answers, wanted);
  if (!marks.length && row.ref) {
    const asked = stretches(row.ref.text, answers, wanted);
    if (asked.length || !text) [text, marks] = [row.ref.text, asked];
  }
  return {
    url: new URL(row.url, base).href, kind: row.kind, title: name, text: excerpt(text, marks, 150),
    above: row.above ? row.above.title : "", state: row.state, year: row.year,
    agency: row.agency ? row.agency.label : row.kind === ITEM ? "รายการข้อ OIT" : "",
  };
}

function answer({ id, text, kind, limit }) {
  const { hits, answers, partly } = search(text.slice(0, 200));
  const counts = Array(KINDS).fill(0);
  for (const { row } of hits) counts[row.kind]++;
  const wanted = kind === null ? hits : hits.filter(({ row }) => row.kind === kind);
  const nearly = answers.some(({ near }) => near.size);
  const results = wanted.slice(0, limit).map((hit) => shown(hit, answers));
  return { type: "results", id, results, counts, total: hits.length, partly, nearly, missing: missing() };
}

let ready = null;

self.onmessage = async ({ data }) => {
  try {
    if (data.type === "open") ready = open(data);
    await ready;
    if (data.type === "all") await (ready = load(manifest.parts));
    self.postMessage(data.type === "query" ? answer(data) : { type: "ready" });
  } catch (error) {
    self.postMessage({ type: "failed", reason: String(error) });
  }
};
