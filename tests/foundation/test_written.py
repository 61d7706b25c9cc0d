"""Queries that are written once: they find what the models find, for whatever values they are asked with."""

import pytest
from django.db import connection

from foundation.written import Written, columns_of, from_json
from initiatives.models import Course, Need
from places.models import Municipality
from publications.models import Picture
from tests.factories import initiative

pytestmark = pytest.mark.django_db


def in_json(table: str, key: str, value: int) -> dict[str, object]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_json(x) FROM {table} x WHERE {key} = %s", [value])
        found: dict[str, object] = cursor.fetchone()[0]
        return found


def test_each_asking_has_its_own_values() -> None:
    query = Written(Municipality.objects.filter(slug="-slug-").values_list("name"), slug="-slug-")
    assert [query.ask(slug=slug) for slug in ("zwolle", "deventer", "nergens")] == [[("Zwolle",)], [("Deventer",)], []]


def test_a_value_that_looks_like_sql_is_only_a_value() -> None:
    query = Written(Municipality.objects.filter(slug="-slug-").values_list("name"), slug="-slug-")
    assert query.ask(slug="' OR true --") == []


def test_a_stand_in_that_is_not_in_the_query_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="place"):
        Written(Municipality.objects.filter(slug="-slug-").values_list("name"), slug="-slug-", place=-1)


def test_a_value_that_is_forgotten_is_never_the_stand_in() -> None:
    query = Written(Municipality.objects.filter(slug="-slug-").values_list("name"), slug="-slug-")
    with pytest.raises(KeyError):
        query.ask()


def test_a_row_in_json_becomes_what_the_model_would_have_read() -> None:
    one = initiative()
    Course.objects.filter(pk=one.pk).update(ends_on="2027-01-31", warned_at="2026-12-01T12:30:00.123456+01:00")
    picture = Picture.objects.create(
        publication=one, key="6b0f6cf0-8a5e-4a09-9a5b-3f2b8f4d2a10", alt="Een veld", width=9, height=5
    )
    rows = (
        (Course, "initiatives_course", "initiative_id", one.pk),
        (Need, "initiatives_need", "initiative_id", one.pk),
        (Picture, "publications_picture", "id", picture.pk),
    )
    for model, table, key, value in rows:
        made, read = from_json(model, in_json(table, key, value)), model.objects.get(**{key: value})
        for name in columns_of(model):
            assert getattr(made, name) == getattr(read, name), name
