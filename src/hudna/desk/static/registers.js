// Map and timeline of a register. Without this script, or where the browser has no WebGL, the table says the same.
const data = JSON.parse(document.getElementById("drawings").dataset.drawn);
const style = getComputedStyle(document.documentElement);
const colour = (name) => style.getPropertyValue(name).trim();

// The timeline: bars by day, one kind upon the other.
async function timeline() {
  const { default: uPlot } = await import("/assets/uplot/uPlot.esm.js");
  const room = document.getElementById("days");
  await document.fonts.load("12px Plex", "2020");
  const monthly = data.days[0][0].length === 7, day = 86400;
  const at = (text) => Date.parse(text) / 1000;
  const counts = new Map(data.days.map(([text, found]) => [at(text), found]));
  const days = [], last = at(data.days.at(-1)[0]);
  for (let one = new Date(at(data.days[0][0]) * 1000); one / 1000 <= last; monthly ? one.setUTCMonth(one.getUTCMonth() + 1) : one.setUTCDate(one.getUTCDate() + 1)) days.push(one / 1000);
  const room_at_ends = monthly ? 20 * day : day;
  const upTo = data.called.map((_, kind) => days.map((one) => (counts.get(one) ?? []).slice(0, kind + 1).reduce((a, b) => a + b, 0)));
  const kinds = data.called.map((label, kind) => ({
    label, fill: colour(`--k${kind % 9}`), width: 0, points: { show: false }, paths: uPlot.paths.bars({ size: [0.8, 40, 2] }),
  }));
  const written = (split) => split.map((one) => new Date(one * 1000).toISOString().slice(0, monthly ? 7 : 10));
  const axis = { stroke: colour("--soft"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line") }, font: "12px Plex" };
  const options = {
    width: room.clientWidth, height: room.clientHeight, padding: [null, 40, null, null], legend: { show: false }, cursor: { show: false }, tzDate: (at) => uPlot.tzDate(new Date(at * 1000), "UTC"),
    scales: { x: { time: true, range: () => [days[0] - room_at_ends, last + room_at_ends] }, y: { range: (_, low, high) => [0, Math.max(high, 4)] } },
    axes: [{ ...axis, values: (_, split) => written(split), space: 80, incrs: [1, 2, 7, 14, 30, 91, 182, 365, 730, 1826].map((n) => n * day) }, { ...axis, size: 58, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] }],
    series: [{}, ...kinds.reverse()],
  };
  const plot = new uPlot(options, [days, ...upTo.reverse()], room);
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

// A ring that goes over the date line goes on beyond it, instead of back around the world.
function unwrapped(ring) {
  let turn = 0, before = ring[0][0];
  return ring.map(([lon, lat]) => {
    if (lon - before > 180) turn -= 360;
    if (before - lon > 180) turn += 360;
    before = lon;
    return [lon + turn, lat];
  });
}

function unrolled(land) {
  for (const { geometry } of land.features) {
    if (geometry?.type === "Polygon") geometry.coordinates = geometry.coordinates.map(unwrapped);
    if (geometry?.type === "MultiPolygon") geometry.coordinates = geometry.coordinates.map((polygon) => polygon.map(unwrapped));
  }
  return land;
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

// The stretch of country in which nine tenths of the lines lie: one far city does not make it a map of the world.
function bounds() {
  const within = (name) => {
    const sorted = data.sites.toSorted((one, other) => one[name] - other[name]);
    const all = sorted.reduce((sum, one) => sum + one.n, 0);
    let sum = 0;
    const inner = sorted.filter((one) => { const before = sum; sum += one.n; return sum > all * 0.05 && before < all * 0.95; });
    return [Math.min(...inner.map((one) => one[name] - one.km / 90 - 0.05)), Math.max(...inner.map((one) => one[name] + one.km / 90 + 0.05))];
  };
  const [west, east] = within("lon"), [south, north] = within("lat");
  return [west, south, east, north];
}

async function map() {
  const room = document.getElementById("map");
  const maplibre = await import("/assets/maplibre/maplibre-gl.mjs");
  maplibre.setWorkerUrl("/assets/maplibre/maplibre-gl-worker.mjs");
  const atlas = await (await fetch("/assets/atlas/countries-10m.json")).json();
  await document.fonts.load("13px Plex", "إدلب");
  const land = unrolled(topojson.feature(atlas, atlas.objects.countries));
  room.hidden = false;
  const locale = { "Map.Title": room.dataset.title, "NavigationControl.ZoomIn": room.dataset.in, "NavigationControl.ZoomOut": room.dataset.out };
  const options = { container: room, locale, style: styled(land), bounds: bounds(), fitBoundsOptions: { padding: 30, maxZoom: 9 }, attributionControl: false, dragRotate: false, pitchWithRotate: false };
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
