"""The archive of newsletters, and asking for them with or without an account."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from accounts.models import User
from foundation import limits
from foundation.paging import page_of
from newsletters import links, subscribing
from newsletters.forms import InterestsForm, MineForm, SubscribeForm
from newsletters.models import Edition, Subscription
from publications.cards import with_cards

DAY = 86_400


def archive(request: HttpRequest, form: SubscribeForm | None = None) -> HttpResponse:
    """List what went out, newest first, above it the form to ask for it."""
    page = page_of(Edition.objects.public(), fields=("started_at", "id"), cursor=request.GET.get("na", ""))
    here = reverse("newsletters:archive")
    following = f"{here}?{urlencode({'na': page.next_cursor})}" if page.next_cursor else ""
    context = {
        "editions": page.items,
        "page": {"is_first": page.is_first, "next_url": following, "first_url": here},
        "form": form or SubscribeForm(),
    }
    return render(request, "newsletters/archive.html", context)


@require_GET
def edition(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one edition, the same for everybody."""
    found = get_object_or_404(Edition.objects.public(), slug=slug)
    return render(request, "newsletters/edition.html", {"edition": found, "cards": with_cards(found.shown())})


# The page with the form is kept for visitors without a cookie and so holds no token. None is needed: nothing here acts
# in somebody's name, and an address gets mail only after it answers.
@csrf_exempt
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """Take an address; the answer is the same for every address, known or not."""
    if request.method != "POST":
        return redirect("newsletters:archive")
    form = SubscribeForm(request.POST)
    if not form.is_valid():
        return archive(request, form)
    email = form.cleaned_data["email"]
    limits.limit_address(request, "newsletter", most=20, seconds=3600)
    limits.limit(f"newsletter:{salted_hmac('newsletters', email).hexdigest()[:20]}", most=6, seconds=DAY)
    subscribing.ask(
        email,
        themes=form.cleaned_data["themes"],
        municipalities=form.cleaned_data["municipalities"],
        language=get_language() or "nl",
    )
    return redirect("newsletters:asked")


def asked(request: HttpRequest) -> HttpResponse:
    """Say that there is a mail on its way."""
    return render(request, "newsletters/asked.html")


@csrf_exempt
@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once more, because mail programs open links by themselves; a press on the button subscribes."""
    number = links.read_answer(token)
    row = Subscription.objects.filter(pk=number).first() if number else None
    if row is not None and request.method == "POST":
        row = subscribing.confirm(row.pk)
    if row is None:
        return render(request, "newsletters/over.html", status=410)
    own = links.own_path(row) if row.confirmed_at else ""
    return render(request, "newsletters/confirm.html", {"is_done": row.confirmed_at is not None, "own_path": own})


@csrf_exempt
@never_cache
def end(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether somebody wants to leave; a POST, by a person or a mail program (RFC 8058), ends it at once."""
    number = links.read_own(token)
    if number is None:
        return render(request, "newsletters/over.html", status=404)
    if request.method == "POST":
        subscribing.end(number)
    row = Subscription.objects.filter(pk=number).first()
    context = {"is_done": row is None, "own_path": links.own_path(row) if row else ""}
    return render(request, "newsletters/end.html", context)


@csrf_exempt
@never_cache
def interests(request: HttpRequest, token: str) -> HttpResponse:
    """Change what the newsletter is about, from a link in a mail."""
    number = links.read_own(token)
    row = Subscription.objects.filter(pk=number, confirmed_at__isnull=False).first() if number else None
    if row is None:
        return render(request, "newsletters/over.html", status=410)
    form = InterestsForm(request.POST if request.method == "POST" else None, initial=chosen(row))
    if request.method == "POST" and form.is_valid():
        subscribing.choose_interests(row, **form.cleaned_data)
        messages.success(request, _("We kept your changes."))
        return redirect(request.path)
    return render(request, "newsletters/interests.html", {"form": form, "end_path": links.end_path(row)})


def chosen(row: Subscription) -> dict[str, object]:
    """Give what somebody chose, for a form."""
    return {"themes": row.themes.all(), "municipalities": row.municipalities.all()}


@login_required
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """Let somebody with an account choose; off until they turn it on."""
    assert isinstance(request.user, User)
    row = subscribing.mine(request.user)
    initial = {"wants": row is not None and row.confirmed_at is not None, **(chosen(row) if row else {})}
    form = MineForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        if wanted.pop("wants"):
            subscribing.subscribe(request.user, language=get_language() or "nl", **wanted)
        else:
            subscribing.end_of(request.user)
        messages.success(request, _("We kept your changes."))
        return redirect("newsletters:mine")
    return render(request, "newsletters/mine.html", {"form": form})
