"""The list of consultations, the page of one, and where they show elsewhere."""

import xml.etree.ElementTree as ET
from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now
from django.test import Client
from django.utils import timezone

from accounts.models import Role
from consultations import actions, taking_part
from consultations.models import Consultation, Phase
from consultations.standing import standing_of
from discussions.actions import say
from places.models import Municipality
from publications.models import Publication
from tests.consultations import asking
from tests.factories import deventer, resident, staff, theme, zwolle
from tests.visitors import queries, signed_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain")]
LIST = "/consultaties/"
ATOM = "{http://www.w3.org/2005/Atom}"


def asked(days: float = 14, *, concerned: tuple[Municipality, ...] = (), **fields: Any) -> Consultation:
    """A consultation that is open for so many days more."""
    one = asking.consultation(**fields)
    one.concerned.set(concerned)
    actions.add_part(asking.phase(one, days=days + 1), by=staff(Role.EDITOR), method="plain", title="Vragen")
    asking.open_now(one)
    return Consultation.objects.get(pk=one.pk)


def in_stage(stage: str, **fields: Any) -> Consultation:
    """A public consultation somewhere in its course."""
    one = asked(**fields)
    Consultation.objects.filter(pk=one.pk).update(stage=stage)
    one.stage = stage
    return one


def titles(client: Client, address: str) -> list[str]:
    return [one.title for one in client.get(address).context["items"]]


class TestTheList:
    def test_it_shows_what_is_open_and_closes_first(self, client: Client) -> None:
        late, soon = asked(9), asked(2)
        for stage in ("announced", "closed", "answered"):
            in_stage(stage)
        asking.consultation()
        assert titles(client, LIST) == [soon.title, late.title]
        assert titles(client, f"{LIST}?sorteer=nieuwste") == [soon.title, late.title]

    @pytest.mark.parametrize(
        ("status", "stage"), [("binnenkort", "announced"), ("gesloten", "closed"), ("beantwoord", "answered")]
    )
    def test_other_stages_have_a_list_of_their_own(self, client: Client, status: str, stage: str) -> None:
        asked()
        one = in_stage(stage)
        assert titles(client, f"{LIST}?status={status}") == [one.title]

    def test_a_municipality_gets_what_asks_it_by_name_and_what_asks_everybody(self, client: Client) -> None:
        own, elsewhere, everywhere = asked(concerned=(zwolle(), deventer())), asked(concerned=(deventer(),)), asked()
        found = set(titles(client, f"{LIST}?gemeente=zwolle"))
        assert found == {own.title, everywhere.title}
        assert elsewhere.title not in found

    def test_theme_and_words_narrow_it_down(self, client: Client) -> None:
        own = asked(theme=theme(1), title="Zwemmen in de Regge")
        asked()
        assert titles(client, f"{LIST}?thema={theme(1).slug}") == [own.title]
        assert titles(client, f"{LIST}?q=zwemmen") == [own.title]
        assert titles(client, f"{LIST}?q=zwemmen&thema={theme().slug}") == []

    def test_what_is_not_public_is_in_no_list(self, client: Client) -> None:
        for state in (Publication.State.HIDDEN, Publication.State.WITHDRAWN):
            Publication.objects.filter(pk=asked().pk).update(state=state)
        assert titles(client, LIST) == []

    def test_one_goes_on_page_by_page_and_sees_each_once(self, client: Client) -> None:
        made = {asked(days).title for days in range(1, 24)}
        for order in ("sluit", "nieuwste"):
            first = client.get(f"{LIST}?sorteer={order}")
            seen = [one.title for one in first.context["items"]]
            assert len(seen) == 20
            rest = titles(client, LIST + first.context["page"]["next_url"])
            assert len(rest) == 3
            assert {*seen, *rest} == made

    @pytest.mark.parametrize("query", ["?na=onzin", "?na=onzin&sorteer=nieuwste"])
    def test_a_cursor_that_is_not_ours_is_no_page(self, client: Client, query: str) -> None:
        assert client.get(LIST + query).status_code == 404

    @pytest.mark.parametrize("query", ["?thema=x%00&gemeente=y&status=z&sorteer=w&q=%00", "?q=" + "a" * 500])
    def test_what_is_unknown_is_left_aside(self, client: Client, query: str) -> None:
        assert client.get(LIST + query).status_code == 200

    def test_more_of_them_ask_no_more_queries(self) -> None:
        client = signed_in(resident())
        asked(concerned=(zwolle(),))
        few = queries(client, LIST)
        for _ in range(8):
            asked(concerned=(zwolle(), deventer()))
        assert queries(client, LIST) == few <= 10


