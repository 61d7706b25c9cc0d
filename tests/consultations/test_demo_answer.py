"""The answer of the province in the demo."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from consultations import demo_answer
from consultations.models import Part, Quote, Report, Step
from notifications.models import Event
from tests.consultations import asking
from tests.consultations.counting import answered, asked
from tests.factories import staff
from tests.visitors import text_of

method = pytest.fixture(autouse=True)(asked)
pytestmark = pytest.mark.django_db
TITLE = "Samen zonnepanelen: hoe verdelen we de opbrengst?"


def demo_part() -> Part:
    """The answered consultation of the demo, with the people who answer."""
    for login in ("ambtenaar", "griffie"):
        User.objects.filter(pk=staff(Role.OFFICIAL).pk).update(email=f"{login}@demo.invalid")
    part = asking.part("asked", title=TITLE)
    answered(part, data={"bus": "yes", "waarom": "Eerst isolatie voor koude huizen"})
    answered(part, data={"bus": "yes", "waarom": "Isolatie! Bel 06-12345678"})
    asking.close_now(part.consultation)
    type(part.consultation).objects.filter(pk=part.consultation_id).update(stage="answered")
    return part


def test_the_demo_has_an_answer_once_with_quotes_and_steps_and_tells_nobody(client: Client) -> None:
    part = demo_part()
    assert demo_answer.load() == demo_answer.load() == Report.objects.get()
    assert [quote.remark.text for quote in Quote.objects.all()] == ["Eerst isolatie voor koude huizen"]
    assert Step.objects.filter(done_on__isnull=False).exists()
    assert not Event.objects.exists()
    html = text_of(client.get(reverse("consultations:answer", args=[part.consultation.slug])))
    assert "De helft van de winst naar isolatie" in html
    assert "06-12345678" not in html


def test_without_its_consultation_there_is_no_answer() -> None:
    assert demo_answer.load() is None
