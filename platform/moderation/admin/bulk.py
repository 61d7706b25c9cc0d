"""One verdict about many cases: first a page with counts and samples, then each case in its own transaction."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.errors import Refused
from moderation import deciding, queue, subjects
from moderation.admin.common import moderator
from moderation.admin.forms import VerdictForm
from moderation.models import Case, Source

SAMPLES = 5
# As many as stand on a page of the queue.
MOST = 200


def bulk(request: HttpRequest, around: dict[str, Any]) -> HttpResponse:
    """Ask, or decide."""
    chosen = [int(one) for one in request.POST.getlist("case")[:MOST] if one.isdecimal()]
    cases = list(queue.waiting(moderator(request)).filter(pk__in=chosen).order_by("-priority", "-id"))
    if not cases:
        messages.warning(
            request, _("Tick the cases first. What others decided in the meantime is gone from the queue.")
        )
        return HttpResponseRedirect(reverse("admin:moderation_case_changelist"))
    form = VerdictForm(request.POST) if "confirmed" in request.POST else VerdictForm()
    error: object = ""
    if form.is_bound and form.is_valid():
        try:
            deciding.check(form.verdict())
            return decide_all(request, cases, form)
        except Refused as refused:
            error = refused.message
    elif form.is_bound:
        error = _("Choose what to do with it.")
    context = {**around, **summary(cases), "form": form, "error": error, "title": _("One verdict for many cases")}
    return TemplateResponse(request, "admin/moderation/bulk.html", context, status=422 if error else 200)


def summary(cases: list[Case]) -> dict[str, Any]:
    """Count what was chosen, and give some of it to read; with the mark of each as it reads now."""
    content = [(case, subjects.find(case.subject_kind, case.subject_id)) for case in cases]
    kinds = Counter(
        str(subjects.KINDS[case.subject_kind].label) for case in cases if case.subject_kind in subjects.KINDS
    )
    return {
        "marks": [(case.pk, deciding.mark_of(found) if found else "") for case, found in content],
        "kinds": kinds.most_common(),
        "sources": Counter(str(Source(case.source).label) for case in cases).most_common(),
        "authors": len({case.author_id for case in cases}),
        "samples": content[:SAMPLES],
        "total": len(cases),
    }


def decide_all(request: HttpRequest, cases: list[Case], form: VerdictForm) -> HttpResponse:
    """Decide each case by itself, and say what failed and why."""
    done, failed = 0, []
    for case in cases:
        try:
            deciding.decide(case, form.verdict(request.POST.get(f"seen_{case.pk}", "")), by=moderator(request))
            done += 1
        except Refused as error:
            failed.append(f"{case}: {error.message}")
    said = ngettext("%(count)d case decided.", "%(count)d cases decided.", done)
    messages.success(request, said % {"count": done})
    for line in failed[:20]:
        messages.warning(request, line)
    if len(failed) > 20:
        messages.warning(request, _("And %(count)d more.") % {"count": len(failed) - 20})
    return HttpResponseRedirect(reverse("admin:moderation_case_changelist"))
