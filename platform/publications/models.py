"""The parent table of everything that is published, with its pictures and the course it went through."""

from __future__ import annotations

from functools import lru_cache
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from places.models import Municipality
from publications import energy
from publications.querysets import PublicationQuerySet
from themes.models import Theme


@lru_cache
def address_of(kind: str) -> tuple[str, str]:
    """Give what stands before and after the slug in the addresses of a kind; a list asks for it twenty times."""
    before, _slug, after = reverse(f"{kind}s:detail", args=["-_-"]).partition("-_-")
    return before, after


class Publication(models.Model):
    """What all kinds have and what lists need; behaviour of a kind lives in that kind's app.

    All times are UTC. `energy` is the stored score of docs/rules/energy.md: a number that only has meaning compared
    with others or through `energy_level`.
    """

    class State(models.TextChoices):
        """Where a publication is in its life."""

        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        PUBLISHED = "published", _("published")
        HIDDEN = "hidden", _("hidden")
        WITHDRAWN = "withdrawn", _("withdrawn")
        ARCHIVED = "archived", _("archived")

    class Kind(models.TextChoices):
        """Which table holds the rest of it."""

        INITIATIVE = "initiative", _("initiative")
        CONSULTATION = "consultation", _("consultation")
        IDEA = "idea", _("idea")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, editable=False)
    reference = models.CharField(_("reference"), max_length=14, unique=True, editable=False)
    slug = models.SlugField(
        _("address"), max_length=90, editable=False, db_index=False
    )  # one_address_per_kind is enough
    title = models.CharField(_("title"), max_length=80)
    summary = models.CharField(_("summary"), max_length=280)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        related_name="publications",
        db_index=False,  # pub_of_an_author is enough
    )
    theme = models.ForeignKey(
        Theme, verbose_name=_("theme"), on_delete=models.PROTECT, related_name="publications", db_index=False
    )
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="publications",
        db_index=False,
        help_text=_("Empty: the whole province."),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), db_default=Now(), editable=False)
    grew_out_of = models.ForeignKey(
        "self",
        verbose_name=_("grew out of"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="grew_into",
    )
    support_count = models.PositiveIntegerField(_("supports"), default=0, editable=False)
    comment_count = models.PositiveIntegerField(_("comments"), default=0, db_default=0, editable=False)
    energy = models.FloatField(_("energy score"), default=0.0, editable=False)
    energy_due = models.BooleanField(_("energy must be recounted"), default=False, editable=False)
    # What everybody reads about the decision of a moderator that is in force, and where all of it can be read.
    note = models.CharField(
        _("note of a moderator"), max_length=2_000, blank=True, default="", db_default="", editable=False
    )
    note_path = models.CharField(
        _("page of the decision"), max_length=100, blank=True, default="", db_default="", editable=False
    )
    search_body = models.TextField(_("words to search in"), blank=True, editable=False)
    search_vector = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="dutch")
        + SearchVector("summary", weight="B", config="dutch")
        + SearchVector("search_body", weight="C", config="dutch"),
        output_field=SearchVectorField(),
        db_persist=True,
        editable=False,
    )

    objects: ClassVar[PublicationQuerySet[Publication]] = PublicationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="one_address_per_kind"),
            models.CheckConstraint(
                condition=~Q(state__in=["published", "hidden", "withdrawn", "archived"])
                | Q(published_at__isnull=False),
                name="what_was_public_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(reference__regex=r"^OV-[0-9]{4}-[0-9]{6}$"), name="reference_is_ov_year_number"
            ),
        ]
        indexes = [
            # Each sort order of the lists, alone and within a theme or municipality: a page costs 21 index rows.
            # What was withdrawn or archived has a list too, so without theme or place the state is in the index.
            *(
                models.Index(fields=["kind", "state", f"-{column}", "-id"], name=f"pub_all_{short}")
                for column, short in (("energy", "energy"), ("published_at", "newest"), ("support_count", "support"))
            ),
            *(
                models.Index(
                    fields=["kind", within, f"-{column}", "-id"],
                    condition=Q(state="published"),
                    name=f"pub_{name}_{short}",
                )
                for within, name in (("theme", "theme"), ("municipality", "place"))
                for column, short in (("energy", "energy"), ("published_at", "newest"), ("support_count", "support"))
            ),
            # Search over all kinds walks from the most energy down when half of everything holds the word.
            models.Index(fields=["-energy", "-id"], condition=Q(state="published"), name="pub_any_energy"),
            models.Index(fields=["id"], condition=Q(energy_due=True), name="pub_energy_due"),
            models.Index(fields=["author", "-id"], name="pub_of_an_author"),
            GinIndex(fields=["search_vector"], name="pub_words"),
        ]

    def __str__(self) -> str:
        """Give the title."""
        return self.title

    def get_absolute_url(self) -> str:
        """Give the address, by kind, without loading the kind's own table."""
        before, after = address_of(self.kind)
        return f"{before}{self.slug}{after}"

    @property
    def is_published(self) -> bool:
        """Whether it is in the lists."""
        return self.state == self.State.PUBLISHED

    @property
    def picture(self) -> Picture | None:
        """The picture to show; lists attach it beforehand, in one query for all."""
        if "picture" not in self.__dict__.setdefault("attached", {}):
            self.attach_picture(self.pictures.first())
        found: Picture | None = self.__dict__["attached"]["picture"]
        return found

    def attach_picture(self, picture: Picture | None) -> None:
        """Say which picture to show, so that it is not asked for one by one."""
        self.__dict__.setdefault("attached", {})["picture"] = picture

    @property
    def energy_level(self) -> int:
        """The energy now as a level of the meter, 0 to 5."""
        return energy.level(self.energy)


