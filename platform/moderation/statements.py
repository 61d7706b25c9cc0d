"""The statement of reasons: what was decided about what somebody placed, why, and what they can do (DSA art. 17)."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from moderation import rules
from moderation.models import Decision
from moderation.subjects import Content


def write(decision: Decision, content: Content | None) -> str:
    """Write the statement in the language of the site, from checked templates; the facts are the moderator's words."""
    # Not saved yet: the moment of deciding is this transaction's.
    context = {
        "decision": decision,
        "case": decision.case,
        "content": content,
        "measure": decision.measure,
        "appeal_days": rules.APPEAL_DAYS,
        "undo": rules.UNDO // timedelta(minutes=1),
        "SITE_NAME": settings.SITE_NAME,
    }
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string("moderation/statement.txt", context)
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n") if part.strip())
