"""What somebody wants to hear, how and when."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.models import User
from foundation import limits
from notifications import devices, wishes
from notifications.choice_forms import ChoiceForm
from notifications.inbox_lines import PUBLIC
from notifications.inbox_views import categories_for
from notifications.models import Mute
from publications.querysets import HEAVY

MOST_MUTES = 200


@login_required
@never_cache
def choices(request: HttpRequest) -> HttpResponse:
    """Show what holds, and keep what somebody changed."""
    assert isinstance(request.user, User)
    person, rhythm = request.user, wishes.rhythm_of(request.user)
    form = ChoiceForm(
        request.POST or None,
        chosen=wishes.wishes_of(person),
        rhythm=rhythm,
        categories=categories_for(person),
    )
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            wishes.choose_all(person, form.wanted())
            wishes.keep_rhythm(person, form.hours())
        messages.success(request, _("We kept your choices."))
        return redirect("notifications:choices")
    key = "" if rhythm._state.adding else rhythm.feed_key  # noqa: SLF001  # documented: not saved yet
    context = {
        "form": form,
        "has_push": devices.is_possible(),
        "mutes": muted_by(person),
        "feed": request.build_absolute_uri(reverse("notifications:feed", args=[key])) if key else "",
    }
    return render(request, "notifications/choices.html", context)


def muted_by(person: User) -> list[dict[str, object]]:
    """Give what somebody hears no more of, newest first; no title of what may no longer be read."""
    rows = Mute.objects.filter(person=person).select_related("publication").order_by("-since")
    return [
        {
            "number": row.publication_id,
            "title": row.publication.title if row.publication.state in PUBLIC else "",
            "path": row.publication.get_absolute_url(),
        }
        for row in rows.defer(*(f"publication__{name}" for name in HEAVY))[:MOST_MUTES]
    ]


@login_required
@require_POST
def new_feed(request: HttpRequest) -> HttpResponse:
    """Give the feed an address, or a new one: the old one stops."""
    assert isinstance(request.user, User)
    limits.limit(f"feed:{request.user.pk}", most=20, seconds=3600)
    wishes.renew_feed(request.user)
    messages.success(request, _("Your feed has a new address. The old one no longer works."))
    return redirect(reverse("notifications:choices") + "#feed")
