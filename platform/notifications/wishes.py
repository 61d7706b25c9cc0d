"""What people chose about their messages, and changing it. Every write of preferences goes through here."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from foundation import audit
from notifications.catalogue import Category, EventKind
from notifications.models import Notice, Pace, Preference, Rhythm


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
    if category.must:
        return Wish(on_site=True, mail=Pace.NOW, push=row.push)
    return Wish(row.on_site, Pace(row.mail), row.push)


def pace_of(wish: Wish, kind: EventKind) -> Pace:
    """Give how fast mail of one kind comes to somebody with this wish."""
    return Pace.NOW if kind.at_once and wish.mail != Pace.NEVER else wish.mail


@transaction.atomic
def choose(person: User, category: Category, wish: Wish) -> None:
    """Write down what somebody wants of one category. What no longer comes by digest is taken out of the next one."""
    values = {"on_site": wish.on_site, "mail": wish.mail.value, "push": wish.push}
    Preference.objects.update_or_create(person=person, category=category.value, defaults=values)
    if wish.mail == Pace.NEVER:
        waiting = Notice.objects.filter(person=person, category=category.value, digest_at__isnull=False)
        waiting.update(digest_at=None)
    audit.record("notices.chosen", actor=person, subject=person, category=category.value, **values)


def no_more_mail(person: User, category: Category) -> bool:
    """Stop the mail of one category, whatever else was chosen; says whether it can be stopped."""
    if category.must:
        return False
    now = wish_of(person, category)
    choose(person, category, Wish(now.on_site, Pace.NEVER, now.push))
    return True


def rhythm_of(person: User) -> Rhythm:
    """Give somebody's hours, holiday and language; not saved when they chose nothing yet."""
    return Rhythm.objects.filter(person=person).first() or Rhythm(person=person)
