"""The team: who is in it, asking people in, and answering an invitation."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.signing_in import sign_in_first
from foundation import limits
from initiatives import rules
from initiatives import team as teams
from initiatives.forms import InviteForm
from initiatives.models import Invitation, TeamMember, TeamRole
from initiatives.views.supporting import visible


@login_required
@never_cache
def team(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the team to itself; the author and organisers ask people in."""
    assert isinstance(request.user, User)
    initiative = visible(request, slug)
    if not rules.is_on_team(request.user, initiative):
        raise Http404("only for the team")
    may_manage = rules.can_manage_team(request.user, initiative)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        limits.limit(f"invite:{request.user.pk}", most=30, seconds=86_400)
        role = TeamRole(form.cleaned_data["role"])
        teams.invite(initiative, by=request.user, email=form.cleaned_data["email"], role=role)
        messages.success(request, _("The invitation is on its way. The link in it works for 14 days."))
        return redirect("initiatives:team", slug)
    rows = initiative.invitations.filter(state=Invitation.State.OPEN) if may_manage else []
    context = {
        "initiative": initiative,
        "team": teams.team_of(initiative),
        "invitations": [{"row": one, "has_run_out": teams.has_run_out(one)} for one in rows],
        "may_manage": may_manage,
        "form": form,
    }
    return render(request, "initiatives/team/team.html", context)


@login_required
@never_cache
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask once more, then leave or take somebody out of the team."""
    assert isinstance(request.user, User)
    initiative = visible(request, slug)
    member = get_object_or_404(TeamMember.objects.select_related("person"), pk=pk, initiative=initiative)
    if not rules.can_remove(request.user, member, initiative):
        raise Http404("only for the team")
    is_self = member.person_id == request.user.pk
    if request.method == "POST":
        teams.remove(member, by=request.user)
        messages.success(request, _("You left the team.") if is_self else _("They are out of the team."))
        return redirect(initiative.get_absolute_url() if is_self else "initiatives:team", *([] if is_self else [slug]))
    context = {"initiative": initiative, "member": member, "is_self": is_self}
    return render(request, "initiatives/team/remove.html", context)


@require_POST
@login_required
def cancel(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take an invitation back."""
    assert isinstance(request.user, User)
    initiative = visible(request, slug)
    teams.cancel(get_object_or_404(Invitation, pk=pk, initiative=initiative), by=request.user)
    messages.success(request, _("The invitation is taken back. Its link does not work any more."))
    return redirect("initiatives:team", slug)


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation and take the answer; a no needs no account, a yes asks to sign in first."""
    found = teams.invitation_of(token)
    if found is None:
        return render(request, "initiatives/team/invitation_over.html", status=410)
    context = {"invitation": found, "initiative": found.initiative, "token": token}
    if request.method != "POST":
        return render(request, "initiatives/team/invitation.html", context)
    user = request.user if isinstance(request.user, User) else None
    if request.POST.get("antwoord") == "nee":
        teams.refuse(found, by=user)
        return render(request, "initiatives/team/invitation_declined.html", context)
    if user is None:
        return sign_in_first(request.path)
    teams.join(found, by=user)
    messages.success(request, _("You are in the team now."))
    return redirect(found.initiative.get_absolute_url())
