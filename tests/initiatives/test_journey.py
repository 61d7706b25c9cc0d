"""The main job: write first, sign in last, lose nothing. Over HTTP, without JavaScript."""

import io

import pytest
from django.conf import LazySettings
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from initiatives import drafts
from initiatives.models import Draft, Initiative
from publications.models import Picture
from tests.factories import content, picture_file, resident, theme
from tests.initiatives.writing import HELP, begin, fill, place, press, publish_url, step_url, upload
from tests.notices import deliver
from tests.visitors import IDEA, Form, come_in, signed_in, text_of

pytestmark = pytest.mark.django_db
NEW = "/initiatieven/nieuw/"


def write(client: Client) -> str:
    """All steps up to the last, pressing only what is on the pages; gives the address of the last."""
    first = press(client, NEW, **IDEA)
    where = first.headers["Location"]
    assert where.endswith("/plaats/")
    second = press(client, where, theme=theme().pk, municipality="", postcode="8011 AB", place_label="Dorpshuis")
    third = press(
        client, second.headers["Location"], **HELP, picture=picture_file((400, 300)), picture_alt="Een pan soep"
    )
    review: str = third.headers["Location"]
    assert review.endswith("/controle/")
    return review


def test_a_visitor_writes_and_sees_the_page_before_anybody_knows_who_it_is(client: Client) -> None:
    review = write(client)
    page = client.get(review)
    html = text_of(page)
    assert IDEA["title"] in html
    assert "<li>op donderdag</li>" in html
    assert "Een pan soep" in html
    assert page.context["wrong"] == []
    assert not Initiative.objects.exists()
    assert not User.objects.exists()
    enter = page.context["enter_url"]
    assert f'href="{enter.replace("&", "&amp;")}"' in html
    assert client.get(enter).status_code == 200
    assert Client().get(review).status_code == 404


def test_signing_in_comes_last_and_publishing_gives_a_page_a_reference_and_a_receipt(client: Client) -> None:
    review = write(client)
    back = come_in(client, "bewoner@voorbeeld.nl", to=review)
    assert back.redirect_chain[-1][0] == review
    mail.outbox.clear()
    done = press(client, review, action=publish_url(Draft.objects.get()), display_name="Tante Riet")

    one = Initiative.objects.get()
    assert done.headers["Location"] == reverse("initiatives:received", args=[one.slug])
    assert one.reference in text_of(client.get(done.headers["Location"]))
    assert one.author == User.objects.get(email="bewoner@voorbeeld.nl", display_name="Tante Riet")
    assert one.municipality is not None
    assert (one.municipality.slug, one.place_label, one.ask) == ("zwolle", "Dorpshuis", "Een vergunning")
    assert {need.kind: need.text for need in one.needs.all()} == {"helpers": "Zes mensen", "money": "Voor pannen"}
    assert one.picture is not None
    assert one.picture.alt == "Een pan soep"

    deliver()
    (receipt,) = mail.outbox
    assert receipt.to == ["bewoner@voorbeeld.nl"]
    assert one.reference in str(receipt.body)
    assert one.get_absolute_url() in str(receipt.body)


def test_others_find_what_was_published_and_never_the_address_of_its_author(client: Client) -> None:
    review = write(client)
    come_in(client, "bewoner@voorbeeld.nl", to=review)
    press(client, review, action=publish_url(Draft.objects.get()), display_name="Tante Riet")
    one = Initiative.objects.get()
    stranger = Client()
    for url in (one.get_absolute_url(), "/", "/initiatieven/", "/gemeenten/zwolle/", "/zoeken/?q=dorpshuis"):
        html = text_of(stranger.get(url))
        assert IDEA["title"] in html, url
        assert "bewoner@voorbeeld.nl" not in html
    assert stranger.get(reverse("initiatives:received", args=[one.slug])).status_code == 302
    assert stranger.get(review).status_code == 404


