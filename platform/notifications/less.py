"""Less of this: what somebody may ask of a message in their hand, doing it, and undoing it."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notifications import following, links, wishes
from notifications.catalogue import Category
from notifications.inbox_lines import PUBLIC
from notifications.models import Pace
from notifications.wishes import Wish
from publications.models import Publication

UNDO_SALT = "notifications.less.undo"
# The way back is on the page that says it is done; an old copy of that page must not change what was chosen since.
UNDO_SECONDS = 24 * 3600
SLOW = (Pace.DAILY, Pace.WEEKLY)
OPTIONAL = [category for category in Category if not category.must]


@dataclass(frozen=True)
class Asked:
    """Whose message it was and what it was about; a summary has no category."""

    person: User
    category: Category | None
    publication: Publication | None

    @property
    def title(self) -> str:
        """What the message was about, unless that may no longer be read."""
        return self.publication.title if self.publication and self.publication.state in PUBLIC else ""


@dataclass(frozen=True)
class Option:
    """One thing somebody may choose: its word in the form, what it does and what is said when it is done."""

    word: str
    label: str | Promise
    done: str | Promise


MUTE = Option("stil", _("Nothing more about this one"), _("You hear no more about this."))
DAILY = Option("dag", _("Once a day, together in one mail"), _("This now comes once a day, together in one mail."))
WEEKLY = Option("week", _("Once a week, together in one mail"), _("This now comes once a week, together in one mail."))
NO_MAIL = Option("geen", _("No mail about this any more"), _("You get no more mail about this."))
NO_SUMMARY = Option("geen", _("No summary any more"), _("You get no more summaries."))
NOTHING = Option("niets", _("No mail at all"), _("You get no more mail about what happens on this site."))


def asked_by(token: str) -> Asked | None:
    """Read whose message it was; None for a token that is not ours, or of somebody who is no longer here."""
    wish = links.read(token)
    person = User.objects.filter(pk=wish.person, is_active=True).first() if wish else None
    if wish is None or person is None:
        return None
    category = next((one for one in Category if one.value == wish.category), None)
    return Asked(person, category, Publication.objects.for_cards().filter(pk=wish.publication).first())


def concerned(asked: Asked, now: dict[Category, Wish]) -> list[Category]:
    """Give the categories a wish is about: that of the message, or of a summary all that come in one."""
    if asked.category is None:
        return [one for one in OPTIONAL if now[one].mail in SLOW]
    return [asked.category]


def is_must(asked: Asked) -> bool:
    """Say whether the message is of a kind that always comes."""
    return asked.category is not None and asked.category.must


def options_for(asked: Asked) -> list[Option]:
    """Give what would make it less than it is now; nothing for what must be told and for who gets nothing already."""
    if is_must(asked):
        return []
    now = wishes.wishes_of(asked.person)
    paces = {now[one].mail for one in concerned(asked, now)}
    options = []
    if asked.publication and not following.mutes(asked.person, asked.publication):
        options.append(MUTE)
    if Pace.NOW in paces:
        options.append(DAILY)
    if paces & {Pace.NOW, Pace.DAILY}:
        options.append(WEEKLY)
    if paces - {Pace.NEVER}:
        options.append(NO_MAIL if asked.category else NO_SUMMARY)
    if any(now[one].mail != Pace.NEVER for one in OPTIONAL):
        options.append(NOTHING)
    return options


def option_for(asked: Asked, word: str) -> Option | None:
    """Give what a word in the form means; what was done already may be asked again."""
    stop = NO_MAIL if asked.category else NO_SUMMARY
    return next((one for one in (MUTE, DAILY, WEEKLY, stop, NOTHING) if one.word == word), None)


@transaction.atomic
def do(asked: Asked, option: Option) -> str:
    """Do what somebody chose; gives a signed note of how it was, to undo it with, empty when nothing changed."""
    wishes.lock(asked.person)
    if option == MUTE:
        before: dict[str, str] = {}
        muted = mute(asked)
    else:
        muted = ""
        before = slow_down(asked, option)
    if not (muted or before):
        return ""
    return signing.dumps([asked.person.pk, muted, before], salt=UNDO_SALT)


def mute(asked: Asked) -> str:
    """Mute what the message was about; says whether it was followed as well, or nothing when nothing changed."""
    if asked.publication is None or following.mutes(asked.person, asked.publication):
        return ""
    was = "followed" if following.follows(asked.person, asked.publication) else "heard"
    wishes.mute(asked.person, asked.publication)
    return was


def slow_down(asked: Asked, option: Option) -> dict[str, str]:
    """Let the mail of the categories concerned come at the pace of an option; gives how it was where that changed."""
    now = wishes.wishes_of(asked.person)
    pace = {DAILY: Pace.DAILY, WEEKLY: Pace.WEEKLY}.get(option, Pace.NEVER)
    touched = OPTIONAL if option == NOTHING else concerned(asked, now)
    wishes.slow_down(asked.person, touched, pace)
    return {one.value: now[one].mail.value for one in touched if now[one].mail != pace}


def one_click(asked: Asked) -> str | Promise:
    """Stop the mail of the category, or of a summary all that comes in one (RFC 8058); twice is the same as once.

    Gives what to say; nothing when it cannot be stopped.
    """
    if is_must(asked):
        return ""
    wishes.slow_down(asked.person, concerned(asked, wishes.wishes_of(asked.person)), Pace.NEVER)
    return NO_MAIL.done if asked.category else NO_SUMMARY.done


@transaction.atomic
def undo(asked: Asked, note: str) -> bool:
    """Put back how it was; False for a note that is not ours, not of this person, or too old."""
    try:
        person, muted, before = signing.loads(note, salt=UNDO_SALT, max_age=UNDO_SECONDS)
    except (signing.BadSignature, ValueError):
        return False
    if person != asked.person.pk:
        return False
    for name, pace in before.items():
        wishes.slow_down(asked.person, [Category(name)], Pace(pace))
    if muted and asked.publication:
        wishes.unmute(asked.person, asked.publication.pk)
        if muted == "followed":
            following.follow(asked.publication, by=asked.person)
    return True
