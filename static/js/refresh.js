/** Asks htmx to fetch a live number again, only while somebody is looking. */
const EVERY = 20_000;

export function refreshCounts() {
  if (!document.querySelector("[data-refresh]")) return;
  setInterval(() => {
    if (document.visibilityState !== "visible") return;
    for (const element of document.querySelectorAll("[data-refresh]")) {
      // Not under the fingers of somebody who is about to press: the swap would take the focus away.
      if (!element.contains(document.activeElement)) element.dispatchEvent(new Event("refresh"));
    }
  }, EVERY);
}
