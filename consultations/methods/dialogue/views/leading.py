"""What the people who lead a meeting do: the list of questions, who comes, and the report."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.models import User
from consultations.methods.dialogue import actions, pages, questions, rules
from consultations.methods.dialogue.forms import MinutesForm, PutForm
from consultations.methods.dialogue.models import Meeting, Question, Registration
from foundation.paging import page_of

# One page of who comes; more is for the next.
ON_LIST = 200


def led_by(request: HttpRequest, slug: str, number: int, pk: int) -> tuple[Meeting, User]:
    """Give a meeting to who leads it, else 404."""
    meeting = pages.meeting_of(request, slug, number, pk)
    if not isinstance(request.user, User) or not rules.can_lead(request.user, meeting.part.consultation):
        raise Http404("only for who leads it")
    return meeting, request.user


def context_of(meeting: Meeting) -> dict[str, object]:
    """Give what each of these pages needs."""
    return {"meeting": meeting, "part": meeting.part, "consultation": meeting.part.consultation}


@login_required
@never_cache
def lead(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Show all questions, with buttons to put each on the list or off it."""
    meeting, _person = led_by(request, slug, number, pk)
    rows = Question.objects.filter(meeting=meeting, is_hidden=False, is_waiting=False).in_order()
    found = list(rows[: pages.MOST_QUESTIONS])
    groups = [(place, [one for one in found if one.place == place]) for place in Question.Place]
    order = [Question.Place.PICKED, Question.Place.ASKED, Question.Place.ANSWERED, Question.Place.ASIDE]
    groups.sort(key=lambda group: order.index(group[0]))
    return render(request, "dialogue/lead.html", {**context_of(meeting), "groups": groups})


@login_required
@require_POST
def put(request: HttpRequest, slug: str, number: int, pk: int, question: int) -> HttpResponse:
    """Put one question somewhere else."""
    meeting, person = led_by(request, slug, number, pk)
    found = get_object_or_404(Question, meeting=meeting, pk=question)
    found.meeting = meeting
    form = PutForm(request.POST)
    if form.is_valid():
        answer = form.cleaned_data["answer"] if "answer" in request.POST else None
        questions.put(found, Question.Place(form.cleaned_data["place"]), by=person, answer=answer)
    return redirect(f"{meeting.url_of('lead')}#vraag-{found.pk}")


@login_required
@never_cache
def attendance(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Show who comes, to print or to tick off at the door."""
    meeting, person = led_by(request, slug, number, pk)
    if request.method == "POST":
        ticked = [int(one) for one in request.POST.getlist("came") if one.isdecimal() and len(one) < 19]
        listed = [int(one) for one in request.POST.getlist("listed") if one.isdecimal() and len(one) < 19]
        actions.note_who_came(meeting, ticked, listed=listed, by=person)
        messages.success(request, _("Kept."))
        return redirect(request.get_full_path())
    rows = meeting.registrations.exclude(state=Registration.State.CANCELLED).select_related("person")
    found = page_of(rows, fields=("id",), cursor=request.GET.get("na", ""), size=ON_LIST)
    page = {
        "is_first": found.is_first,
        "next_url": f"?na={found.next_cursor}" if found.next_cursor else "",
        "first_url": request.path,
    }
    return render(request, "dialogue/attendance.html", {**context_of(meeting), "rows": found.items, "page": page})


@login_required
@never_cache
def minutes(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Write the report and what came of it."""
    meeting, person = led_by(request, slug, number, pk)
    initial = {"minutes": meeting.minutes, "outcomes": meeting.outcomes}
    form = MinutesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.publish_minutes(meeting, by=person, **form.cleaned_data)
        messages.success(request, _("The report is on the page. Who was there hears it."))
        return redirect(meeting.get_absolute_url())
    return render(request, "dialogue/minutes.html", {**context_of(meeting), "form": form})
