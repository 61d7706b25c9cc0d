"""What the form of every way of asking has in it, besides its questions."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString

from consultations import holding
from consultations.gate_forms import AboutForm
from consultations.models import Part
from foundation.pagecache import made_for_one

register = template.Library()


@register.simple_tag(takes_context=True)
def participation_field(context: RequestContext, part: Part) -> SafeString:
    """Write the hidden field by which a form knows who sends it, without a cookie; two presses on it are one answer.

    Put it in every form that is sent to a part: `{% participation_field part %}`. The page is then made for one person.
    """
    request = context["request"]
    made_for_one(request)
    return format_html('<input type="hidden" name="{}" value="{}">', holding.FIELD, holding.field_value(request, part))


@register.inclusion_tag("consultations/taking_part/about.html", takes_context=True)
def about_questions(context: RequestContext, part: Part) -> dict[str, Any]:
    """Ask the two questions about oneself, where the consultation asks them and nothing was said yet.

    Put it at the end of the form: `{% about_questions part %}`. `entry.begin` reads what was said.
    """
    request = context["request"]
    sitting = holding.sitting_of(request, part)
    is_said = sitting is not None and (sitting.response.municipality_id or sitting.response.age_group)
    form = AboutForm(part.consultation, request.POST if request.method == "POST" else None)
    return {"about": None if is_said or not form.fields else form}
