"""Collecting ideas: posting, finding, supporting, replying and counting."""

from random import Random
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Role
from consultations import results
from consultations.method import METHODS
from consultations.methods.ideas import actions, counting
from consultations.methods.ideas.asked import Asked
from consultations.methods.ideas.models import Idea, Status
from consultations.models import Part, Result
from consultations.taking_part import Closed
from discussions import actions as talk
from foundation.errors import NotAllowed, Refused
from moderation import subjects
from notifications.catalogue import ideas as events
from publications import circle
from publications.models import Publication
from tests import notices
from tests.consultations import asking as consultations
from tests.consultations.ideas import asking
from tests.consultations.outcomes import results_read
from tests.factories import resident, staff, zwolle
from tests.notifications.scene import tells
from tests.visitors import Form, at_once, come_in, queries, signed_in, text_of
from voting import counting as counting_of_support
from voting.models import Support

TYPED = {
    "title": "Laat de bus wachten op de trein",
    "text": "De trein is vaak drie minuten te laat en dan is de bus net weg.",
    "category": "Tijden",
}


def address(part: Part, name: str) -> str:
    return reverse(f"consultations:ideas:{name}", args=[part.consultation.slug, part.number])


@pytest.mark.django_db
class TestPosting:
    @tells(events.RECEIVED)
    def test_works_before_signing_in_and_keeps_what_was_typed(self, client: Client) -> None:
        part = asking.part()
        new = address(part, "new")
        fields = Form(text_of(client.get(new)), new).fields
        sent = client.post(new, {**{name: values[0] for name, values in fields.items() if values}, **TYPED})
        assert sent.status_code == 302
        assert not Idea.objects.exists()
        back = come_in(client, "nieuw@voorbeeld.nl", to=new)
        assert TYPED["text"] in text_of(back)
        kept = Form(text_of(back), new).fields
        posted = client.post(new, {name: values[0] for name, values in kept.items() if values})
        idea = Idea.objects.get()
        assert posted["Location"] == idea.get_absolute_url()
        assert (idea.category, idea.part, idea.is_published) == ("Tijden", part, True)
        assert notices.told(events.RECEIVED) == {idea.author_id}
        assert "Laat de bus" not in Form(text_of(client.get(new)), new).fields["title"][0]

    def test_shows_what_looks_like_it_first(self) -> None:
        part = asking.part()
        asking.idea(part, title="Laat bussen wachten op de treinen", text="Altijd net te laat, dat kan beter.")
        client, new = signed_in(resident()), address(part, "new")
        page = text_of(client.post(new, TYPED))
        assert "Laat bussen wachten op de treinen" in page
        assert Idea.objects.count() == 1
        seen = Form(page, new).fields["seen"][-1]
        client.post(new, {**TYPED, "seen": seen})
        assert Idea.objects.count() == 2

    def test_an_idea_of_another_question_does_not_look_like_it(self) -> None:
        part = asking.part()
        asking.idea(asking.part(), title=TYPED["title"])
        signed_in(resident()).post(address(part, "new"), TYPED)
        assert Idea.objects.filter(part=part).count() == 1

    @pytest.mark.parametrize(
        "wrong",
        [{"title": ""}, {"title": "Bus"}, {"text": "kort"}, {"category": "Iets anders"}, {"title": "a\x00bcdef"}],
    )
    def test_refuses_what_is_not_filled_in_right_and_keeps_the_rest(self, wrong: dict[str, str]) -> None:
        part = asking.part()
        page = signed_in(resident()).post(address(part, "new"), {**TYPED, **wrong})
        assert page.status_code == 200
        assert not Idea.objects.exists()
        assert {**TYPED, **wrong}["text"] in text_of(page)

    def test_is_over_when_the_phase_is(self) -> None:
        part = asking.part()
        idea, person = asking.idea(part), resident()
        consultations.close_now(part.consultation)
        with pytest.raises(Closed):
            asking.idea(part)
        with pytest.raises(Closed):
            actions.support(idea, supporter=person)
        with pytest.raises(Refused):
            talk.say(idea, author=person, text="Wat een goed idee is dit.")
        client = signed_in(person)
        page = client.post(address(part, "new"), TYPED)
        assert page.status_code == 403
        assert Idea.objects.count() == 1
        assert idea.title in text_of(client.get(part.get_absolute_url()))
        shown = text_of(client.get(idea.get_absolute_url()))
        assert reverse("ideas:support", args=[idea.slug]) not in shown
        assert reverse("discussions:say", args=[idea.reference]) not in shown

    def test_twice_is_once_and_ten_a_day_is_enough(self) -> None:
        part, person = asking.part(), resident()
        assert asking.idea(part, person, title="Twee keer gedrukt") == asking.idea(
            part, person, title="Twee keer gedrukt"
        )
        for _number in range(9):
            asking.idea(part, person)
        with pytest.raises(Refused):
            asking.idea(part, person)

    def test_waits_for_a_moderator_when_the_editor_wants_that(self) -> None:
        part = asking.part(waits=True)
        author = resident()
        idea = asking.idea(part, author)
        assert idea.state == Publication.State.SUBMITTED
        assert Client().get(idea.get_absolute_url()).status_code == 404
        assert signed_in(author).get(idea.get_absolute_url()).status_code == 200
        assert idea.title not in text_of(Client().get(part.get_absolute_url()))
        with transaction.atomic():
            assert subjects.KINDS["publication"].admit(idea.pk, by=staff(Role.MODERATOR)) == {"waited": True}
        assert idea.title in text_of(Client().get(part.get_absolute_url()))


