"""`manage.py seed`: consistent, the same every time, and harmless to what is there already."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import Count, F, Max

from accounts.models import User
from discussions.actions import miscounted as miscounted_comments
from discussions.models import Comment
from initiatives import energy_count, seeding
from initiatives.models import Initiative, Need, Revision
from publications.actions import next_reference
from publications.models import Publication, ReferenceCounter, StateChange
from publications.search import matching
from voting import actions as voting
from voting.models import Support

pytestmark = pytest.mark.django_db


def seed(**amounts: int) -> str:
    """Run the command."""
    out = StringIO()
    call_command("seed", stdout=out, **amounts)
    return out.getvalue()


def test_seeds_the_numbers_asked_for() -> None:
    said = seed(residents=30, initiatives=40, supports=200)
    assert User.objects.count() == 30
    assert Initiative.objects.count() == 40
    assert Support.objects.count() == 200
    assert re.search(r"[\d,]+ rows in [\d.]+ s, [\d,]+ a second", said)
    assert "40 initiatives" in said


def test_counts_and_energy_are_those_of_the_rows() -> None:
    seed(residents=30, initiatives=40, supports=200)
    assert voting.miscounted() == []
    stored = dict(Publication.objects.values_list("pk", "energy"))
    Publication.objects.update(energy_due=True)
    energy_count.recount_due()
    assert stored == pytest.approx(dict(Publication.objects.values_list("pk", "energy")), abs=1e-9)


def test_each_initiative_is_complete() -> None:
    seed(residents=30, initiatives=60, supports=100)
    for model, name in ((Need, "initiative"), (Revision, "initiative"), (StateChange, "publication")):
        assert model.objects.values(name).distinct().count() == 60, model
    assert not Initiative.objects.filter(published_at=None).exists()
    assert not Support.objects.filter(person=F("publication__author")).exists()
    assert not Support.objects.filter(created_at__lt=F("publication__published_at")).exists()
    for item in Initiative.objects.all():
        item.full_clean(exclude=["search_vector"])
        assert item.state_changes.last().state == item.state  # type: ignore[union-attr]  # it has one
    assert StateChange.objects.values("state").annotate(n=Count("pk")).count() > 1


def test_can_be_searched() -> None:
    seed(residents=10, initiatives=20)
    first = Publication.objects.order_by("pk")[0]
    longest = max(first.title.split(), key=len).strip("?,")
    assert first in matching(Publication.objects.order_by("pk"), longest)


def test_same_random_seed_same_content() -> None:
    def content() -> list[tuple[object, ...]]:
        fields = ("slug", "title", "summary", "state", "support_count", "energy", "published_at", "reference")
        return list(Publication.objects.order_by("pk").values_list(*fields))

    now = datetime(2026, 11, 1, 12, tzinfo=UTC)
    amounts = seeding.Amounts(residents=20, initiatives=15, supports=60)
    seeding.seed(amounts, random_seed=7, progress=print, now=now)
    once = content()
    Publication.objects.all().delete()
    User.objects.all().delete()
    ReferenceCounter.objects.all().delete()
    seeding.seed(amounts, random_seed=7, progress=print, now=now)
    assert content() == once
    Publication.objects.all().delete()
    seeding.seed(amounts, random_seed=8, progress=print, now=now)
    assert {row[1] for row in content()} != {row[1] for row in once}


def test_grows_what_is_there() -> None:
    seed(residents=20, initiatives=30, supports=50)
    before = set(Publication.objects.values_list("reference", flat=True))
    seed(residents=5, initiatives=30, supports=50)
    assert Publication.objects.count() == 60
    assert before < set(Publication.objects.values_list("reference", flat=True))
    assert next_reference() not in set(Publication.objects.values_list("reference", flat=True))
    assert voting.miscounted() == []


def test_more_supports_for_what_is_there() -> None:
    seed(residents=30, initiatives=10, supports=20)
    seed(supports=50)
    assert Support.objects.count() == 70
    assert voting.miscounted() == []
    assert not Publication.objects.filter(energy_due=True).exists()


@pytest.mark.parametrize("kind", ["campaigns", "pledges"])
def test_says_what_is_not_there_yet(kind: str) -> None:
    with pytest.raises(CommandError, match=f"--{kind}: not there yet"):
        seed(**{kind: 3})
    assert seed(residents=1, **{kind: 0})


@pytest.mark.parametrize("amounts", [{"residents": 3, "initiatives": 2, "supports": 50}, {"initiatives": 2}])
def test_refuses_what_does_not_fit(amounts: dict[str, int]) -> None:
    with pytest.raises(CommandError):
        seed(**amounts)
    assert not User.objects.exists()


@pytest.mark.parametrize("text", ["-1", "1.5", "many"])
def test_refuses_what_is_no_amount(text: str) -> None:
    with pytest.raises(CommandError, match="must be a whole number"):
        call_command("seed", f"--residents={text}")


def test_comments_come_with_consistent_counts_and_one_long_conversation() -> None:
    call_command("seed", residents=12, initiatives=10, supports=20, comments=200, random_seed=3, stdout=StringIO())
    assert Comment.objects.count() == 200
    assert miscounted_comments() == []
    assert Publication.objects.aggregate(most=Max("comment_count"))["most"] >= 100
