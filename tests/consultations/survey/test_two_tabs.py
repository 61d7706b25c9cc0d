"""Two tabs of one person, at the same moment."""

from django.urls import reverse

from consultations.models import Part, Response
from tests.consultations.survey import surveys
from tests.factories import resident
from tests.visitors import at_once, signed_in


def section(part: Part, key: str) -> str:
    return reverse("consultations:survey:section", args=[part.consultation.slug, part.number, key])


def test_two_tabs_do_not_lose_each_others_sections(committed: None) -> None:
    part, person = surveys.fork(), resident()
    signed_in(person).post(part.get_absolute_url(), {"hoe": "bus"})
    typed = {"bussen": {"lijn": "Lijn 4"}, "slot": {"tip": "Vaker"}, "reis": {"hoe": "bus", "waarom": "Handig"}}
    clients = [signed_in(person) for _key in typed]
    found = at_once(3, lambda tab: clients[tab].post(section(part, list(typed)[tab]), list(typed.values())[tab]))
    assert [one.status_code for one in found] == [302, 302, 302]
    assert Response.objects.get().data["answers"] == {
        "hoe": {"chosen": ["bus"], "other": ""},
        "waarom": "Handig",
        "lijn": "Lijn 4",
        "tip": "Vaker",
    }
