"""Adds mail domains with which nobody makes an account."""

import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    """As above."""

    dependencies = [
        ("accounts", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="BlockedDomain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "domain",
                    models.CharField(
                        help_text="For example weggooimail.nl.", max_length=253, unique=True, verbose_name="domain"
                    ),
                ),
                ("reason", models.CharField(max_length=280, verbose_name="reason")),
                (
                    "until",
                    models.DateField(
                        blank=True, help_text="Empty: no end.", null=True, verbose_name="until and including"
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="made at"
                    ),
                ),
            ],
            options={
                "verbose_name": "blocked mail domain",
                "verbose_name_plural": "blocked mail domains",
                "ordering": ["domain"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("domain__regex", "^[a-z0-9-]+(\\.[a-z0-9-]+)+$")),
                        name="a_domain_in_lower_case",
                    )
                ],
            },
        ),
    ]
