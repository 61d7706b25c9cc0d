"""What residents do with a draft text: say what they think of words in it, and take that back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations import taking_part
from consultations.methods.text import anchors, editions
from consultations.methods.text.models import Paragraph, Passage, Remark, Standing, TextVersion
from consultations.models import Part, Response
from consultations.taking_part import Sitting
from foundation import submissions
from foundation.errors import NotAllowed, Refused

KIND = "remark"
STANCES = (Remark.Kind.AGREE, Remark.Kind.DISAGREE)
# More than a person writes about one text.
MOST = 500


class TextChanged(Refused):
    """The words somebody points at are not in the text that can be read now."""


@dataclass(frozen=True)
class Said:
    """What somebody says about words in a paragraph (`key`); `start` is where those words begin, if that is known."""

    key: int
    quote: str
    kind: str
    start: int = 0
    text: str = ""
    words: str = ""


@transaction.atomic
def say(
    part: Part, sitting: Sitting, said: Said, *, author: User | None = None, shows_name: bool = False, **times: Any
) -> Remark:
    """Place a remark. Agreeing and disagreeing count once for each passage: the last one holds. Twice is once.

    `author` is only asked whether they may place things; nothing of them is kept but their name, if `shows_name`.
    `times` may hold `seconds`, how long the form was open. Raises Closed, TextChanged or Refused.
    """
    # First of all: two writes of one person follow each other, and the response is there.
    response = taking_part.write(sitting, dict(sitting.response.data), version=version_number(part), is_sent=True)
    passage = passage_at(part, said)
    words = said.words if said.kind == Remark.Kind.SUGGESTION else ""
    same = response.remarks.filter(passage=passage, kind=said.kind, text=said.text, words=words)
    before: Remark | None = same.first()
    if before is not None:
        return before
    if response.remarks.count() >= MOST:
        raise Refused(_("You placed 500 remarks on this text. Change or take back one of those."))
    admission = submissions.admit(KIND, author, part.consultation.municipality_id)
    values: dict[str, Any] = {
        "kind": said.kind,
        "text": said.text,
        "words": words,
        "shown_name": author.display_name if author and shows_name else "",
        "is_waiting": admission.waits and bool(said.text or words),
        "made_on": timezone.localdate(),
    }
    if said.kind in STANCES:
        mine: dict[str, Any] = {"response": response, "passage": passage, "kind__in": STANCES}
        remark, _is_new = Remark.objects.update_or_create(**mine, defaults=values)
    else:
        remark = Remark.objects.create(response=response, passage=passage, **values)
    count(response)
    if said.text or words:
        submissions.written(KIND, remark.pk, author=None, admission=admission, **times)
    return remark


def passage_at(part: Part, said: Said) -> Passage:
    """Give the passage somebody points at, which others may have pointed at already. Raises TextChanged."""
    hold(part)
    version = editions.current(part)
    paragraph = Paragraph.objects.filter(version=version, key=said.key).first() if version else None
    if version is None or paragraph is None:
        raise TextChanged(_("This paragraph is not in the text any more. Read the new version."))
    anchor = anchored(paragraph, said)
    end = anchor.start + len(anchor.quote)
    known = Passage.objects.filter(part=part, key=paragraph.key, start=anchor.start, end=end)
    found: Passage | None = known.exclude(standing=Standing.GONE).order_by("pk").first()
    if found is not None:
        return found
    return make_passage(part, version, paragraph, anchor)


def hold(part: Part) -> None:
    """Keep the text from getting a new version until this transaction ends; any number of people hold it at once.

    Without this a passage could be made in the old version after all passages were put in their place in the new one.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {Part._meta.db_table} WHERE id = %s FOR KEY SHARE", [part.pk])  # noqa: S608, SLF001


def anchored(paragraph: Paragraph, said: Said) -> anchors.Anchor:
    """Anchor the words somebody quotes in a paragraph; without a quote the whole of it. Raises TextChanged."""
    quote = " ".join(said.quote.split())
    if not quote:
        return anchors.make(paragraph.key, paragraph.text, 0, len(paragraph.text))
    place = anchors.place_of(anchors.Anchor(paragraph.key, quote, start=said.start), paragraph.text)
    if place is None:
        # Half a word was chosen, or the case was changed while typing it over.
        place = paragraph.text.casefold().find(quote.casefold())
    if place < 0:
        raise TextChanged(
            _("These words are not in the paragraph as it is now. Copy them from the paragraph, or leave it whole.")
        )
    return anchors.make(paragraph.key, paragraph.text, place, place + len(quote))


def make_passage(part: Part, version: TextVersion, paragraph: Paragraph, anchor: anchors.Anchor) -> Passage:
    """Write a passage down; two people at once make one."""
    end = anchor.start + len(anchor.quote)
    made, _is_new = Passage.objects.get_or_create(
        made_in=version,
        made_key=paragraph.key,
        made_start=anchor.start,
        made_end=end,
        defaults={
            "part": part,
            "quote": anchor.quote,
            "prefix": anchor.prefix,
            "suffix": anchor.suffix,
            "is_whole": anchor.is_whole,
            "key": paragraph.key,
            "start": anchor.start,
            "end": end,
            "words_now": anchor.quote,
        },
    )
    return made


def count(response: Response) -> None:
    """Write with the response, which must be locked, how many remarks belong to it."""
    response.data = {"remarks": response.remarks.count()}
    Response.objects.filter(pk=response.pk).update(data=response.data)


def version_number(part: Part) -> int:
    """Give the number of the version that can be read now."""
    version = editions.current(part)
    return version.number if version else 1


@transaction.atomic
def take_back(remark: Remark, part: Part, sitting: Sitting) -> None:
    """Remove one's own remark for good. Raises NotAllowed for another's, Refused once it was decided or is closed."""
    taking_part.hold(sitting.participation)
    response = sitting.response
    found = Remark.objects.select_for_update(of=("self",)).filter(pk=remark.pk).first()
    if found is None:
        return
    if found.response_id != response.pk:
        raise NotAllowed(_("Only who placed this remark can take it back."))
    if found.state != Remark.State.OPEN:
        raise Refused(_("The province decided about this suggestion, so it stays in the text's history."))
    found.delete()
    count(response)
    taking_part.ask_for_recount(part)
