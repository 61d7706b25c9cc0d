"""Which house rules hold, now and on another day, and putting a new version in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.rules import has_role
from foundation import audit
from foundation.errors import NotAllowed, Refused
from moderation.models import HouseRule, RulesVersion


@dataclass(frozen=True)
class Wording:
    """One rule as an administrator writes it, in both languages. `code` links it to the same rule of other versions."""

    code: str
    title: str
    text: str
    title_en: str
    text_en: str


def version_on(day: date) -> RulesVersion | None:
    """Give the version that was in force on a day; None before the first."""
    return RulesVersion.objects.filter(in_force_from__lte=day).order_by("-in_force_from", "-number").first()


def now() -> list[HouseRule]:
    """Give the rules that hold today, in their order."""
    version = version_on(timezone.localdate())
    return rules_of(version) if version else []


def rules_of(version: RulesVersion) -> list[HouseRule]:
    """Give the rules of a version in their order."""
    return list(version.rules.order_by("number"))


@dataclass(frozen=True)
class RuleBook:
    """The titles of the rules in every version, the newest first: to look up many without asking again."""

    rules: list[HouseRule]

    @classmethod
    def read(cls) -> RuleBook:
        """Read it, in one query; there are a few versions of some ten rules."""
        rows = HouseRule.objects.select_related("version").defer("text", "text_en", "version__what_changed")
        return cls(list(rows.order_by("-version__in_force_from", "-version__number", "number")))

    def with_code(self, code: str, *, on: datetime) -> HouseRule | None:
        """Give a rule as it read at a moment; of the newest version that has it when that one does not."""
        day = timezone.localdate(on)
        in_force = next((one.version_id for one in self.rules if one.version.in_force_from <= day), None)
        named = [one for one in self.rules if one.code == code]
        return next((one for one in named if one.version_id == in_force), named[0] if named else None)


@transaction.atomic
def put_in_force(wordings: list[Wording], *, on: date, what_changed: str, by: User) -> RulesVersion:
    """Make a new version that holds from a day on; what went before stays as it was. Raises NotAllowed or Refused."""
    if not has_role(by, Role.ADMINISTRATOR):
        raise NotAllowed(_("Only administrators change the house rules."))
    newest = RulesVersion.objects.select_for_update().order_by("-number").first()
    if on <= timezone.localdate() or (newest is not None and on <= newest.in_force_from):
        raise Refused(_("A new version starts tomorrow or later, and after the version before it."))
    if not what_changed.strip():
        raise Refused(_("Say in a sentence what changes: people read it on the page of the rules."))
    if not wordings or len({one.code for one in wordings}) != len(wordings):
        raise Refused(_("Give every rule a code of its own."))
    version = RulesVersion.objects.create(
        number=(newest.number if newest else 0) + 1, in_force_from=on, what_changed=what_changed.strip()
    )
    HouseRule.objects.bulk_create(
        HouseRule(version=version, number=number, **vars(one)) for number, one in enumerate(wordings, start=1)
    )
    codes = [one.code for one in wordings]
    audit.record("house_rules.made", actor=by, subject=version, rules=codes, in_force_from=on.isoformat())
    return version
