"""When the mail server is away, and when staff change somebody's account."""

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from accounts.permissions import sync_roles
from foundation.models import AuditEntry
from tests.factories import resident, staff, zwolle
from tests.visitors import signed_in, text_of

pytestmark = pytest.mark.django_db


def test_without_a_mail_server_signing_in_says_so(client: Client, settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 2
    response = client.post(reverse("accounts:enter"), {"email": "iemand@voorbeeld.nl"})
    assert response.status_code == 503
    assert reverse("publications:home") in text_of(response)


class TestChangingByStaff:
    def change(self, client: Client, person: User, **data: object) -> int:
        form = {"display_name": person.display_name, "is_active": "on", **data}
        return client.post(reverse("admin:accounts_user_change", args=[person.pk]), form).status_code

    def test_a_role_is_given_through_the_action_and_written_down(self) -> None:
        sync_roles()
        person, administrator = resident(), staff(Role.ADMINISTRATOR)
        moderator = Group.objects.get(name="moderator")
        data = {"is_staff": "on", "groups": [moderator.pk], "moderates": [zwolle().pk]}
        assert self.change(signed_in(administrator), person, **data) == 302
        person.refresh_from_db()
        assert (person.is_staff, person.is_superuser) == (True, False)
        assert list(person.moderates.all()) == [zwolle()]
        entry = AuditEntry.objects.get(action="account.changed_by_staff")
        assert (entry.actor, entry.data["roles"]) == (administrator, ["moderator"])

    def test_taking_the_role_takes_the_power(self) -> None:
        administrator, other = staff(Role.ADMINISTRATOR), staff(Role.ADMINISTRATOR)
        assert self.change(signed_in(administrator), other) == 302
        other.refresh_from_db()
        assert (other.is_staff, other.is_superuser) == (False, False)

    def test_others_may_not(self) -> None:
        sync_roles()
        person = resident()
        assert self.change(signed_in(staff(Role.MODERATOR)), person, is_staff="on") == 403
        person.refresh_from_db()
        assert not person.is_staff
