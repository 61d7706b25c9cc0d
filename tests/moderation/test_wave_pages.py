"""Waves of support: what everybody reads of them, and the desk of moderators."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import Role
from moderation.models import Appeal, Decision
from moderation.waves import deciding, drawing
from tests.factories import deventer, initiative, resident, staff
from tests.moderation.making import moderator
from tests.moderation.waving import FACTS, a_wave, count_of
from tests.visitors import queries, signed_in, text_of


@pytest.mark.django_db
class TestPages:
    def test_the_page_of_the_initiative_says_how_many_and_leads_to_why(self) -> None:
        on = initiative()
        wave = a_wave(on)
        why = reverse("moderation:set_aside_on", args=[on.reference])
        assert why not in text_of(Client().get(on.get_absolute_url()))
        cache.clear()
        deciding.set_aside(wave, by=moderator(), facts=FACTS)
        assert why in text_of(Client().get(on.get_absolute_url()))
        page = text_of(Client().get(why, follow=True))
        assert FACTS in page
        assert "csrf" not in page

    def test_who_is_in_it_objects_on_that_page_and_others_see_no_form(self) -> None:
        wave = a_wave()
        deciding.set_aside(wave, by=moderator(), facts=FACTS)
        address = reverse("moderation:set_aside", args=[wave.pk])
        client = signed_in(wave.members.select_related("person")[0].person)
        assert "<textarea" in text_of(client.get(address))
        assert client.post(address, {"text": ""}).status_code == 422
        client.post(address, {"text": "Ik was het zelf."})
        assert Appeal.objects.get().text == "Ik was het zelf."
        other = signed_in(resident())
        assert "<textarea" not in text_of(other.get(address))
        assert other.post(address, {"text": "Onzin."}).status_code == 403

    def test_a_wave_that_was_never_set_aside_has_no_public_page(self) -> None:
        wave = a_wave()
        assert Client().get(reverse("moderation:set_aside", args=[wave.pk])).status_code == 404

    def test_the_desk_lists_waves_and_each_is_judged_on_its_page(self) -> None:
        on = initiative()
        wave = a_wave(on)
        client = signed_in(moderator())
        listed = text_of(client.get(reverse("admin:moderation_wave_changelist")))
        assert on.title in listed
        page = text_of(client.get(reverse("admin:moderation_wave_change", args=[wave.pk])))
        assert "<svg" in page
        assert "style=" not in page.split("<svg")[1].split("</svg>")[0]
        assert not any(member.person.email in page for member in wave.members.select_related("person"))
        client.post(reverse("admin:moderation_wave_aside", args=[wave.pk]), {"facts": FACTS})
        assert count_of(on) == 0
        client.post(reverse("admin:moderation_wave_back", args=[wave.pk]), {"why": "Een dorpsavond."})
        assert count_of(on) == 12

    def test_the_desk_is_for_moderators_of_the_place(self) -> None:
        wave = a_wave()
        page = reverse("admin:moderation_wave_change", args=[wave.pk])
        assert signed_in(staff(Role.MODERATOR, deventer())).get(page).status_code == 404
        assert signed_in(staff(Role.EDITOR)).get(page).status_code == 404
        assert signed_in(resident()).get(page).status_code == 302
        aside = reverse("admin:moderation_wave_aside", args=[wave.pk])
        assert signed_in(staff(Role.EDITOR)).post(aside, {"facts": FACTS}).status_code == 404
        assert not Decision.objects.exists()

    def test_the_desk_takes_the_same_queries_however_many_waves(self) -> None:
        client = signed_in(moderator())
        a_wave()
        address = reverse("admin:moderation_wave_changelist")
        few = queries(client, address)
        for _ in range(3):
            a_wave()
        assert queries(client, address) == few <= 12

    def test_the_timeline_places_the_first_left_and_the_last_right(self) -> None:
        wave = a_wave()
        drawn = drawing.timeline(list(wave.members.all()))
        assert drawn.dots[0].x == drawing.MARGIN
        assert drawn.dots[-1].x == drawing.WIDTH - drawing.MARGIN
        assert drawing.timeline([]).dots == []
