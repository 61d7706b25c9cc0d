"""Around taking part: the receipt, the way back by code or mail, withdrawing, and what somebody took part in."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.models import User
from accounts.signing_in import sign_in_first
from consultations import answers, entry, holding, kept, keys, proving, receipts, rules, taking_part
from consultations.forms_of_taking_part import FindForm, LinkForm
from consultations.gate_forms import AboutForm
from consultations.models import Part, Participation
from consultations.receipt_pdf import draw_receipt
from consultations.taking_part import About, Sitting
from consultations.views.reading import visible_part
from foundation import limits
from foundation.paging import page_of


def sitting_or_404(request: HttpRequest, part: Part) -> Sitting:
    """Give what this person answered, or a page that does not exist."""
    sitting = entry.sitting_of(request, part)
    if sitting is None:
        raise Http404("did not take part")
    return sitting


def to_receipt(part: Part) -> HttpResponse:
    """Lead to the receipt."""
    return redirect("consultations:receipt", part.consultation.slug, part.number)


@never_cache
def receipt(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Say that it arrived, with the answers and everything one can do with them; takes what is said of oneself."""
    part = visible_part(request, slug, number)
    sitting = entry.sitting_of(request, part)
    if sitting is None:
        return redirect("consultations:find")
    about = AboutForm(part.consultation, request.POST if request.method == "POST" else None)
    if request.method == "POST" and about.is_valid():
        taking_part.describe(sitting, about.about() or About())
        messages.success(request, _("Thank you. We kept it."))
        return to_receipt(part)
    response = sitting.response
    is_said = bool(response.municipality_id or response.age_group)
    is_open = taking_part.is_open(part)
    context = {
        "part": part,
        "consultation": part.consultation,
        "receipt": receipts.receipt_of(sitting),
        "is_open": is_open,
        "about": about if is_open and sitting.is_sent and not is_said and about.fields else None,
        "can_claim": sitting.code and isinstance(request.user, User),
        "link_form": LinkForm() if sitting.code else None,
        "sees_results": rules.can_see_results(request.user, part),
        "became": answers.became_of(part, response.key) if part.consultation.is_answered else [],
    }
    return render(request, "consultations/taking_part/receipt.html", context)


@never_cache
@require_GET
def receipt_file(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give the receipt as PDF."""
    part = visible_part(request, slug, number)
    found = receipts.receipt_of(sitting_or_404(request, part))
    if not found.is_sent:
        raise Http404("nothing sent")
    address = request.build_absolute_uri(reverse("consultations:genuine", args=[found.token]))
    body = draw_receipt(found, verify_url=address, language=get_language() or "nl")
    headers = {"Content-Disposition": f'attachment; filename="{found.reference}.pdf"'}
    return HttpResponse(body, content_type="application/pdf", headers=headers)


@require_GET
def genuine(request: HttpRequest, token: str) -> HttpResponse:
    """Say whether a receipt is ours, without the answers."""
    read = receipts.read_token(token)
    context: dict[str, object] = {"is_ours": False}
    if read is not None:
        number, reference, day = read
        part = Part.objects.select_related("consultation").filter(pk=number).first()
        context = {"is_ours": True, "part": part, "reference": reference, "day": day}
    return render(request, "consultations/taking_part/genuine.html", context, status=200 if context["is_ours"] else 404)


@never_cache
def withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask once more, then take the answers back."""
    part = visible_part(request, slug, number)
    sitting = sitting_or_404(request, part)
    if request.method == "POST":
        taking_part.withdraw(sitting)
        messages.success(request, _("Your answers are wiped. They count no more."))
        return to_receipt(part)
    context = {"part": part, "consultation": part.consultation, "is_open": taking_part.is_open(part)}
    return render(request, "consultations/taking_part/withdraw.html", context)


@never_cache
def claim(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take what was answered without an account into one's account."""
    part = visible_part(request, slug, number)
    if not isinstance(request.user, User):
        return sign_in_first(request.path)
    sitting = holding.held_without_account(request, part)
    if sitting is None:
        return to_receipt(part)
    if request.method == "POST":
        taking_part.claim(sitting, request.user)
        messages.success(request, _("Your answers are in your account now. You do not need the code any more."))
        return holding.let_go(to_receipt(part), part)
    has_own = taking_part.by_person(part, request.user) is not None
    context = {"part": part, "consultation": part.consultation, "has_own": has_own}
    return render(request, "consultations/taking_part/claim.html", context)


@never_cache
def mail_link(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Mail the way back; the address is used for this mail and then forgotten."""
    part = visible_part(request, slug, number)
    sitting = entry.sitting_of(request, part)
    if sitting is None or not sitting.code:
        return redirect(part.get_absolute_url())
    form = LinkForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"part": part, "consultation": part.consultation, "link_form": form}
        return render(request, "consultations/taking_part/link.html", context)
    address = form.cleaned_data["email"]
    limits.limit_address(request, "consultation-link", most=20, seconds=3600)
    limits.limit(f"consultation-link:{keys.email_hash(address)[:20]}", most=5, seconds=86_400)
    path = reverse("consultations:resume", args=[receipts.link_token(sitting.code)])
    proving.mail_link(part, address, path, get_language() or "nl")
    messages.success(request, _("There is a mail on its way with the link. We do not keep your address."))
    return holding.hand_over(redirect(form.cleaned_data["back"] or part.get_absolute_url()), request, sitting)


@never_cache
@require_GET
def resume(request: HttpRequest, token: str) -> HttpResponse:
    """Go on where one left off, from the link in a mail."""
    code = receipts.read_link(token)
    sitting = taking_part.by_code(code) if code else None
    if sitting is None:
        return render(request, "consultations/taking_part/find.html", {"form": FindForm(), "is_over": True}, status=410)
    part = sitting.participation.part
    onward = to_receipt(part) if sitting.is_sent else redirect(part.get_absolute_url())
    return holding.hand_over(onward, request, sitting)


@never_cache
def find(request: HttpRequest) -> HttpResponse:
    """Type a code, see the receipt."""
    form = FindForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        limits.limit_address(request, "consultation-find", most=20, seconds=900)
        sitting = taking_part.by_code(form.cleaned_data["deelcode"])
        if sitting is not None:
            return holding.hand_over(to_receipt(sitting.participation.part), request, sitting)
        form.add_error("deelcode", _("We do not know this code. Look whether you typed all twelve signs."))
    return render(request, "consultations/taking_part/find.html", {"form": form})


@never_cache
def carry_on(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """After signing in: send what was typed before it, with one press."""
    part = visible_part(request, slug, number)
    if not isinstance(request.user, User):
        return sign_in_first(request.path)
    typed = kept.waiting(request, part)
    if typed is None:
        return redirect(part.get_absolute_url())
    context = {"part": part, "consultation": part.consultation, "typed": typed}
    return render(request, "consultations/taking_part/carry_on.html", context)


@login_required
@never_cache
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """List what somebody took part in, newest first."""
    assert isinstance(request.user, User)
    rows = Participation.objects.filter(receipts.taken_by(request.user)).select_related("part__consultation")
    page = page_of(rows, fields=("id",), cursor=request.GET.get("na", ""))
    here = reverse("consultations:mine")
    following = f"{here}?{urlencode({'na': page.next_cursor})}" if page.next_cursor else ""
    context = {
        "items": page.items,
        "page": {"is_first": page.is_first, "next_url": following, "first_url": here},
    }
    return render(request, "consultations/taking_part/mine.html", context)
