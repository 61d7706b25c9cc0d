"""The workshop of editors: all consultations, a new one, and one with its steps, its check and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from consultations import actions, checklist, editing, overview, rules
from consultations.blueprints import begin_from, blueprints
from consultations.forms import StartForm, WithdrawForm
from consultations.models import Consultation
from consultations.views.reading import answer_of, course_context, visible
from foundation.errors import Refused

COPIED_FIELDS = (
    "story", "can_change", "cannot_change", "level", "policy_phase", "office", "access", "postcodes", "minimum_age",
    "asks_place", "asks_age", "results_shown", "is_open_data", "blueprint",
)  # fmt: skip
View = Callable[..., HttpResponse]


def for_colleagues(view: View) -> View:
    """Open a page to who works on consultations; to others it does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not rules.can_see_workshop(request.user):
            raise Http404("for colleagues")
        return view(request, *args, **kwargs)

    return login_required(guarded)


def for_editors(view: View) -> View:
    """Open a page to who makes consultations; to others it does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not rules.can_prepare(request.user):
            raise Http404("for editors")
        return view(request, *args, **kwargs)

    return login_required(guarded)


def editor_of(request: HttpRequest) -> User:
    """Give the editor whom the guard let in."""
    assert isinstance(request.user, User)
    return request.user


def version_in(request: HttpRequest) -> int:
    """Give the version that the editor saw; 0, which no consultation has, when it is no number."""
    typed = request.POST.get("versie", "")
    return int(typed) if typed.isdecimal() and len(typed) < len("1000000000") else 0


def saved(form: forms.BaseForm, act: Callable[[], object]) -> bool:
    """Do it; a rule that says no stands above the form, with all that was typed."""
    try:
        act()
    except Refused as refused:
        form.add_error(None, str(refused.message))
        return False
    return True


@require_GET
@for_colleagues
def workshop(request: HttpRequest) -> HttpResponse:
    """Show all consultations with where they stand and what is missing."""
    context = {"rows": overview.all_of_them(), "can_prepare": rules.can_prepare(request.user)}
    return render(request, "consultations/workshop/list.html", context)


@for_editors
def new(request: HttpRequest) -> HttpResponse:
    """Choose what to begin with, and then give it a title, a summary and a theme."""
    blueprint = blueprints().get(request.GET.get("blauwdruk", ""))
    slug = request.GET.get("van", "")
    source = visible(request, slug) if slug and blueprint is None else None
    if blueprint is None and source is None:
        others = Consultation.objects.for_cards().order_by("-publication_ptr_id")[:30]
        context = {"blueprints": blueprints().values(), "others": others}
        return render(request, "consultations/workshop/choose.html", context)
    initial = {"summary": source.summary, "theme": source.theme_id} if source else {}
    form = StartForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        by = editor_of(request)
        if source is not None:
            made = copied(source, by=by, **form.cleaned_data)
        else:
            assert blueprint is not None
            made = begin_from(blueprint, by=by, **form.cleaned_data)
        messages.success(request, _("Your consultation is begun. Only colleagues see it until you announce it."))
        return redirect("consultations:prepare", made.slug)
    chosen: dict[str, Any] = {"form": form, "blueprint": blueprint, "source": source}
    return render(request, "consultations/workshop/new.html", chosen)


def copied(source: Consultation, *, by: User, **fields: Any) -> Consultation:
    """Make a consultation with the course and questions of another."""
    same = {name: getattr(source, name) for name in COPIED_FIELDS}
    return editing.clone(source, by=by, copy=actions.start(by=by, **same, **fields))


@require_GET
@for_colleagues
def prepare(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the steps of one consultation, what is still to be done, and what was done."""
    consultation = visible(request, slug)
    checked = checklist.check(consultation)
    context = {
        **course_context(consultation),
        "checked": checked,
        "steps_to_do": overview.steps_of(consultation, checked),
        "happened": overview.happened(consultation),
        "can_edit": rules.can_edit(request.user, consultation),
        "later": later(request, consultation),
    }
    return render(request, "consultations/workshop/overview.html", context)


def later(request: HttpRequest, consultation: Consultation) -> list[dict[str, str]]:
    """Give the pages about the results and the answer, as far as this person works on them."""
    if consultation.state == Consultation.State.DRAFT:
        return []
    names = {"results": _("Results")}
    if rules.can_answer(request.user):
        names["write_answer"] = _("Write the answer")
    if answer_of(consultation) is not None:
        names["answer"] = _("The answer")
    return [
        {"label": label, "url": reverse(f"consultations:{name}", args=[consultation.slug])}
        for name, label in names.items()
    ]


@require_GET
@for_colleagues
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everything the check found, and how hard each text is to read."""
    consultation = visible(request, slug)
    context = {"consultation": consultation, "checked": checklist.check(consultation)}
    context["can_edit"] = rules.can_edit(request.user, consultation)
    return render(request, "consultations/workshop/check.html", context)


@require_POST
@for_editors
def announce(request: HttpRequest, slug: str) -> HttpResponse:
    """Announce it, or go to the check that says what is missing."""
    consultation = visible(request, slug)
    try:
        actions.announce(consultation, by=editor_of(request))
    except actions.Unready as unready:
        messages.error(request, str(unready.message))
        return redirect("consultations:check", slug)
    messages.success(request, _("It is announced. It opens by itself at the moment you chose."))
    return redirect("consultations:prepare", slug)


@for_editors
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask why, then take it out of the lists."""
    consultation = visible(request, slug)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if saved(form, lambda: actions.withdraw(consultation, by=editor_of(request), reason=reason)):
            messages.success(request, _("It is withdrawn. The page stays, with your reason on it."))
            return redirect("consultations:prepare", slug)
    context = {"consultation": consultation, "form": form}
    return render(request, "consultations/workshop/withdraw.html", context, status=409 if form.errors else 200)


def phase_of(consultation: Consultation, pk: int) -> Any:
    """Give a phase of this consultation, else 404."""
    return get_object_or_404(consultation.phases.select_related("consultation"), pk=pk)
