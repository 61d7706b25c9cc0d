"""What people are told in the back office, by concept: to look at, and to send again."""

from notifications.admin.outbox import DeviceAdmin, EventAdmin, MailAdmin, NoticeAdmin, PushAdmin
from notifications.admin.suppressed import SuppressedAdmin

__all__ = [
    "DeviceAdmin",
    "EventAdmin",
    "MailAdmin",
    "NoticeAdmin",
    "PushAdmin",
    "SuppressedAdmin",
]
