"""The answer of the province in the demo, tied to what people said."""

import pytest

from accounts.models import Role
from consultations import answers, demo_answer
from consultations.answers import Written
from consultations.models import Quote, Tagging
from notifications.models import Event
from tests.consultations import asking
from tests.consultations.counting import answered, asked
from tests.factories import staff

method = pytest.fixture(autouse=True)(asked)
pytestmark = pytest.mark.django_db
TITLE = "Samen zonnepanelen: hoe verdelen we de opbrengst?"


def test_decisions_of_the_demo_get_subjects_and_clean_quotes_once_and_nobody_is_told() -> None:
    part = asking.part("asked", title=TITLE)
    answered(part, data={"bus": "yes", "waarom": "Eerst isolatie voor koude huizen"})
    answered(part, data={"bus": "yes", "waarom": "Isolatie! Bel 06-12345678"})
    by = staff(Role.OFFICIAL)
    report = answers.draft(part.consultation, by=by, text="Zo doen we het.", outcome="changed")
    answers.write_passage(report, Written("De helft naar isolatie", "Dat doen we.", "used"), by=by)
    answers.write_passage(report, Written("Iets anders", "Ook.", "used"), by=by)
    assert (demo_answer.tie_all(), demo_answer.tie_all()) == (1, 1)
    assert [quote.remark.text for quote in Quote.objects.all()] == ["Eerst isolatie voor koude huizen"]
    assert Tagging.objects.count() == 2
    assert not Event.objects.exists()


def test_without_an_answer_in_the_demo_nothing_is_tied() -> None:
    assert demo_answer.tie_all() == 0
