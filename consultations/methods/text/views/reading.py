"""Reading: the text, its paragraphs as a plain list, its versions, and what changed between them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from consultations import entry, taking_part
from consultations.methods.text import editions, page, rules
from consultations.methods.text.models import Paragraph, Remark, TextVersion
from consultations.methods.text.paragraphs import html_of
from consultations.models import Part
from consultations.rules import can_see_results, can_see_workshop
from consultations.views.reading import visible_part


def text_part(request: HttpRequest, slug: str, number: int) -> Part:
    """Give a part that is a text, or a page that does not exist to who may not see it."""
    part = visible_part(request, slug, number)
    if part.method != "text":
        raise Http404("no text")
    return part


def part_context(request: HttpRequest, part: Part) -> dict[str, Any]:
    """Give what every page of a text shows: where it stands and what this person may do."""
    return {
        "part": part,
        "consultation": part.consultation,
        "is_open": taking_part.is_open(part),
        "is_preview": part.phase.opened_at is None,
        "is_closed": part.phase.closed_at is not None,
        "can_edit": rules.can_edit(request.user, part),
        "can_see_workshop": can_see_workshop(request.user),
        "can_see_results": can_see_results(request.user, part),
    }


def own_remarks(request: HttpRequest, part: Part) -> set[int]:
    """Give the numbers of what this person placed here."""
    sitting = entry.sitting_of(request, part)
    return set(sitting.response.remarks.values_list("pk", flat=True)) if sitting else set()


@require_GET
def text(request: HttpRequest, part: Part) -> HttpResponse:
    """Show the whole text, with the words that people reacted to marked."""
    version = editions.current(part)
    context = part_context(request, part)
    if version is None:
        return render(request, "text/text.html", {**context, "version": None})
    context["lines"] = page.lines_of(part, version)
    context["total"] = sum(line.total for line in context["lines"])
    context["own"] = own_remarks(request, part)
    return render(request, "text/text.html", {**context, "version": version})


@require_GET
def paragraphs(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show the paragraphs as a plain list of links, which is quick to go through with a screen reader."""
    part = text_part(request, slug, number)
    version = editions.current(part)
    lines = page.lines_of(part, version) if version else []
    return render(request, "text/paragraphs.html", {**part_context(request, part), "version": version, "lines": lines})


def remark_of(request: HttpRequest, slug: str, number: int, pk: int) -> tuple[Part, Remark]:
    """Give a remark on a text this person may read; what a moderator hid is only there for who placed it."""
    part = text_part(request, slug, number)
    rows = Remark.objects.of_part(part).sent().select_related("passage")
    found = get_object_or_404(rows, pk=pk)
    if not found.can_be_read and pk not in own_remarks(request, part) and not can_see_workshop(request.user):
        raise Http404("not in sight")
    return part, found


@require_GET
def remark(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """The lasting address of a remark: its paragraph, with it in view."""
    part, found = remark_of(request, slug, number, pk)
    address = page.address(part, "paragraph", found.passage.key)
    return redirect(f"{address}?bij={found.pk}#opmerking-{found.pk}")


@require_GET
def versions(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """List the versions, the newest first, with what changed in each."""
    part = text_part(request, slug, number)
    rows = TextVersion.objects.filter(part=part, published_at__isnull=False).defer("markdown")
    found = list(rows.order_by("-number"))
    return render(request, "text/versions.html", {**part_context(request, part), "versions": found})


def published(part: Part, number: int) -> TextVersion:
    """Give a version that residents can read, else 404."""
    return get_object_or_404(TextVersion.objects.filter(part=part, published_at__isnull=False), number=number)


@require_GET
def version(request: HttpRequest, slug: str, number: int, version: int) -> HttpResponse:
    """Show a version as it was, without what was said about it."""
    part = text_part(request, slug, number)
    found = published(part, version)
    rows = [(row, html_of(row.source)) for row in Paragraph.objects.filter(version=found).order_by("position")]
    context = {**part_context(request, part), "version": found, "rows": rows, "current": editions.current(part)}
    return render(request, "text/version.html", context)


@require_GET
def difference(request: HttpRequest, slug: str, number: int, before: int, after: int) -> HttpResponse:
    """Show word by word what changed between two versions."""
    part = text_part(request, slug, number)
    old, new = published(part, before), published(part, after)
    context = {
        **part_context(request, part),
        "old": old,
        "new": new,
        "changes": page.changes(page.triples(old), page.triples(new)),
        "only_changes": request.GET.get("alleen") == "wijzigingen",
    }
    return render(request, "text/difference.html", context)
