/* What Folium's own layers ask of jQuery: markup to elements, and a call when the page is ready. */
/* Only in pages to which layers of Folium were added by hand; their text is their author's. */
window.$ = window.$ || function (what) {
  if (what === document) {
    return { ready: function (then) { if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", then); else then(); } };
  }
  const holder = document.createElement("template");
  holder.innerHTML = String(what).trim();
  return holder.content.children;
};
