"""Answering a survey over HTTP: by phone, without an account, with mistakes, and coming back."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import Role
from consultations import actions
from consultations.method import method_of
from consultations.methods.survey.models import SentFile
from consultations.models import Part, Participation, Response
from tests.consultations import asking
from tests.consultations.survey import surveys
from tests.factories import picture_file, resident, staff
from tests.visitors import Form, signed_in, text_of

pytestmark = pytest.mark.django_db


def section(part: Part, key: str) -> str:
    return reverse("consultations:survey:section", args=[part.consultation.slug, part.number, key])


def review(part: Part) -> str:
    return reverse("consultations:survey:review", args=[part.consultation.slug, part.number])


def answers(part: Part) -> dict[str, Any]:
    return dict(Response.objects.get(part=part).data["answers"])


def test_the_first_question_is_there_at_once_and_looking_leaves_nothing(client: Client) -> None:
    part = surveys.fork()
    page = client.get(part.get_absolute_url())
    assert "Hoe reis je meestal?" in text_of(page)
    assert Participation.objects.count() == 0
    assert not [name for name in page.cookies if name.startswith("deelname")]


def test_a_cyclist_goes_past_the_bus_and_sends(client: Client) -> None:
    part = surveys.fork()
    first = client.post(part.get_absolute_url(), {"hoe": "fiets", "waarom": "Snel"})
    assert first["Location"] == section(part, "fietsen")
    page = text_of(client.get(first["Location"]))
    assert "De fietspaden zijn veilig." in page
    assert client.post(section(part, "fietsen"), {"paden": "4"})["Location"] == section(part, "slot")
    assert client.post(section(part, "slot"), {"tip": ""})["Location"] == review(part)
    checked = text_of(client.get(review(part)))
    assert "Met de fiets" in checked
    assert "Welke lijn?" not in checked
    assert Response.objects.get().state == Response.State.STARTED
    client.post(review(part))
    sent = Response.objects.get()
    assert sent.state == Response.State.SENT
    assert sent.data["answers"] == {"hoe": {"chosen": ["fiets"], "other": ""}, "waarom": "Snel", "paden": 4}


def test_every_kind_of_question_keeps_what_was_filled_in(client: Client) -> None:
    part = surveys.everything()
    upload = SimpleUploadedFile("Brief aan ons.pdf", b"%PDF-1.7 hallo", "application/pdf")
    came = client.post(part.get_absolute_url(), {**surveys.TYPED, "stuk": upload})
    assert came["Location"] == review(part)
    kept = answers(part)
    file = kept.pop("stuk")
    assert kept == {
        "een": {"chosen": ["other"], "other": "Misschien"},
        "meer": {"chosen": ["a1", "a3"], "other": ""},
        "kort": "Een woord",
        "lang": "Een heel verhaal",
        "schaal": 7,
        "eens": 4,
        "tabel": {"r1": "a1", "r2": "a2"},
        "orde": ["a2", "a1", "a3"],
        "punten": {"a1": 4, "a2": 6},
        "getal": 12.5,
        "dag": "2026-05-31",
        "plek": {"words": "Het plein", "postcode": "8011 AA", "lat": 52.51, "lon": 6.09},
        "code": "7411 AB",
        "mail": "anna@voorbeeld.nl",
    }
    assert file["name"] == "Brief_aan_ons.pdf"
    page = text_of(client.get(review(part)))
    for words in ("Misschien", "A, C", "Eens", "Bus: Goed", "1. Y", "Q: 6", "12,5", "31 mei 2026", "8011 AA"):
        assert words in page, words


def test_what_was_filled_in_is_there_again_and_gives_the_same(client: Client) -> None:
    part = surveys.everything()
    client.post(part.get_absolute_url(), surveys.TYPED)
    before = answers(part)
    page = client.get(section(part, "kiezen"))
    client.post(section(part, "kiezen"), Form(text_of(page), section(part, "kiezen")).fields | chosen_in(page))
    assert answers(part) == before


def chosen_in(page: Any) -> dict[str, str]:
    """What the selects of a page show: the reader of forms passes these over."""
    form = page.context["form"]
    return {name: field.value() for name in form.fields if name.startswith("orde") for field in [form[name]]}


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("een", "nergens", "Kies uit deze lijst"),
        ("meer", ["a1", "a2", "a3"], "Kies er hoogstens 2"),
        ("schaal", "11", "Kies uit deze lijst"),
        ("orde-a1", "1", "plaats 1 twee keer"),
        ("punten-a1", "5", "11 punten"),
        ("punten-a1", "-4", "heel getal"),
        ("getal", "101", "100 of minder"),
        ("getal", "veel", "Vul een getal in"),
        ("getal", "1e5", "100 of minder"),
        ("dag", "morgen", "Vul een datum in"),
        ("plek-postcode", "0000", "Vul een postcode in"),
        ("plek-lat", "48.8", "buiten Overijssel"),
        ("plek-lon", "", "beide getallen"),
        ("code", "hier", "Vul een postcode in"),
        ("mail", "anna", "Vul een e-mailadres in"),
        ("een-other", "", "wat je bedoelt"),
        ("tabel-r1", "a9", "Kies uit deze lijst"),
    ],
)
def test_a_mistake_is_told_and_the_rest_is_kept(client: Client, field: str, typed: Any, said: str) -> None:
    part = surveys.everything()
    came = client.post(part.get_absolute_url(), {**surveys.TYPED, field: typed})
    assert came.status_code == 200
    page = text_of(came)
    assert said in page
    assert "data-error-summary" in page
    assert answers(part)["kort"] == "Een woord"
    assert field.split("-", maxsplit=1)[0] not in answers(part)


def test_what_is_required_is_asked_for(client: Client) -> None:
    part = surveys.fork()
    page = client.post(part.get_absolute_url(), {"waarom": "Zomaar"})
    assert page.status_code == 200
    assert "Kies een antwoord" in text_of(page)
    assert "Zomaar" in text_of(page)


def test_going_back_loses_nothing_and_what_is_not_reached_does_not_count(client: Client) -> None:
    part = surveys.fork()
    client.post(part.get_absolute_url(), {"hoe": "bus"})
    client.post(section(part, "bussen"), {"lijn": "Lijn 4", "cijfer": "8"})
    client.post(section(part, "reis"), {"hoe": "fiets"})
    client.post(section(part, "fietsen"), {"paden": "2"})
    client.post(section(part, "slot"), {})
    assert "Lijn 4" not in text_of(client.get(review(part)))
    client.post(review(part))
    assert answers(part)["lijn"] == "Lijn 4"
    method = method_of(part)
    told = " ".join(one.answer for one in method.said(part, Response.objects.get()))
    assert "Lijn 4" not in told
    counts = {count["key"]: count["answered"] for count in method.tally(part)["counts"]}
    assert counts == {"hoe": 1, "waarom": 0, "lijn": 0, "cijfer": 0, "paden": 1, "tip": 0}
    client.post(section(part, "reis"), {"hoe": "bus"})
    assert "Lijn 4" in text_of(client.get(section(part, "bussen")))


def test_who_sends_can_tell_where_they_live_and_how_old_they_are(client: Client) -> None:
    part = surveys.fork()
    client.post(part.get_absolute_url(), {"hoe": "fiets"})
    client.post(section(part, "fietsen"), {})
    client.post(section(part, "slot"), {})
    fields = Form(text_of(client.get(review(part))), review(part)).fields
    assert "over-postcode" in fields
    sent = client.post(review(part), {"over-postcode": "8011", "over-age_group": "18-29"})
    assert sent["Location"] == reverse("consultations:receipt", args=[part.consultation.slug, part.number])
    response = Response.objects.get()
    assert response.municipality is not None
    assert (response.municipality.slug, response.age_group, response.version) == ("zwolle", "18-29", 1)


def test_nobody_sends_while_something_required_is_missing(client: Client) -> None:
    part = surveys.fork()
    client.post(part.get_absolute_url(), {"hoe": "bus"})
    page = client.post(review(part))
    assert page.status_code == 409
    assert "Welke lijn?" in text_of(page)
    assert Response.objects.get().state == Response.State.STARTED


def test_the_back_button_keeps_what_was_typed(client: Client) -> None:
    part = surveys.fork()
    client.post(part.get_absolute_url(), {"hoe": "bus"})
    came = client.post(section(part, "bussen"), {"lijn": "", "cijfer": "3", "back": "1"})
    assert came["Location"] == section(part, "reis")
    assert answers(part)["cijfer"] == 3


def test_who_comes_back_goes_on_where_they_left_off(client: Client) -> None:
    part = surveys.fork()
    client.post(part.get_absolute_url(), {"hoe": "bus"})
    assert client.get(part.get_absolute_url())["Location"] == section(part, "bussen")


def test_answers_can_be_changed_until_it_closes(client: Client) -> None:
    part = surveys.fork()
    client.post(part.get_absolute_url(), {"hoe": "fiets"})
    client.post(section(part, "fietsen"), {"paden": "1"})
    client.post(section(part, "slot"), {"tip": "Meer licht"})
    client.post(review(part))
    changed = client.post(f"{section(part, 'slot')}?nakijken=1", {"tip": "Meer lampen"})
    assert changed["Location"] == review(part)
    assert Response.objects.get().state == Response.State.SENT
    assert answers(part)["tip"] == "Meer lampen"
    asking.close_now(part.consultation)
    assert "gesloten" in text_of(client.get(section(part, "slot")))
    client.post(section(part, "slot"), {"tip": "Te laat"})
    assert answers(part)["tip"] == "Meer lampen"


def test_what_is_typed_is_kept_on_the_server_while_it_is_typed(client: Client) -> None:
    part = surveys.fork()
    assert "data-autosave-url" not in text_of(client.get(part.get_absolute_url()))
    client.post(part.get_absolute_url(), {"hoe": "bus"})
    page = text_of(client.get(section(part, "bussen")))
    url = f"{section(part, 'bussen')}bewaren/"
    assert f'data-autosave-url="{url}"' in page
    assert client.post(url, {"lijn": "Lij"}).status_code == 204
    assert answers(part)["lijn"] == "Lij"
    assert client.get(part.get_absolute_url())["Location"] == section(part, "bussen")


def test_who_signed_in_is_kept_from_the_first_sign() -> None:
    part, client = surveys.fork(), signed_in(resident())
    url = f"{section(part, 'reis')}bewaren/"
    assert f'data-autosave-url="{url}"' in text_of(client.get(part.get_absolute_url()))
    assert client.post(url, {"waarom": "Omd"}).status_code == 204
    assert answers(part) == {"waarom": "Omd"}
    assert client.get(part.get_absolute_url())["Location"] == section(part, "reis")


def test_nothing_is_kept_for_who_did_not_begin(client: Client) -> None:
    part = surveys.fork()
    assert client.post(f"{section(part, 'reis')}bewaren/", {"hoe": "bus"}).status_code == 404
    assert client.get(section(part, "bussen"))["Location"] == part.get_absolute_url()
    assert client.get(section(part, "weg")).status_code == 404
    assert Participation.objects.count() == 0


def test_autosaving_does_not_change_what_was_sent(client: Client) -> None:
    part = surveys.everything()
    client.post(part.get_absolute_url(), surveys.TYPED)
    client.post(review(part))
    client.post(f"{section(part, 'kiezen')}bewaren/", {"kort": "Ha"})
    assert answers(part)["kort"] == "Een woord"


def test_an_expired_session_loses_nothing() -> None:
    part, person = surveys.fork(), resident()
    client = signed_in(person)
    client.post(part.get_absolute_url(), {"hoe": "bus"})
    page = text_of(client.get(section(part, "bussen")))
    mark = Form(page, section(part, "bussen")).fields["deelname"][0]
    client.logout()
    came = client.post(section(part, "bussen"), {"lijn": "Lijn 9", "deelname": mark})
    assert came.status_code == 403
    assert Participation.objects.count() == 1
    client.force_login(person)
    carry_on = reverse("consultations:carry_on", args=[part.consultation.slug, part.number])
    waiting = Form(text_of(client.get(carry_on)), section(part, "bussen")).fields
    client.post(section(part, "bussen"), {name: values[0] for name, values in waiting.items()})
    assert answers(part)["lijn"] == "Lijn 9"


def test_the_order_by_chance_stays_the_same_for_one_person(client: Client) -> None:
    choices = [f"Keuze {number}" for number in range(12)]
    question = {"key": "v", "kind": "single", "text": "Welke?", "choices": choices, "shuffled": True}
    part = asking.part("survey", content={"sections": [{"key": "s", "title": "Een", "questions": [question]}]})
    first = client.get(part.get_absolute_url())
    seed = Form(text_of(first), part.get_absolute_url()).fields["seed"][0]
    shown = order_on(first)
    assert sorted(shown) == sorted(f"a{number}" for number in range(1, 13))
    client.post(part.get_absolute_url(), {"seed": seed, "v": "a3"})
    assert order_on(client.get(section(part, "s"))) == shown
    others = {tuple(order_on(Client().get(part.get_absolute_url()))) for _time in range(5)}
    assert len(others) > 1


def order_on(page: Any) -> list[str]:
    return [str(option.data["value"]) for option in page.context["form"]["v"].subwidgets]


def test_pictures_lose_where_they_were_made_and_other_files_are_refused(client: Client) -> None:
    part = surveys.everything()
    client.post(part.get_absolute_url(), {"stuk": picture_file()})
    kept = SentFile.objects.get()
    assert kept.content_type == "image/webp"
    came = client.post(
        section(part, "kiezen"), {"stuk": SimpleUploadedFile("x.pdf", b"MZ geen pdf", "application/pdf")}
    )
    assert "Gebruik een PDF" in text_of(came)
    assert answers(part)["stuk"]["file"] == str(kept.pk)
    client.post(section(part, "kiezen"), {"stuk-remove": "on"})
    assert "stuk" not in answers(part)


def test_a_file_is_for_who_sent_it_and_for_staff(client: Client) -> None:
    part = surveys.everything()
    client.post(part.get_absolute_url(), {"stuk": SimpleUploadedFile("x.pdf", b"%PDF-1.4 geheim", "text/html")})
    url = reverse("consultations:survey:file", args=[part.consultation.slug, part.number, SentFile.objects.get().pk])
    own = client.get(url)
    assert b"".join(own.streaming_content) == b"%PDF-1.4 geheim"  # type: ignore[attr-defined]
    assert own["Content-Type"] == "application/pdf"
    assert own["Content-Disposition"].startswith("attachment")
    assert Client().get(url).status_code == 404
    assert signed_in(resident()).get(url).status_code == 404
    assert signed_in(staff(Role.OFFICIAL)).get(url).status_code == 200


def test_staff_tries_it_before_it_opens_and_nothing_is_kept() -> None:
    of = asking.consultation()
    phase = asking.phase(of, from_days=2)
    part = actions.add_part(phase, by=staff(Role.EDITOR), method="survey", title="Vragen", content=surveys.FORK)
    client = signed_in(staff(Role.EDITOR))
    assert "Zo ziet een" in text_of(client.get(part.get_absolute_url()))
    assert client.post(section(part, "reis"), {"hoe": "fiets"})["Location"] == section(part, "fietsen")
    assert client.post(section(part, "reis"), {}).status_code == 200
    assert client.get(review(part)).status_code == 200
    assert Participation.objects.count() == 0
    assert Client().get(part.get_absolute_url()).status_code == 404