class TestThePage:
    def test_it_tells_what_is_asked_what_can_change_and_who_answers(self, client: Client) -> None:
        official = staff(Role.OFFICIAL)
        one = asked(
            can_change="De tijden van de bus.",
            cannot_change="De lijn blijft.",
            official=official,
            office=asking.office("Verkeer"),
            answer_by=timezone.localdate() + timedelta(days=40),
            level="advise",
            concerned=(deventer(),),
        )
        html = text_of(client.get(one.get_absolute_url()))
        for said in (
            one.summary,
            "De tijden van de bus.",
            "De lijn blijft.",
            "Verkeer",
            "Deventer",
            official.public_name,
        ):
            assert said in html
        assert html.count('class="ladder__rung') == 5
        assert html.count("ladder__rung--here") == 1
        assert f'href="{one.get_absolute_url()}1/"' in html

    def test_who_took_part_sees_that(self) -> None:
        one, person = asked(), resident()
        part = one.parts.get()
        entry = signed_in(person).get(one.get_absolute_url()).context["current"]["parts"][0]
        assert not entry["has_begun"]
        sitting = taking_part.begin(part, person=person)
        entry = signed_in(person).get(one.get_absolute_url()).context["current"]["parts"][0]
        assert entry["has_begun"]
        assert not entry["is_sent"]
        taking_part.write(sitting, {}, is_sent=True)
        assert signed_in(person).get(one.get_absolute_url()).context["current"]["parts"][0]["is_sent"]

    def test_only_colleagues_see_one_that_is_being_prepared(self, client: Client) -> None:
        one = asking.consultation()
        asking.phase(one)
        assert client.get(one.get_absolute_url()).status_code == 404
        assert signed_in(resident()).get(one.get_absolute_url()).status_code == 404
        html = text_of(signed_in(staff(Role.OFFICIAL)).get(one.get_absolute_url()))
        assert "preview-bar" in html

    def test_a_part_cannot_be_opened_before_its_phase(self, client: Client) -> None:
        one = asked()
        Phase.objects.filter(consultation=one).update(opened_at=None)
        assert client.get(f"{one.get_absolute_url()}1/").status_code == 404
        assert "ask-entry" not in text_of(client.get(one.get_absolute_url()))
        assert signed_in(staff(Role.EDITOR)).get(f"{one.get_absolute_url()}1/").status_code == 200

    @pytest.mark.parametrize(
        ("stage", "days", "code"),
        [("open", 14, "open"), ("open", 1, "soon"), ("announced", 14, "announced"), ("closed", 14, "closed"),
         ("answered", 14, "answered")],
    )  # fmt: skip
    def test_each_stage_shows(self, client: Client, stage: str, days: int, code: str) -> None:
        one = in_stage(stage, days=days)
        response = client.get(one.get_absolute_url())
        assert response.context["standing"].code == code
        assert f"stage--{code}" in text_of(response)

    def test_a_late_answer_shows_and_a_withdrawn_one_says_why(self, client: Client) -> None:
        one = in_stage("closed", answer_by=timezone.localdate() - timedelta(days=1))
        assert client.get(one.get_absolute_url()).context["standing"].code == "overdue"
        actions.withdraw(one, by=staff(Role.EDITOR), reason="De minister besloot anders.")
        response = client.get(one.get_absolute_url())
        assert response.context["standing"].code == "withdrawn"
        assert "De minister besloot anders." in text_of(response)

    def test_it_asks_a_fixed_number_of_queries(self, client: Client) -> None:
        one, person = asked(concerned=(zwolle(),)), resident()
        say(one, author=person, text="Ik reis met de trein.")
        visitor, known = queries(client, one.get_absolute_url()), queries(signed_in(person), one.get_absolute_url())
        phase = asking.phase(one, from_days=20)
        for _ in range(5):
            actions.add_part(phase, by=staff(Role.EDITOR), method="plain", title="Nog meer")
            say(one, author=resident(), text="Ik ook.")
        one.concerned.add(deventer())
        assert queries(client, one.get_absolute_url()) == visitor <= 10
        assert queries(signed_in(person), one.get_absolute_url()) == known <= 14

    def test_the_days_come_as_a_calendar(self, client: Client) -> None:
        one = asked(title="Bus, trein; of fiets", answer_by=timezone.localdate() + timedelta(days=60))
        response = client.get(f"{one.get_absolute_url()}agenda.ics")
        lines = text_of(response).replace("\r\n ", "").split("\r\n")
        assert response["Content-Type"].startswith("text/calendar")
        assert lines[0] == "BEGIN:VCALENDAR"
        assert lines[-2] == "END:VCALENDAR"
        assert lines.count("BEGIN:VEVENT") == 3
        assert any("Bus\\, trein\\; of fiets" in line for line in lines)
        assert all(len(line.encode()) <= 75 for line in text_of(response).split("\r\n"))


