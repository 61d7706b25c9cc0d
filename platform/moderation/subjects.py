"""What can be moderated. Each kind says how its content reads, and how to hide it and give back exactly what was.

The kinds of this layer and below are here; an app above registers its own when it is ready, so that moderation knows
nothing of it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import ResolverMatch
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.rules import Visitor
from discussions import hiding
from discussions.models import Comment
from places.models import Municipality
from publications import hiding as publication_hiding
from publications.models import Publication


@dataclass(frozen=True)
class Content:
    """One thing as a moderator sees it; `reach` is roughly how many people it is in front of."""

    kind: str
    pk: int
    title: str
    text: str
    path: str
    author: User | None
    publication: Publication | None
    municipality: Municipality | None
    is_visible: bool
    reach: int
    # Nobody else reads it until a moderator looked at it.
    waits: bool = False


class Subject(ABC):
    """One kind of content. `hide` and `restore` are called in the transaction of the decision."""

    kind: str
    label: str | Promise
    # What its place on a page is called, before its number ("nieuws" in "#nieuws-12"); empty without one.
    place: str = ""

    @abstractmethod
    def find(self, pk: int) -> Content | None:
        """Give the content as it is now; None when it is gone."""

    def at(self, match: ResolverMatch, user: Visitor) -> Content | None:
        """Give what a page of this site is about: one of this kind, at its lasting address, that they may see."""
        return None

    @abstractmethod
    def lock(self, pk: int) -> None:
        """Lock what a decision changes, before anything of the case: always in this order."""

    @abstractmethod
    def hide(self, pk: int, *, by: User) -> dict[str, Any]:
        """Take it out of sight. Gives what it was like, for `restore`."""

    @abstractmethod
    def restore(self, pk: int, before: dict[str, Any], *, by: User) -> None:
        """Give back exactly what it was like; what changed since by its author stays changed."""

    def admit(self, pk: int, *, by: User) -> dict[str, Any]:
        """Let everybody read what waited for a moderator. Gives what it was like, empty when it did not wait."""
        return {}

    def hold(self, pk: int, *, by: User) -> None:  # noqa: B027  # not every kind can wait
        """Have it wait again, as before `admit`."""

    def erase(self, pk: int) -> bool:
        """Wipe for good what was removed; its place stays. The subject is locked; False when nothing was wiped."""
        return False

    def show_note(self, pk: int, note: str, path: str) -> None:  # noqa: B027  # not every kind has a place for it
        """Put a note with it that everybody reads, with the page of the decision; empty takes it away."""

    def was_visible(self, before: dict[str, Any]) -> bool:
        """Say whether it could be seen, of what `hide` gave."""
        return not before.get("is_hidden", False)


class PublicationSubject(Subject):
    """An initiative or anything else with an address of its own."""

    kind = "publication"
    label = _("publication")

    def find(self, pk: int) -> Content | None:
        """Read title, summary and body."""
        found = Publication.objects.select_related("author", "municipality").filter(pk=pk).first()
        if found is None:
            return None
        return Content(
            self.kind,
            found.pk,
            found.title,
            "\n\n".join(part for part in (found.title, found.summary, found.search_body) if part),
            found.get_absolute_url(),
            found.author,
            found,
            found.municipality,
            found.is_published,
            10 + found.support_count + found.comment_count,
            waits=found.state == Publication.State.SUBMITTED,
        )

    def lock(self, pk: int) -> None:
        """Lock its row."""
        list(Publication.objects.select_for_update(of=("self",)).filter(pk=pk).values_list("pk"))

    def hide(self, pk: int, *, by: User) -> dict[str, Any]:
        """Move it to hidden."""
        return publication_hiding.hide(pk, by=by)

    def restore(self, pk: int, before: dict[str, Any], *, by: User) -> None:
        """Move it back to the state it had."""
        publication_hiding.restore(pk, before, by=by)

    def erase(self, pk: int) -> bool:
        """Wipe its words and pictures."""
        return publication_hiding.erase(pk)

    def show_note(self, pk: int, note: str, path: str) -> None:
        """Keep it with the publication, so that its page asks nothing further."""
        Publication.objects.filter(pk=pk).update(note=note, note_path=path)

    def was_visible(self, before: dict[str, Any]) -> bool:
        """Look at the state it had."""
        return before.get("state") != Publication.State.HIDDEN


class CommentSubject(Subject):
    """Something said in a conversation."""

    kind = "comment"
    label = _("comment")

    def find(self, pk: int) -> Content | None:
        """Read its text."""
        related = ("author", "publication__municipality", "publication__author")
        found = Comment.objects.select_related(*related).filter(pk=pk, deleted_at__isnull=True).first()
        if found is None:
            return None
        return Content(
            self.kind,
            found.pk,
            found.publication.title,
            found.text,
            found.get_absolute_url(),
            found.author,
            found.publication,
            found.publication.municipality,
            not found.is_hidden and not found.is_waiting,
            3 + found.valued_count + found.reply_count,
            waits=found.is_waiting,
        )

    def lock(self, pk: int) -> None:
        """Lock the publication it is on: its counts change."""
        on = Comment.objects.filter(pk=pk).values("publication")
        list(Publication.objects.select_for_update(of=("self",)).filter(pk__in=on).values_list("pk"))

    def hide(self, pk: int, *, by: User) -> dict[str, Any]:
        """Take its text out of sight."""
        return hiding.hide(pk, by=by)

    def restore(self, pk: int, before: dict[str, Any], *, by: User) -> None:
        """Show it again, pinned if it was."""
        hiding.restore(pk, before, by=by)

    def admit(self, pk: int, *, by: User) -> dict[str, Any]:
        """Let it be read, and count."""
        return {"waited": True} if hiding.admit(pk, by=by) else {}

    def hold(self, pk: int, *, by: User) -> None:
        """Have it wait again."""
        hiding.hold(pk, by=by)

    def erase(self, pk: int) -> bool:
        """Wipe its words, earlier ones too."""
        return hiding.erase(pk)

    def show_note(self, pk: int, note: str, path: str) -> None:
        """Keep it with the comment, so that a thread asks nothing further."""
        Comment.objects.filter(pk=pk).update(note=note, note_path=path)


class PersonSubject(Subject):
    """Somebody: the name they chose, and what they do over and over."""

    kind = "person"
    label = _("person")

    def find(self, pk: int) -> Content | None:
        """Read the name on the site."""
        found = User.objects.select_related("municipality").filter(pk=pk).first()
        if found is None:
            return None
        name = found.public_name
        return Content(
            self.kind, found.pk, name, name, "", found, None, found.municipality, bool(found.display_name), 5
        )

    def lock(self, pk: int) -> None:
        """Lock their row."""
        list(User.objects.select_for_update(of=("self",), no_key=True).filter(pk=pk).values_list("pk"))

    def hide(self, pk: int, *, by: User) -> dict[str, Any]:
        """Take the name away; they are "a resident" until they choose another."""
        name = User.objects.values_list("display_name", flat=True).get(pk=pk)
        User.objects.filter(pk=pk).update(display_name="")
        return {"display_name": name}

    def restore(self, pk: int, before: dict[str, Any], *, by: User) -> None:
        """Give the name back, unless they chose another."""
        User.objects.filter(pk=pk, display_name="").update(display_name=before.get("display_name", ""))

    def was_visible(self, before: dict[str, Any]) -> bool:
        """Say whether there was a name."""
        return bool(before.get("display_name"))


class AnyPublicationSubject(PublicationSubject):
    """Publications of every kind: what the app of a kind does otherwise, it says in a subject of its own."""

    def __init__(self) -> None:
        """Begin with no kind of its own."""
        self.own: dict[str, PublicationSubject] = {}

    def of(self, pk: int) -> PublicationSubject:
        """Give what knows this kind of publication."""
        kind = Publication.objects.filter(pk=pk).values_list("kind", flat=True).first()
        return self.own.get(kind or "", STANDING)

    def hide(self, pk: int, *, by: User) -> dict[str, Any]:
        """Hide it as its kind does."""
        return self.of(pk).hide(pk, by=by)

    def restore(self, pk: int, before: dict[str, Any], *, by: User) -> None:
        """Give it back as its kind does."""
        self.of(pk).restore(pk, before, by=by)

    def admit(self, pk: int, *, by: User) -> dict[str, Any]:
        """Let it appear as its kind does."""
        return self.of(pk).admit(pk, by=by)

    def hold(self, pk: int, *, by: User) -> None:
        """Have it wait as its kind does."""
        self.of(pk).hold(pk, by=by)

    def erase(self, pk: int) -> bool:
        """Wipe it as its kind does."""
        return self.of(pk).erase(pk)


STANDING = PublicationSubject()
PUBLICATIONS = AnyPublicationSubject()
KINDS: dict[str, Subject] = {}


def register(subject: Subject) -> None:
    """Add a kind; an app does this once, when it is ready."""
    KINDS[subject.kind] = subject


def register_publications(kind: str, subject: PublicationSubject) -> None:
    """Add what a kind of publication does its own way; an app does this once, when it is ready."""
    PUBLICATIONS.own[kind] = subject


for standing in (PUBLICATIONS, CommentSubject(), PersonSubject()):
    register(standing)


def find(kind: str, pk: int) -> Content | None:
    """Give the content of a case as it is now; None when it is gone or its kind is unknown."""
    return KINDS[kind].find(pk) if kind in KINDS else None


def lock(kind: str, pk: int) -> None:
    """Lock what a decision about it changes."""
    assert transaction.get_connection().in_atomic_block
    KINDS[kind].lock(pk)
