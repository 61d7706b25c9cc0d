"""Who may open what, in every state of its life."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from accounts.models import Role
from accounts.rules import Visitor
from publications.models import Publication, StateChange
from tests.factories import initiative_in, resident, staff, zwolle
from tests.visitors import signed_in, text_of

pytestmark = pytest.mark.django_db
State = Publication.State
EVERYBODY = {"anonymous", "resident", "author", "moderator", "moderator of Zwolle", "administrator"}
OWN_AND_STAFF = EVERYBODY - {"anonymous", "resident"}
MAY_OPEN = {
    State.DRAFT: OWN_AND_STAFF,
    State.SUBMITTED: OWN_AND_STAFF,
    State.PUBLISHED: EVERYBODY,
    State.HIDDEN: OWN_AND_STAFF,
    State.WITHDRAWN: EVERYBODY,
    State.ARCHIVED: EVERYBODY,
}


@pytest.mark.parametrize("state", list(State))
def test_each_person_opens_what_they_may_and_gets_404_for_the_rest(state: Publication.State) -> None:
    author = resident("Auteur")
    people: dict[str, Visitor] = {
        "anonymous": AnonymousUser(),
        "resident": resident(),
        "author": author,
        "moderator": staff(Role.MODERATOR),
        "moderator of Zwolle": staff(Role.MODERATOR, zwolle()),
        "administrator": staff(Role.ADMINISTRATOR),
    }
    made = initiative_in(state, author)
    found = {name for name, person in people.items() if Publication.objects.visible_to(person).filter(pk=made.pk)}
    assert found == MAY_OPEN[state]
    for name, person in people.items():
        client = Client() if person.is_anonymous else signed_in(person)
        for url in (made.get_absolute_url(), reverse("initiatives:support", args=[made.slug])):
            assert client.get(url).status_code == (200 if name in MAY_OPEN[state] else 404), (name, url)


@pytest.mark.parametrize("state", [one for one in State if one != State.PUBLISHED])
def test_only_what_is_published_is_in_lists_feeds_and_search(client: Client, state: Publication.State) -> None:
    initiative_in(state, title="Verborgen molenpad")
    shown = initiative_in(State.PUBLISHED, title="Zichtbare molenpad")
    assert set(Publication.objects.published()) == {Publication.objects.get(pk=shown.pk)}
    pages = [
        "/", "/initiatieven/", "/zoeken/?q=molenpad", "/feeds/initiatieven/", "/gemeenten/zwolle/",
        shown.theme.get_absolute_url(),
    ]  # fmt: skip
    for page in pages:
        html = text_of(client.get(page))
        assert "Zichtbare molenpad" in html, page
        assert "Verborgen molenpad" not in html, page


def test_drafts_and_what_is_hidden_cannot_be_listed_by_asking_for_their_state(client: Client) -> None:
    for state in (State.DRAFT, State.SUBMITTED, State.HIDDEN):
        initiative_in(state, title=f"Geheim {state.value}")
        assert "Geheim" not in text_of(client.get(f"/initiatieven/?status={state.value}"))


def test_what_was_withdrawn_keeps_its_page_and_says_so(client: Client) -> None:
    made = initiative_in(State.WITHDRAWN, title="Ingetrokken plan")
    assert "Ingetrokken plan" in text_of(client.get(made.get_absolute_url()))
    assert StateChange.objects.filter(publication=made).count() == 2
    assert "Ingetrokken plan" in text_of(client.get("/initiatieven/?status=withdrawn"))
