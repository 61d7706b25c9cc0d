"""The days of a consultation as an iCalendar file (RFC 5545), to keep in one's own calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext as _

from consultations.models import Consultation, Phase

# A line is at most 75 bytes; what is longer goes on after a line break and a space.
LINE = 73


def escaped(text: str) -> str:
    """Write a text as the format wants it."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r", "").replace("\n", "\\n")


def folded(line: str) -> str:
    """Break a line that is too long, between letters."""
    pieces, piece = [], ""
    for letter in line:
        if len((piece + letter).encode()) > LINE:
            pieces.append(piece)
            piece = ""
        piece += letter
    return "\r\n ".join([*pieces, piece])


def stamp(moment: datetime) -> str:
    """Write a moment in UTC."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def event(uid: str, title: str, address: str, changed: datetime, *, on: date | None = None,
          between: tuple[datetime, datetime] | None = None) -> list[str]:  # fmt: skip
    """Give the lines of one event: a whole day, or from one moment to another."""
    lines = ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTAMP:{stamp(changed)}", f"SUMMARY:{escaped(title)}", f"URL:{address}"]
    if on is not None:
        lines += [f"DTSTART;VALUE=DATE:{on:%Y%m%d}", f"DTEND;VALUE=DATE:{on + timedelta(days=1):%Y%m%d}"]
    if between is not None:
        lines += [f"DTSTART:{stamp(between[0])}", f"DTEND:{stamp(between[1])}"]
    return [*lines, "TRANSP:TRANSPARENT", "END:VEVENT"]


def calendar_of(consultation: Consultation, phases: Iterable[Phase], address: str) -> str:
    """Give the file: when each phase opens, its last hour, and the day of the answer; `address` is of its page."""
    title, changed = consultation.title, consultation.changed_at
    uid = f"{consultation.reference.lower()}@{address.split('/')[2]}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Provincie Overijssel//Wij&Overijssel//NL",
        "CALSCALE:GREGORIAN",
    ]
    for phase in phases:
        opens = _("Opens: %(title)s (%(phase)s)") % {"title": title, "phase": phase.title}
        closes = _("Last hour to take part: %(title)s (%(phase)s)") % {"title": title, "phase": phase.title}
        hour = timedelta(hours=1)
        lines += event(f"{phase.pk}-o-{uid}", opens, address, changed, between=(phase.opens_at, phase.opens_at + hour))
        lines += event(
            f"{phase.pk}-s-{uid}", closes, address, changed, between=(phase.closes_at - hour, phase.closes_at)
        )
    if consultation.answer_by is not None:
        answer = _("The province answers: %(title)s") % {"title": title}
        lines += event(f"a-{uid}", answer, address, changed, on=consultation.answer_by)
    return "\r\n".join([*map(folded, lines), "END:VCALENDAR", ""])
