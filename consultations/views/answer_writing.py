"""The pages on which officials write the answer, tie it to what was said, and on which a second person checks it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from consultations import answers, rules
from consultations.answer_forms import PassageForm, ReportForm, StepForm
from consultations.models import Consultation, Passage, Remark, Report, Step
from consultations.views.reading import visible
from foundation.errors import Refused

# So many answers are offered to quote at once.
MOST_OFFERED = 30


def official_on(request: HttpRequest, slug: str) -> tuple[Consultation, User]:
    """Give the consultation and the official; for anybody else these pages do not exist."""
    consultation, person = visible(request, slug), request.user
    if not isinstance(person, User) or not rules.can_answer(person):
        raise Http404("officials only")
    return consultation, person


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the answer in short, and see what is there and what is still to do."""
    consultation, person = official_on(request, slug)
    report = Report.objects.filter(consultation=consultation).select_related("drafted_by", "checked_by").first()
    initial = {"text": report.text, "outcome": report.outcome} if report else {}
    form = ReportForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            answers.draft(consultation, by=person, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Kept. Add the decisions below."))
            return redirect("consultations:write_answer", slug)
    context = {
        "consultation": consultation,
        "report": report,
        "form": form,
        "passages": list(answers.passages_of(report)) if report else [],
        "is_own": report is not None and report.drafted_by_id == person.pk,
        "step_form": StepForm(auto_id="step_%s"),
    }
    return render(request, "consultations/answer/write.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def passage(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """Write one decision."""
    consultation, person = official_on(request, slug)
    report = get_object_or_404(Report, consultation=consultation)
    report.consultation = consultation
    found = get_object_or_404(Passage, report=report, pk=pk) if pk else None
    form = PassageForm(request.POST or None, consultation=consultation, initial=initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            found = answers.write_passage(report, form.written(), by=person, passage=found)
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Kept. Choose the answers this is about."))
            return redirect("consultations:quotes", slug, found.pk)
    context = {"consultation": consultation, "report": report, "passage": found, "form": form}
    return render(request, "consultations/answer/passage.html", context, status=422 if form.is_bound else 200)


def with_report() -> QuerySet[Passage]:
    """Give decisions with what an action locks."""
    return Passage.objects.select_related("report__consultation")


def initial_of(found: Passage | None) -> dict[str, Any]:
    """Give what is in a decision now."""
    if found is None:
        return {}
    names = ("title", "text", "decision", "reason", "where", "link")
    return {**{name: getattr(found, name) for name in names}, "tags": [tag.pk for tag in found.tags.all()]}


@require_http_methods(["GET", "HEAD", "POST"])
def quotes(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Choose the answers that a decision is about, and those that everybody reads with it."""
    consultation, person = official_on(request, slug)
    found = get_object_or_404(Passage.objects.select_related("report"), report__consultation=consultation, pk=pk)
    found.report.consultation = consultation
    if request.method == "POST":
        try:
            answers.quote(found, numbers(request, "remark"), by=person, shown=numbers(request, "shown"))
        except Refused as refusal:
            messages.error(request, str(refusal.message))
            return redirect("consultations:quotes", slug, pk)
        messages.success(request, _("Kept."))
        return redirect("consultations:write_answer", slug)
    linked = list(found.quotes.select_related("remark__part"))
    search = request.GET.get("zoek", "").strip()[:100]
    context = {
        "consultation": consultation,
        "passage": found,
        "linked": linked,
        "offered": offered(consultation, found, {quote.remark_id for quote in linked}, search),
        "search": search,
    }
    return render(request, "consultations/answer/quotes.html", context)


def offered(consultation: Consultation, found: Passage, linked: set[int], search: str) -> list[Remark]:
    """Give answers to choose from: with these words, or else with a subject of this decision."""
    rows = Remark.objects.filter(part__consultation=consultation, response__state="sent").exclude(pk__in=linked)
    for word in search.split()[:5]:
        rows = rows.filter(text__icontains=word)
    if not search:
        rows = rows.filter(tags__in=found.tags.all()).distinct()
    return list(rows.select_related("part").order_by("-pk")[:MOST_OFFERED])


def numbers(request: HttpRequest, name: str) -> list[int]:
    """Read the ticked numbers."""
    return [int(one) for one in request.POST.getlist(name) if one.isdecimal()]


@require_POST
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a decision out."""
    consultation, person = official_on(request, slug)
    found = get_object_or_404(with_report(), report__consultation=consultation, pk=pk)
    try:
        answers.remove_passage(found, by=person)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("“%(title)s” was removed.") % {"title": found.title})
    return redirect("consultations:write_answer", slug)


@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Make the answer public, as the second person."""
    consultation, person = official_on(request, slug)
    report = get_object_or_404(Report.objects.select_related("consultation"), consultation=consultation)
    version = request.POST.get("version", "")
    try:
        answers.publish(report, by=person, version=int(version) if version.isdecimal() else 0)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
        return redirect("consultations:write_answer", slug)
    messages.success(request, _("The answer is public. Everybody who took part with an account hears of it."))
    return redirect("consultations:answer", slug)


@require_POST
def add_step(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Plan what follows from a decision."""
    consultation, person = official_on(request, slug)
    found = get_object_or_404(with_report(), report__consultation=consultation, pk=pk)
    form = StepForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write what follows, and the day at the latest."))
        return redirect("consultations:write_answer", slug)
    answers.add_step(found, by=person, **form.cleaned_data)
    messages.success(request, _("The step is planned."))
    return redirect("consultations:write_answer", slug)


@require_POST
def reach_step(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Mark a step as done today."""
    consultation, person = official_on(request, slug)
    steps = Step.objects.select_related("passage__report__consultation")
    step = get_object_or_404(steps, passage__report__consultation=consultation, pk=pk)
    try:
        answers.reach_step(step, by=person, on=timezone.localdate())
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Done: %(step)s") % {"step": step.title})
    return redirect("consultations:write_answer", slug)
