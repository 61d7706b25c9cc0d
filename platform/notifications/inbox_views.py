"""What came in: notices on the site, and having seen them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.models import User
from notifications import inbox as notices
from notifications import wishes
from notifications.catalogue import Category
from notifications.inbox_lines import entry_of, groups_of
from publications.models import Publication


@dataclass(frozen=True)
class Shown:
    """Which part of the list is shown: one category or all, only what is new or all, and from where."""

    soort: str = ""
    alleen: str = ""
    na: str = ""

    @classmethod
    def from_query(cls, data: QueryDict) -> Shown:
        """Read it from an address or a form; what is unknown is left out."""
        category, only = data.get("soort", ""), data.get("alleen", "")
        known = any(one.value == category for one in Category)
        return cls(category if known else "", only if only == "nieuw" else "", data.get("na", ""))

    @property
    def is_filtered(self) -> bool:
        """Whether something is left out."""
        return bool(self.soort or self.alleen)

    def address(self, **changes: str) -> str:
        """Give the address of this part of the list, or of another."""
        query = {name: value for name, value in {**asdict(self), **changes}.items() if value}
        return reverse("notifications:inbox") + (f"?{urlencode(query)}" if query else "")


@login_required
@never_cache
def inbox(request: HttpRequest) -> HttpResponse:
    """Show what came in, newest first."""
    assert isinstance(request.user, User)
    shown = Shown.from_query(request.GET)
    page = notices.page_for(request.user, category=shown.soort, only_new=bool(shown.alleen), cursor=shown.na)
    context = {
        "groups": groups_of(request.user, page.items),
        "shown": shown,
        "categories": categories_for(request.user),
        "unread": notices.unread(request.user),
        "page": {
            "is_first": page.is_first,
            "next_url": shown.address(na=page.next_cursor) if page.next_cursor else "",
            "first_url": shown.address(na=""),
        },
    }
    return render(request, "notifications/inbox.html", context)


def categories_for(person: User) -> list[Category]:
    """Give the categories that mean something to somebody; work is for staff."""
    return [one for one in Category if one is not Category.WORK or person.is_staff]


@login_required
@never_cache
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to what a notice is about; it is seen then. Of what may no longer be read, stay in the list."""
    assert isinstance(request.user, User)
    notice = get_object_or_404(notices.notices_of(request.user), pk=pk)
    notices.mark_seen(request.user, pk)
    return redirect(entry_of(notice, request.user).path or reverse("notifications:inbox"))


@login_required
@require_POST
def seen(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Mark one notice as seen, or everything."""
    assert isinstance(request.user, User)
    notices.mark_seen(request.user, pk)
    if pk is None:
        messages.success(request, _("You have read everything."))
    return redirect(Shown.from_query(request.POST).address() + place_in(request))


@login_required
@require_POST
def mute(request: HttpRequest, pk: int) -> HttpResponse:
    """Hear no more of one publication, or hear of it again (`weer`); `naar` says which page to go back to."""
    assert isinstance(request.user, User)
    if request.POST.get("weer"):
        wishes.unmute(request.user, pk)
        messages.success(request, _("You hear of this again."))
    else:
        wishes.mute(request.user, get_object_or_404(Publication.objects.visible_to(request.user), pk=pk))
        messages.success(request, _("You hear no more of this."))
    if request.POST.get("naar") == "keuzes":
        return redirect(reverse("notifications:choices") + "#stil")
    return redirect(Shown.from_query(request.POST).address() + place_in(request))


def place_in(request: HttpRequest) -> str:
    """Give the place on the page to go back to: the group somebody was at, when it is a number of ours."""
    group = request.POST.get("bij", "")
    return f"#over-{group}" if group.isascii() and group.isdigit() else ""
