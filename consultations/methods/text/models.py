"""What is kept of a draft text: its versions, the passages people point at, and what they say about those."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.models import Part, Response

# Signs of a remark and of suggested words.
LONGEST = 3_000
# What everybody can read and what counts, seen from a passage.
COUNTS = Q(remarks__is_hidden=False, remarks__is_waiting=False, remarks__response__state=Response.State.SENT)


class TextVersion(models.Model):
    """The whole text at one moment; `number` counts from 1. Without `published_at` (UTC) it is the next one's draft."""

    part = models.ForeignKey(Part, verbose_name=_("part"), on_delete=models.CASCADE, related_name="text_versions")
    number = models.PositiveSmallIntegerField(_("number"))
    markdown = models.TextField(_("text (markdown)"))
    note = models.TextField(_("what changed"), max_length=2_000, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("made by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)

    class Meta:
        verbose_name = _("version of the text")
        verbose_name_plural = _("versions of the text")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["part", "number"], name="one_text_per_number"),
            models.UniqueConstraint(
                fields=["part"], condition=Q(published_at__isnull=True), name="one_draft_of_the_next_text"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="texts_count_from_one"),
        ]

    def __str__(self) -> str:
        """Give the number."""
        return f"#{self.number}"


class Paragraph(models.Model):
    """One paragraph of a version. `key` is the same in every version in which it is the same one, changed or not."""

    class Kind(models.TextChoices):
        """How it looks."""

        HEADING = "heading", _("heading")
        PARAGRAPH = "paragraph", _("paragraph")
        ITEM = "item", _("list item")

    version = models.ForeignKey(
        TextVersion, verbose_name=_("version"), on_delete=models.CASCADE, related_name="paragraphs", db_index=False
    )
    key = models.PositiveIntegerField(_("key"))
    position = models.PositiveSmallIntegerField(_("number in the text"))
    kind = models.CharField(_("kind"), max_length=9, choices=Kind.choices, default=Kind.PARAGRAPH)
    level = models.PositiveSmallIntegerField(_("level"), default=0)
    marker = models.CharField(_("mark of the item"), max_length=12, blank=True)
    text = models.TextField(_("text"))
    source = models.TextField(_("text (markdown)"))

    class Meta:
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="one_paragraph_per_key"),
            models.UniqueConstraint(fields=["version", "position"], name="one_paragraph_per_position"),
            models.CheckConstraint(condition=~Q(text=""), name="a_paragraph_has_words"),
        ]

    def __str__(self) -> str:
        """Give the number in the text."""
        return f"#{self.position}"


class Standing(models.TextChoices):
    """What became of the words a remark is about."""

    HOLDS = "holds", _("still applies")
    CHANGED = "changed", _("these words were changed")
    GONE = "gone", _("these words are gone")


class PassageQuerySet(models.QuerySet["Passage"]):
    """Reads of passages."""

    def counted(self) -> PassageQuerySet:
        """Add how many agree, disagree, say something and suggest other words: of what everybody can read."""
        counts: dict[str, Any] = {
            f"{kind}_count": Count("remarks", filter=COUNTS & Q(remarks__kind=kind))
            for kind in ("agree", "disagree", "comment", "suggestion")
        }
        return self.annotate(**counts)

    def in_sight(self) -> PassageQuerySet:
        """Keep the counted ones that somebody said something about, and whose words are still there."""
        said = Q(agree_count__gt=0) | Q(disagree_count__gt=0) | Q(comment_count__gt=0) | Q(suggestion_count__gt=0)
        return self.filter(said).exclude(standing="gone")


class Passage(models.Model):
    """Words in the text that somebody points at: from `made_start` to `made_end` in a paragraph of `made_in`.

    `key`, `start` and `end` are where they are in the version that can be read now; of what is gone, where it was last.
    """

    part = models.ForeignKey(
        Part, verbose_name=_("part"), on_delete=models.CASCADE, related_name="passages", db_index=False
    )
    made_in = models.ForeignKey(
        TextVersion, verbose_name=_("made in"), on_delete=models.CASCADE, related_name="passages", db_index=False
    )
    made_key = models.PositiveIntegerField(_("paragraph at first"))
    made_start = models.PositiveIntegerField(_("from, at first"))
    made_end = models.PositiveIntegerField(_("until, at first"))
    quote = models.TextField(_("words"))
    prefix = models.CharField(_("what stood before"), max_length=60, blank=True)
    suffix = models.CharField(_("what stood behind"), max_length=60, blank=True)
    is_whole = models.BooleanField(_("the whole paragraph"), default=False)
    key = models.PositiveIntegerField(_("paragraph"))
    start = models.PositiveIntegerField(_("from"))
    end = models.PositiveIntegerField(_("until"))
    words_now = models.TextField(_("words as they are now"))
    standing = models.CharField(_("what became of it"), max_length=7, choices=Standing.choices, default=Standing.HOLDS)

    objects: ClassVar[PassageQuerySet] = PassageQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        constraints = [
            models.UniqueConstraint(
                fields=["made_in", "made_key", "made_start", "made_end"], name="one_passage_per_selection"
            ),
            models.CheckConstraint(
                condition=Q(end__gt=F("start"), made_end__gt=F("made_start")), name="a_passage_has_words"
            ),
        ]
        indexes = [models.Index(fields=["part", "key", "start"], name="passages_of_a_paragraph")]

    def __str__(self) -> str:
        """Give the words."""
        return self.quote[:60]


