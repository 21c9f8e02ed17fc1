// Comfort only: every view works without this file. Keys, dropped files, copied citations, places chosen in a text.
(function () {
  "use strict";

  var words = document.body.dataset;

  function each(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }

  function typing(target) {
    return target.closest && target.closest("input, textarea, select, [contenteditable]");
  }

  function copied(text, place) {
    return navigator.clipboard.writeText(text).then(function () {
      var before = place.textContent;
      place.textContent = words.copied;
      setTimeout(function () { place.textContent = before; }, 1500);
    });
  }

  each("[data-js]", function (part) { part.hidden = false; });

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

  // Files dropped anywhere on the desk.
  each("form[data-drop]", function (form) {
    var zone = form.querySelector(".drop");
    var files = form.querySelector("input[type=file]");
    ["dragover", "dragleave", "drop"].forEach(function (name) {
      document.addEventListener(name, function (event) {
        if (!event.dataTransfer || Array.prototype.indexOf.call(event.dataTransfer.types, "Files") < 0) return;
        event.preventDefault();
        form.closest("details").open = true;
        zone.classList.toggle("over", name === "dragover");
        if (name === "drop" && event.dataTransfer.files.length) files.files = event.dataTransfer.files;
      });
    });
  });

  // A link to a passage copies its citation; with a modifier key, or without a clipboard, it stays a link.
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("[data-cite]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !navigator.clipboard) return;
    event.preventDefault();
    copied(link.dataset.cite, link).catch(function () { location.href = link.href; });
  });

  each("[data-copy]", function (line) {
    if (line === document.body || !navigator.clipboard) return;
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = words.copy;
    button.addEventListener("click", function () { copied(line.textContent.trim(), button); });
    line.after(button);
  });

  // What is selected in the text of a page: its block and UTF-16 offsets in it, without the numbers of notes.
  function offset(block, node, at) {
    var range = document.createRange();
    range.selectNodeContents(block);
    range.setEnd(node, at);
    var part = range.cloneContents();
    Array.prototype.forEach.call(part.querySelectorAll(".note"), function (note) { note.remove(); });
    return part.textContent.length;
  }

  function selected() {
    var selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    var range = selection.getRangeAt(0);
    var from = range.startContainer;
    var block = (from.nodeType === 1 ? from : from.parentElement).closest("[data-block]");
    if (!block) return null;
    var start = offset(block, range.startContainer, range.startOffset);
    var inside = block.contains(range.endContainer);
    var end = inside ? offset(block, range.endContainer, range.endOffset) : offset(block, block, block.childNodes.length);
    if (end <= start) return null;
    return { block: block, place: block.dataset.block + ":" + start + "-" + end, box: range.getBoundingClientRect() };
  }

  var chooser = document.getElementById("chooser");
  if (chooser) {
    var link = chooser.querySelector(".cite-selection");
    var target = chooser.querySelector("select");
    var page = link.getAttribute("href");
    document.addEventListener("selectionchange", function () {
      if (chooser.contains(document.activeElement)) return;
      var found = selected();
      chooser.hidden = !found;
      if (!found) return;
      link.href = page + "?select=" + found.place;
      if (target) {
        chooser.elements.selection.value = found.place;
        var beside = found.block.closest(".row").querySelector("[data-quotation]");
        if (beside && !target.querySelector("[data-fixed]")) target.value = beside.dataset.quotation;
      }
      var room = document.documentElement.clientWidth - chooser.offsetWidth - 8;
      chooser.style.left = Math.max(8, Math.min(found.box.left, room)) + scrollX + "px";
      chooser.style.top = found.box.bottom + scrollY + 8 + "px";
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape") chooser.hidden = true;
    });
  }
})();
