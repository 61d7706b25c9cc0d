"""What an editor does: laying out meetings."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.models import User
from consultations import rules
from consultations.methods.dialogue import actions, pages
from consultations.methods.dialogue.forms import CancelForm, PlanForm
from consultations.models import Part
from consultations.views.reading import visible_part


def edited_by(request: HttpRequest, part: Part) -> User:
    """Give the editor, else 404."""
    if not isinstance(request.user, User) or not rules.can_edit(request.user, part.consultation):
        raise Http404("only for editors")
    return request.user


@login_required
@never_cache
def set_up(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """List the meetings, and add one."""
    part = visible_part(request, slug, number)
    person = edited_by(request, part)
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add(part, form.as_plan(), by=person)
        messages.success(request, _("The meeting is added."))
        return redirect(request.path)
    context = {"part": part, "consultation": part.consultation, "meetings": pages.meetings_of(part), "form": form}
    return render(request, "dialogue/set_up.html", context)


@login_required
@never_cache
def change(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Change one meeting."""
    meeting = pages.meeting_of(request, slug, number, pk)
    person = edited_by(request, meeting.part)
    form = PlanForm(request.POST or None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        actions.change(meeting, form.as_plan(), by=person)
        messages.success(request, _("Kept. Who signed up hears it when the time or the place is another."))
        return redirect(meeting.get_absolute_url())
    context = {"meeting": meeting, "part": meeting.part, "consultation": meeting.part.consultation, "form": form}
    return render(request, "dialogue/change.html", context)


@login_required
@never_cache
def cancel(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Call one meeting off."""
    meeting = pages.meeting_of(request, slug, number, pk)
    person = edited_by(request, meeting.part)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.cancel(meeting, by=person, why=form.cleaned_data["why"])
        messages.success(request, _("The meeting is cancelled. Everybody who signed up hears it."))
        return redirect(meeting.get_absolute_url())
    context = {"meeting": meeting, "part": meeting.part, "consultation": meeting.part.consultation, "form": form}
    return render(request, "dialogue/cancel.html", context)
