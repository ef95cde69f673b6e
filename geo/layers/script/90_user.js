/* The user's own GeoJSON; its styles were checked when the page was written and are checked again here. */
(function () {
  "use strict";
  const cm = window.conflictmap;
  const COLOUR = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/;
  const colour = (value, other) => (typeof value === "string" && COLOUR.test(value) ? value : other);
  const number = (value, other) => (typeof value === "number" && isFinite(value) ? value : other);

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
            shape.on("click", (event) => {
              const card = cm.make("div", "cm-card");
              if (feature.title) card.append(cm.bdi(feature.title, "cm-name"));
              if (feature.description) { const text = cm.make("p", "cm-meta", feature.description); text.dir = "auto"; card.append(text); }
              cm.popup(map, event.latlng, card);
            });
          }
          this.group.addLayer(shape);
        }
      }
    }
  });
})();
