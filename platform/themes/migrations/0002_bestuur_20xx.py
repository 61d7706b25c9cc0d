"""Puts the four themes of Overijssels Bestuur 20XX into the database."""

import json
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).parents[1] / "data"


def load(apps, schema_editor):
    """Add what is not there yet; what editors changed stays."""
    theme = apps.get_model("themes", "Theme")
    for row in json.loads((DATA / "themes.json").read_text()):
        theme.objects.get_or_create(slug=row.pop("slug"), defaults=row)


class Migration(migrations.Migration):
    """Loads the data."""

    dependencies = [("themes", "0001_first")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
