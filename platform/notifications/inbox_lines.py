"""A page of notices in words: grouped by what they are about, each with why somebody got it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from notifications import following
from notifications.catalogue import BY_CODE, Category
from notifications.models import Notice, Reason
from notifications.wording import line_of
from places.shelf import municipalities
from publications.models import Publication
from themes.shelf import themes

# What everybody may open, also when it goes on no more.
PUBLIC = (Publication.State.PUBLISHED, Publication.State.WITHDRAWN, Publication.State.ARCHIVED)


@dataclass(frozen=True)
class Entry:
    """One notice as somebody reads it; without a subject when what it is about may no longer be read."""

    notice: Notice
    subject: str
    excerpt: str
    path: str
    at: datetime
    reason: str

    @property
    def is_new(self) -> bool:
        """Whether somebody has not seen it."""
        return self.notice.seen_at is None


@dataclass
class Group:
    """What a page says about one publication, or about none in particular, newest first."""

    about: Publication | None
    is_muted: bool
    entries: list[Entry] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The heading; no title of what may no longer be read."""
        if self.about is None:
            return _("Other messages")
        return self.about.title if self.entries[0].subject else _("No longer on the site")

    @property
    def path(self) -> str:
        """The page it is about, or nothing."""
        return self.about.get_absolute_url() if self.about and self.entries[0].subject else ""

    @property
    def number(self) -> int:
        """The number for the address of this group on the page."""
        return self.about.pk if self.about else 0

    @property
    def can_be_muted(self) -> bool:
        """Whether there is anything here that need not be told."""
        return bool(self.path) and any(not Category(one.notice.category).must for one in self.entries)


def groups_of(person: User, notices: Iterable[Notice]) -> list[Group]:
    """Group notices by publication, in the order of the newest of each."""
    rows = list(notices)
    muted = following.muted_by(person, {row.publication_id for row in rows})
    groups: dict[int | None, Group] = {}
    for row in rows:
        fresh = Group(row.event.publication, row.publication_id in muted)
        groups.setdefault(row.publication_id, fresh).entries.append(entry_of(row, person))
    return list(groups.values())


def entry_of(notice: Notice, person: User) -> Entry:
    """Word one notice for somebody."""
    kind, about = BY_CODE.get(notice.event.kind), notice.event.publication
    may_read = about is None or about.state in PUBLIC or about.author_id == person.pk
    if kind is None or not (may_read or kind.even_if_gone):
        return Entry(notice, "", "", "", notice.event.happened_at, "")
    line = line_of(notice, kind)
    return Entry(notice, line.subject, line.excerpt, line.path, line.at, reason_of(notice))


def reason_of(notice: Notice) -> str:
    """Say why somebody got a notice, with the name of what they follow."""
    about, reason = notice.event.publication, Reason(notice.reason)
    if about is not None:
        name = ""
        if reason == Reason.FOLLOWS_AUTHOR:
            name = about.author.public_name
        elif reason == Reason.FOLLOWS_PLACE and about.municipality_id:
            name = municipalities.by_id()[about.municipality_id].name
        elif reason == Reason.FOLLOWS_THEME:
            name = themes.by_id()[about.theme_id].name
        if name:
            return _("You follow %(name)s") % {"name": name}
    return str(reason.label).rstrip(".")
