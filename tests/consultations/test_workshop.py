"""The workshop of editors, as they use it: over HTTP, from a blueprint to the day it is announced and after."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from accounts.models import Role, User
from accounts.permissions import sync_roles
from consultations import actions, checklist, editing, taking_part
from consultations.blueprints import begin_from, blueprints
from consultations.models import Consultation, Part, Phase
from foundation.errors import NotAllowed
from foundation.models import AuditEntry
from tests.consultations import asking
from tests.consultations.desk import FIRST, NEW, WORKSHOP, at, begin, form_at, opened, ready, typed
from tests.factories import deventer, resident, staff, theme, zwolle
from tests.visitors import at_once, queries, signed_in, text_of

pytestmark = pytest.mark.usefixtures("plain")


@pytest.mark.django_db
class TestWhoComesIn:
    def test_editors_and_officials_see_the_workshop_and_nobody_else(self, desk: Client) -> None:
        one = asking.consultation()
        for address in (WORKSHOP, at(one), at(one, "controle/")):
            assert desk.get(address).status_code == 200
            assert signed_in(staff(Role.OFFICIAL)).get(address).status_code == 200
            assert signed_in(staff(Role.MODERATOR)).get(address).status_code == 404
            assert signed_in(resident()).get(address).status_code == 404
            assert Client().get(address).status_code == 302

    def test_only_editors_change_something(self) -> None:
        one, official = asking.consultation(), staff(Role.OFFICIAL)
        for address in (NEW, at(one, "basis/"), at(one, "fasen/"), at(one, "onderdelen/"), at(one, "intrekken/")):
            assert signed_in(official).get(address).status_code == 404
        assert signed_in(official).post(at(one, "aankondigen/")).status_code == 404
        with pytest.raises(NotAllowed):
            editing.revise(one, by=official, version=one.version, title="Een andere titel")

    def test_the_list_and_a_page_of_it_ask_a_fixed_number_of_queries(self, desk: Client, editor: User) -> None:
        one = ready(editor)
        few = queries(desk, WORKSHOP), queries(desk, at(one)), queries(desk, at(one, "controle/"))
        for _ in range(4):
            ready(editor)
        phase = Phase.objects.get(consultation=one)
        for number in range(4):
            actions.add_part(phase, by=editor, method="plain", title=f"Nog meer {number}")
        assert (queries(desk, WORKSHOP), queries(desk, at(one)), queries(desk, at(one, "controle/"))) == few
        assert max(few) <= 14

    def test_the_back_office_and_my_page_lead_there_and_change_nothing(self, desk: Client, editor: User) -> None:
        one = ready(editor)
        assert WORKSHOP in text_of(desk.get("/account/mijn/"))
        assert WORKSHOP not in text_of(signed_in(staff(Role.MODERATOR)).get("/account/mijn/"))
        sync_roles()
        office = signed_in(User.objects.get(pk=editor.pk))
        assert at(one) in text_of(office.get("/beheer/consultations/consultation/"))
        assert at(one) in text_of(office.get(f"/beheer/consultations/consultation/{one.pk}/change/"))
        assert office.post(f"/beheer/consultations/consultation/{one.pk}/change/", {}).status_code == 403
        assert office.get("/beheer/consultations/consultation/add/").status_code == 403


@pytest.mark.django_db
class TestBeginning:
    def test_there_are_seven_blueprints_to_choose_from(self, desk: Client) -> None:
        html = text_of(desk.get(NEW))
        for one in blueprints().values():
            assert f"?blauwdruk={one.code}" in html
        assert len(blueprints()) == 7

    @pytest.mark.parametrize("code", sorted(blueprints()))
    def test_each_begins_with_phases_that_follow_each_other_and_a_day_of_the_answer(self, code: str) -> None:
        blueprint = blueprints()[code]
        one = begin_from(blueprint, by=staff(Role.EDITOR), theme=theme(), **FIRST)
        phases = list(one.phases.all())
        assert len(phases) == len(blueprint.phases)
        assert all(before.closes_at < after.opens_at for before, after in pairwise(phases))
        assert one.answer_by is not None
        assert one.answer_by > timezone.localtime(phases[-1].closes_at).date()
        assert one.opens_at is not None
        assert one.opens_at > timezone.now()

    def test_what_an_editor_reads_in_a_blueprint_is_easy_to_read(self) -> None:
        one = begin_from(blueprints()["denk-mee"], by=staff(Role.EDITOR), theme=theme(), **FIRST)
        assert checklist.check(one).hard_texts == []

    def test_pressing_twice_makes_one(self, desk: Client) -> None:
        page = f"{NEW}?blauwdruk=terugblik"
        fields = form_at(desk, page, "?blauwdruk=terugblik", **FIRST, theme=theme().pk)
        first, second = desk.post(page, fields), desk.post(page, fields)
        assert first.url == second.url  # type: ignore[attr-defined]  # both lead on
        assert Consultation.objects.count() == 1

    @pytest.mark.parametrize(
        "changes",
        [{"title": ""}, {"title": "x" * 81}, {"theme": "999"}, {"begun_on": "onzin"}, {"summary": "\x00" * 30}],
    )
    def test_what_is_filled_in_wrong_begins_nothing(self, desk: Client, changes: dict[str, str]) -> None:
        page = f"{NEW}?blauwdruk=terugblik"
        fields = {**form_at(desk, page, "?blauwdruk=terugblik", **FIRST, theme=theme().pk), **changes}
        assert desk.post(page, fields).status_code == 200
        assert not Consultation.objects.exists()

    def test_a_copy_has_the_course_and_the_questions_and_no_answers(self, desk: Client, editor: User) -> None:
        source = opened(editor, level="advise")
        part = source.parts.get()
        Part.objects.filter(pk=part.pk).update(settings={"question": "Wat mis je?"})
        taking_part.write(taking_part.begin(part, person=resident()), {"a": 1}, is_sent=True)
        page = f"{NEW}?van={source.slug}"
        fields = form_at(desk, page, f"?van={source.slug}", title="Denk nog eens mee")
        desk.post(page, fields)
        desk.post(page, fields)
        copy = Consultation.objects.get(title="Denk nog eens mee")
        assert (copy.stage, copy.level, copy.state) == ("draft", "advise", "draft")
        made = copy.parts.get()
        assert made.settings == {"question": "Wat mis je?"}
        assert not made.is_frozen
        assert made.responses.count() == 0
        assert copy.opens_at is not None
        assert copy.opens_at > timezone.now()

    def test_nobody_copies_what_is_not_there(self, desk: Client) -> None:
        assert desk.get(f"{NEW}?van=bestaat-niet").status_code == 404


@pytest.mark.django_db
class TestTheSteps:
    def test_from_a_blueprint_to_announced_to_open(self, desk: Client) -> None:
        one = begin(desk)
        official = staff(Role.OFFICIAL)
        page = at(one, "basis/")
        fields = form_at(
            desk, page, story="Zo reis je nu.", official=official.pk, concerned=[zwolle().pk, deventer().pk]
        )
        fields["office"] = asking.office("Verkeer").pk
        assert desk.post(page, fields).status_code == 302
        if not one.parts.exists():
            phase = one.phases.get()
            add = at(one, "onderdelen/")
            sent = form_at(desk, add, method="plain", phase=phase.pk, title="Hoe ging het?", minutes="6")
            assert "/inrichten/" in desk.post(add, sent).url  # type: ignore[attr-defined]
        assert set(one.concerned.all()) == {zwolle(), deventer()}
        html = text_of(desk.get(at(one)))
        assert "shop-step--todo" not in html
        assert desk.post(at(one, "aankondigen/")).status_code == 302
        one.refresh_from_db()
        assert (one.state, one.stage) == ("published", "announced")
        assert one.get_absolute_url() in text_of(Client().get("/consultaties/?status=binnenkort"))
        done = AuditEntry.objects.filter(subject_id=str(one.pk)).values_list("action", flat=True)
        assert {"consultation.started", "consultation.revised", "consultation.announced"} <= set(done)

    def test_what_is_missing_keeps_it_from_being_announced_and_is_listed(self, desk: Client) -> None:
        one = asking.consultation()
        response = desk.post(at(one, "aankondigen/"), follow=True)
        one.refresh_from_db()
        assert one.stage == "draft"
        with pytest.raises(actions.Unready) as unready:
            actions.announce(one, by=staff(Role.EDITOR))
        html = text_of(response)
        for problem in unready.value.problems:
            assert escape(str(problem)) in html
        assert len(unready.value.problems) >= 5

    def test_announcing_twice_is_announcing_once(self, desk: Client, editor: User) -> None:
        one = ready(editor)
        for _ in range(2):
            assert desk.post(at(one, "aankondigen/")).status_code == 302
        assert one.state_changes.count() == 1

    def test_one_municipality_makes_it_a_matter_of_that_place(self, desk: Client, editor: User) -> None:
        one = ready(editor)
        page = at(one, "basis/")
        desk.post(page, form_at(desk, page, concerned=[deventer().pk]))
        one.refresh_from_db()
        assert one.municipality == deventer()
        desk.post(page, form_at(desk, page, concerned=[]))
        one.refresh_from_db()
        assert one.municipality is None

    @pytest.mark.parametrize(
        ("postcodes", "status"), [("7411-7439, 8011", 302), ("Zwolle", 200), ("8011-7411", 200), ("", 302)]
    )
    def test_postcodes_are_read_before_they_are_kept(
        self, desk: Client, editor: User, postcodes: str, status: int
    ) -> None:
        page = at(ready(editor), "meedoen/")
        assert desk.post(page, form_at(desk, page, postcodes=postcodes)).status_code == status

    def test_two_editors_do_not_write_over_each_other(self, desk: Client, editor: User) -> None:
        one = ready(editor)
        page = at(one, "basis/")
        mine, theirs = (form_at(desk, page, title=title) for title in ("Mijn titel voor de bus", "Hun titel"))
        assert desk.post(page, theirs).status_code == 302
        response = desk.post(page, mine)
        assert response.status_code == 409
        html = text_of(response)
        assert "Mijn titel voor de bus" in html
        one.refresh_from_db()
        assert one.title == "Hun titel"
        again = {**mine, "versie": re.findall(r'name="versie" value="(\d+)"', html)[-1]}
        assert desk.post(page, again).status_code == 302
        one.refresh_from_db()
        assert one.title == "Mijn titel voor de bus"

    def test_saving_twice_is_saving_once(self, desk: Client, editor: User) -> None:
        one = ready(editor)
        page = at(one, "basis/")
        fields = form_at(desk, page, title="Een betere titel")
        assert [desk.post(page, fields).status_code for _ in range(2)] == [302, 302]
        assert AuditEntry.objects.filter(action="consultation.revised", subject_id=str(one.pk)).count() == 1

    def test_phases_do_not_overlap_and_end_after_they_begin(self, desk: Client, editor: User) -> None:
        one = ready(editor)
        page, phase = at(one, "fasen/"), one.phases.get()
        for opens, closes in ((phase.opens_at, phase.closes_at), (phase.closes_at, phase.opens_at)):
            fields = form_at(desk, page, title="Nog een", opens_at=typed(opens), closes_at=typed(closes))
            assert desk.post(page, fields).status_code == 409
        after = phase.closes_at + timedelta(days=1)
        fields = form_at(desk, page, title="Nog een", opens_at=typed(after), closes_at=typed(after + timedelta(days=7)))
        assert [desk.post(page, fields).status_code for _ in range(2)] == [302, 302]
        assert one.phases.count() == 2
        assert desk.post(page, {**fields, "opens_at": "morgen"}).status_code == 200

    def test_parts_are_added_once_moved_and_removed(self, desk: Client, editor: User) -> None:
        one = ready(editor)
        page, phase = at(one, "onderdelen/"), one.phases.get()
        fields = form_at(desk, page, method="plain", phase=phase.pk, title="Tweede vraag", minutes="3")
        for _ in range(2):
            desk.post(page, fields)
        assert [part.title for part in one.parts.all()] == ["Vragen over de bus", "Tweede vraag"]
        up = at(one, "onderdelen/2/omhoog/")
        desk.post(up, form_at(desk, page, up))
        assert [part.title for part in one.parts.all()] == ["Tweede vraag", "Vragen over de bus"]
        gone = at(one, "onderdelen/2/weg/")
        fields = form_at(desk, page, gone)
        for _ in range(2):
            assert desk.post(gone, fields).status_code == 302
        assert one.parts.count() == 1
        assert desk.post(at(one, "onderdelen/1/opzij/")).status_code == 404

    def test_a_phase_with_parts_in_it_stays(self, desk: Client, editor: User) -> None:
        one = ready(editor)
        phase = one.phases.get()
        gone = at(one, f"fasen/{phase.pk}/weg/")
        assert desk.post(gone, form_at(desk, at(one, "fasen/"), gone)).status_code == 409
        assert one.phases.count() == 1

    @pytest.mark.parametrize("version", ["", "-1", "x", "9" * 40])
    def test_a_version_that_is_no_number_is_an_old_one(self, desk: Client, editor: User, version: str) -> None:
        page = at(ready(editor), "basis/")
        assert desk.post(page, form_at(desk, page, title="Anders dan eerst", versie=version)).status_code == 409

    def test_phases_and_parts_of_another_consultation_are_not_here(self, desk: Client, editor: User) -> None:
        one, other = ready(editor), ready(editor)
        assert desk.get(at(one, f"fasen/{other.phases.get().pk}/")).status_code == 404
        assert desk.get(at(one, "onderdelen/77/")).status_code == 404
        assert desk.get(at(one, "bestaat-niet/")).status_code == 404


@pytest.mark.django_db
def test_the_preview_shows_what_a_resident_will_see(desk: Client, editor: User) -> None:
    one = ready(editor)
    html = text_of(desk.get(one.get_absolute_url()))
    assert "preview-bar" in html
    assert "ask-entry--now" in html
    assert "Vragen over de bus" in html


@pytest.mark.usefixtures("committed")
def test_two_presses_at_the_same_moment_begin_one_and_add_one_part() -> None:
    editor = staff(Role.EDITOR)
    page = f"{NEW}?blauwdruk=terugblik"
    fields = form_at(signed_in(editor), page, "?blauwdruk=terugblik", **FIRST, theme=theme().pk)
    answers = at_once(3, lambda _number: signed_in(editor).post(page, fields).status_code)
    assert answers == [302, 302, 302]
    one = Consultation.objects.get()
    assert one.phases.count() == 1
    before = one.parts.count()
    add = at(one, "onderdelen/")
    sent = form_at(
        signed_in(editor), add, method="plain", phase=one.phases.get().pk, title="Hoe ging het?", minutes="6"
    )
    answers = at_once(3, lambda _number: signed_in(editor).post(add, sent).status_code)
    assert answers == [302, 302, 302]
    assert one.parts.count() == before + 1
