import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("consultations", "0001_first"),
        ("places", "0002_overijssel"),
    ]

    operations = [
        migrations.CreateModel(
            name="Spot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("category", models.CharField(blank=True, max_length=10, verbose_name="category")),
                ("text", models.TextField(max_length=1000, verbose_name="what somebody says about it")),
                ("label", models.CharField(blank=True, max_length=120, verbose_name="what the spot is called")),
                ("geometry", models.JSONField(blank=True, null=True, verbose_name="drawn")),
                ("lat", models.FloatField(verbose_name="latitude")),
                ("lon", models.FloatField(verbose_name="longitude")),
                ("is_exact", models.BooleanField(default=True, verbose_name="drawn on the map")),
                (
                    "is_waiting",
                    models.BooleanField(default=False, editable=False, verbose_name="waits for a moderator"),
                ),
                ("is_hidden", models.BooleanField(default=False, editable=False, verbose_name="hidden by a moderator")),
                ("placed_on", models.DateField(verbose_name="placed on")),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.municipality",
                        verbose_name="municipality",
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spots",
                        to="consultations.part",
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spots",
                        to="consultations.response",
                    ),
                ),
            ],
            options={
                "verbose_name": "spot",
                "verbose_name_plural": "spots",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["part", "-id"], name="spots_of_a_part"),
                    models.Index(fields=["part", "category", "-id"], name="spots_by_category"),
                    models.Index(fields=["part", "municipality", "-id"], name="spots_by_municipality"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="a_spot_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lat__range", (50.0, 54.0)), ("lon__range", (3.0, 8.0))),
                        name="a_spot_is_in_the_netherlands",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_exact", False), ("geometry__isnull", False), _connector="OR"),
                        name="an_exact_spot_is_drawn",
                    ),
                ],
            },
        ),
    ]
