"""The kinds of initiative the site starts with, as docs/rules/thresholds.md says; administrators change them later."""

from django.db import migrations

GRIFFIE, TEAM = "statengriffie", "team-participatie"
KINDS = [
    {
        "slug": "idee",
        "name": "Idee",
        "explanation": "Een plan voor je eigen omgeving. Je zoekt mensen die meedoen. Er is geen drempel en geen termijn.",
        "threshold": 0,
        "term_days": None,
        "answer_days": 60,
        "promise": "De provincie geeft antwoord op dit initiatief.",
        "office": TEAM,
        "position": 1,
        "is_default": True,
    },
    {
        "slug": "burgerinitiatief",
        "name": "Burgerinitiatief",
        "explanation": "Je wilt dat Provinciale Staten erover praten. Genoeg steun van mensen van 16 jaar en ouder"
        " uit Overijssel? Dan komt het op hun agenda.",
        "threshold": 1000,
        "term_days": 365,
        "answer_days": 60,
        "promise": "Provinciale Staten zetten dit op hun agenda en geven antwoord.",
        "office": GRIFFIE,
        "position": 2,
        "is_default": False,
    },
    {
        "slug": "uitdaagrecht",
        "name": "Uitdaagrecht",
        "explanation": "Je wilt met anderen een taak van de provincie overnemen, omdat jullie het beter of goedkoper kunnen.",
        "threshold": 50,
        "term_days": 180,
        "answer_days": 90,
        "promise": "De provincie zegt of jullie deze taak kunnen overnemen, en hoe.",
        "office": TEAM,
        "position": 3,
        "is_default": False,
    },
]


def add(apps, schema_editor):
    office_model = apps.get_model("promises", "Office")
    kind_model = apps.get_model("initiatives", "Kind")
    for row in KINDS:
        office = office_model.objects.get(slug=row["office"])
        kind_model.objects.get_or_create(slug=row["slug"], defaults={**row, "office": office})


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0002_promises"), ("promises", "0002_offices")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
