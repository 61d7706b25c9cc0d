"""When something can be read: at once, or once a moderator looked at it (docs/rules/moderation.md, "policies")."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts.models import User
from discussions.models import Comment
from foundation.errors import NotAllowed
from foundation.submissions import Admission
from moderation import opening, subjects
from moderation.models import RESTRICTING, Decision, Policy, Restriction, Source
from publications.models import Publication

# Somebody is known after so many published things that stood so long.
KNOWN_AFTER = 3
STOOD = timedelta(days=7)
# What waits is looked at within the term of this harm: a day.
WAITING_HARM = 30
WAITS = "waits"


def gate(kind: str, author: AbstractBaseUser | None, place: int | None) -> Admission:
    """Say whether what somebody writes waits. Raises NotAllowed for an account that is suspended.

    Who has no account is not known, so there only "at once" lets it be read.
    """
    if author is None:
        return Admission(waits=policy_for(kind, place) != Policy.When.AFTER)
    assert isinstance(author, User)
    restricted = Restriction.objects.filter(person=author, lifted_at__isnull=True, until__gt=Now())
    in_force = list(restricted.select_related("decision").order_by("-until"))
    for one in in_force:
        if one.kind == Restriction.Kind.SUSPENDED:
            raise NotAllowed(suspended(one))
    if in_force:
        return Admission(waits=True)
    if author.is_staff:
        return Admission()
    when = policy_for(kind, place)
    return Admission(waits=when == Policy.When.BEFORE or (when == Policy.When.TRUST and not is_known(author)))


def suspended(one: Restriction) -> str:
    """Say until when somebody can place nothing, and where they read why and appeal."""
    path = reverse("moderation:decision", args=[one.decision_id])
    words = _(
        "Your account is suspended until %(until)s. Until then you cannot place or change anything. Why, and how you "
        "can appeal, is in the decision: %(address)s"
    )
    until = date_format(timezone.localtime(one.until), "j F Y, H:i")
    return words % {"until": until, "address": f"{settings.SITE_URL}{path}"}


def policy_for(kind: str, place: int | None) -> str:
    """Give the most specific policy: of this kind in this place, of the place, of the kind, of the whole province."""
    rows = Policy.objects.filter(Q(municipality=place) | Q(municipality=None), kind__in=[kind, ""])
    found = max(rows, key=lambda row: (row.municipality_id is not None, bool(row.kind)), default=None)
    return found.when if found else Policy.When.AFTER


def is_known(author: User) -> bool:
    """Say whether somebody placed three things that stood a week, and no decision against them is in force."""
    before = Now() - STOOD
    published = Publication.objects.filter(author=author, state="published", published_at__lt=before)
    said = Comment.objects.filter(
        author=author, created_at__lt=before, deleted_at__isnull=True, is_hidden=False, is_waiting=False
    )
    stood = len(published.values_list("pk")[:KNOWN_AFTER]) + len(said.values_list("pk")[:KNOWN_AFTER])
    against = Decision.objects.filter(case__author=author, measure__in=RESTRICTING, undone_by__isnull=True)
    return stood >= KNOWN_AFTER and not against.exists()


def keep_waiting(kind: str, pk: int) -> None:
    """Put what waits before a moderator, in the transaction that writes it."""
    content = subjects.find(kind, pk)
    reason = gettext_noop("This waits: nobody else reads it until a moderator looked at it.")
    if content is not None and not content.waits:
        reason = gettext_noop("Somebody whose texts wait for a moderator changed this.")
    seen = [opening.Seen(WAITS, reason, WAITING_HARM)]
    opening.open_case(kind, pk, source=Source.SIGNAL, harm=WAITING_HARM, seen=seen)
