"""Supporting an idea, and taking that back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.signing_in import sign_in_first
from consultations import entry
from consultations.methods.ideas import actions
from consultations.methods.ideas.views.reading import find, support_context
from foundation import limits, traces


@never_cache
def support(request: HttpRequest, slug: str) -> HttpResponse:
    """Support it: asked on a page of its own, or pressed on the page of the idea."""
    idea = find(request, slug)
    if not isinstance(request.user, User):
        return sign_in_first(request.path)
    if request.method != "POST":
        context = {"idea": idea, "item": idea, "is_asked": True, **support_context(request, idea)}
        return render(request, "ideas/support.html", context)
    if wall := entry.gate(request, idea.part):
        return wall
    limits.limit(f"support:{request.user.pk}", most=120, seconds=3600)
    given = actions.support(idea, supporter=request.user)
    traces.note("support", given.pk, request, person=request.user.pk, publication=idea.pk)
    messages.success(request, _("You support this idea. Thank you."))
    return redirect(idea.get_absolute_url())


@require_POST
def unsupport(request: HttpRequest, slug: str) -> HttpResponse:
    """Take support back."""
    idea = find(request, slug)
    if not isinstance(request.user, User):
        return sign_in_first(idea.get_absolute_url())
    actions.withdraw_support(idea, supporter=request.user)
    messages.success(request, _("You took your support back."))
    return redirect(idea.get_absolute_url())
