"""Giving support and taking it back; the stored count moves with the row, in one transaction."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation import audit
from foundation.errors import Refused
from foundation.models import AuditEntry
from publications.models import Publication
from voting import rules
from voting.models import Support


def support(publication: Publication, *, supporter: User, is_named: bool = False) -> Support:
    """Stand behind a publication, anonymously or by name.

    Raises Refused for one's own, for what is not published, and for a second support by the same person. The unique
    constraint decides, not a look beforehand: two presses at once give one support.
    """
    if publication.author_id == supporter.pk:
        raise Refused(_("This is your own. Others can support it."))
    if not rules.can_support(supporter, publication):
        raise Refused(_("This cannot be supported now, because it is not published."))
    try:
        with transaction.atomic():
            # The publication's row first: a merge locks in the same order, so the two wait for each other in turn.
            changed = Publication.objects.filter(pk=publication.pk, state=Publication.State.PUBLISHED).update(
                support_count=F("support_count") + 1, energy_due=True
            )
            if not changed:
                raise Refused(_("This cannot be supported now, because it is not published."))
            since = first_given(publication, supporter)
            named = is_named and rules.can_be_named(supporter)
            given = Support.objects.create(publication=publication, person=supporter, is_named=named, **since)
            audit.record("support.given", actor=supporter, subject=publication)
    except IntegrityError as error:
        raise Refused(_("You already support this.")) from error
    return given


def first_given(publication: Publication, supporter: User) -> dict[str, datetime]:
    """Give the moment of an earlier support that was taken back, so that giving it again brings no fresh energy."""
    theirs = AuditEntry.objects.filter(actor=supporter, action="support.given", subject_id=str(publication.pk))
    at = theirs.order_by("id").values_list("at", flat=True).first()
    return {"created_at": at} if at else {}


@transaction.atomic
def withdraw_support(publication: Publication, *, supporter: User) -> None:
    """Take support back. Raises Refused when there is none."""
    Publication.objects.select_for_update(of=("self",)).only("pk").get(pk=publication.pk)
    gone, _per_model = Support.objects.filter(publication=publication, person=supporter).delete()
    if not gone:
        raise Refused(_("You do not support this, so there is nothing to take back."))
    Publication.objects.filter(pk=publication.pk).update(support_count=F("support_count") - 1, energy_due=True)
    audit.record("support.withdrawn", actor=supporter, subject=publication)


@transaction.atomic
def show_name(publication: Publication, *, supporter: User, is_named: bool) -> None:
    """Choose again whether one's name is shown. Raises Refused without support, or without a name to show."""
    if is_named and not rules.can_be_named(supporter):
        raise Refused(_("You have no name on this site yet. Choose one on your own page first."))
    if not Support.objects.filter(publication=publication, person=supporter).update(is_named=is_named):
        raise Refused(_("You do not support this, so there is no name to show."))
    audit.record("support.name_chosen", actor=supporter, subject=publication, is_named=is_named)


def miscounted() -> list[tuple[int, int, int]]:
    """Give (publication, stored count, counted rows) for every publication whose stored count is not its rows."""
    rows = Support.objects.filter(publication=OuterRef("pk")).values("publication").annotate(n=Count("pk")).values("n")
    counted = Publication.objects.annotate(counted=Coalesce(Subquery(rows), 0)).exclude(support_count=F("counted"))
    return list(counted.values_list("pk", "support_count", "counted"))
