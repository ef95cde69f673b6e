/* Filters, legend with layers, buttons on the map, scale, deep links, full screen, print. */
(function () {
  "use strict";
  const cm = window.conflictmap, page = cm.page;
  const element = (id) => document.getElementById(id);

  page.filtered = function () {
    const filter = page.scene.filter;
    return Boolean(filter.text || filter.kind || filter.verdict || filter.report >= 0 || filter.date >= 0);
  };

  function option(value, text) {
    const made = cm.make("option", "", text);
    made.value = value;
    return made;
  }

  page.buildFilters = function () {
    const scene = page.scene, data = scene.data;
    const text = element("cm-text"), report = element("cm-report"), kind = element("cm-kind"), verdict = element("cm-verdict");
    report.append(option("-1", "All reports"));
    data.reports.forEach((entry, index) => {
      const name = page.reportName(index);
      report.append(option(String(index), (entry.date ? entry.date + " · " : "") + (name.length > 80 ? name.slice(0, 79) + "…" : name)));
    });
    element("cm-report-field").hidden = data.reports.length < 2;
    kind.append(option("", "Everything"));
    if (data.claims.length) kind.append(option("claims", "Claims and their places"));
    cm.PRECISIONS.forEach((name, index) => {
      if (data.places.precision.includes(index)) kind.append(option(name, "Places: " + cm.PRECISION_WORDS[name]));
    });
    if (data.unplaced.length) kind.append(option("unplaced", "Not on the map"));
    verdict.append(option("", "All verdicts"));
    for (const name of cm.VERDICTS) {
      if (data.claims.some((claim) => claim.verdict === name)) verdict.append(option(name, cm.SIGNS[name] + " " + cm.VERDICT_WORDS[name]));
    }
    element("cm-verdict-field").hidden = !data.claims.length;
    let waiting = 0;
    const choose = (changes) => { scene.set(changes); page.refit(); };
    text.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => choose({ text: text.value }), data.quotes.length > 2000 ? 250 : 60); });
    report.addEventListener("change", () => choose({ report: Number(report.value) }));
    kind.addEventListener("change", () => choose({ kind: kind.value }));
    verdict.addEventListener("change", () => choose({ verdict: verdict.value }));
    const clear = element("cm-clear");
    clear.addEventListener("click", () => {
      text.value = ""; report.value = "-1"; kind.value = ""; verdict.value = "";
      choose({ text: "", report: -1, kind: "", verdict: "" });
      text.focus();
    });
    scene.events.on("change", () => { clear.hidden = !page.filtered(); });
  };

  const FEW = 5;            /* claims up to which a filtered view holds the areas that they allow */
  const MOST_MEANT = 6;     /* titles of features up to which the legend shows the style of each */
  const NAMES = {
    places: "Places", claims: "Claims", inferred: "Inferred areas", uncertainty: "Extent of a place",
    admin: "Named areas", heat: "Density of mentions", timeline: "Timeline", user: "Added layers"
  };

  function key(name) {
    const made = cm.make("span", "cm-key cm-key-" + name);
    made.setAttribute("aria-hidden", "true");
    return made;
  }

  /* One check box for each layer, beside what it means; in step with any other control of the map. */
  page.buildLegend = function () {
    const scene = page.scene, map = page.map, body = element("cm-legend-body");
    const boxes = new Map();
    const has = (precision) => scene.data.places.precision.some(precision);
    const present = {
      places: has((value) => value < 3), claims: scene.data.claims.length > 0, inferred: has((value) => value === 6),
      uncertainty: scene.data.places.extent.some((value, place) => value > 0 && scene.data.places.precision[place] < 3),
      admin: has((value) => value >= 3 && value < 6), heat: has((value) => value < 3), timeline: scene.dates.length > 1, user: scene.data.layers.length > 0
    };
    const own = cm.made.filter((made) => made.layer.scene === scene);
    const order = ["claims", "places", "inferred", "admin", "uncertainty", "user", "heat", "timeline"];
    own.sort((a, b) => (order.indexOf(a.kind) + 99) % 99 - (order.indexOf(b.kind) + 99) % 99);
    for (const { kind, layer } of own) {
      if (present[kind] === false) continue;
      const row = cm.make("div", "cm-legend-row");
      const label = cm.make("label", "");
      const box = cm.make("input");
      box.type = "checkbox";
      box.checked = map.hasLayer(layer);
      box.addEventListener("change", () => { if (box.checked) layer.addTo(map); else layer.remove(); });
      boxes.set(layer, box);
      label.append(box, key(kind), cm.make("span", "", NAMES[kind] || kind));
      row.append(label);
      if (kind === "claims") row.append(verdictKeys());
      if (kind === "places") row.append(placeKeys());
      if (kind === "user") row.append(userKeys(layer));
      body.append(row);
    }
    const sync = (event) => { const box = boxes.get(event.layer); if (box) box.checked = map.hasLayer(event.layer); };
    map.on("layeradd layerremove", sync);
    const legend = element("cm-legend");
    legend.hidden = !boxes.size;
    if (map.getSize().x < 700) legend.open = false;
    legend.addEventListener("toggle", () => map.fire("cmlabels"));
    L.DomEvent.disableClickPropagation(legend);
    L.DomEvent.disableScrollPropagation(legend);
  };

  function verdictKeys() {
    const list = cm.make("ul", "cm-keys");
    for (const verdict of cm.VERDICTS) {
      if (!page.scene.data.claims.some((claim) => claim.verdict === verdict)) continue;
      const item = cm.make("li", "cm-" + verdict);
      const sign = cm.make("span", "cm-sign", cm.SIGNS[verdict]);
      sign.setAttribute("aria-hidden", "true");
      item.append(key("line"), sign, " ", cm.VERDICT_WORDS[verdict]);
      list.append(item);
    }
    if (page.scene.data.claims.some((claim) => claim.area >= 0)) {
      const item = cm.make("li", "");
      item.append(key("footprint"), cm.make("span", "", "Area it allows"));
      list.append(item);
    }
    return list;
  }

  function placeKeys() {
    const list = cm.make("ul", "cm-keys");
    ["exact", "neighbourhood", "town"].forEach((name, index) => {
      if (!page.scene.data.places.precision.includes(index)) return;
      const item = cm.make("li", "");
      item.append(key(name), cm.PRECISION_WORDS[name]);
      list.append(item);
    });
    if (list.children.length < 2) list.replaceChildren();
    const weights = new Set(page.scene.weight.filter((weight, place) => weight > 0 && page.scene.data.places.precision[place] < 3));
    if (weights.size > 1) list.append(cm.make("li", "", "Larger: more mentions"));
    return list;
  }

  function userKeys(layer) {
    const list = cm.make("ul", "cm-keys");
    page.scene.data.layers.forEach((entry, index) => {
      const item = cm.make("li", ""), label = cm.make("label", ""), box = cm.make("input");
      box.type = "checkbox";
      box.checked = true;
      box.addEventListener("change", () => layer.toggle(index, box.checked));
      label.append(box, cm.bdi(entry.name));
      item.append(label);
      list.append(item);
      /* What its colours mean, where that is told and can be kept in mind. */
      const meant = new Map();
      for (const feature of entry.features) if (feature.title) meant.set(feature.title + JSON.stringify(feature.style), feature);
      if (meant.size > MOST_MEANT) return;
      for (const feature of meant.values()) {
        const row = cm.make("li", "cm-user-row");
        row.append(cm.userKey(feature), cm.bdi(feature.title));
        list.append(row);
      }
    });
    return list;
  }

  const Buttons = L.Control.extend({
    options: { position: "topleft" },
    onAdd: function () {
      const box = cm.make("div", "leaflet-bar cm-tools");
      const add = (name, label, path, press) => {
        const button = cm.make("button", "cm-tool cm-tool-" + name);
        button.type = "button";
        button.setAttribute("aria-label", label);
        button.title = label;
        const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
        picture.setAttribute("viewBox", "0 0 20 20");
        picture.setAttribute("aria-hidden", "true");
        const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
        line.setAttribute("d", path);
        picture.append(line);
        button.append(picture);
        button.addEventListener("click", press);
        box.append(button);
        return button;
      };
      add("in", "Zoom in", "M10 4v12M4 10h12", () => page.map.zoomIn());
      add("out", "Zoom out", "M4 10h12", () => page.map.zoomOut());
      add("home", "Reset view", "M3 10l7-6 7 6M5 9v7h4v-4h2v4h4V9", () => page.reset());
      add("world", "Show all places", "M10 3a7 7 0 100 14 7 7 0 000-14M3 10h14M10 3c-4 4-4 10 0 14M10 3c4 4 4 10 0 14", () => page.all());
      page.fullButton = add("full", "Full screen", "M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4", () => page.full());
      page.fullButton.setAttribute("aria-pressed", "false");
      L.DomEvent.disableClickPropagation(box);
      return box;
    }
  });

  /* A scale in kilometres and miles, measured along the middle of the map. */
  const Scale = L.Control.extend({
    options: { position: "bottomleft" },
    onAdd: function (map) {
      const box = cm.make("div", "cm-scale");
      this.km = cm.make("div", "cm-scale-km");
      this.mi = cm.make("div", "cm-scale-mi");
      box.append(this.km, this.mi);
      map.on("move zoomend resize", this.update, this);
      map.whenReady(this.update, this);
      return box;
    },
    onRemove: function (map) { map.off("move zoomend resize", this.update, this); },
    update: function () {
      const metre = cm.metresPerPixel(page.map);
      const set = (element, unit, word) => {
        const most = 110 * metre / unit;
        const power = Math.pow(10, Math.floor(Math.log10(most)));
        const step = most / power >= 5 ? 5 : most / power >= 2 ? 2 : 1;
        element.style.width = Math.round(step * power * unit / metre) + "px";
        element.textContent = (step * power).toLocaleString("en", { maximumFractionDigits: 3 }) + " " + word;
      };
      set(this.km, 1000, "km");
      set(this.mi, 1609.344, "mi");
    }
  });

  page.buildControls = function () {
    page.map.zoomControl.remove();
    new Buttons().addTo(page.map);
    new Scale().addTo(page.map);
    element("cm-back").addEventListener("click", () => {
      const focus = page.scene.focus, item = focus.type && page.sections[focus.type].reach(focus.index);
      page.reset();
      /* The button that was pressed to come here is where the keyboard goes on. */
      (item ? item.querySelector(".cm-show") : page.map.getContainer()).focus({ preventScroll: true });
    });
    /* Where the list is under the map, what was chosen there is read further down. */
    element("cm-read").addEventListener("click", () => {
      const focus = page.scene.focus, item = focus.type && page.sections[focus.type].reach(focus.index);
      if (!item) return;
      item.scrollIntoView({ block: "start", behavior: cm.calm() ? "auto" : "smooth" });
      item.focus({ preventScroll: true });
    });
    page.map.on("popupclose", (event) => {
      const at = document.activeElement, card = event.popup.getElement();
      if (at === document.body || (card && card.contains(at))) (page.map.getContainer().querySelector(".cm-symbol.cm-focus") || page.map.getContainer()).focus({ preventScroll: true });
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      if (document.body.classList.contains("cm-full")) page.full();
      else if (page.scene.focus.type) page.reset();
    });
    page.scene.events.on("focus", (event) => {
      const scene = page.scene, bar = element("cm-bar"), text = element("cm-bar-text"), told = element("cm-told");
      bar.hidden = !event.kind;
      if (!event.kind) { told.textContent = "The map shows the overview."; return; }
      text.textContent = event.kind === "claim"
        ? cm.SIGNS[scene.data.claims[event.index].verdict] + " " + cm.VERDICT_WORDS[scene.data.claims[event.index].verdict] + ": “" + scene.data.claims[event.index].text + "”"
        : scene.data.places.name[event.index];
      told.textContent = "The map shows " + text.textContent;
      if (event.from === "map") {
        if (event.kind === "claim") page.view(true);
        page.reveal();
        page.remember();
      }
    });
  };

  page.show = function (type, index) {
    page.map.closePopup();
    page.scene.setFocus(type, index, { from: "list" });
    page.view(true);
    page.remember();
    page.seen();
  };

  /* On a phone the map is above the list. */
  page.seen = function () {
    const stage = page.map.getContainer().getBoundingClientRect();
    if (stage.bottom < 80 || stage.top > window.innerHeight - 80) page.map.getContainer().scrollIntoView({ block: "start", behavior: cm.calm() ? "auto" : "smooth" });
  };

  page.reset = function () {
    page.map.closePopup();
    page.scene.setFocus("", -1);
    page.overview(true);
    page.remember();
  };

  page.all = function () {
    const bounds = shown();
    if (bounds.isValid()) page.fit(bounds, true);
  };

  function shown(wanted) {
    const scene = page.scene, bounds = L.latLngBounds([]);
    for (let place = 0; place < scene.count; place++) if (scene.weight[place] && (!wanted || wanted(place))) bounds.extend(scene.at(place));
    return bounds;
  }

  /* What the filters leave is brought into view, all of it; a report alone as its own map opens; where they leave all, the overview; where nothing, nothing moves. */
  page.refit = function () {
    const scene = page.scene, filter = scene.filter;
    if (scene.focus.type) { page.map.closePopup(); scene.setFocus("", -1); page.remember(); }
    if (!filter.text && !filter.kind && !filter.verdict) {
      if (filter.report < 0) page.overview(true);
      else if (scene.reportShown[filter.report]) page.open(page.data.views[filter.report], true);
      return;
    }
    /* A country is in view where something in it is; alone, it is what there is to see. */
    const near = shown((place) => scene.precision(place) !== "country");
    const bounds = near.isValid() ? near : shown();
    const claims = scene.data.claims.map((claim, index) => index).filter((index) => scene.claimShown[index]);
    for (const index of claims) {
      /* A few claims are seen with the areas that they allow. */
      if (claims.length <= FEW) bounds.extend(scene.boundsOfClaim(index));
      else if (scene.data.claims[index].line) bounds.extend(L.latLngBounds(scene.line(index)));
    }
    if (bounds.isValid()) page.fit(bounds, true);
  };

  /* Full screen where the browser allows it, else the whole window. */
  page.full = function () {
    const main = element("cm-main");
    const on = document.fullscreenElement || document.body.classList.contains("cm-full");
    if (on) {
      if (document.fullscreenElement) document.exitFullscreen();
      document.body.classList.remove("cm-full");
    } else {
      document.body.classList.add("cm-full");
      if (main.requestFullscreen) main.requestFullscreen().catch(() => {});
    }
    told();
  };

  function told() {
    const on = document.body.classList.contains("cm-full");
    page.fullButton.setAttribute("aria-pressed", String(on));
    page.map.invalidateSize({ animate: false });
  }
  document.addEventListener("fullscreenchange", () => {
    document.body.classList.toggle("cm-full", Boolean(document.fullscreenElement));
    told();
  });

  /* Deep links: #claim-3, #place-99454. Frames without an address of their own cannot keep them. */
  page.remember = function () {
    const focus = page.scene.focus;
    const hash = focus.type === "claim" ? "#claim-" + (focus.index + 1) : focus.type === "place" ? "#place-" + page.slug(page.scene.data.places.id[focus.index]) : " ";
    try { history.replaceState(null, "", hash === " " ? location.pathname + location.search : hash); } catch (error) { /* a frame */ }
  };

  page.follow = function () {
    const scene = page.scene;
    let hash = "";
    try { hash = decodeURIComponent(location.hash.slice(1)); } catch (error) { return false; }
    const claim = /^claim-(\d{1,6})$/.exec(hash), place = /^place-(.{1,90})$/.exec(hash);
    if (claim && scene.data.claims[Number(claim[1]) - 1]) scene.setFocus("claim", Number(claim[1]) - 1, { from: "link" });
    else if (place) {
      const index = scene.data.places.id.findIndex((identifier) => page.slug(identifier) === place[1]);
      if (index < 0) return false;
      scene.setFocus("place", index, { from: "link" });
    } else return false;
    page.view(false);
    page.reveal();
    return true;
  };
})();
