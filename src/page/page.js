"use strict";
// What a page does beyond showing itself: it remembers the language, finds entries, and shows what hangs together in
// the graph. Without it the page is whole.
(() => {
  const radios = [...document.querySelectorAll('input[name="lang"]')];
  const remembered = () => { try { return localStorage.getItem("kisoku-lang"); } catch { return null; } };
  const choose = (value) => {
    document.documentElement.lang = value === "ja" ? "ja" : "en";
    try { localStorage.setItem("kisoku-lang", value); } catch { /* a page from a file may have no storage */ }
  };
  const before = radios.find((radio) => radio.value === remembered());
  if (before) { before.checked = true; choose(before.value); }
  radios.forEach((radio) => radio.addEventListener("change", () => choose(radio.value)));

  const search = document.querySelector("#search");
  if (search) {
    const entries = [...document.querySelectorAll("[data-entry]")];
    const links = new Map([...document.querySelectorAll("nav a[href^='#']")].map((link) => [link.hash.slice(1), link]));
    const groups = [...document.querySelectorAll("[data-group]")];
    const said = document.querySelector("#found");
    const fold = (text) => text.normalize("NFKC").toLowerCase();
    const texts = entries.map((entry) => fold(entry.textContent));
    document.querySelector("#searchbox").hidden = false;
    search.addEventListener("input", () => {
      const words = fold(search.value).split(/\s+/).filter(Boolean);
      let found = 0;
      entries.forEach((entry, index) => {
        const hit = words.every((word) => texts[index].includes(word));
        entry.hidden = !hit;
        found += hit ? 1 : 0;
        const link = links.get(entry.id);
        if (link) link.parentElement.hidden = !hit;
      });
      groups.forEach((group) => { group.hidden = words.length > 0 && !group.querySelector("[data-entry]:not([hidden])"); });
      said.textContent = words.length === 0 ? "" : `${found} / ${entries.length}`;
    });
  }

  document.querySelectorAll("svg.graph").forEach((graph) => {
    const show = (node) => {
      const near = new Set(node ? [node.id] : []);
      const walk = (from, to) => {
        const waiting = node ? [node.id] : [];
        while (waiting.length) {
          const at = waiting.pop();
          graph.querySelectorAll(`path[data-${from}="${at}"]`).forEach((edge) => {
            edge.classList.add("lit");
            const next = edge.getAttribute(`data-${to}`);
            if (!near.has(next)) { near.add(next); waiting.push(next); }
          });
        }
      };
      graph.querySelectorAll(".lit").forEach((edge) => edge.classList.remove("lit"));
      walk("from", "to");
      walk("to", "from");
      graph.classList.toggle("choosing", Boolean(node));
      graph.querySelectorAll("a.node").forEach((one) => one.classList.toggle("lit", near.has(one.id)));
    };
    graph.querySelectorAll("a.node").forEach((node) => {
      node.addEventListener("mouseenter", () => show(node));
      node.addEventListener("mouseleave", () => show(null));
      node.addEventListener("focus", () => show(node));
      node.addEventListener("blur", () => show(null));
    });
  });

  // What is folded is opened for paper (but not what is only brief there), and where a link leads into it.
  const open = (id) => {
    const target = id && document.getElementById(id);
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", () => open(decodeURIComponent(location.hash.slice(1))));
  if (location.hash) open(decodeURIComponent(location.hash.slice(1)));
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open]):not(.brief)")];
    folded.forEach((one) => { one.open = true; });
  });
  addEventListener("afterprint", () => folded.forEach((one) => { one.open = false; }));
})();
