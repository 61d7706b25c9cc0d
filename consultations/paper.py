"""Typing over what came on paper: two people type the same sheet, and what they read differently is looked at again.

A sheet that came in before closing may be typed over until the province answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations import rules, taking_part
from consultations.gate_forms import AboutForm
from consultations.method import method_of
from consultations.models import Consultation, PaperSheet, Part
from foundation import audit
from foundation.errors import NotAllowed, Refused
from foundation.templatetags.words import day

# The fields of a form with their values, as a browser sends them.
Typed = dict[str, list[str]]


@dataclass(frozen=True)
class Difference:
    """One question that two people read differently; `name` is that of the field."""

    name: str
    question: str
    first: str
    second: str


def staff_only(by: User) -> None:
    """Raise NotAllowed for who does not work on consultations."""
    if not rules.can_see_workshop(by):
        raise NotAllowed(_("Only staff who work on consultations type over what is on paper."))


def refuse_too_late(part: Part, received_on: date) -> None:
    """Raise Refused for a sheet that came in outside the phase, or once the province answered."""
    phase = part.phase
    if part.consultation.stage == Consultation.Stage.ANSWERED:
        raise Refused(_("The province answered this consultation already. Nothing is added to it any more."))
    if phase.opened_at is None:
        raise Refused(_("This part is not open yet."))
    last = timezone.localdate(phase.closes_at)
    if received_on > last:
        raise Refused(_("This closed on %(day)s. Only forms that came in until then count.") % {"day": day(last)})
    if not timezone.localdate(phase.opens_at) <= received_on <= timezone.localdate():
        raise Refused(_("That day cannot be right: forms come in between the opening and today."))


def typed_in(posted: QueryDict) -> Typed:
    """Give what was typed, as it is kept."""
    own = {"csrfmiddlewaretoken", "received_on"}
    return {name: [str(one) for one in values] for name, values in posted.lists() if name not in own}


def forms_of(part: Part, typed: Typed | None = None) -> list[BaseForm]:
    """Give the form of the method and the two questions about oneself, filled with what was typed."""
    data = None
    if typed is not None:
        data = QueryDict(mutable=True)
        for name, values in typed.items():
            data.setlist(name, list(values))
    forms: list[BaseForm] = [method_of(part).paper_form(part, data)]
    about = AboutForm(part.consultation, data)
    return [*forms, about] if about.fields else forms


def are_valid(forms: list[BaseForm]) -> bool:
    """Say whether all of them are; each is looked at, so that all mistakes show at once."""
    wrong = [form for form in forms if not form.is_valid()]
    return not wrong


@transaction.atomic
def type_over(part: Part, number: int, *, by: User, typed: Typed, received_on: date | None = None) -> PaperSheet:
    """Keep what somebody typed over from the form with this number; the second time, by another person, it may count.

    `received_on` is stated the first time. Raises Refused for who types the same form twice, and for what is too late.
    """
    staff_only(by)
    row = PaperSheet.objects.filter(part=part, number=number).first()
    if row is None:
        received_on = received_on or timezone.localdate()
        refuse_too_late(part, received_on)
        values = {"received_on": received_on, "first": typed, "first_by": by}
        row, is_new = PaperSheet.objects.get_or_create(part=part, number=number, defaults=values)
        if is_new:
            audit.record("paper.typed", actor=by, subject=row, part=part.pk)
            return row
    sheet = lock(row)
    refuse_third(sheet, by)
    refuse_too_late(part, sheet.received_on)
    sheet.second, sheet.second_by = typed, by
    sheet.save(update_fields=["second", "second_by"])
    audit.record("paper.typed_again", actor=by, subject=sheet, part=part.pk)
    if not differences(part, sheet):
        count(part, sheet, typed, by=by)
    return sheet


def lock(sheet: PaperSheet) -> PaperSheet:
    """Lock a sheet."""
    return PaperSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)


def refuse_third(sheet: PaperSheet, by: User) -> None:
    """Raise Refused unless this person is the one who may type it again."""
    if sheet.counted_at is not None:
        raise Refused(_("Form %(number)d counts already.") % {"number": sheet.number})
    if sheet.second is not None:
        raise Refused(_("Form %(number)d was typed twice. Choose what is right.") % {"number": sheet.number})
    if sheet.first_by_id == by.pk:
        raise Refused(
            _("You typed form %(number)d yourself. Somebody else types it again, without seeing yours.")
            % {"number": sheet.number}
        )


def differences(part: Part, sheet: PaperSheet) -> list[Difference]:
    """Give the questions that the two read differently; none while it was typed once."""
    if sheet.second is None:
        return []
    found = []
    for first, second in zip(forms_of(part, sheet.first), forms_of(part, sheet.second), strict=True):
        first.is_valid(), second.is_valid()
        for name in first.fields:
            one, other = answer_in(first, name), answer_in(second, name)
            if one != other:
                field = first[name]
                found.append(Difference(field.html_name, str(field.label), words(field, one), words(field, other)))
    return found


def answer_in(form: BaseForm, name: str) -> Any:
    """Give what was answered to one question."""
    return form.cleaned_data.get(name)


def words(field: BoundField, answer: Any) -> str:
    """Write an answer as people read it: the labels of what was chosen."""
    labels = {str(value): str(label) for value, label in getattr(field.field, "choices", ())}
    several = answer if isinstance(answer, list | tuple | set) else [answer]
    return ", ".join(labels.get(str(one), str(one)) for one in several if one not in (None, ""))


@transaction.atomic
def choose(sheet: PaperSheet, *, by: User, chosen: Mapping[str, str]) -> PaperSheet:
    """Let the sheet count, with the "first" or "second" reading of each difference. Raises Refused if one lacks."""
    staff_only(by)
    sheet = lock(sheet)
    if sheet.counted_at is not None:
        return sheet
    part = Part.objects.select_related("consultation", "phase").get(pk=sheet.part_id)
    refuse_too_late(part, sheet.received_on)
    names = [one.name for one in differences(part, sheet)]
    if sheet.second is None or any(chosen.get(name) not in {"first", "second"} for name in names):
        raise Refused(_("Choose for every question which of the two is on the form."))
    typed = dict(sheet.second)
    for name in names:
        if chosen[name] == "first":
            replace(part, typed, sheet.first, name)
    count(part, sheet, typed, by=by)
    audit.record("paper.chosen", actor=by, subject=sheet, part=part.pk, questions=len(names))
    return sheet


def replace(part: Part, typed: Typed, source: Typed, field: str) -> None:
    """Put everything that belongs to a field as the first person typed it; a field may have several controls."""
    names = {form.add_prefix(name) for form in forms_of(part) for name in form.fields}
    for control in {*typed, *source}:
        owner = max((name for name in names if control == name or control.startswith(f"{name}_")), key=len, default="")
        if owner == field:
            typed.pop(control, None)
            if control in source:
                typed[control] = source[control]


def count(part: Part, sheet: PaperSheet, typed: Typed, *, by: User) -> None:
    """Let a locked sheet count. Raises Refused when what was chosen does not fit together."""
    forms = forms_of(part, typed)
    if not are_valid(forms):
        raise Refused(_("What was chosen does not fit together. Look at the form once more."))
    about = forms[1].about() if len(forms) > 1 and isinstance(forms[1], AboutForm) else None
    data = method_of(part).from_paper(part, forms[0])
    sheet.participation = taking_part.write_paper(part, data, about=about)
    # From now on it is in the response, and nobody needs it here.
    sheet.first, sheet.second, sheet.counted_at = {}, {}, Now()
    sheet.save(update_fields=["participation", "first", "second", "counted_at"])
    audit.record("paper.counted", actor=by, subject=sheet, part=part.pk)
    sheet.refresh_from_db(fields=["counted_at"])


def next_number(part: Part) -> int:
    """Give the first number that no typed form has, to print from."""
    return (PaperSheet.objects.filter(part=part).aggregate(last=Max("number"))["last"] or 0) + 1
