"""Asking for the newsletter, answering whether one really wants it, changing what it is about, and ending it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from foundation import audit
from foundation.nudges import nudge
from newsletters.models import Subscription
from newsletters.rules import ANSWER_WITHIN
from notifications.actions import TASKS
from notifications.models import Lane, Mail
from places.models import Municipality
from themes.models import Theme

# Asking again within the same stretch of this many minutes sends no second mail.
MINUTES = 10


@transaction.atomic
def ask(
    address: str, *, themes: Iterable[Theme] = (), municipalities: Iterable[Municipality] = (), language: str = "nl"
) -> Subscription:
    """Note that somebody typed an address, and mail it a question; nothing is sent to it before the answer is yes.

    Who is subscribed already gets a mail that says so, with a link to their choices; what a stranger types changes
    nothing for them.
    """
    address = address.strip().lower()
    row = Subscription.objects.select_for_update(of=("self",)).filter(Q(address=address) | Q(person__email=address))
    found = row.order_by("person_id").first()
    if found is None:
        Subscription.objects.bulk_create([Subscription(address=address)], ignore_conflicts=True)
        found = Subscription.objects.select_for_update().get(address=address)
    if found.confirmed_at is None:
        found.language = language
        found.asked_at = timezone.now()
        found.save(update_fields=["language", "asked_at"])
        choose_interests(found, themes=themes, municipalities=municipalities)
    now = timezone.now()
    moment = f"{now:%Y%m%d%H}{now.minute // MINUTES}"
    mail = Mail(
        key=f"news-confirm:{found.pk}:{moment}",
        recipient_id=found.person_id,
        address=found.address,
        template="newsletter_confirm",
        context={"subscription": found.pk},
        language=found.language,
        lane=Lane.URGENT,
    )
    Mail.objects.bulk_create([mail], ignore_conflicts=True)
    nudge(TASKS[Lane.URGENT])
    return found


@transaction.atomic
def confirm(number: int) -> Subscription | None:
    """Take the answer yes; None when the question was forgotten. Answering twice is answering once."""
    row = Subscription.objects.select_for_update(of=("self",)).filter(pk=number).first()
    if row is None or row.confirmed_at is not None:
        return row
    Subscription.objects.filter(pk=row.pk).update(confirmed_at=Now())
    audit.record("newsletter.subscribed", actor=None, subject=row)
    link_accounts(number=row.pk)
    row.refresh_from_db()
    return row


def link_accounts(*, number: int | None = None) -> int:
    """Let subscriptions of an address belong to the account with that address, once that account proved it is theirs.

    The number of the subscription stays the same, so that nobody gets an edition twice. Gives how many were linked.
    """
    rows = Subscription.objects.filter(person__isnull=True, confirmed_at__isnull=False)
    if number is not None:
        rows = rows.filter(pk=number)
    linked = 0
    proven = User.objects.filter(Q(emailaddress__verified=True) | Q(last_login__isnull=False)).distinct()
    owners = proven.filter(email__in=rows.values("address"), newsletter=None)
    for person, email in owners.values_list("pk", "email"):
        linked += rows.filter(address=email).update(person=person, address="")
    return linked


@transaction.atomic
def subscribe(
    person: User, *, themes: Iterable[Theme] = (), municipalities: Iterable[Municipality] = (), language: str = "nl"
) -> Subscription:
    """Let somebody with an account have the newsletter, about what they chose; also the way to change that."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    row = mine(person)
    if row is None:
        row = Subscription.objects.create(person=person, language=language, confirmed_at=timezone.now())
        audit.record("newsletter.subscribed", actor=person, subject=row)
    elif row.person_id is None or row.confirmed_at is None:
        Subscription.objects.filter(pk=row.pk).update(person=person, address="", confirmed_at=row.confirmed_at or Now())
        row.refresh_from_db()
    # What the address had from before somebody gave it to their account.
    Subscription.objects.filter(address=person.email.lower()).exclude(pk=row.pk).delete()
    choose_interests(row, themes=themes, municipalities=municipalities)
    return row


def mine(person: User) -> Subscription | None:
    """Give the subscription of a person: that of the account, or the one of its address from before."""
    rows = Subscription.objects.filter(Q(person=person) | Q(address=person.email.lower()))
    return rows.order_by("person_id").first()


def choose_interests(row: Subscription, *, themes: Iterable[Theme], municipalities: Iterable[Municipality]) -> None:
    """Keep what somebody wants to hear about."""
    row.themes.set(themes)
    row.municipalities.set(municipalities)


@transaction.atomic
def end(number: int, *, by: User | None = None, why: str = "asked") -> bool:
    """End a subscription; what was written for it and has not left yet stays here. Says whether there was one."""
    row = Subscription.objects.select_for_update(of=("self",)).filter(pk=number).first()
    if row is None:
        return False
    audit.record("newsletter.ended", actor=by, subject=row, why=why)
    row.delete()
    return True


@transaction.atomic
def end_of(person: User) -> None:
    """End what somebody with an account has, also what their address had before."""
    for row in Subscription.objects.filter(Q(person=person) | Q(address=person.email.lower())):
        end(row.pk, by=person)


def after_complaint(address: str) -> None:
    """End what an address has: its owner marked our mail as unwanted."""
    address = address.lower()
    for row in Subscription.objects.filter(Q(address=address) | Q(person__email=address)):
        end(row.pk, why="complaint")


def forget_unanswered() -> int:
    """Forget the addresses that never answered; gives how many."""
    old = Subscription.objects.filter(confirmed_at__isnull=True, asked_at__lt=Now() - ANSWER_WITHIN)
    return old.delete()[1].get("newsletters.Subscription", 0)
