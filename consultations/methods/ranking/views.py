"""The page on which people set priorities, and its set-up by an editor."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from consultations import entry, rules, taking_part
from consultations.methods.ranking import actions
from consultations.methods.ranking.forms import SetUpForm, answer_form
from consultations.methods.ranking.question import Question
from consultations.models import Part
from consultations.views.reading import visible_part


def answer(request: HttpRequest, part: Part) -> HttpResponse:
    """Show the options, and keep the priorities somebody sends."""
    question = Question.read(part.settings)
    sitting = entry.sitting_of(request, part)
    kept = sitting.response.data if sitting else {}
    posted = request.POST if request.method == "POST" else None
    form = answer_form(question, seed_for(request, part), posted, kept)
    if request.method == "POST" and form.is_valid():
        if wall := entry.gate(request, part):
            return wall
        sitting = entry.begin(request, part)
        taking_part.write(sitting, form.as_data(), is_sent=True)
        return entry.hand_over(entry.thank(request, sitting), request, sitting)
    context = {
        "item": part.consultation,
        "consultation": part.consultation,
        "part": part,
        "question": question,
        "form": form,
        "sitting": sitting,
        "is_open": taking_part.is_open(part),
        "can_see_results": rules.can_see_results(request.user, part),
    }
    return render(request, "ranking/page.html", context)


def seed_for(request: HttpRequest, part: Part) -> str:
    """Give what the order of this person follows from.

    It is the same for who is signed in; a visitor gets the order of the day and the browser, so that a page that is
    asked for again, with what was wrong in it, shows the same.
    """
    who = f"user:{request.user.pk}" if request.user.is_authenticated else request.headers.get("User-Agent", "")
    return salted_hmac("ranking", f"{part.pk}:{who}").hexdigest()


@login_required
@never_cache
def set_up(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Let an editor write the options."""
    part = visible_part(request, slug, number)
    if not rules.can_edit(request.user, part.consultation):
        raise Http404("only for editors")
    form = SetUpForm(request.POST or None, question=Question.read(part.settings))
    if request.method == "POST" and form.is_valid():
        actions.change(part, by=request.user, question=form.as_question())  # type: ignore[arg-type]
        messages.success(request, _("Kept."))
        return redirect(request.path)
    context = {"item": part.consultation, "consultation": part.consultation, "part": part, "form": form}
    return render(request, "ranking/set_up.html", context)
