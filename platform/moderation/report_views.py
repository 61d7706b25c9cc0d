"""Reporting, without an account and without a cookie, and following what comes of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from foundation import limits
from foundation.errors import Refused
from moderation import addresses, grounds, outcomes, reporting
from moderation.forms import ReportForm
from moderation.models import Report


@csrf_exempt  # the form has a stamp instead: a visitor who reports gets no cookie
@never_cache
def report(request: HttpRequest) -> HttpResponse:
    """Take a report and lead to the page where its maker can follow it."""
    asked = {"address": request.GET.get("adres", "")[:2_000]}
    hosts = {request.get_host()}
    form = ReportForm(request.POST or None, initial=asked, user=request.user, hosts=hosts)
    if request.method == "POST" and form.is_valid() and form.target is not None:
        limits.limit_address(request, "report", most=20, seconds=3600)
        try:
            made = reporting.report(form.reported(), kind=form.target.kind, pk=form.target.pk)
        except Refused as error:
            form.add_error(None, str(error.message))
        else:
            return redirect("moderation:report_status", made.key)
    target = about(request, asked["address"], hosts)
    status = 422 if form.errors else 200
    return render(request, "moderation/report.html", {"form": form, "target": target}, status=status)


def about(request: HttpRequest, address: str, hosts: set[str]) -> addresses.Target | None:
    """Give what the address that came along is about, to show it above the form."""
    try:
        return addresses.find(address, hosts=hosts, user=request.user) if address else None
    except addresses.Elsewhere:
        return None


@never_cache
def report_status(request: HttpRequest, key: str) -> HttpResponse:
    """Show a receipt, how far it is and what came of it, to whoever has the link."""
    made = get_object_or_404(Report.objects.select_related("case"), key=key)
    context = {
        "report": made,
        "status": outcomes.status_of(made),
        "ground": grounds.words_for(made),
        "has_mail": bool(made.email or made.person_id),
    }
    response = render(request, "moderation/report_status.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"  # the address is a secret
    return response
