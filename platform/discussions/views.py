"""Reading and joining a conversation; each address works as a page of its own and as a fragment for htmx."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from accounts.signing_in import sign_in_first
from discussions import actions, rules, threads
from discussions.forms import CommentForm, RewordForm
from discussions.models import Comment
from foundation import limits, submissions, traces
from notifications import inbox
from publications.cards import with_cards
from publications.models import Publication

# What somebody typed whose session had run out waits here until they are signed in again.
KEPT = "kept_comments"
MOST_KEPT = 5


def publication_of(request: HttpRequest, reference: str) -> Publication:
    """Give the publication if this person may open it, else 404."""
    publication = get_object_or_404(Publication.objects.visible_to(request.user).for_cards(), reference=reference)
    with_cards([publication])
    return publication


def comment_of(request: HttpRequest, pk: int) -> Comment:
    """Give a comment this person may see on a publication they may open, else 404."""
    comment = get_object_or_404(Comment.objects.visible_to(request.user).for_thread(), pk=pk)
    comment.publication = get_object_or_404(
        Publication.objects.visible_to(request.user).for_cards(), pk=comment.publication_id
    )
    return comment


@require_GET
def conversation(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a batch of the conversation, as a page or as the fragment that goes below what is there."""
    publication = publication_of(request, reference)
    if isinstance(request.user, User):
        inbox.saw(request.user, publication)
    context = threads.conversation_context(request, publication)
    template = "discussions/_batch.html" if getattr(request, "htmx", False) else "discussions/conversation.html"
    return render(request, template, context)


def place_of(request: HttpRequest, pk: int) -> Comment:
    """Give a comment, or only the place of one that a moderator hid, on a publication they may open, else 404."""
    comment = get_object_or_404(Comment.objects.with_places_for(request.user).for_thread(), pk=pk)
    open_to_them = Publication.objects.visible_to(request.user).for_cards()
    comment.publication = get_object_or_404(open_to_them, pk=comment.publication_id)
    return comment


@require_GET
def replies(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the replies to one comment."""
    comment = place_of(request, pk)
    if isinstance(request.user, User):
        inbox.saw(request.user, comment.publication)
    after = request.GET.get("na", "0")
    found, following = threads.replies(comment, request.user, after=int(after) if after.isdecimal() else 0)
    context = {"comment": comment, "item": comment.publication, "lines": found, "following": following}
    if getattr(request, "htmx", False):
        return render(request, "discussions/_replies.html", context)
    context["thread"] = threads.lines([comment], comment.publication, request.user)[0]
    return render(request, "discussions/thread.html", context)


@require_GET
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """The lasting address of a comment: its thread, with it in view."""
    found = place_of(request, pk)
    thread = found.parent_id or found.pk
    before = f"?na={found.pk - 1}" if found.parent_id else ""
    return redirect(f"{reverse('discussions:replies', args=[thread])}{before}#reactie-{found.pk}")


@never_cache
def say(request: HttpRequest, reference: str) -> HttpResponse:
    """Write a comment or a reply; who is not signed in does that afterwards and finds the text back."""
    publication = publication_of(request, reference)
    parent_id = request.POST.get("op", "") or request.GET.get("op", "")
    parent = comment_of(request, int(parent_id)) if parent_id.isdecimal() else None
    form = CommentForm(
        request.POST or None,
        initial=kept_for(request, reference, parent_id),
        is_reply=parent is not None,
        is_official=rules.speaks_for_province(request.user),
    )
    if request.method == "POST" and form.is_valid():
        if not isinstance(request.user, User):
            keep_for_later(request, reference, parent_id, form.cleaned_data)
            return sign_in_first(f"{request.path}?op={parent_id}" if parent_id else request.path)
        limits.limit(f"comment:{request.user.pk}", most=60, seconds=3600)
        open_for = submissions.seconds_since(form.cleaned_data.pop("opened"))
        said = actions.say(publication, author=request.user, parent=parent, seconds=open_for, **form.cleaned_data)
        traces.note("comment", said.pk, request, person=request.user.pk, publication=publication.pk)
        forget_kept(request, reference, parent_id)
        messages.success(request, placed(said))
        return redirect(said)
    context = {"form": form, "item": publication, "parent": parent, "can_comment": rules.is_open(publication)}
    return render(request, "discussions/say.html", context)


def placed(said: Comment) -> str:
    """Say what happens now with what somebody placed, and when."""
    if not said.is_waiting:
        return _("Your comment is placed.")
    words = _(
        "A moderator first looks at your comment, within %(hours)d hours. You get a message when others can read it."
    )
    return words % {"hours": submissions.WAITS_HOURS}


def kept_for(request: HttpRequest, reference: str, parent: str) -> dict[str, Any]:
    """Give what this person typed here before signing in."""
    kept: dict[str, Any] = request.session.get(KEPT, {}).get(f"{reference}/{parent}", {})
    return kept


def keep_for_later(request: HttpRequest, reference: str, parent: str, typed: dict[str, Any]) -> None:
    """Keep what was typed until after signing in."""
    kept = {**request.session.get(KEPT, {}), f"{reference}/{parent}": typed}
    request.session[KEPT] = dict(list(kept.items())[-MOST_KEPT:])


def forget_kept(request: HttpRequest, reference: str, parent: str) -> None:
    """Forget what was typed once it is placed."""
    if KEPT in request.session and f"{reference}/{parent}" in request.session[KEPT]:
        del request.session[KEPT][f"{reference}/{parent}"]
        request.session.modified = True


@login_required
@never_cache
def reword(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one's own words."""
    assert isinstance(request.user, User)
    found = comment_of(request, pk)
    form = RewordForm(request.POST or None, initial={"text": found.text})
    if request.method == "POST" and form.is_valid():
        said = actions.reword(found, by=request.user, text=form.cleaned_data["text"])
        messages.success(request, placed(said) if said.is_waiting else _("Your comment is changed."))
        return redirect(found)
    return render(request, "discussions/reword.html", {"form": form, "comment": found, "item": found.publication})


@login_required
@never_cache
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then remove one's own words."""
    assert isinstance(request.user, User)
    found = comment_of(request, pk)
    if request.method == "POST":
        actions.take_back(found, by=request.user)
        messages.success(request, _("Your comment is removed."))
        return redirect(f"{found.publication.get_absolute_url()}#gesprek")
    return render(request, "discussions/take_back.html", {"comment": found, "item": found.publication})


@require_POST
def value(request: HttpRequest, pk: int) -> HttpResponse:
    """Value what somebody says, or no longer."""
    found = comment_of(request, pk)
    if not isinstance(request.user, User):
        return sign_in_first(found.get_absolute_url())
    if request.POST.get("terug"):
        actions.no_longer_value(found, by=request.user)
    else:
        limits.limit(f"value:{request.user.pk}", most=300, seconds=3600)
        actions.value(found, by=request.user)
    found.refresh_from_db(fields=["valued_count"])
    if getattr(request, "htmx", False):
        line = threads.lines([found], found.publication, request.user)[0]
        return render(request, "discussions/_value.html", {"line": line})
    return redirect(found)


@require_POST
@login_required
def pin(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the province's answer on top."""
    assert isinstance(request.user, User)
    found = comment_of(request, pk)
    actions.pin(found, by=request.user)
    messages.success(request, _("This answer now stands on top."))
    return redirect(f"{found.publication.get_absolute_url()}#gesprek")


@require_GET
def wordings(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how a comment read before it was edited."""
    found = comment_of(request, pk)
    context = {"comment": found, "item": found.publication, "wordings": list(found.wordings.all()[:20])}
    return render(request, "discussions/wordings.html", context)
