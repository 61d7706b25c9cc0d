"""Officials see in the back office what is owed, and promise there in the way of the kind."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Role
from accounts.permissions import sync_roles
from foundation import clock
from foundation.models import AuditEntry
from promises.models import Office, Promise
from tests.factories import resident, staff
from tests.promises.making import office, promised, published
from tests.visitors import queries, signed_in, text_of

PROMISES = "/beheer/promises/promise/"


@pytest.mark.django_db
class TestBackOffice:
    @pytest.fixture(autouse=True)
    def roles(self) -> None:
        sync_roles()

    @pytest.mark.parametrize("name", ["promise", "office"])
    def test_each_list_opens_for_officials_and_for_nobody_without_a_role(self, name: str) -> None:
        promised()
        url = reverse(f"admin:promises_{name}_changelist")
        assert signed_in(staff(Role.OFFICIAL)).get(url).status_code == 200
        assert signed_in(staff(Role.ADMINISTRATOR)).get(url).status_code == 200
        assert signed_in(staff(Role.FINANCE)).get(url).status_code == 403
        assert signed_in(resident()).get(url).status_code == 302

    def test_the_worklist_leads_to_writing_the_answer_in_as_few_queries_for_many_as_for_one(self) -> None:
        made, client = promised(), signed_in(staff(Role.OFFICIAL))
        few = queries(client, PROMISES)
        for days in range(5):
            promised(days)
        assert queries(client, PROMISES) == few
        assert f"{reverse('admin:initiatives_answer_add')}?promise={made.pk}" in text_of(client.get(PROMISES))

    def test_an_official_promises_here_and_is_told_why_not(self) -> None:
        one, client = published(), signed_in(staff(Role.OFFICIAL))
        day = (clock.today() + timedelta(days=8)).isoformat()
        sent = {"publication": one.pk, "office": office().pk, "due_on": day, "text": "We geven antwoord."}
        assert client.post(f"{PROMISES}add/", sent).status_code == 302
        assert Promise.objects.get().text == "We geven antwoord."
        assert "Er is al een belofte" in text_of(client.post(f"{PROMISES}add/", sent, follow=True))
        assert Promise.objects.count() == 1

    def test_an_administrator_adds_an_office_and_it_is_written_down(self) -> None:
        admin = staff(Role.ADMINISTRATOR)
        sent = {"name": "Natuur en milieu", "slug": "natuur"}
        assert signed_in(admin).post(reverse("admin:promises_office_add"), sent).status_code == 302
        assert Office.objects.get(slug="natuur").name == "Natuur en milieu"
        assert AuditEntry.objects.get(action="office.added").actor == admin
        assert signed_in(staff(Role.OFFICIAL)).post(reverse("admin:promises_office_add"), sent).status_code == 403
