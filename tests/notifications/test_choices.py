"""Choosing what one hears and how: one page, one press, nothing lost, and what must be told stays."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from accounts.models import Role, User
from notifications import wishes
from notifications.catalogue import Category
from notifications.models import Mute, Pace, Preference, Rhythm
from notifications.wishes import Wish
from publications.models import Publication
from tests.factories import initiative, resident, staff
from tests.notifications.pushes import KEY
from tests.visitors import Form, queries, signed_in, text_of

pytestmark = pytest.mark.django_db

CHOICES = "/meldingen/keuzes/"


@pytest.fixture(autouse=True)
def _push_is_possible(settings: LazySettings) -> None:
    settings.VAPID_PRIVATE_KEY = KEY


@pytest.fixture
def anna() -> User:
    return resident("Anna")


def filled_in(**changes: Any) -> dict[str, Any]:
    """The form as somebody sends it who leaves all as it is, with some changes; None is a box that is not ticked."""
    values: dict[str, Any] = {"digest_hour": "8", "digest_weekday": "1", "language": "nl"}
    for one in Category:
        defaults = one.defaults
        values[f"mail_{one.value}"] = defaults.mail.value
        values[f"site_{one.value}"] = "on"
        values[f"push_{one.value}"] = "on" if defaults.push else None
    return {name: value for name, value in {**values, **changes}.items() if value is not None}


def keep(person: User, **changes: Any) -> Any:
    return signed_in(person).post(CHOICES, filled_in(**changes), follow=True)


def refused(person: User, message: str, **changes: Any) -> str:
    html = text_of(keep(person, **changes))
    assert escape(message) in html
    assert not Rhythm.objects.exists()
    assert not Preference.objects.exists()
    return html


def test_without_a_key_there_is_no_push_to_choose_and_what_was_chosen_stays(anna: User, settings: LazySettings) -> None:
    keep(anna, push_replies=None)
    settings.VAPID_PRIVATE_KEY = ""
    assert _("Push message") not in text_of(signed_in(anna).get(CHOICES))
    keep(anna, mail_replies="daily")
    assert wishes.wish_of(anna, Category.REPLIES) == Wish(on_site=True, mail=Pace.DAILY, push=False)
    assert wishes.wish_of(anna, Category.OWN).push


def test_the_page_shows_what_holds_and_keeps_what_was_changed(anna: User) -> None:
    html = text_of(signed_in(anna).get(CHOICES))
    assert html.count('<th scope="row">') == len(Category) - 1
    answer = keep(
        anna, mail_followed="weekly", site_own=None, push_replies=None, quiet_from="22:00", quiet_until="7:00"
    )
    assert answer.redirect_chain == [(CHOICES, 302)]
    assert _("We kept your choices.") in text_of(answer)
    now = wishes.wishes_of(anna)
    assert now[Category.FOLLOWED].mail == Pace.WEEKLY
    assert not now[Category.OWN].on_site
    assert not now[Category.REPLIES].push
    assert Rhythm.objects.get().quiet == (time(22), time(7))
    form = Form(text_of(signed_in(anna).get(CHOICES)), CHOICES).fields
    assert form["quiet_from"] == ["22:00"]
    assert "site_own" not in form
    assert Preference.objects.count() == 3


def test_sending_it_as_it_is_writes_nothing(anna: User) -> None:
    keep(anna)
    assert not Preference.objects.exists()
    assert not Rhythm.objects.exists()


def test_decisions_have_no_box_to_switch_them_off_and_a_forged_one_does_nothing(anna: User) -> None:
    html = text_of(signed_in(anna).get(CHOICES))
    assert "mail_decisions" not in html
    assert "site_decisions" not in html
    assert escape(_("Always, at once")) in html
    keep(anna, mail_decisions="never", site_decisions=None, push_decisions=None)
    assert wishes.wish_of(anna, Category.DECISIONS) == Wish(on_site=True, mail=Pace.NOW, push=False)


def test_work_is_for_staff(anna: User) -> None:
    assert "mail_work" not in text_of(signed_in(anna).get(CHOICES))
    keep(anna, mail_work="never")
    assert wishes.wish_of(anna, Category.WORK).mail == Pace.NOW
    keep(official := staff(Role.OFFICIAL), mail_work="daily")
    assert wishes.wish_of(official, Category.WORK).mail == Pace.DAILY


def test_of_quiet_hours_both_ends_are_asked_and_nothing_that_was_filled_in_is_lost(anna: User) -> None:
    html = refused(
        anna, _("Fill in both times, or neither."), quiet_from="23:15", mail_followed="weekly", site_own=None
    )
    form = Form(html, CHOICES).fields
    assert form["quiet_from"] == ["23:15"]
    assert "site_own" not in form
    assert '<option value="weekly" selected>' in html
    assert 'href="#id_quiet_until"' in html


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"quiet_from": "laat", "quiet_until": "7:00"}, "Fill in a time, for example 22:00."),
        ({"quiet_from": "7:00", "quiet_until": "7:00"}, "Choose another time than the one above, or leave both empty."),
        ({"quiet_from": "22:00", "quiet_until": "8:30"}, "This is within your quiet hours. Choose another time."),
        ({"paused_until": "morgen"}, "Fill in a day, for example 31-12-2026."),
        ({"paused_until": "2020-01-01"}, "Choose a day after today, or leave this empty."),
        ({"paused_until": "2120-01-01"}, "Choose a day within a year."),
        ({"digest_hour": "24"}, "Choose one of these."),
        ({"digest_weekday": ""}, "Choose one of these."),
        ({"language": "fr"}, "Choose one of these."),
        ({"mail_own": "hourly"}, "Choose one of these."),
        ({"mail_own": None}, "Choose one of these."),
    ],
)
def test_what_cannot_be_is_refused_in_clear_words(anna: User, changes: dict[str, Any], message: str) -> None:
    refused(anna, _(message), **changes)


def test_a_holiday_may_be_written_as_one_does_and_is_shown_until_it_is_over(anna: User) -> None:
    back = timezone.localdate() + timedelta(days=20)
    keep(anna, paused_until=f"{back:%d-%m-%Y}")
    assert Rhythm.objects.get().paused_until == back
    assert f'value="{back:%Y-%m-%d}"' in text_of(signed_in(anna).get(CHOICES))
    Rhythm.objects.update(paused_until=timezone.localdate())
    assert f'value="{timezone.localdate():%Y-%m-%d}"' not in text_of(signed_in(anna).get(CHOICES))
    keep(anna)
    assert Rhythm.objects.get().paused_until is None


def test_what_is_muted_is_listed_by_name_and_can_be_heard_again(anna: User) -> None:
    plan, hidden = initiative(title="Buurttuin"), initiative(title="Scheldpartij")
    for one in (plan, hidden):
        wishes.mute(anna, one)
    Publication.objects.filter(pk=hidden.pk).update(state="hidden")
    client = signed_in(anna)
    html = text_of(client.get(CHOICES))
    assert "Buurttuin" in html
    assert "Scheldpartij" not in html
    for one in (plan, hidden):
        back = client.post(reverse("notifications:mute", args=[one.pk]), {"weer": "1", "naar": "keuzes"})
        assert back.headers["Location"] == f"{CHOICES}#stil"
    assert not Mute.objects.exists()


def test_the_page_takes_as_many_queries_with_many_muted(anna: User) -> None:
    wishes.mute(anna, initiative())
    client = signed_in(anna)
    few = queries(client, CHOICES)
    for _number in range(12):
        wishes.mute(anna, initiative())
    assert queries(client, CHOICES) == few <= 10


def test_it_is_for_who_is_signed_in(client: Client) -> None:
    for answer in (client.get(CHOICES), client.post(CHOICES, filled_in())):
        assert reverse("accounts:enter") in answer.headers["Location"]


def test_my_page_leads_to_messages_and_choices(anna: User) -> None:
    html = text_of(signed_in(anna).get(reverse("accounts:me")))
    for name in ("inbox", "choices", "follows"):
        assert f'href="{reverse(f"notifications:{name}")}"' in html
