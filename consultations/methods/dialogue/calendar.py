"""Meetings as an iCalendar file (RFC 5545), to keep in one's own calendar; without the link that is only for guests."""

from __future__ import annotations

from collections.abc import Iterable

from consultations.calendar import escaped, folded, stamp
from consultations.methods.dialogue.models import Meeting


def event(meeting: Meeting, site: str) -> list[str]:
    """Give the lines of one meeting; `site` is the address of the site."""
    where = ", ".join(filter(None, (meeting.place_name, meeting.address)))
    lines = [
        "BEGIN:VEVENT",
        f"UID:meeting-{meeting.pk}@{site.split('/')[2]}",
        f"DTSTAMP:{stamp(meeting.changed_at)}",
        f"DTSTART:{stamp(meeting.starts_at)}",
        f"DTEND:{stamp(meeting.ends_at)}",
        f"SUMMARY:{escaped(meeting.title)}",
        f"URL:{site}{meeting.get_absolute_url()}",
        f"STATUS:{'CANCELLED' if meeting.cancelled_at else 'CONFIRMED'}",
    ]
    if where:
        lines.append(f"LOCATION:{escaped(where)}")
    return [*lines, "END:VEVENT"]


def calendar_of(meetings: Iterable[Meeting], site: str) -> str:
    """Give the file of some meetings."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Provincie Overijssel//Wij&Overijssel//NL",
        "CALSCALE:GREGORIAN",
    ]
    for meeting in meetings:
        lines += event(meeting, site)
    return "\r\n".join([*map(folded, lines), "END:VCALENDAR", ""])
