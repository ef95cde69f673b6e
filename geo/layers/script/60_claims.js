/* Claims: the area each allows, the measured geodesic, the verdict by sign, dash and word. */
(function () {
  "use strict";
  const cm = window.conflictmap;
  const MOST = 300;
  const FEW = 12;      /* measured claims up to which each has its label */
  const FEWER = 5;     /* and its area in the overview */
  const BESIDE = 13;   /* pixels right and up of a place at which the sign of a claim without a line stands */
  const ASIDE = 20;   /* the same for the sign of a line that is contradicted and too short for it */
  const SHORT = 46;    /* pixels of a line below which its sign would hide the places at its ends */
  const WIDE = 0.25;   /* share of the map above which an area is only outlined until it is in focus */

  cm.claimCard = function (scene, index) {
    const claim = scene.data.claims[index];
    const card = cm.make("div", "cm-card");
    card.append(cm.verdictChip(claim.verdict));
    const head = cm.make("p", "cm-card-head");
    head.append(cm.bdi(claim.subjectName || "Claim", "cm-name"), ": ", cm.bdi("“" + claim.text + "”"));
    card.append(head);
    if (claim.measured) card.append(cm.make("p", "cm-meta", "Measured: " + claim.measured));
    card.append(cm.make("p", "cm-meta", claim.explanation));
    return card;
  };

  cm.verdictChip = function (verdict) {
    const chip = cm.make("span", "cm-chip cm-" + verdict);
    const sign = cm.make("span", "cm-sign", cm.SIGNS[verdict]);
    sign.setAttribute("aria-hidden", "true");
    chip.append(sign, " ", cm.VERDICT_WORDS[verdict]);
    return chip;
  };

  /* The short label on a measured line. */
  cm.shortMeasured = function (claim) {
    if (claim.distance === null) return "";
    const round = (value) => (value < 10 ? Math.round(value * 10) / 10 : Math.round(value)).toLocaleString("en");
    const parts = [round(claim.distance / 1000) + " km", round(claim.distance / 1609.344) + " mi"];
    if (claim.azimuth !== null) parts.push(Math.round(claim.azimuth) % 360 + "°");
    return parts.join(" · ");
  };

  cm.kinds.claims = cm.SceneLayer.extend({
    start: function (map) {
      this.map = map;
      this.badges = [];
      this.labels = cm.labels(map);
      this.source = (wanted, taken) => this.label(wanted, taken);
      this.labels.sources.add(this.source);
      map.on("zoomend resize", this.fit, this);
    },
    stop: function (map) { this.labels.sources.delete(this.source); map.off("zoomend resize", this.fit, this); },
    /* What suits the zoom: no sign on a line too short for it, no tint over half the map. */
    fit: function () {
      const map = this.map, size = map.getSize();
      for (const badge of this.badges) {
        const short = badge.ends !== null && map.latLngToLayerPoint(badge.ends[0]).distanceTo(map.latLngToLayerPoint(badge.ends[1])) < SHORT;
        badge.hidden = !badge.focus && !badge.against && short;
        const element = badge.marker.getElement();
        /* The sign of what is contradicted is never left out: where its line is short it stands beside it. */
        if (element && badge.ends !== null && badge.against && !badge.focus) {
          badge.shift = short ? ASIDE : 0;
          element.style.marginLeft = badge.shift - badge.size / 2 + "px";
          element.style.marginTop = -badge.shift - badge.size / 2 + "px";
        }
        if (element && badge.hidden && element === document.activeElement) map.getContainer().focus({ preventScroll: true });
        if (element) element.style.display = badge.hidden ? "none" : "";
      }
      for (const area of this.tinted) {
        const corner = map.latLngToLayerPoint(area.getBounds().getNorthWest()), other = map.latLngToLayerPoint(area.getBounds().getSouthEast());
        const element = area.getElement();
        if (element) element.classList.toggle("cm-wide-area", (other.x - corner.x) * (other.y - corner.y) > WIDE * size.x * size.y);
      }
    },
    draw: function () {
      const scene = this.scene, map = this.map, claims = scene.data.claims, focus = scene.focus;
      const held = (this.badges || []).find((badge) => badge.marker.getElement() === document.activeElement && document.activeElement !== document.body);
      this.group.clearLayers();
      this.badges = [];
      this.tinted = [];
      /* The same claim in several reports is drawn once. */
      const seen = new Set();
      this.measured = claims.filter((claim, index) => claim.line && scene.claimShown[index]).length;
      let drawn = 0;
      for (let index = 0; index < claims.length; index++) {
        const inFocus = focus.type === "claim" && focus.index === index;
        if ((!scene.claimShown[index] || drawn >= MOST) && !inFocus) continue;
        const claim = claims[index];
        const key = [claim.subject, claim.reference, claim.verdict, claim.distance, claim.area >= 0 ? scene.data.areas[claim.area].parts[0][0] : ""].join("/");
        if (seen.has(key) && !inFocus) continue;
        seen.add(key);
        drawn++;
        this.one(index, inFocus, focus.type === "claim" && !inFocus);
      }
      this.fit();
      /* A sign that is drawn anew keeps the keyboard's focus. */
      const again = held && this.badges.find((badge) => badge.index === held.index);
      if (again && again.marker.getElement()) again.marker.getElement().focus({ preventScroll: true });
      map.fire("cmlabels");
    },
    one: function (index, inFocus, dimmed) {
      const scene = this.scene, map = this.map, claim = scene.data.claims[index];
      const state = "cm-claim cm-" + claim.verdict + (inFocus ? " cm-focus" : "") + (dimmed ? " cm-dimmed" : "");
      const options = { pane: cm.pane(map, "claims"), renderer: cm.renderer(map, "claims"), bubblingMouseEvents: false, smoothFactor: 0.5 };
      const press = () => cm.choose(map, scene, "claim", index);
      let at = null, ends = null, way = [];
      /* The overview shows the areas of measured claims while they are few; a claim in focus always shows its own. */
      const wanted = inFocus || (claim.line && !dimmed && this.measured <= FEWER);
      if (claim.area >= 0 && wanted) {
        const area = scene.area(claim.area);
        const shape = area.kind === "polygon"
          ? L.polygon(area.parts, Object.assign({ className: state + " cm-footprint" }, options))
          : L.polyline(area.parts, Object.assign({ className: state + " cm-footprint cm-open-line", fill: false }, options));
        this.group.addLayer(shape.on("click", press));
        if (!inFocus) this.tinted.push(shape);
        at = shape.getBounds().getCenter();
      }
      if (claim.line) {
        const points = scene.line(index);
        this.group.addLayer(L.polyline(points, Object.assign({ className: state + " cm-casing", interactive: false, fill: false }, options)));
        this.group.addLayer(L.polyline(points, Object.assign({ className: state + " cm-measured", fill: false }, options)).on("click", press));
        at = middle(points);
        way = points;
        ends = [points[0], points[points.length - 1]];
      }
      const shift = at ? 0 : BESIDE;
      if (!at && claim.subject >= 0) at = scene.at(claim.subject);
      if (!at && claim.reference >= 0) at = scene.at(claim.reference);
      /* Of the claims that are no line, the overview marks those that do not hold; the rest are in the list. */
      if (!at || dimmed || (!inFocus && !claim.line && claim.verdict !== "contradicted")) return;
      const label = "Claim " + (index + 1) + ", " + cm.VERDICT_WORDS[claim.verdict] + ": " + claim.text;
      const badge = cm.symbol(map, at, { name: "cm-badge cm-" + claim.verdict + (inFocus ? " cm-focus" : ""), text: cm.SIGNS[claim.verdict], label: label, size: 20, shift: shift, stop: scene.data.claims.length <= 40 }, press);
      this.group.addLayer(badge);
      const against = claim.verdict === "contradicted";
      badge.setZIndexOffset(inFocus ? 3000 : against ? 2000 : claim.verdict === "approximate" ? 1000 : 0);
      this.badges.push({ at: at, shift: shift, size: 20, index: index, focus: inFocus, line: Boolean(claim.line), ends: ends, way: way, against: against, marker: badge, hidden: false });
    },
    refocus: function () { this.draw(); },
    label: function (wanted, taken) {
      const shown = this.badges.filter((badge) => !badge.hidden);
      /* Names stand beside the lines, where there are few; what a line says of itself may stand on it. */
      const lines = this.badges.filter((badge) => badge.line);
      if (lines.length <= FEW) for (const badge of lines) along(this.map, badge, taken);
      for (const badge of shown) {
        taken.push(cm.boxAbout(this.map, badge.at, 11, "c" + badge.index, badge.shift));
        const text = badge.line ? cm.shortMeasured(this.scene.data.claims[badge.index]) : "";
        if (text && (badge.focus || shown.length <= FEW)) {
          wanted.push({ at: badge.at, name: text, style: "claim", gap: 11, owner: "c" + badge.index, rank: badge.focus ? 2000 : 450 });
        }
      }
    }
  });

  /* Small boxes along a line, each as far from the next as it is wide. */
  function along(map, badge, taken) {
    const size = map.getSize(), points = badge.way.map((point) => map.latLngToLayerPoint(point));
    const corner = map.containerPointToLayerPoint([0, 0]), box = L.bounds(corner, corner.add(size));
    for (let at = 1; at < points.length; at++) {
      const piece = L.LineUtil.clipSegment(points[at - 1], points[at], box, at > 1);
      if (!piece) continue;
      const steps = Math.max(1, Math.ceil(piece[0].distanceTo(piece[1]) / 6));
      for (let step = 0; step <= steps; step++) {
        const x = piece[0].x + (piece[1].x - piece[0].x) * step / steps, y = piece[0].y + (piece[1].y - piece[0].y) * step / steps;
        taken.push({ box: [x - 3, y - 3, x + 3, y + 3], owner: "c" + badge.index });
      }
    }
  }

  function middle(points) {
    const from = points[Math.floor((points.length - 1) / 2)], to = points[Math.ceil((points.length - 1) / 2)];
    return L.latLng((from[0] + to[0]) / 2, (from[1] + to[1]) / 2);
  }
})();
