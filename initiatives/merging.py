"""Makes two initiatives one: proposed, agreed by both, told to all, and reversible (docs/rules/merging.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Now
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation import audit
from foundation.errors import NotAllowed, Refused
from foundation.nudges import nudge
from initiatives import courses, rules, thresholds
from initiatives.audience import circle_of
from initiatives.models import Course, Initiative, Merge, Moved
from notifications.catalogue import initiatives as events
from notifications.telling import tell
from notifications.wording import excerpt
from publications.models import Publication, StateChange
from voting import actions as voting
from voting import counting
from voting.models import Support

LEAVE_OUT = timedelta(days=14)
REVERSIBLE = timedelta(days=30)


def propose(gone: Initiative, kept: Initiative, *, by: User, reason: str) -> Merge:
    """Propose that `gone` goes on in `kept`; a team that proposes agrees for its own side at once.

    Proposing the same twice is proposing it once. Raises NotAllowed for others than a team of the two or a moderator,
    Refused when one of the two cannot be merged.
    """
    if not rules.can_propose_merge(by, gone, kept):
        raise NotAllowed(_("Only the people behind one of the two, or a moderator, can propose this."))
    try:
        with transaction.atomic():
            first, second = lock(gone.pk, kept.pk)
            if gone.pk == kept.pk or not (first.is_published and second.is_published):
                raise Refused(_("Both have to be published, and different."))
            require_free_to_go(first)
            same = Merge.objects.filter(gone=gone, kept=kept, proposed_by=by, state=Merge.State.PROPOSED).first()
            if same is not None:
                return same
            merge = Merge.objects.create(gone=gone, kept=kept, proposed_by=by, reason=reason)
            audit.record("merge.proposed", actor=by, subject=merge, gone=gone.pk, kept=kept.pk)
            for initiative in (gone, kept):
                if not rules.speaks_for(by, initiative):
                    ask(merge, initiative)
    except IntegrityError as error:
        raise Refused(_("There is a proposal for this one already.")) from error
    return agree(merge, by=by) if rules.speaks_for(by, gone) or rules.speaks_for(by, kept) else merge


def require_free_to_go(gone: Publication) -> None:
    """Raise Refused when the province owes or gave an answer to the one that goes: that page has to stay."""
    if not rules.can_go_on_elsewhere(Course.objects.filter(pk=gone.pk).first()):
        said = _("The province promised or gave an answer to “%(title)s”. Let that one be the one that goes on.")
        raise Refused(said % {"title": gone.title})


def ask(merge: Merge, initiative: Initiative) -> None:
    """Ask the author of one of the two."""
    tell(
        events.MERGE_ASKED,
        key=f"{merge.pk}:{initiative.pk}",
        about=initiative,
        people=[initiative.author],
        gone=merge.gone.title,
        kept=merge.kept.title,
        excerpt=excerpt(merge.reason),
        path=merge.get_absolute_url(),
    )


def lock(*ids: int) -> list[Publication]:
    """Lock publications in the order of their number, so that no two merges wait for each other."""
    rows = Publication.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    by_id = {row.pk: row for row in rows}
    return [by_id[pk] for pk in ids]


@transaction.atomic
def agree(merge: Merge, *, by: User) -> Merge:
    """Agree for the side(s) one speaks for; when both agreed, the two become one. Raises NotAllowed or Refused.

    Agreeing, declining and undoing twice is doing it once: the second press of a button shows what the first did.
    """
    merge = Merge.objects.select_for_update(of=("self",)).select_related("gone", "kept").get(pk=merge.pk)
    for_gone, for_kept = rules.speaks_for(by, merge.gone), rules.speaks_for(by, merge.kept)
    if not (for_gone or for_kept):
        raise NotAllowed(_("Only the people behind one of the two can agree."))
    if merge.state == Merge.State.MERGED:
        return merge
    if merge.state != Merge.State.PROPOSED:
        raise Refused(_("This proposal is not open any more."))
    now = timezone.now()
    merge.gone_agreed_at = merge.gone_agreed_at or (now if for_gone else None)
    merge.kept_agreed_at = merge.kept_agreed_at or (now if for_kept else None)
    merge.save(update_fields=["gone_agreed_at", "kept_agreed_at"])
    audit.record("merge.agreed", actor=by, subject=merge)
    return carry_out(merge, by=by) if merge.gone_agreed_at and merge.kept_agreed_at else merge


@transaction.atomic
def decline(merge: Merge, *, by: User) -> None:
    """Decline a proposal, or take it back: each of the two teams may, and a moderator. Raises NotAllowed or Refused."""
    merge = Merge.objects.select_for_update(of=("self",)).select_related("gone", "kept").get(pk=merge.pk)
    if not rules.can_propose_merge(by, merge.gone, merge.kept):
        raise NotAllowed(_("Only the people behind one of the two, or a moderator, can decline."))
    if merge.state == Merge.State.DECLINED:
        return
    if merge.state != Merge.State.PROPOSED:
        raise Refused(_("This proposal is not open any more."))
    Merge.objects.filter(pk=merge.pk).update(state=Merge.State.DECLINED)
    audit.record("merge.declined", actor=by, subject=merge)


def carry_out(merge: Merge, *, by: User) -> Merge:
    """Move the support of `gone` to `kept`, each person once, and close `gone`; inside the transaction of `agree`."""
    gone, kept = lock(merge.gone_id, merge.kept_id)
    if not (gone.is_published and kept.is_published):
        raise Refused(_("One of the two is not published any more."))
    require_free_to_go(gone)
    moved, both = move_support(merge)
    merge.gone_count, merge.kept_count, merge.both_count = moved + both, kept.support_count, both
    merge.state, merge.merged_at = Merge.State.MERGED, timezone.now()
    merge.save(update_fields=["gone_count", "kept_count", "both_count", "state", "merged_at"])
    Publication.objects.filter(pk=kept.pk).update(support_count=F("support_count") + moved, energy_due=True)
    close(gone, merge)
    tell_supporters(merge)
    tell_circle(merge, by=by)
    if milestone := voting.passed(kept.support_count, kept.support_count + moved):
        voting.tell_milestone(kept, milestone)
    audit.record("merge.carried_out", actor=by, subject=merge, moved=moved, both=both)
    nudge("initiatives.tasks.recount_energy")
    return merge


def move_support(merge: Merge) -> tuple[int, int]:
    """Give every supporter of the one that goes a support of the other, since the same moment; those of both once.

    Gives how many moved and how many supported both. The rows of the one that goes stay, so that it can be undone.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO initiatives_moved (merge_id, person_id, supported_both) "
            "SELECT %(merge)s, s.person_id, EXISTS (SELECT 1 FROM voting_support o WHERE o.publication_id = %(kept)s "
            "AND o.person_id = s.person_id) FROM voting_support s WHERE s.publication_id = %(gone)s",
            {"merge": merge.pk, "gone": merge.gone_id, "kept": merge.kept_id},
        )
    # The author of the one that stays does not support their own: their support of the other stays where it is.
    Moved.objects.filter(merge=merge, person=merge.kept.author_id).update(supported_both=True)
    movers = Moved.objects.filter(merge=merge, supported_both=False).values("person")
    since = Support.objects.filter(publication=merge.gone_id, person__in=movers)
    rows = [
        Support(publication_id=merge.kept_id, person_id=person, created_at=at, counted=counted)
        for person, at, counted in since.values_list("person", "created_at", "counted").iterator(chunk_size=2_000)
    ]
    Support.objects.bulk_create(rows, batch_size=2_000)
    counting.follow(merge.gone_id, merge.kept_id)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE initiatives_moved m SET support_id = s.id FROM voting_support s WHERE m.merge_id = %(merge)s "
            "AND NOT m.supported_both AND s.publication_id = %(kept)s AND s.person_id = m.person_id",
            {"merge": merge.pk, "kept": merge.kept_id},
        )
    return sum(row.counted for row in rows), Moved.objects.filter(merge=merge, supported_both=True).count()


