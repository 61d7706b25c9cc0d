"""What an entry of the catalogue is: a kind of event, its category, and what its messages look like."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from notifications.models import Lane, Pace


@dataclass(frozen=True)
class Defaults:
    """How a category reaches somebody who chose nothing."""

    mail: Pace
    on_site: bool = True
    push: bool = False


class Category(Enum):
    """What people choose about, in the order of the page where they do."""

    ANSWERS = "answers"
    REPLIES = "replies"
    OWN = "own"
    HELPING = "helping"
    FOLLOWED = "followed"
    WORK = "work"
    DECISIONS = "decisions"

    @property
    def label(self) -> Promise:
        """The name on the page."""
        return LABELS[self][0]

    @property
    def about(self) -> Promise:
        """One sentence about what comes under it."""
        return LABELS[self][1]

    @property
    def defaults(self) -> Defaults:
        """What holds as long as somebody chose nothing."""
        return DEFAULTS[self]

    @property
    def must(self) -> bool:
        """Whether it always comes, by mail and on the site, because somebody has a right to know."""
        return self is Category.DECISIONS


LABELS: dict[Category, tuple[Promise, Promise]] = {
    Category.ANSWERS: (
        _("Answers of the province"),
        _("Promises and answers about what you started, supported or follow."),
    ),
    Category.REPLIES: (_("Replies to you"), _("Somebody replies to you or mentions you in a conversation.")),
    Category.OWN: (_("What you started"), _("Comments, supporters and everything else about your own initiatives.")),
    Category.HELPING: (_("Helping and teams"), _("Offers of help, messages about them and invitations to a team.")),
    Category.FOLLOWED: (_("What you follow"), _("New initiatives, news and requests for help in what you follow.")),
    Category.WORK: (_("Work for the province"), _("What waits for you as a member of staff.")),
    Category.DECISIONS: (
        _("Decisions about what you placed"),
        _("When a moderator hides or restores something of yours. You always hear this."),
    ),
}

DEFAULTS: dict[Category, Defaults] = {
    Category.ANSWERS: Defaults(Pace.NOW, push=True),
    Category.REPLIES: Defaults(Pace.NOW, push=True),
    Category.OWN: Defaults(Pace.DAILY, push=True),
    Category.HELPING: Defaults(Pace.NOW, push=True),
    Category.FOLLOWED: Defaults(Pace.DAILY),
    Category.WORK: Defaults(Pace.NOW),
    Category.DECISIONS: Defaults(Pace.NOW, push=True),
}


@dataclass(frozen=True)
class EventKind:
    """One kind of event. `code` never changes once used; its texts are `emails/<code with underscores>`.

    `at_once` is for what cannot wait for a digest, such as a receipt: who wants mail of this category gets it at once.
    `even_if_gone` also tells when the publication is no longer public. `on_site` False keeps what only makes sense as
    a mail off the list of notices. `sample` is made-up context for the preview: everything the texts may use, except
    what every event has (title, path). `variants` are what differs from it where the texts say something else.
    """

    code: str
    category: Category
    label: Promise
    to_followers: bool = False
    at_once: bool = False
    lane: Lane = Lane.DEFAULT
    even_if_gone: bool = False
    on_site: bool = True
    sample: dict[str, object] = field(default_factory=dict)
    variants: tuple[dict[str, object], ...] = ()

    @property
    def template(self) -> str:
        """The first part of the names of its templates."""
        return f"emails/{self.code.replace('.', '_')}"

    @property
    def samples(self) -> list[dict[str, object]]:
        """Everything its texts can say: the sample, and the sample with each of its variants."""
        return [self.sample, *({**self.sample, **variant} for variant in self.variants)]
