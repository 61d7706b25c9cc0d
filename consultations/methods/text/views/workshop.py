"""What editors do: write the text, go through the remarks, decide about suggestions, publish the next version."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.models import User
from consultations.methods.text import deciding, editions, page, rules, versions
from consultations.methods.text.differences import carry_keys, pieces
from consultations.methods.text.forms import DecideForm, PublishForm, RemarkFilter, TextForm
from consultations.methods.text.models import Paragraph, Remark, TextVersion
from consultations.methods.text.paragraphs import blocks_of
from consultations.methods.text.views.reading import part_context, text_part
from consultations.models import Part
from consultations.rules import can_see_workshop
from foundation.paging import page_of


def workshop_part(request: HttpRequest, slug: str, number: int) -> Part:
    """Give a text to who works on consultations; for others this page does not exist."""
    part = text_part(request, slug, number)
    if not can_see_workshop(request.user):
        raise Http404("not for residents")
    return part


@login_required
@never_cache
def setup(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Write the text, or the draft of the next version once residents can read it."""
    assert isinstance(request.user, User)
    part = workshop_part(request, slug, number)
    form = TextForm(request.POST, request.FILES) if request.method == "POST" else None
    if form is not None and form.is_valid():
        try:
            given = form.cleaned_data
            kept = versions.write(part, by=request.user, markdown=given["markdown"], seen=given["seen"])
        except versions.ChangedMeanwhile as error:
            form.add_error("markdown", str(error.message))
            return show(request, part, form=form, status=409)
        saved = _("The text is saved.") if kept.published_at else _("The draft of the next version is saved.")
        messages.success(request, saved)
        return redirect(page.address(part, "setup"))
    return show(request, part, form=form)


def show(
    request: HttpRequest,
    part: Part,
    *,
    form: TextForm | None = None,
    publishing: PublishForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the page where the text is written, with what is wrong in a form that was sent."""
    current, draft = editions.current(part), editions.draft(part)
    newest = draft or current
    context = {
        **part_context(request, part),
        "form": form or fresh_form(newest),
        "publishing": publishing or PublishForm(),
        "current": current,
        "draft": draft,
        "is_fixed": rules.is_fixed(part),
        "rows": editions.paragraphs_of(current) if current else [],
        "undecided": Remark.objects.of_part(part).in_sight().filter(kind="suggestion", state="open").count(),
    }
    return render(request, "text/setup.html", context, status=status)


def fresh_form(newest: TextVersion | None) -> TextForm:
    """Give the form with the text an editor goes on with."""
    return TextForm(initial={"markdown": newest.markdown if newest else "", "seen": versions.mark_of(newest)})


@login_required
@require_GET
def difference(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show what the draft of the next version changes."""
    part = workshop_part(request, slug, number)
    old, new = editions.current(part), editions.draft(part)
    if old is None or new is None:
        return redirect(page.address(part, "setup"))
    was = page.triples(old)
    blocks = blocks_of(new.markdown)
    keys = carry_keys([(key, text) for key, text, _is in was], [block.text for block in blocks])
    # New paragraphs get their key when the version is published; until then a number below zero.
    now = [
        (-at if key is None else key, block.text, block.kind == Paragraph.Kind.HEADING)
        for at, (key, block) in enumerate(zip(keys, blocks, strict=True), start=1)
    ]
    context = {**part_context(request, part), "old": old, "new": new, "is_draft": True}
    return render(request, "text/difference.html", {**context, "changes": page.changes(was, now)})


@login_required
@never_cache
def publish(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Publish the draft as the next version."""
    assert isinstance(request.user, User)
    part = workshop_part(request, slug, number)
    if request.method != "POST":
        return redirect(page.address(part, "setup"))
    form = PublishForm(request.POST)
    if not form.is_valid():
        return show(request, part, publishing=form, status=422)
    made = versions.publish(part, by=request.user, note=form.cleaned_data["note"])
    messages.success(
        request, _("Version %(number)d is published. Who took part gets a message.") % {"number": made.number}
    )
    return redirect(page.address(part, "versions"))


@login_required
@require_GET
def remarks(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """List the remarks, with filters."""
    part = workshop_part(request, slug, number)
    asked = RemarkFilter(request.GET)
    chosen = asked.cleaned_data if asked.is_valid() else {}
    version = editions.current(part)
    positions = dict(version.paragraphs.values_list("key", "position")) if version else {}
    rows = filtered(part, chosen, positions).select_related("passage", "used_in")
    listed = page_of(rows, fields=("pk",), cursor=request.GET.get("na", ""))
    kept = {name: value for name, value in chosen.items() if value}
    context = {
        **part_context(request, part),
        "filter": asked,
        "lines": [(one, positions.get(one.passage.key), rules.can_be_decided(one)) for one in listed.items],
        "page": {
            "is_first": listed.is_first,
            "next_url": f"?{urlencode({**kept, 'na': listed.next_cursor})}" if listed.next_cursor else "",
            "first_url": f"?{urlencode(kept)}",
        },
    }
    return render(request, "text/workshop_remarks.html", context)


def filtered(part: Part, chosen: dict[str, Any], positions: dict[int, int]) -> Any:
    """Give the remarks an editor asks for."""
    rows = Remark.objects.of_part(part).in_sight()
    if chosen.get("soort"):
        rows = rows.filter(kind=chosen["soort"])
    if chosen.get("stand"):
        rows = rows.filter(kind=Remark.Kind.SUGGESTION, state=chosen["stand"])
    if chosen.get("woorden"):
        rows = rows.filter(passage__standing=chosen["woorden"])
    if chosen.get("alinea"):
        keys = [key for key, position in positions.items() if position == chosen["alinea"]]
        rows = rows.filter(passage__key__in=keys)
    return rows


@login_required
@never_cache
def decide(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Decide about a suggestion."""
    assert isinstance(request.user, User)
    part = workshop_part(request, slug, number)
    rows = Remark.objects.of_part(part).in_sight().filter(kind=Remark.Kind.SUGGESTION)
    found = get_object_or_404(rows.select_related("passage", "used_in"), pk=pk)
    begun = {"state": "" if found.state == Remark.State.OPEN else found.state, "reason": found.reason}
    form = DecideForm(request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        made = deciding.decide(found, part, by=request.user, **form.cleaned_data)
        messages.success(request, outcome(made))
        return redirect(page.address(part, "workshop_remarks"))
    context = {
        **part_context(request, part),
        "remark": found,
        "form": form,
        "can_be_decided": rules.can_be_decided(found),
        "pieces": pieces(found.passage.words_now, found.words),
    }
    return render(request, "text/decide.html", context)


def outcome(made: deciding.Decided) -> str:
    """Say what became of a decision."""
    if made.remark.state == Remark.State.DECLINED:
        return _("The suggestion is not used. Everybody can read the reason.")
    if made.is_in_draft:
        return _("The words are in the draft of the next version.")
    return _("The suggestion is accepted. Put the words in the draft yourself: the text there is different now.")