class TestNothingIsLost:
    def test_what_is_wrong_is_kept_and_shown_back_with_the_reason(self, client: Client) -> None:
        response = client.post(NEW, {**IDEA, "title": "Kort", "summary": ""})
        html = text_of(response)
        assert response.status_code == 200
        assert "aria-invalid" in html
        draft = Draft.objects.get()
        assert draft.data["title"] == "Kort"
        assert draft.data["story"] == IDEA["story"]
        assert Form(html, step_url(draft, "idee")).fields["story"] == [IDEA["story"]]

    def test_mending_what_was_wrong_goes_on_with_the_same_draft(self, client: Client) -> None:
        html = text_of(client.post(NEW, {**IDEA, "title": ""}))
        draft = Draft.objects.get()
        form = Form(html, step_url(draft, "idee"))
        response = client.post(form.action, {**form.fields, "title": IDEA["title"]})
        assert response.headers["Location"] == step_url(draft, "plaats")
        assert Draft.objects.count() == 1

    def test_going_back_shows_what_was_typed(self, client: Client) -> None:
        draft = fill(client)
        idea = Form(text_of(client.get(step_url(draft, "idee"))), step_url(draft, "idee")).fields
        assert {name: idea[name][0].replace("\r\n", "\n") for name in IDEA} == IDEA
        where = Form(text_of(client.get(step_url(draft, "plaats"))), step_url(draft, "plaats")).fields
        assert where["place_label"] == ["Bij de kerk"]
        assert where["theme"] == [str(theme().pk)]
        help_fields = Form(text_of(client.get(step_url(draft, "beeld"))), step_url(draft, "beeld")).fields
        assert help_fields["needs"] == ["helpers", "money"]
        assert help_fields["need_helpers"] == ["Zes mensen"]

    def test_unchecking_every_need_takes_them_off(self, client: Client) -> None:
        draft = fill(client)
        client.post(step_url(draft, "beeld"), {"ask": ""})
        draft.refresh_from_db()
        assert draft.data["needs"] == []

    @pytest.mark.parametrize(
        "broken", [b"geen plaatje", picture_file().getvalue()[:200], b""], ids=["no picture", "half", "empty"]
    )
    def test_a_failed_upload_keeps_every_word(self, client: Client, broken: bytes) -> None:
        draft = begin(client)
        file = io.BytesIO(broken)
        file.name = "foto.jpg"
        response = upload(client, draft, file)
        assert response.status_code == 200
        draft.refresh_from_db()
        assert draft.data["ask"] == "Een vergunning"
        assert draft.data["picture_alt"] == "Buren koken samen"
        assert draft.picture is None
        assert "aria-invalid" in text_of(response)

    def test_a_better_picture_replaces_and_a_worse_one_leaves_the_first(
        self, client: Client, settings: LazySettings
    ) -> None:
        draft = begin(client)
        upload(client, draft, picture_file())
        draft.refresh_from_db()
        first = draft.picture
        broken = io.BytesIO(b"niets")
        broken.name = "x.jpg"
        upload(client, draft, broken)
        draft.refresh_from_db()
        assert draft.picture == first
        upload(client, draft, picture_file((200, 100)))
        draft.refresh_from_db()
        assert draft.picture is not None
        assert draft.picture.width == 200
        assert list(Picture.objects.all()) == [draft.picture]

    def test_a_picture_stays_when_something_else_in_the_form_is_wrong(self, client: Client) -> None:
        draft = begin(client)
        response = upload(client, draft, picture_file(), ask="x" * 1_001)
        assert response.status_code == 200
        draft.refresh_from_db()
        assert draft.picture is not None
        assert len(draft.data["ask"]) == 1_001

    def test_a_picture_asks_for_words_and_can_be_taken_off(self, client: Client) -> None:
        draft = begin(client)
        assert upload(client, draft, picture_file(), picture_alt="").status_code == 200
        assert Draft.objects.get(pk=draft.pk).picture is not None
        upload(client, draft, picture_file())
        assert client.post(step_url(draft, "beeld"), {**HELP, "remove_picture": "on"}).status_code == 302
        draft.refresh_from_db()
        assert draft.picture is None
        assert draft.data["picture_alt"] == ""
        assert not Picture.objects.exists()

    def test_the_draft_survives_signing_in_and_is_then_ones_own_everywhere(self, client: Client) -> None:
        draft = fill(client)
        person = resident()
        come_in(client, person.email)
        assert client.get(step_url(draft, "controle")).status_code == 200
        assert draft.get_title() in text_of(client.get(reverse("initiatives:mine")))

    def test_what_is_sent_after_the_session_ran_out_is_kept(self) -> None:
        person = resident()
        client = signed_in(person)
        draft = begin(client)
        del client.cookies["sessie"]
        response = client.post(step_url(draft, "plaats"), place(place_label="Na de koffie"))
        assert response.status_code == 302
        assert response.headers["Location"].startswith(reverse("accounts:enter"))
        draft.refresh_from_db()
        assert draft.data["place_label"] == "Na de koffie"
        back = come_in(client, person.email, to=step_url(draft, "plaats"))
        assert "Na de koffie" in text_of(back)

    def test_after_the_session_ran_out_nothing_is_shown_before_signing_in(self) -> None:
        client = signed_in(resident())
        draft = fill(client)
        del client.cookies["sessie"]
        for step in ("idee", "plaats", "beeld", "controle"):
            response = client.get(step_url(draft, step))
            assert response.status_code == 302
            assert IDEA["title"] not in text_of(response)
        response = client.post(publish_url(draft))
        assert response.status_code == 302
        assert "plaatsen" not in response.headers["Location"]
        assert not Initiative.objects.exists()

    def test_typing_is_kept_without_pressing_anything(self, client: Client) -> None:
        draft = begin(client)
        url = reverse("initiatives:autosave", args=[draft.pk, "idee"])
        assert client.post(url, {"title": "Half ge"}).status_code == 204
        draft.refresh_from_db()
        assert draft.data["title"] == "Half ge"
        assert draft.data["story"].replace("\r\n", "\n") == IDEA["story"]
        assert client.get(url).status_code == 405
        assert client.post(reverse("initiatives:autosave", args=[draft.pk, "controle"])).status_code == 404
        assert Client().post(url, {"title": "Van een ander"}).status_code == 404

    def test_characters_no_keyboard_types_are_left_out(self, client: Client) -> None:
        draft = begin(client, title="Een\x00 plan\x0b\x1f met \ufffetekens")
        client.post(step_url(draft, "plaats"), place(place_label="a\x00b"))
        client.post(step_url(draft, "beeld"), {"needs": ["helpers", "\x00"], "need_helpers": "\x00"})
        draft.refresh_from_db()
        assert draft.data["title"] == "Een plan met tekens"
        assert client.get(step_url(draft, "controle")).status_code == 200

    def test_looking_at_the_form_makes_nothing_and_sets_no_draft_cookie(self, client: Client) -> None:
        response = client.get(NEW)
        assert response.status_code == 200
        assert not Draft.objects.exists()
        assert drafts.COOKIE not in response.cookies


