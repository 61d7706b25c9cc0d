"""Lets support be set aside: it stays, and does not count."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """As above."""

    dependencies = [
        ("publications", "0001_first"),
        ("voting", "0002_named"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SetAside",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField(verbose_name="wave")),
            ],
            options={
                "verbose_name": "support set aside",
                "verbose_name_plural": "supports set aside",
            },
        ),
        migrations.AddField(
            model_name="support",
            name="counted",
            field=models.BooleanField(db_default=True, default=True, editable=False, verbose_name="counts"),
        ),
        migrations.AddIndex(
            model_name="support",
            index=models.Index(
                condition=models.Q(("counted", False)), fields=["publication"], name="supports_not_counted"
            ),
        ),
        migrations.AddField(
            model_name="setaside",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="setaside",
            name="publication",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="publications.publication",
                verbose_name="publication",
            ),
        ),
        migrations.AddIndex(
            model_name="setaside",
            index=models.Index(fields=["number"], name="set_aside_by_wave"),
        ),
        migrations.AddConstraint(
            model_name="setaside",
            constraint=models.UniqueConstraint(
                fields=("publication", "person", "number"), name="set_aside_once_per_wave"
            ),
        ),
    ]
