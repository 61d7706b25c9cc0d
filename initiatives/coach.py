"""The best next steps for who carries an initiative, by how far it is: a pure function over a few facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST = 3
# Long enough that silence starts to hurt: helpers expect a word within days, followers within weeks.
OFFER_WAITS = 3
UPDATE_WAITS = 21
HELP_TAKES = 30
MANY = 10


@dataclass(frozen=True)
class Facts:
    """How an initiative stands; days are whole days ago, None: never."""

    has_picture: bool = True
    needs: int = 1
    needs_without_number: int = 0
    supporters: int = 0
    team: int = 0
    age: int = 0
    update_age: int | None = None
    offers_waiting: int = 0
    oldest_offer: int = 0
    accepted_long_ago: int = 0


class Goal(Enum):
    """Where a step leads; the page knows the addresses."""

    OFFERS = "offers"
    EDIT = "edit"
    SHARE = "share"
    UPDATE = "update"
    TEAM = "team"
    POSTER = "poster"


@dataclass(frozen=True)
class Step:
    """One thing to do now: a link with a line that says why."""

    key: str
    goal: Goal
    label: str | Promise
    why: str | Promise


Test = Callable[[Facts], bool]

# The order is the advice: people who wait come first, then what makes others join, then what makes them stay.
STEPS: list[tuple[Test, Step]] = [
    (
        lambda f: f.offers_waiting > 0 and f.oldest_offer >= OFFER_WAITS,
        Step(
            "answer_offers",
            Goal.OFFERS,
            _("Answer the people who want to help"),
            _("Somebody has been waiting for days. A short answer is enough."),
        ),
    ),
    (
        lambda f: f.needs == 0,
        Step(
            "ask_help",
            Goal.EDIT,
            _("Say what you need"),
            _("Hands, things, knowledge, a place: people help sooner when they know with what."),
        ),
    ),
    (
        lambda f: not f.has_picture,
        Step(
            "add_picture",
            Goal.EDIT,
            _("Add a picture"),
            _("A photo of the spot or of the people tells more than a page of text."),
        ),
    ),
    (
        lambda f: f.supporters < MANY,
        Step(
            "share",
            Goal.SHARE,
            _("Send the link to five people"),
            _("Most supporters come through somebody they know."),
        ),
    ),
    (
        lambda f: f.supporters >= MANY and f.update_age is None,
        Step(
            "first_update",
            Goal.UPDATE,
            _("Tell your supporters what happens now"),
            _("More than ten people stand behind you. They want to know what the next step is."),
        ),
    ),
    (
        lambda f: f.update_age is not None and f.update_age >= UPDATE_WAITS,
        Step(
            "new_update",
            Goal.UPDATE,
            _("Tell how it goes"),
            _("Your last update is three weeks old. Also no news is news."),
        ),
    ),
    (
        lambda f: f.accepted_long_ago > 0,
        Step(
            "mark_done",
            Goal.OFFERS,
            _("Mark help that was given as done"),
            _("Then you see who still comes, and you can thank them."),
        ),
    ),
    (
        lambda f: f.team == 0 and f.supporters >= MANY,
        Step("find_team", Goal.TEAM, _("Ask somebody to carry it with you"), _("With two you keep it up for longer.")),
    ),
    (
        lambda f: f.needs_without_number > 0,
        Step(
            "count_needs",
            Goal.EDIT,
            _("Say how many you need"),
            _("'Four people, one evening' is easier to say yes to than 'volunteers'."),
        ),
    ),
    (
        lambda f: f.age <= UPDATE_WAITS,
        Step(
            "hang_poster",
            Goal.POSTER,
            _("Print the poster"),
            _("Hang it in the shop, the library or the clubhouse. With the code people find your page."),
        ),
    ),
]


def next_steps(facts: Facts) -> list[Step]:
    """Give the best next steps, at most three, the most urgent first."""
    return [step for test, step in STEPS if test(facts)][:MOST]
