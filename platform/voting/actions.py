"""Giving support and taking it back; the stored count moves with the row, in one transaction."""

from __future__ import annotations

from django.db import IntegrityError, connection, transaction
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation import audit
from foundation.errors import Refused
from notifications.catalogue import initiatives as events
from notifications.telling import tell
from publications.circle import team_of
from publications.models import Publication
from voting import counting, rules
from voting.models import Support

# Support that came of a merge is older than anything given here: taking it back writes down since when it was.
FIRST_GIVEN = """coalesce((SELECT min(coalesce((data->>'since')::timestamptz, at)) FROM foundation_auditentry
    WHERE actor_id = %s AND action IN ('support.given', 'support.withdrawn') AND subject_id = %s),
    statement_timestamp())"""

ONE_MORE = f"""UPDATE publications_publication SET support_count = support_count + ({counting.COUNTS})::int,
    energy_due = true WHERE id = %s AND state = %s RETURNING support_count"""  # noqa: S608  # a constant
# So many supporters are news for those who carry it.
MILESTONES = (10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)


@transaction.atomic
def support(publication: Publication, *, supporter: User, is_named: bool = False) -> Support:
    """Stand behind a publication, anonymously or by name; raises Refused as `give` does."""
    return give(publication, supporter=supporter, is_named=is_named)


def give(publication: Publication, *, supporter: User, is_named: bool = False) -> Support:
    """Stand behind a publication, in the transaction of the caller: it must end when this raises Refused.

    Refused are one's own, what is not published, and a second support by the same person. The unique constraint
    decides, not a look beforehand: two presses at once give one support. The publication is locked afterwards.
    """
    if publication.author_id == supporter.pk:
        raise Refused(_("This is your own. Others can support it."))
    if not rules.can_support(supporter, publication):
        raise Refused(_("This cannot be supported now, because it is not published."))
    # The publication's row first: a merge locks in the same order, so the two wait for each other in turn.
    count = count_one_more(publication, supporter)
    since, named = first_given(publication, supporter), is_named and rules.can_be_named(supporter)
    try:
        given = Support.objects.create(
            publication=publication,
            person=supporter,
            is_named=named,
            counted=counting.counts(publication.pk, supporter.pk),
            created_at=since,
        )
    except IntegrityError as error:
        raise Refused(_("You already support this.")) from error
    audit.record("support.given", actor=supporter, subject=publication)
    if count in MILESTONES:
        tell_milestone(publication, count)
    return given


def count_one_more(publication: Publication, supporter: User) -> int:
    """Count a support and give the new number, in the one statement that also locks. Raises Refused when gone.

    What this person gives may be set aside by moderators: then the number stays what it was.
    """
    pair = [publication.pk, supporter.pk]
    with connection.cursor() as cursor:
        cursor.execute(ONE_MORE, [*pair, publication.pk, Publication.State.PUBLISHED])
        row = cursor.fetchone()
    if row is None:
        raise Refused(_("This cannot be supported now, because it is not published."))
    return int(row[0])


def tell_milestone(publication: Publication, count: int) -> None:
    """Tell those who carry it that so many people support it; each number is told once, whatever was taken back."""
    tell(
        events.SUPPORTERS,
        key=f"{publication.pk}:{count}",
        about=publication,
        people=team_of(publication),
        count=count,
        what=publication.kind,
    )


def passed(before: int, after: int) -> int:
    """Give the last milestone between two counts, for support that comes in many at once; 0 when there is none."""
    return max((one for one in MILESTONES if before < one <= after), default=0)


def first_given(publication: Publication, supporter: User) -> RawSQL:
    """Give the moment of an earlier support that was taken back, so that giving it again brings no fresh energy.

    The database finds it while it writes the row; this moment, when there was none.
    """
    return RawSQL(FIRST_GIVEN, [supporter.pk, str(publication.pk)])  # noqa: S611  # a constant


@transaction.atomic
def withdraw_support(publication: Publication, *, supporter: User) -> None:
    """Take support back. Raises Refused when there is none."""
    Publication.objects.select_for_update(of=("self",)).only("pk").get(pk=publication.pk)
    mine = Support.objects.filter(publication=publication, person=supporter).first()
    if mine is None:
        raise Refused(_("You do not support this, so there is nothing to take back."))
    mine.delete()
    fewer = F("support_count") - int(mine.counted)
    Publication.objects.filter(pk=publication.pk).update(support_count=fewer, energy_due=True)
    audit.record("support.withdrawn", actor=supporter, subject=publication, since=mine.created_at.isoformat())


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
    rows = (
        Support.objects.filter(publication=OuterRef("pk"), counted=True)
        .values("publication")
        .annotate(n=Count("pk"))
        .values("n")
    )
    counted = Publication.objects.annotate(counted=Coalesce(Subquery(rows), 0)).exclude(support_count=F("counted"))
    return list(counted.values_list("pk", "support_count", "counted"))
