"""The pages about what messages say: every kind of event, and each of its messages as people get it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from notifications import previews
from notifications.catalogue import BY_CODE, EventKind

# A mail can load nothing and send nothing.
ONLY_WORDS = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def kind_for(request: HttpRequest, code: str) -> EventKind:
    """Give a kind to who may see what people are told; else PermissionDenied or Http404."""
    may_look(request)
    if (kind := BY_CODE.get(code)) is None:
        raise Http404("no kind of event")
    return kind


def may_look(request: HttpRequest) -> None:
    """Raise PermissionDenied for who may not see events."""
    if not request.user.has_perm("notifications.view_event"):
        raise PermissionDenied


def texts(request: HttpRequest) -> HttpResponse:
    """List every kind by category, with how it reaches who chose nothing."""
    may_look(request)
    context = {"title": _("Texts of messages"), "categories": previews.kinds_by_category()}
    return TemplateResponse(request, "admin/notifications/texts.html", {**admin.site.each_context(request), **context})


def text(request: HttpRequest, code: str) -> HttpResponse:
    """Show everything a kind can say, in each language and on each channel."""
    kind = kind_for(request, code)
    context = {"title": kind.label, "kind": kind, "previews": previews.previews_of(kind, LANGUAGES)}
    return TemplateResponse(request, "admin/notifications/text.html", {**admin.site.each_context(request), **context})


def example(request: HttpRequest, code: str, number: int, language: str) -> HttpResponse:
    """Show one mail as a mail program would: a page of its own that can load nothing."""
    kind = kind_for(request, code)
    if number >= len(kind.samples) or language not in LANGUAGES:
        raise Http404("no such example")
    with translation.override(language):
        response = HttpResponse(previews.preview_of(kind, kind.samples[number]).html)
    response["Content-Security-Policy"] = ONLY_WORDS
    return response
