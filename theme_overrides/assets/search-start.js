/* Fetches search when it is first used: with the first focus on its field, or for an address with ?q=. */
(function () {
  "use strict";
  var box = document.querySelector(".oit-search");
  if (!box) return;
  var asked = false;
  function start() {
    if (asked) return;
    asked = true;
    var script = document.createElement("script");
    script.src = box.dataset.script;
    document.head.appendChild(script);
  }
  box.addEventListener("focusin", start);
  box.addEventListener("input", start);
  if (/[?&]q=/.test(location.search) || document.getElementById("oit-search-page")) start();
})();
