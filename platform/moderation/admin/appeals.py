"""Appeals: what waits for an answer, the first day first, and answering one."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from foundation.errors import Refused
from moderation import appeals, rules, subjects
from moderation.admin.common import ToLookAt, moderator
from moderation.admin.forms import AnswerForm
from moderation.models import Appeal


@admin.register(Appeal)
class AppealAdmin(ToLookAt):
    """Open appeals first, in the order of the day they must be answered on."""

    place = "decision__case__municipality"
    list_display = ("appeal", "measure", "state", "due", "first_decided_by", "decided_by")
    list_select_related = ("decision__case__publication", "decision__decided_by", "decided_by")
    list_filter = ("state",)
    ordering = ("-state", "due_on")
    search_fields = ("decision__case__publication__title",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Without those of one's own: nobody answers an appeal by themselves."""
        return super().get_queryset(request).exclude(person=moderator(request))

    @admin.display(description=_("appeal"))
    def appeal(self, appeal: Appeal) -> str:
        """Name it."""
        return f"{appeal.pk}. {appeal.decision.case.publication or appeal.decision.case}"

    @admin.display(description=_("measure"))
    def measure(self, appeal: Appeal) -> str:
        """Give what it is against."""
        return str(appeal.decision.get_measure_display())

    @admin.display(description=_("answer at the latest on"), ordering="due_on")
    def due(self, appeal: Appeal) -> SafeString | str:
        """Give the day, and how late it is in words."""
        day = f"{appeal.due_on:%d-%m-%Y}"
        left = (appeal.due_on - timezone.localdate()).days
        if appeal.state != Appeal.State.OPEN:
            return day
        name, words = ("late", _("too late")) if left < 0 else ("today", _("today")) if not left else ("on-time", "")
        return format_html('<span class="due due--{}">{} {}</span>', name, day, words)

    @admin.display(description=_("first decided by"))
    def first_decided_by(self, appeal: Appeal) -> str:
        """Say who cannot answer it."""
        return str(appeal.decision.decided_by)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show one appeal with everything about it, and take the answer."""
        related = ("decision__case__publication", "decision__case__municipality", "decision__rule__version", "person")
        rows = self.get_queryset(request).select_related(*related, "decision__decided_by", "decided_by")
        if not self.has_view_permission(request) or not object_id.isdecimal():
            raise Http404("not an appeal for this person")
        appeal = get_object_or_404(rows, pk=object_id)
        form = AnswerForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                appeals.answer(appeal, by=moderator(request), **form.cleaned_data)
            except Refused as error:
                form.add_error(None, str(error.message))
                appeal.refresh_from_db()
            else:
                self.message_user(request, _("The answer is on its way."))
                return redirect(reverse("admin:moderation_appeal_changelist"))
        case = appeal.decision.case
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": self.appeal(appeal),
            "appeal": appeal,
            "case": case,
            "content": subjects.find(case.subject_kind, case.subject_id),
            "form": form,
            "may_answer": rules.can_decide_appeal(request.user, appeal),
            "is_open": appeal.state == Appeal.State.OPEN,
        }
        return TemplateResponse(request, "admin/moderation/appeal.html", context, status=409 if form.errors else 200)
