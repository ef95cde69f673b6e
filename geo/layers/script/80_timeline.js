/* A slider over the dates of the reports; every layer of the scene follows it. */
(function () {
  "use strict";
  const cm = window.conflictmap;
  const STEP = 900;

  const Slider = L.Control.extend({
    options: { position: "bottomleft" },
    initialize: function (scene) { this.scene = scene; },
    onAdd: function () {
      const scene = this.scene, last = scene.dates.length - 1;
      const box = cm.make("div", "cm-timeline leaflet-control");
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", "Timeline of the reports");
      const button = (text, label, press) => {
        const element = cm.make("button", "cm-button", text);
        element.type = "button";
        element.setAttribute("aria-label", label);
        element.addEventListener("click", press);
        return element;
      };
      this.play = button("▶", "Play", () => (this.timer ? this.halt() : this.run()));
      const back = button("‹", "One date back", () => this.go(this.at() - 1));
      const on = button("›", "One date on", () => this.go(this.at() + 1));
      this.range = cm.make("input", "cm-range");
      Object.assign(this.range, { type: "range", min: "0", max: String(last), step: "1", value: String(last) });
      this.range.setAttribute("aria-label", "Date");
      this.range.addEventListener("input", () => { this.halt(); this.go(this.at()); });
      this.out = cm.make("output", "cm-date");
      const only = cm.make("label", "cm-only");
      this.only = cm.make("input");
      this.only.type = "checkbox";
      this.only.addEventListener("change", () => this.go(this.at()));
      only.append(this.only, " only this date");
      box.append(this.play, back, this.range, on, this.out, only);
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
      this.tell();
      return box;
    },
    onRemove: function () { this.halt(); },
    at: function () { return Number(this.range.value); },
    tell: function () {
      const date = this.scene.dates[this.at()];
      const all = this.at() === this.scene.dates.length - 1 && !this.only.checked;
      this.out.textContent = this.only.checked ? date : "up to " + date;
      this.range.setAttribute("aria-valuetext", this.out.textContent);
      return all;
    },
    go: function (index) {
      this.range.value = String(Math.max(0, Math.min(this.scene.dates.length - 1, index)));
      const all = this.tell();
      this.scene.set({ date: all ? -1 : this.at(), only: this.only.checked });
    },
    run: function () {
      this.play.textContent = "❚❚";
      this.play.setAttribute("aria-label", "Pause");
      if (this.at() >= this.scene.dates.length - 1) this.go(0);
      this.timer = setInterval(() => {
        if (this.at() >= this.scene.dates.length - 1) this.halt(); else this.go(this.at() + 1);
      }, STEP);
    },
    halt: function () {
      clearInterval(this.timer);
      this.timer = 0;
      this.play.textContent = "▶";
      this.play.setAttribute("aria-label", "Play");
    }
  });

  cm.kinds.timeline = L.Layer.extend({
    initialize: function (scene) { this.scene = scene; },
    onAdd: function (map) {
      if (this.scene.dates.length < 2) return;
      this.control = new Slider(this.scene).addTo(map);
    },
    onRemove: function () {
      if (!this.control) return;
      this.control.remove();
      this.control = null;
      this.scene.set({ date: -1, only: false });
    }
  });
})();
