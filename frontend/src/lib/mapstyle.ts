// The basemap's look.

import type { StyleSpecification } from "maplibre-gl";

const FONT = ["sans-serif"];

interface Palette {
  sea: string;
  land: string;
  border: string;
  disputed: string;
  inner: string;
  country: string;
  division: string;
  town: string;
}

const LIGHT: Palette = {
  sea: "#d6e0e8", land: "#f7f7f4", border: "#8b93a0", disputed: "#a8505a", inner: "#d5d8dc",
  country: "#4a525d", division: "#747d88", town: "#39424d",
};
const DARK: Palette = {
  sea: "#0c1218", land: "#1c242d", border: "#667483", disputed: "#d98a92", inner: "#2f3a46",
  country: "#b4bfca", division: "#808c99", town: "#c3ccd5",
};

export function palette(dark: boolean): Palette {
  return dark ? DARK : LIGHT;
}

export function style(dark: boolean, basemap: string): StyleSpecification {
  const p = palette(dark);
  const halo = { "text-halo-color": p.land, "text-halo-width": 1.4 };
  return {
    version: 8,
    sources: { base: { type: "vector", url: `pmtiles://${basemap}` } },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": p.sea } },
      { id: "land", type: "fill", source: "base", "source-layer": "land", paint: { "fill-color": p.land } },
      { id: "inner", type: "line", source: "base", "source-layer": "admin1_line", minzoom: 3, paint: { "line-color": p.inner, "line-width": 0.8 } },
      { id: "border", type: "line", source: "base", "source-layer": "border", filter: ["!=", ["get", "disputed"], 1], paint: { "line-color": p.border, "line-width": ["interpolate", ["linear"], ["zoom"], 1, 0.5, 6, 1.4] } },
      { id: "disputed", type: "line", source: "base", "source-layer": "border", filter: ["==", ["get", "disputed"], 1], paint: { "line-color": p.disputed, "line-width": ["interpolate", ["linear"], ["zoom"], 1, 0.7, 6, 1.5], "line-dasharray": [3, 2] } },
      { id: "division", type: "symbol", source: "base", "source-layer": "admin1", minzoom: 4.5, layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 11, "text-letter-spacing": 0.08, "text-max-width": 7, "text-padding": 6 }, paint: { "text-color": p.division, ...halo } },
      { id: "town", type: "symbol", source: "base", "source-layer": "town", minzoom: 3, layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": ["interpolate", ["linear"], ["zoom"], 3, 10.5, 8, 13], "symbol-sort-key": ["-", 0, ["get", "people"]], "text-variable-anchor": ["bottom", "top", "left", "right"], "text-radial-offset": 0.5, "text-padding": 4 }, paint: { "text-color": p.town, ...halo } },
      { id: "country", type: "symbol", source: "base", "source-layer": "country", maxzoom: 7, layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": ["interpolate", ["linear"], ["zoom"], 1, 10.5, 6, 15], "symbol-sort-key": ["-", 0, ["get", "area"]], "text-max-width": 7, "text-padding": 3 }, paint: { "text-color": p.country, ...halo, "text-halo-width": 1.8 } },
    ],
  };
}
