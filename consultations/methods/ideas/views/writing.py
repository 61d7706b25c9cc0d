"""Adding an idea. Everybody may write; an account is needed to post, and what was typed is kept until then."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.models import User
from accounts.signing_in import sign_in_first
from consultations import entry, taking_part
from consultations.methods.ideas import actions, rules
from consultations.methods.ideas.asked import Asked
from consultations.methods.ideas.forms import IdeaForm
from consultations.methods.ideas.models import Idea
from consultations.methods.ideas.views.reading import find
from consultations.models import Part
from consultations.views.reading import visible_part
from foundation import limits, submissions, traces
from publications import search
from publications.cards import off_the_shelf
from publications.models import Publication

# What somebody typed who is not signed in (any more) waits here until they are.
KEPT = "kept_ideas"
MOST_KEPT = 5
SHORTEST = 6


@never_cache
def new(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Write an idea; what looks like it is shown before it is posted."""
    part = visible_part(request, slug, number)
    if not taking_part.is_open(part) and request.method != "POST":
        return redirect(part.get_absolute_url())
    asked = Asked.read(part.settings)
    form = IdeaForm(request.POST or None, asked=asked, initial=kept_for(request, part))
    if request.method != "POST":
        return show(request, part, asked, form)
    if not form.is_valid():
        return show(request, part, asked, form, like(part, request.POST.get("title")))
    similar = [] if form.cleaned_data["seen"] else like(part, form.cleaned_data["title"])
    if similar:
        return show(request, part, asked, form, similar)
    if not isinstance(request.user, User):
        limits.limit_address(request, "idea", most=30, seconds=3600)
        keep_for_later(request, part, request.POST.dict())
        return sign_in_first(request.path)
    return post(request, part, form)


def post(request: HttpRequest, part: Part, form: IdeaForm) -> HttpResponse:
    """Post what was filled in right."""
    assert isinstance(request.user, User)
    if wall := entry.gate(request, part):
        return wall
    limits.limit(f"idea:{request.user.pk}", most=30, seconds=3600)
    seconds = submissions.seconds_since(form.cleaned_data["opened"])
    idea = actions.post(part, author=request.user, content=form.as_content(), seconds=seconds)
    traces.note("idea", idea.pk, request, person=request.user.pk, publication=idea.pk)
    forget_kept(request, part)
    messages.success(request, placed(idea))
    return redirect(idea.get_absolute_url())


@login_required
@never_cache
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Mend the words of one's own idea."""
    assert isinstance(request.user, User)
    idea = find(request, slug)
    if not rules.can_change(request.user, idea):
        return redirect(idea.get_absolute_url())
    names = ("title", "text", "category", "place_label", "municipality")
    initial = {name: getattr(idea, name) for name in names}
    form = IdeaForm(request.POST or None, asked=Asked.read(idea.part.settings), initial=initial)
    if request.method == "POST" and form.is_valid():
        seconds = submissions.seconds_since(form.cleaned_data["opened"])
        actions.revise(idea, by=request.user, content=form.as_content(), seconds=seconds)
        messages.success(request, _("Your idea is changed."))
        return redirect(idea.get_absolute_url())
    return render(request, "ideas/edit.html", {"idea": idea, "item": idea, "form": form})


def show(
    request: HttpRequest, part: Part, asked: Asked, form: IdeaForm, similar: list[Publication] | None = None
) -> HttpResponse:
    """Show the form; once what looks like the idea is shown, the next press posts it."""
    context = {
        "item": part.consultation,
        "consultation": part.consultation,
        "part": part,
        "asked": asked,
        "form": form,
        "similar": similar,
        "is_open": taking_part.is_open(part),
    }
    return render(request, "ideas/new.html", context)


def similar(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give the ideas in this part most like `titel`, as a fragment; nothing when there are none."""
    part = visible_part(request, slug, number)
    return render(request, "ideas/_similar.html", {"similar": like(part, request.GET.get("titel"))})


def like(part: Part, title: object) -> list[Publication]:
    """Give the ideas in this part most like a title that is long enough to say something."""
    text = str(title or "").strip()[:80].replace("\x00", "")
    if len(text) < SHORTEST:
        return []
    within = Publication.objects.filter(pk__in=Idea.objects.filter(part=part).values("pk"))
    found = search.similar_to(text, kind=Publication.Kind.IDEA, among=within)
    for one in found:
        off_the_shelf(one)
    return found


def placed(idea: Idea) -> str:
    """Say what happens now with what somebody posted, and when."""
    if idea.is_published:
        return _("Your idea is posted. Everybody can read it and support it.")
    return _(
        "A moderator first looks at your idea, within %(hours)d hours. You get a message when others can read it."
    ) % {"hours": submissions.WAITS_HOURS}


def kept_for(request: HttpRequest, part: Part) -> dict[str, Any]:
    """Give what this person typed here before signing in."""
    kept: dict[str, Any] = request.session.get(KEPT, {}).get(str(part.pk), {})
    return kept


def keep_for_later(request: HttpRequest, part: Part, typed: dict[str, Any]) -> None:
    """Keep what was typed until after signing in."""
    names = (*IdeaForm.base_fields,)
    kept = {**request.session.get(KEPT, {}), str(part.pk): {name: typed[name] for name in names if name in typed}}
    request.session[KEPT] = dict(list(kept.items())[-MOST_KEPT:])


def forget_kept(request: HttpRequest, part: Part) -> None:
    """Forget what was typed once it is posted."""
    if str(part.pk) in request.session.get(KEPT, {}):
        del request.session[KEPT][str(part.pk)]
        request.session.modified = True
