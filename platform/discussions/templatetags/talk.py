"""Shows a comment; for visitors, who all see the same, what it rendered to is kept in the process."""

from __future__ import annotations

from collections import OrderedDict

from django import template
from django.template.context import Context
from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from discussions.threads import Line

register = template.Library()

# About 1.5 kB each, so 12 MB at most; the conversations that are read most stay.
MOST = 8_000
kept: OrderedDict[tuple[object, ...], SafeString] = OrderedDict()


@register.simple_tag(takes_context=True)
def comment_line(context: Context, line: Line) -> SafeString:
    """Render one comment: anew for people who are signed in, once a day and change for visitors."""
    user = context.get("user")
    if user is None or user.is_authenticated:
        return render(context, line)
    key = state_of(context, line)
    found = kept.pop(key, None) or render(context, line)
    kept[key] = found
    if len(kept) > MOST:
        kept.popitem(last=False)
    return found


def render(context: Context, line: Line) -> SafeString:
    """Render the template with what the page knows."""
    with context.push(line=line):
        html: SafeString = get_template("discussions/_comment.html").template.render(context)  # type: ignore[attr-defined]
    return html


def state_of(context: Context, line: Line) -> tuple[object, ...]:
    """Give everything that a visitor's view of a comment depends on; its age is told in days."""
    one, item = line.comment, context["item"]
    counts = one.valued_count, one.reply_count, one.is_pinned, one.is_hidden, one.as_official, one.stance
    words = one.text, one.edited_at, one.deleted_at, one.author.public_name, line.is_author
    place = item.reference, item.is_published, bool(context.get("lines"))
    return one.pk, get_language(), timezone.localdate(), *counts, *words, *place