def with_counts(merges: QuerySet[Merge]) -> QuerySet[Merge]:
    """Give with each merge what its counts are this moment: `both_now` supporters of both, `going_back` if undone."""
    stays = Support.objects.filter(publication=OuterRef(OuterRef("kept")), person=OuterRef("person"))
    # The author of the one that stays is not counted there, so their support of the other counts as one of both.
    twice = Support.objects.filter(publication=OuterRef("gone"), counted=True).filter(
        Exists(stays) | Q(person=OuterRef("kept__author"))
    )
    both = twice.order_by().values("publication").annotate(n=Count("pk")).values("n")
    back = going_back().filter(merge=OuterRef("pk")).order_by().values("merge").annotate(n=Count("pk")).values("n")
    return merges.annotate(both_now=Coalesce(Subquery(both), 0), going_back=Coalesce(Subquery(back), 0))


def counts_now(merge: Merge) -> dict[str, int]:
    """Give what the counts would be if the two became one this moment; `merge` may come from `with_counts`."""
    found = merge if hasattr(merge, "both_now") else with_counts(Merge.objects.filter(pk=merge.pk)).get()
    both: int = found.__dict__["both_now"]
    gone, kept = merge.gone.support_count, merge.kept.support_count
    return {"gone": gone, "kept": kept, "both": both, "after": gone + kept - both}


