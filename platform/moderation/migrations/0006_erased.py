"""Says of a case when what was removed for good was wiped."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0005_sentences"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="erased_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="wiped at"),
        ),
    ]
