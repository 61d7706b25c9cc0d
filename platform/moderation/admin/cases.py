"""The queue and the workbench: every page answers with or without JavaScript, from the same template."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.errors import Refused
from moderation import deciding, opening, queue, rules, subjects, workbench
from moderation.admin import bulk
from moderation.admin.common import case_or_404, moderator
from moderation.admin.forms import NoteForm, VerdictForm
from moderation.models import Case, Decision, Source
from places.shelf import municipalities

LIST = "admin:moderation_case_changelist"


def filters_of(request: HttpRequest) -> queue.Filters:
    """Read what is asked of the queue; what makes no sense is left out."""
    asked = request.GET
    number = {name: int(asked[name]) for name in ("place", "author") if asked.get(name, "").isdecimal()}
    return queue.Filters(
        kind=asked.get("kind", "") if asked.get("kind") in subjects.KINDS else "",
        source=asked.get("source", "") if asked.get("source") in Source.values else "",
        municipality=number.get("place"),
        author=number.get("author"),
        only=asked.get("only", "") if asked.get("only") in {"late", "mine", "second"} else "",
    )


def row_of(case: Case, now: datetime) -> dict[str, Any]:
    """Give what a line of the queue shows beside the case itself."""
    deadline = queue.deadline(case, now)
    kind = subjects.KINDS.get(case.subject_kind)
    words = str(queue.DEADLINES[deadline]).capitalize()
    return {"case": case, "deadline": deadline, "words": words, "kind": kind.label if kind else case.subject_kind}


def by_htmx(request: HttpRequest) -> bool:
    """Say whether only the part that changes is asked for."""
    details: Any = request.htmx  # type: ignore[attr-defined]  # of django_htmx's middleware
    return bool(details) and not details.history_restore_request


@admin.register(Case)
class CaseAdmin(admin.ModelAdmin[Case]):
    """Cases are worked on, not edited."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Moderators see it in the menu."""
        return rules.is_moderator(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Moderators look at it; at which is up to the rules."""
        return rules.is_moderator(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Cases are opened from what they are about."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """By deciding only."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """They stay."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Add what can be done with a case."""
        deeds: dict[str, Callable[..., HttpResponse]] = {
            "decide": self.decide,
            "claim": self.claim,
            "release": self.release,
            "note": self.note,
            "second": self.second,
            "skip": self.skip,
        }
        own = [
            path(f"<int:pk>/{name}/", self.guarded(require_POST(view)), name=f"moderation_case_{name}")
            for name, view in deeds.items()
        ]
        own += [
            path("next/", self.guarded(require_POST(self.next)), name="moderation_case_next"),
            path("bulk/", self.guarded(require_POST(self.bulk)), name="moderation_case_bulk"),
            path("open/<slug:kind>/<int:subject>/", self.guarded(self.open), name="moderation_case_open"),
            path("back/<int:decision>/", self.guarded(require_POST(self.take_back)), name="moderation_case_back"),
        ]
        return [*own, *super().get_urls()]

    def guarded(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        """Let moderators in, and nobody else."""

        def inside(request: HttpRequest, **options: Any) -> HttpResponse:
            if not rules.is_moderator(request.user):
                raise Http404("for moderators")
            return view(request, **options)

        guarded: Callable[..., HttpResponse] = self.admin_site.admin_view(inside)
        return guarded

    # --- the queue -----------------------------------------------------------------------------------------------
    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the queue."""
        if not rules.is_moderator(request.user):
            raise Http404("for moderators")
        user, filters, now = moderator(request), filters_of(request), timezone.now()
        page = queue.page(user, filters, request.GET.get("after", ""))
        places = [one for one in municipalities.all() if rules.moderates_in(user, one)]
        context = {
            **self.around(request),
            "page": page,
            "rows": [row_of(case, now) for case in page.items],
            "filters": filters,
            "counts": queue.counts(user),
            "counted": queue.COUNTED,
            "kinds": subjects.KINDS.values(),
            "sources": Source.choices,
            "places": places if len(places) > 1 else [],
            "title": _("Queue"),
            "now": now,
        }
        return TemplateResponse(request, "admin/moderation/queue.html", context)

    def around(self, request: HttpRequest) -> dict[str, Any]:
        """Give what stands on every page: the undo bar and who decided how much."""
        user = moderator(request)
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "is_nav_sidebar_enabled": False,
            "undo": queue.last_decisions(user),
            "load": queue.load(user, timezone.now()),
            "deadlines": queue.DEADLINES,
        }

    def bulk(self, request: HttpRequest) -> HttpResponse:
        """Ask for one verdict about many cases, then decide each by itself."""
        return bulk.bulk(request, self.around(request))

    # --- the workbench -------------------------------------------------------------------------------------------
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show one case."""
        if not rules.is_moderator(request.user) or not object_id.isdecimal():
            raise Http404("for moderators")
        return self.show(request, case_or_404(request, int(object_id)))

    def show(
        self,
        request: HttpRequest,
        case: Case,
        *,
        form: VerdictForm | None = None,
        status: int = 200,
        **extra: Any,
    ) -> HttpResponse:
        """Show the workbench with a case; with `form` nothing that was typed is lost."""
        bench = workbench.bench(case, moderator(request))
        context = {
            **self.around(request),
            "bench": bench,
            "case": case,
            "form": form or VerdictForm(),
            "title": _("Case %(number)d") % {"number": case.pk},
            "is_mine": case.claimed_by_id == request.user.pk and bench.minutes_left > 0,
            "may_ask": not case.wants_second_opinion,
            **extra,
        }
        name = "_work.html" if by_htmx(request) else "work.html"
        response = TemplateResponse(request, f"admin/moderation/{name}", context, status=status)
        if by_htmx(request):
            response.headers["HX-Push-Url"] = reverse("admin:moderation_case_change", args=[case.pk])
        return response

    def go_to(self, request: HttpRequest, case: Case | None, said: str) -> HttpResponse:
        """Go on with a case: in the page itself, or by a redirect; without one to the queue."""
        if by_htmx(request) and case is not None:
            return self.show(request, case_or_404(request, case.pk), said=said)
        if said:
            messages.success(request, said)
        if case is not None:
            return HttpResponseRedirect(reverse("admin:moderation_case_change", args=[case.pk]))
        response = HttpResponseRedirect(reverse(LIST))
        if by_htmx(request):
            response = HttpResponse(headers={"HX-Redirect": reverse(LIST)})  # type: ignore[assignment]
        return response

    def go_on(self, request: HttpRequest, said: str, *, past: Case | None = None) -> HttpResponse:
        """Take the next case and show it."""
        found = queue.next_case(moderator(request), past=past)
        return self.go_to(request, found, said if found else f"{said} {_('Nothing waits any more.')}".strip())

    def next(self, request: HttpRequest) -> HttpResponse:
        """Take the first case of the queue."""
        return self.go_on(request, _("The next case.") if by_htmx(request) else "")

    def skip(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Leave a case to others, and take the one after it."""
        return self.go_on(request, _("Skipped. The next case."), past=case_or_404(request, pk))

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Decide and go on with the next; or show what the author would get."""
        case, form = case_or_404(request, pk), VerdictForm(request.POST)
        if not form.is_valid():
            return self.show(request, case, form=form, status=422, error=_("Choose what to do with it."))
        if "preview" in request.POST:
            return self.preview(request, case, form)
        try:
            decision = deciding.decide(case, form.verdict(), by=moderator(request))
        except Refused as error:
            fresh = case_or_404(request, pk)
            return self.show(request, fresh, form=form, status=error.status, error=error.message)
        return self.go_on(request, _("Decided: %(measure)s.") % {"measure": decision.get_measure_display()})

    def preview(self, request: HttpRequest, case: Case, form: VerdictForm) -> HttpResponse:
        """Show the statement of reasons as the author would get it; nothing is decided."""
        found: dict[str, Any] = {"previewed": True}
        try:
            found["statement"] = deciding.preview(case, form.verdict())
        except Refused as error:
            found["preview_error"] = error.message
        if by_htmx(request):
            return TemplateResponse(request, "admin/moderation/_preview.html", found)
        return self.show(request, case, form=form, **found)

    def take_back(self, request: HttpRequest, decision: int) -> HttpResponse:
        """Take one's own decision back, and be at its case again."""
        made = get_object_or_404(Decision.objects.select_related("case"), pk=decision)
        case = case_or_404(request, made.case_id)
        try:
            deciding.take_back(made, by=moderator(request))
            opening.claim(case, by=moderator(request))
        except Refused as error:
            return self.show(request, case_or_404(request, case.pk), status=error.status, error=error.message)
        return self.go_to(request, case, _("Taken back. Here is the case again."))

    def attempt(
        self, request: HttpRequest, pk: int, said: str, act: Callable[[Case], object], form: VerdictForm | None = None
    ) -> HttpResponse:
        """Do something with a case and show it again, with what came of it."""
        case = case_or_404(request, pk)
        try:
            act(case)
        except Refused as error:
            return self.show(request, case_or_404(request, pk), status=error.status, error=error.message)
        return self.go_to(request, case, said)

    def claim(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a case, whatever its place in the queue."""
        user = moderator(request)
        return self.attempt(request, pk, _("You have this case."), lambda case: opening.claim(case, by=user))

    def release(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give a case back to the queue."""
        opening.release(case_or_404(request, pk), by=moderator(request))
        return self.go_to(request, None, _("The case is back in the queue."))

    def note(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Write something down for colleagues."""
        form, user = NoteForm(request.POST), moderator(request)
        if not form.is_valid():
            return self.show(request, case_or_404(request, pk), status=422, note_error=_("Write something first."))
        text = form.cleaned_data["text"]
        return self.attempt(request, pk, _("Noted."), lambda case: opening.note(case, by=user, text=text))

    def second(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask a colleague, with a question, and go on with the next."""
        form, case = NoteForm(request.POST), case_or_404(request, pk)
        if not form.is_valid():
            return self.show(request, case, status=422, note_error=_("Say what you are in doubt about."))
        try:
            opening.ask_second_opinion(case, by=moderator(request), text=form.cleaned_data["text"])
        except Refused as error:
            return self.show(request, case_or_404(request, pk), status=error.status, error=error.message)
        return self.go_on(request, _("A colleague will look at it."))

    def open(self, request: HttpRequest, kind: str, subject: int) -> HttpResponse:
        """Go to the open case about something, or ask to open one."""
        known = Case.objects.filter(subject_kind=kind, subject_id=subject, state=Case.State.OPEN).first()
        content = subjects.find(kind, subject)
        if known is not None:
            return HttpResponseRedirect(reverse("admin:moderation_case_change", args=[known.pk]))
        if content is None:
            raise Http404("nothing there")
        if request.method == "POST":
            case = opening.open_own(kind, subject, by=moderator(request))
            return self.go_to(request, case, _("You opened this case and have it."))
        earlier = Case.objects.filter(subject_kind=kind, subject_id=subject).order_by("-id")[:5]
        context = {**self.around(request), "content": content, "earlier": earlier, "title": _("Open a case")}
        return TemplateResponse(request, "admin/moderation/open.html", context)
