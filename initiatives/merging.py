"""Makes two initiatives one: proposed, agreed by both, told to all, and reversible (docs/rules/merging.md)."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation import audit
from foundation.errors import NotAllowed, Refused
from foundation.nudges import nudge
from initiatives import rules
from initiatives.models import Initiative, Merge, Moved
from notifications.catalogue import initiatives as events
from notifications.telling import tell
from notifications.wording import excerpt
from publications.models import Publication, StateChange
from voting.models import Support

LEAVE_OUT = timedelta(days=14)
REVERSIBLE = timedelta(days=30)


def propose(gone: Initiative, kept: Initiative, *, by: User, reason: str) -> Merge:
    """Propose that `gone` goes on in `kept`; a team that proposes agrees for its own side at once.

    Raises NotAllowed for others than a team of the two or a moderator, Refused when one of the two cannot be merged.
    """
    if not rules.can_propose_merge(by, gone, kept):
        raise NotAllowed(_("Only the people behind one of the two, or a moderator, can propose this."))
    try:
        with transaction.atomic():
            first, second = lock(gone.pk, kept.pk)
            if gone.pk == kept.pk or not (first.is_published and second.is_published):
                raise Refused(_("Both have to be published, and different."))
            merge = Merge.objects.create(gone=gone, kept=kept, proposed_by=by, reason=reason)
            audit.record("merge.proposed", actor=by, subject=merge, gone=gone.pk, kept=kept.pk)
            for initiative in (gone, kept):
                if not rules.speaks_for(by, initiative):
                    ask(merge, initiative)
    except IntegrityError as error:
        raise Refused(_("There is a proposal for this one already.")) from error
    return agree(merge, by=by) if rules.speaks_for(by, gone) or rules.speaks_for(by, kept) else merge


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
    """Agree for the side(s) one speaks for; when both agreed, the two become one. Raises NotAllowed or Refused."""
    merge = Merge.objects.select_for_update(of=("self",)).select_related("gone", "kept").get(pk=merge.pk)
    if merge.state != Merge.State.PROPOSED:
        raise Refused(_("This proposal is not open any more."))
    for_gone, for_kept = rules.speaks_for(by, merge.gone), rules.speaks_for(by, merge.kept)
    if not (for_gone or for_kept):
        raise NotAllowed(_("Only the people behind one of the two can agree."))
    now = timezone.now()
    merge.gone_agreed_at = merge.gone_agreed_at or (now if for_gone else None)
    merge.kept_agreed_at = merge.kept_agreed_at or (now if for_kept else None)
    merge.save(update_fields=["gone_agreed_at", "kept_agreed_at"])
    audit.record("merge.agreed", actor=by, subject=merge)
    return carry_out(merge, by=by) if merge.gone_agreed_at and merge.kept_agreed_at else merge


@transaction.atomic
def decline(merge: Merge, *, by: User) -> None:
    """Decline a proposal: each of the two teams may. Raises NotAllowed or Refused."""
    merge = Merge.objects.select_for_update(of=("self",)).select_related("gone", "kept").get(pk=merge.pk)
    if not (rules.speaks_for(by, merge.gone) or rules.speaks_for(by, merge.kept)):
        raise NotAllowed(_("Only the people behind one of the two can decline."))
    if merge.state != Merge.State.PROPOSED:
        raise Refused(_("This proposal is not open any more."))
    Merge.objects.filter(pk=merge.pk).update(state=Merge.State.DECLINED)
    audit.record("merge.declined", actor=by, subject=merge)


def carry_out(merge: Merge, *, by: User) -> Merge:
    """Move the support of `gone` to `kept`, each person once, and close `gone`; inside the transaction of `agree`."""
    gone, kept = lock(merge.gone_id, merge.kept_id)
    if not (gone.is_published and kept.is_published):
        raise Refused(_("One of the two is not published any more."))
    moved, both = move_support(merge)
    merge.gone_count, merge.kept_count, merge.both_count = moved + both, kept.support_count, both
    merge.state, merge.merged_at = Merge.State.MERGED, timezone.now()
    merge.save(update_fields=["gone_count", "kept_count", "both_count", "state", "merged_at"])
    Publication.objects.filter(pk=kept.pk).update(support_count=F("support_count") + moved, energy_due=True)
    close(gone, merge)
    tell_supporters(merge)
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
        Support(publication_id=merge.kept_id, person_id=person, created_at=at)
        for person, at in since.values_list("person", "created_at").iterator(chunk_size=2_000)
    ]
    Support.objects.bulk_create(rows, batch_size=2_000)
    return len(rows), Moved.objects.filter(merge=merge, supported_both=True).count()


def counts_now(merge: Merge) -> dict[str, int]:
    """Give what the counts would be if the two became one this moment."""
    both = Support.objects.filter(
        publication=merge.gone_id, person__in=Support.objects.filter(publication=merge.kept_id).values("person")
    ).count()
    gone, kept = merge.gone.support_count, merge.kept.support_count
    return {"gone": gone, "kept": kept, "both": both, "after": gone + kept - both}


def close(gone: Publication, merge: Merge) -> None:
    """Take the one that goes out of the lists, with a line on its timeline; its address leads to the other."""
    Publication.objects.filter(pk=gone.pk).update(state=Publication.State.ARCHIVED, changed_at=Now())
    # What is kept for everybody to read is in the language of the site.
    with translation.override(settings.LANGUAGE_CODE):
        note = gettext("It goes on in “%(title)s”.") % {"title": merge.kept.title}
    StateChange.objects.create(publication=gone, state=Publication.State.ARCHIVED, note=note)


def tell_supporters(merge: Merge) -> None:
    """Tell every supporter of the one that went, with the way to be left out."""
    for both in (False, True):
        tell(
            events.MERGED,
            key=f"{merge.pk}:{'both' if both else 'moved'}",
            about=merge.kept,
            people=User.objects.filter(pk__in=Moved.objects.filter(merge=merge, supported_both=both).values("person")),
            gone=merge.gone.title,
            kept=merge.kept.title,
            leave_path=f"{merge.get_absolute_url()}niet-mee/",
            before=merge.gone_count,
            after=merge.count_after,
            both=both,
        )


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
    if merge.merged_at is None or timezone.now() > merge.merged_at + LEAVE_OUT:
        raise Refused(_("This was possible for 14 days. You can take your support back on the page itself."))
    Moved.objects.filter(pk=moved.pk).update(left_out_at=Now())
    remove_support(merge, [person.pk])
    audit.record("merge.left_out", actor=person, subject=merge)


@transaction.atomic
def undo(merge: Merge, *, by: User) -> Merge:
    """Make it two again within 30 days: moved support goes back, what people gave themselves since stays.

    Raises NotAllowed for others than a team of the two or a moderator, Refused afterwards.
    """
    merge = Merge.objects.select_for_update(of=("self",)).select_related("gone", "kept").get(pk=merge.pk)
    if not rules.can_propose_merge(by, merge.gone, merge.kept):
        raise NotAllowed(_("Only the people behind one of the two, or a moderator, can undo this."))
    if merge.state != Merge.State.MERGED or merge.merged_at is None:
        raise Refused(_("There is nothing to undo."))
    if timezone.now() > merge.merged_at + REVERSIBLE:
        raise Refused(_("This can be undone for 30 days only."))
    _gone, kept = lock(merge.gone_id, merge.kept_id)
    if not kept.is_published:
        raise Refused(_("The other one went on elsewhere since. Undo that first."))
    back = Moved.objects.filter(merge=merge, supported_both=False, left_out_at__isnull=True)
    remove_support(merge, list(back.values_list("person", flat=True)))
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


def remove_support(merge: Merge, people: list[int]) -> None:
    """Remove the support that moved, and keep the count exact; the publication's row is locked by the caller.

    What somebody gave anew after the merge is their own and stays.
    """
    moved = Support.objects.filter(publication=merge.kept_id, person__in=people, created_at__lte=merge.merged_at)
    gone, _per_model = moved.delete()
    Publication.objects.filter(pk=merge.kept_id).update(support_count=F("support_count") - gone, energy_due=True)


def successor_of(initiative: Initiative) -> Initiative | None:
    """Give the initiative that this one went on in, however often that was merged again."""
    seen, current = set(), initiative
    while current.pk not in seen:
        seen.add(current.pk)
        merge = Merge.objects.filter(gone=current, state=Merge.State.MERGED).select_related("kept").first()
        if merge is None:
            break
        current = merge.kept
    return current if current.pk != initiative.pk else None


def merged_into(initiative: Initiative) -> list[Merge]:
    """Give the merges by which others went on in this one, newest first."""
    merges = Merge.objects.filter(kept=initiative, state=Merge.State.MERGED).select_related("gone")
    return list(merges.defer("gone__search_body", "gone__search_vector")[:10])
