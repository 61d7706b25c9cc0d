"""Adds traces, kept thirty days, and the salts they are made with."""

import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    """As above."""

    dependencies = [
        ("foundation", "0003_written"),
    ]

    operations = [
        migrations.CreateModel(
            name="TraceSalt",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False, verbose_name="day")),
                ("salt", models.BinaryField(max_length=32, verbose_name="salt")),
            ],
            options={
                "verbose_name": "salt of a day",
                "verbose_name_plural": "salts of days",
            },
        ),
        migrations.CreateModel(
            name="Trace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("subject_id", models.BigIntegerField(verbose_name="subject")),
                ("person_id", models.BigIntegerField(verbose_name="person")),
                ("publication_id", models.BigIntegerField(null=True, verbose_name="publication")),
                ("network", models.CharField(max_length=24, verbose_name="network")),
                ("device", models.CharField(max_length=24, verbose_name="device")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="at"
                    ),
                ),
            ],
            options={
                "verbose_name": "trace",
                "verbose_name_plural": "traces",
                "indexes": [
                    models.Index(fields=["kind", "publication_id", "at"], name="traces_of_a_publication"),
                    models.Index(fields=["at"], name="traces_by_age"),
                ],
            },
        ),
    ]
