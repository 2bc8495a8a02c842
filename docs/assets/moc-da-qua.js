/* Says beside each date of the plan whether it is over on the visitor's own calendar. The page is built without a
   clock and is right without this script. <time data-last="2026-05-28"> carries the last day that still counts; the
   words stand in the page's own data-past, data-today, data-left ("{n}" is the number of days). */
(function () {
  "use strict";
  var DAY = 86400000;
  var now = new Date();
  var today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  var over = 0;
  var marks = document.querySelectorAll("time[data-last]");
  marks.forEach(function (mark) {
    var left = Math.round((Date.parse(mark.dataset.last) - today) / DAY);
    var words = mark.closest("[data-past]").dataset;
    var said = document.createElement("span");
    said.className = left < 0 ? "sk-state sk-state--past" : "sk-state";
    said.textContent = left < 0 ? words.past : left === 0 ? words.today : words.left.replace("{n}", left);
    mark.after(" ", said);
    if (left < 0) over += 1;
  });
  document.querySelectorAll("[data-when-past]").forEach(function (note) {
    note.hidden = over < marks.length;
  });
})();