class TestWhoseDraft:
    def test_another_browser_cannot_open_send_or_publish_it(self, client: Client) -> None:
        draft = fill(client)
        for other in (Client(), signed_in(resident("Vreemde"))):
            for step in ("idee", "plaats", "beeld", "controle"):
                assert other.get(step_url(draft, step)).status_code == 404
                assert other.post(step_url(draft, step), IDEA).status_code == 404
        stranger = signed_in(resident("Vreemde"))
        assert stranger.post(publish_url(draft)).status_code == 404
        assert not Initiative.objects.exists()
        assert client.get(step_url(draft, "controle")).status_code == 200

    def test_somebody_elses_own_draft_is_not_opened_by_signing_in_on_the_same_browser(self) -> None:
        client = signed_in(resident())
        draft = begin(client)
        client.force_login(resident("Huisgenoot"))
        assert client.get(step_url(draft, "idee")).status_code == 404
        assert client.get(reverse("initiatives:mine")).context["drafts"] == []

    def test_a_cookie_somebody_made_up_opens_nothing(self, client: Client) -> None:
        draft = begin(client)
        thief = Client()
        for value in (str(draft.pk), f'["{draft.pk}"]', "rommel", ""):
            thief.cookies[drafts.COOKIE] = value
            assert thief.get(step_url(draft, "idee")).status_code == 404

    def test_the_cookie_is_for_the_server_only_and_only_where_it_is_needed(self, client: Client) -> None:
        cookie = client.post(NEW, IDEA).cookies[drafts.COOKIE]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/initiatieven/"

    def test_unfinished_drafts_are_offered_to_go_on_with(self, client: Client) -> None:
        draft = begin(client)
        assert client.get(NEW).context["unfinished"] == [draft]
        assert Client().get(NEW).context["unfinished"] == []

    def test_an_unknown_step_or_draft_is_404(self, client: Client) -> None:
        draft = begin(client)
        assert client.get(step_url(draft, "betalen")).status_code == 404
        assert client.get(f"/initiatieven/nieuw/{'0' * 8}-0000-0000-0000-{'0' * 12}/idee/").status_code == 404
        assert client.get("/initiatieven/nieuw/geen-nummer/idee/").status_code == 404


