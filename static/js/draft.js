/**
 * Keeps what is typed: at once on this device, and a moment later on the server.
 *
 * The copy on the device is only for what the server never received (a closed tab, no connection, an expired
 * session). It is put back when it is newer than what the server shows, and thrown away as soon as they agree.
 */
const ON_DEVICE = 250;
const ON_SERVER = 1500;
const NEW = "new";

const valuesOf = (form) => [...new FormData(form)]
  .filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

// A hidden field is the page's own and may differ each time it is made.
const typedOf = (form, values) => values.filter(([name]) => form.elements[name]?.type !== "hidden");

function read(key) {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}

function write(key, value) {
  try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* private mode or full: the server still has it */ }
}

function forget(key) {
  try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
}

function putBack(form, values) {
  const given = new Map();
  for (const [name, value] of values) given.set(name, [...(given.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!field.name || field.type === "file" || field.type === "hidden" || field.name === "csrfmiddlewaretoken") continue;
    const kept = given.get(field.name) ?? [];
    if (field.type === "checkbox" || field.type === "radio") field.checked = kept.includes(field.value);
    else if (kept.length) field.value = kept.shift();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function keep(form) {
  const key = `draft:${form.dataset.draft}`;
  // The first step has no address of its own yet; once the server gave it one, it has received what was typed.
  if (form.dataset.draft !== NEW) forget(`draft:${NEW}`);
  const status = form.querySelector("[data-saved]");
  const say = (state) => {
    if (!status) return;
    status.dataset.state = state;
    status.textContent = status.dataset[state] ?? "";
  };
  let device;
  let server;
  let sending;

  async function send() {
    const values = valuesOf(form);
    const body = new FormData();
    for (const [name, value] of values) body.append(name, value);
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken?.value ?? "");
    sending?.abort();
    sending = new AbortController();
    try {
      const answer = await fetch(form.dataset.autosaveUrl, {
        method: "POST", body, credentials: "same-origin", signal: sending.signal, redirect: "error",
      });
      if (!answer.ok) throw new Error(String(answer.status));
      if (same(values, valuesOf(form))) forget(key);
      say("saved");
    } catch (error) {
      if (error.name !== "AbortError") say("device");
    }
  }

  const kept = read(key);
  if (kept && same(typedOf(form, kept.values), typedOf(form, valuesOf(form)))) forget(key);
  else if (kept && kept.at > Number(form.dataset.savedAt || 0) * 1000) {
    putBack(form, kept.values);
    say("restored");
    server = setTimeout(send, ON_SERVER);
  }

  form.addEventListener("input", () => {
    clearTimeout(device);
    clearTimeout(server);
    device = setTimeout(() => write(key, { at: Date.now(), values: valuesOf(form) }), ON_DEVICE);
    if (form.dataset.autosaveUrl) server = setTimeout(send, ON_SERVER);
  });
  // A tab may close between two keys; this is the last moment at which something can be kept.
  addEventListener("pagehide", () => {
    if (device) write(key, { at: Date.now(), values: valuesOf(form) });
  });
  form.addEventListener("submit", () => { clearTimeout(server); sending?.abort(); });
}

export function keepDrafts() {
  for (const form of document.querySelectorAll("form[data-draft]")) keep(form);
}
