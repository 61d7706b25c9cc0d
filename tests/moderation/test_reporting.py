"""Reporting: by anyone, without a cookie; once, told, followed, and not by who abuses it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from discussions.models import Comment
from foundation.errors import NotAllowed, Refused
from initiatives.updates import post
from moderation import addresses, reporting
from moderation.deciding import Verdict, decide, take_back
from moderation.models import Case, Measure, Report, Source
from moderation.reporting import NotTaken, Reported, refused_until
from moderation.tasks import forget_reporters
from notifications.catalogue import decisions as events
from notifications.models import Mail
from publications.models import Publication
from tests.factories import initiative, resident, staff
from tests.moderation.making import comment, hidden, moderator, verdict
from tests.notices import told
from tests.visitors import Form, at_once, signed_in, text_of

FORM = "/melden/"
HOSTS = {"testserver"}
WORDS = "In deze reactie wordt iemand uitgescholden en dat hoort hier niet."


def filled(client: Client, where: str, **changes: str) -> dict[str, Any]:
    """What a browser would send after somebody filled the form in."""
    page = text_of(client.get(FORM, {"adres": where}))
    fields = {name: values[-1] if values else "" for name, values in Form(page, FORM).fields.items()}
    typed = {"ground": "rule:respect", "explanation": WORDS, "good_faith": "on"}
    who = {"name": "Bea", "email": "Bea@Voorbeeld.nl"} if "email" in fields else {}
    return {**fields, **typed, **who, **changes}


def send(client: Client, where: str, **changes: str) -> Any:
    return client.post(FORM, filled(client, where, **changes))


def case_of(made: Report) -> Case:
    return Case.objects.get(reports=made)


def reported(said: Comment, **changes: Any) -> Report:
    values: dict[str, Any] = {"explanation": WORDS, "name": "Bea", "email": "bea@voorbeeld.nl", **changes}
    return reporting.report(Reported(said.get_absolute_url(), "rule:respect", **values), kind="comment", pk=said.pk)


@pytest.mark.django_db
class TestReporting:
    def test_a_visitor_reports_a_comment_without_account_cookie_or_script(self, client: Client) -> None:
        said = comment()
        response = send(client, said.get_absolute_url())
        assert response.status_code == 302
        made = Report.objects.get()
        assert re.fullmatch(r"ML-[0-9]{4}-[0-9]{6}", made.reference)
        assert made.case is not None
        assert (made.case.subject_kind, made.case.subject_id, made.case.source) == ("comment", said.pk, Source.REPORT)
        assert made.email == "bea@voorbeeld.nl"
        assert made.reference in text_of(client.get(response["Location"]))
        assert not client.cookies
        mail = Mail.objects.get(template="report_received_address")
        assert (mail.address, mail.recipient) == ("bea@voorbeeld.nl", None)

    def test_every_initiative_and_comment_leads_to_the_form_with_its_address(self, client: Client) -> None:
        said = comment()
        page = text_of(client.get(said.publication.get_absolute_url()))
        for address in (said.get_absolute_url(), said.publication.get_absolute_url()):
            assert f"/melden/?adres={address}" in page
        assert said.publication.title in text_of(client.get(FORM, {"adres": said.get_absolute_url()}))

    def test_every_update_leads_to_the_form_and_a_report_is_about_that_update(self, client: Client) -> None:
        plan = initiative()
        update = post(plan, by=plan.author, text="Bel Piet maar, 06-12345678.")
        link = f"{plan.get_absolute_url()}#nieuws-{update.pk}"
        for page in (plan.get_absolute_url(), reverse("initiatives:updates", args=[plan.slug])):
            assert f"/melden/?adres={link.replace('#', '%23')}" in text_of(client.get(page))
        assert send(client, link).status_code == 302
        case = case_of(Report.objects.get())
        assert (case.subject_kind, case.subject_id, case.text_then) == ("update", update.pk, update.text)

    def test_the_place_of_an_update_elsewhere_hidden_or_unknown_is_about_the_page_itself(self, client: Client) -> None:
        plan, other = initiative(), initiative()
        update = post(plan, by=plan.author, text="Nieuws")
        hidden(update)
        for number, at in enumerate((f"nieuws-{update.pk}", "nieuws-999999999", "iets-1", "nieuws-x")):
            one = plan if number % 2 == 0 else other
            found = addresses.find(f"{one.get_absolute_url()}#{at}", hosts=HOSTS, user=AnonymousUser())
            assert (found.kind, found.pk) == ("publication", one.pk)

    def test_an_account_need_not_say_who_it_is_and_hears_on_the_site(self) -> None:
        person, said = resident("Cor"), comment()
        assert send(signed_in(person), said.get_absolute_url()).status_code == 302
        made = Report.objects.get()
        assert (made.person, made.email, made.name) == (person, "", "")
        assert told(events.REPORT_RECEIVED) == {person.pk}

    def test_name_and_address_are_needed_except_for_sexual_abuse_of_children(self, client: Client) -> None:
        address = comment().get_absolute_url()
        nobody = {"name": "", "email": ""}
        response = send(client, address, **nobody)
        assert response.status_code == 422
        assert WORDS in text_of(response)
        assert send(client, address, ground="law:sr-252", **nobody).status_code == 302
        assert Case.objects.get().harm == 95

    @pytest.mark.parametrize(
        "wrong", [{"explanation": "kort"}, {"good_faith": ""}, {"ground": ""}, {"ground": "rule:x"}]
    )
    def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(
        self, client: Client, wrong: dict[str, str]
    ) -> None:
        response = send(client, comment().get_absolute_url(), **wrong)
        assert response.status_code == 422
        assert "bea@voorbeeld.nl" in text_of(response).lower()
        assert not Report.objects.exists()

    @pytest.mark.parametrize("stamp", ["", "made-up", "e4:1aaaaa:xxxxxxxxxxxxxxxx"])
    def test_a_form_that_we_did_not_make_is_shown_again_and_goes_through_the_second_time(
        self, client: Client, stamp: str
    ) -> None:
        again = send(client, comment().get_absolute_url(), stamp=stamp)
        assert again.status_code == 422
        fields = Form(text_of(again), FORM).fields
        assert fields["explanation"] == [WORDS]
        sent = {name: values[-1] for name, values in fields.items() if values}
        assert client.post(FORM, {**sent, "ground": "rule:respect", "good_faith": "on"}).status_code == 302

    @pytest.mark.parametrize(
        "address", ["https://elders.nl/plan/", "javascript:alert(1)", "//elders.nl/", "http://[", "x y"]
    )
    def test_other_sites_are_refused_with_a_clear_word(self, client: Client, address: str) -> None:
        response = send(client, "/", address=address)
        assert response.status_code == 422
        assert "geen pagina van deze site" in text_of(response) or "not a page of this site" in text_of(response)

    def test_a_page_that_nobody_wrote_is_for_an_administrator(self) -> None:
        client = Client()
        assert send(client, "/privacy/").status_code == 302
        made = Report.objects.get()
        assert (made.case, made.address) == (None, "/privacy/")
        with pytest.raises(NotAllowed):
            reporting.answer(made, by=moderator(), text="Nee")
        administrator = staff(Role.ADMINISTRATOR)
        reporting.answer(made, by=administrator, text="Je hebt gelijk, we passen het aan.")
        with pytest.raises(Refused):
            reporting.answer(made, by=administrator, text="Nog eens")
        status = text_of(client.get(reverse("moderation:report_status", args=[made.key])))
        assert "Je hebt gelijk, we passen het aan." in status

    def test_the_same_person_about_the_same_is_one_report_and_another_weighs_more(self) -> None:
        said = comment()
        first = reported(said)
        assert reported(said, explanation="Nog een keer hetzelfde, in andere woorden gezegd.") == first
        reach = Case.objects.get().reach
        reported(said, email="dirk@voorbeeld.nl")
        assert Report.objects.count() == 2
        assert Case.objects.get().reach > reach


class TestRaces:
    def test_ten_presses_at_once_are_one_report(self, committed: None) -> None:
        said = comment()
        made = at_once(10, lambda _number: reported(said).pk)
        assert len(set(made)) == 1
        assert Report.objects.count() == Case.objects.count() == 1

    def test_ten_people_at_once_are_ten_reports_with_ten_references_and_one_case(self, committed: None) -> None:
        said = comment()
        made = at_once(10, lambda number: reported(said, email=f"p{number}@voorbeeld.nl").reference)
        assert len(set(made)) == 10
        assert Case.objects.count() == 1


@pytest.mark.django_db
class TestAddresses:
    @pytest.mark.parametrize("form", ["{0}", "http://testserver{0}", "testserver{0}", "  https://testserver{0}?a=1 "])
    def test_a_publication_is_found_however_it_is_typed(self, form: str) -> None:
        one = initiative()
        found = addresses.find(form.format(one.get_absolute_url()), hosts=HOSTS, user=resident())
        assert (found.kind, found.pk) == ("publication", one.pk)

    def test_a_comment_is_found_by_its_address_and_by_the_place_a_page_jumps_to(self) -> None:
        said = comment()
        for address in (said.get_absolute_url(), f"{said.publication.get_absolute_url()}#reactie-{said.pk}"):
            found = addresses.find(address, hosts=HOSTS, user=resident())
            assert (found.kind, found.pk) == ("comment", said.pk)

    def test_what_is_below_a_publication_or_a_short_address_is_about_that_publication(self) -> None:
        one = initiative()
        year, number = one.reference[3:7], int(one.reference[-6:])
        for address in (f"{one.get_absolute_url()}versies/", f"/i/{year}-{number}/", one.get_absolute_url()):
            assert addresses.find(address, hosts=HOSTS, user=resident()).kind in {"publication", ""}
        assert addresses.find(f"/i/{year}-{number}/", hosts=HOSTS, user=resident()).pk == one.pk

    def test_what_somebody_may_not_see_is_not_told(self) -> None:
        one = initiative()
        Publication.objects.filter(pk=one.pk).update(state="draft")
        assert addresses.find(one.get_absolute_url(), hosts=HOSTS, user=resident()).kind == ""


@pytest.mark.django_db
class TestOutcome:
    def test_everybody_who_reported_hears_what_was_decided_and_on_which_ground(self, client: Client) -> None:
        said, person = comment(), resident()
        made = reported(said)
        reported(said, person=person, email="")
        page = reverse("moderation:report_status", args=[made.key])
        assert WORDS in text_of(client.get(page))
        decision = decide(case_of(made), verdict(), by=moderator())
        assert told(events.REPORT_OUTCOME) == {person.pk}
        mail = Mail.objects.get(template="report_outcome_address")
        assert re.search("(huisregel|house rule) 2", mail.context["excerpt"])
        assert reverse("moderation:entry", args=[decision.pk]) in text_of(client.get(page))
        made.refresh_from_db()
        assert made.told_at is not None

    def test_leaving_it_is_an_outcome_too_and_after_taking_back_a_new_one_follows(self) -> None:
        made, decider = reported(comment()), moderator()
        first = decide(case_of(made), Verdict(Measure.LEAVE), by=decider)
        take_back(first, by=decider)
        made.refresh_from_db()
        assert made.told_at is None
        decide(case_of(made), verdict(), by=decider)
        assert Mail.objects.filter(template="report_outcome_address").count() == 2

    def test_nobody_without_the_link_finds_a_report(self, client: Client) -> None:
        made = reported(comment())
        assert client.get(f"/melden/{made.reference}/").status_code == 404
        response = client.get(f"/melden/{made.key}/")
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert "bea@voorbeeld.nl" not in text_of(response)

    def test_a_year_after_the_outcome_name_and_address_are_forgotten(self) -> None:
        made, waiting = reported(comment()), reported(comment())
        decide(case_of(made), verdict(), by=moderator())
        Report.objects.filter(pk=made.pk).update(told_at=timezone.now() - timedelta(days=366))
        forget_reporters()
        made.refresh_from_db()
        waiting.refresh_from_db()
        assert (made.name, made.email) == ("", "")
        assert waiting.email == "bea@voorbeeld.nl"
        assert made.explanation == WORDS


@pytest.mark.django_db
class TestAbuse:
    def test_after_three_in_bad_faith_reports_are_refused_with_reasons_and_another_way(self, client: Client) -> None:
        said, decider = comment(), moderator()
        for _number in range(3):
            made = reported(comment())
            reporting.find_abusive(made, by=decider)
            assert reporting.find_abusive(made, by=decider).abusive_at is not None
        assert Mail.objects.filter(key__endswith="-faith").count() == 3
        response = send(client, said.get_absolute_url())
        assert response.status_code == 422
        assert "112" in text_of(response)
        with pytest.raises(NotTaken):
            reported(said)
        assert reported(said, email="een-ander@voorbeeld.nl").pk

    def test_it_is_over_after_sixty_days_and_three_must_be_within_sixty(self) -> None:
        start = timezone.now()
        days = [start + timedelta(days=number) for number in (0, 30, 59, 120)]
        assert refused_until(days[:2]) is None
        assert refused_until(days[:3]) == days[2] + timedelta(days=60)
        assert refused_until([days[0], days[1], start + timedelta(days=61)]) is None

    def test_only_who_may_decide_the_case_says_so(self) -> None:
        made = reported(comment())
        with pytest.raises(NotAllowed):
            reporting.find_abusive(made, by=resident())

    def test_what_was_hidden_cannot_be_reported_any_more_as_what_it_was(self) -> None:
        said = comment()
        hidden(said)
        assert addresses.find(said.get_absolute_url(), hosts=HOSTS, user=resident()).kind == ""
