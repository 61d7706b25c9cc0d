"""What was reported: to read, to answer when it is about a page of the site, and to say it was not in good faith."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.rules import has_role
from foundation.errors import Refused
from moderation import grounds, queue, reporting
from moderation.admin.common import ToLookAt, moderator
from moderation.models import Report


class AnswerForm(forms.Form):
    """The answer to a report about a page of the site."""

    text = forms.CharField(label=_("answer"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 5}))


@admin.register(Report)
class ReportAdmin(ToLookAt):
    """What was reported. Who reported is not shown: deciding needs what they wrote, and nothing else."""

    list_display = ("reference", "address", "ground", "what", "case", "made_at", "told_at", "abusive_at")
    list_select_related = ("case",)
    list_filter = ("ground", ("case", admin.EmptyFieldListFilter), ("told_at", admin.EmptyFieldListFilter), "made_at")
    search_fields = ("reference", "address")
    exclude = ("key", "name", "email", "person")
    actions = ("find_abusive",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Keep to the places of this moderator; pages that nobody wrote are for administrators."""
        person = moderator(request)
        theirs = queue.in_places(Report.objects.all(), person, by=self.place).values("pk")
        pages = Q(case__isnull=True) if has_role(person, Role.ADMINISTRATOR) else Q(pk__in=[])
        return Report.objects.filter(Q(case__isnull=False, pk__in=theirs) | pages).select_related("case")

    @admin.action(description=_("Not made in good faith (warns whoever reported)"), permissions=["view"])
    def find_abusive(self, request: HttpRequest, chosen: QuerySet[Report]) -> None:
        """Say so of each."""
        for one in chosen:
            try:
                reporting.find_abusive(one, by=moderator(request))
            except Refused as error:
                self.message_user(request, f"{one.reference}: {error.message}", messages.WARNING)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show one, with a form for the answer when it has no case."""
        made = get_object_or_404(self.get_queryset(request), pk=object_id if object_id.isdecimal() else 0)
        form = AnswerForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                reporting.answer(made, by=moderator(request), text=form.cleaned_data["text"])
            except Refused as error:
                form.add_error(None, str(error.message))
            else:
                self.message_user(request, _("The answer is on its way."))
                return redirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": made.reference,
            "report": made,
            "ground": grounds.words_for(made),
            "form": form if made.case_id is None and made.told_at is None else None,
        }
        return TemplateResponse(request, "admin/moderation/report.html", context)
