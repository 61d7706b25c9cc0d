"""Mail domains with which nobody makes an account for now."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import domains
from accounts.actions import welcome
from accounts.models import BlockedDomain, Role, User
from foundation.errors import Refused
from foundation.models import AuditEntry, Trace
from tests.factories import resident, staff
from tests.visitors import ask_for_code, come_in, signed_in, text_of

pytestmark = pytest.mark.django_db


def is_blocked(email: str) -> bool:
    try:
        domains.require_free(email)
    except domains.Blocked:
        return True
    return False


def block(domain: str = "weg.example", **changes: object) -> BlockedDomain:
    return domains.block(domain, **{"by": staff(Role.ADMINISTRATOR), "reason": "Een golf.", **changes})  # type: ignore[arg-type]


def test_well_known_disposable_domains_are_blocked_from_the_start() -> None:
    assert is_blocked("iemand@mailinator.com")
    assert BlockedDomain.objects.count() >= 40
    assert not is_blocked("iemand@gmail.com")


@pytest.mark.parametrize(
    ("email", "blocked"),
    [
        ("a@weg.example", True),
        ("a@WEG.Example", True),
        ("a@diep.in.weg.example", True),
        ("a@weg.example.", True),
        ("a@nietweg.example", False),
        ("a@example", False),
        ("weg.example@anders.example", False),
    ],
)
def test_a_domain_is_blocked_with_its_subdomains_and_nothing_else(email: str, blocked: bool) -> None:
    block()
    assert is_blocked(email) == blocked


def test_a_domain_with_letters_of_its_own_is_the_same_in_both_spellings() -> None:
    block("mäil.example")
    assert is_blocked("a@mäil.example")
    assert is_blocked("a@xn--mil-qla.example")


def test_nobody_new_comes_in_and_the_page_says_so_without_naming_anybody(client: Client) -> None:
    block()
    response = ask_for_code(client, "nieuw@weg.example")
    assert "weg.example" not in text_of(response).replace("nieuw@weg.example", "")
    assert 'aria-invalid="true"' in text_of(response)
    assert not User.objects.filter(email="nieuw@weg.example").exists()
    assert not mail.outbox
    assert not Trace.objects.exists()


def test_who_has_an_account_keeps_coming_in(client: Client) -> None:
    person = resident()
    User.objects.filter(pk=person.pk).update(email="oud@weg.example")
    block()
    come_in(client, "oud@weg.example")
    assert client.get(reverse("accounts:me")).status_code == 200


def test_a_new_account_leaves_a_trace_and_coming_back_does_not(client: Client) -> None:
    come_in(client, "nieuw@voorbeeld.nl")
    assert Trace.objects.get(kind="registration").person_id == User.objects.get().pk
    come_in(Client(), "nieuw@voorbeeld.nl")
    assert Trace.objects.count() == 1


def test_a_block_holds_until_its_last_day_and_no_longer() -> None:
    today = timezone.localdate()
    block(until=today)
    assert is_blocked("a@weg.example")
    block(until=today - timedelta(days=1))
    assert not is_blocked("a@weg.example")
    assert welcome("a@weg.example").pk


def test_blocking_and_freeing_is_noted_with_the_reason() -> None:
    by = staff(Role.ADMINISTRATOR)
    made = block(by=by)
    domains.free(made, by=by)
    domains.free(made, by=by)
    entries = AuditEntry.objects.filter(action__startswith="domain.").order_by("id")
    assert [(one.action, one.actor_id, one.data["reason"]) for one in entries] == [
        ("domain.blocked", by.pk, "Een golf."),
        ("domain.freed", by.pk, "Een golf."),
    ]


@pytest.mark.parametrize(("domain", "reason"), [("nergens", "Een golf."), ("weg.example", " ")])
def test_what_is_no_domain_or_has_no_reason_is_refused(domain: str, reason: str) -> None:
    with pytest.raises(Refused):
        block(domain, reason=reason)


def test_the_database_keeps_domains_in_lower_case() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        BlockedDomain.objects.create(domain="Weg.Example", reason="x")


def test_administrators_block_and_free_in_the_back_office_and_moderators_do_not() -> None:
    client = signed_in(staff(Role.ADMINISTRATOR))
    add = reverse("admin:accounts_blockeddomain_add")
    client.post(add, {"domain": "iemand@Weg.Example", "reason": "Een golf.", "until": ""})
    made = BlockedDomain.objects.get(domain="weg.example")
    change = reverse("admin:accounts_blockeddomain_change", args=[made.pk])
    client.post(change, {"reason": "Nog een golf.", "until": "2030-01-01"})
    made.refresh_from_db()
    assert (made.reason, str(made.until)) == ("Nog een golf.", "2030-01-01")
    client.post(reverse("admin:accounts_blockeddomain_delete", args=[made.pk]), {"post": "yes"})
    assert not BlockedDomain.objects.filter(pk=made.pk).exists()
    actions = list(AuditEntry.objects.filter(action__startswith="domain.").values_list("action", flat=True))
    assert sorted(actions) == ["domain.blocked", "domain.blocked", "domain.freed"]
    assert signed_in(staff(Role.MODERATOR)).get(add).status_code == 403
