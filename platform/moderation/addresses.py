"""Which thing an address of this site is about: a publication, what stands on its page, or a page that nobody wrote."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve

from accounts.rules import Visitor
from discussions.models import Comment
from moderation.subjects import KINDS, Content
from publications.models import Publication

LONGEST = 500
COMMENT = re.compile(r"reactie-([0-9]{1,18})$")
PLACE = re.compile(r"([a-z]{1,20})-([0-9]{1,18})$")


class Elsewhere(ValueError):
    """An address of another site, or no address at all."""


@dataclass(frozen=True)
class Target:
    """What an address is about; `kind` is empty for a page that nobody wrote."""

    path: str
    kind: str = ""
    pk: int = 0
    title: str = ""


def find(address: str, *, hosts: Collection[str], user: Visitor) -> Target:
    """Find what an address on this site (one of `hosts`) is about, as far as somebody may see it. Raises Elsewhere."""
    path, fragment = own_path(address.strip(), hosts)
    try:
        match = resolve(unquote(path))
    except Resolver404:
        return Target(path)
    if (comment := comment_at(match, fragment, user)) is not None:
        return Target(comment.get_absolute_url(), "comment", comment.pk, comment.publication.title)
    for subject in KINDS.values():
        if (found := subject.at(match, user)) is not None:
            return Target(found.path, found.kind, found.pk, found.title)
    if (publication := publication_at(match, path, user)) is not None:
        if (placed := placed_on(publication, fragment)) is not None:
            return Target(placed.path, placed.kind, placed.pk, placed.title)
        return Target(publication.get_absolute_url(), "publication", publication.pk, publication.title)
    return Target(path)


def own_path(address: str, hosts: Collection[str]) -> tuple[str, str]:
    """Give path and fragment of an address on this site; somebody may leave out "https://"."""
    if address and "//" not in address and not address.startswith("/"):
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        host = parts.netloc
    except ValueError as error:
        raise Elsewhere(address) from error
    own = {*hosts, urlsplit(settings.SITE_URL).netloc}
    if not parts.path.startswith("/") and host not in own:
        raise Elsewhere(address)
    if (parts.scheme and parts.scheme not in {"http", "https"}) or (host and host not in own):
        raise Elsewhere(address)
    if len(parts.path) > LONGEST or "\x00" in unquote(parts.path):
        raise Elsewhere(address)
    return parts.path or "/", parts.fragment


def comment_at(match: ResolverMatch, fragment: str, user: Visitor) -> Comment | None:
    """Give the comment of a lasting address, or the one that the address jumps to."""
    named = COMMENT.match(fragment)
    pk = int(named[1]) if named else match.kwargs.get("pk") if match.app_names == ["discussions"] else None
    if not isinstance(pk, int) or pk > 2**63 - 1:
        return None
    found = Comment.objects.visible_to(user).filter(deleted_at__isnull=True, is_hidden=False)
    comment = found.select_related("publication").filter(pk=pk).first()
    if comment is None or not Publication.objects.visible_to(user).filter(pk=comment.publication_id).exists():
        return None
    return comment


def placed_on(publication: Publication, fragment: str) -> Content | None:
    """Give what has its own place on the page of a publication, when the address jumps to it and it can be read."""
    named = PLACE.match(fragment)
    subject = next((one for one in KINDS.values() if named and one.place == named[1]), None)
    content = subject.find(int(named[2])) if subject and named else None
    if content is None or content.publication is None or content.publication.pk != publication.pk:
        return None
    return content if content.is_visible else None


def publication_at(match: ResolverMatch, path: str, user: Visitor) -> Publication | None:
    """Give the publication that a page belongs to: its own page, or one below it."""
    reference, slug = str(match.kwargs.get("reference", "")), str(match.kwargs.get("slug", ""))
    year, number = match.kwargs.get("year"), match.kwargs.get("number")
    if match.view_name == "short:publication":
        reference = f"OV-{year}-{number:06d}"
    seen = Publication.objects.visible_to(user).for_cards().exclude(state__in=("draft", "hidden"))
    if reference:
        return seen.filter(reference=reference).first()
    named = seen.filter(slug=slug) if slug else []
    return next((one for one in named if path.startswith(one.get_absolute_url())), None)
