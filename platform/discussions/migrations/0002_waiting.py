"""A comment may wait for a moderator before others read it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds whether it waits; nothing does."""

    dependencies = [("discussions", "0001_first")]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="is_waiting",
            field=models.BooleanField(
                db_default=False, default=False, editable=False, verbose_name="waits for a moderator"
            ),
        )
    ]
