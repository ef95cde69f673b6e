/* Areas: administrative units, inferred areas, extents. */
(function () {
  "use strict";
  const cm = window.conflictmap;

  function polygon(scene, map, place, pane, name) {
    const area = scene.area(scene.data.places.area[place]);
    const options = { pane: cm.pane(map, pane), renderer: cm.renderer(map, pane), className: name, smoothFactor: 0.7, bubblingMouseEvents: false };
    return area.kind === "polygon" ? L.polygon(area.parts, options) : L.polyline(area.parts, Object.assign({}, options, { fill: false, className: name + " cm-open-line" }));
  }

  function disc(scene, map, place, pane, name) {
    return L.circle(scene.at(place), {
      radius: Math.max(500, scene.data.places.extent[place]), pane: cm.pane(map, pane), renderer: cm.renderer(map, pane),
      className: name, bubblingMouseEvents: false
    });
  }

  const Areas = cm.SceneLayer.extend({
    start: function (map) {
      this.map = map;
      this.labels = cm.labels(map);
      this.source = (wanted, taken) => this.label(wanted, taken);
      this.labels.sources.add(this.source);
    },
    stop: function () { this.labels.sources.delete(this.source); },
    draw: function () {
      const scene = this.scene, map = this.map;
      this.group.clearLayers();
      this.shown = [];
      for (let place = 0; place < scene.count; place++) {
        if (!this.wants(place) || !scene.weight[place]) continue;
        const inFocus = scene.focus.type === "place" && scene.focus.index === place;
        this.shown.push(place);
        /* A sea or region without a known outline: its name is enough, a circle would say too much. */
        if (scene.data.places.area[place] < 0 && scene.data.places.extent[place] > 100000 && !inFocus) continue;
        const name = this.style + " cm-precision-" + scene.precision(place) +
          (scene.data.places.demonym[place] ? " cm-faint" : "") + (inFocus ? " cm-focus" : "");
        const shape = scene.data.places.area[place] >= 0
          ? polygon(scene, map, place, this.pane, name) : disc(scene, map, place, this.pane, name + " cm-unknown-outline");
        shape.on("click", (event) => cm.choose(map, scene, "place", place, event.latlng));
        this.group.addLayer(shape);
      }
      /* Large areas first, so that small ones can be clicked. */
      this.shown.sort((a, b) => scene.data.places.precision[b] - scene.data.places.precision[a]);
      map.fire("cmlabels");
    },
    refocus: function () { this.draw(); },
    label: function (wanted) {
      const scene = this.scene, places = scene.data.places;
      for (const place of this.shown) {
        const country = scene.precision(place) === "country";
        if (places.demonym[place] || (country && this.map.getZoom() > 7)) continue;
        wanted.push({
          at: scene.at(place), name: places.name[place], local: places.local[place], style: country ? "country" : "area",
          rank: (this.rank || 400) + Math.min(90, scene.weight[place]) - (country ? 50 : 0), centred: true, strong: true, owner: "a" + place
        });
      }
    }
  });

  cm.kinds.admin = Areas.extend({
    pane: "admin", style: "cm-admin",
    wants: function (place) { const precision = this.scene.data.places.precision[place]; return precision >= 3 && precision <= 5; }
  });

  cm.kinds.inferred = Areas.extend({
    pane: "inferred", style: "cm-inferred", rank: 700,
    wants: function (place) { return this.scene.data.places.precision[place] === 6; }
  });

  /* Extents of what is in view; where there are more than MOST, they would only hide the map. */
  const MOST = 150;
  cm.kinds.uncertainty = cm.SceneLayer.extend({
    start: function (map) { this.map = map; map.on("moveend", this.draw, this); },
    stop: function (map) { map.off("moveend", this.draw, this); },
    draw: function () {
      const scene = this.scene, map = this.map, places = scene.data.places;
      const view = map.getBounds().pad(0.2), metre = metres(map);
      const found = [];
      for (let place = 0; place < scene.count && found.length <= MOST; place++) {
        if (!scene.weight[place] || places.precision[place] > 2 || places.extent[place] <= 0) continue;
        /* Smaller than its own symbol: nothing to see. */
        if (places.extent[place] / metre < 9) continue;
        if (view.contains(scene.at(place))) found.push(place);
      }
      this.group.clearLayers();
      if (found.length > MOST) return;
      for (const place of found) {
        const shape = places.area[place] >= 0
          ? polygon(scene, map, place, "extent", "cm-extent") : disc(scene, map, place, "extent", "cm-extent");
        shape.options.interactive = false;
        this.group.addLayer(shape);
      }
    }
  });

  function metres(map) {
    const size = map.getSize();
    const middle = size.divideBy(2);
    return map.containerPointToLatLng(middle).distanceTo(map.containerPointToLatLng(middle.add([100, 0]))) / 100 || 1;
  }
  cm.metresPerPixel = metres;
})();
