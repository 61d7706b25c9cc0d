"""What editors do with the questions: every change is a new version, and once open only the wording can change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import IO, Any
from uuid import UUID

from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Max, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations import actions as course
from consultations.methods.survey.building import with_picture, with_question
from consultations.methods.survey.definition import (
    Choice,
    ChoicePicture,
    Definition,
    Malformed,
    Question,
    Section,
    parse,
)
from consultations.methods.survey.models import Version
from consultations.models import Part, Phase
from foundation import audit
from foundation.errors import Refused
from publications.actions import keep_picture
from publications.models import Picture

# Versions never change, so what was read once holds for as long as the process lives.
_read: dict[int, Definition] = {}
MOST_READ = 200


def current(part: Part) -> Definition:
    """Give what a part asks now."""
    pk = part.settings.get("version")
    if pk not in _read:
        found = Version.objects.filter(pk=pk, part=part).values_list("definition", flat=True).first()
        if found is None:
            return Definition()
        if len(_read) >= MOST_READ:
            _read.clear()
        _read[pk] = parse(found)
    return _read[pk]


def number_of(part: Part) -> int:
    """Give the number of the version that is asked now."""
    return int(part.settings.get("number", 1))


def lay_out(part: Part, content: dict[str, Any]) -> None:
    """Fill a new part from a blueprint. Raises Refused when that is no survey."""
    try:
        definition = parse(content or {"sections": []})
    except Malformed as error:
        raise Refused(_("This blueprint is no survey: %(error)s") % {"error": error}) from error
    keep(part, definition)


def keep(part: Part, definition: Definition, *, is_open: bool = False) -> None:
    """Write the next version; the part must be locked, or new."""
    versions = Version.objects.filter(part=part)
    number = (versions.aggregate(last=Max("number"))["last"] or 0) + 1
    made = Version.objects.create(part=part, number=number, definition=definition.as_json(), is_open=is_open)
    # What nobody answered is of no use any more.
    versions.filter(is_open=False, number__lt=number).delete()
    part.settings = {**part.settings, "version": made.pk, "number": number}
    part.save(update_fields=["settings"])


@transaction.atomic
def change(part: Part, *, by: User, how: Callable[[Definition], Definition]) -> Definition:
    """Change the questions, from what they are at this moment; so two editors do not undo each other's work.

    Raises Refused once the questions are open, unless only the wording changes.
    """
    course.editors_only(by, course.lock(part.consultation))
    locked = Part.objects.select_for_update(of=("self",)).get(pk=part.pk)
    before = current(locked)
    after = how(before)
    if after == before:
        return before
    settled = is_settled(locked)
    if settled and not means_the_same(before, after):
        raise Refused(
            _(
                "People can answer these questions already. Now only words can change, not the questions, the kinds, "
                "the choices or the rules: else their answers would get another meaning."
            )
        )
    if settled:
        Version.objects.filter(pk=locked.settings.get("version")).update(is_open=True)
    keep(locked, parse(after.as_json()), is_open=settled)
    part.settings = locked.settings
    audit.record("survey.changed", actor=by, subject=part, version=number_of(part), was_open=settled)
    return after


def is_settled(part: Part) -> bool:
    """Say whether people could answer: it was frozen, or its phase began by the clock of the database."""
    began = Q(opens_at__lte=Now(), consultation__state="published") | Q(opened_at__isnull=False)
    return part.is_frozen or Phase.objects.filter(began, pk=part.phase_id).exists()


def means_the_same(before: Definition, after: Definition) -> bool:
    """Say whether only words differ."""
    return wordless(before) == wordless(after)


def wordless(definition: Definition) -> Definition:
    """Give a survey without its words, as far as answers do not depend on them."""

    def bare(choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        return tuple(
            replace(choice, text="", picture=replace(choice.picture, alt="") if choice.picture else None)
            for choice in choices
        )

    def quiet(question: Question) -> Question:
        wordless = replace(question, text="", help="", low="", high="")
        return replace(wordless, choices=bare(question.choices), rows=bare(question.rows))

    def silent(section: Section) -> Section:
        return replace(section, title="", intro="", questions=tuple(map(quiet, section.questions)))

    return Definition(tuple(map(silent, definition.sections)))


def put_picture(part: Part, *, by: User, question: str, choice: str, upload: IO[bytes] | None, alt: str) -> None:
    """Put a picture with a choice, or only change what is told of it.

    Raises ValidationError, with advice, when the upload cannot be used.
    """
    course.editors_only(by, part.consultation)
    with transaction.atomic():
        shown: ChoicePicture | None = None
        if upload is not None:
            kept = keep_picture(upload, alt=alt)
            Picture.objects.filter(pk=kept.pk).update(publication=part.consultation_id)
            shown = ChoicePicture(kept.pk, str(kept.key), alt, kept.width, kept.height)

        def put(asked: Question) -> Question:
            before = next((one.picture for one in asked.choices if one.key == choice), None)
            return with_picture(asked, choice, shown or (replace(before, alt=alt) if before else None))

        change(part, by=by, how=lambda definition: with_question(definition, question, put))


def copy(source: Part, target: Part) -> None:
    """Copy the questions, with pictures of their own: those of the source may go with it."""

    def own(choice: Choice) -> Choice:
        if choice.picture is None:
            return choice
        original = Picture(key=UUID(choice.picture.key)).original_name
        with storages["private"].open(original) as content:
            kept = keep_picture(content, alt=choice.picture.alt)
        Picture.objects.filter(pk=kept.pk).update(publication=target.consultation_id)
        return replace(choice, picture=ChoicePicture(kept.pk, str(kept.key), kept.alt, kept.width, kept.height))

    definition = current(source)
    for key, question in definition.by_key.items():
        if any(choice.picture for choice in question.choices):
            choices = tuple(map(own, question.choices))
            definition = with_question(definition, key, lambda one, given=choices: replace(one, choices=given))  # type: ignore[misc]  # bound now
    keep(target, definition)
