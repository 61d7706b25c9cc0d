"""A consultation that people take part in: what may still change; and the check before it opens."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from consultations import actions, checklist, editing, taking_part
from consultations.models import Consultation, Part
from foundation.errors import Refused
from notifications.catalogue import consultations as events
from tests.consultations import asking
from tests.consultations.desk import at, form_at, opened, ready, typed
from tests.factories import resident, zwolle
from tests.notices import told
from tests.notifications.scene import tells
from tests.visitors import text_of

pytestmark = pytest.mark.usefixtures("plain")


@pytest.mark.django_db
class TestOnceItIsOpen:
    def test_words_are_corrected_and_what_people_counted_on_stays(self, desk: Client, editor: User) -> None:
        one = opened(editor)
        page = at(one, "basis/")
        fields = form_at(desk, page, summary="Welke bus mis jij, en op welk moment van de dag precies?")
        assert "can_change" not in fields
        assert desk.post(page, {**fields, "can_change": "Alles", "level": "decide"}).status_code == 302
        before = one.can_change
        one.refresh_from_db()
        assert one.summary.endswith("precies?")
        assert (one.can_change, one.level) == (before, "consult")
        fixed: tuple[dict[str, Any], ...] = ({"level": "decide"}, {"access": "account"}, {"can_change": "Alles"})
        for changes in fixed:
            with pytest.raises(editing.Fixed):
                editing.revise(one, by=editor, version=one.version, **changes)
        with pytest.raises(editing.Fixed):
            editing.revise(one, by=editor, version=one.version, concerned=[zwolle()])
        with pytest.raises(Refused):
            editing.revise(one, by=editor, version=one.version, answer_by=None)

    @tells(events.POSTPONED)
    def test_it_closes_later_and_who_takes_part_hears_it_and_it_never_closes_earlier(self, editor: User) -> None:
        one, person = opened(editor), resident()
        phase = one.phases.get()
        taking_part.begin(one.parts.get(), person=person)
        later = phase.closes_at + timedelta(days=7)
        same: dict[str, Any] = {"by": editor, "version": one.version, "title": phase.title, "text": ""}
        hour = timedelta(hours=1)
        for opens_at, closes_at in ((phase.opens_at, phase.closes_at - hour), (phase.opens_at - hour, later)):
            with pytest.raises(editing.Fixed):
                editing.change_phase(phase, opens_at=opens_at, closes_at=closes_at, **same)
        assert told(events.POSTPONED) == set()
        editing.change_phase(phase, opens_at=phase.opens_at, closes_at=later, **same)
        one.refresh_from_db()
        assert one.closes_at == later
        assert person.pk in told(events.POSTPONED)
        assert editor.pk not in told(events.POSTPONED)

    def test_the_form_of_an_open_phase_saves_without_touching_the_second_it_opened(
        self, desk: Client, editor: User
    ) -> None:
        one = opened(editor)
        phase = one.phases.get()
        page = at(one, f"fasen/{phase.pk}/")
        later = (phase.closes_at + timedelta(days=7)).replace(second=0, microsecond=0)
        assert desk.post(page, form_at(desk, page, closes_at=typed(later))).status_code == 302
        one.refresh_from_db()
        assert one.closes_at == later
        assert one.phases.get().opens_at == phase.opens_at

    def test_a_part_that_was_open_stays_and_only_its_words_are_corrected(self, desk: Client, editor: User) -> None:
        one = opened(editor)
        gone = at(one, "onderdelen/1/weg/")
        assert desk.post(gone, {"versie": one.version}).status_code == 302
        assert one.parts.count() == 1
        page = at(one, "onderdelen/1/")
        assert desk.post(page, form_at(desk, page, title="Vragen over de bus in Zwolle")).status_code == 302
        assert one.parts.get().title == "Vragen over de bus in Zwolle"
        with pytest.raises(Refused):
            actions.add_part(one.phases.get(), by=editor, method="plain", title="Nog een vraag")

    def test_what_is_answered_is_not_edited(self, desk: Client, editor: User) -> None:
        one = opened(editor)
        Consultation.objects.filter(pk=one.pk).update(stage="answered")
        assert desk.get(at(one, "basis/")).status_code == 302
        assert desk.get(at(one)).status_code == 200

    def test_withdrawing_asks_for_a_reason_and_ends_it(self, desk: Client, editor: User) -> None:
        one = opened(editor)
        page = at(one, "intrekken/")
        assert desk.post(page, {"reason": ""}).status_code == 409
        assert desk.post(page, {"reason": "De minister besloot anders."}).status_code == 302
        assert desk.post(page, {"reason": "Nog een keer."}).status_code == 409
        part = one.parts.get()
        assert not taking_part.is_open(part)
        html = text_of(Client().get(one.get_absolute_url()))
        assert "De minister besloot anders." in html
        assert "ask-entry" not in html


@pytest.mark.django_db
class TestTheCheck:
    def test_it_names_every_wording_that_is_hard_with_an_easier_word(self, desk: Client, editor: User) -> None:
        one = ready(editor)
        Part.objects.filter(consultation=one).update(settings={"question": "Wil je participeren?"})
        html = text_of(desk.get(at(one, "controle/")))
        assert "participeren" in html
        assert "meedoen" in html
        assert "Vraag 1" in html

    @pytest.mark.parametrize(
        "story", ["# Kop\n\n### Te diep\n\nTekst.", "Lees [hier](https://x.nl) meer.", "Zie https://x.nl voor meer."]
    )
    def test_it_listens_to_the_text_as_somebody_who_cannot_see_it(self, editor: User, story: str) -> None:
        assert len(checklist.check(ready(editor, story=story)).advice) == 1
        assert checklist.check(ready(editor, story="# Kop\n\n## Dieper\n\n[De plannen](https://x.nl).")).advice == []

    def test_dates_are_in_order_and_in_the_future(self, editor: User) -> None:
        one = ready(editor)
        assert checklist.check(one).is_ready
        assert not checklist.check(one, timezone.now() + timedelta(days=60)).is_ready
        assert not checklist.check(ready(editor, answer_by=timezone.localdate() + timedelta(days=5))).is_ready

    def test_a_part_that_is_not_filled_and_a_phase_without_one_keep_it_closed(self, editor: User) -> None:
        one = ready(editor)
        Part.objects.filter(consultation=one).update(settings={})
        asking.phase(one, from_days=30)
        found = [str(one.message) for one in checklist.check(one).musts]
        assert "Stel een vraag." in found
        assert len(found) == 2
