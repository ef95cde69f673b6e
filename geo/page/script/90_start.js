/* Fill the page. */
(function () {
  "use strict";
  const cm = window.conflictmap, page = cm.page;
  page.head = function (data) {
    document.title = data.title;
    document.getElementById("cm-title").textContent = data.title;
    document.getElementById("cm-subtitle").textContent = data.subtitle;
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
