/* Light or dark: as the reader chose, else as the machine is set. Runs before the page is drawn, so nothing flashes. */
(function () {
  "use strict";
  var KEPT = "oit-scheme";
  var button = document.querySelector(".oit-scheme");
  var dark = matchMedia("(prefers-color-scheme: dark)");

  /* Where a browser forbids storage, the choice holds for this page. */
  function chosen() {
    try { return localStorage.getItem(KEPT); } catch (error) { return null; }
  }
  function keep(scheme) {
    try { localStorage.setItem(KEPT, scheme); } catch (error) { /* nothing is kept */ }
  }

  function show(scheme) {
    document.body.setAttribute("data-md-color-scheme", scheme);
    button.querySelectorAll("[data-oit-scheme]").forEach(function (part) {
      part.hidden = part.dataset.oitScheme !== scheme;
    });
  }

  document.documentElement.classList.replace("no-js", "js");
  show(chosen() || (dark.matches ? "slate" : "default"));
  button.hidden = false;
  button.addEventListener("click", function () {
    var next = document.body.getAttribute("data-md-color-scheme") === "slate" ? "default" : "slate";
    keep(next);
    show(next);
  });
  dark.addEventListener("change", function () {
    if (!chosen()) {
      show(dark.matches ? "slate" : "default");
    }
  });
})();
