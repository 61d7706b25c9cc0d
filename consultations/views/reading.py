"""Reading: the list, a consultation, and the page of one of its parts."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.models import User
from consultations import calendar, ladder, listing, rules
from consultations.cards import places_of
from consultations.method import METHODS, method_of
from consultations.models import Consultation, Part, Participation, Phase, Report
from consultations.standing import day_of, phase_state, standing_of, time_left
from discussions.threads import conversation_context
from notifications import inbox
from places.shelf import municipalities
from publications import narrowing
from publications.cards import off_the_shelf
from publications.querysets import HEAVY
from publications.sharing import share_links
from themes.shelf import themes


def visible(request: HttpRequest, slug: str) -> Consultation:
    """Give the consultation, or a page that does not exist to who may not see it."""
    rows = Consultation.objects.visible_to(request.user).select_related("official").defer(*HEAVY)
    found: Consultation = get_object_or_404(rows, slug=slug)
    off_the_shelf(found)
    return found


def visible_part(request: HttpRequest, slug: str, number: int) -> Part:
    """Give a part with its consultation and phase; before its phase opens only staff sees it."""
    consultation = visible(request, slug)
    part = get_object_or_404(Part.objects.select_related("phase"), consultation=consultation, number=number)
    part.consultation = consultation
    refuse_other_method(request, part)
    if part.phase.opened_at is None and not rules.can_see_workshop(request.user):
        raise Http404("not open yet")
    return part


def refuse_other_method(request: HttpRequest, part: Part) -> None:
    """Raise Http404 for an address of another way of asking: all of them share what stands before it."""
    asked = request.resolver_match.namespaces[-1] if request.resolver_match else ""
    if asked in METHODS and asked != part.method:
        raise Http404("another way of asking")


@require_GET
def consultation_list(request: HttpRequest) -> HttpResponse:
    """List consultations with filters, orders and search."""
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
        "stages": listing.stage_links(chosen),
        "sorts": listing.ORDERS.items(),
        "active_filters": narrowing.active(chosen),
        "can_prepare": rules.can_prepare(request.user),
    }
    return render(request, "consultations/list.html", context)


@require_GET
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell what is asked, what can change, and where it stands."""
    consultation = visible(request, slug)
    if isinstance(request.user, User):
        inbox.saw(request.user, consultation)
    address = request.build_absolute_uri(consultation.get_absolute_url())
    team = {one for one in (consultation.author_id, consultation.official_id) if one}
    course = course_context(consultation, request)
    context = {
        "item": consultation,
        **course,
        "results_url": results_url(consultation, course["steps"]),
        "places": places_of([consultation.pk]).get(consultation.pk, ""),
        "rungs": ladder.rungs(consultation.level),
        "policy": ladder.ABOUT_POLICY[Consultation.PolicyPhase(consultation.policy_phase)],
        "share_links": share_links(consultation, address),
        "can_see_workshop": rules.can_see_workshop(request.user),
        "answer": answer_of(consultation),
        "withdrawn_because": withdrawn_because(consultation),
        **conversation_context(request, consultation, team=team),
    }
    return render(request, "consultations/detail.html", context)


def course_context(consultation: Consultation, request: HttpRequest | None = None) -> dict[str, Any]:
    """Give the phases with the parts in each, where it all stands, and what this person did already."""
    now = timezone.now()
    phases = list(consultation.phases.all())
    parts = list(consultation.parts.select_related("result"))
    sent = taken_part(request, consultation) if request is not None else {}
    steps: list[dict[str, Any]] = []
    for phase in phases:
        mine = [part for part in parts if part.phase_id == phase.pk]
        steps.append({"phase": phase, "state": phase_state(phase, now), "left": time_left(phase.closes_at, now)})
        steps[-1]["parts"] = [part_entry(consultation, part, phase, sent, request) for part in mine]
    if steps and consultation.state == Consultation.State.DRAFT and request is not None:
        steps[0]["state"] = "now"  # the preview shows the page as it is on the first day
    is_on = consultation.state != Consultation.State.WITHDRAWN
    current = next((step for step in steps if step["state"] == "now"), None) if is_on else None
    closes_at = current["phase"].closes_at if current else None
    return {
        "consultation": consultation,
        "steps": steps,
        "current": current,
        "standing": standing_of(consultation, now, closes_at=closes_at),
        "account_for": account_for(current["parts"]) if current else "",
        "answers": sum(part.result.answers for part in parts if hasattr(part, "result")),
        "today": day_of(now),
    }


def part_entry(
    consultation: Consultation, part: Part, phase: Phase, sent: dict[int, bool], request: HttpRequest | None
) -> dict[str, Any]:
    """Give what a page shows of a part: its method, and whether this person began or sent, or may see results."""
    part.consultation, part.phase = consultation, phase
    user = request.user if request is not None else None
    return {
        "part": part,
        "method": METHODS.get(part.method),
        "has_begun": part.pk in sent,
        "is_sent": sent.get(part.pk, False),
        "shows_results": phase.opened_at is not None and user is not None and rules.can_see_results(user, part),
    }


def account_for(entries: list[dict[str, Any]]) -> str:
    """Tell which parts need an account whatever the consultation asks: "all" of them, "some", or none.

    What carries a name, as an idea or a seat at a meeting does, is never without one.
    """
    named = [entry for entry in entries if entry["method"] and not entry["method"].has_responses]
    if not named:
        return ""
    return "all" if len(named) == len(entries) else "some"


def results_url(consultation: Consultation, steps: list[dict[str, Any]]) -> str:
    """Give where the results are, when there are some that this person may see."""
    if not any(entry["shows_results"] for step in steps for entry in step["parts"]):
        return ""
    return reverse("consultations:results", args=[consultation.slug])


def answer_of(consultation: Consultation) -> Report | None:
    """Give the answer of the province, once everybody can read it."""
    if not consultation.is_answered:
        return None
    return Report.objects.filter(consultation=consultation, published_at__isnull=False).first()


def withdrawn_because(consultation: Consultation) -> str:
    """Give why it was withdrawn, if that was said."""
    if consultation.state != Consultation.State.WITHDRAWN:
        return ""
    changes = consultation.state_changes.filter(state=Consultation.State.WITHDRAWN).order_by("-id")
    return str(changes.values_list("note", flat=True).first() or "")


def taken_part(request: HttpRequest, consultation: Consultation) -> dict[int, bool]:
    """Give the parts somebody with an account began, and whether they sent what they answered."""
    if not isinstance(request.user, User):
        return {}
    rows = Participation.objects.filter(part__consultation=consultation, person=request.user)
    return {part: at is not None for part, at in rows.values_list("part", "sent_at")}


@require_GET
def calendar_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the days of a consultation for somebody's own calendar."""
    consultation = visible(request, slug)
    address = request.build_absolute_uri(consultation.get_absolute_url())
    text = calendar.calendar_of(consultation, consultation.phases.all(), address)
    headers = {"Content-Disposition": f'attachment; filename="{consultation.slug}.ics"'}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)


def part(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show one part, by its method."""
    found = visible_part(request, slug, number)
    return method_of(found).page(request, found)
