"""What editors do with the text: write it, prepare the next version, and publish that with each remark in its place."""

from __future__ import annotations

from hashlib import sha256

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations import actions as course
from consultations import audience
from consultations.methods.text import anchors, editions, rules
from consultations.methods.text.models import Paragraph, Passage, Remark, Standing, TextVersion
from consultations.methods.text.paragraphs import LONGEST, MOST, Block, blocks_of, tidy
from consultations.models import Part
from foundation import audit
from foundation.errors import NotAllowed, Refused
from notifications.catalogue import texts
from notifications.telling import tell
from notifications.wording import excerpt
from publications.models import Publication

BATCH = 500
# Where a passage is now.
PLACE = ["key", "start", "end", "words_now", "standing"]


def lock(part: Part, by: User | None) -> Part:
    """Lock the text against others who change it, after its consultation. Raises NotAllowed unless `by` may edit.

    Nobody can point at words meanwhile (`remarks.hold`).
    """
    course.lock(part.consultation)
    found = Part.objects.select_for_update(of=("self",)).select_related("phase", "consultation").get(pk=part.pk)
    if by is not None and not rules.can_edit(by, found):
        raise NotAllowed(_("Only editors can do this, as long as the consultation is not answered."))
    return found


def read(markdown: str) -> tuple[str, list[Block]]:
    """Read a text that an editor gives. Raises Refused when it is empty or too long to review."""
    if len(markdown) > LONGEST:
        raise Refused(_("This text is too long to review in one go. Split it into several parts."))
    tidied = tidy(markdown)
    blocks = blocks_of(tidied)
    if not blocks:
        raise Refused(_("There are no words in this text. Paste the text, or choose another file."))
    if len(blocks) > MOST:
        raise Refused(_("This text has more than 600 paragraphs. Split it into several parts."))
    return tidied, blocks


class ChangedMeanwhile(Refused):
    """Somebody else changed the text, or accepted words into it, since this editor began."""


def mark_of(newest: TextVersion | None) -> str:
    """Give a mark of the text an editor goes on with: another text, another mark."""
    return sha256(newest.markdown.encode()).hexdigest()[:24] if newest else ""


@transaction.atomic
def write(part: Part, *, by: User | None, markdown: str, seen: str | None = None) -> TextVersion:
    """Keep a text: before residents can read it as the first version, afterwards as the draft of the next one.

    `by` is None for a blueprint or a copy, of which the part itself was checked. `seen` is the mark of the text the
    editor began with: raises ChangedMeanwhile when it is another one now, Refused for an unusable text.
    """
    part = lock(part, by)
    if seen is not None and seen != mark_of(editions.draft(part) or editions.current(part)):
        raise ChangedMeanwhile(
            _("Somebody changed the text meanwhile, or used a suggestion. Copy your text and open this page anew.")
        )
    tidied, blocks = read(markdown)
    if rules.is_fixed(part) and editions.current(part) is not None:
        kept = keep_draft(part, tidied, by=by)
    else:
        kept = write_first(part, tidied, blocks, by=by)
    audit.record("text.written", actor=by, subject=kept, part=part.pk, number=kept.number)
    return kept


def write_first(part: Part, markdown: str, blocks: list[Block], *, by: User | None) -> TextVersion:
    """Write the text that the consultation opens with; until then it can be written anew."""
    first, _is_new = TextVersion.objects.update_or_create(
        part=part,
        number=1,
        defaults={"markdown": markdown, "made_by": by, "published_at": Now()},
    )
    keys = editions.keys_for(first, blocks)
    first.paragraphs.all().delete()
    write_paragraphs(first, blocks, keys, last=0)
    first.refresh_from_db()
    return first


def keep_draft(part: Part, markdown: str, *, by: User | None) -> TextVersion:
    """Keep the draft of the next version; the part must be locked."""
    kept = editions.draft(part)
    if kept is None:
        last = part.text_versions.aggregate(last=Max("number"))["last"] or 0
        return TextVersion.objects.create(part=part, number=last + 1, markdown=markdown, made_by=by)
    TextVersion.objects.filter(pk=kept.pk).update(markdown=markdown, made_by=by)
    kept.refresh_from_db()
    return kept


