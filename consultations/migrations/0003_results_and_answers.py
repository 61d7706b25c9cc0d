import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0002_course"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Passage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("title", models.CharField(max_length=120, verbose_name="subject")),
                ("text", models.TextField(max_length=4000, verbose_name="what people said, and what we do with it")),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("used", "used"),
                            ("partly", "used in part"),
                            ("not_used", "not used"),
                            ("later", "comes back later"),
                        ],
                        max_length=8,
                        verbose_name="decision",
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=2000, verbose_name="why")),
                ("where", models.CharField(blank=True, max_length=200, verbose_name="where it can be read")),
                (
                    "link",
                    models.CharField(
                        blank=True,
                        max_length=500,
                        validators=[django.core.validators.URLValidator(["https"])],
                        verbose_name="link to the document",
                    ),
                ),
            ],
            options={
                "verbose_name": "passage",
                "verbose_name_plural": "passages",
                "ordering": ["position", "id"],
            },
        ),
        migrations.AddField(
            model_name="result",
            name="counting_since",
            field=models.DateTimeField(null=True, verbose_name="counting since"),
        ),
        migrations.AddField(
            model_name="result",
            name="laid_out_at",
            field=models.DateTimeField(null=True, verbose_name="laid out up to"),
        ),
        migrations.AddField(
            model_name="result",
            name="paper",
            field=models.PositiveIntegerField(default=0, verbose_name="answers on paper"),
        ),
        migrations.AddField(
            model_name="result",
            name="people",
            field=models.JSONField(default=dict, verbose_name="who took part"),
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80, verbose_name="key")),
                ("question", models.CharField(blank=True, max_length=300, verbose_name="question")),
                ("text", models.TextField(verbose_name="text")),
                ("hidden", models.JSONField(default=list, verbose_name="pieces left out")),
                ("is_private", models.BooleanField(default=False, verbose_name="left out")),
                (
                    "part",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="consultations.part",
                        verbose_name="part",
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="consultations.response",
                        verbose_name="response",
                    ),
                ),
            ],
            options={
                "verbose_name": "remark",
                "verbose_name_plural": "remarks",
            },
        ),
        migrations.CreateModel(
            name="Quote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_shown", models.BooleanField(default=False, verbose_name="can be read by everybody")),
                (
                    "passage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotes",
                        to="consultations.passage",
                        verbose_name="passage",
                    ),
                ),
                (
                    "remark",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotes",
                        to="consultations.remark",
                        verbose_name="remark",
                    ),
                ),
            ],
            options={
                "verbose_name": "quote",
                "verbose_name_plural": "quotes",
                "ordering": ["id"],
            },
        ),
        migrations.AddField(
            model_name="passage",
            name="remarks",
            field=models.ManyToManyField(
                blank=True,
                related_name="passages",
                through="consultations.Quote",
                to="consultations.remark",
                verbose_name="quotes",
            ),
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=10000, verbose_name="answer in short (markdown)")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("changed", "the plan changes"),
                            ("partly", "the plan changes in part"),
                            ("same", "the plan stays as it is"),
                            ("stopped", "the plan is off"),
                        ],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                (
                    "drafted_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="drafted at"
                    ),
                ),
                ("published_at", models.DateTimeField(editable=False, null=True, verbose_name="published at")),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="checked by",
                    ),
                ),
                (
                    "consultation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="report",
                        to="consultations.consultation",
                        verbose_name="consultation",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="drafted by",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to a consultation",
                "verbose_name_plural": "answers to consultations",
            },
        ),
        migrations.AddField(
            model_name="passage",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="passages",
                to="consultations.report",
                verbose_name="answer",
            ),
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="what follows")),
                ("due_on", models.DateField(verbose_name="planned for")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                (
                    "passage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="consultations.passage",
                        verbose_name="passage",
                    ),
                ),
            ],
            options={
                "verbose_name": "step after an answer",
                "verbose_name_plural": "steps after an answer",
                "ordering": ["due_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=50, verbose_name="name")),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tags",
                        to="consultations.consultation",
                        verbose_name="consultation",
                    ),
                ),
            ],
            options={
                "verbose_name": "subject tag",
                "verbose_name_plural": "subject tags",
                "ordering": ["name"],
            },
        ),
        migrations.AddField(
            model_name="passage",
            name="tags",
            field=models.ManyToManyField(
                blank=True, related_name="passages", to="consultations.tag", verbose_name="subject tags"
            ),
        ),
        migrations.CreateModel(
            name="Tagging",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="given by",
                    ),
                ),
                (
                    "remark",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="taggings",
                        to="consultations.remark",
                        verbose_name="remark",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="taggings",
                        to="consultations.tag",
                        verbose_name="subject tag",
                    ),
                ),
            ],
            options={
                "verbose_name": "tagging",
                "verbose_name_plural": "taggings",
            },
        ),
        migrations.AddField(
            model_name="remark",
            name="tags",
            field=models.ManyToManyField(
                related_name="remarks",
                through="consultations.Tagging",
                to="consultations.tag",
                verbose_name="subject tags",
            ),
        ),
        migrations.AddConstraint(
            model_name="quote",
            constraint=models.UniqueConstraint(fields=("passage", "remark"), name="one_quote_per_remark"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("checked_by__isnull", True),
                    models.Q(("checked_by", models.F("drafted_by")), _negated=True),
                    _connector="OR",
                ),
                name="another_person_checks_the_report",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("published_at__isnull", True), ("checked_by__isnull", False), _connector="OR"),
                name="a_published_report_was_checked",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="a_report_has_a_text"
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(fields=("passage", "title"), name="one_step_per_title"),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="a_step_has_a_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="tag",
            constraint=models.UniqueConstraint(
                models.F("consultation"), django.db.models.functions.text.Lower("name"), name="one_tag_per_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="tag",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="a_tag_has_a_name"),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.CheckConstraint(
                condition=models.Q(("decision", "used"), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="what_is_not_simply_used_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="tagging",
            constraint=models.UniqueConstraint(fields=("tag", "remark"), name="one_tagging_per_remark"),
        ),
        migrations.AddIndex(
            model_name="remark",
            index=models.Index(fields=["part", "id"], name="remarks_of_a_part"),
        ),
        migrations.AddConstraint(
            model_name="remark",
            constraint=models.UniqueConstraint(fields=("response", "key"), name="one_remark_per_point"),
        ),
    ]
