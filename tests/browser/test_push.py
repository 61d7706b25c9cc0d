"""Messages on a phone or computer, in a real browser: the service worker shows them and leads to what they are about.

No push service is at hand, so the browser is given its message through the debugger; what the site sends there is
tests/notifications/test_push.py.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, Worker, expect

from config.embedded import wait_until
from tests.browser.conftest import NewContext
from tests.browser.site import Site

RESIDENT = "bewoner@demo.invalid"
CHOICES = "/meldingen/keuzes/"
BUTTON = "Ontvang pushberichten op dit toestel"
SAID = {
    "title": "Jan Willem reageert op je",
    "body": "Dat lijkt mij ook goed.",
    "url": "/spelregels/",
    "tag": "notice-1",
}


@pytest.fixture
def allowed(new_context: NewContext, site: Site) -> BrowserContext:
    """A resident who said yes to messages."""
    context = new_context(person=RESIDENT)
    context.grant_permissions(["notifications"], origin=site.url)
    return context


def shown(page: Page) -> list[dict[str, Any]]:
    """The messages on the screen."""
    found: list[dict[str, Any]] = page.evaluate(
        """async () => (await (await navigator.serviceWorker.ready).getNotifications())
        .map(({ title, body, tag, data }) => ({ title, body, tag, data }))"""
    )
    return found


def deliver(debugger: CDPSession, site: Site, registration: str, message: str) -> None:
    debugger.send(
        "ServiceWorker.deliverPushMessage", {"origin": site.url, "registrationId": registration, "data": message}
    )


def test_a_message_is_shown_with_its_title_and_a_repeat_takes_its_place(allowed: BrowserContext, site: Site) -> None:
    page = allowed.new_page()
    page.goto(CHOICES)
    debugger = allowed.new_cdp_session(page)
    registrations: dict[str, str] = {}

    def keep(event: dict[str, Any]) -> None:
        registrations.update({one["scopeURL"]: one["registrationId"] for one in event["registrations"]})

    debugger.on("ServiceWorker.workerRegistrationUpdated", keep)
    debugger.send("ServiceWorker.enable")
    page.evaluate(
        "async () => { await navigator.serviceWorker.register('/sw.js'); await navigator.serviceWorker.ready; }"
    )
    scope = f"{site.url}/"
    assert wait_until(lambda: bool(page.evaluate("1")) and scope in registrations, 10), registrations
    for body in ("Eerst", SAID["body"]):
        deliver(debugger, site, registrations[scope], json.dumps({**SAID, "body": body}))
    assert wait_until(lambda: [one["body"] for one in shown(page)] == [SAID["body"]], 10), shown(page)
    assert shown(page) == [
        {"title": SAID["title"], "body": SAID["body"], "tag": "notice-1", "data": f"{site.url}/spelregels/"}
    ]
    deliver(
        debugger, site, registrations[scope], json.dumps({"title": "Kwaad", "tag": "2", "url": "https://example.com/"})
    )
    deliver(debugger, site, registrations[scope], "onleesbaar")
    assert wait_until(lambda: len(shown(page)) == 3, 10), shown(page)
    assert {one["data"] for one in shown(page)} == {f"{site.url}/spelregels/", f"{site.url}/meldingen/"}


# A press on a message of the browser itself is out of reach of a test, and only such a press may open or focus a
# window. So the event is made here, for a message that really is on the screen, and the two things it allows are
# written down; the tabs that are there, the choice between them and going on in one of them are real.
PRESS = """async (tag) => {
  const done = [];
  clients.openWindow = async (url) => { done.push(["open", new URL(url).pathname]); };
  WindowClient.prototype.focus = async function () { done.push(["focus", new URL(this.url).pathname]); return this; };
  const [notification] = await registration.getNotifications({ tag });
  const press = new NotificationEvent("notificationclick", { notification });
  let all;
  Object.defineProperty(press, "waitUntil", { value: (promise) => { all = promise; } });
  dispatchEvent(press);
  await all;
  return { done, left: (await registration.getNotifications({ tag })).length };
}"""


def with_worker(context: BrowserContext, address: str) -> tuple[Page, Worker]:
    """A page that the service worker has, and that worker."""
    page = context.new_page()
    page.goto(address)
    page.evaluate(
        "async () => { await navigator.serviceWorker.register('/sw.js'); await navigator.serviceWorker.ready }"
    )
    assert wait_until(lambda: bool(page.evaluate("!!navigator.serviceWorker.controller")), 10)
    return page, context.service_workers[0]


def pressed(worker: Worker, tag: str, path: str) -> list[list[str]]:
    """What a press on a message that leads to this page does; the message itself is gone then."""
    show = "([tag, url]) => registration.showNotification('Nieuws', { tag, data: new URL(url, location.origin).href })"
    worker.evaluate(show, [tag, path])
    told = worker.evaluate(PRESS, tag)
    assert told["left"] == 0
    done: list[list[str]] = told["done"]
    return done


def test_a_press_goes_to_the_tab_that_shows_it_or_opens_one_and_leaves_other_pages_alone(
    allowed: BrowserContext,
) -> None:
    page, worker = with_worker(allowed, CHOICES)
    assert pressed(worker, "1", "/spelregels/") == [["open", "/spelregels/"]]
    assert page.url.endswith(CHOICES)
    other = allowed.new_page()
    other.goto("/spelregels/")
    assert pressed(worker, "2", "/spelregels/") == [["focus", "/spelregels/"]]
    assert pressed(worker, "3", "/initiatieven/") == [["open", "/initiatieven/"]]


def test_a_press_goes_on_in_the_list_of_messages_when_that_is_open(allowed: BrowserContext) -> None:
    page, worker = with_worker(allowed, "/meldingen/")
    with page.expect_navigation(url="**/spelregels/"):
        assert pressed(worker, "4", "/spelregels/") == [["focus", "/meldingen/"]]
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_who_blocked_messages_reads_what_to_do(new_context: NewContext) -> None:
    page = new_context(person=RESIDENT).new_page()
    page.add_init_script(
        "Object.defineProperty(Notification, 'permission', { get: () => 'denied' });"
        "Notification.requestPermission = async () => 'denied';"
    )
    page.goto(CHOICES)
    expect(page.get_by_text("Je browser houdt meldingen van deze site tegen.")).to_be_visible()


def test_a_browser_that_cannot_says_so_and_without_scripts_there_is_no_button(new_context: NewContext) -> None:
    page = new_context(person=RESIDENT).new_page()
    page.add_init_script("delete window.PushManager")
    page.goto(CHOICES)
    expect(page.get_by_text("Deze browser kan geen meldingen tonen.")).to_be_visible()
    expect(page.get_by_role("button", name=BUTTON)).to_be_hidden()
    bare = new_context(person=RESIDENT, java_script_enabled=False).new_page()
    bare.goto(CHOICES)
    expect(bare.get_by_text("Zet dan JavaScript aan in je browser.")).to_be_visible()
    expect(bare.get_by_role("button", name=BUTTON)).to_be_hidden()


def test_a_press_sends_the_subscription_and_the_device_stands_in_the_list(allowed: BrowserContext) -> None:
    page = allowed.new_page()
    # What the maker of the browser would do: give an address. All the rest is real.
    page.add_init_script(
        """PushManager.prototype.subscribe = async function ({ applicationServerKey }) {
          const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
          const point = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
          const base64 = (raw) => btoa(String.fromCharCode(...raw));
          const text = (raw) => base64(raw).replace(/\\+/g, "-").replace(/\\//g, "_").replace(/=/g, "");
          const endpoint = `https://fcm.googleapis.com/fcm/send/${text(point.slice(1, 20))}`;
          sessionStorage.setItem("made", endpoint);
          const keys = { p256dh: text(point), auth: text(new Uint8Array(16)) };
          return { endpoint, options: { applicationServerKey }, toJSON: () => ({ endpoint, keys }) };
        };
        PushManager.prototype.getSubscription = async () => {
          const endpoint = sessionStorage.getItem("made");
          return endpoint && { endpoint, options: {} };
        };"""
    )
    page.goto(CHOICES)
    page.get_by_role("button", name=BUTTON).click()
    row = page.locator("li[data-device]").filter(has=page.locator("[data-this]:visible"))
    expect(row).to_contain_text("Chrome op Linux")
    expect(page.get_by_role("button", name=BUTTON)).to_be_hidden()
    row.get_by_role("button", name="Geen pushberichten meer op dit toestel").click()
    expect(page.get_by_text("Je krijgt geen pushberichten meer op dit toestel.")).to_be_visible()
    expect(page.get_by_role("button", name=BUTTON)).to_be_visible()
