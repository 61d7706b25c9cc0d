/** Lets a press on the map fill in the two numbers of a pin, and shows numbers that were typed. */
export function placePins() {
  for (const map of document.querySelectorAll("[data-pin-map]")) {
    const mark = map.querySelector("[data-pin-mark]");
    // A page may ask for more than one spot.
    const own = map.closest("[data-pin-scope]") ?? document;
    const lat = own.querySelector('[data-pin="lat"]');
    const lon = own.querySelector('[data-pin="lon"]');
    if (!mark || !lat || !lon) continue;
    const { west, east, south, north } = Object.fromEntries(Object.entries(map.dataset).map(([key, value]) => [key, Number(value)]));
    const { width, height } = map.viewBox.baseVal;

    const show = () => {
      const x = ((Number(lon.value.replace(",", ".")) - west) / (east - west)) * width;
      const y = ((north - Number(lat.value.replace(",", "."))) / (north - south)) * height;
      const inside = lat.value && lon.value && x >= 0 && x <= width && y >= 0 && y <= height;
      mark.setAttribute("visibility", inside ? "visible" : "hidden");
      if (inside) mark.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    };

    map.addEventListener("click", (event) => {
      const box = map.getBoundingClientRect();
      lon.value = (west + ((event.clientX - box.left) / box.width) * (east - west)).toFixed(4);
      lat.value = (north - ((event.clientY - box.top) / box.height) * (north - south)).toFixed(4);
      lat.dispatchEvent(new Event("input", { bubbles: true }));
    });
    for (const field of [lat, lon]) field.addEventListener("input", show);
    show();
  }
}