class RemarkQuerySet(models.QuerySet["Remark"]):
    """Reads of remarks."""

    def of_part(self, part: Part) -> RemarkQuerySet:
        """Keep those on one text."""
        return self.filter(passage__part=part)

    def sent(self) -> RemarkQuerySet:
        """Keep those that count: nobody took them back with the rest of what they answered."""
        return self.filter(response__state=Response.State.SENT)

    def in_sight(self) -> RemarkQuerySet:
        """Keep what everybody can read."""
        return self.sent().filter(is_hidden=False, is_waiting=False)

    def with_words(self) -> RemarkQuerySet:
        """Keep what says something: more than only agree or disagree."""
        return self.exclude(text="", words="")


class Remark(models.Model):
    """What somebody says about a passage. It hangs on the response, never on a person; its day is that of the response.

    `shown_name` is the name somebody with an account chose to show with it.
    """

    class Kind(models.TextChoices):
        """What it is."""

        AGREE = "agree", _("agree")
        DISAGREE = "disagree", _("disagree")
        COMMENT = "comment", _("comment")
        SUGGESTION = "suggestion", _("other words")

    class State(models.TextChoices):
        """What the editor did with a suggestion."""

        OPEN = "open", _("not decided yet")
        ACCEPTED = "accepted", _("used")
        DECLINED = "declined", _("not used")

    passage = models.ForeignKey(
        Passage, verbose_name=_("passage"), on_delete=models.CASCADE, related_name="remarks", db_index=False
    )
    response = models.ForeignKey(
        Response, verbose_name=_("response"), on_delete=models.CASCADE, related_name="remarks", db_index=False
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    text = models.TextField(_("text"), max_length=LONGEST, blank=True)
    words = models.TextField(_("suggested words"), max_length=LONGEST, blank=True)
    shown_name = models.CharField(_("name shown"), max_length=60, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    reason = models.TextField(_("reason"), max_length=2_000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("decided by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    used_in = models.ForeignKey(
        TextVersion,
        verbose_name=_("used in version"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="used",
        db_index=False,
    )
    made_on = models.DateField(_("made on"))
    is_hidden = models.BooleanField(_("hidden by a moderator"), default=False)
    is_waiting = models.BooleanField(_("waits for a moderator"), default=False)
    note = models.CharField(_("note of a moderator"), max_length=500, blank=True, editable=False)
    note_path = models.CharField(_("page of the decision"), max_length=200, blank=True, editable=False)

    objects: ClassVar[RemarkQuerySet] = RemarkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        constraints = [
            models.UniqueConstraint(
                fields=["response", "passage"],
                condition=Q(kind__in=["agree", "disagree"]),
                name="agree_or_disagree_once_per_passage",
            ),
            models.CheckConstraint(
                condition=Q(kind="suggestion") | Q(state="open", words=""), name="only_suggestions_are_decided"
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""), name="a_suggestion_is_declined_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(decided_at__isnull=False), name="what_is_decided_has_a_moment"
            ),
        ]
        indexes = [
            models.Index(fields=["passage", "id"], name="remarks_of_a_passage"),
            models.Index(fields=["response", "id"], name="remarks_of_a_response"),
            models.Index(fields=["used_in"], condition=Q(used_in__isnull=False), name="remarks_used_in_a_version"),
        ]

    def __str__(self) -> str:
        """Give the number."""
        return f"#{self.pk}"

    @property
    def can_be_read(self) -> bool:
        """Whether a moderator leaves it in sight."""
        return not self.is_hidden and not self.is_waiting

    @property
    def name(self) -> str:
        """The name to show; most people show none."""
        return self.shown_name or str(_("A resident"))

    def get_absolute_url(self) -> str:
        """Give its lasting address; passage, part and consultation must be loaded."""
        part = self.passage.part
        return reverse("consultations:text:remark", args=[part.consultation.slug, part.number, self.pk])


__all__ = ["LONGEST", "Paragraph", "Passage", "Remark", "Standing", "TextVersion"]
