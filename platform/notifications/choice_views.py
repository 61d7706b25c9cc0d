"""What somebody wants to hear, how and when."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accounts.models import User
from notifications import wishes


@login_required
@never_cache
def choices(request: HttpRequest) -> HttpResponse:
    """Show what holds."""
    assert isinstance(request.user, User)
    return render(request, "notifications/choices.html", {"wishes": wishes.wishes_of(request.user)})
