"""Who an edition is for, as one query: what the editor sees counted is what is sent to.

Only people who asked for the newsletter are in it, whatever an editor chooses; choosing makes it smaller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Lower, Now
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from newsletters.models import Edition, Subscription
from notifications.models import Follow, Suppressed
from publications.models import Publication


@dataclass(frozen=True)
class Doing:
    """Something people do on the site: `rows` gives what they did, with who (`person`) and when (`at`) by column."""

    code: str
    label: str | Promise
    rows: Callable[[], QuerySet[Any]]
    person: str = "person"
    at: str = "created_at"


OWN = (
    Doing("followers", _("follows something"), Follow.objects.all, at="since"),
    Doing("authors", _("published something"), Publication.objects.published, person="author", at="published_at"),
)
ACCOUNT, VISITOR = "account", "visitor"


@dataclass(frozen=True)
class Wanted:
    """What an editor chose: numbers of themes and municipalities, codes of roles; what is empty narrows nothing."""

    themes: frozenset[int] = frozenset()
    municipalities: frozenset[int] = frozenset()
    roles: frozenset[str] = frozenset()
    active_days: int | None = None


@cache
def doings() -> dict[str, Doing]:
    """Give what people can be chosen by: our own, and that of apps above (`readers` in their AppConfig)."""
    modules = [import_module(path) for config in apps.get_app_configs() if (path := getattr(config, "readers", ""))]
    return {one.code: one for one in (*OWN, *(one for module in modules for one in module.DOINGS))}


def role_choices() -> list[tuple[str, str]]:
    """Give the roles of the form, in order."""
    labels = [(one.code, str(one.label)) for one in doings().values()]
    return [(ACCOUNT, str(_("has an account"))), *labels, (VISITOR, str(_("has no account")))]


def wanted_by(edition: Edition) -> Wanted:
    """Give what was chosen for an edition."""
    return Wanted(
        frozenset(edition.themes.values_list("pk", flat=True)),
        frozenset(edition.municipalities.values_list("pk", flat=True)),
        frozenset(edition.roles),
        edition.active_days,
    )


def readers(wanted: Wanted) -> QuerySet[Subscription]:
    """Give everybody who asked for the newsletter and whom this is for."""
    rows = reachable()
    if wanted.themes:
        rows = rows.filter(about_themes(wanted.themes))
    if wanted.municipalities:
        rows = rows.filter(near(wanted.municipalities))
    if wanted.roles:
        rows = rows.filter(in_roles(wanted.roles))
    if wanted.active_days:
        since = Now() - timedelta(days=wanted.active_days)
        did = [Exists(done(one).filter(**{f"{one.at}__gte": since})) for one in doings().values()]
        rows = rows.filter(any_of([Q(person__last_login__gte=since), *(Q(one) for one in did)]))
    return rows


def reachable() -> QuerySet[Subscription]:
    """Give whom mail can go to: who answered, may sign in, and whose address works; each address once."""
    rows = Subscription.objects.filter(Q(person__isnull=True) | Q(person__is_active=True), confirmed_at__isnull=False)
    mailbox = Lower(Coalesce("person__email", "address"))
    rows = rows.alias(mailbox=mailbox).filter(~Exists(Suppressed.objects.filter(address=OuterRef("mailbox"))))
    # Somebody who later made an account with the same address gets it there.
    with_account = Subscription.objects.filter(person__email=OuterRef("address"))
    return rows.filter(~Q(Exists(with_account)) | Q(person__isnull=False))


def about_themes(themes: Iterable[int]) -> Q:
    """Keep who chose one of these themes, follows one, or chose none and so hears of all."""
    chosen = Subscription.themes.through.objects.filter(subscription=OuterRef("pk"))
    follows = Follow.objects.filter(person=OuterRef("person"), theme__in=themes)
    return Q(Exists(chosen.filter(theme__in=themes))) | Q(Exists(follows)) | ~Q(Exists(chosen))


def near(municipalities: Iterable[int]) -> Q:
    """Keep who chose one of these municipalities, lives in one or follows one, and of whom no place is known."""
    chosen = Subscription.municipalities.through.objects.filter(subscription=OuterRef("pk"))
    follows = Follow.objects.filter(person=OuterRef("person"), municipality__in=municipalities)
    theirs = Q(Exists(chosen.filter(municipality__in=municipalities))) | Q(Exists(follows))
    return theirs | Q(person__municipality__in=municipalities) | (~Q(Exists(chosen)) & Q(person__municipality=None))


def in_roles(roles: Iterable[str]) -> Q:
    """Keep who has one of the roles."""
    either = [Q(Exists(done(doings()[code]))) for code in roles if code in doings()]
    if ACCOUNT in roles:
        either.append(Q(person__isnull=False))
    if VISITOR in roles:
        either.append(Q(person__isnull=True))
    return any_of(either)


def any_of(either: list[Q]) -> Q:
    """Keep what one of these keeps; of none, nothing."""
    found = Q(pk__in=[])
    for one in either:
        found |= one
    return found


def done(doing: Doing) -> QuerySet[Any]:
    """Give what the person of a subscription did."""
    return doing.rows().filter(**{doing.person: OuterRef("person")})
