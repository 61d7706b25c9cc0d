"""The outbox in the back office: to look at, and to send again what was given up."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from notifications import actions
from notifications.models import Mail


@admin.register(Mail)
class MailAdmin(admin.ModelAdmin[Mail]):
    """Read-only; the one thing to do is to try again."""

    list_display = ("template", "recipient", "created_at", "due_at", "sent_at", "attempts", "given_up")
    list_select_related = ("recipient",)
    list_filter = ("given_up", "template")
    actions = ("try_again",)
    show_full_result_count = False

    @admin.action(description=_("Send again"))
    def try_again(self, request: HttpRequest, queryset: QuerySet[Mail]) -> None:
        """Give mails that were given up another series of attempts."""
        count = actions.try_again(queryset)
        self.message_user(request, _("%(count)d mails will be sent again.") % {"count": count})

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Mail is written by what happens on the site."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Mail | None = None) -> bool:
        """Mail is not edited."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Mail | None = None) -> bool:
        """Mail is kept as evidence that it was sent."""
        return False
