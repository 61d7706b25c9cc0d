"""What a promise means for a consultation: announcing makes it, the published answer keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.models import User
from consultations.models import Consultation, Report
from promises import actions
from promises.kinds import Answered
from promises.models import Office, Promise
from publications.models import Publication

WORDS = _("What we do with everything you say in this consultation.")


@transaction.atomic
def promise(consultation: Publication, *, by: User, office: Office, due_on: date, text: str = "") -> Promise:
    """An official promises an answer of the province's own accord, besides the one of announcing."""
    return actions.promise(consultation, by=by, office=office, due_on=due_on, text=text or words())


def make(consultation: Consultation, *, by: User) -> Promise:
    """Promise the answer on the day that stands on the page, inside the transaction that announces it.

    Office and day are there: the checklist asks for them.
    """
    assert consultation.office is not None
    assert consultation.answer_by is not None
    return actions.make(
        consultation, office=consultation.office, text=words(), due_on=consultation.answer_by, by=by, without=[by]
    )


def words() -> str:
    """Give what is promised, in the language of the site: it is kept as text."""
    with override("nl"):
        return str(WORDS)


def keep(consultation: Consultation, *, by: User) -> None:
    """The answer is public: what was promised is kept. The consultation is locked."""
    for promised in Promise.objects.open().filter(publication=consultation.pk):
        actions.keep(promised, by=by)


def release(consultation: Consultation, *, by: User) -> None:
    """The consultation stops, so nobody owes an answer any more. It is locked."""
    for promised in Promise.objects.open().filter(publication=consultation.pk):
        actions.release(promised, by=by)


def answers_to(promises: Sequence[Promise]) -> dict[int, Answered]:
    """Give what there is of the answers to these promises, by their number, in one query."""
    rows = Report.objects.filter(consultation__in=[one.publication_id for one in promises])
    found = {one.consultation_id: one for one in rows.only("consultation", "outcome", "published_at")}
    return {one.pk: answered(one, found.get(one.publication_id)) for one in promises}


def answered(promised: Promise, report: Report | None) -> Answered:
    """Say how far an answer is, and where staff go on with it."""
    if report is not None and report.is_published:
        url = reverse("consultations:answer", args=[promised.publication.slug])
        return Answered(report.get_outcome_display(), _("public"), url)
    if promised.status != Promise.Status.OPEN:
        return Answered()
    url = reverse("consultations:write_answer", args=[promised.publication.slug])
    return Answered("", _("to be checked") if report else _("write the answer"), url)
