/* Marks what is past or due this quarter by the reader's own date: a built page has no clock. */
(function () {
  "use strict";

  var now = new Date();
  function iso(year, month, day) {
    return year + "-" + ("0" + month).slice(-2) + "-" + ("0" + day).slice(-2);
  }
  var today = iso(now.getFullYear(), now.getMonth() + 1, now.getDate());
  /* The quarters of the fiscal year (from October) end on the same days as those of the calendar. */
  var last = 3 * Math.floor(now.getMonth() / 3) + 3;
  var quarterEnd = iso(now.getFullYear(), last, new Date(now.getFullYear(), last, 0).getDate());

  var counts = { late: 0, passed: 0, soon: 0 };
  var words = { late: "เลยกำหนด", passed: "เลยวันที่คาด", soon: "ครบกำหนดไตรมาสนี้" };
  document.querySelectorAll("time[data-oit-due]").forEach(function (time) {
    var day = time.getAttribute("datetime");
    var kind = day < today ? (time.dataset.oitDue === "stated" ? "late" : "passed") : day <= quarterEnd ? "soon" : "";
    if (kind) {
      counts[kind] += 1;
      var mark = document.createElement("span");
      mark.className = "oit-tag oit-tag--" + (kind === "soon" ? "info" : "warn");
      mark.textContent = words[kind];
      time.after(" ", mark);
    }
  });

  document.querySelectorAll("[data-oit-due-summary]").forEach(function (summary) {
    var date = now.toLocaleDateString("th-TH-u-ca-buddhist-nu-latn", { day: "numeric", month: "long", year: "numeric" });
    summary.textContent = window.oitDigits("นับถึงวันที่ " + date.replace("พ.ศ. ", "") + ": เลยกำหนด " + counts.late +
      " · เลยวันที่คาด " + counts.passed + " · ครบกำหนดไตรมาสนี้ " + counts.soon);
  });
})();
