"""What is raised when a rule says no; caught once, at the edge."""

from __future__ import annotations

from django.utils.functional import Promise


class Refused(Exception):
    """A rule of the house refuses this; `message` tells the person why and what to do instead."""

    status = 409

    def __init__(self, message: str | Promise) -> None:
        """Keep the translatable message for the page."""
        super().__init__(message)
        self.message = message


class NotAllowed(Refused):
    """Not for this person, whatever the state of things."""

    status = 403