class TestTheForms:
    @pytest.mark.parametrize(
        ("step", "wrong"),
        [
            ("idee", {"title": "x" * 81}),
            ("idee", {"title": "Kort"}),
            ("idee", {"summary": "x" * 281}),
            ("idee", {"summary": "te kort"}),
            ("idee", {"story": "te kort"}),
            ("idee", {"story": "x" * 10_001}),
            ("idee", {"title": "   "}),
            ("plaats", {"theme": ""}),
            ("plaats", {"theme": "999999"}),
            ("plaats", {"theme": "99999999999999999999999"}),
            ("plaats", {"municipality": ""}),
            ("plaats", {"municipality": "x"}),
            ("plaats", {"municipality": "", "postcode": "1012 AB"}),
            ("plaats", {"municipality": "", "postcode": "abc"}),
            ("plaats", {"lat": "52.5"}),
            ("plaats", {"lat": "48.8", "lon": "2.3"}),
            ("plaats", {"lat": "nan", "lon": "nan"}),
            ("plaats", {"lat": "hier", "lon": "daar"}),
            ("plaats", {"place_label": "x" * 121}),
            ("beeld", {"needs": ["goud"]}),
            ("beeld", {"needs": ["helpers"], "need_helpers": "x" * 201}),
            ("beeld", {"ask": "x" * 1_001}),
        ],
    )
    def test_what_is_wrong_is_said_at_the_field_and_stops_publishing(
        self, client: Client, step: str, wrong: dict[str, object]
    ) -> None:
        draft = fill(client)
        right = {"idee": IDEA, "plaats": place(), "beeld": HELP}[step]
        response = client.post(step_url(draft, step), {**right, **wrong})
        assert response.status_code == 200
        assert "aria-invalid" in text_of(response)
        review = client.get(step_url(draft, "controle"))
        assert [one["name"] for one in review.context["wrong"]] == [step]
        client.force_login(resident())
        assert client.post(publish_url(draft)).status_code == 200
        assert not Initiative.objects.exists()
        client.post(step_url(draft, step), right)
        assert client.get(step_url(draft, "controle")).context["wrong"] == []

    def test_an_empty_draft_names_the_steps_to_mend(self, client: Client) -> None:
        client.post(NEW, {})
        review = client.get(step_url(Draft.objects.get(), "controle"))
        assert [one["name"] for one in review.context["wrong"]] == ["idee", "plaats"]
        assert "initiative" not in review.context

    def test_a_pin_in_overijssel_is_taken(self, client: Client) -> None:
        draft = fill(client)
        assert client.post(step_url(draft, "plaats"), place(lat="52.51", lon="6.09")).status_code == 302
        client.force_login(resident())
        client.post(publish_url(draft))
        one = Initiative.objects.get()
        assert (one.lat, one.lon) == (52.51, 6.09)

    def test_somebody_without_a_name_is_asked_for_one_and_keeps_it(self, client: Client) -> None:
        person = resident("")
        client.force_login(person)
        draft = fill(client)
        assert client.get(step_url(draft, "controle")).context["name_form"] is not None
        assert client.post(publish_url(draft), {"display_name": " "}).status_code == 200
        assert not Initiative.objects.exists()
        assert client.post(publish_url(draft), {"display_name": "Jan"}).status_code == 302
        person.refresh_from_db()
        assert person.display_name == "Jan"
        assert person.municipality is not None

    def test_too_many_drafts_from_one_address_are_stopped(self, client: Client) -> None:
        answers = [Client().post(NEW, IDEA).status_code for _ in range(31)]
        assert answers[:30] == [302] * 30
        assert answers[30] == 429


def test_the_content_of_the_factories_is_what_the_forms_would_accept(client: Client) -> None:
    made = content()
    assert begin(client, title=made.title, summary=made.summary, story=made.story).data["title"] == made.title
