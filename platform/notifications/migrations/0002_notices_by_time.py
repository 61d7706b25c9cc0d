"""Lets somebody's notices be read in the order of time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0001_first"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("on_site", True)),
                fields=["person", "-made_at", "-id"],
                name="notices_of_a_person_by_time",
            ),
        ),
        migrations.RemoveIndex(model_name="notice", name="notices_of_a_person"),
    ]
