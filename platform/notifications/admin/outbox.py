"""The outbox in the back office: events, notices and messages to look at, and how it goes with all of them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.admin import LinksThatOpen
from notifications import dead_letters
from notifications.admin.sending import sending
from notifications.admin.texts import example, text, texts
from notifications.models import Device, Event, Mail, Notice, Push


class ReadOnly(LinksThatOpen, admin.ModelAdmin[Any]):
    """What happens on the site writes it; here it is only read, a page at a time, without counting all of it."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody writes a message by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nothing is edited."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Time removes it (see retention)."""
        return False


class Outbox(ReadOnly):
    """What may be given up, and then tried again by who has the permission to change it."""

    actions = ("try_again",)
    list_filter = ["given_up"]

    @admin.action(description=_("Try again"), permissions=["try_again"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Give what was given up another series of attempts."""
        assert isinstance(request.user, User)
        count = dead_letters.try_again(queryset, by=request.user)
        self.message_user(request, _("%(count)d will be tried again.") % {"count": count})

    def has_try_again_permission(self, request: HttpRequest) -> bool:
        """Reading is not enough."""
        return dead_letters.may_try_again(request.user, self.model)


@admin.register(Event)
class EventAdmin(Outbox):
    """What happened, and how far the people who must hear of it were reached."""

    list_display = ("kind", "publication", "happened_at", "due_at", "done_at", "attempts", "given_up")
    list_select_related = ("publication",)
    fields = ("kind", "key", "publication", "to_followers", "lane", *list_display[2:5], "reached", *list_display[5:])

    def get_urls(self) -> list[URLPattern]:
        """Add the pages about what is said."""
        view = self.admin_site.admin_view
        return [
            path("berichten/", view(texts), name="notifications_texts"),
            path("berichten/<str:code>/", view(text), name="notifications_text"),
            path("berichten/<str:code>/<int:number>-<str:language>.html", view(example), name="notifications_example"),
            *super().get_urls(),
        ]


@admin.register(Notice)
class NoticeAdmin(ReadOnly):
    """Who heard of what."""

    list_display = ("event", "person", "made_at", "on_site", "seen_at", "digest_at")
    list_select_related = ("event", "person")


@admin.register(Mail)
class MailAdmin(Outbox):
    """Mail, and the page about how it goes with sending."""

    list_display = ("template", "recipient", "lane", "created_at", "due_at", "sent_at", "attempts", "given_up")
    list_select_related = ("recipient",)
    list_filter = ["given_up", "lane"]
    fields = ("template", "recipient", "address", "notice", *list_display[2:], "error", "dropped", "failed_at")

    def get_urls(self) -> list[URLPattern]:
        """Add the page."""
        own = path("verzending/", self.admin_site.admin_view(sending), name="notifications_sending")
        return [own, *super().get_urls()]


@admin.register(Push)
class PushAdmin(Outbox):
    """Short messages to browsers."""

    list_display = ("person", "created_at", "due_at", "sent_at", "attempts", "given_up")
    list_select_related = ("person",)
    fields = ("person", "notice", *list_display[1:], "error", "dropped", "failed_at")


@admin.register(Device)
class DeviceAdmin(ReadOnly):
    """Which browsers take short messages; their addresses and keys are shown to nobody."""

    list_display = ("person", "name", "since", "heard_at")
    list_select_related = ("person",)
    fields = list_display
