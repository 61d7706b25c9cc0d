"""The demo has a consultation in every stage, and measuring can have as many as it asks for."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from accounts.actions import give_role
from accounts.models import Role, User
from consultations import checklist, clock, demo_content, results, seeding
from consultations.method import METHODS
from consultations.models import Consultation, Participation, Phase, Response
from consultations.standing import standing_of
from publications.bulk import TooMuch
from tests.consultations.plain import Plain
from tests.factories import resident
from tests.visitors import queries, signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff_of_the_demo() -> None:
    """The people that the demo of initiatives loads before."""
    for login, role in (("redactie", Role.EDITOR), ("ambtenaar", Role.OFFICIAL), ("griffie", Role.OFFICIAL)):
        person = User.objects.create_user(f"{login}@demo.invalid", display_name=login)
        give_role(person, role=role, by=None)
    for number in range(40):
        User.objects.create_user(f"resident{number}@demo.invalid", display_name=f"Bewoner {number}")


@pytest.mark.usefixtures("staff_of_the_demo")
class TestTheDemo:
    def test_six_consultations_show_every_stage_with_answers_to_each_part_that_opened(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(demo_content, "add_picture", lambda *_: None)
        if "survey" not in METHODS:
            # Until that way of asking is there, the plain one stands in for it.
            monkeypatch.setitem(METHODS, "survey", Plain())
        demo_content.load(progress=lambda _line: None)
        demo_content.load(progress=lambda _line: None)
        made = list(Consultation.objects.all())
        now = timezone.now()
        assert len(made) == 6
        assert Counter(standing_of(one, now).code for one in made) == Counter(
            ["open", "soon", "announced", "closed", "overdue", "answered"]
        )
        assert len({one.theme_id for one in made}) == 4
        for one in made:
            for part in one.parts.select_related("phase"):
                opened = part.phase.opened_at is not None
                if METHODS[part.method].has_responses:
                    assert part.responses.filter(state="sent").count() == (300 if opened else 0)
            assert client.get(one.get_absolute_url()).status_code == 200
        assert Participation.objects.filter(person__isnull=False).exists()
        assert Response.objects.count() == Participation.objects.count()
        answered = next(one for one in made if one.is_answered)
        assert answered.report.is_published
        html = text_of(client.get(answered.get_absolute_url()))
        assert f"{answered.get_absolute_url()}antwoord/" in html
        assert client.get(f"{answered.get_absolute_url()}antwoord/").status_code == 200
        assert clock.keep_course() == 0, "the clock has nothing left to do"
        results.count_due(seconds=60)
        over = [one for one in made if one.stage in {"closed", "answered"}]
        assert over
        assert [checklist.musts(one) for one in over] == [[]] * len(over), "what is over asks for nothing"
        staff = signed_in(User.objects.get(email="redactie@demo.invalid"))
        for one in made:
            pages = ["resultaten/", *(f"{part.number}/resultaten/" for part in one.parts.all())]
            assert [staff.get(one.get_absolute_url() + page).status_code for page in pages] == [200] * len(pages)

    def test_every_text_of_it_is_easy_to_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(demo_content, "add_picture", lambda *_: None)
        demo_content.load(progress=lambda _line: None)
        for one in Consultation.objects.all():
            for text in checklist.check(one).texts:
                # A question of a few words has a score that says nothing: one long name makes it hard.
                score = text.level.score if text.level.words >= 30 else None
                assert score is None or score > 55, (one.title, str(text.where))


class TestSeeding:
    def test_it_adds_what_was_asked_in_stages_that_fit_their_dates(self, client: Client) -> None:
        resident()
        seeding.seed(300, random_seed=1, progress=lambda *_: None)
        assert Consultation.objects.count() == Phase.objects.count() == 300
        assert {"open", "announced", "closed", "answered"} == set(Consultation.objects.values_list("stage", flat=True))
        opens = Phase.objects.filter(consultation__stage="open", closes_at__gt=timezone.now(), opened_at=F("opens_at"))
        assert opens.count() == Consultation.objects.filter(stage="open").count()
        assert Consultation.objects.get(pk=Consultation.objects.first().pk).reference.startswith("OV-")  # type: ignore[union-attr]
        assert client.get("/consultaties/?status=beantwoord&gemeente=zwolle").status_code == 200
        assert queries(client, "/consultaties/?status=beantwoord") <= 10
        soon = Phase.objects.filter(closes_at__lte=timezone.now() + timedelta(days=2), closed_at=None)
        assert clock.keep_course() == soon.count()

    def test_without_anybody_it_says_what_is_missing(self) -> None:
        with pytest.raises(TooMuch, match="residents"):
            seeding.seed(1, random_seed=1, progress=lambda *_: None)
