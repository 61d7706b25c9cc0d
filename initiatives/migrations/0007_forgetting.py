"""Lets scans and declarations go some time after a course ended, while their numbers stay."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0006_moved_support")]

    operations = [
        migrations.RemoveConstraint(model_name="signaturesheet", name="a_sheet_has_a_scan"),
        migrations.AddField(
            model_name="course",
            name="forgotten_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="signatures forgotten at"),
        ),
        migrations.AddField(
            model_name="signaturesheet",
            name="scan_removed_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="scan removed at"),
        ),
        migrations.AlterField(
            model_name="signaturesheet",
            name="scan",
            field=models.CharField(blank=True, editable=False, max_length=100, verbose_name="scan"),
        ),
        migrations.AddConstraint(
            model_name="signaturesheet",
            constraint=models.CheckConstraint(
                condition=Q(scan="", scan_removed_at__isnull=False) | ~Q(scan="") & Q(scan_removed_at__isnull=True),
                name="a_sheet_has_a_scan_until_it_is_removed",
            ),
        ),
    ]
