/* Three repairs of Material 9.8.1 that a stylesheet cannot make. Every page works without them. */
(function () {
  "use strict";

  /* Material's one-key shortcuts cannot be turned off (WCAG 2.1.4): keep them from its script, outside fields. */
  window.addEventListener("keydown", function (event) {
    var field = event.target instanceof Element && event.target.closest("input:not([type=radio]), textarea, select, [contenteditable]");
    if (!field && !event.ctrlKey && !event.metaKey && !event.altKey && "fspn/,.".indexOf(event.key.toLowerCase()) >= 0) {
      event.stopImmediatePropagation();
    }
  }, true);

  /* Its search listens for keys only: pasting by mouse and speaking change nothing until told so. */
  var query = document.querySelector("[data-md-component=search-query]");
  if (query) {
    query.addEventListener("input", function () {
      query.dispatchEvent(new Event("keyup"));
    });
  }

  /* The menu of narrow screens closes with Esc and gives the focus back. */
  var menu = document.querySelector(".oit-menu");
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && menu && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
})();