@pytest.mark.django_db
class TestTheList:
    def test_filters_sorts_and_finds(self) -> None:
        part = asking.part()
        bank = asking.idea(part, title="Banken bij elke halte")
        asking.idea(part, title="Vaker in de avond rijden", category="Tijden")
        asking.idea(asking.part(), title="Iets uit een andere vraag")
        actions.support(bank, supporter=resident())

        def titles(**query: str) -> list[str]:
            page = Client().get(part.get_absolute_url(), query)
            return [one.title for one in page.context["ideas"]]

        assert titles() == ["Vaker in de avond rijden", "Banken bij elke halte"]
        assert titles(sorteer="steun") == ["Banken bij elke halte", "Vaker in de avond rijden"]
        assert titles(categorie="Tijden") == ["Vaker in de avond rijden"]
        assert titles(q="banken") == ["Banken bij elke halte"]
        assert titles(status="used") == []
        assert len(titles(categorie="bestaat niet", status="ook niet", sorteer="zo ook")) == 2

    def test_goes_on_by_page_without_missing_or_repeating(self) -> None:
        part = asking.part()
        made = {asking.idea(part).pk for _number in range(23)}
        page = Client().get(part.get_absolute_url(), {"sorteer": "steun"})
        first = [one.pk for one in page.context["ideas"]]
        page = Client().get(part.get_absolute_url() + page.context["page"]["next_url"])
        second = [one.pk for one in page.context["ideas"]]
        assert len(first) == 20
        assert {*first, *second} == made
        assert len(second) == 3

    def test_asks_the_database_the_same_for_one_idea_and_for_twenty(self) -> None:
        part = asking.part()
        asking.idea(part, municipality=zwolle())
        few = queries(Client(), part.get_absolute_url())
        for _number in range(19):
            asking.idea(part, municipality=zwolle())
        assert queries(Client(), part.get_absolute_url()) == few
        assert few <= 6


