"""Following and no longer following; each address works as a page of its own and as a fragment for htmx."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.models import User
from accounts.signing_in import sign_in_first
from foundation import limits
from notifications import following
from notifications.models import Follow
from notifications.templatetags.following import WORDS, button_context
from places.models import Municipality
from publications.models import Publication
from themes.models import Theme

MODELS: dict[str, type[Model]] = {"thema": Theme, "gemeente": Municipality}


def target_of(request: HttpRequest, word: str, pk: int) -> following.Followable:
    """Give what is meant, if this person may see it, else 404."""
    if word == "publicatie":
        return get_object_or_404(Publication.objects.visible_to(request.user), pk=pk)
    if word == "persoon":
        # Only who published something can be followed, so that accounts cannot be counted here.
        public = Publication.objects.published().filter(author=pk)
        return get_object_or_404(User.objects.filter(pk__in=public.values("author")), pk=pk)
    if word not in MODELS:
        raise Http404("nothing of this kind can be followed")
    found = get_object_or_404(MODELS[word], pk=pk)
    assert isinstance(found, Theme | Municipality)
    return found


def name_of(target: following.Followable) -> str:
    """Give the name that people know it by."""
    return target.public_name if isinstance(target, User) else str(target)


def page_of(target: following.Followable) -> str:
    """Give the page to go back to."""
    return reverse("notifications:follows") if isinstance(target, User) else target.get_absolute_url()


@never_cache
def follow(request: HttpRequest, word: str, pk: int) -> HttpResponse:
    """Ask on a page of its own, or take a press on the page itself; `terug` in the form means: no longer."""
    target = target_of(request, word, pk)
    if not isinstance(request.user, User):
        return sign_in_first(request.path)
    if request.method != "POST":
        context = {"target": target, "name": name_of(target), "back": page_of(target)}
        return render(request, "notifications/follow.html", context)
    limits.limit(f"follow:{request.user.pk}", most=300, seconds=3600)
    if request.POST.get("terug"):
        following.unfollow(target, by=request.user)
        said = _("You no longer follow this.")
    else:
        following.follow(target, by=request.user)
        said = _("You follow this. News about it comes in the way you chose under Messages.")
    if getattr(request, "htmx", False):
        return render(
            request, "notifications/_follow.html", {**button_context(request.user, target), "is_pressed": True}
        )
    messages.success(request, said)
    to_list = request.POST.get("naar") == "lijst"
    return redirect(reverse("notifications:follows") if to_list else page_of(target))


@login_required
@never_cache
def follows(request: HttpRequest) -> HttpResponse:
    """Show what this person follows, each with a button to stop."""
    rows = Follow.objects.filter(person=request.user.pk).order_by("-since")
    rows = rows.select_related("publication", "theme", "municipality", "author")
    lines = []
    for row in rows.defer("publication__search_body", "publication__search_vector")[:200]:
        target = row.publication or row.theme or row.municipality or row.author
        assert target is not None
        word = WORDS[following.column_of(target)]
        lines.append({"target": target, "name": name_of(target), "word": word, "since": row.since})
    return render(request, "notifications/follows.html", {"lines": lines})
