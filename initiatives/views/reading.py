"""Reading initiatives, and supporting or withdrawing them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.models import User
from discussions.threads import conversation_context
from initiatives import actions, course_page, drafts, glance, listing, merging, rules
from initiatives.boxes import growing_context
from initiatives.courses import may_withdraw
from initiatives.forms import ListFilter, WithdrawForm
from initiatives.team import team_ids
from initiatives.timeline import timeline
from initiatives.views.hidden import tells_what_is_hidden
from initiatives.views.supporting import support_context, visible
from notifications import inbox
from places.geomap import geomap
from places.hexmap import hexes
from places.shelf import municipalities
from publications.cards import with_cards
from publications.models import Publication
from publications.sharing import share_links
from themes.shelf import themes


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


@require_GET
@tells_what_is_hidden
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one initiative; what went on in another leads there, for ever."""
    initiative = glance.find(slug, request.user)
    if initiative.state == Publication.State.ARCHIVED and (successor := merging.successor_of(initiative)):
        address = f"{successor.initiative.get_absolute_url()}?uit={initiative.reference}"
        # Browsers keep a permanent redirect, so it comes once the merge can no longer be undone.
        return redirect(address, permanent=successor.is_final)
    if isinstance(request.user, User):
        inbox.saw(request.user, initiative)
    place, course = initiative.municipality, course_page.course_of(initiative)
    context = {
        "initiative": initiative,
        "item": initiative,
        **growing_context(request, initiative),
        "timeline": timeline(initiative),
        # Worked out only when the map of this municipality is drawn anew.
        "hexes": lambda: hexes(municipalities.all(), {place.pk: 1} if place else {}),
        "geomap": geomap(municipalities.all(), initiative.lat, initiative.lon) if initiative.lat is not None else None,
        "share_links": share_links(initiative, request.build_absolute_uri(initiative.get_absolute_url())),
        "can_edit": rules.can_edit(request.user, initiative),
        "can_merge": initiative.is_published and rules.can_propose_merge(request.user, initiative, initiative),
        "merged_in": merging.merged_into(initiative) if glance.has(initiative, "has_merged") else [],
        "can_withdraw": rules.can_withdraw(request.user, initiative) and may_withdraw(course),
        **support_context(request, initiative),
        **course_page.course_context(initiative),
        **conversation_context(request, initiative, team=team_ids(initiative)),
    }
    return render(request, "initiatives/detail.html", context)


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
        own = Publication.objects.of_kind("initiative").filter(author=request.user).for_cards().order_by("-id")[:50]
        supported = Publication.objects.filter(supports__person=request.user).for_cards().order_by("-supports__id")[:50]
        carried = Publication.objects.filter(initiative__team__person=request.user).for_cards().order_by("-id")[:50]
        context |= {"mine": with_cards(own), "supported": with_cards(supported), "carried": with_cards(carried)}
    return render(request, "initiatives/mine.html", context)
