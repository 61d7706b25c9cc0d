"""The builder: editors make sections, questions and rules with plain forms, and see at once what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from consultations import rules
from consultations.methods.survey import actions, building
from consultations.methods.survey.builder_forms import (
    PictureForm,
    QuestionForm,
    RuleForm,
    SectionForm,
    ThenForm,
    askable,
)
from consultations.methods.survey.checking import of_rule, troubles
from consultations.methods.survey.definition import KINDS, Definition, Question, Section
from consultations.methods.survey.in_words import leads, told
from consultations.methods.survey.kinds import ALL, kind_of
from consultations.methods.survey.views.course import survey_part
from consultations.models import Part
from foundation.errors import NotAllowed

How = Callable[[Definition], Definition]


def editable(request: HttpRequest, slug: str, number: int) -> tuple[Part, User]:
    """Give the part and the editor; to others the builder does not exist."""
    part = survey_part(request, slug, number)
    if not isinstance(request.user, User) or not rules.can_prepare(request.user):
        raise Http404("editors only")
    if not rules.can_edit(request.user, part.consultation):
        raise NotAllowed(_("This consultation is answered. Its questions stay as they were."))
    return part, request.user


def builder_url(part: Part, at: str = "") -> str:
    """Give the address of the builder, at one of its pieces."""
    url = reverse("consultations:survey:builder", args=[part.consultation.slug, part.number])
    return f"{url}#{at}" if at else url


def page(request: HttpRequest, name: str, part: Part, **context: Any) -> HttpResponse:
    """Render a page of the builder."""
    shared = {"part": part, "consultation": part.consultation, "is_settled": actions.is_settled(part)}
    return render(request, f"survey/builder/{name}.html", {**shared, **context})


@never_cache
@require_GET
def builder(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show everything that is asked, with what is wrong where it is."""
    part, _editor = editable(request, slug, number)
    definition = actions.current(part)
    found = troubles(definition)
    sections = [
        {
            "section": one,
            "rules": leads(definition, one),
            "questions": [(question, kind_of(question)) for question in one.questions],
            "troubles": [trouble for trouble in found if trouble.section == one.key],
        }
        for one in definition.sections
    ]
    return page(request, "builder", part, sections=sections, troubles=found)


@never_cache
def section(request: HttpRequest, slug: str, number: int, key: str = "") -> HttpResponse:
    """Add a section, or change its words."""
    part, editor = editable(request, slug, number)
    before = section_or_404(part, key) if key else None
    initial = {"title": before.title, "intro": before.intro} if before else None
    form = SectionForm(request.POST or None, initial=initial)
    if not form.is_valid():
        return page(request, "section", part, form=form, section=before)
    words = form.cleaned_data
    after = actions.change(
        part,
        by=editor,
        how=lambda definition: (
            building.with_section(definition, key, lambda one: replace(one, **words))
            if key
            else building.add_section(definition, **words)
        ),
    )
    return redirect(builder_url(part, f"deel-{key or after.sections[-1].key}"))


def section_or_404(part: Part, key: str) -> Section:
    """Give a section."""
    definition = actions.current(part)
    if key not in definition.places:
        raise Http404("no such section")
    return definition.section(key)


@never_cache
def new_question(request: HttpRequest, slug: str, number: int, key: str) -> HttpResponse:
    """Choose the kind of a new question, then fill it in."""
    part, editor = editable(request, slug, number)
    where = section_or_404(part, key)
    kind = request.GET.get("soort", "")
    if kind not in KINDS:
        return page(request, "kinds", part, section=where, kinds=ALL)
    blank = Question("new", kind, "")
    form = QuestionForm(request.POST or None, question=blank)
    if not form.is_valid():
        return page(request, "question", part, form=form, section=where, kind=kind_of(blank))
    fresh = form.changed_question(blank)
    after = actions.change(part, by=editor, how=lambda definition: building.add_question(definition, key, fresh))
    made = after.section(key).questions[-1]
    if kind == "picture":
        return redirect("consultations:survey:pictures", slug, number, made.key)
    return redirect(builder_url(part, f"vraag-{made.key}"))


@never_cache
def question(request: HttpRequest, slug: str, number: int, key: str) -> HttpResponse:
    """Change a question."""
    part, editor = editable(request, slug, number)
    before = question_or_404(part, key)
    form = QuestionForm(request.POST or None, question=before)
    if not form.is_valid():
        return page(request, "question", part, form=form, question=before, kind=kind_of(before))
    actions.change(
        part, by=editor, how=lambda definition: building.with_question(definition, key, form.changed_question)
    )
    return redirect(builder_url(part, f"vraag-{key}"))


