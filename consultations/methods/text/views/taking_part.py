"""Taking part: a page for each paragraph with what was said about it and a form, and one's own remarks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.models import User
from consultations import entry
from consultations.methods.text import anchors, editions, page, remarks
from consultations.methods.text.forms import RemarkForm
from consultations.methods.text.models import Paragraph, Passage, Remark
from consultations.methods.text.remarks import Said, TextChanged
from consultations.methods.text.views.reading import own_remarks, part_context, remark_of, text_part
from consultations.models import Part
from consultations.taking_part import Sitting
from foundation import limits, submissions
from foundation.paging import Page, page_of

SHOWN_PASSAGES = 20


@never_cache
def paragraph(request: HttpRequest, slug: str, number: int, key: int) -> HttpResponse:
    """Show one paragraph with everything said about it, and take what somebody says."""
    part = text_part(request, slug, number)
    found = paragraph_of(part, key)
    if request.method == "POST":
        return press(request, part, found)
    form = form_for(request, part, found)
    return show(request, part, found, form)


def paragraph_of(part: Part, key: int) -> Paragraph:
    """Give a paragraph as it reads now, or as it last read; 404 when it was never there."""
    rows = Paragraph.objects.filter(version__part=part, version__published_at__isnull=False, key=key)
    found = rows.select_related("version").order_by("-version__number").first()
    if found is None:
        raise Http404("no such paragraph")
    return found


def show(
    request: HttpRequest, part: Part, paragraph: Paragraph, form: RemarkForm, *, status: int = 200
) -> HttpResponse:
    """Show the page of a paragraph, with a form if it can be answered now."""
    passages = list(
        Passage.objects.filter(part=part, key=paragraph.key).counted().in_sight().order_by("start", "end", "pk")
    )
    latest = editions.current(part)
    line = page.line_of(part, paragraph, passages)
    context = {
        **part_context(request, part),
        "line": line,
        "passages": sorted(passages, key=page.total_of, reverse=True)[:SHOWN_PASSAGES],
        "passages_left": max(0, len(passages) - SHOWN_PASSAGES),
        "is_gone": latest is None or paragraph.version_id != latest.pk,
        "version": latest,
        "form": form,
        "own": own_remarks(request, part),
        **remarks_context(request, part, paragraph),
    }
    return render(request, "text/paragraph.html", context, status=status)


def remarks_context(request: HttpRequest, part: Part, paragraph: Paragraph) -> dict[str, Any]:
    """Give one page of what was said about a paragraph, the newest first; `bij` asks for the page with one remark."""
    rows = Remark.objects.of_part(part).filter(passage__key=paragraph.key).sent().with_words()
    rows = rows.select_related("passage", "used_in")
    chosen = request.GET.get("passage", "")
    if chosen.isdecimal():
        rows = rows.filter(passage=int(chosen[:18]))
    beside = request.GET.get("bij", "")
    if beside.isdecimal():
        rows = rows.filter(pk__lte=int(beside[:18]))
    listed: Page[Remark] = page_of(rows, fields=("pk",), cursor=request.GET.get("na", ""))
    narrowed = f"passage={chosen}&" if chosen.isdecimal() else ""
    return {
        "remarks": listed.items,
        "chosen": chosen,
        "page": {
            "is_first": listed.is_first and not beside,
            "next_url": f"?{narrowed}na={listed.next_cursor}#gezegd" if listed.next_cursor else "",
            "first_url": f"?{narrowed}#gezegd",
        },
    }


def form_for(request: HttpRequest, part: Part, paragraph: Paragraph) -> RemarkForm:
    """Give the form, with the words that were chosen and what was typed before."""
    start, quote = chosen_words(request.GET, part, paragraph)
    initial = {"quote": quote, "start": start, "kind": request.GET.get("soort", ""), "shows_name": False}
    return RemarkForm(initial=initial, name=name_of(request))


def name_of(request: HttpRequest) -> str:
    """Give the name somebody may show; empty without an account or a name."""
    return request.user.display_name if isinstance(request.user, User) else ""


def chosen_words(asked: QueryDict, part: Part, paragraph: Paragraph) -> tuple[int, str]:
    """Give the words an address points at: a known passage, from `van` until `tot`, or the whole paragraph."""
    text = paragraph.text
    known, first, last = asked.get("passage", ""), asked.get("van", ""), asked.get("tot", "")
    if known.isdecimal():
        passage = Passage.objects.filter(pk=int(known[:18]), part=part, key=paragraph.key).exclude(standing="gone")
        if (found := passage.first()) is not None:
            return found.start, found.words_now
    if first.isdecimal() and last.isdecimal():
        try:
            start, end = anchors.snap(text, int(first[:9]), int(last[:9]))
        except ValueError:
            return 0, text
        return start, text[start:end]
    return 0, text


def press(request: HttpRequest, part: Part, paragraph: Paragraph) -> HttpResponse:
    """Take what somebody says; the gate keeps what was typed of who has to show something first."""
    form = RemarkForm(typed(request.POST, part, paragraph), name=name_of(request))
    if not form.is_valid():
        return show(request, part, paragraph, form, status=422)
    if (wall := entry.gate(request, part)) is not None:
        return wall
    who = str(request.user.pk) if isinstance(request.user, User) else ""
    if who:
        limits.limit(f"remark:{who}", most=200, seconds=3600)
    else:
        limits.limit_address(request, "remark", most=400, seconds=3600)
    sitting = entry.begin(request, part)
    try:
        placed = place(request, part, paragraph, form, sitting)
    except TextChanged as error:
        form.add_error("quote", str(error.message))
        # Who just began keeps the code of this beginning, whatever became of the words.
        return entry.hand_over(
            show(request, part, paragraph_of(part, paragraph.key), form, status=422), request, sitting
        )
    messages.success(request, words_for(placed))
    anchor = f"#opmerking-{placed.pk}" if placed.text or placed.words else "#passages"
    response = redirect(f"{page.address(part, 'paragraph', paragraph.key)}{anchor}")
    return entry.hand_over(response, request, sitting)


def typed(post: QueryDict, part: Part, paragraph: Paragraph) -> dict[str, Any]:
    """Give what was sent; a button beside a passage sends its number in place of its words."""
    sent = {name: post.get(name, "") for name in post}
    if "quote" not in sent:
        start, quote = chosen_words(post, part, paragraph)
        sent |= {"start": str(start), "quote": quote}
    return sent


def place(request: HttpRequest, part: Part, paragraph: Paragraph, form: RemarkForm, sitting: Sitting) -> Remark:
    """Place what the form holds."""
    given = form.cleaned_data
    return remarks.say(
        part,
        sitting,
        Said(
            key=paragraph.key,
            quote=given["quote"],
            kind=given["kind"],
            start=given["start"] or 0,
            text=given["text"],
            words=given["words"],
        ),
        author=request.user if isinstance(request.user, User) else None,
        shows_name=given.get("shows_name", False),
        seconds=submissions.seconds_since(given["opened"]),
    )


def words_for(placed: Remark) -> str:
    """Say what happens with what was placed."""
    if placed.is_waiting:
        words = _("A moderator first looks at your remark, within %(hours)d hours.")
        return words % {"hours": submissions.WAITS_HOURS}
    if placed.kind == Remark.Kind.AGREE:
        return _("You agree with these words. That counts once; you can change it.")
    if placed.kind == Remark.Kind.DISAGREE:
        return _("You disagree with these words. That counts once; you can change it.")
    return _("Your remark is placed.")


@never_cache
def take_back(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Ask whether somebody is sure, and take their own remark back."""
    part, found = remark_of(request, slug, number, pk)
    sitting = entry.sitting_of(request, part)
    if sitting is None or found.response_id != sitting.response.pk:
        raise Http404("of somebody else")
    if request.method == "POST":
        remarks.take_back(found, part, sitting)
        messages.success(request, _("Your remark is gone."))
        return redirect(page.address(part, "paragraph", found.passage.key))
    return render(request, "text/take_back.html", {**part_context(request, part), "remark": found})


@never_cache
def mine(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show what this person said about the text, and what the province did with it."""
    part = text_part(request, slug, number)
    sitting = entry.sitting_of(request, part)
    rows = Remark.objects.filter(response=sitting.response.pk) if sitting else Remark.objects.none()
    listed = page_of(rows.select_related("passage", "used_in"), fields=("pk",), cursor=request.GET.get("na", ""))
    context = {
        **part_context(request, part),
        "remarks": listed.items,
        "own": {one.pk for one in listed.items},
        "page": {
            "is_first": listed.is_first,
            "next_url": f"?na={listed.next_cursor}" if listed.next_cursor else "",
            "first_url": request.path,
        },
    }
    return render(request, "text/mine.html", context)
