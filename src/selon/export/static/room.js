// Comfort only: every view works without this file. Keys, dropped files, copied citations.
(function () {
  "use strict";

  function typing(target) {
    return target.closest && target.closest("input, textarea, select, [contenteditable]");
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      event.preventDefault();
      document.getElementById("find").focus();
      return;
    }
    var target = document.querySelector('[data-key="' + CSS.escape(event.key.toLowerCase()) + '"]');
    if (target) {
      event.preventDefault();
      target.click();
    }
  });

  document.querySelectorAll("form[data-drop]").forEach(function (form) {
    var zone = form.querySelector(".drop");
    var files = form.querySelector("input[type=file]");
    ["dragover", "dragleave", "drop"].forEach(function (name) {
      form.addEventListener(name, function (event) {
        event.preventDefault();
        zone.classList.toggle("over", name === "dragover");
        if (name === "drop" && event.dataTransfer.files.length) files.files = event.dataTransfer.files;
      });
    });
  });

  document.querySelectorAll("[data-copy]").forEach(function (line) {
    var button = document.createElement("button");
    var french = document.documentElement.lang === "fr";
    button.type = "button";
    button.textContent = french ? "copier la citation" : "copy citation";
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(line.textContent.trim()).then(function () {
        button.textContent = french ? "copié" : "copied";
      });
    });
    line.after(button);
  });
})();
