"""House rules in the back office: every version to read, and a form that copies the newest to a new one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.rules import has_role
from foundation.errors import Refused
from moderation import house_rules, rules
from moderation.admin.common import moderator
from moderation.models import HouseRule, RulesVersion


class VersionForm(forms.Form):
    """From when the new version holds, and what is different."""

    in_force_from = forms.DateField(label=_("in force from"), widget=AdminDateWidget)
    what_changed = forms.CharField(
        label=_("what changed"),
        max_length=280,
        help_text=_("In Dutch, for everybody: it stands on the page of the house rules."),
    )


class RuleForm(forms.Form):
    """One rule. The code stays the same from version to version, also when number and words change."""

    code = forms.SlugField(label=_("code"), max_length=40)
    title = forms.CharField(label=_("title"), max_length=120)
    text = forms.CharField(label=_("text"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))
    title_en = forms.CharField(label=_("title in English"), max_length=120)
    text_en = forms.CharField(label=_("text in English"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))


RuleForms = forms.formset_factory(RuleForm, extra=1, can_delete=True, can_order=True, min_num=1, validate_min=True)


class RulesInVersion(admin.StackedInline[HouseRule, RulesVersion]):
    """The rules of a version, to read."""

    model = HouseRule
    fields = ("number", "code", "title", "text", "title_en", "text_en")
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rules come with a version."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """And never change."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who sees the version sees its rules."""
        return True


@admin.register(RulesVersion)
class RulesVersionAdmin(admin.ModelAdmin[RulesVersion]):
    """Versions are never changed: decisions point to the words as they were."""

    list_display = ("number", "in_force_from", "what_changed")
    inlines = (RulesInVersion,)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Moderators read every version."""
        return rules.is_moderator(moderator(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Administrators write rules."""
        return has_role(moderator(request), Role.ADMINISTRATOR)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A new version instead."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Old versions stay to be read."""
        return False

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the newest version to be changed into the next one."""
        if not self.has_add_permission(request):
            raise Http404("not for this person")
        form, written = VersionForm(request.POST or None), RuleForms(request.POST or None, initial=newest())
        if request.method == "POST" and form.is_valid() and written.is_valid():
            try:
                made = house_rules.put_in_force(
                    wordings(written),
                    on=form.cleaned_data["in_force_from"],
                    what_changed=form.cleaned_data["what_changed"],
                    by=moderator(request),
                )
            except Refused as error:
                form.add_error(None, str(error.message))
            else:
                self.message_user(request, _("Version %(number)d is ready.") % {"number": made.number})
                return redirect(reverse("admin:moderation_rulesversion_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("A new version of the house rules"),
            "form": form,
            "rules": written,
        }
        return TemplateResponse(request, "admin/moderation/house_rules.html", context)


def newest() -> list[dict[str, Any]]:
    """Give the rules of the newest version as they are filled in beforehand."""
    version = RulesVersion.objects.first()
    names = ("code", "title", "text", "title_en", "text_en")
    return [{name: getattr(rule, name) for name in names} for rule in house_rules.rules_of(version)] if version else []


def wordings(rules: Any) -> list[house_rules.Wording]:
    """Give the rules that were filled in, in the order that was chosen."""
    kept = [form.cleaned_data for form in rules.ordered_forms if form not in rules.deleted_forms]
    names = ("code", "title", "text", "title_en", "text_en")
    return [house_rules.Wording(**{name: one[name].strip() for name in names}) for one in kept if one.get("code")]
