"""Who hears of decisions and appeals: whom it is about, who appealed, and who reported."""

from __future__ import annotations

from django.conf import settings
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from moderation import outcomes
from moderation.models import Appeal, Decision, Measure, Report
from moderation.subjects import Content
from moderation.waves import telling as waves
from notifications.actions import write_mail
from notifications.catalogue import EventKind
from notifications.catalogue import decisions as events
from notifications.telling import tell

KIND_OF: dict[str, EventKind] = {
    "hide": events.HIDDEN,
    "remove": events.REMOVED,
    "ask": events.ASKED,
    "label": events.LABELLED,
    "warn": events.WARNED,
    "limit": events.LIMITED,
    "suspend": events.SUSPENDED,
}


def path_of(decision: Decision) -> str:
    """Give the page where whom it is about reads the statement and appeals."""
    if decision.case.subject_kind == "wave":
        return waves.path_of(decision.case.subject_id)
    return reverse("moderation:decision", args=[decision.pk])


def of_decision(decision: Decision, content: Content | None) -> None:
    """Tell whom it is about the whole statement of reasons, and who reported it what came of that.

    For whom it is about, leaving something as it is is no news.
    """
    case = decision.case
    of_outcome(decision)
    if decision.before.get("waited"):
        of_admission(decision, content)
    if case.subject_kind == "wave":
        waves.of_setting_aside(decision)
    if case.author is None or decision.measure not in KIND_OF:
        return
    tell(
        KIND_OF[decision.measure],
        key=decision.pk,
        about=case.publication,
        people=[case.author],
        what=case.subject_kind,
        excerpt=decision.statement,
        decided=True,
        path=path_of(decision),
        title=content.title if content else "",
    )


def of_admission(decision: Decision, content: Content | None) -> None:
    """Tell whoever wrote it that others can read now what waited for a moderator."""
    case = decision.case
    if case.author is None or content is None:
        return
    words = {"what": case.subject_kind, "title": content.title, "path": content.path}
    tell(events.ADMITTED, key=decision.pk, about=case.publication, people=[case.author], words=words)


def of_taking_back(made: Decision) -> None:
    """Tell whom it is about that a decision was taken back."""
    undone = made.undoes
    # Who reported it hears again what comes of it, when that is decided.
    Report.objects.filter(case=made.case, case__decided_at__isnull=True).update(told_at=None)
    if undone is None or undone.case.author is None or not undone.restricts:
        return
    case, author = undone.case, undone.case.author
    # A warning or a suspension hid nothing that could be visible again.
    what = case.subject_kind if undone.measure in {Measure.HIDE, Measure.REMOVE} else "decision"
    tell(events.SHOWN, key=made.pk, about=case.publication, people=[author], what=what, path=path_of(undone))


def of_appeal(appeal: Appeal) -> None:
    """Give whoever appealed a receipt, with the day of the answer."""
    if appeal.person is None:
        return
    decision = appeal.decision
    tell(
        events.APPEAL_RECEIVED,
        key=appeal.pk,
        about=decision.case.publication,
        people=[appeal.person],
        due_on=appeal.due_on.isoformat(),
        path=path_of(decision),
    )


def of_answer(appeal: Appeal) -> None:
    """Tell whoever appealed the answer, with the reasons."""
    if appeal.person is None:
        return
    decision = appeal.decision
    tell(
        events.APPEAL_GRANTED if appeal.state == Appeal.State.GRANTED else events.APPEAL_UPHELD,
        key=appeal.pk,
        about=decision.case.publication,
        people=[appeal.person, *waves.who_objected(appeal)],
        excerpt=appeal.reasons,
        path=path_of(decision),
    )


def status_path(made: Report) -> str:
    """Give the page where somebody follows their report."""
    return reverse("moderation:report_status", args=[made.key])


def of_report(made: Report) -> None:
    """Give whoever reported something a receipt."""
    to_reporter(made, events.REPORT_RECEIVED, key=str(made.pk), excerpt=made.explanation)


def of_outcome(decision: Decision) -> None:
    """Tell everybody who reported it what was decided and what they can do, once per decision."""
    reports = list(Report.objects.filter(case=decision.case, told_at__isnull=True).select_related("person"))
    for made in reports:
        with translation.override(settings.LANGUAGE_CODE):
            words = outcomes.words_for(made, decision)
        to_reporter(made, events.REPORT_OUTCOME, key=f"{made.pk}-{decision.pk}", excerpt=words)
    Report.objects.filter(pk__in=[made.pk for made in reports]).update(told_at=Now())


def of_page_answer(made: Report) -> None:
    """Tell whoever reported a page of the site the answer."""
    to_reporter(made, events.REPORT_OUTCOME, key=f"{made.pk}-answer", excerpt=made.answer)


def of_bad_faith(made: Report) -> None:
    """Warn whoever reported something in bad faith (article 23, 2)."""
    with translation.override(settings.LANGUAGE_CODE):
        words = _(
            "A moderator found that you did not make this report in good faith. This is a warning. After three in 60 "
            "days we do not take reports of you for 60 days. Do you disagree? Write to us: the address is with the "
            "house rules."
        )
    to_reporter(made, events.REPORT_OUTCOME, key=f"{made.pk}-faith", excerpt=words)


def to_reporter(made: Report, kind: EventKind, *, key: str, **context: object) -> None:
    """Tell whoever reported: an account by notice and mail, an address by mail, and nobody when there is neither."""
    path = status_path(made)
    if made.person is not None:
        tell(kind, key=key, people=[made.person], words={**context, "reference": made.reference, "path": path})
    elif made.email:
        words = {**context, "reference": made.reference, "path": path}
        name = kind.template.removeprefix("emails/")
        write_mail(None, address=made.email, template=f"{name}_address", key=f"{kind.code}:{key}", context=words)
