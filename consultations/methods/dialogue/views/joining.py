"""Signing up and off, asking, and wanting to know it too."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.signing_in import sign_in_first
from consultations import entry
from consultations.methods.dialogue import actions, pages, questions
from consultations.methods.dialogue.forms import QuestionForm
from consultations.methods.dialogue.models import Meeting, Question, Registration
from foundation import limits, submissions, traces

# What somebody typed who is not signed in (any more) waits here until they are.
KEPT = "kept_questions"
MOST_KEPT = 5


@never_cache
def sign_up(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Take a seat: asked on a page of its own, or pressed on the page of the meeting."""
    meeting = pages.meeting_of(request, slug, number, pk)
    if not isinstance(request.user, User):
        return sign_in_first(request.path)
    if request.method != "POST":
        (line,) = pages.seen([meeting], request.user)
        context = {"meeting": meeting, "part": meeting.part, "consultation": meeting.part.consultation, "line": line}
        return render(request, "dialogue/sign_up.html", context)
    if wall := entry.gate(request, meeting.part):
        return wall
    limits.limit(f"meeting:{request.user.pk}", most=60, seconds=3600)
    mine = actions.sign_up(meeting, person=request.user)
    if mine.state == Registration.State.WAITING:
        messages.success(request, _("You are on the waiting list. You hear from us as soon as there is a seat."))
    else:
        messages.success(request, _("You have a seat. We sent you a mail about it."))
    return redirect(meeting.get_absolute_url())


@require_POST
def sign_off(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Give the seat back."""
    meeting = pages.meeting_of(request, slug, number, pk)
    if not isinstance(request.user, User):
        return sign_in_first(meeting.get_absolute_url())
    actions.sign_off(meeting, person=request.user)
    messages.success(request, _("You are signed off. Thank you for telling us."))
    return redirect(meeting.get_absolute_url())


@never_cache
def ask(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Ask something; who is not signed in does that afterwards and finds the text back."""
    meeting = pages.meeting_of(request, slug, number, pk)
    form = QuestionForm(request.POST or None, initial=kept_for(request, meeting))
    if request.method == "POST" and form.is_valid():
        if not isinstance(request.user, User):
            keep_for_later(request, meeting, form.cleaned_data)
            return sign_in_first(request.path)
        if wall := entry.gate(request, meeting.part):
            return wall
        limits.limit(f"question:{request.user.pk}", most=30, seconds=3600)
        seconds = submissions.seconds_since(form.cleaned_data["opened"])
        asked = questions.ask(meeting, author=request.user, text=form.cleaned_data["text"], seconds=seconds)
        traces.note("question", asked.pk, request, person=request.user.pk, publication=meeting.part.consultation_id)
        forget_kept(request, meeting)
        messages.success(request, placed(asked))
        return redirect(f"{meeting.get_absolute_url()}#vragen")
    (line,) = pages.seen([meeting], request.user)
    context = {"meeting": meeting, "part": meeting.part, "consultation": meeting.part.consultation}
    return render(request, "dialogue/ask.html", {**context, "form": form, "line": line})


def placed(asked: Question) -> str:
    """Say what happens now with a question."""
    if not asked.is_waiting:
        return _("Your question is on the page. Others can support it now.")
    return _(
        "A moderator first looks at your question, within %(hours)d hours. You get a message when others can read it."
    ) % {"hours": submissions.WAITS_HOURS}


def question_of(request: HttpRequest, meeting: Meeting, pk: int) -> Question:
    """Give a question this person may read, else 404."""
    found = Question.objects.visible_to(request.user).filter(meeting=meeting, pk=pk).first()
    if found is None:
        raise Http404("no such question")
    found.meeting = meeting
    return found


@require_POST
def back(request: HttpRequest, slug: str, number: int, pk: int, question: int) -> HttpResponse:
    """Want to know it too."""
    meeting = pages.meeting_of(request, slug, number, pk)
    found = question_of(request, meeting, question)
    if not isinstance(request.user, User):
        return sign_in_first(found.get_absolute_url())
    limits.limit(f"support:{request.user.pk}", most=120, seconds=3600)
    questions.back(found, person=request.user)
    return redirect(f"{meeting.get_absolute_url()}#vraag-{found.pk}")


@require_POST
def leave(request: HttpRequest, slug: str, number: int, pk: int, question: int) -> HttpResponse:
    """Take that back."""
    meeting = pages.meeting_of(request, slug, number, pk)
    found = question_of(request, meeting, question)
    if not isinstance(request.user, User):
        return sign_in_first(found.get_absolute_url())
    questions.leave(found, person=request.user)
    return redirect(f"{meeting.get_absolute_url()}#vraag-{found.pk}")


def kept_for(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    """Give what this person typed here before signing in."""
    kept: dict[str, Any] = request.session.get(KEPT, {}).get(str(meeting.pk), {})
    return kept


def keep_for_later(request: HttpRequest, meeting: Meeting, typed: dict[str, Any]) -> None:
    """Keep what was typed until after signing in."""
    kept = {**request.session.get(KEPT, {}), str(meeting.pk): typed}
    request.session[KEPT] = dict(list(kept.items())[-MOST_KEPT:])


def forget_kept(request: HttpRequest, meeting: Meeting) -> None:
    """Forget what was typed once it is asked."""
    if str(meeting.pk) in request.session.get(KEPT, {}):
        del request.session[KEPT][str(meeting.pk)]
        request.session.modified = True
