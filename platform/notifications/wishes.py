"""What people chose about their messages, and changing it. Every write of preferences goes through here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db import transaction

from accounts.models import User
from foundation import audit
from notifications import following
from notifications.catalogue import Category, EventKind
from notifications.models import Mail, Notice, Pace, Preference, Push, Rhythm
from notifications.models.wishes import new_key
from notifications.timing import retime
from publications.models import Publication


@dataclass(frozen=True)
class Wish:
    """How one category reaches one person."""

    on_site: bool
    mail: Pace
    push: bool


def wish_of(person: User, category: Category) -> Wish:
    """Give what holds for somebody: their choice, or the category's defaults."""
    return wishes_of(person)[category]


def wishes_of(person: User) -> dict[Category, Wish]:
    """Give what holds for somebody in each category, in one query."""
    chosen = {row.category: row for row in Preference.objects.filter(person=person)}
    return {category: read(category, chosen.get(category.value)) for category in Category}


def read(category: Category, row: Preference | None) -> Wish:
    """Give what a row says, or the defaults without one; what must be told always comes by mail and on the site."""
    defaults = category.defaults
    if row is None:
        return Wish(defaults.on_site, defaults.mail, defaults.push)
    return allowed(category, Wish(row.on_site, Pace(row.mail), row.push))


def allowed(category: Category, wish: Wish) -> Wish:
    """Give what of a wish can be had: what must be told comes on the site and by mail at once."""
    return replace(wish, on_site=True, mail=Pace.NOW) if category.must else wish


def pace_of(wish: Wish, kind: EventKind) -> Pace:
    """Give how fast mail of one kind comes to somebody with this wish."""
    return Pace.NOW if kind.at_once and wish.mail != Pace.NEVER else wish.mail


def choose(person: User, category: Category, wish: Wish) -> None:
    """Write down what somebody wants of one category; what waits for a digest comes as they want it now."""
    choose_all(person, {category: wish})


@transaction.atomic
def choose_all(person: User, wanted: Mapping[Category, Wish]) -> bool:
    """Write down what somebody wants of several categories; says whether that was anything new."""
    lock(person)
    before = wishes_of(person)
    after = {category: allowed(category, wish) for category, wish in wanted.items()}
    changed = {category: wish for category, wish in after.items() if wish != before[category]}
    for category, wish in changed.items():
        values = {"on_site": wish.on_site, "mail": wish.mail.value, "push": wish.push}
        Preference.objects.update_or_create(person=person, category=category.value, defaults=values)
        audit.record("notices.chosen", actor=person, subject=person, category=category.value, **values)
    if slower := {one.value: wish.mail for one, wish in changed.items() if wish.mail != before[one].mail}:
        retime(person.pk, slower)
    return bool(changed)


def lock(person: User) -> None:
    """Let nobody else write this person's choices, or their digest, until the transaction ends."""
    User.objects.select_for_update(no_key=True, of=("self",)).get(pk=person.pk)


def no_more_mail(person: User, category: Category) -> bool:
    """Stop the mail of one category, whatever else was chosen; says whether it can be stopped."""
    if category.must:
        return False
    slow_down(person, [category], Pace.NEVER)
    return True


def slow_down(person: User, categories: list[Category], pace: Pace) -> None:
    """Let the mail of some categories come at this pace; the site and push stay as they were."""
    now = wishes_of(person)
    choose_all(person, {one: replace(now[one], mail=pace) for one in categories})


def rhythm_of(person: User) -> Rhythm:
    """Give somebody's hours, holiday and language; not saved when they chose nothing yet."""
    return Rhythm.objects.filter(person=person).first() or Rhythm(person=person)


# What somebody chooses of a rhythm; the key of the feed is drawn, not chosen.
HOURS = ("language", "quiet_from", "quiet_until", "paused_until", "digest_hour", "digest_weekday")


@transaction.atomic
def keep_rhythm(person: User, values: Mapping[str, object]) -> bool:
    """Write down hours, holiday and language (HOURS); says whether that was anything new.

    What waits for a digest comes at the new hour, or after the holiday.
    """
    lock(person)
    now = rhythm_of(person)
    changed = sorted(name for name in HOURS if name in values and getattr(now, name) != values[name])
    if not changed:
        return False
    Rhythm.objects.update_or_create(person=person, defaults={name: values[name] for name in changed})
    retime(person.pk, {category.value: wish.mail for category, wish in wishes_of(person).items()})
    audit.record("notices.rhythm_chosen", actor=person, subject=person, changed=changed)
    return True


@transaction.atomic
def renew_feed(person: User) -> str:
    """Give the person's own feed a new address; the old one stops at once. Gives the new key."""
    lock(person)
    row, _made = Rhythm.objects.update_or_create(person=person, defaults={"feed_key": new_key()})
    audit.record("notices.feed_renewed", actor=person, subject=person)
    return row.feed_key


@transaction.atomic
def mute(person: User, publication: Publication) -> None:
    """Hear no more of one publication, neither what waits already; what must be told still comes."""
    lock(person)
    following.mute(publication, by=person)
    optional = [category.value for category in Category if not category.must]
    mine = Notice.objects.filter(person=person, publication=publication.pk, seen_at__isnull=True)
    mine.filter(category__in=optional, digest_at__isnull=False).update(digest_at=None)
    about = {"notice__publication": publication.pk, "notice__category__in": optional}
    waiting = {"sent_at__isnull": True, "given_up": False, "dropped": ""}
    # What a worker is sending at this moment is on its way already.
    for rows in (Mail.objects.filter(recipient=person), Push.objects.filter(person=person)):
        held = rows.filter(**about, **waiting).select_for_update(skip_locked=True, of=("self",))
        rows.model._default_manager.filter(pk__in=list(held.values_list("pk", flat=True))).update(dropped="muted")  # noqa: SLF001
    audit.record("notices.muted", actor=person, subject=person, publication=publication.pk)


@transaction.atomic
def unmute(person: User, publication: int) -> None:
    """Hear of a publication (its number) again; without a mute nothing happens."""
    following.unmute(Publication(pk=publication), by=person)
    audit.record("notices.unmuted", actor=person, subject=person, publication=publication)
