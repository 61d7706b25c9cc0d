"""Remembers which support came of a merge, so that what is given anew is never taken for it."""

import django.db.models.deletion
from django.db import migrations, models

# For merges of before: a support that moved has the moment of the one it came from.
FIND = """
UPDATE initiatives_moved m SET support_id = o.id
FROM initiatives_merge g, voting_support o, voting_support s
WHERE g.id = m.merge_id AND g.state = 'merged' AND NOT m.supported_both AND m.left_out_at IS NULL
AND o.publication_id = g.kept_id AND o.person_id = m.person_id
AND s.publication_id = g.gone_id AND s.person_id = m.person_id AND s.created_at = o.created_at
"""


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0005_merging"), ("voting", "0002_named")]

    operations = [
        migrations.AddField(
            model_name="moved",
            name="support",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="moved",
                to="voting.support",
                verbose_name="moved support",
            ),
        ),
        migrations.RunSQL(FIND, migrations.RunSQL.noop),
    ]
