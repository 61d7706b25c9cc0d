"""The devices that somebody gets messages on: adding one, taking one away."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation import audit
from foundation.errors import Refused
from notifications.models import Device
from notifications.subscriptions import Subscription

# More browsers than somebody really uses; without an end, each message could be made to go out a thousand times.
MOST = 10


def is_possible() -> bool:
    """Say whether this site sends push messages at all: it has a key (VAPID_PRIVATE_KEY)."""
    return bool(settings.VAPID_PRIVATE_KEY)


def devices_of(person: User) -> QuerySet[Device]:
    """Give somebody's devices, oldest first."""
    return Device.objects.filter(person=person).order_by("pk")


@transaction.atomic
def add(person: User, subscription: Subscription, *, name: str) -> Device:
    """Let messages come to this browser; saying so again changes nothing but its keys.

    A browser belongs to who is signed in on it: from somebody else it moves to this person. Raises Refused when this
    person has ten already.
    """
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    known = Device.objects.select_for_update().filter(endpoint=subscription.endpoint).first()
    if known and known.person_id == person.pk:
        Device.objects.filter(pk=known.pk).update(p256dh=subscription.p256dh, auth=subscription.auth)
        return known
    if devices_of(person).count() >= MOST:
        raise Refused(_("You get messages on ten devices already. Take one away first."))
    values = {"p256dh": subscription.p256dh, "auth": subscription.auth, "name": name[:60], "person": person}
    # A new row for a new owner: what is on its way to the old one must not find it.
    if known:
        known.delete()
    device, _made = Device.objects.update_or_create(endpoint=subscription.endpoint, defaults=values)
    audit.record("device.added", actor=person, subject=device, was_of_other=known is not None)
    return device


@transaction.atomic
def remove(person: User, pk: int) -> bool:
    """Send no more messages to one of somebody's devices; False when it was not (or no longer) there."""
    device = Device.objects.select_for_update().filter(person=person, pk=pk).first()
    if device is None:
        return False
    audit.record("device.removed", actor=person, subject=device)
    device.delete()
    return True


@transaction.atomic
def renew(endpoint: str, subscription: Subscription) -> bool:
    """Note that a browser got a new address; who knows the old one is that browser. False when we do not know it."""
    device = Device.objects.select_for_update().filter(endpoint=endpoint).first()
    if device is None or Device.objects.filter(endpoint=subscription.endpoint).exclude(pk=device.pk).exists():
        return False
    device.endpoint, device.p256dh, device.auth = subscription.endpoint, subscription.p256dh, subscription.auth
    device.save(update_fields=["endpoint", "p256dh", "auth"])
    audit.record("device.renewed", actor=None, subject=device)
    return True
