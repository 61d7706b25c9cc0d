"""What happened, who hears of it, how they want to hear it, and what goes out."""

from notifications.models.events import Event, Lane, Notice, Reason
from notifications.models.follows import FOLLOWABLE, Follow, Mute
from notifications.models.outgoing import Mail, Outgoing, Returned, Suppressed
from notifications.models.push import Device, Push
from notifications.models.wishes import Pace, Preference, Rhythm

__all__ = [
    "FOLLOWABLE",
    "Device",
    "Event",
    "Follow",
    "Lane",
    "Mail",
    "Mute",
    "Notice",
    "Outgoing",
    "Pace",
    "Preference",
    "Push",
    "Reason",
    "Returned",
    "Rhythm",
    "Suppressed",
]