@pytest.mark.django_db
class TestOneIdea:
    def test_is_supported_once_and_support_can_be_taken_back(self) -> None:
        idea, person = asking.idea(asking.part()), resident()
        client = signed_in(person)
        support = reverse("ideas:support", args=[idea.slug])
        client.post(support)
        assert client.post(support).status_code == 409
        idea.refresh_from_db()
        assert idea.support_count == Support.objects.count() == 1
        client.post(reverse("ideas:unsupport", args=[idea.slug]))
        idea.refresh_from_db()
        assert idea.support_count == 0

    def test_a_visitor_signs_in_first_to_support(self, client: Client) -> None:
        support = reverse("ideas:support", args=[asking.idea(asking.part()).slug])
        assert reverse("accounts:enter") in client.get(support)["Location"]
        assert client.post(support).status_code == 302
        assert not Support.objects.exists()

    def test_costs_few_questions_to_the_database(self) -> None:
        idea = asking.idea(asking.part())
        talk.say(idea, author=resident(), text="Dit lijkt mij een goed idee.")
        assert queries(Client(), idea.get_absolute_url()) <= 10
        assert queries(signed_in(resident()), idea.get_absolute_url()) <= 16

    def test_is_not_there_when_its_consultation_is_not(self) -> None:
        part = asking.part()
        idea = asking.idea(part)
        Publication.objects.filter(pk=part.consultation_id).update(state=Publication.State.HIDDEN)
        assert Client().get(idea.get_absolute_url()).status_code == 404

    def test_that_a_moderator_hid_says_so_and_gives_back_what_was(self) -> None:
        idea, moderator = asking.idea(asking.part()), staff(Role.MODERATOR)
        handler = subjects.KINDS["publication"]
        with transaction.atomic():
            before = handler.hide(idea.pk, by=moderator)
            handler.show_note(idea.pk, "Staat er al.", "/moderatie/1/")
        told = Client().get(idea.get_absolute_url())
        assert told.status_code == 410
        assert "Staat er al." in text_of(told)
        with transaction.atomic():
            handler.restore(idea.pk, before, by=moderator)
        assert Client().get(idea.get_absolute_url()).status_code == 200

    def test_is_changed_by_its_author_until_others_join_in(self) -> None:
        idea, supporter = asking.idea(asking.part()), resident()
        edit = reverse("ideas:edit", args=[idea.slug])
        author = signed_in(idea.author)
        assert idea.text in text_of(author.get(edit))
        author.post(edit, TYPED)
        signed_in(supporter).post(edit, {**TYPED, "title": "Iets heel anders"})
        idea.refresh_from_db()
        assert (idea.title, idea.category) == (TYPED["title"], "Tijden")
        actions.support(idea, supporter=supporter)
        with pytest.raises(NotAllowed):
            actions.revise(idea, by=idea.author, content=actions.Content("Iets heel anders", TYPED["text"]))
        idea.refresh_from_db()
        assert (idea.title, idea.support_count) == (TYPED["title"], 1)

    def test_is_withdrawn_by_its_author_only(self) -> None:
        idea = asking.idea(asking.part())
        withdraw = reverse("ideas:withdraw", args=[idea.slug])
        signed_in(resident()).post(withdraw)
        idea.refresh_from_db()
        assert idea.is_published
        signed_in(idea.author).post(withdraw)
        idea.refresh_from_db()
        assert idea.state == Publication.State.WITHDRAWN


@pytest.mark.django_db
class TestTheReply:
    @tells(events.REPLIED)
    def test_is_told_to_author_and_supporters(self) -> None:
        idea, supporter, official = asking.idea(asking.part()), resident(), staff(Role.OFFICIAL)
        actions.support(idea, supporter=supporter)
        client = signed_in(official)
        client.post(reverse("ideas:reply", args=[idea.slug]), {"status": "used", "reply": "Dit gaan we **doen**."})
        idea.refresh_from_db()
        assert (idea.status, idea.replied_by) == (Status.USED, official)
        assert notices.told(events.REPLIED) == {idea.author_id, supporter.pk}
        assert "Dit gaan we <strong>doen</strong>." in text_of(Client().get(idea.get_absolute_url()))

    def test_of_a_decision_needs_a_reason(self) -> None:
        idea, official = asking.idea(asking.part()), staff(Role.OFFICIAL)
        page = signed_in(official).post(reverse("ideas:reply", args=[idea.slug]), {"status": "unused", "reply": " "})
        assert page.status_code == 200
        with pytest.raises(Refused):
            actions.reply(idea, by=official, status=Status.UNUSED, text="")
        with pytest.raises(IntegrityError), transaction.atomic():
            Idea.objects.filter(pk=idea.pk).update(status=Status.UNUSED)
        assert actions.reply(idea, by=official, status=Status.LOOKING, text="").status == Status.LOOKING

    def test_is_for_officials_only(self) -> None:
        idea = asking.idea(asking.part())
        for person in (resident(), staff(Role.MODERATOR), idea.author):
            assert signed_in(person).get(reverse("ideas:reply", args=[idea.slug])).status_code == 404
            with pytest.raises(NotAllowed):
                actions.reply(idea, by=person, status=Status.USED, text="Doen we.")


