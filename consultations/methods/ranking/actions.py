"""What an editor changes in a ranking."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.actions import editors_only, lock
from consultations.methods.ranking.question import Question
from consultations.models import Part
from foundation import audit
from foundation.errors import Refused


@transaction.atomic
def change(part: Part, *, by: User, question: Question) -> None:
    """Write what is ranked and how. Raises Refused once people could answer and it would mean something else."""
    consultation = lock(part.consultation)
    editors_only(by, consultation)
    part = Part.objects.select_for_update(of=("self",)).get(pk=part.pk)
    before = Question.read(part.settings)
    if part.is_frozen and meaning(before) != meaning(question):
        raise Refused(
            _("People could answer this already, so the options stay as they are. You can still change explanations.")
        )
    Part.objects.filter(pk=part.pk).update(settings=question.write())
    audit.record("part.changed", actor=by, subject=part, consultation=consultation.pk, method=part.method)


def meaning(question: Question) -> tuple[object, ...]:
    """Give what answers depend on: not the explanations."""
    return question.mode, [(one.key, one.title) for one in question.options], question.points, question.compare
