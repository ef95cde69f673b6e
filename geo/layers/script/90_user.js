/* The user's own GeoJSON; its styles were checked when the page was written and are checked again here. */
(function () {
  "use strict";
  const cm = window.conflictmap;
  const COLOUR = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/;
  const colour = (value, other) => (typeof value === "string" && COLOUR.test(value) ? value : other);
  const number = (value, other) => (typeof value === "number" && isFinite(value) ? value : other);

  cm.userCard = function (map, feature, latlng) {
    const card = cm.make("div", "cm-card");
    if (feature.title) card.append(cm.bdi(feature.title, "cm-name"));
    if (feature.description) { const text = cm.make("p", "cm-meta", feature.description); text.dir = "auto"; card.append(text); }
    cm.popup(map, latlng, card);
  };

  cm.userBounds = function (scene, feature) {
    const bounds = L.latLngBounds([]);
    for (const [lon, lat] of cm.flat(feature.geometries.map((geometry) => geometry.coordinates))) bounds.extend([lat, scene.near(lon)]);
    return bounds;
  };

  /* A sample of how a feature is drawn. */
  cm.userKey = function (feature) {
    const style = feature.style, stroke = colour(style.stroke, "#555555");
    const kind = feature.geometries.length ? feature.geometries[0].type : "";
    const made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const shape = (name, about) => {
      const part = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(about)) part.setAttribute(key, value);
      made.append(part);
    };
    made.setAttribute("class", "cm-key cm-user-key");
    made.setAttribute("viewBox", "0 0 22 14");
    made.setAttribute("aria-hidden", "true");
    const line = { stroke: stroke, "stroke-width": Math.min(5, number(style.width, 2)), "stroke-opacity": number(style.opacity, 1) };
    if (kind.endsWith("Point")) shape("circle", { cx: 11, cy: 7, r: 5.5, fill: colour(style.marker, "#555555"), stroke: "#ffffff" });
    else if (kind.endsWith("LineString")) shape("path", Object.assign({ d: "M1 7h20", fill: "none" }, line));
    else if (kind) shape("rect", Object.assign({ x: 2, y: 2, width: 18, height: 10, fill: colour(style.fill, stroke), "fill-opacity": number(style.fillOpacity, 0.25) }, line));
    return made;
  };

  cm.kinds.user = cm.SceneLayer.extend({
    start: function (map) { this.map = map; this.hidden = this.hidden || new Set(); },
    draw: function () {
      this.group.clearLayers();
      this.scene.data.layers.forEach((layer, index) => {
        if (!this.hidden.has(index)) for (const feature of layer.features) this.feature(feature);
      });
    },
    toggle: function (index, on) {
      if (!this.hidden) this.hidden = new Set();
      if (on) this.hidden.delete(index); else this.hidden.add(index);
      if (this._map) this.draw();
    },
    feature: function (feature) {
      const map = this.map, style = feature.style;
      const stroke = colour(style.stroke, "#555555");
      const options = {
        pane: cm.pane(map, "user"), renderer: cm.renderer(map, "user"), className: "cm-user", color: stroke,
        weight: number(style.width, 2), opacity: number(style.opacity, 1), fillColor: colour(style.fill, stroke),
        fillOpacity: number(style.fillOpacity, 0.25), bubblingMouseEvents: false
      };
      const swap = (point) => [point[1], this.scene.near(point[0])];
      const dot = Object.assign({}, options, { radius: number(style.size, 7), color: "#ffffff", weight: 1.5, fillColor: colour(style.marker, "#555555"), fillOpacity: 1 });
      for (const geometry of feature.geometries) {
        const at = geometry.coordinates;
        let shapes = [];
        if (geometry.type === "Point") shapes = [L.circleMarker(swap(at), dot)];
        else if (geometry.type === "MultiPoint") shapes = at.map((point) => L.circleMarker(swap(point), dot));
        else if (geometry.type === "LineString") shapes = [L.polyline(at.map(swap), options)];
        else if (geometry.type === "MultiLineString") shapes = [L.polyline(at.map((line) => line.map(swap)), options)];
        else if (geometry.type === "Polygon") shapes = [L.polygon(at.map((ring) => ring.map(swap)), options)];
        else if (geometry.type === "MultiPolygon") shapes = [L.polygon(at.map((part) => part.map((ring) => ring.map(swap))), options)];
        for (const shape of shapes) {
          if (feature.title || feature.description) {
            shape.on("click", (event) => cm.userCard(map, feature, event.latlng));
          }
          this.group.addLayer(shape);
        }
      }
    }
  });
})();
