"""Supporting an initiative: each address works as a page of its own and as a fragment for htmx."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from accounts.signing_in import sign_in_first
from foundation import limits, traces
from initiatives import course_page, glance, rules, thresholds
from initiatives.forms import SupportForm
from initiatives.models import Initiative
from voting import rules as voting_rules


def visible(request: HttpRequest, slug: str) -> Initiative:
    """Give the initiative, as its page knows it, if this person may open it; else 404."""
    return glance.find(slug, request.user)


def support_context(request: HttpRequest, initiative: Initiative) -> dict[str, object]:
    """Say whether this person supports it, whether they could, and who does."""
    person = request.user if isinstance(request.user, User) else None
    return {
        "can_support": initiative.is_published if person is None else voting_rules.can_support(person, initiative),
        "is_own": person is not None and initiative.author_id == person.pk,
        **course_page.support_context(request.user, initiative),
    }


@require_GET
def support_count(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the support box alone, for a page that is open for a while."""
    initiative = visible(request, slug)
    return render(request, "initiatives/_support.html", {"item": initiative, **support_context(request, initiative)})


def support_form(request: HttpRequest, initiative: Initiative, *, is_named: bool = False) -> SupportForm:
    """Give the form of this person for this initiative."""
    person = request.user
    assert isinstance(person, User)
    course = course_page.course_of(initiative)
    initial = {"is_named": is_named, "lives_in": person.municipality_id}
    return SupportForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        can_be_named=voting_rules.can_be_named(person),
        asks_declaration=course is not None and rules.declares_in_time(course, timezone.localdate()),
    )


def support_page(request: HttpRequest, initiative: Initiative, form: SupportForm | None) -> HttpResponse:
    """Show the page of its own."""
    context = {"item": initiative, "initiative": initiative, "form": form, **support_context(request, initiative)}
    return render(request, "initiatives/support.html", context)


def support(request: HttpRequest, slug: str) -> HttpResponse:
    """Support it: asked for once more on a page of its own, or pressed on the page itself."""
    initiative = visible(request, slug)
    if not isinstance(request.user, User):
        return support_page(request, initiative, None)
    if request.method != "POST":
        is_named = bool(course_page.support_context(request.user, initiative)["is_named"])
        return support_page(request, initiative, support_form(request, initiative, is_named=is_named))
    limits.limit(f"support:{request.user.pk}", most=120, seconds=3600)
    form = support_form(request, initiative)
    if not form.is_valid():
        return support_page(request, initiative, form)
    is_named = form.cleaned_data.get("is_named", False)
    given = thresholds.support(initiative, supporter=request.user, is_named=is_named, declared=form.declared())
    traces.note("support", given.pk, request, person=request.user.pk, publication=initiative.pk)
    return after_support(request, initiative, _("You support this. Thank you."))


@require_POST
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Change how one's support is shown, or let it count after all."""
    initiative = visible(request, slug)
    if not isinstance(request.user, User):
        return sign_in_first(initiative.get_absolute_url())
    form = support_form(request, initiative)
    if not form.is_valid():
        return support_page(request, initiative, form)
    is_named = form.cleaned_data.get("is_named", False)
    thresholds.choose(initiative, supporter=request.user, is_named=is_named, declared=form.declared())
    messages.success(request, _("We kept your choice."))
    return redirect(initiative.get_absolute_url())


@require_POST
def unsupport(request: HttpRequest, slug: str) -> HttpResponse:
    """Take support back."""
    initiative = visible(request, slug)
    if not isinstance(request.user, User):
        return sign_in_first(initiative.get_absolute_url())
    thresholds.withdraw_support(initiative, supporter=request.user)
    return after_support(request, initiative, _("You took your support back."))


def after_support(request: HttpRequest, initiative: Initiative, message: str) -> HttpResponse:
    """Answer with the support box to htmx, with the page to everybody else."""
    if getattr(request, "htmx", False):
        initiative = visible(request, initiative.slug)
        context = {"item": initiative, "message": message, **support_context(request, initiative)}
        return render(request, "initiatives/_support.html", context)
    messages.success(request, message)
    return redirect(initiative.get_absolute_url())
