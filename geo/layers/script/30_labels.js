/* Labels: a greedy placement without collisions, most important first, Latin and local script beside each other. */
(function () {
  "use strict";
  const cm = window.conflictmap;
  const MOST = 140;
  const brush = document.createElement("canvas").getContext("2d");
  const widths = new Map();

  function widthOf(text, font) {
    const key = font + "\n" + text;
    let width = widths.get(key);
    if (width === undefined) {
      brush.font = font;
      width = brush.measureText(text).width;
      if (widths.size > 20000) widths.clear();
      widths.set(key, width);
    }
    return width;
  }

  const FONTS = {
    place: { size: 13, weight: 600 }, area: { size: 12.5, weight: 600 }, claim: { size: 12, weight: 600 },
    country: { size: 11.5, weight: 600, spacing: 1.6, upper: true }, city: { size: 11, weight: 400 }
  };
  const FAMILY = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Noto Sans Arabic', Arial, sans-serif";

  class Labels {
    constructor(map) {
      this.map = map;
      this.sources = new Set();
      this.pane = map.getPane(cm.pane(map, "labels"));
      this.pane.setAttribute("aria-hidden", "true");
      this.box = L.DomUtil.create("div", "cm-labels", this.pane);
      map.on("moveend zoomend resize cmlabels", () => this.later());
      map.on("zoomanim", () => this.box.classList.add("cm-away"));
    }

    later() {
      if (this.waiting) return;
      this.waiting = requestAnimationFrame(() => { this.waiting = 0; this.draw(); });
    }

    draw() {
      const map = this.map, size = map.getSize();
      if (!size.x || !size.y) return;
      const wanted = [], taken = [];
      const view = map.getPixelBounds(), origin = map.getPixelOrigin();
      const corner = view.min.subtract(origin);
      for (const source of this.sources) source(wanted, taken, map);
      wanted.sort((a, b) => b.rank - a.rank);
      const pieces = document.createDocumentFragment();
      let count = 0;
      for (const label of wanted) {
        if (count >= MOST) break;
        const point = map.latLngToLayerPoint(label.at);
        const x = point.x - corner.x, y = point.y - corner.y;
        if (x < -20 || y < -20 || x > size.x + 20 || y > size.y + 20) continue;
        const font = FONTS[label.style];
        const spec = font.weight + " " + font.size + "px " + FAMILY;
        const name = font.upper ? String(label.name).toUpperCase() : String(label.name);
        const shown = name.length > 40 ? name.slice(0, 39) + "…" : name;
        const alone = widthOf(shown, spec) + (font.spacing || 0) * shown.length + 2;
        const twin = label.local ? String(label.local).slice(0, 40) : "";
        const both = twin ? alone + widthOf(twin, "400 " + (font.size - 1) + "px " + FAMILY) + 5 : alone;
        const height = font.size * 1.35, gap = label.gap || 0;
        /* Where both scripts find no room, the Latin name alone may. */
        const spots = spotsOf(label, both, height, gap).map((spot) => [...spot, both, twin]);
        if (twin) spots.push(...spotsOf(label, alone, height, gap).map((spot) => [...spot, alone, ""]));
        for (const [dx, dy, width, local] of spots) {
          const box = [x + dx - 2, y + dy - 1, x + dx + width + 2, y + dy + height + 1];
          if (box[0] < 2 || box[2] > size.x - 2 || box[1] < 2 || box[3] > size.y - 2) continue;
          if (taken.some((other) => other.owner !== label.owner && meets(other.box, box, corner)) ||
              taken.some((other) => other.owner === label.owner && other.hard && meets(other.box, box, corner))) continue;
          taken.push({ box: [box[0] + corner.x, box[1] + corner.y, box[2] + corner.x, box[3] + corner.y], owner: null, hard: true });
          const element = cm.make("div", "cm-label cm-label-" + label.style + (label.strong ? " cm-strong" : ""));
          element.append(cm.bdi(shown));
          if (local) element.append(" ", cm.bdi(local, "cm-local"));
          element.style.transform = "translate(" + Math.round(point.x + dx) + "px," + Math.round(point.y + dy) + "px)";
          pieces.append(element);
          if (label.dot) {
            const dot = cm.make("div", "cm-dot");
            dot.style.transform = "translate(" + Math.round(point.x - 2) + "px," + Math.round(point.y - 2) + "px)";
            pieces.append(dot);
          }
          count++;
          break;
        }
      }
      this.box.replaceChildren(pieces);
      this.box.classList.remove("cm-away");
    }
  }

  function spotsOf(label, width, height, gap) {
    if (label.centred) return [[-width / 2, -height / 2], [-width / 2, -height * 1.4], [-width / 2, height * 0.5]];
    return [[gap + 3, -height / 2], [-gap - 3 - width, -height / 2], [-width / 2, -gap - 2 - height], [-width / 2, gap + 2],
      [gap, -gap - height], [gap, gap], [-gap - width, -gap - height], [-gap - width, gap]];
  }

  /* Boxes of the taken list are in layer points; the tried one is in container points. */
  function meets(taken, box, corner) {
    return taken[0] - corner.x < box[2] && taken[2] - corner.x > box[0] && taken[1] - corner.y < box[3] && taken[3] - corner.y > box[1];
  }

  cm.labels = function (map) { return map._cmLabels || (map._cmLabels = new Labels(map)); };
  cm.boxAbout = function (map, latlng, radius, owner, shift) {
    const point = map.latLngToLayerPoint(latlng).add([shift || 0, -(shift || 0)]);
    return { box: [point.x - radius, point.y - radius, point.x + radius, point.y + radius], owner: owner };
  };
})();
