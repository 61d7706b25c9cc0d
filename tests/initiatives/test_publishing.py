"""Publishing once, editing with history, withdrawing: by the author and nobody else."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from foundation.errors import NotAllowed, Refused
from foundation.models import AuditEntry
from initiatives import actions, drafts, rules
from initiatives.forms import check
from initiatives.models import Draft, Initiative
from notifications.catalogue import initiatives as events
from notifications.models import Event
from publications.models import Picture, Publication
from tests.factories import content, deventer, initiative, picture_file, resident
from tests.initiatives.writing import begin, fill, place, publish_url, step_url, upload
from tests.visitors import IDEA, at_once, signed_in, text_of
from voting.actions import support


def edit_of(one: Initiative, client: Client) -> Draft:
    response = client.post(reverse("initiatives:edit", args=[one.slug]))
    assert response.status_code == 302
    draft = Draft.objects.get(revises=one, published_as__isnull=True)
    assert response.headers["Location"] == step_url(draft, "idee")
    return draft


class TestOnce:
    def test_pressing_twice_at_the_same_moment_makes_one(self, committed: None) -> None:
        author = resident()
        draft = drafts.begin(author)
        answers = at_once(2, lambda _number: actions.publish(draft, author=author, content=content()))
        assert answers[0] == answers[1]
        assert Initiative.objects.count() == 1
        assert Event.objects.filter(kind=events.RECEIVED.code).count() == 1
        assert AuditEntry.objects.filter(action="initiative.published").count() >= 1

    def test_pressing_twice_over_http_at_the_same_moment_makes_one(self, committed: None) -> None:
        person = resident()
        draft = fill(signed_in(person))
        clients = [signed_in(person) for _ in range(4)]
        answers = at_once(4, lambda number: clients[number].post(publish_url(draft)).status_code)
        assert answers == [302] * 4
        assert Initiative.objects.count() == 1

    @pytest.mark.django_db
    def test_pressing_again_later_leads_to_the_page(self) -> None:
        client = signed_in(resident())
        draft = fill(client)
        client.post(publish_url(draft))
        one = Initiative.objects.get()
        for url in (publish_url(draft), step_url(draft, "idee"), step_url(draft, "controle")):
            assert client.post(url, IDEA).headers["Location"] == one.get_absolute_url()
        assert Initiative.objects.count() == 1

    def test_the_limit_of_a_day_holds_for_many_tabs_at_once(self, committed: None) -> None:
        author = resident()
        waiting = [drafts.begin(author) for _ in range(8)]
        answers = at_once(8, lambda number: actions.publish(waiting[number], author=author, content=content()))
        assert sum(isinstance(answer, Initiative) for answer in answers) == rules.MOST_A_DAY
        assert sum(isinstance(answer, Refused) for answer in answers) == 3
        assert Initiative.objects.count() == rules.MOST_A_DAY


@pytest.mark.django_db
class TestFiveADay:
    def test_the_sixth_is_refused_and_its_draft_is_kept(self) -> None:
        author = resident()
        for _ in range(5):
            initiative(author)
        client = signed_in(author)
        draft = fill(client)
        response = client.post(publish_url(draft))
        assert response.status_code == 409
        assert "<h1" in text_of(response)
        assert client.get(step_url(draft, "controle")).status_code == 200
        initiative(resident())

    def test_tomorrow_one_can_go_on(self) -> None:
        author = resident()
        for _ in range(5):
            initiative(author)
        Initiative.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1))
        initiative(author)
        assert Initiative.objects.count() == 6


@pytest.mark.django_db
class TestEditing:
    def test_an_edit_keeps_address_count_and_history(self) -> None:
        author = resident()
        one = initiative(author, title="Eerste titel")
        support(one, supporter=resident())
        client = signed_in(author)
        draft = edit_of(one, client)
        assert "Eerste titel" in text_of(client.get(step_url(draft, "idee")))
        client.post(step_url(draft, "idee"), {**IDEA, "title": "Tweede titel"})
        client.post(step_url(draft, "plaats"), place(municipality=deventer().pk))
        assert "Eerste titel" in text_of(Client().get(one.get_absolute_url()))
        response = client.post(publish_url(draft))
        assert response.headers["Location"] == one.get_absolute_url()
        page = text_of(Client().get(one.get_absolute_url()))
        assert "Tweede titel" in page
        edited = Initiative.objects.get()
        assert (edited.slug, edited.reference, edited.support_count) == (one.slug, one.reference, 1)
        assert edited.published_at == one.published_at
        assert edited.municipality == deventer()
        assert edited.changed_at > one.changed_at
        assert Event.objects.filter(kind=events.RECEIVED.code).count() == 1
        history = Client().get(reverse("initiatives:history", args=[one.slug]))
        assert [revision.content["title"] for revision in history.context["revisions"]] == [
            "Tweede titel",
            "Eerste titel",
        ]
        assert "Eerste titel" in text_of(history)
        assert AuditEntry.objects.get(action="initiative.edited").actor == author

    def test_pressing_edit_again_goes_on_with_the_same_edit(self) -> None:
        author = resident()
        one = initiative(author)
        client = signed_in(author)
        draft = edit_of(one, client)
        client.post(step_url(draft, "idee"), {**IDEA, "title": "Half bewerkt"})
        assert edit_of(one, client) == draft
        assert "Half bewerkt" in text_of(client.get(step_url(draft, "idee")))

    def test_somebody_else_is_refused_and_changes_nothing(self) -> None:
        one = initiative(title="Van mij")
        stranger = resident()
        assert signed_in(stranger).post(reverse("initiatives:edit", args=[one.slug])).status_code == 403
        assert not Draft.objects.filter(revises=one).exists()
        with pytest.raises(NotAllowed):
            actions.revise(one, by=stranger, content=content())
        draft = Draft.objects.create(owner=stranger, revises=one)
        with pytest.raises(NotAllowed):
            actions.publish(draft, author=stranger, content=content(title="Gekaapt"))
        one.refresh_from_db()
        assert one.title == "Van mij"
        assert one.revisions.count() == 1

    def test_a_visitor_is_asked_in_and_comes_back_to_a_page_that_exists(self, client: Client) -> None:
        one = initiative()
        response = client.post(reverse("initiatives:edit", args=[one.slug]))
        assert response.status_code == 302
        assert one.get_absolute_url() in response.headers["Location"].replace("%2F", "/")

    def test_what_was_withdrawn_in_the_meantime_cannot_be_changed(self) -> None:
        author = resident()
        one = initiative(author)
        client = signed_in(author)
        draft = edit_of(one, client)
        actions.withdraw(one, by=author)
        assert client.post(publish_url(draft)).status_code == 403
        assert client.post(reverse("initiatives:edit", args=[one.slug])).status_code == 403

    def test_a_new_picture_and_its_words_show_only_after_publishing(self, settings: LazySettings) -> None:
        author = resident()
        client = signed_in(author)
        draft = fill(client)
        upload(client, draft, picture_file(), picture_alt="De eerste foto")
        client.post(publish_url(draft))
        one = Initiative.objects.get()
        edit = edit_of(one, client)
        client.post(step_url(edit, "beeld"), {"picture_alt": "Andere woorden"})
        assert 'alt="De eerste foto"' in text_of(Client().get(one.get_absolute_url()))
        client.post(publish_url(edit))
        assert 'alt="Andere woorden"' in text_of(Client().get(one.get_absolute_url()))
        edit = edit_of(one, client)
        upload(client, edit, picture_file((300, 200)), picture_alt="Nieuwe foto")
        assert 'alt="Andere woorden"' in text_of(Client().get(one.get_absolute_url()))
        client.post(publish_url(edit))
        assert 'alt="Nieuwe foto"' in text_of(Client().get(one.get_absolute_url()))
        assert Picture.objects.filter(publication=one).count() == 1
        edit = edit_of(one, client)
        client.post(step_url(edit, "beeld"), {"remove_picture": "on", "picture_alt": "Nieuwe foto"})
        client.post(publish_url(edit))
        assert Initiative.objects.get().picture is None

    def test_every_published_initiative_can_be_edited_without_touching_anything(self) -> None:
        author = resident()
        one = initiative(author, lat=52.5, lon=6.1, ask="Iets", needs={"money": "", "goods": "Hout"})
        draft = drafts.begin_edit(one, by=author)
        same, wrong = check(draft)
        assert wrong == []
        assert same is not None
        assert same.as_json() == one.revisions.get().content


class TestEditingAtTheSameMoment:
    def test_supports_during_edits_are_all_counted(self, committed: None) -> None:
        author = resident()
        one = initiative(author)
        people = [resident() for _ in range(12)]

        def act(number: int) -> None:
            if number < 12:
                support(one, supporter=people[number])
            else:
                actions.revise(one, by=author, content=content(title=f"Versie {number}"))

        answers = at_once(18, act)
        assert [answer for answer in answers if isinstance(answer, Exception)] == []
        assert Publication.objects.get().support_count == 12
        assert Publication.objects.get().energy_due
        assert [revision.number for revision in Initiative.objects.get().revisions.all()] == [7, 6, 5, 4, 3, 2, 1]


@pytest.mark.django_db
class TestWithdrawing:
    def test_it_asks_first_then_leaves_the_lists_and_keeps_its_page(self) -> None:
        author = resident()
        one = initiative(author, title="Plan dat stopt")
        client = signed_in(author)
        url = reverse("initiatives:withdraw", args=[one.slug])
        assert client.get(url).status_code == 200
        assert Initiative.objects.get().state == "published"
        response = client.post(url, {"reason": "We gaan verhuizen"}, follow=True)
        assert response.redirect_chain == [(one.get_absolute_url(), 302)]
        page = text_of(Client().get(one.get_absolute_url()))
        assert "We gaan verhuizen" in page
        assert "Plan dat stopt" not in text_of(Client().get("/initiatieven/"))
        assert "Plan dat stopt" in text_of(Client().get("/initiatieven/?status=withdrawn"))
        assert AuditEntry.objects.get(action="initiative.withdrawn").actor == author

    def test_twice_or_by_somebody_else_is_refused(self) -> None:
        author = resident()
        one = initiative(author)
        url = reverse("initiatives:withdraw", args=[one.slug])
        assert signed_in(resident()).post(url, {"reason": ""}).status_code == 403
        assert Initiative.objects.get().state == "published"
        client = signed_in(author)
        assert client.post(url, {"reason": ""}).status_code == 302
        assert client.post(url, {"reason": ""}).status_code == 403
        assert Initiative.objects.get().state_changes.count() == 2
        assert client.get(url).status_code == 302

    def test_a_reason_longer_than_fits_is_shown_back(self) -> None:
        author = resident()
        one = initiative(author)
        response = signed_in(author).post(reverse("initiatives:withdraw", args=[one.slug]), {"reason": "x" * 501})
        assert response.status_code == 200
        assert "x" * 501 in text_of(response)
        assert Initiative.objects.get().state == "published"


@pytest.mark.django_db
def test_a_page_shows_buttons_only_to_those_who_may_press_them() -> None:
    author = resident()
    one = initiative(author)
    edit, stop = (reverse(f"initiatives:{name}", args=[one.slug]) for name in ("edit", "withdraw"))
    own, other = (text_of(signed_in(person).get(one.get_absolute_url())) for person in (author, resident()))
    assert edit in own
    assert stop in own
    assert edit not in other
    assert stop not in other


@pytest.mark.django_db
def test_the_page_of_an_initiative_takes_few_queries_however_much_happened(
    django_assert_max_num_queries: object,
) -> None:
    author = resident()
    one = initiative(author, lat=52.5, lon=6.1)
    for number in range(8):
        actions.revise(one, by=author, content=content(title=f"Versie {number}"))
        support(one, supporter=resident())
    client = signed_in(User.objects.get(pk=author.pk))
    client.get(one.get_absolute_url())
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        page = client.get(one.get_absolute_url())
    assert len(page.context["timeline"]) == 9
    client.get(reverse("initiatives:history", args=[one.slug]))
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        client.get(reverse("initiatives:history", args=[one.slug]))


@pytest.mark.django_db
def test_a_draft_written_before_signing_in_becomes_ones_own_when_published(client: Client) -> None:
    draft = fill(client)
    assert not Draft.objects.filter(owner__isnull=False).exists()
    person = resident()
    client.force_login(person)
    client.post(publish_url(draft))
    draft.refresh_from_db()
    assert draft.owner == person
    assert draft.published_as == Initiative.objects.get()
    assert begin(client).owner == person
