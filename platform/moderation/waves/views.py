"""What was set aside and why, for everybody; who is in it can object here."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.signing_in import sign_in_first
from foundation import limits
from moderation import rules
from moderation.models import Appeal, Wave, WaveMember
from moderation.waves import deciding, telling
from moderation.waves.forms import ObjectionForm
from publications.models import Publication


def set_aside_on(request: HttpRequest, reference: str) -> HttpResponse:
    """List what does not count at a publication; the only one at once."""
    publication = get_object_or_404(Publication.objects.visible_to(request.user), reference=reference)
    waves = list(Wave.objects.filter(publication=publication, state=Wave.State.ASIDE).order_by("-last_at")[:50])
    if len(waves) == 1:
        return redirect(telling.path_of(waves[0].pk))
    return render(request, "moderation/set_aside_on.html", {"item": publication, "waves": waves})


def set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what was set aside and why, without anybody's name; take the objection of who is in it."""
    wave = get_object_or_404(Wave.objects.select_related("publication", "case"), pk=pk, case__isnull=False)
    if not Publication.objects.visible_to(request.user).filter(pk=wave.publication_id).exists():
        raise Http404("not for this person")
    if request.method == "POST":
        return object_to(request, wave)
    return show(request, wave, ObjectionForm())


def object_to(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Take an objection."""
    if not isinstance(request.user, User):
        return sign_in_first(request.path)
    limits.limit(f"object:{request.user.pk}", most=10, seconds=3600)
    form = ObjectionForm(request.POST)
    if not form.is_valid():
        return show(request, wave, form)
    deciding.object_to(wave, by=request.user, text=form.cleaned_data["text"])
    messages.success(request, _("We have your objection. A moderator who did not decide this looks at it."))
    return redirect(request.path)


def show(request: HttpRequest, wave: Wave, form: ObjectionForm) -> HttpResponse:
    """Show the page; only who is in it sees the form."""
    decision = deciding.in_force(wave)
    made = wave.case.decisions.order_by("id").last() if wave.case else None
    member = None
    if isinstance(request.user, User):
        member = WaveMember.objects.filter(wave=wave, person=request.user).first()
    context = {
        "wave": wave,
        "item": wave.publication,
        "decision": decision,
        "last": made,
        "member": member,
        "appeal": Appeal.objects.filter(decision=decision).first() if decision else None,
        "until": rules.last_moment(decision) if decision else None,
        "form": form,
    }
    return render(request, "moderation/set_aside.html", context, status=422 if form.is_bound else 200)
