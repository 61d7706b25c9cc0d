/** Small comforts of a survey: how many points are left, and no answers left behind on a shared device. */
const PREFIX = "draft:";

function countPoints(lines) {
  const told = lines.querySelector("[data-points-left]");
  const total = Number(lines.dataset.points);
  const show = () => {
    const given = [...lines.querySelectorAll("input")].reduce((sum, field) => sum + (Number(field.value) || 0), 0);
    const left = total - given;
    told.textContent = left === 0 ? lines.dataset.done : (left > 0 ? lines.dataset.left : lines.dataset.over).replace("{}", Math.abs(left));
  };
  lines.addEventListener("input", show);
  show();
}

/** What the server received needs no copy here: forget all of a survey but the section that is open. */
function forgetReceived(page) {
  const prefix = `${PREFIX}${page.dataset.forget}`;
  const open = page.dataset.forgetBut ? `${PREFIX}${page.dataset.forgetBut}` : "";
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix) && key !== open) localStorage.removeItem(key);
  } catch { /* nothing was kept */ }
}

export function fillInSurveys() {
  for (const lines of document.querySelectorAll("[data-points]")) countPoints(lines);
  for (const page of document.querySelectorAll("[data-forget]")) forgetReceived(page);
}