class TestElsewhere:
    @pytest.mark.parametrize("address", ["/", "THEME", "/gemeenten/zwolle/"])
    def test_home_theme_and_place_show_what_is_open(self, client: Client, address: str) -> None:
        one, other = asked(concerned=(zwolle(),)), in_stage("closed")
        html = text_of(client.get(theme().get_absolute_url() if address == "THEME" else address))
        assert one.get_absolute_url() in html
        assert other.get_absolute_url() not in html

    def test_another_municipality_does_not(self, client: Client) -> None:
        one = asked(concerned=(zwolle(),))
        assert one.get_absolute_url() not in text_of(client.get("/gemeenten/deventer/"))

    def test_search_finds_it_with_its_stage(self, client: Client) -> None:
        one = asked(title="Zwemmen in de Regge")
        html = text_of(client.get("/zoeken/?q=regge"))
        assert one.get_absolute_url() in html
        assert "stage--open" in html

    def test_the_feed_has_what_is_public_and_can_be_narrowed_down(self, client: Client) -> None:
        one, other = asked(concerned=(zwolle(),)), in_stage("answered", theme=theme(1), concerned=(deventer(),))
        asking.consultation()

        def found(query: str = "") -> list[str | None]:
            root = ET.fromstring(client.get(f"/feeds/consultaties/{query}").content)
            return [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")]

        assert found() == [other.title, one.title]
        assert found("?gemeente=zwolle") == [one.title]
        assert found(f"?thema={theme(1).slug}") == [other.title]
        assert found("?thema=bestaat-niet") == found("?gemeente=x%00") == []
        assert queries(client, "/feeds/consultaties/") <= 3

    def test_the_site_map_has_it(self, client: Client) -> None:
        one = asked()
        assert one.get_absolute_url() in text_of(client.get("/sitemap-publications.xml"))
        assert LIST in text_of(client.get("/sitemap-standing.xml"))

    def test_people_comment_on_it_and_follow_it(self) -> None:
        one, person = asked(), resident()
        client = signed_in(person)
        client.post(f"/gesprek/{one.reference}/zeg/", {"text": "Mag de hond ook mee in de bus?"})
        html = text_of(client.get(one.get_absolute_url()))
        assert "Mag de hond ook mee in de bus?" in html
        assert "/volgen/publicatie/" in html


def test_a_day_is_counted_as_people_do() -> None:
    one = asked()
    now = timezone.now()
    for hours, words in ((24 * 5, "5"), (24 * 1, "morgen")):
        one.closes_at = now + timedelta(hours=hours)
        assert words in standing_of(one, now).next or "tomorrow" in standing_of(one, now).next
    Phase.objects.filter(consultation=one).update(closed_at=Now())
