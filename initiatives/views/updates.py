"""Updates of the team."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.models import User
from foundation import limits
from foundation.paging import page_of
from initiatives import rules, updates
from initiatives.forms import UpdateForm
from initiatives.models import Update
from initiatives.views.supporting import visible

PAGE = 10


@require_GET
def update_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show all updates, newest first."""
    initiative = visible(request, slug)
    rows = Update.objects.filter(initiative=initiative).visible_to(request.user).for_page()
    page = page_of(rows, fields=("id",), cursor=request.GET.get("na", ""), size=PAGE)
    context = {
        "initiative": initiative,
        "updates": page.items,
        "page": {
            "is_first": page.is_first,
            "next_url": f"?na={page.next_cursor}" if page.next_cursor else "",
            "first_url": request.path,
        },
        "can_post_update": rules.can_post_update(request.user, initiative),
        "removable": {one.pk for one in page.items if rules.can_remove_update(request.user, one, initiative)},
    }
    return render(request, "initiatives/updates/list.html", context)


@login_required
@never_cache
def new_update(request: HttpRequest, slug: str) -> HttpResponse:
    """Write an update."""
    assert isinstance(request.user, User)
    initiative = visible(request, slug)
    if not rules.can_post_update(request.user, initiative):
        raise Http404("only for the team")
    form = UpdateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        limits.limit(f"update:{request.user.pk}", most=20, seconds=86_400)
        data = form.cleaned_data
        try:
            updates.post(
                initiative, by=request.user, text=data["text"], upload=data["picture"], picture_alt=data["picture_alt"]
            )
        except ValidationError as error:
            form.add_error("picture", error)
        else:
            messages.success(request, _("Your update is on the page. Followers get a mail about it."))
            return redirect("initiatives:updates", slug)
    return render(request, "initiatives/updates/new.html", {"initiative": initiative, "form": form})


@login_required
@never_cache
def remove_update(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask once more, then take an update off the page."""
    assert isinstance(request.user, User)
    initiative = visible(request, slug)
    update = get_object_or_404(Update.objects.for_page(), pk=pk, initiative=initiative)
    if not rules.can_remove_update(request.user, update, initiative):
        raise Http404("only for the team")
    if request.method == "POST":
        updates.remove(update, by=request.user)
        messages.success(request, _("The update is removed."))
        return redirect("initiatives:updates", slug)
    return render(request, "initiatives/updates/remove.html", {"initiative": initiative, "update": update})
