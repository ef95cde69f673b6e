/* What can be taken along, all without a network: citation, GeoJSON, CSV, print. */
(function () {
  "use strict";
  const cm = window.conflictmap, page = cm.page;
  const element = (id) => document.getElementById(id);

  function say(text) {
    element("cm-said").textContent = text;
  }

  page.citation = function () {
    const data = page.scene.data, shown = data.reports.slice(0, 5);
    const reports = shown.map((report) => [report.title, report.source, report.date, /^https?:\/\//i.test(report.url) ? report.url : "", "SHA-256 " + report.sha256].filter(Boolean).join(", "));
    if (data.reports.length > shown.length) reports.push("and " + (data.reports.length - shown.length) + " other reports");
    const gazetteer = data.reports.length ? data.reports[0].gazetteer : "";
    return [
      "“" + page.data.title + "”. Map made with conflictmap.",
      "From: " + reports.join("; ") + ".",
      "Gazetteer: " + (gazetteer || "GeoNames") + ". " + page.data.viewpoint
    ].join("\n");
  };

  function copy() {
    const text = page.citation();
    const fallback = () => {
      const dialog = element("cm-dialog"), area = element("cm-dialog-text");
      area.value = text;
      if (dialog.showModal) dialog.showModal(); else dialog.setAttribute("open", "");
      area.focus();
      area.select();
    };
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(() => say("Citation copied."), fallback);
    else fallback();
  }

  function save(name, type, text) {
    const address = URL.createObjectURL(new Blob([text], { type: type }));
    const anchor = cm.make("a", "");
    anchor.href = address;
    anchor.download = name;
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    /* Whether a frame let the file through is told to nobody. */
    say(name + (window.top === window ? " saved." : " saved, unless the page around this map forbids it."));
  }

  /* What a row tells of the report and the sentence that it is from. */
  function origin(quote) {
    const scene = page.scene, report = scene.data.reports[scene.reportOf(quote)];
    return {
      quote: scene.data.quotes[quote], page: scene.data.quotePages[quote] || "", report: report.title, report_source: report.source,
      date: report.date, url: report.url, sha256: report.sha256
    };
  }

  /* One row a mention that the filters let through. */
  page.rows = function () {
    const scene = page.scene, data = scene.data, places = data.places, mentions = data.mentions, rows = [];
    for (let i = 0; i < mentions.place.length; i++) {
      const place = mentions.place[i], quote = mentions.quote[i];
      if (!scene.weight[place] || !scene.reportShown[scene.reportOf(quote)]) continue;
      rows.push({
        place: place,
        id: places.id[place], name: places.official[place] || places.name[place], local_name: places.local[place], lat: places.lat[place], lon: places.lon[place],
        precision: scene.precision(place), extent_m: places.extent[place], feature_code: scene.word(places.code[place]),
        country: scene.word(places.country[place]), source: scene.word(places.source[place]), confidence: mentions.confidence[i] / 100,
        mention: data.quotes[quote].slice(mentions.start[i], mentions.end[i]), ...origin(quote)
      });
    }
    return rows;
  };

  /* And one for each name that is not on the map, with the reason. */
  page.unplacedRows = function () {
    const scene = page.scene;
    return scene.data.unplaced.filter((entry, index) => scene.unplacedShown[index])
      .map(([name, reason, quote]) => ({ mention: name, reason: reason, ...origin(quote) }));
  };

  /* Rings as RFC 7946 wants them: longitudes within ±180 where the whole shape is. */
  function geometry(area) {
    const turn = (ring) => ring.map(([lat, lon]) => [Math.round(lon * 1e5) / 1e5, Math.round(lat * 1e5) / 1e5]);
    if (area.kind !== "polygon") return { type: "MultiLineString", coordinates: area.parts.map(turn) };
    const parts = area.parts.map((part) => part.map(turn));
    return parts.length === 1 ? { type: "Polygon", coordinates: parts[0] } : { type: "MultiPolygon", coordinates: parts };
  }

  page.geojson = function () {
    const scene = page.scene, features = [];
    const places = new Map();
    for (const row of page.rows()) {
      const key = row.id + "/" + row.lat + "/" + row.lon;
      if (!places.has(key)) {
        const { lat, lon, mention, quote, page: _, place, ...rest } = row, area = scene.data.places.area[place];
        /* Where only the text locates a place it is never a point. */
        const shape = row.precision === "inferred" && area >= 0 ? geometry(scene.area(area)) : { type: "Point", coordinates: [lon, lat] };
        places.set(key, { type: "Feature", geometry: shape, properties: Object.assign({ kind: "place" }, rest, { mentions: [] }) });
      }
      places.get(key).properties.mentions.push({ text: row.mention, quote: row.quote, date: row.date, report: row.report });
    }
    features.push(...places.values());
    scene.data.claims.forEach((claim, index) => {
      if (!scene.claimShown[index]) return;
      const report = scene.data.reports[scene.reportOf(claim.where[0])];
      const properties = {
        kind: "claim", number: index + 1, type: claim.type, text: claim.text, subject: claim.subjectName, reference: claim.referenceName,
        verdict: claim.verdict, reason: claim.reason, explanation: claim.explanation, distance_m: claim.distance, azimuth_deg: claim.azimuth,
        confidence: claim.confidence / 100, quote: scene.data.quotes[claim.where[0]], report: report.title, date: report.date, sha256: report.sha256
      };
      let shape = null;
      if (claim.line) shape = { type: "LineString", coordinates: cm.decode(claim.line).map(([lat, lon]) => [Math.round(lon * 1e5) / 1e5, Math.round(lat * 1e5) / 1e5]) };
      features.push({ type: "Feature", geometry: shape, properties: properties });
      if (claim.area >= 0) features.push({ type: "Feature", geometry: geometry(scene.area(claim.area)), properties: { kind: "footprint", number: index + 1, verdict: claim.verdict } });
    });
    for (const row of page.unplacedRows()) features.push({ type: "Feature", geometry: null, properties: Object.assign({ kind: "unplaced" }, row) });
    return JSON.stringify({ type: "FeatureCollection", features: features });
  };

  /* A cell that a spreadsheet would run as a formula gets an apostrophe before it; numbers of ours do not. */
  function cell(value) {
    if (typeof value === "number") return String(value);
    let text = String(value ?? "");
    if (/^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text)) text = "'" + text;
    return /[",\n\r]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }

  page.csv = function () {
    const rows = [...page.rows(), ...page.unplacedRows()];
    const names = ["id", "name", "local_name", "lat", "lon", "precision", "extent_m", "feature_code", "country", "source", "confidence", "reason", "mention", "quote", "page", "report", "report_source", "date", "url", "sha256"];
    return "\ufeff" + [names.join(","), ...rows.map((row) => names.map((name) => cell(row[name])).join(","))].join("\r\n") + "\r\n";
  };

  page.buildTake = function () {
    element("cm-cite").addEventListener("click", copy);
    element("cm-geojson").addEventListener("click", () => save("conflictmap.geojson", "application/geo+json", page.geojson()));
    element("cm-csv").addEventListener("click", () => save("conflictmap.csv", "text/csv", page.csv()));
    element("cm-print").addEventListener("click", () => window.print());
    element("cm-dialog-close").addEventListener("click", () => element("cm-dialog").close());
    /* On paper: the whole map at its printed size, and every entry of the lists. */
    const legend = element("cm-legend");
    let open = null;
    const before = () => {
      if (!open) open = [[legend, legend.open], [page.digests, page.digests.open]];
      page.fillDigests();
      for (const [part] of open) part.open = true;
      document.body.classList.add("cm-printing");
      for (const section of Object.values(page.sections)) section.grow(1000);
      page.map.invalidateSize({ animate: false });
      page.view(false);
      /* Paper does not wait for the next frame. */
      cm.labels(page.map).draw();
    };
    const after = () => {
      document.body.classList.remove("cm-printing");
      for (const [part, was] of open || []) part.open = was;
      open = null;
      page.map.invalidateSize({ animate: false });
      page.view(false);
    };
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
  };

  page.buildFoot = function () {
    const scene = page.scene, data = page.data, box = element("cm-sources");
    const line = (term, ...parts) => {
      const made = cm.make("p", "");
      made.append(cm.make("strong", "", term + ": "), ...parts);
      box.append(made);
    };
    const credits = [];
    data.sources.forEach(([what, who, address], index) => {
      const anchor = cm.make("a", "", who);
      anchor.href = address;
      anchor.rel = "noopener noreferrer";
      anchor.target = "_blank";
      credits.push((index ? "; " : "") + what.toLowerCase() + " by ", anchor);
    });
    line("Sources", ...credits, data.tiles ? "; " + data.tiles.attribution : "", ".");
    box.append(cm.make("p", "", data.viewpoint));
    box.append(cm.make("p", "", data.method));
    const versions = Array.from(new Set(scene.data.reports.map((report) => report.gazetteer).filter(Boolean)));
    if (versions.length) line("Gazetteer", cm.bdi(versions.slice(0, 3).join("; ")));
    const settings = Array.from(new Set(scene.data.reports.flatMap((report) => report.settings.map(([name, value]) => name + " " + value))));
    if (settings.length) line("Settings", page.text("span", "", settings.slice(0, 12).join("; ")));
    line("Positions", scene.data.precise ? "precise, as the author of this map asked." : "rounded to what is known of each place; hospitals, camps, schools and homes to their town.");
    const digests = cm.make("details", "");
    digests.append(cm.make("summary", "", scene.data.reports.length === 1 ? "SHA-256 of the report" : "SHA-256 of the " + scene.data.reports.length.toLocaleString("en") + " reports"));
    page.digests = digests;
    page.fillDigests = () => {
      if (digests.children.length > 1) return;
      const list = cm.make("ul", "cm-digests");
      for (const report of scene.data.reports.slice(0, 2000)) {
        const item = cm.make("li", "");
        item.append(cm.make("code", "", report.sha256), " ", cm.bdi(report.title));
        list.append(item);
      }
      digests.append(list);
    };
    digests.addEventListener("toggle", () => { if (digests.open) page.fillDigests(); });
    if (scene.data.reports.length === 1) digests.open = true;
    box.append(digests);
  };
})();
