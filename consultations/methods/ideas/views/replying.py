"""What officials say about an idea."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.models import User
from consultations.methods.ideas import actions, rules
from consultations.methods.ideas.forms import ReplyForm
from consultations.methods.ideas.models import Status
from consultations.methods.ideas.views.reading import find


@login_required
@never_cache
def reply(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what the province does with an idea, and why."""
    assert isinstance(request.user, User)
    idea = find(request, slug)
    if not rules.can_reply(request.user, idea):
        raise Http404("only for officials")
    form = ReplyForm(request.POST or None, idea=idea)
    if request.method == "POST" and form.is_valid():
        status = Status(form.cleaned_data["status"])
        actions.reply(idea, by=request.user, status=status, text=form.cleaned_data["reply"])
        messages.success(request, _("Your reply is on the page. The author and the supporters hear it."))
        return redirect(f"{idea.get_absolute_url()}#reactie-provincie")
    return render(request, "ideas/reply.html", {"idea": idea, "item": idea, "form": form})
