"""Roles: what staff may do, and where."""

from io import StringIO

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.actions import give_role, introduce
from accounts.models import Role, User
from accounts.permissions import sync_roles
from accounts.rules import Visitor, has_role, may_moderate
from foundation.models import AuditEntry
from tests.factories import deventer, resident, staff, zwolle
from tests.visitors import signed_in

pytestmark = pytest.mark.django_db


def test_a_moderator_of_the_province_moderates_everywhere() -> None:
    person = staff(Role.MODERATOR)
    assert may_moderate(person, zwolle())
    assert may_moderate(person, None)


def test_a_moderator_of_a_municipality_moderates_only_there() -> None:
    person = staff(Role.MODERATOR, zwolle())
    assert may_moderate(person, zwolle())
    assert not may_moderate(person, deventer())
    assert not may_moderate(person, None)


def test_another_role_does_not_widen_where_somebody_moderates() -> None:
    person = staff(Role.MODERATOR, zwolle())
    give_role(person, role=Role.EDITOR, by=None)
    person = User.objects.get(pk=person.pk)
    assert has_role(person, Role.EDITOR)
    assert not may_moderate(person, deventer())


def test_nobody_else_moderates() -> None:
    people: list[Visitor] = [
        AnonymousUser(),
        resident(),
        *(staff(role) for role in (Role.EDITOR, Role.OFFICIAL, Role.FINANCE)),
    ]
    assert not any(may_moderate(person, zwolle()) for person in people)
    assert may_moderate(staff(Role.ADMINISTRATOR), zwolle())


def test_a_role_counts_only_for_staff_that_may_sign_in() -> None:
    person = staff(Role.MODERATOR)
    assert has_role(person, Role.MODERATOR)
    assert not has_role(person, Role.FINANCE)
    person.is_active = False
    assert not has_role(person, Role.MODERATOR)
    person.is_active, person.is_staff = True, False
    assert not has_role(person, Role.MODERATOR)


def test_giving_a_role_is_written_down() -> None:
    boss = staff(Role.ADMINISTRATOR)
    person = resident()
    assert not has_role(person, Role.EDITOR)
    give_role(person, role=Role.EDITOR, by=boss)
    assert has_role(person, Role.EDITOR)
    entry = AuditEntry.objects.get(action="account.role_given", subject_id=str(person.pk))
    assert entry.actor == boss
    assert entry.data == {"role": "editor"}


@pytest.mark.parametrize("role", list(Role))
def test_only_administrators_and_the_right_staff_get_into_the_back_office(role: Role) -> None:
    sync_roles()
    client = signed_in(staff(role))
    assert client.get(reverse("admin:index")).status_code == 200
    may_see_people = client.get(reverse("admin:accounts_user_changelist")).status_code
    assert may_see_people == (200 if role in {Role.ADMINISTRATOR, Role.MODERATOR} else 403)


def test_bringing_the_database_up_to_date_gives_the_roles_their_permissions() -> None:
    call_command("bring_up_to_date", stdout=StringIO())
    assert signed_in(staff(Role.OFFICIAL)).get(reverse("admin:promises_promise_changelist")).status_code == 200


def test_residents_and_visitors_do_not(client: Client) -> None:
    assert client.get(reverse("admin:index")).status_code == 302
    assert signed_in(resident()).get(reverse("admin:index")).status_code == 302


def test_a_name_is_kept_and_the_address_never_shown() -> None:
    person = User.objects.create_user("geheim@voorbeeld.nl")
    assert "geheim" not in str(person)
    assert person.public_name
    introduce(person, display_name="  Tante Riet ", postcode="9999")
    person.refresh_from_db()
    assert person.public_name == "Tante Riet"
    assert person.municipality is None
    assert AuditEntry.objects.filter(action="account.introduced", subject_id=str(person.pk)).exists()


def test_the_database_keeps_one_account_per_address_and_postcodes_whole() -> None:
    person = resident()
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email=person.email.upper())])
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=person.pk).update(postcode="80")


class TestDemoSession:
    def test_it_refuses_anywhere_but_in_the_demo(self) -> None:
        person = resident()
        with pytest.raises(CommandError, match="DEMO"):
            call_command("demo_session", person.email)

    def test_in_the_demo_its_cookie_is_that_person(self, settings: LazySettings, client: Client) -> None:
        settings.DEMO = True
        person, out = resident(), StringIO()
        call_command("demo_session", person.email, stdout=out)
        client.cookies[settings.SESSION_COOKIE_NAME] = out.getvalue().strip()
        response = client.get(reverse("accounts:me"))
        assert response.status_code == 200
        assert response.wsgi_request.user == person

    def test_nobody_by_that_address_is_one_line(self, settings: LazySettings) -> None:
        settings.DEMO = True
        with pytest.raises(CommandError, match="Nobody has the address"):
            call_command("demo_session", "niemand@voorbeeld.nl")
