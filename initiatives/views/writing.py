"""Writing an initiative in four steps; every address works for a visitor who has not signed in yet."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.actions import introduce
from accounts.models import User
from accounts.signing_in import sign_in_first
from foundation import limits, submissions
from initiatives import actions, drafts
from initiatives.forms import STEPS, HelpForm, NameForm, check, step_form, typed_in
from initiatives.models import Draft, Initiative
from initiatives.needs import needs_of
from initiatives.views.similar import like
from places.geomap import geomap
from places.shelf import municipalities
from publications.sharing import share_links

LABELS = {
    "idee": gettext_lazy("Your idea"),
    "plaats": gettext_lazy("Theme and place"),
    "beeld": gettext_lazy("Picture and help"),
    "controle": gettext_lazy("Check and publish"),
}
ORDER = list(LABELS)


def steps_of(draft: Draft, current: str) -> list[dict[str, object]]:
    """Give the steps with where one is; those that were filled in can be gone back to."""
    return [
        {
            "number": number,
            "name": name,
            "label": LABELS[name],
            "url": reverse("initiatives:step", args=[draft.pk, name]),
            "is_current": name == current,
            "is_done": number <= ORDER.index(current),
        }
        for number, name in enumerate(ORDER, start=1)
    ]


def with_draft(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the draft if this person may go on with it, else 404; a finished one leads to its page."""

    @never_cache
    @wraps(view)
    def wrapper(request: HttpRequest, pk: UUID, **kwargs: Any) -> HttpResponse:
        rows = Draft.objects.select_related("picture", "revises", "published_as")
        if drafts.is_locked_to(request, pk):
            return after_expiry(request, get_object_or_404(rows, pk=pk), **kwargs)
        draft = get_object_or_404(rows.filter(drafts.open_to(request)), pk=pk)
        if draft.published_as is not None:
            return redirect(draft.published_as.get_absolute_url())
        return view(request, draft, **kwargs)

    return wrapper


def after_expiry(request: HttpRequest, draft: Draft, step: str = "controle") -> HttpResponse:
    """Somebody's session ran out while writing: keep what they sent, show nothing, and ask them to sign in again."""
    if request.method == "POST" and step in STEPS and draft.published_as is None:
        save_step(request, draft, step)
    return sign_in_first(reverse("initiatives:step", args=[draft.pk, step if step in ORDER else "controle"]))


@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """The first step. A draft is made when something is sent, so that looking leaves nothing behind."""
    draft = Draft()
    if request.method == "POST":
        limits.limit_address(request, "draft", most=30, seconds=3600)
        draft = drafts.begin(request.user)
        return drafts.hand_over(save_step(request, draft, "idee"), request, draft)
    context = {
        "form": step_form("idee", draft),
        "draft": draft,
        "steps": steps_of(draft, "idee"),
        "step": "idee",
        "is_new": True,
        "unfinished": drafts.unfinished(request),
    }
    return render(request, "initiatives/step.html", context)


@with_draft
def step(request: HttpRequest, draft: Draft, step: str) -> HttpResponse:
    """Show or keep one step."""
    if step == "controle":
        return review(request, draft)
    if step not in STEPS:
        raise Http404("no such step")
    if request.method == "POST":
        return save_step(request, draft, step)
    return show_step(request, draft, step, step_form(step, draft))


def show_step(request: HttpRequest, draft: Draft, step: str, form: object) -> HttpResponse:
    """Render a step with its form."""
    context = {"form": form, "draft": draft, "steps": steps_of(draft, step), "step": step}
    if step == "idee" and draft.revises_id is None:
        context["similar"] = like(draft.data.get("title"))
    if step == "plaats":
        context["geomap"] = geomap(municipalities.all(), None, None)
    return render(request, "initiatives/step.html", context)


def save_step(request: HttpRequest, draft: Draft, step: str) -> HttpResponse:
    """Keep everything that was typed, right or wrong; go on when it is right."""
    form = step_form(step, draft, request.POST, request.FILES)
    draft = drafts.keep(draft, typed_in(form))
    valid = form.is_valid()
    if isinstance(form, HelpForm):
        valid = settle_upload(draft, form) and valid
    if not valid:
        return show_step(request, draft, step, form)
    following = ORDER[ORDER.index(step) + 1]
    return redirect("initiatives:step", draft.pk, following)


