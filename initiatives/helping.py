"""Offering help on a need and answering it; what a need counts moves with the offer, in one transaction.

Every write takes its locks in one order: the publication, the need, the offer. So two people who accept the last helper
at the same moment come one after the other, and editing an initiative never meets an answer halfway.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from foundation import audit
from foundation.errors import NotAllowed, Refused
from initiatives import rules
from initiatives.models import Need, Offer, OfferMessage
from notifications.catalogue import EventKind
from notifications.catalogue import initiatives as events
from notifications.telling import tell
from notifications.wording import excerpt
from publications.models import Publication

State = Offer.State
SAME_WITHIN = timedelta(minutes=2)


@dataclass(frozen=True)
class Locked:
    """An offer with what it belongs to, all three rows locked."""

    publication: Publication
    need: Need
    offer: Offer


def lock_need(pk: int) -> tuple[Publication, Need]:
    """Lock the publication of a need and the need."""
    publication = Publication.objects.select_for_update(of=("self",)).get(initiative__needs=pk)
    return publication, Need.objects.select_for_update(of=("self",)).get(pk=pk)


def lock(offer: Offer) -> Locked:
    """Lock an offer and what it belongs to."""
    publication, need = lock_need(offer.need_id)
    locked = Offer.objects.select_for_update(of=("self",)).select_related("person").get(pk=offer.pk)
    return Locked(publication, need, locked)


@transaction.atomic
def offer_help(need: Need, *, person: User, text: str, amount: int = 1, is_anonymous: bool = False) -> Offer:
    """Offer help on a need; the team hears of it.

    Pressing twice gives the same offer once. Raises Refused for the team itself and for what is not needed any more.
    """
    publication, need = lock_need(need.pk)
    if rules.is_on_team(person, publication):
        raise Refused(_("You are in the team already. Others can offer their help here."))
    if not rules.can_offer(person, need, publication):
        raise Refused(_("This is not needed any more. Thank you for wanting to help."))
    mine = need.offers.filter(person=person, state__in=Offer.OPEN).first()
    if mine is not None and mine.text == text:
        return mine
    if mine is not None:
        raise Refused(_("You already offered help here. Send the team a message if you want to change something."))
    if need.room is not None and amount > need.room:
        raise Refused(too_many(need.room))
    offer = Offer.objects.create(need=need, person=person, text=text, amount=amount, is_anonymous=is_anonymous)
    audit.record("offer.made", actor=person, subject=offer, need=need.pk, amount=amount)
    tell_team(events.OFFER_MADE, offer, publication, words=text)
    return offer


def too_many(room: int) -> str:
    """Say how many are still needed."""
    return ngettext("Only %(count)d is still needed.", "Only %(count)d are still needed.", room) % {"count": room}


@transaction.atomic
def accept(offer: Offer, *, by: User, amount: int | None = None) -> Offer:
    """Say yes to an offer, or to a part of it; twice is once.

    Raises Refused when fewer are needed, or it was answered in another way already.
    """
    found = lock(offer)
    need, offer = found.need, found.offer
    if not rules.can_answer_offers(by, found.publication):
        raise NotAllowed(_("Only the team answers offers."))
    if offer.state == State.ACCEPTED and amount in {None, offer.accepted}:
        return offer
    if offer.state != State.OFFERED or not found.publication.is_published:
        raise Refused(_("This offer was answered or taken back in the meantime."))
    if need.is_full:
        raise Refused(_("Everything was found already. Decline with a friendly word, or ask for more first."))
    room = offer.amount if need.room is None else min(offer.amount, need.room)
    taken = room if amount is None else amount
    if not 1 <= taken <= room:
        raise Refused(too_many(room))
    offer.state, offer.accepted = State.ACCEPTED, taken
    Need.objects.filter(pk=need.pk).update(met=F("met") + taken)
    keep(found, "accepted", by=by, answered=True)
    tell_person(events.OFFER_ACCEPTED, offer, found.publication)
    return offer


@transaction.atomic
def decline(offer: Offer, *, by: User, word: str) -> Offer:
    """Say no with a friendly word, also to what was accepted before; what it counted is needed again. Twice is once."""
    found = lock(offer)
    if not rules.can_answer_offers(by, found.publication):
        raise NotAllowed(_("Only the team answers offers."))
    if found.offer.state == State.DECLINED:
        return found.offer
    if found.offer.state not in Offer.OPEN:
        raise Refused(_("This offer was answered or taken back in the meantime."))
    release(found, State.DECLINED)
    OfferMessage.objects.create(offer=found.offer, author=by, text=word)
    keep(found, "declined", by=by, answered=True)
    tell_person(events.OFFER_DECLINED, found.offer, found.publication, words=word)
    return found.offer


@transaction.atomic
def mark_done(offer: Offer, *, by: User) -> Offer:
    """Say that the help was given; it keeps counting. Twice is once."""
    found = lock(offer)
    if not rules.can_answer_offers(by, found.publication):
        raise NotAllowed(_("Only the team answers offers."))
    if found.offer.state == State.DONE:
        return found.offer
    if found.offer.state != State.ACCEPTED:
        raise Refused(_("Only what was accepted can be marked as done."))
    found.offer.state = State.DONE
    Offer.objects.filter(pk=found.offer.pk).update(done_at=Now())
    keep(found, "done", by=by)
    tell_person(events.OFFER_DONE, found.offer, found.publication)
    return found.offer


@transaction.atomic
def take_back(offer: Offer, *, by: User) -> Offer:
    """Take one's own offer back, accepted or not; what it counted is needed again. Twice is once."""
    found = lock(offer)
    if found.offer.person_id != by.pk:
        raise NotAllowed(_("Only who offered this can take it back."))
    if found.offer.state == State.WITHDRAWN:
        return found.offer
    if found.offer.state not in Offer.OPEN:
        raise Refused(_("This offer was answered or taken back in the meantime."))
    release(found, State.WITHDRAWN)
    keep(found, "withdrawn", by=by)
    tell_team(events.OFFER_WITHDRAWN, found.offer, found.publication)
    return found.offer


