"""Puts the 25 municipalities of Overijssel and their postcodes into the database."""

import json
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).parents[1] / "data"


def load(apps, schema_editor):
    """Add what is not there yet."""
    municipality = apps.get_model("places", "Municipality")
    for row in json.loads((DATA / "municipalities.json").read_text()):
        municipality.objects.get_or_create(cbs_code=row.pop("cbs_code"), defaults=row)
    ids = dict(municipality.objects.values_list("cbs_code", "pk"))
    area = apps.get_model("places", "PostcodeArea")
    area.objects.bulk_create(
        [
            area(code=code, municipality_id=ids[cbs], place=place)
            for code, cbs, place in json.loads((DATA / "postcodes.json").read_text())
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    """Loads the data."""

    dependencies = [("places", "0001_first")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
