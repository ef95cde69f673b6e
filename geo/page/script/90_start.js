/* Fill the page. */
(function () {
  "use strict";
  const cm = window.conflictmap, page = cm.page;
  const COUNT = /^(\d[\d,]*) ((?:place|claim|report)s?\b|not placed$)/;
  page.head = function (data) {
    document.title = data.title;
    document.getElementById("cm-title").textContent = data.title;
    /* Each part in its own direction, so that an Arabic title does not turn the counts around. */
    const line = document.getElementById("cm-subtitle");
    line.replaceChildren();
    data.subtitle.forEach((part, index) => {
      if (index) line.append(" · ");
      /* Counts are not torn apart at the end of a line; a title may be. */
      part = part.replace(COUNT, "$1\u00a0$2");
      line.append(cm.bdi(part, part.length < 44 ? "cm-whole" : ""));
    });
  };

  /* The browser, too, goes to the entry that an address names, and would leave the title and the map above the screen. */
  function top() {
    window.scrollTo({ top: 0, behavior: "instant" });
  }

  page.start = function () {
    if (page.started || !page.map) return;
    page.started = true;
    const data = page.data;
    page.head(data);
    page.buildFilters();
    page.buildLists();
    page.buildLegend();
    page.buildControls();
    page.buildTake();
    page.buildFoot();
    window.addEventListener("hashchange", () => { if (!location.hash) page.reset(); else if (page.follow()) top(); });
    if (!page.follow()) page.overview(false);
    else if (document.readyState === "complete") top();
    else window.addEventListener("load", () => setTimeout(top, 0));
    page.map.fire("cmlabels");
    document.body.classList.add("cm-ready");
  };
})();