def release(found: Locked, state: Offer.State) -> None:
    """Move the offer to a state in which it counts for nothing."""
    if found.offer.accepted:
        Need.objects.filter(pk=found.need.pk).update(met=F("met") - found.offer.accepted)
    found.offer.state, found.offer.accepted = state, 0


def keep(found: Locked, event: str, *, by: User, answered: bool = False) -> None:
    """Write the offer's state down, with its line in the audit trail, and have the energy recounted."""
    offer = found.offer
    changes: dict[str, object] = {"state": offer.state, "accepted": offer.accepted}
    if answered:
        changes["answered_at"] = Now()
    Offer.objects.filter(pk=offer.pk).update(**changes)
    Publication.objects.filter(pk=found.publication.pk).update(energy_due=True)
    audit.record(f"offer.{event}", actor=by, subject=offer, need=found.need.pk, counted=offer.accepted)


@transaction.atomic
def write_message(offer: Offer, *, author: User, text: str) -> OfferMessage:
    """Write to the other side; they get a mail that leads to the site and holds no address and no text.

    The same text by the same person within two minutes is the same message.
    """
    publication = lock(offer).publication
    if not rules.can_see_offer(author, offer, publication):
        raise NotAllowed(_("This conversation is between who offered help and the team."))
    since = timezone.now() - SAME_WITHIN
    again = OfferMessage.objects.filter(offer=offer, author=author, text=text, at__gt=since).first()
    if again is not None:
        return again
    message = OfferMessage.objects.create(offer=offer, author=author, text=text)
    if author.pk == offer.person_id:
        tell_team(events.OFFER_MESSAGE, offer, publication, number=message.pk, but=author)
    else:
        tell_person(events.OFFER_MESSAGE, offer, publication, number=message.pk, who=author)
    return message


def tell_team(
    kind: EventKind,
    offer: Offer,
    publication: Publication,
    *,
    number: int = 0,
    but: User | None = None,
    words: str = "",
) -> None:
    """Tell the author and the whole team what somebody who helps did; `number` tells two messages apart."""
    ids = {publication.author_id, *rules.team_roles(publication)} - {but.pk if but else 0}
    people = User.objects.filter(pk__in=ids, is_active=True)
    tell_of(kind, offer, publication, people, key=f"team:{number or offer.pk}", who=offer.person, words=words)


def tell_person(
    kind: EventKind,
    offer: Offer,
    publication: Publication,
    *,
    number: int = 0,
    who: User | None = None,
    words: str = "",
) -> None:
    """Tell who offered help what the team did with it; `who` of the team, if that matters."""
    people = User.objects.filter(pk=offer.person_id)
    tell_of(kind, offer, publication, people, key=f"helper:{number or offer.pk}", who=who, words=words)


def tell_of(
    kind: EventKind,
    offer: Offer,
    publication: Publication,
    people: QuerySet[User],
    *,
    key: str,
    who: User | None,
    words: str,
) -> None:
    """Tell people about an offer, with a link to it and no address."""
    name = who.public_name if who else ""
    path = offer.get_absolute_url()
    tell(kind, key=key, about=publication, people=people, who=name, excerpt=excerpt(words), path=path)


def miscounted() -> list[tuple[int, int, int]]:
    """Give (need, stored count, counted offers) for every need whose stored count is not its offers."""
    rows = Offer.objects.counted().filter(need=OuterRef("pk")).order_by().values("need").annotate(n=Sum("accepted"))
    counted = Need.objects.annotate(counted=Coalesce(Subquery(rows.values("n")), 0)).exclude(met=F("counted"))
    return list(counted.order_by("pk").values_list("pk", "met", "counted"))
