/* Scenes: the data of a page, what is filtered and what is in focus. Text is only ever shown by textContent. */
(function () {
  "use strict";
  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const VALUES = new Uint8Array(128);
  for (let i = 0; i < 64; i++) VALUES[LETTERS.charCodeAt(i)] = i;

  /* Return [[lat, lon], …] of an encoded line. */
  function decode(text, scale) {
    const points = [];
    const unit = 1 / (scale || 1000);
    let x = 0, y = 0, value = 0, shift = 0, first = true;
    for (let i = 0; i < text.length; i++) {
      const bits = VALUES[text.charCodeAt(i) & 127];
      value |= (bits & 31) << shift;
      if (bits & 32) { shift += 5; continue; }
      const step = value & 1 ? ~(value >> 1) : value >> 1;
      value = shift = 0;
      if (first) x += step; else { y += step; points.push([y * unit, x * unit]); }
      first = !first;
    }
    return points;
  }

  const PRECISIONS = ["exact", "neighbourhood", "town", "district", "province", "country", "inferred"];
  const PRECISION_WORDS = {
    exact: "exact position", neighbourhood: "neighbourhood", town: "town or village", district: "district",
    province: "province", country: "country", inferred: "area inferred from the text"
  };
  const VERDICTS = ["supported", "approximate", "contradicted", "unverifiable"];
  const VERDICT_WORDS = {
    supported: "Supported", approximate: "Approximate", contradicted: "Contradicted", unverifiable: "Unverifiable"
  };
  const SIGNS = { supported: "✓", approximate: "≈", contradicted: "✕", unverifiable: "?" };

  const OPEN = 0.35;   /* of a claim's own box, how much more of its area its view may show on each side */

  class Scene {
    constructor(number) {
      const block = document.getElementById("conflictmap-scene-" + number);
      const data = JSON.parse(block.textContent);
      this.number = number;
      this.data = data;
      this.page = data.page || null;
      this.events = new L.Evented();
      this.filter = { report: -1, kind: "", verdict: "", text: "", date: -1, only: false };
      this.focus = { type: "", index: -1 };
      this.middle = 0;
      if (this.page) this.middle = (this.page.overview[0] + this.page.overview[2]) / 2;
      const places = data.places;
      this.count = places.id.length;
      this._index();
      this._dates();
      this._shown();
    }

    /* Mentions by place, claims by place: start offsets into one list. */
    _index() {
      const mentions = this.data.mentions, total = mentions.place.length;
      this.first = new Uint32Array(this.count + 1);
      for (let i = 0; i < total; i++) this.first[mentions.place[i] + 1]++;
      for (let i = 0; i < this.count; i++) this.first[i + 1] += this.first[i];
      const next = this.first.slice();
      this.order = new Uint32Array(total);
      for (let i = 0; i < total; i++) this.order[next[mentions.place[i]]++] = i;
      this.claimed = new Map();
      this.data.claims.forEach((claim, index) => {
        for (const place of [claim.subject, claim.reference, claim.second]) {
          if (place < 0) continue;
          if (!this.claimed.has(place)) this.claimed.set(place, []);
          if (!this.claimed.get(place).includes(index)) this.claimed.get(place).push(index);
        }
      });
      this.lons = this.data.places.lon.map((lon) => this.near(lon));
      this._wheres();
    }

    /* What a place lies in, the code of its country as a name. */
    _wheres() {
      const places = this.data.places, words = this.data.words;
      this.wheres = words.slice();
      let names = null;
      try { names = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" }); } catch (error) { return; }
      for (let place = 0; place < this.count; place++) {
        const index = places.where[place], text = words[index], code = words[places.country[place]];
        if (this.wheres[index] !== text || !/^[A-Z]{2}$/.test(code) || !(text === code || text.endsWith(", " + code))) continue;
        const name = names.of(code);
        if (name) this.wheres[index] = text.slice(0, -2) + name;
      }
    }

    _dates() {
      const dates = new Set();
      for (const report of this.data.reports) if (report.date) dates.add(report.date);
      this.dates = Array.from(dates).sort();
      this.reportDate = this.data.reports.map((report) => this.dates.indexOf(report.date));
    }

    /* A longitude on the side of the antimeridian where the map is. */
    near(lon) {
      return lon - 360 * Math.round((lon - this.middle) / 360);
    }

    at(place) { return L.latLng(this.data.places.lat[place], this.lons[place]); }
    precision(place) { return PRECISIONS[this.data.places.precision[place]]; }
    isArea(place) { return this.data.places.precision[place] > 2; }
    word(index) { return this.data.words[index]; }
    kind(place) { return this.data.kinds[this.data.places.precision[place] + "/" + this.data.places.code[place]]; }
    where(place) { return this.wheres[this.data.places.where[place]]; }
    mentionsOf(place) { return this.order.subarray(this.first[place], this.first[place + 1]); }
    reportOf(quote) { return this.data.quoteReports[quote]; }

    /* Polygons or lines of an area as Leaflet takes them, shifted to where the map is. */
    area(index) {
      const area = this.data.areas[index];
      const parts = area.parts.map((part) => part.map((ring) => decode(ring)));
      const first = parts[0][0][0];
      const shift = this.near(first[1]) - first[1];
      if (shift) for (const part of parts) for (const ring of part) for (const point of ring) point[1] += shift;
      return { kind: area.kind, parts: area.kind === "polygon" ? parts : parts.map((part) => part[0]) };
    }

    line(claim) {
      const points = decode(this.data.claims[claim].line);
      const shift = this.near(points[0][1]) - points[0][1];
      return shift ? points.map((point) => [point[0], point[1] + shift]) : points;
    }

    _reportShown(report) {
      const filter = this.filter;
      if (filter.report >= 0 && report !== filter.report) return false;
      if (filter.date < 0) return true;
      const date = this.reportDate[report];
      return date < 0 || (filter.only ? date === filter.date : date <= filter.date);
    }

    _lower(list, key) {
      if (!this._lowered) this._lowered = {};
      if (!this._lowered[key]) this._lowered[key] = list.map(plain);
      return this._lowered[key];
    }

    /* Decide for every mention, claim and unplaced name whether the filters let it through. */
    _shown() {
      const data = this.data, filter = this.filter, places = data.places, mentions = data.mentions;
      const text = plain(filter.text.trim());
      const reports = data.reports.map((_, index) => this._reportShown(index));
      this.reportShown = reports;
      let quotes = null, names = null, locals = null, wheres = null;
      if (text) {
        quotes = this._lower(data.quotes, "quotes").map((quote) => quote.includes(text));
        names = this._lower(places.name.map((name, place) => name + "\n" + (places.official[place] || "")), "names");
        locals = this._lower(places.local, "locals");
        wheres = this._lower(this.wheres, "wheres").map((word) => word.includes(text));
      }
      const placeHit = (place) =>
        names[place].includes(text) || locals[place].includes(text) || wheres[places.where[place]];
      const kind = filter.kind, precision = PRECISIONS.indexOf(kind);
      this.claimShown = data.claims.map((claim) => {
        if (!reports[this.reportOf(claim.where[0])]) return false;
        if (kind && kind !== "claims") return false;
        if (filter.verdict && claim.verdict !== filter.verdict) return false;
        if (!text) return true;
        return quotes[claim.where[0]] || plain(claim.subjectName + "\n" + claim.referenceName).includes(text);
      });
      this.unplacedShown = data.unplaced.map((entry) => {
        if (!reports[this.reportOf(entry[2])]) return false;
        if ((kind && kind !== "unplaced") || filter.verdict) return false;
        return !text || quotes[entry[2]] || plain(entry[0]).includes(text);
      });
      let only = null;
      if (kind === "claims" || filter.verdict) {
        only = new Set();
        data.claims.forEach((claim, index) => {
          if (this.claimShown[index]) for (const place of [claim.subject, claim.reference, claim.second]) only.add(place);
        });
      }
      const weight = new Uint32Array(this.count);
      for (let i = 0; i < mentions.place.length; i++) {
        const place = mentions.place[i];
        if (!reports[this.reportOf(mentions.quote[i])]) continue;
        if (only && !only.has(place)) continue;
        if (precision >= 0 && places.precision[place] !== precision) continue;
        if (kind === "unplaced") continue;
        if (text && !only && !quotes[mentions.quote[i]] && !placeHit(place)) continue;
        weight[place]++;
      }
      this.weight = weight;
    }

    set(changes) {
      Object.assign(this.filter, changes);
      this._shown();
      this.events.fire("change");
    }

    setFocus(type, index, how) {
      this.focus = { type: type, index: index };
      this.events.fire("focus", Object.assign({ kind: type, index: index }, how || {}));
    }

    /* The box of a place: its area, else its extent. */
    boundsOf(place) {
      const area = this.data.places.area[place];
      if (area >= 0) return L.latLngBounds(flat(this.area(area).parts));
      return this.at(place).toBounds(2 * Math.max(3000, this.data.places.extent[place]));
    }

    boundsOfClaim(index) {
      const claim = this.data.claims[index];
      const bounds = L.latLngBounds([]);
      for (const place of [claim.subject, claim.reference, claim.second]) {
        if (place < 0) continue;
        const near = this.precision(place);
        if (near === "country" || near === "province") bounds.extend(claim.line ? this.at(place) : this.boundsOf(place));
        else bounds.extend(this.at(place).toBounds(2 * Math.max(2000, this.data.places.extent[place])));
      }
      if (claim.line) bounds.extend(L.latLngBounds(this.line(index)));
      if (claim.area < 0) return bounds;
      const area = L.latLngBounds(flat(this.area(claim.area).parts));
      if (!claim.endless || !claim.line) return bounds.extend(area);
      /* "More than 800 km": of an area without an end as much is shown as lets the line be seen. */
      const box = square(bounds).pad(OPEN), inner = [area.getSouth(), area.getWest(), area.getNorth(), area.getEast()];
      const limit = [box.getSouth(), box.getWest(), box.getNorth(), box.getEast()];
      const part = inner.map((side, at) => (at < 2 ? Math.max(side, limit[at]) : Math.min(side, limit[at])));
      return part[0] < part[2] && part[1] < part[3] ? bounds.extend([[part[0], part[1]], [part[2], part[3]]]) : bounds;
    }
  }

  const ALIKE = { "\u0142": "l", "\u00f8": "o", "\u0111": "d", "\u0131": "i", "\u00df": "ss", "\u00e6": "ae", "\u0649": "\u064a", "\u0629": "\u0647" };

  /* Text as it is searched: no capitals, no accents, no vowel signs, no apostrophes. "al fallujah" finds "Al Fall\u016bjah". */
  function plain(text) {
    return String(text).toLowerCase().normalize("NFD")
      .replace(/[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0640'\u2018\u2019\u02bb-\u02bf`]/g, "")
      .replace(/[\u0142\u00f8\u0111\u0131\u00df\u00e6\u0649\u0629]/g, (letter) => ALIKE[letter]).normalize("NFC");
  }

  /* The box widened to be as high as wide, in degrees of the middle parallel. */
  function square(bounds) {
    const middle = bounds.getCenter(), stretch = Math.max(0.1, Math.cos(middle.lat * Math.PI / 180));
    const half = Math.max(bounds.getEast() - bounds.getWest(), (bounds.getNorth() - bounds.getSouth()) / stretch) / 2;
    return L.latLngBounds([middle.lat - half * stretch, middle.lng - half], [middle.lat + half * stretch, middle.lng + half]);
  }

  /* All points of nested lists. */
  function flat(parts) {
    const points = [];
    (function walk(item) {
      if (typeof item[0] === "number") points.push(item); else item.forEach(walk);
    })(parts);
    return points;
  }

  /* An element with a class and text; text is never markup. */
  function make(tag, name, text) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text !== undefined && text !== null) element.textContent = text;
    return element;
  }

  /* Text in its own direction. */
  function bdi(text, name) {
    const element = make("bdi", name, text);
    element.dir = "auto";
    return element;
  }

  /* A quotation with the words from start to end marked. */
  function quoted(scene, quote, start, end) {
    const text = scene.data.quotes[quote], cut = scene.data.quoteCuts[quote];
    const element = make("blockquote", "cm-quote");
    element.dir = "auto";
    const language = scene.data.reports[scene.reportOf(quote)].language;
    if (known(language)) element.lang = language;
    if (cut & 1) element.append(make("span", "cm-cut", "… "));
    element.append(make("span", "", text.slice(0, start)), make("mark", "", text.slice(start, end)), make("span", "", text.slice(end)));
    if (cut & 2) element.append(make("span", "cm-cut", " …"));
    return element;
  }

  /* Whether screen readers know a language by this code. */
  function known(language) {
    if (!/^[a-z]{2}$/.test(language)) return false;
    try { return new Intl.DisplayNames(["en"], { type: "language", fallback: "none" }).of(language) !== undefined; } catch (error) { return false; }
  }

  const scenes = [];
  const kinds = {};
  window.conflictmap = {
    kinds: kinds, decode: decode, make: make, plain: plain, bdi: bdi, quoted: quoted, flat: flat,
    PRECISIONS: PRECISIONS, PRECISION_WORDS: PRECISION_WORDS,
    VERDICTS: VERDICTS, VERDICT_WORDS: VERDICT_WORDS, SIGNS: SIGNS,
    calm: function () { return window.matchMedia("(prefers-reduced-motion: reduce)").matches; },
    scene: function (number) { return scenes[number] || (scenes[number] = new Scene(number)); },
    made: [],
    layer: function (kind, number, item) {
      const layer = new kinds[kind](this.scene(number), item);
      this.made.push({ kind: kind, layer: layer });
      return layer;
    }
  };
})();
