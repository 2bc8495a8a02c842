/* In the picture of a form with two halves side by side the labels of the left half stop staying in sight where the
   right half reaches them, so that one set of labels never covers the other. Without this script both stay. */
(function () {
  "use strict";
  document.querySelectorAll(".sk-frame").forEach(function (frame) {
    var labels = Array.from(frame.querySelectorAll(".sk-numbers .sk-left"));
    var right = frame.querySelector(".sk-numbers .sk-stay-n:not(.sk-left)");
    if (!labels.length || !right) return;
    var last = right.previousElementSibling; // does not stay itself, so its place can be measured
    function settle() {
      var width = labels.reduce(function (sum, cell) { return sum + cell.offsetWidth; }, 0);
      frame.classList.toggle("sk-right", frame.scrollLeft + width >= last.offsetLeft + last.offsetWidth);
    }
    frame.addEventListener("scroll", settle, { passive: true });
    window.addEventListener("resize", settle);
    settle();
  });
})();
