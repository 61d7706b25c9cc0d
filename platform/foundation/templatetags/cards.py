"""The card of a publication in a list, written in Python: twenty of them are most of the work of a list page."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.templatetags.drawing import seed
from foundation.templatetags.icons import energy, icon
from foundation.templatetags.words import ago, number

register = template.Library()

# {0} colour, {1} symbol, {2} picture, {3} theme, {4} level of the heading, {5} address, {6} title, {7} place and age,
# {8} summary, {9} energy, {10} supporters
CARD = (
    '<article class="card {0}"><div class="card__band">{1}</div>{2}<div class="card__body">'
    '<p class="card__kicker">{3}</p><h{4} class="card__title"><a href="{5}">{6}</a></h{4}><p class="card__meta">{7}</p>'
    '<p class="card__summary">{8}</p><p class="card__foot">{9}<span>{10}</span></p></div></article>'
)
PHOTO = (
    '<div class="card__frame"><img class="card__picture" src="{0}"'
    ' srcset="{1} 480w, {0} 960w" sizes="(min-width: 44rem) 22rem, 100vw"'
    ' width="{2}" height="{3}" alt="{4}" loading="lazy"></div>'
)
DRAWN = (
    '<div class="card__frame"><img class="card__picture" src="{}" width="960" height="540" alt="" loading="lazy"></div>'
)


STAGE = '<span class="stage stage--{}">{}</span><span>{}</span>'


@lru_cache(maxsize=10_000)
def landscape(colour: str, number_of_drawing: int) -> str:
    """Give the address of a drawn landscape."""
    return reverse("publications:landscape", args=[colour, number_of_drawing])


def frame(item: Any) -> SafeString:
    """Show the photo of a publication, or the landscape that stands in for it."""
    photo = item.picture
    if photo is None:
        return format_html(DRAWN, landscape(item.theme.colour, seed(item.pk)))
    return format_html(PHOTO, photo.url_960, photo.url_480, photo.width, photo.height, photo.alt)


@register.simple_tag
def card(item: Any, *, picture: bool = False, level: int = 3) -> SafeString:
    """Show a publication in a list; `level` is that of its heading."""
    if item.kind == "consultation":
        return consultation_card(item, picture=picture, level=level)
    theme = item.theme
    supporters = ngettext("%(total)s supporter", "%(total)s supporters", item.support_count) % {
        "total": number(item.support_count)
    }
    age = ago(item.published_at)
    return format_html(
        CARD,
        theme.colour,
        icon(theme.symbol),
        frame(item) if picture else "",
        theme.short_name,
        level,
        item.get_absolute_url(),
        item.title,
        f"{item.municipality.name}, {age}" if item.municipality else age,
        item.summary,
        energy(item.energy_level),
        supporters if item.support_count else "",
    )


def consultation_card(item: Any, *, picture: bool, level: int) -> SafeString:
    """Show a consultation in a list: whom it asks, and where it stands (`consultations.cards` put that on it)."""
    theme, standing = item.theme, item.attached["standing"]
    return format_html(
        CARD,
        f"card--asks {theme.colour}",
        icon(theme.symbol),
        frame(item) if picture else "",
        _("Consultation · %(theme)s") % {"theme": theme.short_name},
        level,
        item.get_absolute_url(),
        item.title,
        item.attached["where"] or _("The whole province"),
        item.summary,
        format_html(STAGE, standing.code, capfirst(standing.label), standing.next),
        "",
    )
