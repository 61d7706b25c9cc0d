"""Every kind of event that people can hear of, in one place: a new one is an entry here and its texts, nothing else."""

from notifications.catalogue import consultations, decisions, discussions, ideas, initiatives, meetings, promises, texts
from notifications.catalogue.kinds import Category, Defaults, EventKind

KINDS: tuple[EventKind, ...] = (
    *initiatives.KINDS,
    *promises.KINDS,
    *consultations.KINDS,
    *ideas.KINDS,
    *texts.KINDS,
    *meetings.KINDS,
    *discussions.KINDS,
    *decisions.KINDS,
)
BY_CODE: dict[str, EventKind] = {kind.code: kind for kind in KINDS}

__all__ = ["BY_CODE", "KINDS", "Category", "Defaults", "EventKind"]
