"""What came in: notices on the site."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.models import User
from notifications import inbox as notices
from notifications.last_look import Dropped, kind_of
from notifications.models import Notice
from notifications.wording import Line, line_of

PAGE = 50


@login_required
@never_cache
def inbox(request: HttpRequest) -> HttpResponse:
    """Show the newest notices."""
    assert isinstance(request.user, User)
    rows = notices.notices_of(request.user).select_related("event__publication")[:PAGE]
    return render(request, "notifications/inbox.html", {"lines": [line for row in rows if (line := read(row))]})


def read(notice: Notice) -> Line | None:
    """Word a notice, or nothing when what it is about is gone."""
    try:
        return line_of(notice, kind_of(notice))
    except Dropped:
        return None


@login_required
@never_cache
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to what a notice is about; it is seen then."""
    assert isinstance(request.user, User)
    notice = get_object_or_404(notices.notices_of(request.user), pk=pk)
    notices.mark_seen(request.user, notices.notices_of(request.user).filter(pk=pk))
    return redirect(str(notice.event.context.get("path") or "/"))


@login_required
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Mark everything as seen."""
    assert isinstance(request.user, User)
    notices.mark_seen(request.user)
    return redirect("notifications:inbox")
