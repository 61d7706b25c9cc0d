"""The results of a part to take along: open data for everybody, everything for staff, and a report as PDF."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.models import User
from consultations import charts, exports, printed, rules
from consultations.models import Part, Result
from consultations.views.reading import visible_part
from consultations.views.results import results_of
from foundation import audit


@require_GET
def public(request: HttpRequest, slug: str, number: int, extension: str) -> HttpResponseBase:
    """Give the answers without what may be personal, as soon as the results can be seen, or the report."""
    part = visible_part(request, slug, number)
    is_staff = rules.can_see_workshop(request.user)
    if not rules.can_see_results(request.user, part):
        raise Http404("no results yet")
    if extension == "pdf":
        return as_file(report_of(request, part, is_staff=is_staff), "application/pdf", named(part, "resultaten", "pdf"))
    # The answers one by one would tell more than the totals while it is open, so others wait for the end.
    if not is_staff and not (part.consultation.is_open_data and part.phase.closed_at):
        raise Http404("not open data")
    return answers_file(part, extension, is_public=True)


@require_GET
def everything(request: HttpRequest, slug: str, number: int, extension: str) -> HttpResponseBase:
    """Give staff all answers as they were given; that they took them is noted."""
    part = visible_part(request, slug, number)
    person = request.user
    if not isinstance(person, User) or not rules.can_see_workshop(person):
        raise Http404("staff only")
    audit.record("answers.exported", actor=person, subject=part, format=extension)
    return answers_file(part, extension, is_public=False)


def answers_file(part: Part, extension: str, *, is_public: bool) -> StreamingHttpResponse:
    """Give a file row by row. Raises Http404 for a kind of file that we do not make."""
    if extension not in exports.FORMATS:
        raise Http404("no such file")
    pieces = exports.file_of(part, extension, is_public=is_public)
    response = StreamingHttpResponse(pieces, content_type=exports.FORMATS[extension].content_type)
    name = named(part, "open-data" if is_public else "alle-antwoorden", extension)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def report_of(request: HttpRequest, part: Part, *, is_staff: bool) -> bytes:
    """Draw the report."""
    part.result = Result.objects.filter(part=part).first()
    shown = results_of(request, part, is_staff=is_staff)
    address = reverse("consultations:part_results", args=[part.consultation.slug, part.number])
    return printed.report(
        part.consultation.title,
        part.title,
        charts.figures(shown.result.data if shown.result else {}, {}, with_groups=False),
        answers=shown.answers,
        paper=shown.paper,
        counted_at=shown.result.counted_at if shown.result else None,
        address=request.build_absolute_uri(address),
    )


def as_file(content: bytes, content_type: str, name: str) -> HttpResponse:
    """Give a file to keep."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def named(part: Part, what: str, extension: str) -> str:
    """Name a file after its part."""
    return f"{part.consultation.slug}-{part.number}-{what}.{extension}"
