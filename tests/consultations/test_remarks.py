"""What people said in words: laid out, tagged, and without personal data where others read it."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role
from consultations import remarks, results, tags, taking_part
from consultations.models import Part, Remark, Tag, Tagging
from foundation.errors import NotAllowed, Refused
from foundation.models import AuditEntry
from tests.consultations import asking
from tests.consultations.counting import asked, said
from tests.factories import resident, staff
from tests.visitors import queries, signed_in, text_of

method = pytest.fixture(autouse=True)(asked)
pytestmark = pytest.mark.django_db


def page(part: Part) -> str:
    return reverse("consultations:remarks", args=[part.consultation.slug, part.number])


def test_what_is_written_is_laid_out_and_follows_changes() -> None:
    part = asking.part("asked")
    sitting = taking_part.begin(part)
    taking_part.write(sitting, {"bus": "yes", "waarom": "Er rijdt niets na zes uur"}, is_sent=True)
    results.count_due()
    remarks.lay_out_due()
    kept = Remark.objects.get()
    assert (kept.text, kept.question, kept.key) == ("Er rijdt niets na zes uur", "Waarom?", "waarom")
    taking_part.write(sitting, {"bus": "yes", "waarom": "Er rijdt niets na zeven uur"}, is_sent=True)
    results.count_due()
    remarks.lay_out_due()
    assert Remark.objects.get().pk == kept.pk
    assert Remark.objects.get().text == "Er rijdt niets na zeven uur"
    taking_part.withdraw(sitting)
    assert not Remark.objects.exists()
    results.count_due()
    remarks.lay_out_due()
    assert not Remark.objects.exists()


def test_what_is_taken_back_can_be_wiped_at_once() -> None:
    part = asking.part("asked")
    [row], _other = said(part, "Mijn eigen woorden"), said(part, "Iets anders")
    remarks.forget(row.response)
    assert [left.text for left in Remark.objects.all()] == ["Iets anders"]


def test_nothing_is_laid_out_again_when_nothing_changed() -> None:
    part = asking.part("asked")
    said(part, "Een fietspad")
    assert remarks.lay_out_due() == 0


def test_many_get_a_tag_at_once_and_the_same_name_is_the_same_tag() -> None:
    part, by = asking.part("asked"), staff(Role.OFFICIAL)
    rows = said(part, "Meer bussen", "De bus is duur", "Fietspad")
    client = signed_in(by)
    client.post(page(part), {"name": "Bus", "remark": [rows[0].pk, rows[1].pk], "do": "give"})
    client.post(page(part), {"name": " bus ", "remark": [rows[0].pk], "do": "give"})
    assert [(tag.name, vars(tag)["uses"]) for tag in remarks.tag_counts([part])] == [("Bus", 2)]
    assert Tagging.objects.count() == 2
    client.post(page(part), {"name": "bus", "remark": [rows[0].pk], "do": "take"})
    assert Tagging.objects.get().remark_id == rows[1].pk


def test_only_staff_tags_and_never_remarks_of_another_part(client: Client) -> None:
    part, other = asking.part("asked"), asking.part("asked")
    [row], [foreign] = said(part, "Meer bussen"), said(other, "Iets anders")
    assert client.get(page(part)).status_code == 404
    assert signed_in(resident()).get(page(part)).status_code == 404
    with pytest.raises(NotAllowed):
        tags.give(part, [row.pk], by=resident(), name="Bus")
    tags.give(part, [foreign.pk], by=staff(Role.EDITOR), name="Bus")
    assert not Tagging.objects.exists()


def test_without_a_name_or_an_answer_nothing_happens() -> None:
    part, by = asking.part("asked"), staff(Role.EDITOR)
    [row] = said(part, "Meer bussen")
    for chosen, name in (([row.pk], "  "), ([], "Bus"), ([row.pk], "x" * 51)):
        with pytest.raises(Refused):
            tags.give(part, chosen, by=by, name=name)
    assert not Tag.objects.exists()


def test_the_page_filters_by_tag_and_words() -> None:
    part, by = asking.part("asked"), staff(Role.EDITOR)
    bus, bike = said(part, "Meer bussen naar Raalte", "Een fietspad naar Heino")
    tag = tags.give(part, [bus.pk], by=by, name="Bus")
    client = signed_in(by)
    assert bike.text not in text_of(client.get(page(part), {"tag": tag.pk}))
    assert bus.text not in text_of(client.get(page(part), {"tag": "geen"}))
    assert bike.text not in text_of(client.get(page(part), {"zoek": "raalte bus"}))
    assert bus.text in text_of(client.get(page(part), {"zoek": "raalte bus"}))


def test_a_tag_is_suggested_for_what_is_like_what_was_tagged() -> None:
    part, by = asking.part("asked"), staff(Role.EDITOR)
    rows = said(
        part,
        "De bus rijdt te weinig in het weekend",
        "Meer bussen in de avond graag",
        "Het fietspad is slecht verlicht",
        "Lantaarns langs het fietspad",
        "In het weekend komt er geen bus",
    )
    bus = tags.give(part, [row.pk for row in rows[:2]], by=by, name="Bus")
    tags.give(part, [row.pk for row in rows[2:4]], by=by, name="Fietspad")
    found = tags.suggestions(part.consultation, [rows[4], rows[0]])
    assert found[rows[4].pk][0] == bus
    assert bus not in found[rows[0].pk]
    html = text_of(signed_in(by).get(page(part)))
    assert f'value="{rows[4].pk}:Bus"' in html
    signed_in(by).post(page(part), {"suggested": f"{rows[4].pk}:Bus"})
    assert Tagging.objects.filter(remark=rows[4], tag=bus).exists()


def test_a_page_of_remarks_costs_the_same_however_many_there_are() -> None:
    part, by = asking.part("asked"), staff(Role.EDITOR)
    rows = said(part, *(f"Meer bussen, nummer {number}" for number in range(60)))
    tags.give(part, [row.pk for row in rows], by=by, name="Bus")
    client = signed_in(by)
    assert queries(client, page(part)) <= 12
    first = text_of(client.get(page(part)))
    assert first.count('class="voice"') == 50
    assert "na=" in first


def test_pieces_are_left_out_where_others_read() -> None:
    part, by = asking.part("asked"), staff(Role.OFFICIAL)
    [row] = said(part, "Bel Jan de Vries op 06-12345678, hij woont bij de halte")
    url = reverse("consultations:leave_out", args=[part.consultation.slug, part.number, row.pk])
    client = signed_in(by)
    assert "06-12345678" in text_of(client.get(url)).split("<textarea")[1]
    assert client.post(url, {"pieces": "Jan Jansen"}).status_code == 409
    client.post(url, {"pieces": "Jan de Vries\n06-12345678\nJan"})
    row.refresh_from_db()
    assert row.shown == "Bel […] op […], hij woont bij de halte"
    assert AuditEntry.objects.filter(action="remark.hidden").count() == 1
    client.post(url, {"pieces": "", "is_private": "on"})
    row.refresh_from_db()
    assert row.shown == "[…]"


def test_subjects_are_counted_on_the_page_of_results(client: Client) -> None:
    part = asking.part("asked", results_shown="live")
    [row] = said(part, "Meer bussen")
    tags.give(part, [row.pk], by=staff(Role.EDITOR), name="Openbaar vervoer")
    html = text_of(client.get(reverse("consultations:part_results", args=[part.consultation.slug, part.number])))
    assert "Openbaar vervoer" in html
