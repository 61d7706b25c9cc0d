"""When something goes wrong a person reads what to do, in Dutch, on a page of ours."""

import pytest
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import path, reverse
from django.views.decorators.csrf import csrf_exempt

from accounts.models import User
from config import urls
from foundation import error_pages
from foundation.errors import NotAllowed, Refused
from foundation.limits import limit
from initiatives.models import Draft
from tests.factories import initiative, resident
from tests.visitors import IDEA, Form, signed_in, text_of

pytestmark = pytest.mark.django_db


def fail(request: HttpRequest, kind: str) -> HttpResponse:
    if kind == "500":
        raise RuntimeError("geheim-detail")
    if kind == "403":
        raise NotAllowed("Dit mag niet, want het is van een ander.")
    raise Refused("Dat gaat nu niet, want het is al gedaan.")


@csrf_exempt
def too_often(request: HttpRequest) -> HttpResponse:
    limit("proef", most=2, seconds=60)
    return HttpResponse("gedaan")


handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
urlpatterns = [path("proef/<slug:kind>/", fail), path("vaak/", too_often), *urls.urlpatterns]


@pytest.fixture
def visitor(settings: LazySettings) -> Client:
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


def check_page(response: HttpResponseBase, status: int) -> str:
    """An error page of ours: the status, one heading, Dutch, and somewhere to go."""
    html = text_of(response)
    assert response.status_code == status
    assert '<html lang="nl"' in html
    assert html.count("<h1") == 1
    main = html[html.index("<main") : html.index("</main>")]
    assert "<a " in main
    assert "Traceback" not in html
    return main


@pytest.mark.parametrize(
    "url", ["/bestaat-niet/", "/initiatieven/bestaat-niet/", "/themas/niets/", "/gemeenten/utrecht/"]
)
def test_a_page_that_is_not_there_is_404_with_a_way_out(visitor: Client, url: str) -> None:
    main = check_page(visitor.get(url), 404)
    assert reverse("publications:search") in main


def test_a_rule_that_says_no_explains_itself(visitor: Client) -> None:
    assert "want het is al gedaan" in check_page(visitor.get("/proef/409/"), 409)
    assert "want het is van een ander" in check_page(visitor.get("/proef/403/"), 403)


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/themas/", "http://testserver/themas/"),
        ("https://voorbeeld.nl/", "/"),
        ("//voorbeeld.nl/", "/"),
        ("", "/"),
    ],
)
def test_the_way_back_never_leads_to_another_site(visitor: Client, referer: str, back: str) -> None:
    assert f'href="{back}"' in check_page(visitor.get("/proef/409/", headers={"referer": referer}), 409)


def test_a_fault_of_ours_says_so_and_tells_no_details(visitor: Client) -> None:
    assert "geheim-detail" not in check_page(visitor.get("/proef/500/"), 500)


def test_what_we_cannot_read_is_400(visitor: Client) -> None:
    check_page(visitor.get("/", headers={"host": "evil.example"}), 400)


def test_too_much_at_once_is_413(visitor: Client, settings: LazySettings) -> None:
    url = reverse("initiatives:new")
    assert visitor.post(url, IDEA).status_code == 302
    check_page(visitor.post(url, {**IDEA, "story": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}), 413)


def test_more_fields_than_any_form_of_ours_has_is_refused(visitor: Client) -> None:
    assert visitor.post(reverse("initiatives:new"), {f"veld{n}": "" for n in range(600)}).status_code in {400, 413}


def test_too_often_is_429_and_counts_each_person_apart(visitor: Client) -> None:
    assert [visitor.post("/vaak/").status_code for _ in range(2)] == [200, 200]
    check_page(visitor.post("/vaak/"), 429)


def test_403_without_a_rule_offers_to_sign_in() -> None:
    response = error_pages.forbidden(RequestFactory().get("/"))
    assert reverse("accounts:enter") in check_page(response, 403)


@pytest.fixture
def strict() -> Client:
    """A browser whose token is looked at, as real ones are."""
    return Client(enforce_csrf_checks=True)


def test_an_expired_form_shows_everything_typed_and_one_press_sends_it_again(strict: Client) -> None:
    url = reverse("initiatives:new")
    response = strict.post(url, {**IDEA, "csrfmiddlewaretoken": "verlopen"})
    check_page_without_link = text_of(response)
    assert response.status_code == 403
    assert check_page_without_link.count("<h1") == 1
    form = Form(text_of(response), url)
    assert {name: form.fields[name] for name in IDEA} == {name: [text] for name, text in IDEA.items()}
    again = strict.post(url, form.fields)
    assert again.status_code == 302
    assert Draft.objects.get().data["story"].splitlines() == IDEA["story"].splitlines()


def test_an_expired_form_never_shows_a_password_or_code(strict: Client) -> None:
    for url, name in ((reverse("account_login"), "password"), (reverse("account_confirm_login_code"), "code")):
        html = text_of(strict.post(url, {name: "heelgeheim", "email": "anna@voorbeeld.nl"}))
        assert "heelgeheim" not in html


def test_what_somebody_typed_cannot_break_out_of_the_expired_form(strict: Client) -> None:
    html = text_of(strict.post(reverse("initiatives:new"), {"title": '"><script>alert(1)</script>'}))
    assert "<script>alert" not in html


def test_a_second_support_is_409_on_a_page_that_says_why() -> None:
    person = resident()
    target = initiative()
    client = signed_in(person)
    url = reverse("initiatives:support", args=[target.slug])
    assert client.post(url).status_code == 302
    check_page(client.post(url), 409)


def test_an_address_with_a_zero_byte_is_no_fault_of_ours(visitor: Client) -> None:
    assert User.objects.count() == 0
    for url in (
        "/media/a%00b.webp",
        "/feeds/initiatieven/?thema=%00",
        "/initiatieven/?q=%00&thema=%00&na=%00",
        "/zoeken/?q=%00",
    ):
        assert visitor.get(url).status_code in {200, 404}, url
