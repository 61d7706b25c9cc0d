"""The demo: a lively site out of an empty database, and nothing done twice."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.models import Role, User
from accounts.rules import has_role
from initiatives import demo_content
from initiatives.models import Draft, Initiative
from moderation.models import Wave
from notifications.models import Mail
from publications.models import Overview, Picture, Publication
from voting.actions import miscounted
from voting.models import Support

pytestmark = pytest.mark.django_db


def test_it_fills_an_empty_site_and_leaves_a_filled_one_alone(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    # Pictures are drawn and converted as uploads are: two show that it works, sixty only that it takes a while.
    draw = demo_content.add_picture
    drawn: list[str] = []

    def draw_two(initiative: Initiative, row: dict[str, object]) -> None:
        if len(drawn) < 2:
            drawn.append(initiative.title)
            draw(initiative, row)

    monkeypatch.setattr(demo_content, "add_picture", draw_two)
    out = StringIO()
    call_command("demo", stdout=out)

    shown = Initiative.objects.count()
    assert shown >= 60
    assert Initiative.objects.values("theme").distinct().count() == 4
    assert Initiative.objects.values("municipality").distinct().count() == 25
    assert Picture.objects.filter(publication__kind="initiative").count() == 2
    assert Support.objects.count() > shown
    assert miscounted() == []
    assert [(wave.state, wave.size) for wave in Wave.objects.all()] == [("open", 14)]
    assert not Publication.objects.filter(kind="initiative", energy_due=True).exists()
    assert not Mail.objects.exists()
    assert not Draft.objects.exists()
    assert len(Overview.objects.get().field) == min(60, Publication.objects.published().count())
    assert {role for role in Role if any(has_role(user, role) for user in User.objects.filter(is_staff=True))} == set(
        Role
    )
    twice = [title for title, times in Counter(Initiative.objects.values_list("title", flat=True)).items() if times > 1]
    assert twice == []
    for one in Initiative.objects.published().order_by("?")[:5]:
        assert client.get(one.get_absolute_url()).status_code == 200
    assert client.get("/").status_code == 200

    again = StringIO()
    call_command("demo", stdout=again)
    assert "already" in again.getvalue()
    assert Initiative.objects.count() == shown
