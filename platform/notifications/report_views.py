"""Where a mail service tells that mail came back or was marked as unwanted; see docs/operations.md."""

from __future__ import annotations

import time

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from notifications import reports, suppression


@csrf_exempt
@never_cache
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """Take signed reports; 404 without a secret of our own, 403 for a bad signature, 400 for what we cannot read."""
    if not settings.MAIL_WEBHOOK_SECRET:
        raise Http404("no secret is set")
    signed = request.headers.get("X-Signature", "")
    if not reports.is_signed(signed, request.body, secret=settings.MAIL_WEBHOOK_SECRET, now=time.time()):
        return JsonResponse({"error": "signature"}, status=403)
    try:
        found = reports.read(request.body)
    except reports.Unreadable:
        return JsonResponse({"error": "unreadable"}, status=400)
    for one in found:
        suppression.take(one)
    return JsonResponse({"taken": len(found)})
