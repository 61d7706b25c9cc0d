"""Makes decisions append-only in the database itself: taking one back is a decision of its own."""

from django.db import migrations

from foundation.append_only import append_only


class Migration(migrations.Migration):
    """Adds the triggers."""

    dependencies = [("moderation", "0001_first")]

    operations = [append_only("moderation_decision")]
