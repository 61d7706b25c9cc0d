"""What people can do with an idea, and what an editor changes in the question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations import taking_part
from consultations.actions import editors_only, lock
from consultations.methods.ideas import rules
from consultations.methods.ideas.asked import Asked
from consultations.methods.ideas.audience import concerned
from consultations.methods.ideas.models import DECIDED, Idea, Status
from consultations.models import Part
from foundation import audit, richtext, submissions
from foundation.errors import NotAllowed, Refused
from foundation.submissions import Admission
from notifications.catalogue import ideas as events
from notifications.telling import tell
from notifications.wording import excerpt
from places.models import Municipality
from publications.actions import change_state, free_slug, next_reference
from publications.models import Publication, StateChange
from voting import actions as voting
from voting.models import Support

SUMMARY = 280


@dataclass(frozen=True)
class Content:
    """What somebody filled in."""

    title: str
    text: str
    category: str = ""
    place_label: str = ""
    municipality: Municipality | None = None


@transaction.atomic
def post(part: Part, *, author: User, content: Content, seconds: float | None = None) -> Idea:
    """Add an idea; `seconds` is how long its writer had the form open. The same idea twice is one idea.

    Raises Closed outside the phase, and Refused for who posted too much today or may place nothing for a time.
    """
    # The lock makes the limit, and "the same twice", hold for two tabs at once.
    User.objects.select_for_update(of=("self",)).get(pk=author.pk)
    taking_part.refuse_closed(part)
    own = Idea.objects.filter(part=part, author=author)
    if (same := own.filter(title=content.title, text=content.text).exclude(state="withdrawn").first()) is not None:
        return same
    if own.filter(created_at__gt=Now() - timedelta(days=1)).count() >= rules.MOST_A_DAY:
        raise Refused(_("You already posted ten ideas here today. Go on tomorrow."))
    place = content.municipality.pk if content.municipality else None
    admission = submissions.admit("publication", author, place)
    if Asked.read(part.settings).waits and not author.is_staff:
        admission = Admission(waits=True)
    idea = write(part, author=author, content=content, waits=admission.waits)
    tell(events.RECEIVED, key=idea.pk, about=idea, people=[author], reference=idea.reference, waits=admission.waits)
    submissions.written("publication", idea.pk, author=author, seconds=seconds, admission=admission)
    return idea


def write(part: Part, *, author: User, content: Content, waits: bool = False) -> Idea:
    """Write an idea down as submitted, and let it be read unless it waits; in the transaction of who calls."""
    reference = next_reference()
    idea = Idea(
        kind=Publication.Kind.IDEA,
        reference=reference,
        slug=free_slug(Publication.Kind.IDEA, content.title, reference),
        author=author,
        state=Publication.State.SUBMITTED,
        theme_id=part.consultation.theme_id,
        part=part,
    )
    word(idea, content)
    idea.save()
    if waits:
        StateChange.objects.create(publication=idea, state=Publication.State.SUBMITTED)
        audit.record("idea.submitted", actor=author, subject=idea, reference=reference)
    else:
        appear(idea, by=author)
    idea.refresh_from_db()
    return idea


def appear(idea: Idea, *, by: User) -> None:
    """Let everybody read it from now on; its row is locked or new."""
    state = Publication.State.PUBLISHED
    Publication.objects.filter(pk=idea.pk).update(state=state, published_at=Now(), changed_at=Now(), energy_due=True)
    StateChange.objects.create(publication=idea, state=state)
    audit.record("idea.published", actor=by, subject=idea, reference=idea.reference)
    taking_part.ask_for_recount(idea.part)


@transaction.atomic
def revise(idea: Idea, *, by: User, content: Content, seconds: float | None = None) -> Idea:
    """Change the words of one's own idea; its address stays. Where things wait for a moderator, a case is opened.

    Raises Closed outside the phase, NotAllowed once others joined in or the province replied.
    """
    # The counts are in the parent's row: without its lock, saving would put older ones back.
    idea = Idea.objects.select_for_update(of=("self", "publication_ptr")).select_related("part").get(pk=idea.pk)
    taking_part.refuse_closed(idea.part)
    if not rules.can_change(by, idea) or idea.replied_at is not None:
        raise NotAllowed(_("You can change your idea as long as nobody supports it, talks about it or replied to it."))
    admission = submissions.admit("publication", by, content.municipality.pk if content.municipality else None)
    word(idea, content)
    idea.changed_at = Now()
    idea.save()
    audit.record("idea.edited", actor=by, subject=idea)
    submissions.written("publication", idea.pk, author=by, seconds=seconds, admission=admission)
    taking_part.ask_for_recount(idea.part)
    idea.refresh_from_db()
    return idea


def word(idea: Idea, content: Content) -> None:
    """Put the author's words on the (unsaved) idea."""
    for name in ("title", "text", "category", "place_label", "municipality"):
        setattr(idea, name, getattr(content, name))
    idea.summary = Truncator(" ".join(richtext.to_text(content.text).split())).chars(SUMMARY)
    idea.search_body = "\n".join(filter(None, (content.text, content.category, content.place_label)))


