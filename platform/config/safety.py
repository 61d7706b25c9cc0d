"""What pages of the site may load, sent to every browser."""

from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-src": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}


def policy(tiles_url: str) -> dict[str, Any]:
    """Give the policy; the host of the map tiles is allowed for pictures, if there is one."""
    directives: dict[str, Any] = dict(CONTENT_SECURITY_POLICY["DIRECTIVES"])
    if host := urlsplit(tiles_url).netloc:
        # Leaflet writes {s} for one of several hosts.
        directives["img-src"] = [*directives["img-src"], f"https://{host.replace('{s}', '*')}"]
    return {"DIRECTIVES": directives}
