"""The staff page on which what people said is tagged, and personal data is left out."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.models import User
from consultations import remarks, rules, tags
from consultations.models import Part, Remark, Tag
from consultations.views.reading import visible_part
from foundation.errors import Refused
from foundation.paging import page_of

SIZE = 50


def staff_part(request: HttpRequest, slug: str, number: int) -> tuple[Part, User]:
    """Give the part and the member of staff; for anybody else this page does not exist."""
    part, person = visible_part(request, slug, number), request.user
    if not isinstance(person, User) or not rules.can_see_workshop(person):
        raise Http404("staff only")
    return part, person


@require_http_methods(["GET", "HEAD", "POST"])
def of_part(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show what was said, newest first, to tag many at once."""
    part, person = staff_part(request, slug, number)
    chosen = {"tag": request.GET.get("tag", ""), "zoek": request.GET.get("zoek", "").strip()[:100]}
    chosen = {name: value for name, value in chosen.items() if value}
    here = f"{reverse('consultations:remarks', args=[slug, number])}?{urlencode(chosen)}"
    if request.method == "POST":
        return tag_chosen(request, part, person, here)
    rows = tags.chosen_rows(part, tag=chosen.get("tag", ""), search=chosen.get("zoek", ""))
    page = page_of(rows.prefetch_related("tags"), fields=("id",), cursor=request.GET.get("na", ""), size=SIZE)
    suggested = tags.suggestions(part.consultation, page.items)
    for row in page.items:
        row.suggested = suggested[row.pk]  # type: ignore[attr-defined]  # for the template
    following = f"?{urlencode({**chosen, 'na': page.next_cursor})}" if page.next_cursor else ""
    context: dict[str, Any] = {
        "part": part,
        "consultation": part.consultation,
        "items": page.items,
        "chosen": chosen,
        "here": here,
        "page": {"is_first": page.is_first, "next_url": following, "first_url": f"?{urlencode(chosen)}"},
        "all_tags": list(Tag.objects.filter(consultation=part.consultation)),
        "counts": list(remarks.tag_counts([part])),
    }
    return render(request, "consultations/results/remarks.html", context)


def tag_chosen(request: HttpRequest, part: Part, person: User, here: str) -> HttpResponse:
    """Give or take a tag, as the button says; a suggestion is a button of one remark with its tag."""
    name, numbers = request.POST.get("name", ""), request.POST.getlist("remark")
    pk, _colon, suggested = request.POST.get("suggested", "").partition(":")
    if suggested:
        numbers, name = [pk], suggested
    chosen = [int(one) for one in numbers if one.isdecimal()]
    try:
        if request.POST.get("do") == "take":
            tag = get_object_or_404(Tag, consultation=part.consultation, name__iexact=name.strip())
            tags.take(part, chosen, by=person, tag=tag)
            said = _("“%(tag)s” was taken off.") % {"tag": tag.name}
        else:
            tag = tags.give(part, chosen, by=person, name=name)
            said = ngettext(
                "%(count)s answer has the tag “%(tag)s”.", "%(count)s answers have the tag “%(tag)s”.", len(chosen)
            )
            said = said % {"count": len(chosen), "tag": tag.name}
        messages.success(request, said)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    cursor = request.POST.get("na", "")
    return HttpResponseRedirect(f"{here}{'&' if '?' in here else '?'}{urlencode({'na': cursor})}" if cursor else here)


@require_http_methods(["GET", "HEAD", "POST"])
def leave_out(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Choose what others do not read of one remark."""
    part, person = staff_part(request, slug, number)
    remark = get_object_or_404(remarks.of_part(part), pk=pk)
    typed, error = "\n".join(remark.hidden or tags.personal_pieces(remark.text)), ""
    is_private = remark.is_private
    if request.method == "POST":
        typed, is_private = request.POST.get("pieces", ""), "is_private" in request.POST
        try:
            tags.leave_out(remark, by=person, pieces=typed.splitlines(), is_private=is_private)
        except Refused as refusal:
            error = str(refusal.message)
        else:
            messages.success(request, _("Kept. Others read: “%(text)s”") % {"text": shown_now(remark)})
            return redirect("consultations:remarks", slug, number)
    context = {"part": part, "consultation": part.consultation, "remark": remark, "typed": typed, "error": error}
    context |= {"is_private": is_private, "suggested": tags.personal_pieces(remark.text)}
    return render(request, "consultations/results/leave_out.html", context, status=409 if error else 200)


def shown_now(remark: Remark) -> str:
    """Give what others read from now on, in short."""
    remark.refresh_from_db()
    return remark.shown[:120]
