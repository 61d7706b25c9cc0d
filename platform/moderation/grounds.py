"""What somebody can report something for: the house rules in force and the laws, with how much harm each may do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from moderation import house_rules
from moderation.house_rules import RuleBook
from moderation.models import Law, Report

# 1 a trifle, 100 a threat to life: what a report says about the place in the queue.
OTHERS = 30
HARM: dict[str, int] = {
    "law:sr-252": 95,
    "law:sr-285": 95,
    "law:sr-83": 95,
    "law:sr-137d": 80,
    "law:avg-6": 70,
    "rule:personal-data": 70,
    "law:sr-137c": 60,
    "law:sr-266": 50,
    "law:sr-326": 50,
    "rule:respect": 50,
    "law:aw-1": 40,
    "rule:pictures": 40,
    "rule:one-voice": 40,
    "rule:advertising": 20,
    "rule:once": 20,
    "rule:plan": 20,
}
# Where a name may be left out: sexual abuse of children (DSA article 16, 2c; Directive 2011/93, articles 3 to 7).
NAMELESS = {f"law:{Law.CHILD.value}"}

Choice = tuple[str, str | Promise]


def choices() -> list[tuple[str | Promise, list[Choice]] | Choice]:
    """Give what a form offers: the rules in force first, then the laws."""
    rules: list[Choice] = [(f"rule:{rule.code}", f"{rule.number}. {title_of(rule)}") for rule in house_rules.now()]
    laws: list[Choice] = [(f"law:{one.value}", first_up(str(one.label))) for one in Law]
    return [
        ("", gettext_lazy("Choose what comes closest")),
        (gettext_lazy("It breaks a house rule"), rules),
        (gettext_lazy("It is against the law"), laws),
    ]


def first_up(text: str) -> str:
    """Write the first letter large."""
    return text[:1].upper() + text[1:]


def title_of(rule: Any) -> str:
    """Give the title of a rule in the language of the reader."""
    return str(rule.title_en if get_language() == "en" else rule.title)


def text_of(rule: Any) -> str:
    """Give the text of a rule in the language of the reader."""
    return str(rule.text_en if get_language() == "en" else rule.text)


def harm_of(chosen: str) -> int:
    """Give how much harm a ground may do (1-100)."""
    return HARM.get(chosen, OTHERS)


def words_for(report: Report) -> str:
    """Name what somebody reported it for."""
    return words_for_all([report])[0]


def words_for_all(reports: Sequence[Report]) -> list[str]:
    """Name what each of these was reported for, in their order; one query at most, however many there are."""
    by_rule = any(one.ground == Report.Ground.RULE for one in reports)
    book = RuleBook.read() if by_rule else RuleBook([])
    return [named_in(book, one) for one in reports]


def named_in(book: RuleBook, report: Report) -> str:
    """Name the ground of one report; what is known no more only as "a law" or "a house rule"."""
    if report.ground == Report.Ground.LAW:
        return str(Law(report.what).label) if report.what in Law.values else str(report.get_ground_display())
    rule = book.with_code(report.what, on=report.made_at)
    if rule is None:
        return str(report.get_ground_display())
    return _("house rule %(number)d, %(title)s") % {"number": rule.number, "title": title_of(rule)}
