"""The offices that answer from the start; administrators add others."""

from django.db import migrations

OFFICES = [("statengriffie", "Statengriffie"), ("team-participatie", "Team Participatie")]


def add(apps, schema_editor):
    office_model = apps.get_model("promises", "Office")
    for slug, name in OFFICES:
        office_model.objects.get_or_create(slug=slug, defaults={"name": name})


class Migration(migrations.Migration):
    dependencies = [("promises", "0001_first")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
