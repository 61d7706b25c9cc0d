"""Paper: forms to print, and typing over what came back; for staff."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.models import User
from consultations import paper, rules
from consultations.gate_forms import AGES
from consultations.method import method_of
from consultations.models import PaperSheet, Part
from consultations.views.reading import visible_part

HIGHEST = 999_999
MOST_AT_ONCE = 50
MOST_SHOWN = 200


class NumberForm(forms.Form):
    """The number on a form."""

    sheet = forms.IntegerField(
        label=gettext_lazy("Number on the form"),
        min_value=1,
        max_value=HIGHEST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "utrecht-textbox--short"}),
        error_messages={"required": gettext_lazy("Fill in the number that is on the form.")},
    )


class ReceivedForm(forms.Form):
    """The day on which a form came in."""

    received_on = forms.DateField(
        label=gettext_lazy("Received on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Forms that came in before closing may be typed over afterwards."),
        error_messages={"required": gettext_lazy("Choose a day.")},
    )


class PrintForm(forms.Form):
    """Which numbers to print."""

    first = forms.IntegerField(min_value=1, max_value=HIGHEST)
    copies = forms.IntegerField(min_value=1, max_value=MOST_AT_ONCE)


def part_on_paper(request: HttpRequest, slug: str, number: int) -> tuple[Part, User]:
    """Give the part and who works on it; a page that does not exist to others, and where nothing is on paper."""
    part = visible_part(request, slug, number)
    if not (isinstance(request.user, User) and rules.can_see_workshop(request.user) and method_of(part).on_paper):
        raise Http404("not on paper")
    return part, request.user


@never_cache
def overview(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show what was typed over and what waits; the way to a form is its number."""
    part, user = part_on_paper(request, slug, number)
    form = NumberForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return redirect("consultations:paper_sheet", slug, number, form.cleaned_data["sheet"])
    sheets = PaperSheet.objects.filter(part=part)
    waiting = list(sheets.filter(counted_at__isnull=True).order_by("number")[:MOST_SHOWN])
    context = {
        "part": part,
        "consultation": part.consultation,
        "form": form,
        "once": [one for one in waiting if one.second is None and one.first_by_id != user.pk],
        "mine": [one for one in waiting if one.second is None and one.first_by_id == user.pk],
        "different": [one for one in waiting if one.second is not None],
        "counted": sheets.filter(counted_at__isnull=False).count(),
        "next_number": paper.next_number(part),
        "most": MOST_AT_ONCE,
    }
    return render(request, "consultations/taking_part/paper.html", context)


@never_cache
@require_GET
def blank(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give forms to print, each with a number."""
    part, _user = part_on_paper(request, slug, number)
    form = PrintForm({"first": request.GET.get("van", "1"), "copies": request.GET.get("aantal", "1")})
    shown = method_of(part).paper(part)
    if not form.is_valid() or shown is None:
        raise Http404("no such forms")
    context = {**shown.context, "part": part, "consultation": part.consultation}
    first, copies = form.cleaned_data["first"], form.cleaned_data["copies"]
    page = {
        "part": part,
        "consultation": part.consultation,
        "questions": render_to_string(shown.template, context, request),
        "numbers": range(first, first + copies),
        "ages": [label for _value, label in AGES],
    }
    return render(request, "consultations/taking_part/paper_blank.html", page)


@never_cache
def sheet(request: HttpRequest, slug: str, number: int, sheet: int) -> HttpResponse:
    """Type over one form, for the first or the second time, or choose where the two differ."""
    part, user = part_on_paper(request, slug, number)
    if not 1 <= sheet <= HIGHEST:
        raise Http404("no such number")
    row = PaperSheet.objects.filter(part=part, number=sheet).first()
    if row is not None and row.second is not None and row.counted_at is None:
        return compare(request, part, row, user)
    typed = paper.typed_in(request.POST) if request.method == "POST" else None
    questions = paper.forms_of(part, typed)
    today = {"received_on": timezone.localdate()}
    received = None if row else ReceivedForm(request.POST if typed is not None else None, initial=today)
    if typed is not None and paper.are_valid([*questions, received] if received else questions):
        day = received.cleaned_data["received_on"] if received else None
        kept = paper.type_over(part, sheet, by=user, typed=typed, received_on=day)
        tell(request, kept)
        return redirect("consultations:paper", slug, number)
    if row is not None and request.method != "POST":
        paper.refuse_third(row, user)
    context = {
        "part": part,
        "consultation": part.consultation,
        "sheet": sheet,
        "is_second": row is not None,
        "questions": questions,
        "received": received,
    }
    return render(request, "consultations/taking_part/paper_sheet.html", context)


def tell(request: HttpRequest, kept: PaperSheet) -> None:
    """Say what became of what was just typed."""
    number = {"number": kept.number}
    if kept.counted_at is not None:
        messages.success(request, _("Form %(number)d counts. Both of you typed the same.") % number)
    elif kept.second is not None:
        messages.warning(request, _("Form %(number)d was read differently. Choose what is on paper.") % number)
    else:
        messages.success(request, _("Form %(number)d is kept. Somebody else types it once more.") % number)


def compare(request: HttpRequest, part: Part, row: PaperSheet, user: User) -> HttpResponse:
    """Show both readings side by side, with a choice for each question."""
    found = paper.differences(part, row)
    if request.method == "POST":
        chosen = {one.name: request.POST.get(f"keuze-{one.name}", "") for one in found}
        kept = paper.choose(row, by=user, chosen=chosen)
        messages.success(request, _("Form %(number)d counts.") % {"number": kept.number})
        return redirect("consultations:paper", part.consultation.slug, part.number)
    context = {"part": part, "consultation": part.consultation, "sheet": row, "differences": found}
    return render(request, "consultations/taking_part/paper_compare.html", context)
