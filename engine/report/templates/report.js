(() => {
  "use strict";
  const charts = JSON.parse(document.getElementById("charts").textContent);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const draw = (mode) => {
    for (const [id, figure] of Object.entries(charts)) {
      const chosen = figure[mode];
      Plotly.react(id, chosen.data, {...chosen.layout, autosize: true}, {displayModeBar: false, responsive: true});
    }
  };
  draw(dark.matches ? "dark" : "light");
  dark.addEventListener("change", (event) => draw(event.matches ? "dark" : "light"));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && window.location.protocol === "about:") { // a preview: its links would lead to the page around it
      event.preventDefault();
      document.getElementById(link.hash.slice(1)).scrollIntoView();
    }
  });
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("details:not(.definition)").forEach((part) => { part.open = true; });
    draw("light");
  });
  window.addEventListener("afterprint", () => draw(dark.matches ? "dark" : "light"));
})();
