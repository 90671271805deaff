/* The search field and its results. The work is done in search-worker.js.

   The results are a list of links below the field, not a listbox: links can be opened in a new window, read one by one
   and spoken by every screen reader, which options of a listbox with title, place and excerpt cannot. Arrow keys move
   the focus itself, so nothing has to be announced twice. On the search page the list stands in the page. */
(function () {
  "use strict";

  const KINDS = ["ข้อ OIT", "มาตรการ", "คะแนน", "หน้า"];
  const IN_PANEL = 8, ON_PAGE = 20;

  const box = document.querySelector(".oit-search");
  const form = box.querySelector("form");
  const field = form.querySelector("input");
  const status = box.querySelector("[role=status]");
  const panel = box.querySelector(".oit-search__panel");
  const place = document.getElementById("oit-search-page");
  const base = new URL(`${box.dataset.base}/`.replace(/\/+$/, "/"), location.href);
  const out = place || panel;

  // The page's numerals (oit.js); results keep those of their codes.
  const digits = window.oitDigits || ((text) => text);

  let worker = null, ready = false, asked = 0, waiting = false, again = false;
  let kind = null, limit = place ? ON_PAGE : IN_PANEL, saying = 0, afterwards = null;

  function make(tag, name, text) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text !== undefined) element.textContent = digits(text);
    return element;
  }

  function button(text, action) {
    const made = make("button", "", text);
    made.type = "button";
    made.addEventListener("click", action);
    return made;
  }

  // -------------------------------------------------------------- asking

  function start() {
    if (worker) return;
    try {
      worker = new Worker(new URL("assets/search-worker.js", base));
    } catch {
      return fail();
    }
    worker.onerror = fail;
    worker.onmessage = ({ data }) => {
      if (data.type === "failed") return fail();
      if (data.type === "ready") {
        ready = true;
        waiting = false;
        return ask();
      }
      waiting = false;
      // While one query was being answered another letter was typed.
      if (again) ask();
      else if (data.id === asked && field.value.trim()) show(data);
    };
    const here = location.pathname.startsWith(base.pathname) ? location.pathname.slice(base.pathname.length) : "";
    worker.postMessage({ type: "open", base: base.href, here });
  }

  function ask() {
    const text = field.value.trim();
    again = false;
    if (!text) return close();
    if (text.length < 2 && !/[0-9๐-๙]/.test(text)) return say("พิมพ์อย่างน้อย 2 ตัวอักษร", []);
    if (!ready) return say("กำลังเตรียมการค้นหา…", []);
    if (waiting) return void (again = true);
    waiting = true;
    worker.postMessage({ type: "query", id: ++asked, text, kind, limit });
  }

  function fail() {
    if (worker) worker.terminate();
    worker = null;
    ready = waiting = false;
    const retry = button("ลองอีกครั้ง", () => { start(); ask(); field.focus(); });
    const hint = make("p", "oit-search__note", "โหลดข้อมูลสำหรับค้นหาไม่ได้ ตรวจการเชื่อมต่อแล้วลองอีกครั้ง หรือใช้แผนผังเว็บไซต์ ");
    hint.append(retry);
    say("ค้นหาไม่ได้", [hint]);
  }

  // -------------------------------------------------------------- showing

  /* Put *parts* below the field under the line *line*, which screen readers speak once typing pauses. */
  function say(line, parts) {
    // An answer may come after the reader has gone into the list: the focus keeps its place, for what had it is gone.
    const tag = document.activeElement?.tagName === "BUTTON" ? "button" : "a";
    const held = [...out.querySelectorAll(tag)].indexOf(document.activeElement);
    out.replaceChildren(make("p", "oit-search__count", line), ...parts);
    out.hidden = false;
    if (held >= 0) (out.querySelectorAll(tag)[held] || field).focus();
    clearTimeout(saying);
    saying = setTimeout(() => {
      status.textContent = digits(line);
      // Not at every key: some browsers refuse to change the address more than a hundred times in half a minute.
      if (place) history.replaceState(null, "", `?q=${encodeURIComponent(field.value.trim())}`);
    }, 400);
  }

  function close() {
    clearTimeout(saying);
    status.textContent = "";
    if (place) out.replaceChildren();
    else out.hidden = true;
  }

  function show(data) {
    const parts = [filters(data)];
    const found = kind === null ? data.total : data.counts[kind];
    if (found) {
      const list = make("ol", "oit-search__list");
      list.append(...data.results.map(result));
      parts.push(list);
    } else parts.push(...help(data));
    if (found > data.results.length) parts.push(more(found));
    if (data.missing[0]) parts.push(whole(data.missing));
    const nearly = data.nearly ? " จากคำที่ใกล้เคียง" : "";
    const partly = data.partly ? "ไม่พบหน้าที่มีครบทุกคำ มีบางคำ " : "พบ ";
    say(data.total ? `${partly}${found} แห่ง${nearly}` : "ไม่พบ", parts);
    // The list is new: the focus goes where the reader was.
    if (afterwards) afterwards();
    afterwards = null;
  }

  function filters({ counts, total }) {
    const group = make("div", "oit-search__kinds");
    if (!total) return group;
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", "แสดงเฉพาะ");
    for (const [value, name, count] of [[null, "ทั้งหมด", total], ...KINDS.map((name, number) => [number, name, counts[number]])]) {
      if (!count && kind !== value) continue;
      const made = button(`${name} ${count}`, () => {
        kind = value;
        limit = place ? ON_PAGE : IN_PANEL;
        ask();
        afterwards = () => out.querySelector("[aria-pressed=true]")?.focus();
      });
      made.setAttribute("aria-pressed", String(kind === value));
      group.append(made);
    }
    return group;
  }

  function result(entry) {
    const item = make("li");
    const link = make("a", "oit-search__title");
    link.href = entry.url;
    write(link, entry.title);
    const where = [entry.agency, entry.year && `ปี ${entry.year}`, entry.state, entry.above].filter(Boolean).join(" · ");
    const about = make("p", "oit-search__where");
    about.append(make("span", "oit-search__kind", KINDS[entry.kind]), ` ${digits(where)}`);
    item.append(link, about);
    if (entry.text.length) {
      const text = make("p", "oit-search__text");
      write(text, entry.text);
      item.append(text);
    }
    return item;
  }

  function write(element, texts) {
    // Written as a whole: a mark may part a code or a number.
    const whole = digits(texts.map(([text]) => text).join(""));
    let at = 0;
    for (const [text, marked] of texts) {
      const part = whole.slice(at, at += text.length);
      if (!marked) element.append(part);
      else element.append(Object.assign(document.createElement("mark"), { textContent: part }));
    }
  }

  function help({ total }) {
    if (total) return [make("p", "oit-search__note", "ไม่พบในชนิดนี้ เลือก ทั้งหมด เพื่อดูผลอื่น")];
    const hints = make("ul", "oit-search__note");
    for (const hint of ["ลองคำที่สั้นลง หรือตัดคำออกหนึ่งคำ", "ค้นด้วยเลขข้อ เช่น O12", "ค้นด้วยชื่อหน่วยงานหรือปีงบประมาณ"]) hints.append(make("li", "", hint));
    const all = make("a", "", "ดูแผนผังเว็บไซต์");
    all.href = new URL("search/#sitemap", base).href;
    const item = make("li");
    item.append(all);
    hints.append(item);
    return [hints];
  }

  function more(found) {
    const line = make("p", "oit-search__more");
    if (place) line.append(button(`แสดงเพิ่ม (เหลือ ${found - limit} แห่ง)`, () => {
      const next = out.querySelectorAll("li a").length;
      limit += ON_PAGE;
      ask();
      afterwards = () => out.querySelectorAll(".oit-search__title")[next]?.focus();
    }));
    else {
      const all = make("a", "", `ดูผลทั้งหมด ${found} แห่ง`);
      all.href = new URL(`search/?q=${encodeURIComponent(field.value.trim())}`, base).href;
      line.append(all);
    }
    return line;
  }

  function whole([bytes, agencies]) {
    const line = make("p", "oit-search__more");
    const size = bytes > 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.ceil(bytes / 1e3)} KB`;
    const where = agencies ? `เนื้อหาของอีก ${agencies} หน่วยงาน` : "รายการข้อ OIT ของปีอื่น";
    line.append(button(`ค้นใน${where}ด้วย (โหลดเพิ่ม ${size} ก่อนบีบอัด)`, () => {
      ready = false;
      worker.postMessage({ type: "all" });
      ask();
      field.focus();
    }));
    return line;
  }

  // -------------------------------------------------------------- keys and focus

  function move(event) {
    const stops = [field, ...out.querySelectorAll("a")];
    const now = stops.indexOf(document.activeElement);
    const next = stops[now + (event.key === "ArrowDown" ? 1 : -1)];
    if (now < 0 || !next || out.hidden) return;
    event.preventDefault();
    next.focus();
  }

  function onKey(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event);
    if (event.key === "Escape" && !place && !panel.hidden) {
      // The field keeps its text, which Esc would otherwise clear.
      event.preventDefault();
      event.stopPropagation();
      field.focus();
      close();
    }
  }

  box.addEventListener("keydown", onKey);
  if (place) place.addEventListener("keydown", onKey);
  form.addEventListener("submit", (event) => {
    if (place) event.preventDefault();
    ask();
  });
  field.addEventListener("input", () => {
    kind = null;
    limit = place ? ON_PAGE : IN_PANEL;
    start();
    ask();
  });
  field.addEventListener("focus", () => { start(); if (panel.hidden && field.value && !place) ask(); });
  document.addEventListener("click", (event) => {
    // A link to a place on this very page opens nothing: the list must go out of its way.
    if (!place && (!box.contains(event.target) || event.target.closest(".oit-search__panel a"))) close();
  });
  box.addEventListener("focusout", (event) => {
    if (!place && event.relatedTarget && !box.contains(event.relatedTarget)) close();
  });

  const given = new URLSearchParams(location.search).get("q");
  if (given && !field.value) field.value = given;
  start();
  if (place) close();
  if (given || field.value) ask();
})();
