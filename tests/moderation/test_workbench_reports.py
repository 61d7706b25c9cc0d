"""What a report says on the workbench: the rule or the law by its name, at the same cost for one and for many."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from accounts.models import Role
from accounts.permissions import sync_roles
from moderation import reporting, subjects
from moderation.admin.house_rules import newest
from moderation.grounds import first_up
from moderation.house_rules import Wording, put_in_force
from moderation.models import Case, HouseRule, Law, Report
from moderation.reporting import Reported
from tests.factories import staff
from tests.moderation.making import case_about, comment, moderator, rule
from tests.visitors import queries, signed_in, text_of

pytestmark = pytest.mark.django_db


def reported(case: Case, number: int, ground: str) -> Report:
    """A report about what a case is about, by somebody without an account."""
    content = subjects.find(case.subject_kind, case.subject_id)
    assert content is not None
    told = Reported(content.path, ground, f"Dit hoort hier niet, {number}.", "Bea", f"bea{number}@voorbeeld.nl")
    return reporting.report(told, kind=case.subject_kind, pk=case.subject_id)


def test_a_report_names_the_rule_as_it_read_then_or_the_law_and_many_cost_what_one_costs() -> None:
    sync_roles()
    client, case = signed_in(moderator()), case_about(comment())
    address = reverse("admin:moderation_case_change", args=[case.pk])
    reported(case, 0, "rule:respect")
    few = queries(client, address)
    by_law = reported(case, 1, "law:sr-266")
    unknown = reported(case, 2, "rule:respect")
    Report.objects.filter(pk=unknown.pk).update(what="niet-meer")
    newer = [Wording(**{**one, "title": f"{one['title']} (nieuw)"}) for one in newest()]
    tomorrow = timezone.localdate() + timedelta(days=1)
    put_in_force(newer, on=tomorrow, what_changed="Andere titels.", by=staff(Role.ADMINISTRATOR))
    later = reported(case, 3, "rule:personal-data")
    Report.objects.filter(pk=later.pk).update(made_at=timezone.now() + timedelta(days=2))
    for number in range(4, 12):
        reported(case, number, "rule:advertising")
    page = text_of(client.get(address))
    assert f". Huisregel {rule().number}, {escape(HouseRule.objects.get(version=1, code='respect').title)}<" in page
    assert f"{escape(HouseRule.objects.get(version=1, code='personal-data').title)} (nieuw)<" in page
    assert f". {first_up(str(Law(by_law.what).label))}<" in page
    assert f". {Report.Ground.RULE.label}<" in page
    for code in ("(respect)", "(sr-266)", "(niet-meer)"):
        assert code not in page
    assert queries(client, address) == few
