"""Reading ideas: the list within a part, and one idea."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.models import User
from consultations import taking_part
from consultations.methods.ideas import actions, listing, rules
from consultations.methods.ideas.asked import Asked
from consultations.methods.ideas.models import Idea, Status
from consultations.models import Part
from consultations.querysets import prepares
from consultations.rules import can_edit, can_see_results
from discussions.threads import conversation_context
from notifications import inbox
from publications.models import Publication
from publications.querysets import HEAVY
from voting.models import Support

# What everybody may open of the consultation an idea is in.
READABLE = {Publication.State.PUBLISHED, Publication.State.WITHDRAWN, Publication.State.ARCHIVED}


def page(request: HttpRequest, part: Part) -> HttpResponse:
    """Show the question and the ideas."""
    asked = Asked.read(part.settings)
    chosen = listing.Chosen.from_query(request.GET, asked)
    found = listing.page_for(part, chosen, request.GET.get("na", ""))
    context = {
        "item": part.consultation,
        "consultation": part.consultation,
        "part": part,
        "asked": asked,
        "is_open": taking_part.is_open(part),
        "can_see_results": can_see_results(request.user, part),
        "can_edit": can_edit(request.user, part.consultation),
        "ideas": found.items,
        "page": {
            "is_first": found.is_first,
            "next_url": "?" + chosen.as_query(na=found.next_cursor) if found.next_cursor else "",
            "first_url": "?" + chosen.as_query(),
        },
        "total": listing.total_for(part, chosen),
        "chosen": chosen,
        "statuses": Status.choices,
        "sorts": listing.SORTS,
        "active_filters": listing.active_filters(chosen),
    }
    return render(request, "ideas/page.html", context)


def find(request: HttpRequest, slug: str) -> Idea:
    """Give an idea with its part and consultation if this person may open it, else 404."""
    rows = Idea.objects.visible_to(request.user).filter(kind=Publication.Kind.IDEA, slug=slug)
    rows = rows.select_related("part__consultation", "part__phase", "author", "theme", "municipality")
    found = rows.defer(*HEAVY, *(f"part__consultation__{name}" for name in HEAVY)).first()
    if found is None or not (found.part.consultation.state in READABLE or prepares(request.user)):
        raise Http404("no such idea")
    idea: Idea = found
    return idea


@require_GET
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one idea, with its support, the reply of the province and the conversation."""
    try:
        idea = find(request, slug)
    except Http404:
        if (told := hidden_page(request, slug)) is None:
            raise
        return told
    if isinstance(request.user, User):
        inbox.saw(request.user, idea)
    context = {
        "idea": idea,
        "part": idea.part,
        "consultation": idea.part.consultation,
        "can_reply": rules.can_reply(request.user, idea),
        "can_change": rules.can_change(request.user, idea) and idea.replied_at is None,
        "can_withdraw": rules.can_withdraw(request.user, idea),
        "timeline": [
            {"at": one.at, "label": one.get_state_display(), "note": one.note} for one in idea.state_changes.all()
        ],
        **conversation_context(request, idea, team={idea.author_id}),
        **support_context(request, idea),
    }
    return render(request, "ideas/detail.html", context)


def support_context(request: HttpRequest, idea: Idea) -> dict[str, object]:
    """Say whether this person supports it, and whether they could."""
    person = request.user if isinstance(request.user, User) else None
    is_open = idea.is_published and taking_part.is_open(idea.part)
    supported = person is not None and Support.objects.filter(publication=idea.pk, person=person).exists()
    return {
        "is_own": person is not None and idea.author_id == person.pk,
        "is_open": is_open,
        "supported": supported,
    }


def hidden_page(request: HttpRequest, slug: str) -> HttpResponse | None:
    """Tell that a moderator took it out of sight, without what it said; None when there was never anything here."""
    hidden = Publication.objects.of_kind(Publication.Kind.IDEA).filter(slug=slug, state=Publication.State.HIDDEN)
    found = hidden.exclude(note="").values("note", "note_path").first()
    if found is None:
        return None
    response = render(request, "ideas/hidden.html", found, status=410)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@login_required
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask whether the author is sure, then take it out of the list."""
    assert isinstance(request.user, User)
    idea = find(request, slug)
    if not rules.can_withdraw(request.user, idea):
        return redirect(idea.get_absolute_url())
    if request.method == "POST":
        actions.withdraw(idea, by=request.user)
        messages.success(request, _("Your idea is withdrawn. The page stays, so that links keep working."))
        return redirect(idea.get_absolute_url())
    return render(request, "ideas/withdraw.html", {"idea": idea, "item": idea})
