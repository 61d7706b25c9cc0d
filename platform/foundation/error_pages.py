"""Error pages that tell what to do; those of last resort need no database and no template context."""

from __future__ import annotations

import logging
from typing import TypedDict

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from foundation.errors import Refused

log = logging.getLogger("foundation.errors")

# Fields never shown back on the page after an expired form: secrets, and the token that expired.
NOT_SHOWN_BACK = {"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword", "code"}


class Action(TypedDict):
    """A way out of the error: a link with its label."""

    label: str
    url: str


def page(request: HttpRequest, status: int, title: str, text: str, actions: list[Action] | None = None) -> HttpResponse:
    """Render the one error page."""
    if actions is None:
        actions = [
            {"label": _("To the home page"), "url": reverse("publications:home")},
            {"label": _("Search the site"), "url": reverse("publications:search")},
        ]
    context = {"status": status, "title": title, "text": text, "actions": actions}
    return render(request, "errors/page.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 when what was sent is too big."""
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        return page(
            request,
            413,
            _("That is too much at once"),
            _("What you sent is too large. Shorten your text or choose a smaller picture, and send it again."),
        )
    # Without the request: its host may be what was wrong, and a template that asks for it would fail in turn.
    context = {
        "status": 400,
        "title": _("We could not read that"),
        "text": _("Something in the address or the form was not right. Go back and try it once more."),
        "actions": [{"label": _("To the home page"), "url": reverse("publications:home")}],
    }
    return HttpResponse(loader.render_to_string("errors/page.html", context), status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 for everything that has no better explanation of its own."""
    return page(
        request,
        403,
        _("You may not do this"),
        _("This page is for somebody else. If you think you should see it, sign in with the right account."),
        [
            {"label": _("Sign in"), "url": reverse("accounts:enter")},
            {"label": _("To the home page"), "url": reverse("publications:home")},
        ],
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the page is not there, or not for this person."""
    return page(
        request,
        404,
        _("This page does not exist"),
        _("Perhaps the address has a typing mistake, or the page was removed. You can search for what you need."),
    )


def refused(request: HttpRequest, exception: Refused) -> HttpResponse:
    """A rule said no: say which, and how to go on."""
    back = {"label": _("Back to the page"), "url": request.META.get("HTTP_REFERER", "") or reverse("publications:home")}
    if not url_has_allowed_host_and_scheme(back["url"], {request.get_host()}):
        back["url"] = reverse("publications:home")
    title = _("You may not do this") if exception.status == 403 else _("That is not possible now")
    actions: list[Action] = [{"label": back["label"], "url": back["url"]}]
    return page(request, exception.status, title, str(exception.message), actions)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: rendered without context processors, because those may be what failed."""
    context = {
        "status": 500,
        "title": _("Something is broken on our side"),
        "text": _("We have been told. Try again in a few minutes; what you typed on this device is kept."),
        "actions": [{"label": _("To the home page"), "url": "/"}],
    }
    return HttpResponse(loader.render_to_string("errors/page.html", context), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for an expired form: everything typed is shown back, ready to be sent again with one press."""
    log.info("form expired", extra={"path": request.path, "reason": reason})
    fields = [(name, value) for name, values in request.POST.lists() if name not in NOT_SHOWN_BACK for value in values]
    context = {"fields": fields, "action": request.get_full_path(), "had_files": bool(request.FILES)}
    return render(request, "errors/csrf.html", context, status=403)
