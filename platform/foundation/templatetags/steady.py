"""`{% steady %}`: a part of a template that is the same for everybody, rendered once a minute in a process."""

from __future__ import annotations

import time

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

# More variants than this means that something personal was put inside; forgetting them all is then the safe answer.
MOST = 100
# Editors see a changed theme after at most this many seconds.
SECONDS = 60.0


class SteadyNode(Node):
    """Remembers what its content rendered to, for each language and value of the words after the tag."""

    def __init__(self, nodelist: NodeList, by: list[FilterExpression]) -> None:
        """Keep the content and what it may vary by."""
        self.nodelist = nodelist
        self.by = by
        self.kept: dict[tuple[object, ...], tuple[float, SafeString]] = {}

    def render(self, context: Context) -> SafeString:
        """Give the kept text, or render it now."""
        key = (get_language(), *(str(expression.resolve(context)) for expression in self.by))
        made_at, text = self.kept.get(key, (0.0, SafeString("")))
        now = time.monotonic()
        if not made_at or now - made_at > SECONDS:
            if len(self.kept) >= MOST:
                self.kept.clear()
            text = self.nodelist.render(context)
            self.kept[key] = (now, text)
        return text


@register.tag
def steady(parser: Parser, token: Token) -> SteadyNode:
    """`{% steady section %} ... {% endsteady %}`: never put anything inside that depends on the person."""
    by = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    nodelist = parser.parse(("endsteady",))
    parser.delete_first_token()
    return SteadyNode(nodelist, by)
