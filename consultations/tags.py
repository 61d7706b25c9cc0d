"""Tagging what people said: many at once, with tags that fit suggested by likeness to what was tagged before.

The likeness is worked out here (words weighed by how rare they are); nothing leaves the site.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations import remarks, rules
from consultations.models import Consultation, Part, Remark, Tag, Tagging
from foundation import audit
from foundation.errors import NotAllowed, Refused
from moderation.screening.personal import personal_data

WORD = re.compile(r"[^\W\d_]{3,}")
# How many letters of a word count: "fietspad" and "fietspaden" mean the same.
STEM = 7
# Suggestions learn from so many of the last taggings, and are made from this likeness (0 to 1) up.
LEARNED = 2_000
LIKENESS = 0.12
MOST_SUGGESTED = 3
MOST_AT_ONCE = 500
# Words that tell nothing about the subject.
EVERYDAY = """
aan als bij dan dat deze die dit doen door dus een eens geen graag had heb hebben heeft het hier hij hoe hun ja jaar
kan kunnen maar mag meer men met mij mijn moet moeten naar niet nog omdat ons ook over tot uit van veel vind vinden
voor want waar wat wel wij willen word worden wordt zal zijn zou zouden
"""
COMMON = frozenset(EVERYDAY.split())


def staff_only(person: User) -> None:
    """Raise NotAllowed for who does not work on consultations."""
    if not rules.can_see_workshop(person):
        raise NotAllowed(_("Only staff can do this."))


@transaction.atomic
def give(part: Part, chosen: Iterable[int], *, by: User, name: str) -> Tag:
    """Give a tag (made when it is new) to remarks of a part; who has it already keeps it.

    Raises Refused without a name or without remarks.
    """
    staff_only(by)
    rows = chosen_of(part, chosen)
    name = " ".join(name.split())
    if not name or len(name) > 50:
        raise Refused(_("Choose a tag, or type a new one of at most 50 characters."))
    tag = Tag.objects.filter(consultation=part.consultation, name__iexact=name).first()
    if tag is None:
        Tag.objects.bulk_create([Tag(consultation=part.consultation, name=name)], ignore_conflicts=True)
        tag = Tag.objects.get(consultation=part.consultation, name__iexact=name)
    Tagging.objects.bulk_create([Tagging(remark=row, tag=tag, by=by) for row in rows], ignore_conflicts=True)
    audit.record("remarks.tagged", actor=by, subject=tag, part=part.pk, remarks=len(rows))
    return tag


@transaction.atomic
def take(part: Part, chosen: Iterable[int], *, by: User, tag: Tag) -> None:
    """Take a tag off remarks of a part."""
    staff_only(by)
    rows = chosen_of(part, chosen)
    Tagging.objects.filter(tag=tag, remark__in=[row.pk for row in rows]).delete()
    audit.record("remarks.untagged", actor=by, subject=tag, part=part.pk, remarks=len(rows))


def chosen_of(part: Part, chosen: Iterable[int]) -> list[Remark]:
    """Give the chosen remarks of a part. Raises Refused when there are none, or too many for one step."""
    numbers = sorted(set(chosen))
    if not numbers or len(numbers) > MOST_AT_ONCE:
        raise Refused(_("Choose the answers first, at most 500 at once."))
    return list(remarks.of_part(part).filter(pk__in=numbers).only("pk"))


@transaction.atomic
def leave_out(remark: Remark, *, by: User, pieces: Sequence[str], is_private: bool) -> None:
    """Choose the pieces that others do not read, or leave out all of it.

    Raises Refused for a piece that is not in the text: then it would be shown after all.
    """
    staff_only(by)
    remark = Remark.objects.select_for_update(of=("self",)).get(pk=remark.pk)
    wanted = list(dict.fromkeys(piece.strip() for piece in pieces if piece.strip()))
    for piece in wanted:
        if piece not in remark.text:
            raise Refused(_("“%(piece)s” is not in this answer. Copy it as it is written.") % {"piece": piece})
    remark.hidden, remark.is_private = wanted, is_private
    remark.save(update_fields=["hidden", "is_private"])
    audit.record("remark.hidden", actor=by, subject=remark, pieces=len(wanted), all=is_private)


def personal_pieces(text: str) -> list[str]:
    """Give the pieces of a text that look like personal data, as a start for who reads it."""
    return list(dict.fromkeys(text[seen.start : seen.end] for seen in personal_data(text)))


def chosen_rows(part: Part, *, tag: str = "", search: str = "") -> QuerySet[Remark]:
    """Give remarks of a part with a tag (its number; "geen": without any) and with these words in them."""
    rows = remarks.of_part(part)
    if tag == "geen":
        rows = rows.filter(~Exists(Tagging.objects.filter(remark=OuterRef("pk"))))
    elif tag.isdecimal():
        rows = rows.filter(Exists(Tagging.objects.filter(remark=OuterRef("pk"), tag=int(tag))))
    for word in search.split()[:5]:
        rows = rows.filter(text__icontains=word)
    return rows


# Suggestions


def stems(text: str) -> Counter[str]:
    """Give the telling words of a text, cut to their stem."""
    return Counter(word[:STEM] for word in WORD.findall(text.lower()) if word not in COMMON)


def suggestions(consultation: Consultation, rows: Sequence[Remark]) -> dict[int, list[Tag]]:
    """Give, per remark, the tags whose remarks are most like it and that it does not have yet; best first."""
    taught = Tagging.objects.filter(tag__consultation=consultation).select_related("tag", "remark")
    learned = list(taught.order_by("-pk")[:LEARNED])
    tags = {one.tag_id: one.tag for one in learned}
    texts = [(one.tag_id, stems(one.remark.text)) for one in learned]
    weights = rarity([words for _tag, words in texts])
    middles: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for tag_id, words in texts:
        for word, weight in direction(words, weights).items():
            middles[tag_id][word] += weight
    ends = {tag_id: unit(middle) for tag_id, middle in middles.items()}
    found = {}
    for row in rows:
        own = {tag.pk for tag in row.tags.all()}
        meant = direction(stems(row.text), weights)
        scores = sorted(
            ((sum(weight * end.get(word, 0.0) for word, weight in meant.items()), pk) for pk, end in ends.items()),
            reverse=True,
        )
        found[row.pk] = [tags[pk] for score, pk in scores if score >= LIKENESS and pk not in own][:MOST_SUGGESTED]
    return found


def rarity(texts: Sequence[Counter[str]]) -> dict[str, float]:
    """Weigh each word: the fewer texts have it, the more it tells."""
    seen = Counter(word for words in texts for word in words)
    return {word: math.log((1 + len(texts)) / (1 + times)) + 1 for word, times in seen.items()}


def direction(words: Mapping[str, int], weights: Mapping[str, float]) -> dict[str, float]:
    """Give a text as weighed words of length one; words that nobody used before do not count."""
    return unit({word: (1 + math.log(times)) * weights[word] for word, times in words.items() if word in weights})


def unit(vector: Mapping[str, float]) -> dict[str, float]:
    """Bring a vector to length one."""
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {word: value / length for word, value in vector.items()} if length else {}
