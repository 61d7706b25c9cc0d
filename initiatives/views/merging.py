"""Pages around merging: proposing, agreeing, leaving out and undoing."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.signing_in import sign_in_first
from initiatives import merging, rules
from initiatives.forms import MergeForm
from initiatives.models import Initiative, Merge, Moved


@login_required
@never_cache
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose that this initiative goes on in another one, or the other way round."""
    assert isinstance(request.user, User)
    own = get_object_or_404(Initiative.objects.published().visible_to(request.user), slug=slug)
    form = MergeForm(request.POST or None, initial={"which": request.GET.get("met", "")}, own=own)
    if not rules.can_propose_merge(request.user, own, own):
        raise Http404("not for this person")
    if request.method == "POST" and form.is_valid():
        pair = (own, form.other) if form.cleaned_data["goes_on"] == "other" else (form.other, own)
        merge = merging.propose(*pair, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("We asked the other side. You hear from us when they answer."))
        return redirect(merge)
    return render(request, "initiatives/merging/propose.html", {"form": form, "item": own, "initiative": own})


@never_cache
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a proposal with its counts; for those it concerns, with what they can do."""
    found = get_object_or_404(Merge.objects.select_related("gone", "kept", "proposed_by"), pk=pk)
    person = request.user if isinstance(request.user, User) else None
    if found.state in {Merge.State.PROPOSED, Merge.State.DECLINED} and not (
        person and rules.can_propose_merge(person, found.gone, found.kept)
    ):
        if person is None:
            return sign_in_first(found.get_absolute_url())
        raise Http404("not for this person")
    return render(request, "initiatives/merging/merge.html", {"merge": found, **choices(found, person)})


def choices(found: Merge, person: User | None) -> dict[str, object]:
    """Give what this person can do with a merge, and the counts of a proposal."""
    concerns = person is not None and rules.can_propose_merge(person, found.gone, found.kept)
    if found.state != Merge.State.PROPOSED:
        can_undo = concerns and merging.is_reversible(found)
        until = found.merged_at + merging.REVERSIBLE if can_undo and found.merged_at else None
        return {"can_undo": can_undo, "until": until}
    can_agree = person is not None and must_answer(found, person)
    counts = merging.counts_now(found)
    return {"can_agree": can_agree, "can_stop": concerns and not can_agree, "counts": counts}


def must_answer(found: Merge, person: User) -> bool:
    """Say whether a side this person speaks for has not answered yet."""
    for_gone = rules.speaks_for(person, found.gone) and found.gone_agreed_at is None
    return for_gone or (rules.speaks_for(person, found.kept) and found.kept_agreed_at is None)


@require_POST
@login_required
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree with a proposal, or decline it."""
    assert isinstance(request.user, User)
    found = get_object_or_404(Merge, pk=pk)
    if request.POST.get("antwoord") == "ja":
        found = merging.agree(found, by=request.user)
        done = found.state == Merge.State.MERGED
        messages.success(request, _("The two are one now.") if done else _("You agreed. Now the other side decides."))
    else:
        merging.decline(found, by=request.user)
        messages.success(request, _("It does not happen. Both go on as they were."))
    return redirect(found)


@require_POST
@login_required
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Make it two again."""
    assert isinstance(request.user, User)
    found = merging.undo(get_object_or_404(Merge, pk=pk), by=request.user)
    messages.success(request, _("They are two again, each with its own supporters."))
    return redirect(found.gone.get_absolute_url())


@login_required
@never_cache
def leave_out(request: HttpRequest, pk: int) -> HttpResponse:
    """From the mail to supporters: one button to be left out."""
    assert isinstance(request.user, User)
    found = get_object_or_404(Merge.objects.select_related("gone", "kept"), pk=pk)
    mine = get_object_or_404(Moved, merge=found, person=request.user)
    if request.method == "POST":
        merging.leave_out(found, person=request.user)
        messages.success(request, _("You are left out. Your support was not passed on."))
        return redirect(reverse("initiatives:leave_out", args=[found.pk]))
    until = found.merged_at + merging.LEAVE_OUT if found.merged_at and merging.can_leave_out(found) else None
    return render(request, "initiatives/merging/leave_out.html", {"merge": found, "mine": mine, "until": until})
