"""Reading initiatives, and supporting or withdrawing them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from accounts.signing_in import sign_in_first
from foundation import limits
from initiatives import actions, drafts, listing, rules
from initiatives.forms import ListFilter, WithdrawForm
from initiatives.models import Initiative
from initiatives.sharing import share_links
from places.geomap import geomap
from places.hexmap import hexes
from places.shelf import municipalities
from publications.cards import with_cards
from publications.models import Publication
from themes.shelf import themes
from voting import actions as voting
from voting import rules as voting_rules
from voting.models import Support


@require_GET
def initiative_list(request: HttpRequest) -> HttpResponse:
    """List initiatives with filters, orders and search."""
    chosen = listing.Chosen.from_query(request.GET)
    page = listing.page_for(chosen, request.GET.get("na", ""))
    context = {
        "items": page.items,
        "page": {
            "is_first": page.is_first,
            "next_url": "?" + chosen.as_query(na=page.next_cursor) if page.next_cursor else "",
            "first_url": "?" + chosen.as_query(),
        },
        "total": listing.total_for(chosen),
        "chosen": chosen,
        "themes": themes.all(),
        "municipalities": municipalities.all(),
        "states": ListFilter.STATES,
        "sorts": ListFilter.SORTS,
        "active_filters": listing.active_filters(chosen),
    }
    return render(request, "initiatives/list.html", context)


def visible(request: HttpRequest, slug: str) -> Initiative:
    """Give the initiative if this person may open it, else 404; theme, place and picture are read when asked for."""
    return get_object_or_404(Initiative.objects.visible_to(request.user).for_cards(), slug=slug)


@require_GET
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one initiative."""
    found = Initiative.objects.visible_to(request.user).select_related("author").for_cards()
    initiative = get_object_or_404(found, slug=slug)
    with_cards([initiative])
    place = initiative.municipality
    context = {
        "initiative": initiative,
        "item": initiative,
        "needs": list(initiative.needs.all()),
        "timeline": timeline(initiative),
        "hexes": hexes(municipalities.all(), {place.pk: 1} if place else {}),
        "geomap": geomap(municipalities.all(), initiative.lat, initiative.lon) if initiative.lat is not None else None,
        "share_links": share_links(initiative, request.build_absolute_uri(initiative.get_absolute_url())),
        "can_edit": rules.can_edit(request.user, initiative),
        "can_withdraw": rules.can_withdraw(request.user, initiative),
        **support_context(request, initiative),
    }
    return render(request, "initiatives/detail.html", context)


def support_context(request: HttpRequest, initiative: Publication) -> dict[str, object]:
    """Say whether this person supports it, and whether they could."""
    person = request.user if isinstance(request.user, User) else None
    return {
        "supported": person is not None and Support.objects.filter(publication=initiative, person=person).exists(),
        "can_support": initiative.is_published if person is None else voting_rules.can_support(person, initiative),
        "is_own": person is not None and initiative.author_id == person.pk,
    }


def timeline(initiative: Initiative) -> list[dict[str, object]]:
    """Give what happened to it, oldest first: its states, and the edits between them."""
    steps: list[dict[str, object]] = [
        {"at": one.at, "label": one.get_state_display(), "note": one.note} for one in initiative.state_changes.all()
    ]
    edits = initiative.revisions.filter(number__gt=1).values_list("at", flat=True)
    steps += [{"at": at, "label": _("edited"), "note": ""} for at in edits[:50]]
    return sorted(steps, key=lambda step: str(step["at"]))


@require_GET
def support_count(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the support box alone, for a page that is open for a while."""
    initiative = visible(request, slug)
    return render(request, "initiatives/_support.html", {"item": initiative, **support_context(request, initiative)})


def support(request: HttpRequest, slug: str) -> HttpResponse:
    """Support it: asked for once more on a page of its own, or pressed on the page itself."""
    initiative = visible(request, slug)
    if request.method != "POST" or not isinstance(request.user, User):
        context = {"item": initiative, "initiative": initiative, **support_context(request, initiative)}
        return render(request, "initiatives/support.html", context)
    limits.limit(f"support:{request.user.pk}", most=120, seconds=3600)
    voting.support(initiative, supporter=request.user)
    return after_support(request, initiative, _("You support this. Thank you."))


@require_POST
def unsupport(request: HttpRequest, slug: str) -> HttpResponse:
    """Take support back."""
    initiative = visible(request, slug)
    if not isinstance(request.user, User):
        return sign_in_first(initiative.get_absolute_url())
    voting.withdraw_support(initiative, supporter=request.user)
    return after_support(request, initiative, _("You took your support back."))


def after_support(request: HttpRequest, initiative: Initiative, message: str) -> HttpResponse:
    """Answer with the support box to htmx, with the page to everybody else."""
    if getattr(request, "htmx", False):
        initiative.refresh_from_db(fields=["support_count"])
        context = {"item": initiative, "message": message, **support_context(request, initiative)}
        return render(request, "initiatives/_support.html", context)
    messages.success(request, message)
    return redirect(initiative.get_absolute_url())


@require_GET
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how it was worded before."""
    initiative = visible(request, slug)
    revisions = list(initiative.revisions.select_related("editor")[:100])
    context = {"item": initiative, "initiative": initiative, "revisions": revisions}
    return render(request, "initiatives/history.html", context)


@login_required
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask whether the author is sure, then take it out of the lists."""
    assert isinstance(request.user, User)
    initiative = visible(request, slug)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw(initiative, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Your initiative is withdrawn. The page stays, so that links keep working."))
        return redirect(initiative.get_absolute_url())
    if not rules.can_withdraw(request.user, initiative):
        return redirect(initiative.get_absolute_url())
    return render(request, "initiatives/withdraw.html", {"item": initiative, "initiative": initiative, "form": form})


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Show my drafts, my initiatives and what I support; drafts of this browser also before signing in."""
    context: dict[str, object] = {"drafts": drafts.unfinished(request)}
    if isinstance(request.user, User):
        own = Publication.objects.filter(author=request.user).for_cards().order_by("-id")[:50]
        supported = Publication.objects.filter(supports__person=request.user).for_cards().order_by("-supports__id")[:50]
        context |= {"mine": with_cards(own), "supported": with_cards(supported)}
    return render(request, "initiatives/mine.html", context)
