"""The worklist of officials: answers owed, and the offices that owe them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.back_office import ThroughActions, Written, adopt, staff
from promises import kinds
from promises.lateness import days_late
from promises.models import Office, Promise


@admin.register(Office)
class OfficeAdmin(Written):
    """Who answers."""

    list_display = ("name",)
    raw_id_fields = ("people",)
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Promise)
class PromiseAdmin(ThroughActions):
    """Answers owed, the earliest day first."""

    list_display = ("publication", "due_on", "lateness", "office", "status", "answer_state")
    list_select_related = ("publication", "office")
    list_filter = ("status", "office", "publication__kind")
    search_fields = ("publication__reference", "publication__title")
    raw_id_fields = ("publication",)
    fields = ("publication", "office", "due_on", "text")

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """Ask for the answers of a whole page at once."""
        listed = super().get_changelist_instance(request)
        rows: list[Promise] = list(listed.result_list)
        answers = kinds.answers_to(rows)
        for row in rows:
            row.__dict__["answered"] = answers.get(row.pk, kinds.Answered())
        listed.result_list = rows
        return listed

    @admin.display(description=_("days overdue"))
    def lateness(self, promise: Promise) -> int:
        """Say how late it is or was."""
        return days_late(promise, timezone.localdate())

    @admin.display(description=_("answer"))
    def answer_state(self, promise: Promise) -> str:
        """Lead to the answer, or to writing one."""
        answered: kinds.Answered = promise.__dict__["answered"]
        if not answered.url:
            return str(answered.label)
        return format_html('<a href="{}">{}</a>', answered.url, answered.label)

    def save_model(self, request: HttpRequest, obj: Promise, form: forms.ModelForm[Any], change: bool) -> None:
        """Promise, through the action of the kind."""
        made = kinds.promise(obj.publication, by=staff(request), office=obj.office, due_on=obj.due_on, text=obj.text)
        adopt(obj, made)
