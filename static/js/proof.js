/** Does the work that a crowded consultation asks of a browser: finding a number whose hash begins with zeroes. */
const ZEROES = 32;

async function isSolved(task, number, bits) {
  const bytes = new TextEncoder().encode(`${task}|${number}`);
  const digest = new DataView(await crypto.subtle.digest("SHA-256", bytes));
  return digest.getUint32(0) >>> (ZEROES - bits) === 0;
}

async function solve(task, bits) {
  for (let number = 0; ; number += 1) {
    if (await isSolved(task, number, bits)) return number;
  }
}

export async function proveWork() {
  const form = document.querySelector("form[data-proof]");
  if (!form || !globalThis.crypto?.subtle) return;
  const status = form.querySelector("[data-proof-status]");
  const task = form.dataset.proof;
  status.textContent = form.dataset.busy;
  form.elements["toegang-proof"].value = `${task}|${await solve(task, Number(form.dataset.bits))}`;
  status.textContent = form.dataset.done;
  if ("alone" in form.dataset && !form.elements["toegang-email"]?.value) form.requestSubmit();
}