def supporters_together(chosen: QuerySet[Initiative]) -> int:
    """Give how many different people support any of these."""
    return Support.objects.filter(publication__in=chosen.values("pk"), counted=True).values("person").distinct().count()


def counts_undone(merge: Merge) -> dict[str, int]:
    """Give what the counts would be if this merge was undone this moment; `merge` comes from `with_counts`."""
    together, back = merge.kept.support_count, merge.__dict__["going_back"]
    return {"gone": merge.gone.support_count, "kept": together - back, "together": together}


def close(gone: Publication, merge: Merge) -> None:
    """Take the one that goes out of the lists, with a line on its timeline; its address leads to the other."""
    Publication.objects.filter(pk=gone.pk).update(state=Publication.State.ARCHIVED, changed_at=Now())
    # What is kept for everybody to read is in the language of the site.
    with translation.override(settings.LANGUAGE_CODE):
        note = gettext("It goes on in “%(title)s”.") % {"title": merge.kept.title}
    StateChange.objects.create(publication=gone, state=Publication.State.ARCHIVED, note=note)


def tell_supporters(merge: Merge) -> None:
    """Tell every supporter of the one that went, with the way to be left out."""
    assert merge.merged_at is not None
    until = timezone.localdate(merge.merged_at + LEAVE_OUT)
    for both in (False, True):
        tell(
            events.MERGED,
            key=f"{merge.pk}:{'both' if both else 'moved'}",
            about=merge.kept,
            people=User.objects.filter(pk__in=Moved.objects.filter(merge=merge, supported_both=both).values("person")),
            leave_path=f"{merge.get_absolute_url()}niet-mee/",
            both=both,
            until=until.isoformat(),
            words=of_both(merge),
        )


def tell_circle(merge: Merge, *, by: User) -> None:
    """Tell who follows the one that went or has another part in it, and did not support it; `by` did it."""
    supporters = Moved.objects.filter(merge=merge).values("person")
    people = circle_of(merge.gone).exclude(pk__in=supporters)
    tell(
        events.MERGED,
        key=f"{merge.pk}:circle",
        about=merge.kept,
        people=people,
        without=[by],
        part=True,
        words=of_both(merge),
    )


def of_both(merge: Merge) -> dict[str, object]:
    """Give what every text about a merge that was carried out says of the two."""
    counts = {"before": merge.gone_count, "after": merge.count_after}
    return {"gone": merge.gone.title, "kept": merge.kept.title, **counts}


def can_leave_out(merge: Merge) -> bool:
    """Say whether supporters can still ask to be left out."""
    return merge.merged_at is not None and timezone.now() <= merge.merged_at + LEAVE_OUT


@transaction.atomic
def leave_out(merge: Merge, *, person: User) -> None:
    """Take one's moved support out of the one that stays, within 14 days; doing it twice is doing it once."""
    lock(merge.kept_id)
    moved = Moved.objects.select_for_update(of=("self",)).filter(merge=merge, person=person).first()
    if moved is None:
        raise NotAllowed(_("Your support was not moved, so there is nothing to change."))
    if moved.left_out_at is not None:
        return
    if moved.supported_both or merge.state != Merge.State.MERGED:
        raise Refused(_("Your support was not moved, so there is nothing to change."))
    if not can_leave_out(merge):
        raise Refused(_("This was possible for 14 days. You can take your support back on the page itself."))
    remove_support(merge, Moved.objects.filter(pk=moved.pk))
    Moved.objects.filter(pk=moved.pk).update(left_out_at=Now())
    audit.record("merge.left_out", actor=person, subject=merge)