@pytest.mark.django_db
class TestTheMethod:
    def test_counts_ideas_and_people(self) -> None:
        part, person = asking.part(), resident()
        idea = asking.idea(part, person)
        actions.support(asking.idea(part, category="Tijden"), supporter=person)
        actions.reply(idea, by=staff(Role.OFFICIAL), status=Status.USED, text="Doen we.")
        method, data = METHODS["ideas"], METHODS["ideas"].tally(part)
        assert method.answers(part) == 2
        by_category, by_status = data["counts"]
        assert {one["label"]: one["count"] for one in by_category["rows"]} == {"Tijden": 1, "Haltes": 1}
        assert {one["key"]: one["count"] for one in by_status["rows"]}["used"] == 1
        assert [one["supports"] for one in data["top"]] == [1]
        assert {one.pk for one in method.people(part)} == {
            person.pk,
            *counting.ideas_of(part).values_list("author_id", flat=True),
        }
        assert Result.objects.get(part=part).is_due
        assert set(circle.concerned(part.consultation)) >= set(method.people(part))

    def test_a_visitor_reads_beforehand_that_an_account_is_needed(self, client: Client) -> None:
        part = asking.part()
        shown = text_of(client.get(part.consultation.get_absolute_url()))
        assert "Je hebt een account nodig om mee te doen" in shown
        assert "Je naam staat nooit bij je antwoorden" not in shown

    def test_everybody_reads_the_results_on_the_page(self) -> None:
        idea = asking.idea(asking.part())
        actions.support(idea, supporter=resident())
        assert results_read(idea.part).count(idea.title) == 2

    def test_counts_anew_when_moderators_set_support_aside(self) -> None:
        idea, supporter = asking.idea(asking.part()), resident()
        actions.support(idea, supporter=supporter)
        Result.objects.update(is_due=False)
        with transaction.atomic():
            counting_of_support.set_aside(idea.pk, [supporter.pk], number=1)
        assert Result.objects.get(part=idea.part).is_due
        assert METHODS["ideas"].tally(idea.part)["top"] == []

    def test_gives_out_no_names(self) -> None:
        part = asking.part()
        idea = asking.idea(part, resident("Bijzondere Naam"), municipality=zwolle())
        method = METHODS["ideas"]
        rows = list(method.rows(part, is_public=True))
        assert len(rows[0]) == len(method.columns(part))
        assert idea.title in rows[0]
        assert "Zwolle" in rows[0]
        assert "Bijzondere Naam" not in str(rows)
        assert [point.pk for point in method.own_points(part)] == [str(idea.pk)]

    def test_has_a_problem_until_there_is_a_question(self) -> None:
        assert [one.is_advice for one in METHODS["ideas"].problems(asking.part(question="", categories=[]))] == [
            False,
            True,
        ]
        assert not list(METHODS["ideas"].problems(asking.part()))

    def test_an_editor_writes_the_question(self) -> None:
        part = asking.part()
        client = signed_in(staff(Role.EDITOR))
        typed: dict[str, Any] = {
            "question": "Wat kan beter?",
            "categories": "Tijden\n\nHaltes\nTijden\nPrijs",
            "waits": "on",
        }
        client.post(address(part, "set_up"), typed)
        assert Asked.read(asking.fresh(part).settings) == Asked(
            "Wat kan beter?", ("Tijden", "Haltes", "Prijs"), waits=True, asks_place=False
        )
        assert signed_in(resident()).get(address(part, "set_up")).status_code == 404

    def test_a_category_that_was_chosen_stays(self) -> None:
        part = asking.part()
        asking.idea(part, category="Haltes")
        with pytest.raises(Refused):
            actions.change(asking.fresh(part), by=staff(Role.EDITOR), asked=Asked("Vraag", ("Tijden",)))
        actions.change(asking.fresh(part), by=staff(Role.EDITOR), asked=Asked("Vraag", ("Haltes", "Prijs")))

    def test_fills_a_demo_once(self) -> None:
        part, people = asking.part(), [resident() for _number in range(6)]
        for _time in range(2):
            METHODS["ideas"].fill_demo(part, people, Random(1))
        assert Idea.objects.filter(part=part).count() == 8
        assert "Elke week samen eten" in text_of(Client().get(part.get_absolute_url()))


@pytest.mark.parametrize("whole", [True, False])
def test_the_results_show_the_most_supported_ideas(whole: bool, db: None) -> None:
    part = asking.part()
    actions.support(asking.idea(part, title="Een bankje bij de vijver"), supporter=resident())
    results.refresh(part)
    name, numbers = ("results", []) if whole else ("part_results", [part.number])
    page = signed_in(staff(Role.EDITOR)).get(reverse(f"consultations:{name}", args=[part.consultation.slug, *numbers]))
    assert "Een bankje bij de vijver" in text_of(page)
    assert "1 idee geplaatst" in text_of(page)


def test_two_presses_at_once_give_one_idea(committed: None) -> None:
    part, author = asking.part(), resident()
    content = actions.Content(title="Laat de bus wachten", text="De trein is vaak drie minuten te laat.")
    made = at_once(2, lambda _number: actions.post(part, author=author, content=content))
    assert [type(one) for one in made] == [Idea, Idea]
    assert Idea.objects.count() == 1


def test_support_at_once_is_counted_once_for_each(committed: None) -> None:
    idea, people = asking.idea(asking.part()), [resident() for _number in range(3)]
    at_once(6, lambda number: actions.support(idea, supporter=people[number % 3]))
    assert Publication.objects.get(pk=idea.pk).support_count == 3
