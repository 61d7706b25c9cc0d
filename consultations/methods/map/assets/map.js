/** The map of spots: shows what others pointed out, and lets somebody draw, with a mouse, a finger or the keyboard. */
import * as L from "leaflet";

const SHAPES = { Point: 1, LineString: 2, Polygon: 3 };

// More signs than this hide each other until somebody is this near: from further away they are dots.
const MANY = 40;
const NEAR = 11;

const sign = (number, isExact) =>
  L.divIcon({ className: isExact ? "spot-sign" : "spot-sign spot-sign--about", html: number ? String(number) : "", iconSize: [28, 28] });

function balloon(properties, words) {
  const box = document.createElement("div");
  const add = (tag, text) => {
    if (!text) return null;
    const element = box.appendChild(document.createElement(tag));
    element.textContent = text;
    return element;
  };
  add("strong", [properties.category, properties.label].filter(Boolean).join(" - "));
  add("p", properties.text);
  const link = add("a", words.more);
  link.href = properties.url;
  return box;
}

async function fetchJson(url) {
  const response = await fetch(url, { headers: { Accept: "application/json" } });
  return response.ok ? response.json() : { type: "FeatureCollection", features: [] };
}

function ground(map, element) {
  if (element.dataset.tiles) {
    L.tileLayer(element.dataset.tiles, { attribution: element.dataset.credit, maxZoom: 19 }).addTo(map);
    return;
  }
  fetchJson(element.dataset.borders).then((borders) => {
    L.geoJSON(borders, {
      interactive: false,
      style: { color: "#fff", weight: 2, fillColor: "#d3e2e6", fillOpacity: 1 },
      pointToLayer: (feature, at) => L.circleMarker(at, { radius: 3, interactive: false, color: "#5b6770" }),
      onEachFeature: ({ properties }) => {
        const name = L.divIcon({ className: "spots-map__place", html: "", iconSize: null });
        const mark = L.marker([properties.lat, properties.lon], { icon: name, interactive: false, keyboard: false, zIndexOffset: 10_000 }).addTo(map);
        mark.getElement().textContent = properties.name;
      },
    }).addTo(map);
  });
}

function show(map, element, words) {
  fetchJson(element.dataset.spots).then((spots) => {
    const layer = L.geoJSON(spots, {
      style: { color: "#1f2a30", weight: 4, fillOpacity: 0.15 },
      pointToLayer: ({ properties }, at) =>
        L.marker(at, { icon: sign(properties.number, properties.exact), title: properties.category || properties.label, alt: properties.text }),
      onEachFeature: ({ properties }, one) => one.bindPopup(() => balloon(properties, words)),
    }).addTo(map);
    if (spots.features.length) map.fitBounds(layer.getBounds(), { maxZoom: 14, padding: [24, 24] });
    const far = () => element.classList.toggle("spots-map--far", spots.features.length > MANY && map.getZoom() < NEAR);
    map.on("zoomend", far);
    far();
  });
}

/** Drawing: each press (or "put a point here", in the middle of the map) adds a point; one shape at a time. */
function draw(map, element, form, words) {
  const field = form?.querySelector("[data-drawn]");
  if (!field) return;
  const allowed = element.dataset.shapes.split(",");
  let kind = allowed[0];
  let points = [];
  let layer = null;
  const status = form.querySelector("[data-drawn-status]");

  const geometry = () => {
    const line = points.map(({ lat, lng }) => [Number(lng.toFixed(6)), Number(lat.toFixed(6))]);
    if (kind === "Point") return line.length ? { type: kind, coordinates: line[0] } : null;
    if (line.length < SHAPES[kind]) return null;
    return { type: kind, coordinates: kind === "Polygon" ? [[...line, line[0]]] : line };
  };

  const refresh = () => {
    layer?.remove();
    const style = { color: "#b3261e", weight: 4 };
    if (kind === "Point") layer = points.length ? L.circleMarker(points[0], { ...style, radius: 9 }) : null;
    else layer = kind === "Polygon" && points.length > 2 ? L.polygon(points, style) : L.polyline(points, style);
    layer?.addTo(map);
    const found = geometry();
    field.value = found ? JSON.stringify(found) : "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    if (status) status.textContent = found ? words.drawn : points.length ? words.more_points : words.nothing;
  };

  const add = (at) => {
    points = kind === "Point" ? [at] : [...points, at];
    refresh();
  };

  const bar = element.parentElement.querySelector("[data-draw]");
  bar.hidden = false;
  const cross = element.appendChild(document.createElement("div"));
  cross.className = "spots-map__cross";
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const { shape, act } = button.dataset;
    if (shape) {
      kind = shape;
      points = [];
      for (const one of bar.querySelectorAll("[data-shape]")) one.setAttribute("aria-pressed", String(one === button));
    } else if (act === "here") return add(map.getCenter());
    else if (act === "back") points = points.slice(0, -1);
    else if (act === "clear") points = [];
    refresh();
  });
  map.on("click", ({ latlng }) => add(latlng));

  if (field.value) {
    try {
      const found = JSON.parse(field.value);
      kind = found.type;
      const line = { Point: [found.coordinates], LineString: found.coordinates }[kind] ?? found.coordinates[0].slice(0, -1);
      points = line.map(([lng, lat]) => L.latLng(lat, lng));
      refresh();
      map.setView(points[0], 14);
    } catch {
      field.value = "";
    }
  }
}

for (const element of document.querySelectorAll("[data-spots-map]")) {
  element.hidden = false;
  document.querySelector("[data-spots-drawing]")?.setAttribute("hidden", "");
  const words = element.dataset;
  const map = L.map(element, { zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches, scrollWheelZoom: false, zoomSnap: element.dataset.tiles ? 1 : 0.25 });
  map.attributionControl.setPrefix("");
  map.setView([52.44, 6.42], 9);
  ground(map, element);
  const texts = { more: words.wordMore, drawn: words.wordDrawn, more_points: words.wordMorePoints, nothing: words.wordNothing };
  show(map, element, texts);
  draw(map, element, document.querySelector("[data-spot-form]"), texts);
}
