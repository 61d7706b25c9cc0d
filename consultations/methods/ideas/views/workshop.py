"""What an editor asks."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.models import User
from consultations import rules
from consultations.methods.ideas import actions
from consultations.methods.ideas.asked import Asked
from consultations.methods.ideas.forms import SetUpForm
from consultations.views.reading import visible_part


@login_required
@never_cache
def set_up(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Let an editor write the question and the categories."""
    assert isinstance(request.user, User)
    part = visible_part(request, slug, number)
    if not rules.can_edit(request.user, part.consultation):
        raise Http404("only for editors")
    form = SetUpForm(request.POST or None, asked=Asked.read(part.settings))
    if request.method == "POST" and form.is_valid():
        actions.change(part, by=request.user, asked=form.as_asked())
        messages.success(request, _("Kept."))
        return redirect(request.path)
    context = {"item": part.consultation, "consultation": part.consultation, "part": part, "form": form}
    return render(request, "ideas/set_up.html", context)
