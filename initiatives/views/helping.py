"""Offering help, and the conversation about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.signing_in import sign_in_first
from foundation import limits
from initiatives import helping, rules
from initiatives.forms import AcceptForm, DeclineForm, MessageForm, OfferForm
from initiatives.models import Initiative, Offer
from initiatives.views.supporting import visible

# What somebody typed before signing in waits here until they are back.
KEPT = "kept_offer"


@never_cache
def offer_help(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Offer help on one need; who is not signed in does that afterwards and finds the text back."""
    initiative = visible(request, slug)
    need = get_object_or_404(initiative.needs, kind=kind)
    if not need.takes_offers:
        raise Http404("nothing can be offered here")
    key = f"{initiative.pk}/{kind}"
    kept = request.session.get(KEPT, {})
    form = OfferForm(request.POST or None, need=need, initial=kept.get(key, {}))
    if request.method == "POST" and form.is_valid():
        if not isinstance(request.user, User):
            request.session[KEPT] = {key: form.cleaned_data}
            return sign_in_first(request.path)
        limits.limit(f"offer:{request.user.pk}", most=20, seconds=86_400)
        offer = helping.offer_help(need, person=request.user, **form.cleaned_data)
        request.session.pop(KEPT, None)
        messages.success(request, _("Thank you. The team gets a mail about your offer, and answers you here."))
        return redirect(offer)
    context = {
        "initiative": initiative,
        "need": need,
        "form": form,
        "is_open": rules.is_open(need, initiative),
        "on_team": rules.is_on_team(request.user, initiative),
        "is_kept": bool(kept.get(key)) and request.method != "POST",
    }
    return render(request, "initiatives/helping/offer_help.html", context)


@login_required
@never_cache
def offers(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the team every offer, by need, with what waits for an answer on top."""
    initiative = visible(request, slug)
    if not rules.can_answer_offers(request.user, initiative):
        raise Http404("only for the team")
    needs = list(initiative.needs.all())
    rows = Offer.objects.of(initiative).select_related("person", "need").order_by("-id")[:200]
    waiting = [one for one in rows if one.state == Offer.State.OFFERED]
    by_need = [(need, [one for one in rows if one.need_id == need.pk and one not in waiting]) for need in needs]
    context = {
        "initiative": initiative,
        "needs": [need for need in needs if need.takes_offers],
        "waiting": waiting[::-1],
        "by_need": [(need, found) for need, found in by_need if found],
    }
    return render(request, "initiatives/helping/offers.html", context)


@login_required
@never_cache
def my_offers(request: HttpRequest) -> HttpResponse:
    """Show somebody what they offered."""
    assert isinstance(request.user, User)
    rows = Offer.objects.filter(person=request.user).select_related("need__initiative").order_by("-id")[:100]
    return render(request, "initiatives/helping/my_offers.html", {"offers": rows})


def offer_of(request: HttpRequest, pk: int) -> tuple[Offer, Initiative]:
    """Give the offer if this person is one of the two sides, else 404."""
    offer = get_object_or_404(Offer.objects.select_related("person", "need__initiative"), pk=pk)
    initiative = offer.need.initiative
    if not rules.can_see_offer(request.user, offer, initiative):
        raise Http404("only for both sides")
    return offer, initiative


@login_required
@never_cache
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an offer with its conversation, and what this person may do with it."""
    found, initiative = offer_of(request, pk)
    return show_offer(request, found, initiative)


def most_of(found: Offer) -> int:
    """Give how much of an offer can still be accepted."""
    room = found.need.room
    return found.amount if room is None else min(found.amount, room)


def asks_amount(found: Offer) -> bool:
    """Say whether a part of it can be accepted; what was answered or cannot be is up to the action."""
    return found.amount > 1 and found.state == Offer.State.OFFERED and most_of(found) > 0


def show_offer(request: HttpRequest, found: Offer, initiative: Initiative, **bound: Any) -> HttpResponse:
    """Render an offer; `bound` holds the form that was sent and needs another look."""
    on_team = rules.can_answer_offers(request.user, initiative)
    most = most_of(found)
    context = {
        "offer": found,
        "initiative": initiative,
        "lines": list(found.messages.select_related("author")[:200]),
        "is_mine": found.person_id == request.user.pk,
        "can_accept": on_team and found.state == Offer.State.OFFERED and initiative.is_published and most > 0,
        "can_decline": on_team and found.state in Offer.OPEN,
        "can_finish": on_team and found.state == Offer.State.ACCEPTED,
        "can_take_back": found.person_id == request.user.pk and found.state in Offer.OPEN,
        "accept_form": AcceptForm(most=most) if asks_amount(found) else None,
        "decline_form": DeclineForm(auto_id="decline_%s"),
        "message_form": MessageForm(),
        **bound,
    }
    return render(request, "initiatives/helping/offer.html", context)


Act = Callable[[HttpRequest, Offer, User], "tuple[str, Any] | None"]


def accept(request: HttpRequest, found: Offer, by: User) -> tuple[str, Any] | None:
    """Say yes."""
    form = AcceptForm(request.POST, most=most_of(found)) if asks_amount(found) else None
    if form and not form.is_valid():
        return "accept_form", form
    helping.accept(found, by=by, amount=form.cleaned_data["amount"] if form else None)
    return None


def decline(request: HttpRequest, found: Offer, by: User) -> tuple[str, Any] | None:
    """Say no with a friendly word."""
    form = DeclineForm(request.POST, auto_id="decline_%s")
    if not form.is_valid():
        return "decline_form", form
    helping.decline(found, by=by, word=form.cleaned_data["text"])
    return None


def finish(request: HttpRequest, found: Offer, by: User) -> tuple[str, Any] | None:
    """Mark it as done."""
    helping.mark_done(found, by=by)
    return None


def take_back(request: HttpRequest, found: Offer, by: User) -> tuple[str, Any] | None:
    """Take one's own offer back."""
    helping.take_back(found, by=by)
    return None


def write(request: HttpRequest, found: Offer, by: User) -> tuple[str, Any] | None:
    """Write to the other side."""
    form = MessageForm(request.POST)
    if not form.is_valid():
        return "message_form", form
    limits.limit(f"offer_message:{by.pk}", most=60, seconds=3600)
    helping.write_message(found, author=by, text=form.cleaned_data["text"])
    return None


ACTS: dict[str, tuple[Act, Promise]] = {
    "aannemen": (accept, gettext_lazy("You accepted this offer. Agree on the rest below.")),
    "afwijzen": (decline, gettext_lazy("You declined this offer. They read your word on the site.")),
    "klaar": (finish, gettext_lazy("Marked as done.")),
    "intrekken": (take_back, gettext_lazy("You took your offer back.")),
    "bericht": (write, gettext_lazy("Your message is sent.")),
}


@require_POST
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Do one thing with an offer, then show it again."""
    if not isinstance(request.user, User):
        return sign_in_first(get_object_or_404(Offer, pk=pk).get_absolute_url())
    if what not in ACTS:
        raise Http404("no such act")
    found, initiative = offer_of(request, pk)
    do, said = ACTS[what]
    wrong = do(request, found, request.user)
    if wrong is not None:
        return show_offer(request, found, initiative, **dict([wrong]))
    messages.success(request, str(said))
    return redirect(found)
