import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

# What was asked at some moment is never asked otherwise afterwards: a change is a new version.
STAYS = """
CREATE FUNCTION survey_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.part_id, NEW.number, NEW.definition) IS DISTINCT FROM (OLD.part_id, OLD.number, OLD.definition) THEN
        RAISE EXCEPTION 'a version of a survey does not change' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER survey_version_stays BEFORE UPDATE ON survey_version
    FOR EACH ROW EXECUTE FUNCTION survey_version_stays();
"""
GOES = """
DROP TRIGGER survey_version_stays ON survey_version;
DROP FUNCTION survey_version_stays();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("consultations", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="SentFile",
            fields=[
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name="key"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("content_type", models.CharField(max_length=40, verbose_name="type")),
                ("size", models.PositiveIntegerField(verbose_name="size")),
                ("sent_on", models.DateField(verbose_name="sent on")),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="survey_files",
                        to="consultations.part",
                        verbose_name="part",
                    ),
                ),
            ],
            options={
                "verbose_name": "file with an answer",
                "verbose_name_plural": "files with an answer",
                "indexes": [models.Index(fields=["sent_on"], name="survey_files_by_day")],
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("definition", models.JSONField(default=dict, verbose_name="questions")),
                ("is_open", models.BooleanField(default=False, verbose_name="was shown to residents")),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="made at"
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="survey_versions",
                        to="consultations.part",
                        verbose_name="part",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of the questions",
                "verbose_name_plural": "versions of the questions",
                "constraints": [
                    models.UniqueConstraint(fields=("part", "number"), name="one_survey_version_per_number"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="survey_versions_count_from_one"
                    ),
                ],
            },
        ),
        migrations.RunSQL(STAYS, GOES),
    ]
