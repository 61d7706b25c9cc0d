"""Reading what a browser says about itself when somebody wants messages on it; nothing of it is believed unchecked.

The address in it is one that this site will send to, so only known push services are accepted (PUSH_HOSTS): otherwise
anybody could let the site knock on doors inside its own network.
"""

from __future__ import annotations

import binascii
import json
import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.errors import Refused
from notifications import vapid

LONGEST = 1000
AUTH_BYTES = 16
# One way to write an address: no user, no port but the usual one, nothing that two programs could read differently.
ADDRESS = re.compile(r"https://(?P<host>[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:443)?/[A-Za-z0-9._~:/?@!$&'()*+,;=%-]*")

# What a browser says of itself holds the names of others too: the first that fits is the right one.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Macintosh": "Mac",
    "Linux": "Linux",
}


class BadDevice(Refused):
    """What a browser sent is no subscription that we can or may send to."""

    status = 400


@dataclass(frozen=True)
class Subscription:
    """Where to send for one browser, and the two keys to lock messages with (both base64url)."""

    endpoint: str
    p256dh: str
    auth: str


def read(said: object) -> Subscription:
    """Check a subscription as browsers write it in JSON. Raises BadDevice with what is wrong."""
    values: dict[str, Any] = said if isinstance(said, dict) else {}
    keys = values.get("keys")
    keys = keys if isinstance(keys, dict) else {}
    found = Subscription(str(values.get("endpoint")), str(keys.get("p256dh")), str(keys.get("auth")))
    if not may_send_to(found.endpoint):
        raise BadDevice(gettext_lazy("We do not know the push service of this browser, so we cannot send to it."))
    if not (vapid.is_public_key(found.p256dh) and is_secret(found.auth)):
        raise BadDevice(gettext_lazy("The keys of this browser are not right. Reload the page and try again."))
    return found


def read_json(body: bytes) -> dict[str, Any]:
    """Read the body of a request. Raises BadDevice when it is no JSON object."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise BadDevice(gettext_lazy("We could not read what the browser sent. Reload the page and try again."))
    return said


def may_send_to(endpoint: str) -> bool:
    """Say whether this is an address of a push service on the list: a host, or one below it.

    An entry of the list that names a scheme (http://127.0.0.1:8001) is a whole origin, for tests.
    """
    if len(endpoint) > LONGEST:
        return False
    if any("://" in entry and endpoint.startswith(f"{entry}/") for entry in settings.PUSH_HOSTS):
        return True
    match = ADDRESS.fullmatch(endpoint)
    if match is None:
        return False
    host = match["host"]
    return any(host == known or host.endswith(f".{known}") for known in settings.PUSH_HOSTS)


def is_secret(text: str) -> bool:
    """Say whether this is the secret of a browser: 16 bytes."""
    try:
        return len(vapid.read(text)) == AUTH_BYTES and len(text) <= 2 * AUTH_BYTES
    except (ValueError, binascii.Error):
        return False


def name_of(user_agent: str) -> str:
    """Name a browser as its owner knows it ("Firefox on Android"), from what it says about itself."""
    browser = next((name for sign, name in BROWSERS.items() if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS.items() if sign in user_agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Unknown browser")
