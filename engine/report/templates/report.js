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
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("details:not(.definition)").forEach((part) => { part.open = true; });
    draw("light");
  });
  window.addEventListener("afterprint", () => draw(dark.matches ? "dark" : "light"));
})();
