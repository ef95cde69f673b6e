/* Fill the page. */
(function () {
  "use strict";
  const cm = window.conflictmap, page = cm.page;
  page.head = function (data) {
    document.title = data.title;
    document.getElementById("cm-title").textContent = data.title;
    /* Each part in its own direction, so that an Arabic title does not turn the counts around. */
    const line = document.getElementById("cm-subtitle");
    line.replaceChildren();
    data.subtitle.forEach((part, index) => {
      if (index) line.append(" · ");
      line.append(cm.bdi(part));
    });
  };

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
    window.addEventListener("hashchange", () => { if (!location.hash) page.reset(); else page.follow(); });
    if (!page.follow()) page.overview(false);
    page.map.fire("cmlabels");
    document.body.classList.add("cm-ready");
  };
})();
