/** Shows the messages that come in and opens what they are about. Keeps no pages. */
const INBOX = "{% url "notifications:inbox" %}";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

function read(data) {
  try { return data.json(); } catch { return {}; }
}

/** An address of this site only, whatever a message says. */
function own(path) {
  const url = new URL(path || INBOX, location.origin);
  return url.origin === location.origin ? url.href : new URL(INBOX, location.origin).href;
}

addEventListener("push", (event) => {
  const { title, body = "", tag, lang, url } = read(event.data);
  // Browsers want to see something for each message, also for one that cannot be read.
  const shown = { body, tag, lang, icon: "{{ icon }}", data: own(url) };
  event.waitUntil(registration.showNotification(title || "{{ SITE_NAME|escapejs }}", shown));
});

async function open(url) {
  const tabs = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const here = tabs.find((tab) => tab.url === url);
  if (here) return here.focus();
  // In the list of messages nothing is lost by going on; any other page stays as it is.
  const list = tabs.find((tab) => new URL(tab.url).pathname === INBOX);
  if (!list) return clients.openWindow(url);
  await list.focus();
  return list.navigate(url).catch(() => clients.openWindow(url));
}

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data));
});

async function renew(before, after) {
  if (!before) return;
  const fresh = after ?? (await registration.pushManager.subscribe(before.options));
  await fetch("{% url "notifications:renew_device" %}", {
    method: "POST", credentials: "omit", headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ old: before.endpoint, new: fresh }),
  });
}

addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(renew(event.oldSubscription, event.newSubscription));
});
