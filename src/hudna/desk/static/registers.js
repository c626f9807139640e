// Map and timeline of a register. Without this script, or where the browser has no WebGL, the table says the same.
const data = JSON.parse(document.getElementById("data").textContent);
const style = getComputedStyle(document.documentElement);
const colour = (name) => style.getPropertyValue(name).trim();

// The timeline: bars by day, one kind upon the other.
async function timeline() {
  const { default: uPlot } = await import("/assets/uplot/uPlot.esm.js");
  const room = document.getElementById("days");
  const first = Date.parse(data.days[0][0]) / 86400000, last = Date.parse(data.days.at(-1)[0]) / 86400000;
  const counts = new Map(data.days.map(([day, found]) => [Date.parse(day) / 86400000, found]));
  const days = Array.from({ length: last - first + 1 }, (_, n) => first + n);
  const upTo = data.called.map((_, kind) => days.map((day) => (counts.get(day) ?? []).slice(0, kind + 1).reduce((a, b) => a + b, 0)));
  const kinds = data.called.map((label, kind) => ({
    label, fill: colour(`--k${kind % 9}`), width: 0, points: { show: false }, paths: uPlot.paths.bars({ size: [0.8, 40, 2] }),
  }));
  const month = (split) => split.map((at) => new Date(at * 1000).toISOString().slice(0, 10));
  const axis = { stroke: colour("--soft"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line") }, font: "12px Plex" };
  const options = {
    width: room.clientWidth, height: room.clientHeight, legend: { show: false }, cursor: { show: false }, tzDate: (at) => uPlot.tzDate(new Date(at * 1000), "UTC"),
    scales: { x: { time: true, range: () => [(first - 1) * 86400, (last + 1) * 86400] }, y: { range: (_, low, high) => [0, Math.max(high, 4)] } },
    axes: [{ ...axis, values: (_, split) => month(split), space: 90, incrs: [1, 2, 7, 14, 30, 91, 365, 1826].map((n) => n * 86400) }, { ...axis, size: 44, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] }],
    series: [{}, ...kinds.reverse()],
  };
  const plot = new uPlot(options, [days.map((day) => day * 86400), ...upTo.reverse()], room);
  new ResizeObserver(() => plot.setSize({ width: room.clientWidth, height: room.clientHeight })).observe(room);
  document.getElementById("legend").hidden = false;
}

// A stretch of country around a point, as far as what is told there may be away from it.
function around(site) {
  const north = site.km / 111.2, east = north / Math.cos((site.lat * Math.PI) / 180);
  const ring = Array.from({ length: 65 }, (_, n) => {
    const turn = (n / 64) * 2 * Math.PI;
    return [site.lon + east * Math.cos(turn), site.lat + north * Math.sin(turn)];
  });
  return { type: "Polygon", coordinates: [ring] };
}

function features(sites, drawn) {
  return {
    type: "FeatureCollection",
    features: sites.map((site) => ({ type: "Feature", geometry: drawn(site), properties: { name: site.name, n: site.n, href: site.href } })),
  };
}

function styled(land) {
  const point = (site) => ({ type: "Point", coordinates: [site.lon, site.lat] });
  const areas = data.sites.filter((site) => site.km), exact = data.sites.filter((site) => !site.km);
  const geojson = (found) => ({ type: "geojson", data: found });
  const sources = { land: geojson(land), areas: geojson(features(areas, around)), exact: geojson(features(exact, point)), names: geojson(features(data.sites, point)) };
  const layers = [
    { id: "sea", type: "background", paint: { "background-color": colour("--sea") } },
    { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("--land") } },
    { id: "borders", type: "line", source: "land", paint: { "line-color": colour("--coast"), "line-width": 0.8 } },
    { id: "areas", type: "fill", source: "areas", paint: { "fill-color": colour("--k1"), "fill-opacity": 0.12 } },
    { id: "edges", type: "line", source: "areas", paint: { "line-color": colour("--k1"), "line-dasharray": [3, 2], "line-width": 1.2 } },
    { id: "exact", type: "circle", source: "exact", paint: { "circle-radius": ["min", 16, ["+", 4, ["sqrt", ["get", "n"]]]], "circle-color": colour("--k0"), "circle-opacity": 0.8, "circle-stroke-color": colour("--sheet"), "circle-stroke-width": 1 } },
    { id: "names", type: "symbol", source: "names", layout: { "text-field": ["get", "name"], "text-font": ["Plex"], "text-size": 13, "text-offset": [0, 1.1], "symbol-sort-key": ["-", 0, ["get", "n"]] }, paint: { "text-color": colour("--ink"), "text-halo-color": colour("--land"), "text-halo-width": 1.4 } },
  ];
  if (data.tiles) {
    sources.tiles = { type: "raster", tiles: [data.tiles], tileSize: 256 };
    layers.splice(3, 0, { id: "tiles", type: "raster", source: "tiles" });
  }
  return { version: 8, sources, layers };
}

function bounds() {
  const found = [180, 90, -180, -90];
  for (const { lon, lat, km } of data.sites) {
    const wide = km / 80 + 0.05;
    found.splice(0, 4, Math.min(found[0], lon - wide), Math.min(found[1], lat - wide), Math.max(found[2], lon + wide), Math.max(found[3], lat + wide));
  }
  return found;
}

async function map() {
  const room = document.getElementById("map");
  const maplibre = await import("/assets/maplibre/maplibre-gl.mjs");
  maplibre.setWorkerUrl("/assets/maplibre/maplibre-gl-worker.mjs");
  const atlas = await (await fetch("/assets/atlas/countries-10m.json")).json();
  await document.fonts.load("13px Plex", "إدلب");
  const land = topojson.feature(atlas, atlas.objects.countries);
  room.hidden = false;
  const options = { container: room, style: styled(land), bounds: bounds(), fitBoundsOptions: { padding: 30, maxZoom: 9 }, attributionControl: false, dragRotate: false, pitchWithRotate: false };
  const drawn = new maplibre.Map(options);
  document.getElementById("no-map").hidden = true;
  drawn.addControl(new maplibre.NavigationControl({ showCompass: false }));
  const popup = new maplibre.Popup({ closeButton: false, closeOnClick: false });
  for (const layer of ["areas", "exact"]) {
    drawn.on("mousemove", layer, (event) => {
      const { name, n } = event.features[0].properties;
      drawn.getCanvas().style.cursor = "pointer";
      popup.setLngLat(event.lngLat).setText(`${name} · ${n}`).addTo(drawn);
    });
    drawn.on("mouseleave", layer, () => { drawn.getCanvas().style.cursor = ""; popup.remove(); });
    drawn.on("click", layer, (event) => { location.href = event.features[0].properties.href; });
  }
  drawn.on("idle", () => { room.dataset.drawn = "yes"; });
}

if (data.days.length) timeline();
// A machine without WebGL has the table, and the page says so.
const canDraw = document.createElement("canvas").getContext("webgl2") !== null;
if (canDraw && data.sites.length) map().catch(() => { document.getElementById("map").hidden = true; document.getElementById("no-map").hidden = false; });
