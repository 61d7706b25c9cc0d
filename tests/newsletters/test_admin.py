"""Editors at work in the back office: writing, counting, looking, trying out, planning, stopping."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from accounts.permissions import sync_roles
from newsletters import actions, sending, subscribing
from newsletters.models import Edition, Subscription
from notifications.actions import send_due_mail
from tests.factories import deventer, initiative, resident, staff, theme, zwolle
from tests.newsletters.editions import edition, many, planned, reader
from tests.visitors import queries, signed_in, text_of

pytestmark = pytest.mark.django_db
State = Edition.State
TEXT = {"subject": "Zes bomen", "preheader": "En meer.", "body": "Beste lezer,\n\nHet lukte.", "links": ""}


@pytest.fixture
def person() -> User:
    sync_roles()
    return staff(Role.EDITOR)


@pytest.fixture
def desk(person: User) -> Client:
    return signed_in(person)


def page_of(one: Edition) -> str:
    return reverse("admin:newsletters_edition_send", args=[one.pk])


def press(desk: Client, one: Edition, button: str, **data: Any) -> str:
    version = Edition.objects.get(pk=one.pk).version
    return text_of(desk.post(page_of(one), {"doen": button, "versie": version, **data}, follow=True))


def state_of(one: Edition) -> str:
    return Edition.objects.get(pk=one.pk).state


def test_an_edition_is_written_changed_and_looked_at(desk: Client) -> None:
    first, second = initiative(title="Een tuin"), initiative(title="Een bootje")
    add = reverse("admin:newsletters_edition_add")
    assert desk.get(add).status_code == 200
    links = f"http://testserver{second.get_absolute_url()}\n{first.reference.lower()}\n\n{second.reference}"
    choice = {"themes": [theme().pk], "municipalities": [zwolle().pk], "roles": ["authors"], "active_days": "30"}
    response = desk.post(add, {**TEXT, "links": links, **choice, "_save": "1"})
    one = Edition.objects.get()
    assert response["Location"] == page_of(one)
    assert [item.publication_id for item in one.items.all()] == [second.pk, first.pk]
    assert (one.roles, one.active_days, one.themes.get(), one.municipalities.get()) == (
        ["authors"],
        30,
        theme(),
        zwolle(),
    )
    change = reverse("admin:newsletters_edition_change", args=[one.pk])
    html = text_of(desk.get(change))
    assert f"{second.get_absolute_url()}\n{first.get_absolute_url()}" in html
    desk.post(change, {**TEXT, "subject": "Zeven bomen", "_continue": "1"})
    one.refresh_from_db()
    assert (one.subject, one.version, one.roles, one.items.count()) == ("Zeven bomen", 2, [], 0)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"subject": ""}, "Vul dit in."),
        ({"body": ""}, "Vul dit in."),
        ({"subject": "a" * 101}, "100"),
        ({"links": "https://elders.nl/initiatieven/onzin/"}, "Dit kennen we niet"),
        ({"links": "\n".join(["OV-2026-000001"] * 13)}, "hoogstens 12"),
        ({"roles": ["onzin"]}, "staat er niet bij"),
        ({"active_days": "0"}, "1"),
        ({"active_days": "veel"}, "getal"),
    ],
)
def test_bad_input_comes_back_with_what_is_wrong(desk: Client, data: dict[str, Any], says: str) -> None:
    html = text_of(desk.post(reverse("admin:newsletters_edition_add"), {**TEXT, **data}))
    assert "errornote" in html
    assert says in html
    assert not Edition.objects.exists()


def test_the_count_follows_the_choice_and_shows_no_address(desk: Client) -> None:
    here, elsewhere = resident("Wilma", municipality=zwolle()), resident("Joke", municipality=deventer())
    for reading in (here, elsewhere):
        subscribing.subscribe(reading)
    reader("bezoeker@voorbeeld.nl", municipalities=[deventer()])
    url = reverse("admin:newsletters_edition_audience")
    everybody = text_of(desk.post(url, {"subject": ""}, headers={"HX-Request": "true"}))
    assert "3 mensen krijgen deze editie" in everybody
    assert "W… uit Zwolle" in everybody
    assert "Iemand zonder account" in everybody
    assert "@" not in everybody
    assert "Wilma" not in everybody
    narrowed = text_of(desk.post(url, {"municipalities": [zwolle().pk]}))
    assert "1 persoon krijgt deze editie" in narrowed
    assert "klopt nog iets niet" in text_of(desk.post(url, {"active_days": "-1"}))
    one = edition(municipalities=[zwolle()])
    for page in (reverse("admin:newsletters_edition_change", args=[one.pk]), page_of(one)):
        assert "1 persoon krijgt deze editie" in text_of(desk.get(page))


def test_looking_shows_the_mail_as_html_and_as_text(desk: Client) -> None:
    one = edition(body="Kijk bij [beloften](/beloften/).", publications=[initiative(title="Een tuin")])
    html = text_of(desk.get(page_of(one)))
    assert 'href="http://127.0.0.1:8000/beloften/"' in html
    assert "beloften (http://127.0.0.1:8000/beloften/)" in html
    whole = text_of(desk.get(reverse("admin:newsletters_edition_mail", args=[one.pk])))
    assert whole.startswith("<!doctype html>")
    assert "Een tuin" in whole


def test_trying_planning_cancelling_and_sending_are_buttons(desk: Client, person: User) -> None:
    reader("a@voorbeeld.nl")
    one = edition()
    assert "De proefmail is naar je onderweg" in press(desk, one, "test")
    send_due_mail(seconds=60)
    assert [made.to for made in mail.outbox if "[test]" in made.subject] == [[person.email]]
    day = timezone.localdate() + timedelta(days=3)
    html = press(desk, one, "plan", day=day.isoformat(), time="09:30")
    one.refresh_from_db()
    assert "De editie is gepland" in html
    assert one.due_at is not None
    assert timezone.localtime(one.due_at).strftime("%Y-%m-%d %H:%M") == f"{day} 09:30"
    change = reverse("admin:newsletters_edition_change", args=[one.pk])
    assert desk.post(change, TEXT).status_code == 403
    assert "geannuleerd" in press(desk, one, "annuleer")
    assert "gaat nu de deur uit" in press(desk, one, "nu")
    sending.start_next()
    assert "Er gaat geen mail van deze editie meer uit" in press(desk, one, "stop")
    assert state_of(one) == State.STOPPED


@pytest.mark.parametrize(
    ("day", "time", "says"),
    [
        ("", "", "Kies een dag."),
        ("onzin", "09:00", "datum"),
        ("2026-03-29", "02:30", "slaat dit uur over"),
        ("2020-01-01", "09:00", "moment dat nog moet komen"),
        ("9999-12-31", "23:59", "moment dat nog moet komen"),
    ],
)
def test_a_day_and_time_that_cannot_be_are_refused(desk: Client, day: str, time: str, says: str) -> None:
    reader("a@voorbeeld.nl")
    one = edition()
    assert says in press(desk, one, "plan", day=day, time=time)
    assert state_of(one) == State.DRAFT


def test_pressing_send_twice_or_on_an_old_page_says_why_not(desk: Client) -> None:
    reader("a@voorbeeld.nl")
    one = edition()
    old = {"doen": "nu", "versie": one.version}
    actions.write(one, by=staff(Role.EDITOR), subject="Anders", body="Anders.")
    assert "intussen veranderd" in text_of(desk.post(page_of(one), old, follow=True))
    press(desk, one, "nu")
    assert "dus dat kan niet" in press(desk, one, "nu")
    assert "versie" in old
    for odd in ({"doen": "onzin"}, {"doen": "nu", "versie": "²"}, {}):
        assert desk.post(page_of(one), odd, follow=True).status_code == 200


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.OFFICIAL, Role.FINANCE])
def test_others_of_the_staff_come_nowhere_near(role: Role) -> None:
    sync_roles()
    one = edition()
    client = signed_in(staff(role))
    pages = [reverse(f"admin:newsletters_edition_{name}", args=[one.pk]) for name in ("change", "send", "mail")]
    pages += [reverse("admin:newsletters_edition_changelist"), reverse("admin:newsletters_edition_add")]
    assert {client.get(page).status_code for page in pages} <= {403, 404}
    assert client.post(reverse("admin:newsletters_edition_audience"), {}).status_code == 404
    assert client.post(page_of(one), {"doen": "nu", "versie": 1}).status_code == 404
    assert state_of(one) == State.DRAFT


def test_an_administrator_may_do_it_too() -> None:
    one = edition()
    assert signed_in(staff(Role.ADMINISTRATOR)).get(page_of(one)).status_code == 200


def test_pages_cost_the_same_for_few_and_for_many(desk: Client) -> None:
    many(3)
    planned()
    one = edition(publications=[initiative()])
    url = reverse("admin:newsletters_edition_changelist")
    few = (queries(desk, url), queries(desk, page_of(one)))
    many(60, start=100)
    for number in range(5):
        edition(subject=f"Nummer {number}")
    assert (queries(desk, url), queries(desk, page_of(one))) == few


def test_an_administrator_takes_somebody_off_the_list_without_seeing_who_is_on_it() -> None:
    row, other = reader("a@voorbeeld.nl"), reader("b@voorbeeld.nl")
    url = reverse("admin:newsletters_subscription_changelist")
    boss = signed_in(staff(Role.ADMINISTRATOR))
    html = text_of(boss.get(url, {"q": "a@voorbeeld.nl"}))
    assert f"#{row.pk}<" in html
    assert f"#{other.pk}<" not in html
    assert "b@voorbeeld.nl" not in text_of(boss.get(url))
    boss.post(url, {"action": "end", "_selected_action": [row.pk]})
    assert list(Subscription.objects.all()) == [other]
    sync_roles()
    assert signed_in(staff(Role.EDITOR)).get(url).status_code == 403
