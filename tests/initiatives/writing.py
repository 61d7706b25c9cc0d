"""Writing an initiative as a visitor without JavaScript does: form by form, pressing the button at the bottom."""

from __future__ import annotations

import io
from typing import Any

from django.test import Client
from django.urls import reverse

from initiatives.models import Draft
from tests.factories import theme, zwolle
from tests.visitors import IDEA, Form, text_of

Typed = dict[str, Any]


def place(**changes: Any) -> Typed:
    return {
        "theme": theme().pk,
        "municipality": zwolle().pk,
        "postcode": "",
        "place_label": "Bij de kerk",
        "lat": "",
        "lon": "",
        **changes,
    }


HELP: Typed = {
    "needs": ["helpers", "money"],
    "need_helpers": "Zes mensen",
    "need_money": "Voor pannen",
    "ask": "Een vergunning",
}


def step_url(draft: Draft, step: str) -> str:
    return reverse("initiatives:step", args=[draft.pk, step])


def begin(client: Client, **changes: Any) -> Draft:
    """Send the first step; gives the draft that came of it."""
    before = set(Draft.objects.values_list("pk", flat=True))
    response = client.post(reverse("initiatives:new"), {**IDEA, **changes})
    assert response.status_code in {200, 302}
    return Draft.objects.exclude(pk__in=before).get()


def fill(client: Client, **changes: Any) -> Draft:
    """Send all three steps."""
    draft = begin(client)
    assert client.post(step_url(draft, "plaats"), place()).status_code == 302
    response = client.post(step_url(draft, "beeld"), {**HELP, **changes})
    assert response.status_code == 302, text_of(response)
    draft.refresh_from_db()
    return draft


def upload(client: Client, draft: Draft, picture: io.BytesIO, **changes: Any) -> Any:
    return client.post(
        step_url(draft, "beeld"), {**HELP, "picture": picture, "picture_alt": "Buren koken samen", **changes}
    )


def press(client: Client, url: str, *, action: str = "", **changes: Any) -> Any:
    """Open a page, fill in its form and press its button, sending exactly what a browser would."""
    page = client.get(url)
    assert page.status_code == 200, url
    form = Form(text_of(page), action or url)
    return client.post(action or url, {**form.fields, **changes})


def publish_url(draft: Draft) -> str:
    return reverse("initiatives:publish", args=[draft.pk])