class Word(models.Model):
    """A word (its stem) that is used in some publication, to find what was meant when somebody mistypes one.

    A trigger adds the words of what is written (migration 0002). Words are few where publications are many, so looking
    for one that is spelled alike costs the same at any size.
    """

    text = models.TextField(_("word"), primary_key=True)

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")
        indexes = [GinIndex(OpClass("text", name="gin_trgm_ops"), name="words_alike")]

    def __str__(self) -> str:
        """Give the word."""
        return self.text


class Picture(models.Model):
    """A picture with a publication: three widths to show, and the pixels it was made from, kept private."""

    publication = models.ForeignKey(
        Publication, verbose_name=_("publication"), null=True, on_delete=models.CASCADE, related_name="pictures"
    )
    key = models.UUIDField(_("key"), unique=True, editable=False)
    alt = models.CharField(_("what can be seen on it"), max_length=250)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    added_at = models.DateTimeField(_("added at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(alt=""), name="picture_says_what_it_shows")]

    def __str__(self) -> str:
        """Give the alternative text."""
        return self.alt

    def name_at(self, width: int) -> str:
        """Give the storage name of one width."""
        return f"pictures/{self.key.hex[:2]}/{self.key}-{width}.webp"

    @property
    def original_name(self) -> str:
        """Give the name in the private storage of the pixels that everything is made from."""
        return f"originals/{self.key.hex[:2]}/{self.key}.webp"

    def url_at(self, width: int) -> str:
        """Give the address of one width."""
        return f"{settings.MEDIA_URL}{self.name_at(width)}"

    @property
    def url_480(self) -> str:
        """The narrowest, for cards and phones."""
        return self.url_at(480)

    @property
    def url_960(self) -> str:
        """The middle width."""
        return self.url_at(960)

    @property
    def url_1600(self) -> str:
        """The widest."""
        return self.url_at(1600)


class StateChange(models.Model):
    """A step in the life of a publication, for the timeline residents see."""

    publication = models.ForeignKey(
        Publication, verbose_name=_("publication"), on_delete=models.CASCADE, related_name="state_changes"
    )
    state = models.CharField(_("state"), max_length=10, choices=Publication.State.choices)
    at = models.DateTimeField(_("at"), db_default=Now())
    note = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        """Give the state."""
        return self.get_state_display()


class Overview(models.Model):
    """What the home page tells about the whole province, made by the clock; one row.

    `field` holds the circles of the energy field, `by_municipality` and `by_theme` how many initiatives are published.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    field = models.JSONField(_("energy field"), default=list)
    by_municipality = models.JSONField(_("initiatives by municipality"), default=dict)
    by_theme = models.JSONField(_("initiatives by theme"), default=dict)
    total = models.PositiveIntegerField(_("initiatives"), default=0)
    made_at = models.DateTimeField(_("made at"), db_default=Now())

    class Meta:
        verbose_name = _("overview")
        verbose_name_plural = _("overview")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_overview")]

    def __str__(self) -> str:
        """Say what it is."""
        return "overview"


class ReferenceCounter(models.Model):
    """The last public reference given out in a year; its row lock makes references unique and without gaps."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    last = models.PositiveIntegerField(_("last number"))

    class Meta:
        verbose_name = _("reference counter")
        verbose_name_plural = _("reference counters")

    def __str__(self) -> str:
        """Give the year and the number."""
        return f"{self.year}: {self.last}"
