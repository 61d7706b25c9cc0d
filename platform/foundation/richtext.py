"""Residents' markdown in, safe HTML out."""

from __future__ import annotations

import html
from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# Headings start at h3 on the page: h1 is the title and h2 the parts of the page.
TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "a", "h3", "h4", "hr", "code", "pre"}
reader = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).disable(["image", "html_inline"])


# The explanation of a theme and the stories people look at now are asked for again and again.
@lru_cache(maxsize=256)
def to_html(text: str) -> SafeString:
    """Give safe HTML for markdown; raw HTML and pictures are shown as text, links open nothing but http(s) and mail."""
    tokens = reader.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "h3" if token.tag in {"h1", "h2", "h3"} else "h4"
    rendered = reader.renderer.render(tokens, reader.options, {})
    clean = nh3.clean(
        rendered,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener",
    )
    return mark_safe(clean)  # noqa: S308  # nh3 has just cleaned it


def to_text(text: str) -> str:
    """Give the words of markdown without its marks, for search and previews."""
    return html.unescape(nh3.clean(reader.render(text), tags=set())).strip()
