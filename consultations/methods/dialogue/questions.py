"""Questions beforehand: asking, wanting to know it too, and the list of the evening."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations import taking_part
from consultations.methods.dialogue import rules
from consultations.methods.dialogue.actions import leaders_only
from consultations.methods.dialogue.models import Backing, Meeting, Question
from foundation import audit, submissions
from foundation.errors import NotAllowed, Refused

KIND = "question"


def refuse_over(meeting: Meeting) -> None:
    """Raise Refused once the meeting is over or cancelled, by the clock of the database."""
    if not Meeting.objects.filter(pk=meeting.pk, cancelled_at=None, ends_at__gt=Now()).exists():
        raise Refused(_("The meeting is over or cancelled, so questions can no longer be added."))


@transaction.atomic
def ask(meeting: Meeting, *, author: User, text: str, seconds: float | None = None) -> Question:
    """Ask something beforehand or during the meeting; the same question of the same person twice is one.

    Raises Refused when the meeting is over, for who asked enough, or may place nothing for a time.
    """
    # The lock makes the limit, and "the same twice", hold for two tabs at once.
    User.objects.select_for_update(of=("self",)).get(pk=author.pk)
    refuse_over(meeting)
    own = Question.objects.filter(meeting=meeting, author=author)
    if (same := own.filter(text=text).first()) is not None:
        return same
    if own.count() >= rules.MOST_QUESTIONS:
        raise Refused(_("You asked five questions for this meeting already. Support those of others too."))
    consultation = meeting.part.consultation
    admission = submissions.admit(KIND, author, consultation.municipality_id)
    question = Question.objects.create(meeting=meeting, author=author, text=text, is_waiting=admission.waits)
    audit.record("question.asked", actor=author, subject=question, meeting=meeting.pk)
    submissions.written(KIND, question.pk, author=author, seconds=seconds, admission=admission)
    taking_part.ask_for_recount(meeting.part)
    return question


@transaction.atomic
def back(question: Question, *, person: User) -> None:
    """Want to know it too. Raises Refused for one's own, for what is gone, and the second time."""
    refuse_over(question.meeting)
    question = Question.objects.select_for_update(of=("self",)).select_related("meeting__part").get(pk=question.pk)
    if not rules.can_back(person, question):
        raise Refused(_("You cannot support this question: it is your own, or it is not shown."))
    try:
        with transaction.atomic():
            Backing.objects.create(question=question, person=person)
    except IntegrityError as error:
        raise Refused(_("You already support this.")) from error
    Question.objects.filter(pk=question.pk).update(support_count=F("support_count") + 1)
    audit.record("question.backed", actor=person, subject=question)
    taking_part.ask_for_recount(question.meeting.part)


@transaction.atomic
def leave(question: Question, *, person: User) -> None:
    """Take that back. Raises Refused when there is nothing to take back."""
    refuse_over(question.meeting)
    question = Question.objects.select_for_update(of=("self",)).select_related("meeting__part").get(pk=question.pk)
    gone, _per_model = Backing.objects.filter(question=question, person=person).delete()
    if not gone:
        raise Refused(_("You do not support this, so there is nothing to take back."))
    Question.objects.filter(pk=question.pk).update(support_count=F("support_count") - 1)
    audit.record("question.left", actor=person, subject=question)
    taking_part.ask_for_recount(question.meeting.part)


@transaction.atomic
def put(question: Question, place: Question.Place, *, by: User, answer: str | None = None) -> None:
    """Put a question on the list of the evening, or off it; with `answer`, write down what was said."""
    leaders_only(question.meeting, by)
    changes = {"place": place} if answer is None else {"place": place, "answer": answer}
    if not Question.objects.filter(pk=question.pk, is_hidden=False, is_waiting=False).update(**changes):
        raise NotAllowed(_("A moderator has to look at this question first."))
    audit.record("question.put", actor=by, subject=question, place=place)
