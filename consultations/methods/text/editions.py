"""Reading the versions of a text: the one that can be read now, the draft of the next, and what they hold."""

from __future__ import annotations

from collections.abc import Sequence

from consultations.methods.text.anchors import Anchor
from consultations.methods.text.differences import carry_keys
from consultations.methods.text.models import Paragraph, Passage, TextVersion
from consultations.methods.text.paragraphs import Block
from consultations.models import Part


def current(part: Part) -> TextVersion | None:
    """Give the version that residents read; None as long as there is no text."""
    return TextVersion.objects.filter(part=part, published_at__isnull=False).order_by("-number").first()


def draft(part: Part) -> TextVersion | None:
    """Give the draft of the next version; None when nobody began one."""
    return TextVersion.objects.filter(part=part, published_at__isnull=True).first()


def paragraphs_of(version: TextVersion) -> list[Paragraph]:
    """Give its paragraphs in order."""
    return list(Paragraph.objects.filter(version=version).order_by("position"))


def keys_for(version: TextVersion | None, blocks: Sequence[Block]) -> list[int | None]:
    """Give the key that each paragraph of a new text carries over from a version; None for a new one."""
    if version is None:
        return [None] * len(blocks)
    old = list(version.paragraphs.order_by("position").values_list("key", "text"))
    return carry_keys(old, [block.text for block in blocks])


def anchor_of(passage: Passage) -> Anchor:
    """Give a passage as it was when somebody pointed at it, in the paragraph where it is now."""
    return Anchor(passage.key, passage.quote, passage.prefix, passage.suffix, passage.made_start, passage.is_whole)
