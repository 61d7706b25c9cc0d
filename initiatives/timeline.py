"""What happened to an initiative, for the page of everybody: its states, its edits and the steps of its course."""

from __future__ import annotations

from django.db import connection
from django.utils.translation import gettext as _

from initiatives.models import Course, Initiative
from publications.models import Publication

MOST_EDITS = 50
# What the page tells elsewhere: that it was withdrawn is a state too, and an answer has a box of its own.
NOT_TOLD = {Course.State.WITHDRAWN}
NO_NOTE = {Course.State.ADOPTED, Course.State.PARTLY, Course.State.DECLINED}

# Written out, because building a union from three models takes longer than PostgreSQL needs to answer it.
WHAT_HAPPENED = """
SELECT at, 'state' AS what, state AS value, note FROM publications_statechange WHERE publication_id = %(pk)s
UNION ALL
(SELECT at, 'edit', '', '' FROM initiatives_revision
 WHERE initiative_id = %(pk)s AND number > 1 ORDER BY number DESC LIMIT %(most)s)
UNION ALL
SELECT at, 'step', state, reason FROM initiatives_coursestep
WHERE course_id = %(pk)s AND NOT state = ANY(%(not_told)s)
ORDER BY at
"""


def timeline(initiative: Initiative) -> list[dict[str, object]]:
    """Give what happened, oldest first, in one query."""
    not_told = [one.value for one in NOT_TOLD]
    values: dict[str, int | list[str]] = {"pk": initiative.pk, "most": MOST_EDITS, "not_told": not_told}
    with connection.cursor() as cursor:
        cursor.execute(WHAT_HAPPENED, values)
        return [line(*row) for row in cursor.fetchall()]


def line(at: object, what: str, value: str, note: str) -> dict[str, object]:
    """Give one thing that happened, in words."""
    if what == "edit":
        return {"at": at, "label": _("edited"), "note": ""}
    if what == "step":
        return {"at": at, "label": Course.State(value).label, "note": "" if value in NO_NOTE else note}
    return {"at": at, "label": Publication.State(value).label, "note": note}
