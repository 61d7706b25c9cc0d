"""Cases and verdicts for tests, made as the site makes them."""

from __future__ import annotations

from datetime import timedelta

from accounts.models import Role, User
from discussions.actions import say
from discussions.models import Comment
from initiatives.models import Initiative, Update
from moderation import subjects
from moderation.deciding import Verdict, decide, mark_of
from moderation.models import Case, Decision, HouseRule, Measure, Source
from moderation.opening import open_case
from tests.factories import initiative, resident, staff


def rule(code: str = "respect") -> HouseRule:
    """A house rule that is in force."""
    return HouseRule.objects.filter(code=code).order_by("-version").first()  # type: ignore[return-value]


def comment(
    text: str = "Wat een onzin, jij bent gek.", on: Initiative | None = None, by: User | None = None
) -> Comment:
    """Something said."""
    return say(on or initiative(), author=by or resident(), text=text)


def case_about(what: Comment | Initiative | Update | User, *, harm: int = 30, source: Source = Source.REPORT) -> Case:
    """An open case about it."""
    kind = {"Comment": "comment", "Update": "update", "User": "person"}.get(type(what).__name__, "publication")
    return open_case(kind, what.pk, source=source, harm=harm)


def verdict(measure: Measure = Measure.HIDE, *, case: Case | None = None, lasts: timedelta | None = None) -> Verdict:
    """A verdict that says enough; with the mark of what the moderator read when there is a case."""
    found = subjects.find(case.subject_kind, case.subject_id) if case else None
    if measure == Measure.LEAVE:
        return Verdict(measure)
    facts = "Je noemt iemand gek."
    return Verdict(measure, rule=rule(), facts=facts, lasts=lasts, seen=mark_of(found) if found else "")


def moderator() -> User:
    """A moderator of the province."""
    return staff(Role.MODERATOR)


def hidden(what: Comment | Initiative | Update, *, by: User | None = None) -> Decision:
    """A decision that hid something."""
    return decide(case_about(what), verdict(), by=by or moderator())
