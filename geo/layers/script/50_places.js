/* Places with a position: one symbol each, or one for many where they are dense. */
(function () {
  "use strict";
  const cm = window.conflictmap;
  const DENSE = 180;      /* symbols in view beyond which neighbours are joined */
  const ROOM = 560000;    /* square pixels of the map that this many symbols need */
  const CELL = 58;        /* pixels of the cells they are joined in */
  const REACHABLE = 40;   /* symbols in view up to which each is a stop of the tab key; the list reaches all */

  const Symbol = L.Icon.extend({
    options: { name: "", text: "", label: "", size: 14, stop: true, shift: 0 },
    createIcon: function () {
      const options = this.options;
      const element = cm.make("div", "leaflet-marker-icon leaflet-interactive cm-symbol " + options.name, options.text);
      element.setAttribute("role", "button");
      element.setAttribute("aria-label", options.label);
      element.tabIndex = options.stop ? 0 : -1;
      element.style.width = element.style.height = options.size + "px";
      /* A shifted one stands at the upper right of its position. */
      element.style.marginLeft = options.shift - options.size / 2 + "px";
      element.style.marginTop = -options.shift - options.size / 2 + "px";
      return element;
    },
    createShadow: function () { return null; }
  });

  cm.symbol = function (map, latlng, options, onPress) {
    const marker = L.marker(latlng, { pane: cm.pane(map, "symbols"), icon: new Symbol(options), keyboard: false, riseOnHover: true, bubblingMouseEvents: false });
    marker.on("click", onPress);
    marker.on("add", () => {
      marker.getElement().addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); event.stopPropagation(); onPress(event); }
      });
    });
    return marker;
  };

  cm.kinds.places = cm.SceneLayer.extend({
    start: function (map) {
      const scene = this.scene, places = scene.data.places;
      this.map = map;
      this.markers = new Map();
      this.labels = cm.labels(map);
      this.source = (wanted, taken) => this.label(wanted, taken);
      this.labels.sources.add(this.source);
      /* Mercator at zoom 0, once; a zoom is then a multiplication. */
      this.x = new Float64Array(scene.count);
      this.y = new Float64Array(scene.count);
      for (let place = 0; place < scene.count; place++) {
        const point = L.CRS.EPSG3857.latLngToPoint(L.latLng(places.lat[place], scene.lons[place]), 0);
        this.x[place] = point.x;
        this.y[place] = point.y;
      }
      map.on("moveend", this.draw, this);
    },
    stop: function (map) {
      this.labels.sources.delete(this.source);
      map.off("moveend", this.draw, this);
      this.markers.clear();
    },
    draw: function () {
      const scene = this.scene, map = this.map, places = scene.data.places;
      const size = map.getSize();
      if (!size.x || !size.y) return;
      const scale = Math.pow(2, map.getZoom()), view = map.getPixelBounds(), margin = 60;
      const west = (view.min.x - margin) / scale, east = (view.max.x + margin) / scale;
      const north = (view.min.y - margin) / scale, south = (view.max.y + margin) / scale;
      const x = this.x, y = this.y, weight = scene.weight, seen = [];
      for (let place = 0; place < scene.count; place++) {
        if (weight[place] && places.precision[place] < 3 && x[place] >= west && x[place] <= east && y[place] >= north && y[place] <= south) seen.push(place);
      }
      const groups = new Map();
      /* A smaller map is crowded by fewer. */
      if (seen.length <= Math.min(DENSE, Math.max(40, DENSE * size.x * size.y / ROOM))) {
        for (const place of seen) groups.set("p" + place, [place]);
      } else {
        const cell = CELL / scale;
        for (const place of seen) {
          const key = map.getZoom() + ":" + Math.floor(x[place] / cell) + ":" + Math.floor(y[place] / cell);
          const group = groups.get(key);
          if (group) group.push(place); else groups.set(key, [place]);
        }
      }
      const wanted = new Map();
      for (const [key, group] of groups) {
        if (group.length === 1) wanted.set("p" + group[0], group); else wanted.set(key + ":" + group.length + ":" + group[0], group);
      }
      this.seen = wanted;
      const stop = wanted.size <= REACHABLE;
      /* A symbol that is drawn anew keeps the keyboard's focus; one that parts hands it to one of its own. */
      let held = -1;
      for (const [key, marker] of this.markers) {
        if (!wanted.has(key) || marker.cmStop !== stop || marker.cmWeight !== this.total(wanted.get(key)) || marker.cmFocus !== this.inFocus(wanted.get(key))) {
          if (marker.getElement() === document.activeElement) held = marker.cmPlace;
          this.group.removeLayer(marker);
          this.markers.delete(key);
        }
      }
      for (const [key, group] of wanted) {
        if (this.markers.has(key)) continue;
        const marker = group.length === 1 ? this.single(group[0], stop) : this.joined(group, stop);
        marker.cmStop = stop;
        marker.cmWeight = this.total(group);
        marker.cmFocus = this.inFocus(group);
        marker.cmPlace = group[0];
        this.markers.set(key, marker);
        this.group.addLayer(marker);
        if (held >= 0 && group.includes(held)) { marker.getElement().focus({ preventScroll: true }); held = -1; }
      }
      if (held >= 0) map.getContainer().focus({ preventScroll: true });
      map.fire("cmlabels");
    },
    total: function (group) { let sum = 0; for (const place of group) sum += this.scene.weight[place]; return sum; },
    inFocus: function (group) {
      const focus = this.scene.focus;
      if (focus.type === "place") return group.includes(focus.index);
      if (focus.type !== "claim") return false;
      const claim = this.scene.data.claims[focus.index];
      return group.includes(claim.subject) || group.includes(claim.reference) || group.includes(claim.second);
    },
    single: function (place, stop) {
      const scene = this.scene;
      const size = Math.round(Math.min(26, 9 + 3 * Math.sqrt(scene.weight[place])));
      const name = "cm-place cm-precision-" + scene.precision(place) + (this.inFocus([place]) ? " cm-focus" : "");
      const label = scene.data.places.name[place] + ", " + cm.placeWords(scene, place);
      return cm.symbol(this.map, scene.at(place), { name: name, label: label, size: size, stop: stop }, () => cm.choose(this.map, scene, "place", place));
    },
    joined: function (group, stop) {
      const scene = this.scene;
      let lat = 0, lon = 0;
      for (const place of group) { lat += scene.data.places.lat[place]; lon += scene.lons[place]; }
      const size = Math.round(Math.min(42, 20 + 2.4 * Math.log2(group.length)));
      const text = group.length < 1000 ? String(group.length) : Math.round(group.length / 100) / 10 + "k";
      const label = group.length.toLocaleString("en") + " places; zoom in to part them";
      return cm.symbol(this.map, [lat / group.length, lon / group.length], { name: "cm-joined", text: text, label: label, size: size, stop: stop }, () => this.part(group));
    },
    part: function (group) {
      const bounds = L.latLngBounds(group.map((place) => this.scene.at(place)));
      const zoom = Math.min(this.map.getMaxZoom(), Math.max(this.map.getZoom() + 2, this.map.getBoundsZoom(bounds.pad(0.2))));
      this.map.setView(bounds.getCenter(), zoom, { animate: !cm.calm() });
    },
    refocus: function () { this.draw(); },
    label: function (wanted, taken) {
      const scene = this.scene, places = scene.data.places, map = this.map;
      for (const [key, group] of this.seen || []) {
        const marker = this.markers.get(key);
        if (!marker) continue;
        const size = marker.options.icon.options.size;
        const owner = key;
        taken.push(cm.boxAbout(map, marker.getLatLng(), size / 2 + 1, owner));
        if (group.length > 1) continue;
        const place = group[0], focus = this.inFocus(group);
        const claimed = scene.claimed.has(place);
        wanted.push({
          at: scene.at(place), name: places.name[place], local: places.local[place], style: "place", gap: size / 2, owner: owner,
          strong: focus, rank: 500 + (focus ? 1000 : 0) + (claimed ? 120 : 0) + Math.min(100, scene.weight[place])
        });
      }
    }
  });
})();
