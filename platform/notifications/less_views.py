"""Less of this: from any message, without signing in. Opening the link only asks; mail scanners open links too."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from foundation import limits
from notifications import less as ways
from notifications import wishes


# Mail programs and people who are not signed in have no cookie to hold a CSRF token. The signed token in the address is
# the proof that whoever asks has the message; another site cannot know it, and less mail is all it can be used for.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def less(request: HttpRequest, token: str) -> HttpResponse:
    """Ask what somebody wants less of, do it and offer a way back."""
    asked = ways.asked_by(token)
    if asked is None:
        raise Http404("not a link of ours")
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return answer(request, asked)
    # Who comes from a message reads on in the language of the message.
    language = wishes.rhythm_of(asked.person).language
    with translation.override(language):
        response = answer(request, asked)
    response.headers["Content-Language"] = language
    return response


def answer(request: HttpRequest, asked: ways.Asked) -> HttpResponse:
    """Give the page for what was asked."""
    context: dict[str, object] = {"asked": asked}
    if request.method == "POST" and request.POST.get("List-Unsubscribe") == "One-Click":
        context |= {"done": ways.one_click(asked)}
    elif request.method == "POST":
        limits.limit(f"less:{asked.person.pk}", most=60, seconds=3600)
        context |= carry_out(request, asked)
    if not context.get("done"):
        context |= {"options": ways.options_for(asked)}
    response = render(request, "notifications/less.html", context)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def carry_out(request: HttpRequest, asked: ways.Asked) -> dict[str, object]:
    """Do or undo what the form says; what it says and cannot be done shows the choices again."""
    if note := request.POST.get("terug", ""):
        return {"is_undone": True} if ways.undo(asked, note) else {"is_too_late": True}
    chosen = ways.option_for(asked, request.POST.get("wat", ""))
    if chosen is None or ways.is_must(asked):
        return {"is_missing": True}
    return {"done": chosen.done, "note": ways.do(asked, chosen)}
