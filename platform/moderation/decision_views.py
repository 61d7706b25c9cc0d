"""The page where whom a decision is about reads it and appeals."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.models import User
from accounts.signing_in import sign_in_first
from foundation.errors import Refused
from moderation import appeals, rules, subjects
from moderation.deciding import now
from moderation.forms import AppealForm
from moderation.models import Appeal, Decision, Measure

# What somebody typed whose session had run out waits here until they are signed in again.
KEPT = "kept_appeals"


@never_cache
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a decision to whom it is about and to moderators, and take an appeal; others read it in the register."""
    typed = request.POST.get("text", "")[:4_000]
    if not isinstance(request.user, User):
        if typed:
            request.session[KEPT] = {str(pk): typed}
        return sign_in_first(request.path)
    found = decision_of(pk)
    if not may_read(request.user, found):
        messages.info(request, _("This decision is about somebody else. This is what everybody may read of it."))
        return redirect("moderation:entry", pk)
    kept = request.session.get(KEPT, {}).get(str(pk), "")
    form = AppealForm(request.POST or None, initial={"text": kept})
    if request.method == "POST" and form.is_valid():
        try:
            appeals.appeal(found, by=request.user, text=form.cleaned_data["text"])
        except Refused as error:
            form.add_error(None, str(error.message))
        else:
            request.session.pop(KEPT, None)
            messages.success(request, _("We received your appeal."))
            return redirect(request.path)
    context = {**shown(found, request.user), "form": form}
    return render(request, "moderation/decision.html", context, status=422 if form.errors else 200)


def decision_of(pk: int) -> Decision:
    """Give the decision, else 404."""
    related = ("case__municipality", "case__author", "case__publication", "rule__version")
    return get_object_or_404(Decision.objects.select_related(*related).exclude(measure=Measure.RESTORE), pk=pk)


def may_read(user: User, found: Decision) -> bool:
    """Whom it is about reads all of it, and so do the moderators of its place."""
    return user.pk == found.case.author_id or rules.can_moderate(user, found.case)


def shown(found: Decision, user: User) -> dict[str, object]:
    """Give everything the page shows of a decision."""
    appeal = Appeal.objects.filter(decision=found).first()
    undone = Decision.objects.filter(undoes=found).first()
    return {
        "decision": found,
        "case": found.case,
        "kind": subjects.KINDS[found.case.subject_kind].label if found.case.subject_kind in subjects.KINDS else "",
        "appeal": appeal,
        "undone": undone,
        "can_appeal": appeal is None and undone is None and rules.can_appeal(user, found, now()),
        "appeal_until": rules.last_moment(found),
        "answer_days": rules.APPEAL_ANSWERED,
        "is_theirs": user.pk == found.case.author_id,
    }
