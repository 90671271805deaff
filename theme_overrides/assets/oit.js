/* Small comforts. Every page works without them. */
(function () {
  "use strict";

  /* Numbers that scripts write are in the numerals of the page (the option `numerals`). As they are stay codes and other
     words with Latin letters, sizes of files, and what stands in «»: the rule of typography.py, and no letter moves. */
  var thai = document.documentElement.dataset.numerals === "thai";
  var WORD = /«[^»]*»|[^\s<>&«»()\u0e01-\u0e4e]*[0-9][^\s<>&«»()\u0e01-\u0e4e]*(\s?(?:KB|MB|GB|ไบต์))?/g;
  window.oitDigits = function (text) {
    return thai ? text.replace(WORD, function (word, unit) {
      if (unit || /[«A-Za-z@]/.test(word)) return word;
      return word.replace(/[0-9]/g, function (digit) { return "๐๑๒๓๔๕๖๗๘๙"[digit]; });
    }) : text;
  };

  /* The menu of narrow screens closes with Esc and gives the focus back. */
  var menu = document.querySelector(".oit-menu");
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && menu && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
})();

/* Closed boxes are printed open: by print.css where a browser can, else for as long as it prints. */
(function () {
  "use strict";
  if (CSS.supports("selector(::details-content)")) return;
  var opened = [];
  addEventListener("beforeprint", function () {
    opened = [].slice.call(document.querySelectorAll("article details:not([open])"));
    opened.forEach(function (box) { box.open = true; });
  });
  addEventListener("afterprint", function () {
    opened.forEach(function (box) { box.open = false; });
    opened = [];
  });
})();

/* How long ago evidence was published: a page is built once and read for years. The date itself is in the page. */
(function () {
  "use strict";
  var now = new Date();
  document.querySelectorAll("time[data-oit-age]").forEach(function (time) {
    var day = time.dateTime.split("-").map(Number);
    var months = (now.getFullYear() - day[0]) * 12 + now.getMonth() + 1 - day[1] - (now.getDate() < day[2] ? 1 : 0);
    if (isNaN(months) || new Date(day[0], day[1] - 1, day[2]) > now) {
      return;
    }
    var years = Math.floor(months / 12), rest = months % 12;
    var age = [years ? years + " ปี" : "", rest ? rest + " เดือน" : ""].join(" ").trim() || "ไม่ถึงเดือน";
    var note = document.createElement("span");
    note.className = "oit-muted";
    note.textContent = window.oitDigits(" (เผยแพร่มาแล้ว " + age + ")");
    time.after(note);
  });
})();

/* What should have been done by now: only the reader's clock knows. The days themselves are in the page. */
(function () {
  "use strict";
  var now = new Date(), pad = function (part) { return String(part).padStart(2, "0"); };
  var today = now.getFullYear() + "-" + pad(now.getMonth() + 1) + "-" + pad(now.getDate());
  document.querySelectorAll("time[data-oit-late]").forEach(function (time) {
    if (time.dateTime < today) {
      var tag = document.createElement("span");
      tag.className = "oit-tag oit-tag--warn";
      tag.textContent = "เลยกำหนด";
      time.after(" ", tag);
    }
  });
  document.querySelectorAll("[data-oit-dues]").forEach(function (note) {
    var late = note.dataset.oitDues.split(" ").filter(function (day) { return day < today; }).length;
    if (late) {
      note.className = "oit-tag oit-tag--warn";
      note.textContent = window.oitDigits("เลยกำหนด " + late + " " + note.dataset.oitUnit);
    }
  });
})();