def question_or_404(part: Part, key: str) -> Question:
    """Give a question."""
    found = actions.current(part).by_key.get(key)
    if found is None:
        raise Http404("no such question")
    return found


@never_cache
def rules_of(request: HttpRequest, slug: str, number: int, key: str) -> HttpResponse:
    """Say where people go after a section."""
    part, editor = editable(request, slug, number)
    where, definition = section_or_404(part, key), actions.current(part)
    about = next((one for one in askable(definition, where) if one.key == request.GET.get("vraag")), None)
    data = request.POST or None
    form = RuleForm(data, definition=definition, section=where, question=about) if about else None
    then = ThenForm(data if not about else None, definition=definition, section=where)
    if form is not None and form.is_valid():
        rule = form.rule()
        if wrong := of_rule(definition, rule, definition.places[key]):
            form.add_error(None, str(wrong))
        else:
            actions.change(part, by=editor, how=lambda now: building.add_rule(now, key, rule))
            return redirect("consultations:survey:rules", slug, number, key)
    elif form is None and then.is_valid():
        chosen = then.cleaned_data["then"]
        actions.change(
            part,
            by=editor,
            how=lambda now: building.with_section(now, key, lambda one: replace(one, then=chosen)),
        )
        return redirect("consultations:survey:rules", slug, number, key)
    context = {
        "section": where,
        "rules": [told(definition, where, rule) for rule in where.rules],
        "askable": askable(definition, where),
        "about": about,
        "form": form,
        "then_form": then,
        "troubles": [trouble for trouble in troubles(definition) if trouble.section == key],
    }
    return page(request, "rules", part, **context)


@never_cache
def pictures(request: HttpRequest, slug: str, number: int, key: str) -> HttpResponse:
    """Put a picture with each choice."""
    part, editor = editable(request, slug, number)
    asked = question_or_404(part, key)
    sent = request.POST.get("choice", "")
    forms = []
    for choice in asked.choices:
        is_sent = choice.key == sent
        initial = {"choice": choice.key, "alt": choice.picture.alt if choice.picture else ""}
        data, files = (request.POST, request.FILES) if is_sent else (None, None)
        form = PictureForm(data, files, initial=initial, auto_id=f"id_{choice.key}_%s")
        forms.append((choice, form))
        if is_sent and form.is_valid() and put_picture(part, editor, asked, form):
            messages.success(request, _("The picture is kept."))
            return redirect(request.path)
    return page(request, "pictures", part, question=asked, forms=forms)


def put_picture(part: Part, editor: User, asked: Question, form: PictureForm) -> bool:
    """Keep a picture, or only its description; False with an error in the form when it cannot be used."""
    data = form.cleaned_data
    try:
        actions.put_picture(
            part, by=editor, question=asked.key, choice=data["choice"], upload=data["picture"], alt=data["alt"]
        )
    except ValidationError as error:
        form.add_error("picture", error)
        return False
    return True


@require_POST
def move(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Move a section, a question or a rule one place."""
    part, editor = editable(request, slug, number)
    kind, key, by = request.POST.get("kind", ""), request.POST.get("key", ""), -1 if "up" in request.POST else 1
    if kind == "rule":
        place = rule_place(request)
        actions.change(part, by=editor, how=lambda now: building.move_rule(now, key, place, by))
        return redirect("consultations:survey:rules", slug, number, key)
    actions.change(part, by=editor, how=lambda now: building.move(now, kind, key, by))
    return redirect(builder_url(part, f"{'deel' if kind == 'section' else 'vraag'}-{key}"))


@require_POST
def remove(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take away a section, a question or a rule."""
    part, editor = editable(request, slug, number)
    kind, key = request.POST.get("kind", ""), request.POST.get("key", "")
    if kind == "rule":
        place = rule_place(request)
        actions.change(part, by=editor, how=lambda now: building.remove_rule(now, key, place))
        return redirect("consultations:survey:rules", slug, number, key)
    actions.change(part, by=editor, how=lambda now: building.remove(now, kind, key))
    messages.success(request, _("It is taken away."))
    return redirect(builder_url(part))


def rule_place(request: HttpRequest) -> int:
    """Read which rule of a section is meant."""
    text = request.POST.get("place", "")
    if not (text.isascii() and text.isdecimal()):
        raise Http404("no such rule")
    return int(text)
