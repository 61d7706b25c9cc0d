"""Word rules and policies in the back office: what a change would have done is shown before it is made."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.forms import ModelForm
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from moderation import preview, subjects
from moderation.models import Policy, WordRule
from moderation.screening.groups import GROUPS, unknown_in


def kinds() -> list[tuple[str, str]]:
    """Give the kinds of content there are, and none for all of them."""
    return [("", str(_("every kind"))), *((one.kind, str(one.label)) for one in subjects.KINDS.values())]


class PolicyForm(ModelForm[Policy]):
    """A policy, for one kind or all."""

    kind = forms.ChoiceField(label=gettext_lazy("kind"), choices=kinds, required=False)


class WordRuleForm(ModelForm[WordRule]):
    """A word rule whose groups are there."""

    def clean_pattern(self) -> str:
        """Refuse a group that nobody made: it would stand for nothing."""
        pattern: str = self.cleaned_data["pattern"]
        self.refuse_unknown(pattern)
        return pattern

    def clean_allowed(self) -> list[str]:
        """Refuse those in a context too."""
        allowed: list[str] = self.cleaned_data["allowed"]
        self.refuse_unknown(" ".join(allowed))
        return allowed

    def refuse_unknown(self, pattern: str) -> None:
        """Raise ValidationError naming the groups that are not there, and those that are."""
        unknown = unknown_in(pattern)
        if unknown:
            said = _("There is no group of words %(unknown)s. There are: %(known)s.")
            raise forms.ValidationError(said % {"unknown": ", ".join(unknown), "known": ", ".join(GROUPS)})


class PreviewedFirst(admin.ModelAdmin[Any]):
    """Adding and changing take two steps: first what it would have done to past texts, then saving."""

    show_full_result_count = False
    fields_kept: tuple[str, ...] = ()

    def try_out(self, row: Any) -> preview.Preview:
        """Say what a row, not saved yet, would have done."""
        raise NotImplementedError

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the preview of what is right but not confirmed; everything else goes the usual way."""
        if request.method == "POST" and "confirmed" not in request.POST:
            row = self.get_object(request, object_id) if object_id else None
            allowed = self.has_change_permission(request, row) if object_id else self.has_add_permission(request)
            form = self.get_form(request, row, change=row is not None)(request.POST, instance=row)
            if allowed and (row is not None or not object_id) and form.is_valid():
                return self.show_preview(request, form)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def show_preview(self, request: HttpRequest, form: ModelForm[Any]) -> HttpResponse:
        """Show what it would have done, with what was typed in hidden fields."""
        context = {
            **self.admin_site.each_context(request),
            "title": _("What this would have done"),
            "tried": self.try_out(form.save(commit=False)),
            "row": form.instance,
            "typed": [
                (name, value)
                for name, values in request.POST.lists()
                if name != "csrfmiddlewaretoken"
                for value in values
            ],
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/moderation/would_have.html", context)

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:
        """Save, and write down who changed what, together."""
        assert isinstance(request.user, User)
        with transaction.atomic():
            old = self.model.objects.filter(pk=obj.pk).first() if change else None
            before = model_to_dict(old, fields=self.fields_kept) if old else {}
            super().save_model(request, obj, form, change)
            after = model_to_dict(obj, fields=self.fields_kept)
            preview.note_change(obj, by=request.user, before=before, after=after)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete, and write down what it was."""
        assert isinstance(request.user, User)
        with transaction.atomic():
            preview.note_change(obj, by=request.user, before=model_to_dict(obj, fields=self.fields_kept), after={})
            super().delete_model(request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """One at a time, so that every change is seen and written down."""
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions


@admin.register(WordRule)
class WordRuleAdmin(PreviewedFirst):
    """Words that moderators want to see."""

    form = WordRuleForm

    list_display = ("pattern", "code", "language", "weight", "is_active")
    list_filter = ("code", "language", "is_active")
    search_fields = ("pattern",)
    fields = ("code", "language", "pattern", "allowed", "weight", "is_active")
    fields_kept = fields

    def try_out(self, row: WordRule) -> preview.Preview:
        """Try the rule."""
        return preview.of_rule(row)


@admin.register(Policy)
class PolicyAdmin(PreviewedFirst):
    """When something can be read."""

    form = PolicyForm

    list_display = ("place", "kind", "when")
    list_select_related = ("municipality",)
    fields = ("municipality", "kind", "when")
    fields_kept = fields

    @admin.display(description=gettext_lazy("place"))
    def place(self, row: Policy) -> str:
        """Give the place, or that it is for all."""
        return str(row.municipality or _("The whole province"))

    def try_out(self, row: Policy) -> preview.Preview:
        """Say what would have waited."""
        return preview.of_policy(row)
