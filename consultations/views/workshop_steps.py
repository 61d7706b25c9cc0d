"""The steps of making a consultation: what it is about, when, what is asked, and who takes part."""

from __future__ import annotations

from copy import copy
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations import actions, checklist, editing, rules
from consultations.forms import BasicsForm, EntryForm, PartForm, PhaseForm
from consultations.method import METHODS
from consultations.models import Consultation, Part
from consultations.overview import STEPS
from consultations.views.reading import visible
from consultations.views.workshop import editor_of, for_editors, phase_of, saved, version_in
from foundation.errors import Refused


@for_editors
def step(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """Show a step, or save it."""
    if step not in STEPS:
        raise Http404("no such step")
    consultation = visible(request, slug)
    if not rules.can_edit(request.user, consultation):
        messages.info(request, _("This consultation is answered, so it stays as it is."))
        return redirect("consultations:prepare", slug)
    views = {"basis": fields, "meedoen": fields, "fasen": phases, "onderdelen": parts}
    return views[step](request, consultation, step)


def page(request: HttpRequest, consultation: Consultation, step: str, **context: Any) -> HttpResponse:
    """Show the page of a step; what was refused or filled in wrong comes with its own status."""
    form = context.get("form")
    context |= {"consultation": consultation, "step": step, "label": STEPS[step], "steps": STEPS}
    # What was typed goes on from the version that is there now: saving once more is then a choice.
    context["version"] = Consultation.objects.values_list("version", flat=True).get(pk=consultation.pk)
    status = 409 if form is not None and form.is_bound and form.non_field_errors() else 200
    return render(request, f"consultations/workshop/{step_template(step)}.html", context, status=status)


def step_template(step: str) -> str:
    """Name the template of a step."""
    return {"basis": "fields", "meedoen": "fields", "fasen": "phases", "onderdelen": "parts"}[step]


def fields(request: HttpRequest, consultation: Consultation, step: str) -> HttpResponse:
    """Change what it is about, or who takes part."""
    kind: type[BasicsForm | EntryForm] = BasicsForm if step == "basis" else EntryForm
    form = kind(request.POST or None, instance=copy(consultation))
    if request.method == "POST" and form.is_valid():
        by, version = editor_of(request), version_in(request)
        if saved(form, lambda: editing.revise(consultation, by=by, version=version, **form.values())):
            messages.success(request, _("Saved."))
            return redirect("consultations:prepare", consultation.slug)
    return page(request, consultation, step, form=form)


def phases(request: HttpRequest, consultation: Consultation, step: str) -> HttpResponse:
    """Show the phases, and add one."""
    form = PhaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = editor_of(request)
        is_added = is_there_already(consultation, form) or saved(
            form, lambda: actions.add_phase(consultation, by=by, **form.cleaned_data)
        )
        # Of two presses at once the second is refused, and finds what the first made.
        if is_added or is_there_already(consultation, form):
            messages.success(request, _("The phase is there."))
            return redirect("consultations:step", consultation.slug, step)
    return page(request, consultation, step, form=form, phases=consultation.phases.all())


def is_there_already(consultation: Consultation, form: forms.ModelForm[Any]) -> bool:
    """Say whether this very phase was added by the first of two presses."""
    data = form.cleaned_data
    same = {name: data[name] for name in ("title", "opens_at", "closes_at")}
    return consultation.phases.filter(**same).exists()


@for_editors
def phase(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change one phase."""
    consultation = visible(request, slug)
    found = phase_of(consultation, pk)
    form = PhaseForm(request.POST or None, instance=copy(found))
    if request.method == "POST" and form.is_valid():
        by, version = editor_of(request), version_in(request)
        values = {"opens_at": found.opens_at, "closes_at": found.closes_at, **form.cleaned_data}
        if saved(form, lambda: editing.change_phase(found, by=by, version=version, **values)):
            messages.success(request, _("Saved."))
            return redirect("consultations:step", slug, "fasen")
    return page(request, consultation, "fasen", form=form, phase=found, phases=consultation.phases.all())


@require_POST
@for_editors
def remove_phase(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a phase away."""
    consultation = visible(request, slug)
    found = consultation.phases.filter(pk=pk).select_related("consultation").first()
    if found is not None:
        editing.remove_phase(found, by=editor_of(request), version=version_in(request))
        messages.success(request, _("The phase is gone."))
    return redirect("consultations:step", slug, "fasen")


def parts(request: HttpRequest, consultation: Consultation, step: str) -> HttpResponse:
    """Show the parts in their phases, and add one."""
    form = PartForm(request.POST or None, consultation=consultation)
    if request.method == "POST" and form.is_valid() and (added := add(request, consultation, form)):
        return redirect(METHODS[added.method].setup_url(added) or consultation.get_absolute_url())
    there = checklist.parts_of(consultation)
    rows: list[dict[str, Any]] = [{"phase": one, "parts": [part_row(part) for part in there if part.phase_id == one.pk]}
            for one in consultation.phases.all()]  # fmt: skip
    can_add = any(one["phase"].opened_at is None for one in rows)
    return page(request, consultation, step, form=form, rows=rows, can_add=can_add)


def part_row(part: Part) -> dict[str, Any]:
    """Give what the list shows of a part: its way of asking, and where its questions are made."""
    method = METHODS.get(part.method)
    return {"part": part, "method": method, "setup_url": method.setup_url(part) if method else ""}


def add(request: HttpRequest, consultation: Consultation, form: PartForm) -> Part | None:
    """Add a part; of two presses the second gives what the first added. None when a rule says no."""
    data, by, version = form.cleaned_data, editor_of(request), version_in(request)
    added: list[Part] = []
    saved(form, lambda: added.append(actions.add_part(**data, by=by, version=version)))
    same = {name: data[name] for name in ("method", "title", "phase")}
    made = added[0] if added else Part.objects.filter(consultation=consultation, **same).last()
    if made is not None:
        made.consultation = consultation
    return made


@for_editors
def part(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Change the title and introduction of one part, or move it to another phase."""
    consultation = visible(request, slug)
    found = part_of(consultation, number)
    form = PartForm(request.POST or None, instance=copy(found), consultation=consultation)
    if request.method == "POST" and form.is_valid():
        by, version = editor_of(request), version_in(request)
        if saved(form, lambda: editing.change_part(found, by=by, version=version, **form.cleaned_data)):
            messages.success(request, _("Saved."))
            return redirect("consultations:step", slug, "onderdelen")
    return page(request, consultation, "onderdelen", form=form, part=found, row=part_row(found))


@require_POST
@for_editors
def part_act(request: HttpRequest, slug: str, number: int, what: str) -> HttpResponse:
    """Move a part up or down, or take it away."""
    consultation = visible(request, slug)
    found = Part.objects.filter(consultation=consultation, number=number).select_related("consultation").first()
    if found is None and what == "weg":
        return redirect("consultations:step", slug, "onderdelen")
    if found is None or what not in {"omhoog", "omlaag", "weg"}:
        raise Http404("no such part, or nothing to do with it")
    by, version = editor_of(request), version_in(request)
    try:
        if what == "weg":
            editing.remove_part(found, by=by, version=version)
        else:
            editing.move_part(found, by=by, version=version, is_up=what == "omhoog")
    except Refused as refused:
        messages.error(request, str(refused.message))
    return redirect("consultations:step", slug, "onderdelen")


def part_of(consultation: Consultation, number: int) -> Part:
    """Give a part of this consultation, else 404."""
    found = get_object_or_404(Part.objects.select_related("phase"), consultation=consultation, number=number)
    found.consultation = consultation
    return found
