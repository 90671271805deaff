/* The copy buttons of the answer sheet: they copy the text of the element they name, and say so. */
(function () {
  "use strict";

  var said = document.getElementById("oit-copied");

  function byHand(text) {
    /* A page that is not served over https has no clipboard to write to: the old way still works there. */
    var area = document.createElement("textarea");
    area.value = text;
    area.className = "oit-sr";
    document.body.appendChild(area);
    area.select();
    var done = document.execCommand("copy");
    area.remove();
    return done ? Promise.resolve() : Promise.reject();
  }

  function copy(text) {
    return navigator.clipboard ? navigator.clipboard.writeText(text).catch(function () { return byHand(text); }) : byHand(text);
  }

  document.querySelectorAll("button[data-oit-copy]").forEach(function (button) {
    button.classList.add("oit-copy--ready");
    button.addEventListener("click", function () {
      said.textContent = "";
      copy(document.getElementById(button.dataset.oitCopy).textContent.replace(/\u00a0/g, " ")).then(function () {
        said.textContent = button.dataset.oitSaid;
        button.classList.add("oit-copy--done");
      }, function () {
        said.textContent = "คัดลอกไม่ได้ เลือกข้อความแล้วกด Ctrl+C";
      }).then(function () {
        button.focus();
      });
    });
  });
})();