def write_paragraphs(version: TextVersion, blocks: list[Block], keys: list[int | None], *, last: int) -> None:
    """Write the paragraphs of a version; new ones get the keys after `last`."""
    known = [key for key in keys if key is not None]
    following = max([last, *known])
    rows = []
    for position, (block, carried) in enumerate(zip(blocks, keys, strict=True), start=1):
        if carried is None:
            following += 1
        rows.append(
            Paragraph(
                version=version,
                key=following if carried is None else carried,
                position=position,
                kind=block.kind,
                level=min(block.level, 6),
                marker=block.marker[:12],
                text=block.text,
                source=block.source,
            )
        )
    Paragraph.objects.bulk_create(rows, batch_size=BATCH)


@transaction.atomic
def publish(part: Part, *, by: User, note: str) -> TextVersion:
    """Let everybody read the draft from now on: remarks are put in their place, accepted suggestions are in it.

    Everybody with an account who took part hears it, and so do followers. Pressing twice publishes once. Raises
    Refused when the draft says the same as the version that can be read now, or when the note is empty.
    """
    part = lock(part, by)
    now, then = editions.draft(part), editions.current(part)
    if now is None or then is None:
        raise Refused(_("There is no draft to publish. Change the text first."))
    if not note.strip():
        raise Refused(_("Tell in a few sentences what changed. Everybody who took part reads this."))
    blocks = blocks_of(now.markdown)
    if [block.source for block in blocks] == list(then.paragraphs.values_list("source", flat=True)):
        raise Refused(_("The draft says the same as the version that everybody reads now."))
    last = Paragraph.objects.filter(version__part=part).aggregate(last=Max("key"))["last"] or 0
    write_paragraphs(now, blocks, editions.keys_for(then, blocks), last=last)
    TextVersion.objects.filter(pk=now.pk).update(published_at=Now(), note=note.strip(), made_by=by)
    anchor_anew(part, now)
    accepted = Remark.objects.of_part(part).filter(state=Remark.State.ACCEPTED, used_in__isnull=True)
    used = accepted.update(used_in=now)
    audit.record("text.published", actor=by, subject=now, part=part.pk, number=now.number, used=used)
    tell_of(part, now, by=by, note=note)
    now.refresh_from_db()
    return now


def tell_of(part: Part, version: TextVersion, *, by: User, note: str) -> None:
    """Tell who took part, and who follows, that there is a new version."""
    publication: Publication = part.consultation
    tell(
        texts.VERSION,
        key=f"{part.pk}:{version.number}",
        about=publication,
        people=audience.concerned(publication),
        without=[by],
        number=version.number,
        part=part.title,
        excerpt=excerpt(note),
        path=part.get_absolute_url(),
    )


def anchor_anew(part: Part, version: TextVersion) -> None:
    """Find the words of every passage in a version, and write down where they are and what became of them."""
    texts_now = dict(version.paragraphs.values_list("key", "text"))
    changed = []
    for passage in Passage.objects.filter(part=part):
        before = [getattr(passage, field) for field in PLACE]
        place(passage, texts_now)
        if before != [getattr(passage, field) for field in PLACE]:
            changed.append(passage)
    Passage.objects.bulk_update(changed, PLACE, batch_size=BATCH)


def place(passage: Passage, texts_now: dict[int, str]) -> None:
    """Set where a passage is in a text, saving nothing: its first words if they are there, else the last known ones."""
    found = anchors.find(editions.anchor_of(passage), texts_now)
    if found is None and passage.standing == Standing.CHANGED:
        found = anchors.find(
            anchors.Anchor(passage.key, passage.words_now, passage.prefix, passage.suffix, passage.start), texts_now
        )
    if found is None:
        passage.standing = Standing.GONE
        return
    passage.key, passage.start, passage.end = found.key, found.start, found.end
    passage.words_now = texts_now[found.key][found.start : found.end]
    passage.standing = Standing.HOLDS if passage.words_now == passage.quote else Standing.CHANGED
