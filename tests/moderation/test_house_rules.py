"""House rules: versions that never change, a new one by an administrator, and decisions that point to theirs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from foundation.errors import NotAllowed, Refused
from foundation.models import AuditEntry
from moderation import house_rules
from moderation.admin.house_rules import newest
from moderation.house_rules import Wording, put_in_force
from moderation.models import HouseRule, RulesVersion
from tests.factories import staff
from tests.moderation.making import comment, hidden, moderator
from tests.visitors import signed_in, text_of

TOMORROW = timedelta(days=1)


def wordings() -> list[Wording]:
    return [Wording(**one) for one in newest()]


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


@pytest.mark.django_db
class TestVersions:
    def test_the_page_shows_the_version_in_force_with_an_anchor_for_every_rule(self, client: Client) -> None:
        page = text_of(client.get("/spelregels/"))
        for rule in HouseRule.objects.filter(version__number=1):
            assert f'id="{rule.code}"' in page
            assert rule.title.split("'")[0] in page
        english = text_of(client.get("/spelregels/", headers={"accept-language": "en"}))
        assert "No advertising" in english or "Geen reclame" in english
        assert client.get("/spelregels/1/").status_code == 200
        assert client.get("/spelregels/9/").status_code == 404

    def test_a_new_version_holds_from_its_day_and_the_old_one_stays_as_it_was(self, client: Client) -> None:
        rules = [Wording("kind", "Wees aardig", "Wees aardig voor elkaar.", "Be kind", "Be kind."), *wordings()]
        made = put_in_force(rules, on=in_days(1), what_changed="Een regel erbij.", by=staff(Role.ADMINISTRATOR))
        assert (made.number, made.rules.count()) == (2, 8)
        assert house_rules.version_on(in_days(0)) == RulesVersion.objects.get(number=1)
        assert house_rules.version_on(in_days(1)) == made
        page = text_of(client.get("/spelregels/"))
        assert "Een regel erbij." in page
        assert "Wees aardig" not in page
        assert client.get("/spelregels/2/").status_code == 404
        assert AuditEntry.objects.filter(action="house_rules.made").exists()

    def test_only_administrators_only_from_tomorrow_and_only_with_a_word_about_it(self) -> None:
        by = staff(Role.ADMINISTRATOR)
        with pytest.raises(NotAllowed):
            put_in_force(wordings(), on=in_days(1), what_changed="Iets.", by=moderator())
        for on, words, rules in (
            (in_days(0), "Iets.", wordings()),
            (in_days(1), " ", wordings()),
            (in_days(1), "x", []),
        ):
            with pytest.raises(Refused):
                put_in_force(rules, on=on, what_changed=words, by=by)
        with pytest.raises(Refused):
            put_in_force(wordings() * 2, on=in_days(1), what_changed="Iets.", by=by)
        assert RulesVersion.objects.count() == 1

    def test_a_decision_leads_to_the_rule_as_it_read_then(self, client: Client) -> None:
        made = hidden(comment())
        put_in_force(wordings()[1:], on=in_days(1), what_changed="Een regel weg.", by=staff(Role.ADMINISTRATOR))
        RulesVersion.objects.filter(number=2).update(in_force_from=in_days(0))
        page = text_of(client.get(reverse("moderation:entry", args=[made.pk])))
        assert "/spelregels/1/#respect" in page
        assert 'id="respect"' in text_of(client.get("/spelregels/1/"))
        assert "/spelregels/1/" in text_of(client.get("/spelregels/"))


@pytest.mark.django_db
class TestBackOffice:
    def test_an_administrator_copies_the_newest_version_and_changes_it(self) -> None:
        client, address = signed_in(staff(Role.ADMINISTRATOR)), reverse("admin:moderation_rulesversion_add")
        assert "Geen reclame" in text_of(client.get(address))
        sent: dict[str, object] = {
            "in_force_from": in_days(3).isoformat(),
            "what_changed": "Regel 1 is korter.",
            "form-TOTAL_FORMS": 8,
            "form-INITIAL_FORMS": 7,
            "form-MIN_NUM_FORMS": 1,
            "form-MAX_NUM_FORMS": 1000,
        }
        for number, rule in enumerate(newest()):
            sent |= {f"form-{number}-{name}": value for name, value in rule.items()}
            sent[f"form-{number}-ORDER"] = number + 1
        sent["form-0-title"] = "Schrijf over je plan"
        sent["form-6-DELETE"] = "on"
        response = client.post(address, sent)
        assert response.status_code == 302, text_of(response)
        made = RulesVersion.objects.get(number=2)
        assert next(rule.title for rule in house_rules.rules_of(made)) == "Schrijf over je plan"
        assert made.rules.count() == 6

    def test_moderators_read_them_and_change_nothing(self) -> None:
        client = signed_in(moderator())
        assert client.get(reverse("admin:moderation_rulesversion_changelist")).status_code == 200
        assert client.get(reverse("admin:moderation_rulesversion_add")).status_code in {403, 404}
        version = RulesVersion.objects.get()
        page = reverse("admin:moderation_rulesversion_change", args=[version.pk])
        assert client.get(page).status_code == 200
        assert client.post(page, {"what_changed": "anders"}).status_code == 403
