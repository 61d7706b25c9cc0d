"""The poster, the picture for sharing, and the short address that both lead by."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import translation
from django.views.decorators.http import require_GET

from initiatives import drawn
from initiatives.models import Initiative
from initiatives.poster import draw_poster
from initiatives.share_image import draw_share_image
from publications.models import Publication

LANGUAGE = "nl"
# A changed title is on the picture within the hour; a timeline that keeps it longer does so by itself.
HEADERS = {"Cache-Control": "public, max-age=3600"}


def public(slug: str) -> Initiative:
    """Give an initiative that everybody may see: a drawing is kept and passed on, so it is of nothing else."""
    rows = Initiative.objects.published().select_related("theme", "municipality").for_cards()
    return get_object_or_404(rows, slug=slug)


@require_GET
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the poster as PDF, in Dutch whatever language the site is read in: it hangs in a village."""
    initiative = public(slug)
    with translation.override(LANGUAGE):
        asked = tuple(one.get_kind_display() for one in initiative.needs.filter(is_asked=True) if not one.is_full)
        body = drawn.kept(initiative, drawn.shown(initiative, asked), "pdf", draw_poster)
    disposition = f'attachment; filename="poster-{initiative.slug}.pdf"'
    headers = {**HEADERS, "Content-Disposition": disposition}
    return HttpResponse(body, content_type="application/pdf", headers=headers)


@require_GET
def share_image(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the picture for sharing as PNG."""
    initiative = public(slug)
    with translation.override(LANGUAGE):
        body = drawn.kept(initiative, drawn.shown(initiative), "png", draw_share_image)
    return HttpResponse(body, content_type="image/png", headers=HEADERS)


@require_GET
def short(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Lead from the short address on a poster to the page."""
    found = get_object_or_404(
        Publication.objects.visible_to(request.user).for_cards(), reference=f"OV-{year:04d}-{number:06d}"
    )
    return redirect(found)
