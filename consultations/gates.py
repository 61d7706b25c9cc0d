"""The gate before a part: what somebody shows before taking part, on a page that keeps everything they typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from consultations import crowding, holding, kept, keys, proving, taking_part
from consultations.crowding import Crowd
from consultations.gate_forms import AboutForm, CodeForm, GateForm
from consultations.kept import GATE
from consultations.models import Consultation, Part
from consultations.proving import Outcome
from consultations.taking_part import About, Sitting
from foundation import limits
from foundation.errors import Refused
from places.actions import municipality_of

# Not 200: a script that keeps what is typed must not take this page for success.
STATUS = 403


@dataclass(frozen=True)
class Needs:
    """What somebody has to show first."""

    answers: bool
    email: bool
    crowd: Crowd

    @property
    def asks_email(self) -> bool:
        """Whether there is a field for the address: because it is needed, or because it can stand in for the work."""
        return self.email or self.crowd > Crowd.NONE


def gate(request: HttpRequest, part: Part) -> HttpResponse | None:
    """Give the page on which somebody first shows what this consultation asks for; None when they may begin."""
    if part.phase.closes_at <= timezone.now() and not taking_part.is_open(part):
        return wall(request, part, "closed")
    if holding.sitting_of(request, part) is not None:
        return None
    person = request.user if isinstance(request.user, User) else None
    if person is None and (
        part.consultation.access == Consultation.Access.ACCOUNT or holding.was_signed_in(request, part)
    ):
        return account_wall(request, part)
    needs = needs_of(request, part, person)
    if not (needs.answers or needs.asks_email):
        return None
    try:
        return ask(request, part, person, needs)
    except Refused as refused:
        return wall(request, part, "refused", message=refused.message)


def needs_of(request: HttpRequest, part: Part, person: User | None) -> Needs:
    """Say what this consultation asks of this person; who begins without an account is counted."""
    consultation = part.consultation
    answers = bool(consultation.minimum_age or consultation.postcodes)
    needs_email = person is None and consultation.access == Consultation.Access.EMAIL
    # A code by mail has limits of its own, and a proof that is here was asked for a moment ago.
    crowd = Crowd.NONE if person or needs_email else crowding.step_in(request)
    return Needs(answers, needs_email, crowd)


def ask(request: HttpRequest, part: Part, person: User | None, needs: Needs) -> HttpResponse | None:
    """Show what is asked, or take the answers; None when everything was shown."""
    came_from_gate = GATE in request.POST
    form = GateForm(
        part.consultation,
        asks_email=needs.asks_email,
        needs_email=needs.email or needs.crowd == Crowd.MAIL,
        data=request.POST if came_from_gate else None,
    )
    if not came_from_gate or not form.is_valid() or f"{GATE}-adres" in request.POST:
        return questions(request, part, form, needs)
    about = about_of(request, part, form)
    address = form.cleaned_data.get("email", "")
    if address:
        return confirm(request, part, address, about)
    if needs.crowd and not crowding.is_proof(part, request.POST.get(f"{GATE}-proof", "")):
        return questions(request, part, form, needs, is_unproven=True)
    sit_down(request, part, person=person, about=about)
    return None


def about_of(request: HttpRequest, part: Part, form: GateForm) -> About | None:
    """Give what was said of the person; who must give a postcode need not give it twice."""
    questions = AboutForm(part.consultation, request.POST)
    questions.is_valid()
    about = questions.about()
    if part.consultation.asks_place and (postcode := form.cleaned_data.get("postcode")):
        return About(municipality_of(postcode), about.age_group if about else "")
    return about


def sit_down(
    request: HttpRequest, part: Part, *, person: User | None = None, address: str = "", about: About | None = None
) -> Sitting:
    """Let somebody who showed everything begin."""
    code = holding.code_for(request, part)
    sitting = taking_part.begin(part, person=person, address=address, about=about, code=code)
    return holding.remember(request, part, sitting)


def confirm(request: HttpRequest, part: Part, address: str, about: About | None) -> HttpResponse | None:
    """Send a code to the address, or look at the one that was typed; None when it was right."""
    is_asked_again = f"{GATE}-opnieuw" in request.POST
    if is_asked_again or f"{GATE}-code" not in request.POST:
        return send(request, part, address, is_again=is_asked_again)
    form = CodeForm(request.POST, prefix=GATE)
    if not form.is_valid():
        return code_page(request, part, address, form)
    with transaction.atomic():
        outcome = proving.check_code(part, address, form.cleaned_data["code"])
        if outcome == Outcome.RIGHT:
            sit_down(request, part, address=address, about=about)
            return None
    # Pressed twice: the other request used the code, and sat down with the code of this same page.
    if (found := taking_part.by_code(holding.code_for(request, part), part)) is not None:
        holding.remember(request, part, found)
        return None
    if outcome == Outcome.OVER:
        form.add_error("code", _("This code works no more. Let us send you a new one."))
    else:
        form.add_error("code", _("This is not the code from the mail. Look once more."))
    return code_page(request, part, address, form)


def send(request: HttpRequest, part: Part, address: str, *, is_again: bool) -> HttpResponse:
    """Mail a code, within limits."""
    limits.limit_address(request, "consultation-code", most=60, seconds=3600)
    limits.limit(f"consultation-code:{keys.email_hash(address)[:20]}", most=6, seconds=3600)
    proving.send_code(part, address, get_language() or "nl")
    return code_page(request, part, address, CodeForm(prefix=GATE), is_again=is_again)


def code_page(
    request: HttpRequest, part: Part, address: str, form: CodeForm, *, is_again: bool = False
) -> HttpResponse:
    """Ask for the code from the mail; what the page before asked goes along."""
    own = {
        name: value
        for name, value in request.POST.items()
        if name.startswith(f"{GATE}-") and name.split("-")[1] in {"age", "postcode", "email"}
    }
    context: dict[str, Any] = {"form": form, "address": address, "own": own.items(), "is_again": is_again}
    return wall(request, part, "code", **context)


def questions(
    request: HttpRequest, part: Part, form: GateForm, needs: Needs, *, is_unproven: bool = False
) -> HttpResponse:
    """Ask what this consultation asks."""
    about = AboutForm(part.consultation, request.POST or None)
    if part.consultation.postcodes:
        about.fields.pop("postcode", None)
    context: dict[str, Any] = {
        "form": form,
        "about": about if about.fields and (needs.answers or needs.email) else None,
        "needs": needs,
        "is_unproven": is_unproven,
        "challenge": crowding.challenge(part) if needs.crowd == Crowd.PROOF else "",
        "bits": crowding.BITS,
        "is_alone": not needs.answers,
    }
    return wall(request, part, "questions", **context)


def account_wall(request: HttpRequest, part: Part) -> HttpResponse:
    """Ask to sign in, and keep what was typed until then."""
    is_kept = request.method == "POST" and keep(request, part)
    back = reverse("consultations:carry_on", args=[part.consultation.slug, part.number])
    return wall(request, part, "account", back=back, ran_out=holding.was_signed_in(request, part), is_kept=is_kept)


def keep(request: HttpRequest, part: Part) -> bool:
    """Keep what was typed, and say whether that went: not for a program that sends a thousand forms."""
    try:
        limits.limit_address(request, "consultation-kept", most=120, seconds=3600)
    except Refused:
        return False
    return kept.keep(request, part)


def wall(request: HttpRequest, part: Part, step: str, *, message: str | Promise = "", **context: Any) -> HttpResponse:
    """Render one step of the gate, with everything that was typed as hidden fields."""
    typed = kept.typed_in(request)
    fields = typed.fields
    if context.get("about") is not None:
        fields = [(name, value) for name, value in fields if not name.startswith("over-")]
    context |= {
        "part": part,
        "consultation": part.consultation,
        "step": step,
        "message": message,
        "fields": fields,
        "path": typed.path,
        "had_files": typed.had_files,
        "token": "" if step in {"account", "closed"} else holding.field_value(request, part),
    }
    response = render(request, "consultations/taking_part/gate.html", context, status=STATUS)
    response.headers["Cache-Control"] = "no-store"
    return response
