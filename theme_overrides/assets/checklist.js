/* The filter of the checklist. Its state is in the address, so that a view can be handed on; the rows are in the page. */
(function () {
  "use strict";

  const form = document.querySelector(".oit-filter");
  const status = form.querySelector("[role=status]");
  const OPEN = ["partial", "missing", "unstated"];

  const number = (value) => window.oitDigits(String(value));

  /* As officers type: capitals, Thai digits, look-alike vowels and spaces make no difference. */
  const plain = (text) =>
    text
      .toLowerCase()
      .replace(/[๐-๙]/g, (digit) => digit.charCodeAt(0) - 0xe50)
      .replace(/เเ/g, "แ")
      .replace(/ํ([่-๋]?)า/g, "$1ำ")
      .replace(/[\s\u200b-\u200d\ufeff]+/g, " ")
      .trim();

  const CODES = /(^|[^a-z0-9])((?:[o0]\s?-?\s?0*)([1-9]\d?))(?:\s?(?:-|–|—|ถึง)\s?(?:[o0]\s?-?\s?)?0*([1-9]\d?))?(?![a-z0-9]|[.,/]\d)/g;

  /* "O12 o12 012 O๑๒ ๐๑๒ O-12", lists of them, ranges such as "O5-O10" or "o5 ถึง o10", and the words that are left. */
  function asked(text) {
    const codes = new Set();
    const words = plain(text).replace(CODES, (typed, before, code, first, last) => {
      if (code[0] === "0" && /[.,/]/.test(before)) return typed;
      const ends = [Number(first), Number(last || first)].sort((a, b) => a - b);
      for (let number = ends[0]; number <= ends[1]; number += 1) codes.add(number);
      return before + " ";
    });
    return { codes, words: words.split(/[\s,]+/).filter((word) => word && !(codes.size && word === "และ")) };
  }

  const rows = [...document.querySelectorAll(".oit-checklist tbody tr[id]")].map((element) => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll(".oit-label, .oit-sr").forEach((label) => label.remove());
    return {
      element,
      code: Number(element.id.slice(1)),
      state: element.dataset.state,
      review: "review" in element.dataset,
      sub: element.dataset.sub,
      owner: element.dataset.owner || "",
      text: plain(copy.textContent).replace(/ /g, ""),
    };
  });
  const groups = [...document.querySelectorAll(".oit-group")];
  const fields = ["find", "status", "indicator", "owner"].filter((name) => form.elements[name]);
  const choices = [...form.querySelectorAll("[name=status]")];

  const inState = (row, state) =>
    !state || (state === "open" ? OPEN.includes(row.state) : state === "review" ? row.review : row.state === state);

  let announcing;
  function say(text) {
    /* Not at every key: a screen reader would begin anew each time. */
    clearTimeout(announcing);
    announcing = setTimeout(() => (status.textContent = text), 150);
  }

  function show(note = "") {
    const chosen = Object.fromEntries(fields.map((name) => [name, form.elements[name].value]));
    const { codes, words } = asked(chosen.find);
    const kept = rows.filter(
      (row) =>
        (!codes.size || codes.has(row.code)) &&
        words.every((word) => row.text.includes(word)) &&
        (!chosen.indicator || row.sub === chosen.indicator || row.sub.startsWith(chosen.indicator + ".")) &&
        (!chosen.owner || row.owner === chosen.owner),
    );
    const shown = new Set(kept.filter((row) => inState(row, chosen.status)));
    rows.forEach((row) => (row.element.hidden = !shown.has(row)));
    groups.forEach((group) => (group.hidden = !group.querySelector("tr[id]:not([hidden])")));
    choices.forEach((choice) => {
      const count = kept.filter((row) => inState(row, choice.value)).length;
      form.querySelector("label[for=" + choice.id + "] b").textContent = number(count);
    });
    const all = number(rows.length);
    say(
      note +
        (shown.size === rows.length
          ? "แสดงทั้งหมด " + all + " ข้อ"
          : shown.size
            ? "แสดง " + number(shown.size) + " จาก " + all + " ข้อ"
            : "ไม่พบข้อที่ตรงกับตัวกรอง จากทั้งหมด " + all + " ข้อ"),
    );
    return chosen;
  }

  function keep(chosen) {
    const address = new URL(location.href);
    fields.forEach((name) => (chosen[name].trim() ? address.searchParams.set(name, chosen[name].trim()) : address.searchParams.delete(name)));
    /* An address that names a row shows it, so it names none that the filter hides. */
    const named = rows.find((row) => "#" + row.element.id === address.hash);
    if (named && named.element.hidden) address.hash = "";
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }

  function restore() {
    const address = new URL(location.href);
    fields.forEach((name) => {
      const value = address.searchParams.get(name) || "";
      form.elements[name].value = value;
      /* What no choice stands for is no filter. */
      if (form.elements[name].value !== value) form.elements[name].value = "";
    });
  }

  form.addEventListener("input", () => keep(show()));
  /* Enter leads to the first row that is left: Tab would pass every choice on its way. */
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const first = rows.find((row) => !row.element.hidden);
    if (first) first.element.querySelector("th a").focus();
  });
  form.addEventListener("reset", () => setTimeout(() => keep(show())));

  /* The row that the address names is shown, whatever is filtered, with its elements open. */
  function land() {
    const named = asked(decodeURIComponent(location.hash.slice(1))).codes;
    const row = rows.find((each) => named.size === 1 && named.has(each.code));
    if (!row) return;
    if (location.hash !== "#" + row.element.id) {
      location.replace("#" + row.element.id);
      return;
    }
    if (row.element.hidden) {
      form.reset();
      fields.forEach((name) => (form.elements[name].value = ""));
      keep(show("ล้างตัวกรองเพื่อแสดงข้อ O" + row.code + " "));
    }
    row.element.querySelectorAll("details").forEach((details) => (details.open = true));
    row.element.scrollIntoView();
  }

  async function copied(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text).then(() => true, () => false);
    /* Without https there is no clipboard for scripts: copy from a field, as browsers did before. */
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "oit-sr";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }

  rows.forEach((row) => {
    const link = row.element.querySelector("th a");
    const button = document.createElement("button");
    const label = "คัดลอกที่อยู่ของข้อ O" + row.code;
    button.type = "button";
    button.className = "oit-copylink";
    button.title = label;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", async () => {
      say((await copied(link.href)) ? "คัดลอกที่อยู่ของข้อ O" + row.code + " แล้ว" : "คัดลอกไม่ได้ ที่อยู่คือ " + link.href);
    });
    link.after(button);
  });

  /* Where the heads of the tables stay: below the form, which is as high as its choices need. */
  const measure = () =>
    document.documentElement.style.setProperty("--filter-height", form.getBoundingClientRect().height + "px");
  if ("ResizeObserver" in window) new ResizeObserver(measure).observe(form);
  measure();

  restore();
  show();
  addEventListener("hashchange", land);
  if (location.hash) land();
})();
