/* The list of evidence: claims, places, and what could not be placed. */
(function () {
  "use strict";
  const cm = window.conflictmap, page = cm.page;
  const STEP = 60;          /* entries shown at first, and with each "show more" */
  const QUOTES = 3;         /* quotations of a place before "all mentions" */

  const element = (id) => document.getElementById(id);

  page.text = function (tag, name, text) {
    const made = cm.make(tag, name, text);
    made.dir = "auto";
    return made;
  };

  /* What a report is called: one without a title by its source and the words it begins with. */
  page.reportName = function (index) {
    const report = page.scene.data.reports[index];
    return report.title || [report.source || "Report " + (index + 1), report.opening ? "“" + report.opening + "”" : ""].filter(Boolean).join(": ");
  };

  function reportLine(quote) {
    const scene = page.scene, number = scene.reportOf(quote), report = scene.data.reports[number];
    const line = cm.make("p", "cm-source");
    const parts = [];
    /* Date and page first: what is longer may be cut on the screen. */
    if (report.date) parts.push(cm.bdi(report.date));
    if (scene.data.quotePages[quote]) parts.push("p. " + scene.data.quotePages[quote]);
    if (report.title) parts.push(link(report));
    else if (scene.data.reports.length > 1) parts.push(cm.bdi(page.reportName(number)));
    /* The source of the only report stands under the headline. */
    if (report.title && report.source && scene.data.reports.length > 1) parts.push(cm.bdi(report.source));
    parts.forEach((part, index) => { if (index) line.append(" · "); line.append(part); });
    return parts.length ? line : null;
  }

  /* Only http and https become links; anything else stays text. */
  function link(report) {
    let address = null;
    if (/^https?:\/\//i.test(report.url)) {
      try { address = new URL(report.url); } catch (error) { address = null; }
    }
    if (!address || (address.protocol !== "https:" && address.protocol !== "http:")) return cm.bdi(report.title);
    const anchor = cm.make("a", "");
    anchor.append(cm.bdi(report.title));
    anchor.href = address.href;
    anchor.rel = "noopener noreferrer";
    anchor.target = "_blank";
    return anchor;
  }

  function row(list, term, text) {
    if (!text) return;
    /* Sentences of ours, left to right even where they begin with a name that is not. */
    const words = cm.make("dd", "", text);
    words.dir = "ltr";
    list.append(cm.make("dt", "", term), words);
  }

  function showButton(label, type, index) { return pressButton(label, () => page.show(type, index)); }

  function pressButton(label, press) {
    const button = cm.make("button", "cm-button cm-show", "Show on map");
    button.type = "button";
    button.setAttribute("aria-label", "Show on map: " + label);
    button.addEventListener("click", press);
    return button;
  }

  function claimEntry(index) {
    const scene = page.scene, claim = scene.data.claims[index];
    const item = cm.make("li", "cm-entry cm-claim-entry cm-" + claim.verdict);
    item.id = "claim-" + (index + 1);
    item.tabIndex = -1;
    const head = cm.make("div", "cm-entry-head");
    head.append(cm.verdictChip(claim.verdict), cm.make("span", "cm-number", "Claim " + (index + 1)));
    const title = cm.make("h4", "");
    title.append(cm.bdi(claim.subjectName || "The report", "cm-name"), ": ", cm.bdi("“" + claim.text + "”"));
    item.append(head, title, cm.quoted(scene, claim.where[0], claim.where[1], claim.where[2]));
    const source = reportLine(claim.where[0]);
    if (source) item.append(source);
    const facts = cm.make("dl", "cm-facts");
    row(facts, "Report says", claim.stated);
    row(facts, "Measured", claim.measured && (claim.measured + (claim.referenceName ? " from " + claim.referenceName : "")));
    if (claim.implied) row(facts, "Understood", claim.implied);
    row(facts, "Finding", claim.explanation);
    if (claim.verdict !== "unverifiable") row(facts, "Confidence", claim.confidence + " %");
    item.append(facts, showButton("claim " + (index + 1), "claim", index));
    return item;
  }

  function placeEntry(place) {
    const scene = page.scene, places = scene.data.places, mentions = scene.data.mentions;
    const item = cm.make("li", "cm-entry cm-place-entry");
    item.id = "place-" + slug(places.id[place]);
    item.tabIndex = -1;
    const title = cm.make("h4", "");
    const mark = cm.make("span", "cm-key cm-key-" + scene.precision(place));
    mark.setAttribute("aria-hidden", "true");
    title.append(mark, cm.bdi(places.name[place], "cm-name"));
    if (places.local[place]) title.append(" ", cm.bdi(places.local[place], "cm-local"));
    item.append(title, cm.placeMeta(scene, place));
    const shown = Array.from(scene.mentionsOf(place)).filter((mention) => scene.reportShown[scene.reportOf(mentions.quote[mention])]);
    const seen = new Set();
    const add = (holder, list) => {
      for (const mention of list) {
        const quote = mentions.quote[mention];
        if (seen.has(quote)) continue;
        seen.add(quote);
        holder.append(cm.quoted(scene, quote, mentions.start[mention], mentions.end[mention]));
        const source = reportLine(quote);
        if (source) holder.append(source);
      }
    };
    add(item, shown.slice(0, 1));
    if (shown.length > 1) {
      const more = cm.make("details", "cm-more");
      more.append(cm.make("summary", "", shown.length === 2 ? "1 other mention" : (shown.length - 1).toLocaleString("en") + " other mentions"));
      more.addEventListener("toggle", () => { if (more.open && more.children.length === 1) add(more, shown.slice(1, 1 + 40 * QUOTES)); });
      item.append(more);
    }
    const source = scene.word(places.source[place]);
    const notes = [];
    if (source && source !== "gazetteer") notes.push("position: " + sourceWords(source));
    const least = shown.length ? Math.max(...shown.slice(0, 50).map((mention) => mentions.confidence[mention])) : 0;
    if (least < 60) notes.push("confidence " + least + " %");
    if (places.demonym[place]) notes.push("named through its people");
    if (notes.length) item.append(page.text("p", "cm-meta", notes.join(" · ")));
    item.append(showButton(places.name[place], "place", place));
    return item;
  }

  function sourceWords(source) {
    if (source === "inferred") return "inferred from the text";
    if (source === "override") return "given by the author of this map";
    if (source === "given") return "given by the report";
    return source;
  }

  function unplacedEntry(index) {
    const scene = page.scene, [name, reason, quote, start, end] = scene.data.unplaced[index];
    const item = cm.make("li", "cm-entry");
    const title = cm.make("h4", "");
    title.append(cm.bdi(name, "cm-name"));
    item.append(title, page.text("p", "cm-meta", reason), cm.quoted(scene, quote, start, end));
    const source = reportLine(quote);
    if (source) item.append(source);
    return item;
  }

  function addedEntry(index) {
    const scene = page.scene, [layer, feature] = page.added[index];
    const item = cm.make("li", "cm-entry");
    const title = cm.make("h4", "");
    title.append(cm.userKey(feature), cm.bdi(feature.title || layer.name, "cm-name"));
    item.append(title);
    if (feature.description) item.append(page.text("p", "cm-meta", feature.description));
    if (scene.data.layers.length > 1) item.append(page.text("p", "cm-source", layer.name));
    const bounds = cm.userBounds(scene, feature);
    if (bounds.isValid()) {
      item.append(pressButton(feature.title || layer.name, () => {
        page.map.closePopup();
        page.scene.setFocus("", -1);
        page.remember();
        page.fit(bounds, false);
        cm.userCard(page.map, feature, bounds.getCenter());
        page.seen();
      }));
    }
    return item;
  }

  function slug(identifier) {
    const number = /^geonames:(\d+)$/.exec(identifier);
    return number ? number[1] : String(identifier).replace(/[^A-Za-z0-9_-]+/g, "-").slice(0, 80);
  }
  page.slug = slug;

  /* One list with its heading; long ones grow on demand. */
  class Section {
    constructor(identifier, title, note, entry) {
      this.entry = entry;
      this.title = title;
      this.box = cm.make("section", "cm-section");
      this.box.setAttribute("aria-labelledby", identifier);
      this.head = cm.make("h3", "", title);
      this.head.id = identifier;
      this.list = cm.make("ol", "cm-list");
      this.more = cm.make("button", "cm-button cm-grow");
      this.more.type = "button";
      this.more.addEventListener("click", () => { const first = this.count; this.grow(this.count + STEP); const item = this.list.children[first]; if (item) item.focus(); });
      this.box.append(this.head);
      if (note) this.box.append(cm.make("p", "cm-meta", note));
      this.box.append(this.list, this.more);
    }
    fill(indices) {
      this.indices = indices;
      this.list.replaceChildren();
      this.count = 0;
      this.head.textContent = this.title + " (" + indices.length.toLocaleString("en") + ")";
      this.box.hidden = !indices.length;
      this.grow(STEP);
    }
    grow(target) {
      const pieces = document.createDocumentFragment();
      for (; this.count < Math.min(target, this.indices.length); this.count++) pieces.append(this.entry(this.indices[this.count]));
      this.list.append(pieces);
      const rest = this.indices.length - this.count;
      this.more.hidden = rest <= 0;
      this.more.textContent = "Show more (" + rest.toLocaleString("en") + " left)";
    }
    reach(index) {
      const at = this.indices.indexOf(index);
      if (at < 0) return null;
      if (at >= this.count) this.grow(at + 10);
      return this.list.children[at];
    }
  }

  page.buildLists = function () {
    page.sections = {
      claim: new Section("cm-claims", "Claims checked", "", claimEntry),
      place: new Section("cm-places", "Places", "", placeEntry),
      unplaced: new Section("cm-unplaced", "Not on the map", "Named in the text, but left off the map for the reason given.", unplacedEntry),
      added: new Section("cm-added", "Added by the author of this map", "Not from the reports.", addedEntry)
    };
    page.added = page.scene.data.layers.flatMap((layer) => layer.features.filter((feature) => feature.title || feature.description).map((feature) => [layer, feature]));
    for (const section of Object.values(page.sections)) element("cm-lists").append(section.box);
    page.scene.events.on("change", page.fillLists);
    page.scene.events.on("focus", mark);
    page.fillLists();
  };

  /* Silence is no verdict: of a report in a language without claims only the places are known. */
  function sayUnread() {
    const scene = page.scene, only = scene.filter.report;
    const names = [...new Set(scene.data.reports.filter((report, index) => report.unread && (only < 0 || only === index)).map((report) => report.unread))].sort();
    element("cm-unread").hidden = !names.length;
    element("cm-unread").textContent = names.length ? "Text in " + names.join(", ") + ": its places are shown, but claims are read in English, Arabic, Russian and Ukrainian only." : "";
  }

  page.fillLists = function () {
    const scene = page.scene, places = scene.data.places;
    const claims = [], shown = [], unplaced = [];
    const rank = { contradicted: 0, approximate: 1, supported: 2, unverifiable: 3 };
    scene.claimShown.forEach((on, index) => { if (on) claims.push(index); });
    claims.sort((a, b) => rank[scene.data.claims[a].verdict] - rank[scene.data.claims[b].verdict] ||
      Boolean(scene.data.claims[b].line) - Boolean(scene.data.claims[a].line) || a - b);
    for (let place = 0; place < scene.count; place++) if (scene.weight[place]) shown.push(place);
    const order = (place) => (places.demonym[place] ? 2 : places.precision[place] === 5 ? 1 : 0);
    shown.sort((a, b) => order(a) - order(b) || scene.weight[b] - scene.weight[a] || a - b);
    scene.unplacedShown.forEach((on, index) => { if (on) unplaced.push(index); });
    page.sections.claim.fill(claims);
    page.sections.place.fill(shown);
    page.sections.unplaced.fill(unplaced);
    const filter = scene.filter, wanted = cm.plain(filter.text.trim()), added = [];
    if (!filter.kind && !filter.verdict && filter.report < 0) page.added.forEach(([, feature], index) => { if (cm.plain(feature.title + "\n" + feature.description).includes(wanted)) added.push(index); });
    page.sections.added.fill(added);
    const say = (number, noun) => number.toLocaleString("en") + " " + noun + (number === 1 ? "" : "s");
    const total = claims.length + shown.length + unplaced.length;
    element("cm-filters").hidden = !total && !page.added.length && !page.filtered();
    element("cm-count").textContent = total
      ? (scene.data.claims.length ? say(claims.length, "claim") + ", " : "") + say(shown.length, "place") + (unplaced.length ? ", " + unplaced.length.toLocaleString("en") + " not on the map" : "")
      : page.filtered() ? "Nothing matches these filters." : "No place and no claim was found in this report.";
    sayUnread();
    mark();
  };

  function mark() {
    const focus = page.scene.focus;
    for (const item of document.querySelectorAll(".cm-entry.cm-current")) { item.classList.remove("cm-current"); item.removeAttribute("aria-current"); }
    if (!focus.type || !page.sections[focus.type]) return;
    const item = page.sections[focus.type].reach(focus.index);
    if (item) { item.classList.add("cm-current"); item.setAttribute("aria-current", "true"); }
  }

  /* Bring the entry of what is in focus into view within its own list, without moving the page. */
  page.reveal = function () {
    const focus = page.scene.focus;
    const item = focus.type && page.sections[focus.type].reach(focus.index);
    if (!item) return;
    const box = element("evidence");
    if (box.scrollHeight > box.clientHeight + 2 && getComputedStyle(box).overflowY !== "visible") {
      const top = item.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop - 8;
      box.scrollTo({ top: top, behavior: cm.calm() ? "auto" : "smooth" });
    }
  };
})();
