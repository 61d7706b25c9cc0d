"""What every page knows."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Give the name of the site and whether this is the demo."""
    return {"SITE_NAME": settings.SITE_NAME, "DEMO": settings.DEMO, "CONTACT_EMAIL": settings.CONTACT_EMAIL}
