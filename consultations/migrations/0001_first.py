import django.contrib.postgres.constraints
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

import consultations.models.course


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("places", "0002_overijssel"),
        ("promises", "0002_offices"),
        ("publications", "0005_ideas"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGistExtension(),
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
        migrations.CreateModel(
            name="Consultation",
            fields=[
                (
                    "publication_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="publications.publication",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "being prepared"),
                            ("announced", "opens soon"),
                            ("open", "open"),
                            ("closed", "closed, answer follows"),
                            ("answered", "answered"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="stage",
                    ),
                ),
                ("story", models.TextField(blank=True, max_length=20000, verbose_name="explanation (markdown)")),
                ("can_change", models.TextField(blank=True, max_length=2000, verbose_name="what can change")),
                (
                    "cannot_change",
                    models.TextField(blank=True, max_length=2000, verbose_name="what is decided already"),
                ),
                (
                    "policy_phase",
                    models.CharField(
                        choices=[
                            ("preparation", "preparation"),
                            ("execution", "execution"),
                            ("evaluation", "evaluation"),
                        ],
                        default="preparation",
                        max_length=12,
                        verbose_name="policy phase",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("inform", "you hear about it"),
                            ("consult", "you give your opinion"),
                            ("advise", "you give advice"),
                            ("coproduce", "we make it together"),
                            ("decide", "you decide"),
                        ],
                        default="consult",
                        max_length=10,
                        verbose_name="level of participation",
                    ),
                ),
                ("answer_by", models.DateField(blank=True, null=True, verbose_name="answer at the latest on")),
                (
                    "access",
                    models.CharField(
                        choices=[
                            ("anyone", "anyone, once per device"),
                            ("email", "with a confirmed e-mail address"),
                            ("account", "with an account"),
                        ],
                        default="anyone",
                        max_length=8,
                        verbose_name="who may take part",
                    ),
                ),
                (
                    "postcodes",
                    models.CharField(
                        blank=True,
                        help_text="Four digits or ranges, for example 7411-7439, 8011. Empty: everybody.",
                        max_length=500,
                        verbose_name="postcodes of who may take part",
                    ),
                ),
                ("minimum_age", models.PositiveSmallIntegerField(default=0, verbose_name="minimum age")),
                ("asks_place", models.BooleanField(default=True, verbose_name="ask for the postcode (four digits)")),
                ("asks_age", models.BooleanField(default=True, verbose_name="ask for the age group")),
                (
                    "results_shown",
                    models.CharField(
                        choices=[("live", "while it is open"), ("after", "after it closed")],
                        default="after",
                        max_length=5,
                        verbose_name="results are public",
                    ),
                ),
                ("is_open_data", models.BooleanField(default=True, verbose_name="publish as open data")),
                ("blueprint", models.CharField(blank=True, editable=False, max_length=30, verbose_name="made from")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                (
                    "begun_on",
                    models.UUIDField(editable=False, null=True, unique=True, verbose_name="page it was begun on"),
                ),
                ("opens_at", models.DateTimeField(editable=False, null=True, verbose_name="opens at")),
                ("closes_at", models.DateTimeField(editable=False, null=True, verbose_name="closes at")),
                (
                    "concerned",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Empty: the whole province.",
                        related_name="consultations",
                        to="places.municipality",
                        verbose_name="municipalities concerned",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="promises.office",
                        verbose_name="office that answers",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="responsible official",
                    ),
                ),
            ],
            options={
                "verbose_name": "consultation",
                "verbose_name_plural": "consultations",
            },
            bases=("publications.publication",),
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="number")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order in the phase")),
                ("method", models.CharField(editable=False, max_length=20, verbose_name="way of asking")),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("intro", models.TextField(blank=True, max_length=2000, verbose_name="introduction")),
                ("minutes", models.PositiveSmallIntegerField(default=5, verbose_name="how many minutes it takes")),
                ("settings", models.JSONField(default=dict, editable=False, verbose_name="settings")),
                (
                    "is_frozen",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="was open: its questions keep their meaning"
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="consultations.consultation",
                        verbose_name="consultation",
                    ),
                ),
            ],
            options={
                "verbose_name": "part",
                "verbose_name_plural": "parts",
                "ordering": ["phase__opens_at", "position", "number"],
            },
        ),
        migrations.CreateModel(
            name="EmailCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email_hash", models.CharField(max_length=64, verbose_name="hash of the address")),
                ("code_hash", models.CharField(max_length=64, verbose_name="hash of the code")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("until", models.DateTimeField(verbose_name="valid until")),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="consultations.part",
                        verbose_name="part",
                    ),
                ),
            ],
            options={
                "verbose_name": "code by e-mail",
                "verbose_name_plural": "codes by e-mail",
            },
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "email_hash",
                    models.CharField(blank=True, editable=False, max_length=64, verbose_name="hash of the address"),
                ),
                (
                    "code_hash",
                    models.CharField(blank=True, editable=False, max_length=64, verbose_name="hash of the code"),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("site", "on this site"),
                            ("embed", "on the site of a municipality"),
                            ("paper", "on paper"),
                        ],
                        default="site",
                        max_length=5,
                        verbose_name="came by",
                    ),
                ),
                (
                    "started_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="started at"
                    ),
                ),
                ("sent_at", models.DateTimeField(editable=False, null=True, verbose_name="sent at")),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participations",
                        to="consultations.part",
                        verbose_name="part",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="participations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "participation",
                "verbose_name_plural": "participations",
            },
        ),
        migrations.CreateModel(
            name="PaperSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number of the form")),
                ("received_on", models.DateField(verbose_name="received on")),
                ("first", models.JSONField(default=dict, editable=False, verbose_name="typed first")),
                ("second", models.JSONField(editable=False, null=True, verbose_name="typed again")),
                ("counted_at", models.DateTimeField(editable=False, null=True, verbose_name="counted at")),
                (
                    "first_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="first typed by",
                    ),
                ),
                (
                    "second_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="typed again by",
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sheets",
                        to="consultations.part",
                        verbose_name="part",
                    ),
                ),
                (
                    "participation",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sheet",
                        to="consultations.participation",
                        verbose_name="participation",
                    ),
                ),
            ],
            options={
                "verbose_name": "form on paper",
                "verbose_name_plural": "forms on paper",
                "ordering": ["part", "number"],
            },
        ),
        migrations.CreateModel(
            name="Phase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=80, verbose_name="title")),
                ("text", models.TextField(blank=True, max_length=1000, verbose_name="what happens in this phase")),
                ("opens_at", models.DateTimeField(verbose_name="opens at")),
                ("closes_at", models.DateTimeField(verbose_name="closes at")),
                ("opened_at", models.DateTimeField(editable=False, null=True, verbose_name="opened at")),
                ("reminded_at", models.DateTimeField(editable=False, null=True, verbose_name="reminded at")),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="closed at")),
                ("results_at", models.DateTimeField(editable=False, null=True, verbose_name="results published at")),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="phases",
                        to="consultations.consultation",
                        verbose_name="consultation",
                    ),
                ),
            ],
            options={
                "verbose_name": "phase",
                "verbose_name_plural": "phases",
                "ordering": ["opens_at", "id"],
            },
        ),
        migrations.AddField(
            model_name="part",
            name="phase",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="consultations.phase",
                verbose_name="phase",
            ),
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
            name="Response",
            fields=[
                ("key", models.UUIDField(editable=False, primary_key=True, serialize=False, verbose_name="key")),
                (
                    "state",
                    models.CharField(
                        choices=[("started", "started"), ("sent", "sent"), ("withdrawn", "withdrawn")],
                        default="started",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version of the questions")),
                ("data", models.JSONField(default=dict, verbose_name="answers")),
                (
                    "age_group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("0-17", "under 18"),
                            ("18-29", "18 to 29"),
                            ("30-44", "30 to 44"),
                            ("45-64", "45 to 64"),
                            ("65-", "65 and over"),
                            ("", "not said"),
                        ],
                        max_length=5,
                        verbose_name="age group",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("site", "on this site"),
                            ("embed", "on the site of a municipality"),
                            ("paper", "on paper"),
                        ],
                        default="site",
                        max_length=5,
                        verbose_name="came by",
                    ),
                ),
                ("changed_on", models.DateField(verbose_name="last changed on")),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.municipality",
                        verbose_name="municipality",
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="responses",
                        to="consultations.part",
                        verbose_name="part",
                    ),
                ),
            ],
            options={
                "verbose_name": "response",
                "verbose_name_plural": "responses",
            },
        ),
        migrations.AddField(
            model_name="remark",
            name="response",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="consultations.response",
                verbose_name="response",
            ),
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("data", models.JSONField(default=dict, verbose_name="counts")),
                ("answers", models.PositiveIntegerField(default=0, verbose_name="answers")),
                ("paper", models.PositiveIntegerField(default=0, verbose_name="answers on paper")),
                ("people", models.JSONField(default=dict, verbose_name="who took part")),
                ("is_due", models.BooleanField(default=True, verbose_name="must be recounted")),
                ("counting_since", models.DateTimeField(null=True, verbose_name="counting since")),
                ("counted_at", models.DateTimeField(null=True, verbose_name="counted at")),
                ("laid_out_at", models.DateTimeField(null=True, verbose_name="laid out up to")),
                (
                    "part",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="result",
                        to="consultations.part",
                        verbose_name="part",
                    ),
                ),
            ],
            options={
                "verbose_name": "result",
                "verbose_name_plural": "results",
            },
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
        migrations.AddIndex(
            model_name="consultation",
            index=models.Index(fields=["stage", "closes_at"], name="consultations_by_closing"),
        ),
        migrations.AddIndex(
            model_name="consultation",
            index=models.Index(fields=["stage", "opens_at"], name="consultations_by_opening"),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stage", "draft"),
                    models.Q(("closes_at__isnull", False), ("opens_at__isnull", False)),
                    _connector="OR",
                ),
                name="a_consultation_that_goes_on_has_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                condition=models.Q(("minimum_age__lte", 99)), name="minimum_age_is_an_age"
            ),
        ),
        migrations.AddIndex(
            model_name="emailcode",
            index=models.Index(fields=["until"], name="codes_by_age"),
        ),
        migrations.AddConstraint(
            model_name="emailcode",
            constraint=models.UniqueConstraint(fields=("part", "email_hash"), name="one_code_per_address"),
        ),
        migrations.AddIndex(
            model_name="participation",
            index=models.Index(fields=["part", "sent_at"], name="participations_by_sending"),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("person__isnull", False)),
                fields=("part", "person"),
                name="one_participation_per_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("email_hash", ""), _negated=True),
                fields=("part", "email_hash"),
                name="one_participation_per_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("code_hash", ""), _negated=True),
                fields=("code_hash",),
                name="one_participation_per_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="papersheet",
            constraint=models.UniqueConstraint(fields=("part", "number"), name="a_form_is_typed_over_once"),
        ),
        migrations.AddConstraint(
            model_name="papersheet",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first_by__isnull", True),
                    ("second_by__isnull", True),
                    models.Q(("second_by", models.F("first_by")), _negated=True),
                    _connector="OR",
                ),
                name="a_form_is_typed_again_by_somebody_else",
            ),
        ),
        migrations.AddConstraint(
            model_name="papersheet",
            constraint=models.CheckConstraint(
                condition=models.Q(("counted_at__isnull", True), ("second__isnull", False), _connector="OR"),
                name="a_form_counts_when_typed_twice",
            ),
        ),
        migrations.AddIndex(
            model_name="phase",
            index=models.Index(
                condition=models.Q(("opened_at__isnull", True)), fields=["opens_at"], name="phases_to_open"
            ),
        ),
        migrations.AddIndex(
            model_name="phase",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True)), fields=["closes_at"], name="phases_to_close"
            ),
        ),
        migrations.AddIndex(
            model_name="phase",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", False), ("results_at__isnull", True)),
                fields=["id"],
                name="phases_to_publish",
            ),
        ),
        migrations.AddConstraint(
            model_name="phase",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_at__gt", models.F("opens_at"))), name="a_phase_ends_after_it_begins"
            ),
        ),
        migrations.AddConstraint(
            model_name="phase",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("consultation", "="),
                    (consultations.models.course.Moments("opens_at", "closes_at"), "&&"),
                ],
                name="phases_follow_each_other",
            ),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.UniqueConstraint(fields=("consultation", "number"), name="one_part_per_number"),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="a_part_has_a_title"
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
        migrations.AddIndex(
            model_name="response",
            index=models.Index(fields=["part", "state", "key"], name="responses_of_a_part"),
        ),
        migrations.AddIndex(
            model_name="result",
            index=models.Index(condition=models.Q(("is_due", True)), fields=["id"], name="results_to_count"),
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