def settle_upload(draft: Draft, form: HelpForm) -> bool:
    """Keep or remove the picture at once, so that an error elsewhere in the form does not lose it."""
    data = form.cleaned_data
    if data.get("remove_picture"):
        drafts.take_picture_off(draft)
        drafts.keep(draft, {"picture_alt": ""})
        return True
    upload, alt = data.get("picture"), data.get("picture_alt", "")
    if upload:
        try:
            drafts.keep_upload(draft, upload, alt=alt)
        except ValidationError as error:
            form.add_error("picture", error)
            return False
    return True


@require_POST
@with_draft
def autosave(request: HttpRequest, draft: Draft, step: str) -> HttpResponse:
    """Keep what is being typed; answers with nothing."""
    if step not in STEPS:
        raise Http404("no such step")
    drafts.keep(draft, typed_in(step_form(step, draft, request.POST, {})))
    return HttpResponse(status=204)


def review(request: HttpRequest, draft: Draft, name_form: NameForm | None = None) -> HttpResponse:
    """Show the initiative as others will see it, or which steps need another look."""
    content, wrong = check(draft)
    context: dict[str, object] = {
        "draft": draft,
        "steps": steps_of(draft, "controle"),
        "step": "controle",
        "similar": [] if draft.revises_id else like(draft.data.get("title")),
        "wrong": [one for one in steps_of(draft, "controle") if one["name"] in wrong],
        "enter_url": f"{reverse('accounts:enter')}?next={reverse('initiatives:step', args=[draft.pk, 'controle'])}",
        "name_form": name_form,
    }
    if content is not None:
        preview = Initiative(title=content.title, summary=content.summary, story=content.story)
        preview.theme, preview.municipality = content.theme, content.municipality
        preview.place_label, preview.ask = content.place_label, content.ask
        preview.attach_picture(draft.picture)
        needs = needs_of(content, draft.revises)
        context |= {"initiative": preview, "item": preview, "needs": needs}
    if isinstance(request.user, User) and not request.user.display_name and name_form is None:
        context["name_form"] = NameForm()
    return render(request, "initiatives/controle.html", context, status=200)


@require_POST
@with_draft
def publish(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Publish the draft under the name of the person who signed in."""
    if not isinstance(request.user, User):
        return sign_in_first(reverse("initiatives:step", args=[draft.pk, "controle"]))
    user = request.user
    content, _wrong = check(draft)
    if content is None:
        return review(request, draft)
    if not user.display_name:
        name_form = NameForm(request.POST)
        if not name_form.is_valid():
            return review(request, draft, name_form)
        user = introduce(
            user,
            display_name=name_form.cleaned_data["display_name"],
            postcode=user.postcode,
            municipality=user.municipality or content.municipality,
        )
    is_edit = draft.revises_id is not None
    initiative = actions.publish(drafts.claim(draft, owner=user), author=user, content=content)
    if is_edit:
        messages.success(request, _("Your changes are on the page."))
        return redirect(initiative.get_absolute_url())
    return redirect("initiatives:received", initiative.slug)


@require_POST
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Start or go on with an edit, in the same steps."""
    if not isinstance(request.user, User):
        return sign_in_first(reverse("initiatives:detail", args=[slug]))
    initiative = get_object_or_404(Initiative.objects.visible_to(request.user), slug=slug)
    draft = drafts.begin_edit(initiative, by=request.user)
    return drafts.hand_over(redirect("initiatives:step", draft.pk, "idee"), request, draft)


@login_required
@never_cache
def received(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that it is published, with its reference and what happens next."""
    assert isinstance(request.user, User)
    initiative = get_object_or_404(Initiative.objects.filter(author=request.user), slug=slug)
    context = {
        "item": initiative,
        "initiative": initiative,
        "waits": initiative.state == Initiative.State.SUBMITTED,
        "hours": submissions.WAITS_HOURS,
        "share_links": share_links(initiative, request.build_absolute_uri(initiative.get_absolute_url())),
    }
    return render(request, "initiatives/received.html", context)
