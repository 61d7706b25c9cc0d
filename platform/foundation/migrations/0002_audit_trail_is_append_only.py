"""Makes the audit trail append-only in the database itself."""

from django.db import migrations

from foundation.append_only import append_only


class Migration(migrations.Migration):
    """Adds the triggers."""

    dependencies = [("foundation", "0001_first")]

    operations = [append_only("foundation_auditentry")]