@transaction.atomic
def undo(merge: Merge, *, by: User) -> Merge:
    """Make it two again within 30 days: moved support goes back, what people gave themselves since stays.

    Raises NotAllowed for others than a team of the two or a moderator, Refused afterwards.
    """
    merge = Merge.objects.select_for_update(of=("self",)).select_related("gone", "kept").get(pk=merge.pk)
    if not rules.can_propose_merge(by, merge.gone, merge.kept):
        raise NotAllowed(_("Only the people behind one of the two, or a moderator, can undo this."))
    if merge.state == Merge.State.UNDONE:
        return merge
    if merge.state != Merge.State.MERGED:
        raise Refused(_("There is nothing to undo."))
    if not is_reversible(merge):
        raise Refused(_("This can be undone for 30 days only."))
    _gone, kept = lock(merge.gone_id, merge.kept_id)
    if not kept.is_published:
        raise Refused(_("The other one went on elsewhere since. Undo that first."))
    remove_support(merge, going_back().filter(merge=merge))
    Publication.objects.filter(pk=merge.gone_id).update(
        state=Publication.State.PUBLISHED, changed_at=Now(), energy_due=True
    )
    with translation.override(settings.LANGUAGE_CODE):
        note = gettext("It stands on its own again.")
    StateChange.objects.create(publication_id=merge.gone_id, state=Publication.State.PUBLISHED, note=note)
    merge.state, merge.undone_at = Merge.State.UNDONE, timezone.now()
    merge.save(update_fields=["state", "undone_at"])
    audit.record("merge.undone", actor=by, subject=merge)
    return merge


def is_reversible(merge: Merge) -> bool:
    """Say whether a merge was carried out so short ago that it can still be undone."""
    if merge.state != Merge.State.MERGED or merge.merged_at is None:
        return False
    return timezone.now() <= merge.merged_at + REVERSIBLE


def going_back() -> QuerySet[Moved]:
    """Give the support that goes back when its merge is undone.

    What somebody took back and gave anew is another row, and who declared for the one that stays chose it themselves:
    both are their own and stay.
    """
    return Moved.objects.filter(support__isnull=False, support__declaration__isnull=True, left_out_at__isnull=True)


def remove_support(merge: Merge, moved: QuerySet[Moved]) -> None:
    """Remove support that moved, and keep the counts exact; the publication's row is locked by the caller."""
    ids = list(moved.filter(support__isnull=False).values_list("support", flat=True))
    going = Support.objects.filter(pk__in=ids)
    gone = going.filter(counted=True).count()
    going.delete()
    Publication.objects.filter(pk=merge.kept_id).update(support_count=F("support_count") - gone, energy_due=True)
    if thresholds.counts_support(merge.kept):
        thresholds.recount(courses.lock(merge.kept))


@dataclass(frozen=True)
class Successor:
    """What an initiative went on in; `is_final` when no merge on the way there can be undone any more."""

    initiative: Initiative
    is_final: bool


def successor_of(initiative: Initiative) -> Successor | None:
    """Give the initiative that this one went on in, however often that was merged again."""
    seen, current, is_final = set(), initiative, True
    while current.pk not in seen:
        seen.add(current.pk)
        merge = Merge.objects.filter(gone=current, state=Merge.State.MERGED).select_related("kept").first()
        if merge is None:
            break
        current, is_final = merge.kept, is_final and not is_reversible(merge)
    return Successor(current, is_final) if current.pk != initiative.pk else None


def merged_into(initiative: Initiative) -> list[Merge]:
    """Give the merges by which others went on in this one, newest first."""
    merges = Merge.objects.filter(kept=initiative, state=Merge.State.MERGED).select_related("gone")
    return list(merges.defer("gone__search_body", "gone__search_vector")[:10])
