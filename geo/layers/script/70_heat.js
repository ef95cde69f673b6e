/* Density of mentions, drawn on one canvas. */
(function () {
  "use strict";
  const cm = window.conflictmap;
  const RADIUS = 26;

  function stamp() {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 2 * RADIUS;
    const brush = canvas.getContext("2d");
    const fade = brush.createRadialGradient(RADIUS, RADIUS, 0, RADIUS, RADIUS, RADIUS);
    fade.addColorStop(0, "rgba(0,0,0,1)");
    fade.addColorStop(1, "rgba(0,0,0,0)");
    brush.fillStyle = fade;
    brush.fillRect(0, 0, 2 * RADIUS, 2 * RADIUS);
    return canvas;
  }

  /* From pale orange to deep vermilion; the darker, the denser. */
  function colours() {
    const canvas = document.createElement("canvas");
    canvas.width = 256;
    canvas.height = 1;
    const brush = canvas.getContext("2d");
    const ramp = brush.createLinearGradient(0, 0, 256, 0);
    ramp.addColorStop(0, "#f5c77e");
    ramp.addColorStop(0.5, "#d55e00");
    ramp.addColorStop(1, "#7a1f00");
    brush.fillStyle = ramp;
    brush.fillRect(0, 0, 256, 1);
    return brush.getImageData(0, 0, 256, 1).data;
  }

  cm.kinds.heat = cm.SceneLayer.extend({
    start: function (map) {
      this.map = map;
      this.canvas = L.DomUtil.create("canvas", "cm-heat leaflet-zoom-hide", map.getPane(cm.pane(map, "heat")));
      this.stamp = this.stamp || stamp();
      this.colours = this.colours || colours();
      map.on("moveend resize", this.draw, this);
    },
    stop: function (map) { map.off("moveend resize", this.draw, this); this.canvas.remove(); },
    draw: function () {
      const scene = this.scene, map = this.map, size = map.getSize();
      if (!size.x || !size.y) return;
      const canvas = this.canvas;
      canvas.width = size.x;
      canvas.height = size.y;
      L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
      const brush = canvas.getContext("2d", { willReadFrequently: true });
      let most = 1;
      for (let place = 0; place < scene.count; place++) if (scene.data.places.precision[place] < 3) most = Math.max(most, scene.weight[place]);
      for (let place = 0; place < scene.count; place++) {
        if (!scene.weight[place] || scene.data.places.precision[place] >= 3) continue;
        const point = map.latLngToContainerPoint(scene.at(place));
        if (point.x < -RADIUS || point.y < -RADIUS || point.x > size.x + RADIUS || point.y > size.y + RADIUS) continue;
        brush.globalAlpha = Math.min(1, 0.18 + 0.5 * Math.sqrt(scene.weight[place] / most));
        brush.drawImage(this.stamp, point.x - RADIUS, point.y - RADIUS);
      }
      const image = brush.getImageData(0, 0, size.x, size.y), data = image.data;
      for (let i = 3; i < data.length; i += 4) {
        const dense = data[i];
        if (!dense) continue;
        data[i - 3] = this.colours[4 * dense];
        data[i - 2] = this.colours[4 * dense + 1];
        data[i - 1] = this.colours[4 * dense + 2];
        data[i] = Math.min(200, 60 + dense);
      }
      brush.putImageData(image, 0, 0);
    }
  });
})();
