"""Plain links to share a publication by; no script and no tracker of anybody."""

from __future__ import annotations

from urllib.parse import quote

from django.utils.translation import gettext as _

from publications.models import Publication


def share_links(publication: Publication, address: str) -> list[dict[str, str]]:
    """Give the ways to pass on the full `address` of a publication; `key` tells the page which icon to draw."""
    text = quote(f"{publication.title} {address}")
    return [
        {"key": "mail", "label": _("E-mail"), "url": f"mailto:?subject={quote(publication.title)}&body={text}"},
        {"key": "whatsapp", "label": "WhatsApp", "url": f"https://wa.me/?text={text}"},
        {"key": "mastodon", "label": "Mastodon", "url": f"https://mastodonshare.com/?url={quote(address, safe='')}"},
        {"key": "copy", "label": _("Copy the link"), "url": address},
    ]