@transaction.atomic
def withdraw(idea: Idea, *, by: User) -> None:
    """Take one's own idea out of the list; its page stays for who has the link. Raises Refused for anybody else."""

    def may(locked: Publication) -> bool:
        return locked.is_published and locked.author_id == by.pk

    change_state(idea, Publication.State.WITHDRAWN, by=by, may=may)
    taking_part.ask_for_recount(idea.part)


@transaction.atomic
def support(idea: Idea, *, supporter: User) -> Support:
    """Stand behind an idea. Raises Closed outside the phase, Refused as support of anything does."""
    taking_part.refuse_closed(idea.part)
    given = voting.support(idea, supporter=supporter)
    taking_part.ask_for_recount(idea.part)
    return given


@transaction.atomic
def withdraw_support(idea: Idea, *, supporter: User) -> None:
    """Take support back. Raises Closed outside the phase: then it is counted. Raises Refused when there is none."""
    taking_part.refuse_closed(idea.part)
    voting.withdraw_support(idea, supporter=supporter)
    taking_part.ask_for_recount(idea.part)


def recount_after(publication: int) -> None:
    """Have results counted anew after moderators set support aside or gave it back; its publication is locked."""
    if (part := Part.objects.filter(ideas=publication).first()) is not None:
        taking_part.ask_for_recount(part)


@transaction.atomic
def reply(idea: Idea, *, by: User, status: Status, text: str) -> Idea:
    """Say what the province does with an idea, and why; its author, supporters and followers hear it.

    Raises NotAllowed for who is no official, Refused without a reason for what is decided.
    """
    idea = Idea.objects.select_for_update(of=("self", "publication_ptr")).get(pk=idea.pk)
    if not rules.can_reply(by, idea):
        raise NotAllowed(_("Only officials reply for the province, to ideas that are published."))
    if status in DECIDED and not text.strip():
        raise Refused(_("Tell why the province does or does not use this idea."))
    if (idea.status, idea.reply) == (status, text):
        return idea
    Idea.objects.filter(pk=idea.pk).update(status=status, reply=text, replied_by=by, replied_at=Now())
    idea.refresh_from_db(fields=["status", "reply", "replied_at"])
    assert idea.replied_at is not None
    audit.record("idea.replied", actor=by, subject=idea, status=status, consultation=idea.part.consultation_id)
    taking_part.ask_for_recount(idea.part)
    tell(
        events.REPLIED,
        key=f"{idea.pk}:{idea.replied_at.isoformat()}",
        about=idea,
        people=concerned(idea),
        without=[by],
        status=str(status),
        excerpt=excerpt(text),
    )
    return idea


@transaction.atomic
def change(part: Part, *, by: User, asked: Asked) -> None:
    """Write what is asked. Raises Refused when a category goes that somebody chose already."""
    consultation = lock(part.consultation)
    editors_only(by, consultation)
    gone = set(Asked.read(part.settings).categories) - set(asked.categories)
    if chosen := Idea.objects.filter(part=part, category__in=gone).values_list("category", flat=True).first():
        raise Refused(
            _("There are ideas under “%(category)s” already. Leave it in the list; you can add others.")
            % {"category": chosen}
        )
    Part.objects.filter(pk=part.pk).update(settings=asked.write())
    audit.record("part.changed", actor=by, subject=part, consultation=consultation.pk, method=part.method)
