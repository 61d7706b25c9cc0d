/** Switches messages on for this browser; on the page of choices only. */
const section = document.querySelector("[data-push]");
const form = section.querySelector("[data-push-form]");
const said = section.querySelector("[data-push-said]");
const { key, add, worker, known } = section.dataset;

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

/** What the page calls an address: see mark_of in the tag of this part. */
async function markOf(address) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(address));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A subscription made for another key of the site would never get a message: make it anew. */
async function subscription(registration) {
  const kept = await registration.pushManager.getSubscription();
  const keptKey = kept?.options.applicationServerKey;
  if (kept && keptKey && String(new Uint8Array(keptKey)) === String(bytes(key))) return kept;
  await kept?.unsubscribe();
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
}

async function send(device) {
  const answer = await fetch(add, {
    method: "POST", credentials: "same-origin", redirect: "error", body: JSON.stringify(device),
    headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
  });
  if (answer.ok) return;
  const { message } = await answer.json().catch(() => ({}));
  throw Object.assign(new Error(message), { told: message });
}

async function start() {
  // Asked for at the press itself: later, some browsers no longer take it for something the person did.
  if ((await Notification.requestPermission()) === "denied") return section.dataset.blocked;
  if (Notification.permission !== "granted") return "";
  await navigator.serviceWorker.register(worker);
  await send(await subscription(await navigator.serviceWorker.ready));
  location.reload();
  return section.dataset.done;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  // Not switched off for real: who reads the page by ear would lose their place.
  if (button.getAttribute("aria-disabled")) return;
  button.setAttribute("aria-disabled", "true");
  said.textContent = section.dataset.waiting;
  try {
    said.textContent = await start();
  } catch (error) {
    said.textContent = error.told ?? section.dataset.failed;
  }
  button.removeAttribute("aria-disabled");
});

/** Finds this browser in the list. */
async function find() {
  const registration = await navigator.serviceWorker.getRegistration(worker);
  const kept = await registration?.pushManager.getSubscription();
  const row = kept && section.querySelector(`[data-mark="${await markOf(kept.endpoint)}"]`);
  if (!row || Notification.permission !== "granted") return false;
  row.querySelector("[data-this]").hidden = false;
  // Who signed in anew since: tell it once more, so that signing out here ends the messages too.
  if (row.dataset.device !== known) await send(kept).catch(() => {});
  return true;
}

async function begin() {
  if (await find().catch(() => false)) return;
  form.hidden = false;
  if (Notification.permission === "denied") said.textContent = section.dataset.blocked;
}

section.querySelector("[data-push-bare]").remove();
if ("serviceWorker" in navigator && "PushManager" in window && "Notification" in window) begin();
else section.querySelector("[data-push-unable]").hidden = false;
