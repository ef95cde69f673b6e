/* What all layers share: panes, renderers, popups. */
(function () {
  "use strict";
  const cm = window.conflictmap;
  const PANES = { base: 210, admin: 340, heat: 350, extent: 360, inferred: 370, user: 380, claims: 400, symbols: 610, labels: 620 };

  cm.pane = function (map, name) {
    const full = "cm-" + name;
    if (!map.getPane(full)) {
      const pane = map.createPane(full);
      pane.style.zIndex = PANES[name];
      if (name === "labels" || name === "base" || name === "heat") pane.style.pointerEvents = "none";
    }
    return full;
  };

  cm.renderer = function (map, name) {
    if (!map._cmRenderers) map._cmRenderers = {};
    return map._cmRenderers[name] || (map._cmRenderers[name] = L.svg({ pane: cm.pane(map, name), padding: 0.4 }));
  };

  /* A layer of a scene: draws itself at once, and again after each change of filter or focus. */
  cm.SceneLayer = L.Layer.extend({
    initialize: function (scene, item) { this.scene = scene; this.item = item; },
    onAdd: function (map) {
      this.group = L.layerGroup().addTo(map);
      this.start(map);
      this.scene.events.on("change", this.draw, this);
      this.scene.events.on("focus", this.refocus, this);
      this.draw();
    },
    onRemove: function (map) {
      this.scene.events.off("change", this.draw, this);
      this.scene.events.off("focus", this.refocus, this);
      this.stop(map);
      this.group.remove();
      map.fire("cmlabels");
    },
    start: function () {},
    stop: function () {},
    draw: function () {},
    refocus: function () {}
  });

  /* The card of a place. */
  cm.placeCard = function (scene, place) {
    const places = scene.data.places;
    const card = cm.make("div", "cm-card");
    const head = cm.make("p", "cm-card-head");
    head.append(cm.bdi(places.name[place], "cm-name"));
    if (places.local[place]) head.append(" ", cm.bdi(places.local[place], "cm-local"));
    card.append(head);
    card.append(cm.placeMeta(scene, place));
    const mention = scene.mentionsOf(place)[0];
    if (mention !== undefined) {
      const mentions = scene.data.mentions;
      card.append(cm.quoted(scene, mentions.quote[mention], mentions.start[mention], mentions.end[mention]));
    }
    return card;
  };

  /* What a place is, and what the gazetteer calls it where the reports spell it in another way. */
  cm.placeMeta = function (scene, place) {
    const line = cm.make("p", "cm-meta"), official = scene.data.places.official[place];
    if (official) line.append("in the gazetteer ", cm.bdi(official), " · ");
    line.append(cm.bdi(cm.placeWords(scene, place)));
    return line;
  };

  cm.placeWords = function (scene, place) {
    const places = scene.data.places;
    const words = [scene.kind(place)];
    const where = scene.where(place);
    if (where) words.push(where);
    const extent = places.extent[place];
    if (extent > 0 && !scene.isArea(place)) words.push("within about " + cm.kilometres(extent));
    const count = scene.mentionsOf(place).length;
    words.push(count === 1 ? "1 mention" : count.toLocaleString("en") + " mentions");
    return words.join(" · ");
  };

  cm.kilometres = function (metres) {
    const number = (value) => (value < 10 ? String(Math.round(value * 10) / 10) : Math.round(value).toLocaleString("en"));
    return number(metres / 1000) + " km (" + number(metres / 1609.344) + " mi)";
  };

  cm.popup = function (map, latlng, content) {
    /* Clear of what a page puts over the map: its buttons, the way back, the legend. */
    const width = map.getSize().x, bar = document.getElementById("cm-bar"), legend = document.getElementById("cm-legend");
    const top = bar && !bar.hidden ? bar.offsetTop + bar.offsetHeight + 8 : 60;
    const right = legend && legend.open && width > 620 ? legend.offsetWidth + 20 : 12;
    const room = Math.max(160, Math.min(320, width - 60 - right - 46));
    const popup = L.popup({ maxWidth: room, minWidth: Math.min(180, room), autoPanPaddingTopLeft: [60, top], autoPanPaddingBottomRight: [right, 20] })
      .setLatLng(latlng).setContent(content).openOn(map);
    /* Leaflet's way to close is a link to nowhere that a key cannot press with the space bar: a button in all but its name. */
    const close = popup._closeButton;
    close.removeAttribute("href");
    close.tabIndex = 0;
    close.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); popup.close(); } });
    return popup;
  };

  /* Say what was clicked: the page shows it in its list, a bare map opens a card. */
  cm.choose = function (map, scene, type, index, latlng) {
    scene.setFocus(type, index, { from: "map" });
    if (type === "place") cm.popup(map, latlng || scene.at(index), cm.placeCard(scene, index));
  };
})();
