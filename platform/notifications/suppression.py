"""Addresses that mail does not go to any more: what came back is counted here, and lifted again by an administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module

from django.apps import apps
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.rules import has_role
from foundation import audit
from foundation.errors import NotAllowed
from notifications.models import Returned, Suppressed

# An address that works says "not now" once in a while; this often, within this time, it does not work.
MOST_SOFT = 5
SOFT_WITHIN = timedelta(days=14)
KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Report:
    """What came back about one address. `key` names the report itself; `status` is a code of RFC 3463 or empty."""

    key: str
    address: str
    kind: Returned.Kind
    status: str = ""


@transaction.atomic
def take(report: Report) -> bool:
    """Count a report, and suppress the address when that is what it means. The same report again changes nothing.

    Gives whether the address is suppressed now.
    """
    address = report.address.strip().lower()
    values = {"address": address, "kind": report.kind, "status": report.status[:12]}
    _row, is_new = Returned.objects.get_or_create(key=report.key[:160], defaults=values)
    if is_new and counts(report.kind, address):
        complained = report.kind == Returned.Kind.COMPLAINT
        suppress(address, Suppressed.Why.COMPLAINT if complained else Suppressed.Why.BOUNCE)
        if complained:
            after_complaint(address)
    return Suppressed.objects.filter(address=address).exists()


def after_complaint(address: str) -> None:
    """Let apps above this one act on a complaint: each names its module with `complaints` in its AppConfig."""
    for config in apps.get_app_configs():
        if path := getattr(config, "complaints", ""):
            import_module(path).after_complaint(address)


def counts(kind: Returned.Kind, address: str) -> bool:
    """Say whether this is the moment to stop: at once, or when it was "not now" too often lately."""
    if kind != Returned.Kind.SOFT:
        return True
    recent = Returned.objects.filter(address=address, kind=Returned.Kind.SOFT, at__gt=Now() - SOFT_WITHIN)
    return recent.count() >= MOST_SOFT


def suppress(address: str, why: Suppressed.Why) -> None:
    """Send nothing there any more, sign-in codes excepted; a complaint outweighs mail that came back."""
    row, made = Suppressed.objects.get_or_create(address=address, defaults={"why": why})
    if made:
        audit.record("mail.suppressed", actor=None, subject=row, why=why.value)
    elif why == Suppressed.Why.COMPLAINT and row.why != why:
        Suppressed.objects.filter(pk=row.pk).update(why=why)


@transaction.atomic
def lift(suppressed: Suppressed, *, by: User) -> None:
    """Let mail go there again, with a clean slate. Raises NotAllowed for who is no administrator."""
    if not has_role(by, Role.ADMINISTRATOR):
        raise NotAllowed(_("Only an administrator can do this."))
    row = Suppressed.objects.select_for_update().filter(pk=suppressed.pk).first()
    if row is None:
        return
    audit.record("mail.suppression_lifted", actor=by, subject=row, why=row.why)
    # The reports stay known by their key, so that an old one that comes in again does not count anew.
    Returned.objects.filter(address=row.address).update(address="")
    row.delete()


def forget_old() -> int:
    """Forget what came back too long ago to count; gives how many."""
    return Returned.objects.filter(at__lt=Now() - KEPT).delete()[0]
