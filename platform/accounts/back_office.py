"""How staff act in the back office: through the actions of the site, and on a selection only after a page that asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _

from accounts.models import User
from foundation import audit
from foundation.admin import LinksThatOpen
from foundation.errors import Refused


def staff(request: HttpRequest) -> User:
    """Give the member of staff who acts."""
    assert isinstance(request.user, User)
    return request.user


def confirm_first(
    model_admin: admin.ModelAdmin[Any],
    request: HttpRequest,
    chosen: QuerySet[Any],
    *,
    name: str,
    title: str | Lazy,
    act: Callable[[Any], None],
    describe: Callable[[Any], dict[str, object]],
) -> HttpResponse | None:
    """Show what was chosen and ask; once confirmed, act on each by itself and say which were refused, and why."""
    if request.POST.get("confirmed"):
        done, refused = 0, []
        for one in chosen:
            try:
                act(one)
                done += 1
            except Refused as error:
                refused.append(f"{describe(one)['title']}: {error.message}")
        if done:
            model_admin.message_user(request, _("Done: %(count)d.") % {"count": done})
        for line in refused[:20]:
            model_admin.message_user(request, line, messages.WARNING)
        return None
    context = {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "rows": [{"pk": one.pk, **describe(one)} for one in chosen[:100]],
        "action": name,
        "checkbox": helpers.ACTION_CHECKBOX_NAME,
        "opts": model_admin.model._meta,  # noqa: SLF001  # documented API
    }
    return TemplateResponse(request, "admin/confirm.html", context)


class ThroughActions(LinksThatOpen, admin.ModelAdmin[Any]):
    """What is added here goes through an action of the site; nothing is removed or changed by hand."""

    show_full_result_count = False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """What was promised, answered or counted stays."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nothing is edited by hand."""
        return False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Leave out what deletes."""
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions


class Written(admin.ModelAdmin[Any]):
    """Settings of administrators: who changed what is written down, and nothing in use disappears."""

    def save_model(self, request: HttpRequest, obj: Model, form: forms.ModelForm[Any], change: bool) -> None:
        """Keep it, with a line in the audit trail."""
        super().save_model(request, obj, form, change)
        what = f"{obj._meta.model_name}.{'changed' if change else 'added'}"  # noqa: SLF001  # documented API
        audit.record(what, actor=staff(request), subject=obj, fields=list(form.changed_data))

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Others refer to it; close it instead."""
        return False


def adopt(unsaved: Model, made: Model) -> None:
    """Let the back office go on with what the action made."""
    unsaved.pk = made.pk
    unsaved.refresh_from_db()
