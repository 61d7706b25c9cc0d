"""The page about how it goes with sending: what waits, what went, what failed, and letting that be tried again."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notifications import dead_letters, gauges

# So many dead letters of a kind are shown; the rest can be found in its own table.
SHOWN = 20


def sending(request: HttpRequest) -> HttpResponse:
    """Show the numbers to who may see mail; a POST lets dead letters be tried again."""
    if not request.user.has_perm("notifications.view_mail"):
        raise PermissionDenied
    if request.method == "POST":
        return try_again(request)
    found = gauges.read()
    dead = [
        {
            "name": name,
            "title": model._meta.verbose_name_plural,  # noqa: SLF001  # documented API
            "count": found.dead[name],
            "rows": list(dead_letters.given_up(name)[:SHOWN]) if found.dead[name] else [],
            "list": f"admin:notifications_{name}_changelist",
            "may_try_again": dead_letters.may_try_again(request.user, model),
        }
        for name, model in dead_letters.BY_NAME.items()
        if request.user.has_perm(f"notifications.view_{name}")
    ]
    context = {**admin.site.each_context(request), "title": _("Sending"), "gauges": found, "dead": dead}
    return TemplateResponse(request, "admin/notifications/sending.html", context)


def try_again(request: HttpRequest) -> HttpResponse:
    """Take up the chosen dead letters, or all of a kind."""
    name = request.POST.get("kind", "")
    if name not in dead_letters.BY_NAME or not dead_letters.may_try_again(request.user, dead_letters.BY_NAME[name]):
        raise PermissionDenied
    rows = dead_letters.given_up(name)
    if "all" not in request.POST:
        rows = rows.filter(pk__in=[int(pk) for pk in request.POST.getlist("row") if pk.isdigit()])
    assert isinstance(request.user, User)
    count = dead_letters.try_again(rows, by=request.user)
    messages.success(request, _("%(count)d will be tried again.") % {"count": count})
    return redirect("admin:notifications_sending")
