"""Shows a comment; what it rendered to is kept in the process, for everybody who sees the same."""

from __future__ import annotations

from collections import OrderedDict

from django import template
from django.template.context import Context
from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from discussions.threads import Line
from foundation import submissions

register = template.Library()

# About 1.5 kB each, so 12 MB at most; the conversations that are read most stay.
MOST = 8_000
kept: OrderedDict[tuple[object, ...], SafeString] = OrderedDict()


@register.simple_tag(takes_context=True)
def comment_line(context: Context, line: Line) -> SafeString:
    """Render one comment: once a day and change for everybody who may do the same with it."""
    if line.can_pin:
        return render(context, line)  # holds a form with this person's token
    key = state_of(context, line)
    found = kept.pop(key, None) or render(context, line)
    kept[key] = found
    if len(kept) > MOST:
        kept.popitem(last=False)
    return found


@register.simple_tag
def opened() -> str:
    """Give the signed mark of this moment, for a form that is written by hand."""
    return submissions.opened()


def render(context: Context, line: Line) -> SafeString:
    """Render the template with what the page knows."""
    with context.push(line=line):
        html: SafeString = get_template("discussions/_comment.html").template.render(context)  # type: ignore[attr-defined]
    return html


def state_of(context: Context, line: Line) -> tuple[object, ...]:
    """Give everything that the view of a comment depends on; its age is told in days."""
    one, item = line.comment, context["item"]
    counts = one.valued_count, one.reply_count, one.is_pinned, one.as_official, one.stance
    seen_by = one.is_hidden, one.is_waiting
    words = (
        one.text,
        one.note,
        one.note_path,
        one.edited_at,
        one.deleted_at,
        one.author.public_name,
        line.is_author,
        line.is_team,
    )
    may = line.is_valued, line.can_value, line.can_edit, line.can_delete
    place = item.reference, item.is_published, bool(context.get("lines"))
    return one.pk, get_language(), timezone.localdate(), *counts, *seen_by, *words, *may, *place
