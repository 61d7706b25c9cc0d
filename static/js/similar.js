/** While a title is typed: shows what is there already and looks like it, so that people can join instead. */
const PAUSE = 500;

export function showSimilar() {
  for (const place of document.querySelectorAll("[data-similar-url]")) {
    const field = document.getElementById(place.dataset.similarFor);
    if (!field) continue;
    let timer;
    let asked = "";
    const ask = async () => {
      const title = field.value.trim();
      if (title === asked) return;
      asked = title;
      const answer = await fetch(`${place.dataset.similarUrl}?titel=${encodeURIComponent(title)}`).catch(() => null);
      // Only the newest question counts, and no answer is no reason to bother anybody.
      if (answer?.ok && asked === title) place.innerHTML = await answer.text();
    };
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
  }
}
