"""What people can do with an initiative. Every write to this app goes through here or through `drafts`."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation import audit, submissions
from foundation.errors import NotAllowed, Refused
from foundation.nudges import nudge
from initiatives import courses, rules
from initiatives.audience import tell_all
from initiatives.content import Content
from initiatives.models import Draft, Initiative, Need, Revision
from initiatives.needs import in_words, write_needs
from notifications.catalogue import initiatives as events
from notifications.telling import tell
from notifications.wording import excerpt
from publications import energy
from publications.actions import change_state, free_slug, next_reference
from publications.models import Picture, Publication, StateChange


@transaction.atomic
def publish(draft: Draft, *, author: User, content: Content) -> Initiative:
    """Put a draft on the site: a new initiative, or the edit of one.

    Pressing twice gives the same initiative once. Raises Refused when the author posted too much today or the thing
    edited is no longer theirs to edit.
    """
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if draft.published_as is not None:
        return draft.published_as
    seconds = (timezone.now() - draft.created_at).total_seconds()
    if draft.revises:
        initiative = revise(draft.revises, by=author, content=content, seconds=seconds)
    else:
        initiative = start(author, content, seconds=seconds)
    settle_picture(initiative, draft)
    Draft.objects.filter(pk=draft.pk).update(published_as=initiative, owner=author, changed_at=Now())
    return initiative


def start(author: User, content: Content, *, seconds: float | None = None) -> Initiative:
    """Make a new initiative and write its receipt; it can be read at once, or once a moderator looked at it.

    Raises Refused when the author posted too much today, or may place nothing for a time.
    """
    # The lock makes the limit hold for two tabs at once.
    User.objects.select_for_update(of=("self",)).get(pk=author.pk)
    today = Initiative.objects.filter(author=author, created_at__gt=Now() - timedelta(days=1)).count()
    if today >= rules.MOST_A_DAY:
        raise Refused(_("You already started five initiatives today. Your draft is kept: go on tomorrow."))
    admission = submissions.admit("publication", author, content.municipality.pk if content.municipality else None)
    reference = next_reference()
    initiative = Initiative(
        kind=Publication.Kind.INITIATIVE,
        reference=reference,
        slug=free_slug(Publication.Kind.INITIATIVE, content.title, reference),
        author=author,
        state=Publication.State.SUBMITTED,
    )
    word(initiative, content)
    initiative.save()
    keep_version(initiative, content, by=author)
    courses.begin(initiative, content.course_kind)
    tell(events.RECEIVED, key=initiative.pk, about=initiative, people=[author], reference=reference)
    if admission.waits:
        StateChange.objects.create(publication=initiative, state=Publication.State.SUBMITTED)
        audit.record("initiative.submitted", actor=author, subject=initiative, reference=reference)
    else:
        appear(initiative, by=author)
    submissions.written("publication", initiative.pk, author=author, seconds=seconds, admission=admission)
    initiative.refresh_from_db()
    return initiative


def appear(initiative: Initiative, *, by: User) -> None:
    """Let everybody read it from now on, and tell who follows; its row is locked or new."""
    state = Publication.State.PUBLISHED
    Publication.objects.filter(pk=initiative.pk).update(state=state, published_at=Now(), changed_at=Now())
    initiative.refresh_from_db(fields=["state", "published_at"])
    assert initiative.published_at is not None
    Publication.objects.filter(pk=initiative.pk).update(
        energy=energy.score([(initiative.published_at, energy.PUBLISHED)])
    )
    StateChange.objects.create(publication=initiative, state=state)
    audit.record("initiative.published", actor=by, subject=initiative, reference=initiative.reference)
    author = initiative.author
    tell(
        events.PUBLISHED,
        key=initiative.pk,
        about=initiative,
        without=[author],
        who=author.public_name,
        excerpt=initiative.summary,
    )
    nudge("publications.tasks.redraw_energy_field")


@transaction.atomic
def revise(initiative: Initiative, *, by: User, content: Content, seconds: float | None = None) -> Initiative:
    """Change the words of an initiative, keeping how it was worded before; its address stays.

    What can be read stays so: where things wait for a moderator, a case of the edit is opened at once.
    """
    # The count of support lives in the parent's row: without its lock, saving would put an older count back.
    initiative = Initiative.objects.select_for_update(of=("self", "publication_ptr")).get(pk=initiative.pk)
    if not rules.can_edit(by, initiative):
        raise NotAllowed(_("Only the author and the team can change this, as long as it is published."))
    admission = submissions.admit("publication", by, content.municipality.pk if content.municipality else None)
    word(initiative, content)
    initiative.changed_at = Now()
    initiative.save()
    number, asked = keep_version(initiative, content, by=by)
    audit.record("initiative.edited", actor=by, subject=initiative)
    submissions.written("publication", initiative.pk, author=by, seconds=seconds, admission=admission)
    if asked:
        key = f"{initiative.pk}:{number}"
        tell(events.NEED, key=key, about=initiative, without=[by], excerpt=in_words(asked))
    return initiative


def word(initiative: Initiative, content: Content) -> None:
    """Put the author's words on the (unsaved) initiative."""
    for name in ("title", "summary", "story", "theme", "municipality", "place_label", "lat", "lon", "ask"):
        setattr(initiative, name, getattr(content, name))
    initiative.search_body = content.search_body()


def keep_version(initiative: Initiative, content: Content, *, by: User) -> tuple[int, list[Need]]:
    """Write the needs and keep this wording as the next version; gives its number and the needs that are new in it."""
    asked = write_needs(initiative, content)
    number = (initiative.revisions.values_list("number", flat=True).first() or 0) + 1
    Revision.objects.create(initiative=initiative, number=number, editor=by, content=content.as_json())
    return number, asked


def settle_picture(initiative: Initiative, draft: Draft) -> None:
    """Give the draft's picture to the initiative; an edit without it takes the old one away."""
    shown = Picture.objects.filter(publication=initiative)
    (shown.exclude(pk=draft.picture.pk) if draft.picture else shown).update(publication=None)
    if draft.picture is not None:
        draft.picture.publication = initiative
        draft.picture.alt = str(draft.data.get("picture_alt") or draft.picture.alt).strip()
        draft.picture.save(update_fields=["publication", "alt"])


@transaction.atomic
def withdraw(initiative: Initiative, *, by: User, reason: str = "") -> None:
    """Take an initiative out of the lists; its page stays and says so. Raises Refused for anybody but the author."""
    if not rules.can_withdraw(by, initiative):
        raise NotAllowed(_("Only the author can withdraw this, as long as it is published."))
    courses.withdraw(initiative, by=by, reason=reason)
    change_state(
        initiative,
        Publication.State.WITHDRAWN,
        by=by,
        may=lambda locked: rules.can_withdraw(by, locked),
        note=reason.strip(),
    )
    tell_all(initiative, events.WITHDRAWN, key=initiative.pk, without=[by], excerpt=excerpt(reason))
    nudge("publications.tasks.redraw_energy_field")
