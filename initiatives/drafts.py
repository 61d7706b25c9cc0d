"""Writing before signing in: a draft keeps every word as typed, and knows who may go on with it."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import IO, Any

from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.rules import Visitor
from foundation.errors import NotAllowed
from initiatives import rules
from initiatives.content import UNDESCRIBED, as_typed
from initiatives.models import Draft, Initiative, TeamMember, TeamRole, Update
from publications.actions import drop_picture, keep_picture
from publications.models import Picture

COOKIE = "concepten"
COOKIE_SECONDS = 60 * 60 * 24 * 60
MOST_IN_COOKIE = 10
# A draft nobody touched for this long is forgotten; the page says so.
KEPT = timedelta(days=60)


def held_by(request: HttpRequest) -> list[uuid.UUID]:
    """Give the ids of the drafts that this browser wrote."""
    try:
        ids = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=COOKIE_SECONDS)
        return [uuid.UUID(one) for one in ids]
    except (signing.BadSignature, ValueError, TypeError):
        return []


def hand_over(response: HttpResponse, request: HttpRequest, draft: Draft) -> HttpResponse:
    """Let this browser hold the draft: a signed cookie, only for this and only when somebody writes."""
    ids = [draft.pk, *(one for one in held_by(request) if one != draft.pk)][:MOST_IN_COOKIE]
    response.set_cookie(
        COOKIE,
        signing.dumps([str(one) for one in ids], salt=COOKIE),
        max_age=COOKIE_SECONDS,
        path="/initiatieven/",
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def open_to(request: HttpRequest) -> Q:
    """Say which drafts this person may go on with.

    Their own, nobody's that this browser wrote, and the edit of what they carry: an initiative has one open edit, which
    its author and organisers share.
    """
    held = Q(pk__in=held_by(request), owner__isnull=True)
    if not isinstance(request.user, User):
        return held
    carried = TeamMember.objects.filter(person=request.user, role=TeamRole.ORGANISER).values("initiative")
    return held | Q(owner=request.user) | Q(revises__author=request.user) | Q(revises__in=carried)


def is_locked_to(request: HttpRequest, pk: uuid.UUID) -> bool:
    """Say whether this browser wrote the draft as somebody who is not signed in any more."""
    return (
        not request.user.is_authenticated
        and pk in held_by(request)
        and Draft.objects.filter(pk=pk, owner__isnull=False).exists()
    )


def unfinished(request: HttpRequest) -> list[Draft]:
    """Give the drafts to go on with, newest first."""
    return list(Draft.objects.filter(open_to(request), published_as__isnull=True)[:20])


def begin(visitor: Visitor) -> Draft:
    """Start an empty draft."""
    return Draft.objects.create(owner=visitor if isinstance(visitor, User) else None)


@transaction.atomic
def begin_edit(initiative: Initiative, *, by: User) -> Draft:
    """Start, or go on with, the edit of an initiative. Raises Refused for anybody but its team."""
    if not rules.can_edit(by, initiative):
        raise NotAllowed(_("Only the author and the team can change this, as long as it is published."))
    values = {"owner": by, "data": as_typed(initiative), "picture": initiative.pictures.first()}
    try:
        with transaction.atomic():
            return Draft.objects.create(revises=initiative, **values)
    except IntegrityError:
        return Draft.objects.get(revises=initiative, published_as__isnull=True)


@transaction.atomic
def keep(draft: Draft, typed: dict[str, Any]) -> Draft:
    """Keep what was typed over what was there, right or wrong; two tabs at once both keep their fields."""
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    draft.data = {**draft.data, **typed}
    draft.changed_at = Now()
    draft.save(update_fields=["data", "changed_at"])
    draft.refresh_from_db(fields=["changed_at"])
    return draft


def keep_upload(draft: Draft, upload: IO[bytes], *, alt: str) -> Picture:
    """Keep an uploaded picture with the draft at once, so that a later error cannot lose it.

    Without `alt` it waits for its words; it is not published before it has them. Raises ValidationError, with advice
    for the person, when it cannot be used; the earlier picture then stays.
    """
    picture = keep_picture(upload, alt=alt or UNDESCRIBED)
    take_picture_off(draft)
    Draft.objects.filter(pk=draft.pk).update(picture=picture, changed_at=Now())
    draft.picture = picture
    return picture


@transaction.atomic
def take_picture_off(draft: Draft) -> None:
    """Remove the picture from the draft; one that is on a published page stays there until the edit is published."""
    picture = draft.picture
    Draft.objects.filter(pk=draft.pk).update(picture=None)
    draft.picture = None
    if picture is not None and picture.publication_id is None:
        drop_picture(picture)


def claim(draft: Draft, *, owner: User) -> Draft:
    """Give a draft that was written before signing in to the person who signed in."""
    Draft.objects.filter(pk=draft.pk, owner__isnull=True).update(owner=owner)
    draft.refresh_from_db()
    return draft


def forget_stale() -> int:
    """Remove drafts nobody touched for KEPT, and pictures that nothing shows."""
    stale, _per_model = Draft.objects.filter(published_as__isnull=True, changed_at__lt=Now() - KEPT).delete()
    shown = Draft.objects.filter(picture__isnull=False, published_as__isnull=True).values("picture")
    # A picture of just now may be on its way to its draft.
    loose = Picture.objects.filter(publication__isnull=True, added_at__lt=Now() - timedelta(days=1))
    told = Update.objects.filter(picture__isnull=False).values("picture")
    for picture in loose.exclude(pk__in=shown).exclude(pk__in=told)[:500]:
        with transaction.atomic():
            drop_picture(picture)
    return stale
