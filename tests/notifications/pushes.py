"""Helpers around push messages: a browser that says yes, something to tell, and the worker's round."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from notifications import vapid
from notifications.catalogue.discussions import REPLY
from notifications.models import Push
from notifications.tasks import send_push
from notifications.telling import tell, write_events
from publications.models import Publication
from tests.factories import initiative
from tests.notifications.push_server import Browser, Service, push_service
from tests.visitors import signed_in

KEY = vapid.new_key()


@contextmanager
def site_that_pushes(settings: LazySettings) -> Iterator[Service]:
    """A site with a key, and a push service that it knows."""
    with push_service() as running:
        settings.VAPID_PRIVATE_KEY = KEY
        settings.VAPID_CONTACT = "mailto:beheer@overijssel.example"
        settings.PUSH_HOSTS = [*settings.PUSH_HOSTS, running.origin]
        yield running


def subscribe(client: Client, said: object, **headers: str) -> Any:
    body = said if isinstance(said, str) else json.dumps(said)
    return client.post(reverse("notifications:add_device"), body, content_type="application/json", headers=headers)


def a_browser(service: Service, person: User) -> Browser:
    browser = Browser(service)
    assert subscribe(signed_in(person), browser.subscription()).status_code == 201
    return browser


def tell_reply(person: User, *, key: str = "1", about: Publication | None = None, **words: object) -> Push | None:
    """Somebody replies to this person; gives the message on its way."""
    words = {"who": "Jan Willem", "excerpt": "Dat lijkt mij ook goed.", **words}
    tell(REPLY, key=key, about=about or initiative(), people=[person], words=words)
    write_events(seconds=60)
    return Push.objects.filter(person=person, notice__event__key=f"{REPLY.code}:{key}").first()


def a_push(person: User, **words: Any) -> Push:
    push = tell_reply(person, **words)
    assert push is not None
    return push


def after(push: Push) -> Push:
    """How a message stands once the worker did its round."""
    Push.objects.filter(pk=push.pk).update(due_at=timezone.now() - timedelta(seconds=1))
    send_push()
    return Push.objects.get(pk=push.pk)


def minutes_to_go(push: Push) -> float:
    return (push.due_at - timezone.now()).total_seconds() / 60
