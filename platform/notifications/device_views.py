"""Messages on a phone or computer: switching them on and off, and the two files that browsers ask for."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from foundation import limits
from foundation.errors import Refused
from notifications import devices, subscriptions

# The device that somebody is signed in on, remembered with their session: signing out there ends its messages.
SESSION_KEY = "device"


@login_required
@never_cache
@require_POST
def add(request: HttpRequest) -> JsonResponse:
    """Take the subscription that the browser made, as JSON; answers in JSON with what to tell the person."""
    assert isinstance(request.user, User)
    if not devices.is_possible():
        raise Http404("this site sends no push messages")
    try:
        limits.limit(f"device:{request.user.pk}", most=60, seconds=3600)
        subscription = subscriptions.read(subscriptions.read_json(request.body))
        name = subscriptions.name_of(request.headers.get("User-Agent", ""))
        device = devices.add(request.user, subscription, name=name)
    except Refused as refused:
        return JsonResponse({"message": str(refused.message)}, status=refused.status)
    request.session[SESSION_KEY] = device.pk
    return JsonResponse({"device": device.pk}, status=201)


@login_required
@never_cache
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponseRedirect:
    """Take one of one's own devices away; a press on an old page is no error."""
    assert isinstance(request.user, User)
    devices.remove(request.user, pk)
    messages.success(request, _("You get no more messages on this device."))
    return redirect(f"{reverse('notifications:choices')}#toestellen")


@csrf_exempt
@never_cache
@require_POST
def renew(request: HttpRequest) -> JsonResponse:
    """Take the new address of a browser; its service worker has no page and so no token, but knows the old address."""
    if not devices.is_possible():
        raise Http404("this site sends no push messages")
    try:
        limits.limit_address(request, "renew", most=60, seconds=3600)
        said = subscriptions.read_json(request.body)
        done = devices.renew(str(said.get("old")), subscriptions.read(said.get("new")))
    except Refused as refused:
        return JsonResponse({"message": str(refused.message)}, status=refused.status)
    return JsonResponse({}, status=200 if done else 404)


@receiver(user_logged_out)
def leave(request: HttpRequest | None, user: User | None, **_more: object) -> None:
    """Send nothing more to the browser that somebody signs out on: the next one there may be somebody else."""
    device = request.session.get(SESSION_KEY) if request is not None else None
    if device and user is not None:
        devices.remove(user, device)


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Give the script that receives messages; from the root, because a worker reaches no higher than where it is."""
    context = {"icon": static("img/icon-192.png")}
    response = render(request, "notifications/sw.js", context, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Service-Worker-Allowed"] = "/"
    return response


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Tell how the site looks on a home screen; on an iPhone only a site that stands there can show messages."""
    icons = [
        {"src": static(f"img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"} for size in (192, 512)
    ]
    icons.append({"src": static("img/mark.svg"), "sizes": "any", "type": "image/svg+xml"})
    described = {
        "name": settings.SITE_NAME,
        "short_name": settings.SITE_NAME,
        "lang": "nl",
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbfaf6",
        "theme_color": "#fbfaf6",
        "icons": icons,
    }
    response = JsonResponse(described, content_type="application/manifest+json")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
