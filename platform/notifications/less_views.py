"""Less of this: one press from any message, without signing in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from accounts.models import User
from notifications import links, wishes
from notifications.catalogue import Category


@csrf_exempt
@never_cache
def less(request: HttpRequest, token: str) -> HttpResponse:
    """Ask what somebody wants less of; a POST by a mail program (RFC 8058) stops the mail of the category."""
    wish = links.read(token)
    if wish is None:
        raise Http404("not a link of ours")
    person = get_object_or_404(User, pk=wish.person)
    category = next((one for one in Category if one.value == wish.category), None)
    if request.method == "POST":
        for one in [category] if category else list(Category):
            wishes.no_more_mail(person, one)
    return render(request, "notifications/less.html", {"category": category})
