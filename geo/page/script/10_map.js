/* The map of a page: made once, fitted again when it is first shown, never trapping the page's scroll. */
(function () {
  "use strict";
  const cm = window.conflictmap;
  const page = cm.page = {};

  cm.map = function (identifier, options) {
    const calm = cm.calm();
    /* What needs scripts is shown, the still picture that stands in for it is taken away. */
    for (const part of document.querySelectorAll("[data-cm-live]")) part.hidden = false;
    document.getElementById("cm-still").remove();
    /* The map and the buttons below it fill the first screen, however many lines the head has. */
    const head = document.querySelector(".cm-head");
    const tell = () => document.documentElement.style.setProperty("--cm-head", head.offsetHeight + "px");
    tell();
    if (typeof ResizeObserver === "function") new ResizeObserver(tell).observe(head);
    const map = L.map(identifier, {
      center: options.center, zoom: options.zoom, zoomSnap: 0.25, zoomDelta: 1, wheelPxPerZoomLevel: 100, minZoom: 1, maxZoom: 17,
      attributionControl: false, scrollWheelZoom: false, zoomAnimation: !calm, fadeAnimation: !calm, markerZoomAnimation: !calm,
      inertia: !calm, worldCopyJump: false, maxBoundsViscosity: 0
    });
    page.map = map;
    page.scene = cm.scene(0);
    page.data = page.scene.page;
    const container = map.getContainer();
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", "Map. Arrow keys move it, plus and minus zoom. Everything on it is also in the list of evidence.");
    /* The wheel zooms once the map is in use; until then it scrolls the page. */
    map.on("focus click dragstart", () => map.scrollWheelZoom.enable());
    map.on("blur", () => map.scrollWheelZoom.disable());
    container.addEventListener("mouseleave", () => map.scrollWheelZoom.disable());
    container.addEventListener("wheel", (event) => {
      if ((event.ctrlKey || event.metaKey) && !map.scrollWheelZoom.enabled()) { event.preventDefault(); map.scrollWheelZoom.enable(); }
    }, { passive: false });
    /* One finger scrolls the page, two move the map. */
    if (L.Browser.mobile) {
      map.dragging.disable();
      container.style.touchAction = "pan-x pan-y";
    }
    basemap(map);
    page.overview(false);
    let shown = map.getSize().x > 0;
    if (typeof ResizeObserver === "function") {
      new ResizeObserver(() => {
        const wide = container.clientWidth > 0 && container.clientHeight > 0;
        if (!wide) { shown = false; return; }
        /* A view that nobody has moved is fitted to the new size; another one keeps its middle. */
        const again = !shown || unmoved(map);
        map.invalidateSize({ animate: false, pan: !again });
        shown = true;
        if (again) page.view(false);
        far();
      }).observe(container);
    }
    map.on("zoomend moveend", far);
    far();
    function far() {
      const zoom = map.getZoom(), fine = page.data.basemap.details.find((detail) => detail.inner);
      /* Finer ground beside coarser would be a strip across the map. */
      const filled = fine && cm.box(fine.area).contains(map.getBounds());
      container.classList.toggle("cm-within", Boolean(filled) || zoom >= 7);
      container.classList.toggle("cm-far", zoom < 5);
      container.classList.toggle("cm-mid", zoom >= 5 && zoom < 7);
      container.classList.toggle("cm-near", zoom >= 7);
    }
    window.addEventListener("DOMContentLoaded", () => page.start());
    if (document.readyState !== "loading") setTimeout(() => page.start(), 0);
    return map;
  };

  /* West, south, east and north as Leaflet's bounds. */
  cm.box = ([west, south, east, north]) => L.latLngBounds([[south, west], [north, east]]);

  page.padding = function () {
    const size = page.map.getSize();
    if (document.body.classList.contains("cm-printing")) return { paddingTopLeft: [30, 24], paddingBottomRight: [30, 30] };
    const legend = document.getElementById("cm-legend"), bar = document.getElementById("cm-bar");
    const open = legend && legend.open && size.x > 620 ? legend.offsetWidth : 0;
    /* Nothing lies under the words above the map or under the timeline and the scale below. */
    const top = bar && !bar.hidden ? bar.offsetTop + bar.offsetHeight + 14 : 36;
    const below = page.map.getContainer().querySelector(".leaflet-bottom.leaflet-left");
    const low = below && below.querySelector(".cm-timeline") ? below.offsetHeight + 14 : 44;
    return { paddingTopLeft: [56, Math.min(top, size.y / 3)], paddingBottomRight: [Math.min(open ? open + 24 : 30, size.x / 3), Math.min(low, size.y / 3)] };
  };

  /* Leaflet ignores a new view while it animates a zoom: the last one asked for waits for the end. */
  let waiting = null;
  function settled(then) {
    const map = page.map;
    if (!map._animatingZoom) { waiting = null; then(); return; }
    const first = !waiting;
    waiting = then;
    if (first) map.once("zoomend", () => setTimeout(() => { if (waiting) settled(waiting); }, 0));
  }

  page.overview = function (animate) { page.open(page.data.overview, animate); };

  /* A box that a map opens with: that of all reports, or of one (geo/page/overview.py). */
  page.open = function ([west, south, east, north], animate) {
    const turn = page.scene.near((west + east) / 2) - (west + east) / 2;
    west += turn; east += turn;
    settled(() => fit([[south, west], [north, east]], Object.assign({ animate: animate && !cm.calm(), maxZoom: 11 }, page.padding())));
  };

  /* Show what is in focus, or the overview. */
  page.view = function (animate) {
    const focus = page.scene.focus;
    if (focus.type === "claim") page.fit(page.scene.boundsOfClaim(focus.index), animate);
    else if (focus.type === "place") page.fit(page.scene.boundsOf(focus.index), animate);
    else page.overview(animate);
  };

  page.fit = function (bounds, animate) {
    if (!bounds.isValid()) return;
    settled(() => fit(bounds.pad(0.08), Object.assign({ animate: animate && !cm.calm(), maxZoom: 12, duration: 0.6 }, page.padding())));
  };

  /* The view that was fitted last, once it stands still. */
  let fitted = null;
  function fit(bounds, options) {
    const stand = () => { fitted = { zoom: page.map.getZoom(), middle: page.map.getCenter() }; };
    fitted = null;
    if (options.animate) page.map.once("moveend", stand);
    page.map.fitBounds(bounds, options);
    if (!options.animate) stand();
  }

  function unmoved(map) {
    /* Leaflet rounds to whole pixels where it keeps the middle itself. */
    return fitted !== null && map.getZoom() === fitted.zoom && map.project(map.getCenter()).distanceTo(map.project(fitted.middle)) < 3;
  }

  function basemap(map) {
    const data = page.data.basemap;
    const pane = cm.pane(map, "base"), renderer = cm.renderer(map, "base");
    if (page.data.tiles) {
      const url = page.data.tiles.url;
      L.tileLayer(url, { maxZoom: 19, referrerPolicy: "strict-origin-when-cross-origin" }).addTo(map);
      map.getContainer().classList.add("cm-with-tiles");
    }
    const turns = [0];
    if (page.data.overview[0] < -150) turns.push(-360);
    if (page.data.overview[2] > 150) turns.push(360);
    const shifted = (points, turn) => (turn ? points.map((point) => [point[0], point[1] + turn]) : points);
    const options = (name) => ({ pane: pane, renderer: renderer, interactive: false, className: "cm-base cm-" + name, smoothFactor: 0.6 });
    /* Fine ground about the places of a wide map is shown from near. */
    const near = (detail) => (detail.near ? " cm-patch" : detail.inner ? " cm-inner" : "");
    const fill = (list, name, scale, turn) => {
      const parts = list.map((polygon) => polygon.split(".").map((ring) => shifted(cm.decode(ring, scale), turn)));
      if (parts.length) L.polygon(parts, options(name)).addTo(map);
    };
    const lines = (list, name, scale, turn) => {
      if (list.length) L.polyline(list.map((line) => shifted(cm.decode(line, scale), turn)), Object.assign({ fill: false }, options(name))).addTo(map);
    };
    for (const turn of turns) {
      fill(data.world.land, "land cm-world", 100, turn);
      fill(data.world.lakes, "water", 100, turn);
      lines(data.world.borders, "border", 100, turn);
      lines(data.world.disputed, "border cm-disputed", 100, turn);
    }
    for (const detail of data.details) {
      L.rectangle(cm.box(detail.area), options("sea" + near(detail))).addTo(map);
      fill(detail.land, "land" + near(detail), 1000, 0);
      fill(detail.lakes, "water cm-lake" + near(detail), 1000, 0);
      lines(detail.rivers, "river" + near(detail), 1000, 0);
      lines(detail.admin1, "province" + near(detail), 1000, 0);
      lines(detail.coast, "coast" + near(detail), 1000, 0);
      lines(detail.borders, "border" + near(detail), 1000, 0);
      lines(detail.disputed, "border cm-disputed" + near(detail), 1000, 0);
    }
    const nearLon = (lon) => page.scene.near(lon);
    cm.labels(map).sources.add((wanted, taken) => {
      covered(map, taken);
      const zoom = map.getZoom();
      const named = new Set([...page.scene.data.places.name, ...Object.values(page.scene.data.places.official)]);
      data.countries.forEach(([name, lat, lon, size]) => {
        if (zoom < 3.2 && size < 60) return;
        if (zoom < 4.5 && size < 8) return;
        if (!named.has(name)) wanted.push({ at: [lat, nearLon(lon)], name: name, style: "country", centred: true, rank: 200 + Math.min(90, Math.sqrt(size)) });
      });
      const least = zoom < 3.5 ? 8e6 : zoom < 5 ? 1.5e6 : zoom < 6.2 ? 3e5 : zoom < 7.5 ? 8e4 : 0;
      data.cities.forEach(([name, lat, lon, people]) => {
        if (people < least || named.has(name)) return;
        const at = L.latLng(lat, nearLon(lon));
        if (tooNear(map, at)) return;
        wanted.push({ at: at, name: name, style: "city", gap: 2, rank: 100 + Math.log10(people + 10), dot: true });
      });
    });
  }

  /* What controls cover is no room for labels. */
  function covered(map, taken) {
    const frame = map.getContainer().getBoundingClientRect();
    const corner = map.containerPointToLayerPoint([0, 0]);
    for (const control of document.querySelectorAll("#cm-legend, #cm-bar:not([hidden]), .cm-tools, .cm-timeline, .cm-scale")) {
      const box = control.getBoundingClientRect();
      const x = corner.x - frame.left, y = corner.y - frame.top;
      taken.push({ box: [box.left + x, box.top + y, box.right + x, box.bottom + y], owner: null });
    }
  }

  /* Whether a city of the basemap is a place of the report under another spelling. */
  function tooNear(map, at) {
    const point = map.latLngToLayerPoint(at);
    const layer = page.symbols();
    return layer.some((other) => Math.abs(other.x - point.x) < 9 && Math.abs(other.y - point.y) < 9);
  }

  page.symbols = function () {
    const scene = page.scene, map = page.map;
    if (scene.count > 400) return [];
    if (page.symbolsAt !== map.getZoom() + "/" + map.getPixelOrigin()) {
      page.symbolsAt = map.getZoom() + "/" + map.getPixelOrigin();
      page.symbolPoints = [];
      for (let place = 0; place < scene.count; place++) {
        if (scene.data.places.precision[place] < 3) page.symbolPoints.push(map.latLngToLayerPoint(scene.at(place)));
      }
    }
    return page.symbolPoints;
  };
})();
