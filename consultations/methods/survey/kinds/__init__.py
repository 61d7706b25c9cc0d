"""How each kind of question is asked, read, told, counted and given out; one class a kind."""

from __future__ import annotations

from consultations.methods.survey.definition import KINDS, Question
from consultations.methods.survey.kinds.choosing import Multiple, PictureChoice, Single
from consultations.methods.survey.kinds.dividing import Matrix, Points, Ranking
from consultations.methods.survey.kinds.grading import Scale, Statement
from consultations.methods.survey.kinds.kind import Kind
from consultations.methods.survey.kinds.measuring import DateKind, Number
from consultations.methods.survey.kinds.placing import Place, Postcode
from consultations.methods.survey.kinds.sending import FileKind
from consultations.methods.survey.kinds.writing import Email, LongText, ShortText

ALL: tuple[Kind, ...] = (
    Single(),
    Multiple(),
    PictureChoice(),
    ShortText(),
    LongText(),
    Scale(),
    Statement(),
    Matrix(),
    Ranking(),
    Points(),
    Number(),
    DateKind(),
    Place(),
    Postcode(),
    Email(),
    FileKind(),
)
BY_CODE = {kind.code: kind for kind in ALL}
assert tuple(BY_CODE) == KINDS

__all__ = ["ALL", "BY_CODE", "Kind", "kind_of"]


def kind_of(question: Question) -> Kind:
    """Give how a question is handled."""
    return BY_CODE[question.kind]
