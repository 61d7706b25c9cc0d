"""Accepting and declining the words that residents suggest."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.methods.text import editions, rules, versions
from consultations.methods.text.models import Passage, Remark, TextVersion
from consultations.methods.text.paragraphs import blocks_of, replaced
from consultations.models import Part
from foundation import audit
from foundation.errors import Refused


@dataclass(frozen=True)
class Decided:
    """A remark that was decided; `is_in_draft` says whether its words were put in the draft of the next version."""

    remark: Remark
    is_in_draft: bool


@transaction.atomic
def decide(remark: Remark, part: Part, *, by: User, state: str, reason: str) -> Decided:
    """Accept or decline a suggestion, with a reason that everybody reads; the same decision twice is one.

    What is accepted goes into the draft of the next version if its words are still there unchanged; otherwise an
    editor puts it in by hand. Raises Refused for what cannot be decided, or a no without a reason.
    """
    part = versions.lock(part, by)
    found = Remark.objects.select_for_update(of=("self",)).select_related("passage").get(pk=remark.pk)
    if not rules.can_be_decided(found):
        raise Refused(_("This cannot be decided: it is no suggestion, or a version with it was published already."))
    if state not in {Remark.State.ACCEPTED, Remark.State.DECLINED}:
        raise Refused(_("Choose whether you use this suggestion."))
    if state == Remark.State.DECLINED and not reason.strip():
        raise Refused(_("Tell why you do not use this suggestion. Everybody can read the reason."))
    is_new = found.state != state
    found.state, found.reason, found.decided_by = state, reason.strip(), by
    Remark.objects.filter(pk=found.pk).update(state=found.state, reason=found.reason, decided_by=by, decided_at=Now())
    put = is_new and state == Remark.State.ACCEPTED and put_in_draft(found, part, by=by)
    audit.record("suggestion.decided", actor=by, subject=found, state=str(state), part=part.pk, in_draft=put)
    found.refresh_from_db()
    return Decided(found, put)


def put_in_draft(remark: Remark, part: Part, *, by: User) -> bool:
    """Put suggested words in the draft, begun from the text as it is when there is none; False when they do not fit."""
    version = editions.current(part)
    if version is None:
        return False
    begun = editions.draft(part)
    markdown = begun.markdown if begun else version.markdown
    changed = with_words(version, markdown, remark.passage, remark.words)
    if changed is None:
        return False
    versions.keep_draft(part, changed, by=by)
    return True


def with_words(version: TextVersion, markdown: str, passage: Passage, words: str) -> str | None:
    """Give a draft with other words for a passage; None when the words it is about are not there any more."""
    blocks = blocks_of(markdown)
    carried = editions.keys_for(version, blocks)
    texts = {key: block.text for key, block in zip(carried, blocks, strict=True) if key is not None}
    stand_in = Passage(
        key=passage.key,
        quote=passage.words_now,
        prefix=passage.prefix,
        suffix=passage.suffix,
        made_start=passage.start,
        start=passage.start,
        end=passage.end,
        words_now=passage.words_now,
        is_whole=passage.is_whole,
        standing=passage.standing,
    )
    versions.place(stand_in, texts)
    if stand_in.standing != "holds":
        return None
    return replaced(markdown, carried.index(stand_in.key), stand_in.start, stand_in.end, words)
