"""What is looked at on a page, whatever page it is. Every function gives findings in words; none is what we want."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import Any

import html5lib
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """tags => axe.run(document, {
    runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], elementRef: false, preload: false,
})"""
# Enough to know what it is; the rest is the same again.
MOST_OF_A_KIND = 3
# Blocks of data in a page are no scripts: no browser runs them.
DATA_TYPES = {"application/json", "application/ld+json"}

UNFOLD = "() => { for (const box of document.querySelectorAll('details')) box.open = true; }"
BROKEN_PICTURES = """async () => {
    const loaded = (img) => img.complete ? null : new Promise((done) => { img.onload = img.onerror = done; });
    const images = [...document.images];
    for (const img of images) img.loading = 'eager';
    await Promise.all(images.map(loaded));
    return images.filter((img) => !img.naturalWidth).map((img) => img.outerHTML.slice(0, 160));
}"""
DEAD_FRAGMENTS = """() => [...document.querySelectorAll('a[href^="#"]')]
    .map((link) => link.getAttribute('href').slice(1))
    .filter((id) => id && !document.getElementById(decodeURIComponent(id)))"""
INVISIBLE_ICONS = """() => [...document.querySelectorAll('svg use')].filter((use) => {
    const box = use.closest('svg').getBoundingClientRect();
    return box.width && box.height && !use.getBBox().width;
}).map((use) => use.getAttribute('href'))"""
SIDEWAYS = """() => {
    const root = document.documentElement;
    const over = root.scrollWidth - root.clientWidth;
    if (over <= 0) return [];
    const wide = [...document.body.querySelectorAll('*')].filter((one) => {
        const box = one.getBoundingClientRect();
        return box.width && box.right + scrollX > root.clientWidth + 0.5;
    });
    return [`the page is ${over} px wider than the window: ` + wide.slice(0, 4).map(
        (one) => one.cloneNode(false).outerHTML.slice(0, 100)).join(' ')];
}"""
# WCAG 2.2 2.5.8: 24 by 24, or alone in a circle of 24 around its middle; links inside a sentence are excepted.
SMALL_TARGETS = """() => {
    const seen = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
        .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest('.visually-hidden'));
    const boxes = new Map(seen.map((one) => {
        const label = one.matches('[type=radio], [type=checkbox]') && one.id
            && document.querySelector(`label[for="${one.id}"]`);
        const own = one.getBoundingClientRect();
        const other = label ? label.getBoundingClientRect() : own;
        return [one, own.height >= other.height ? own : other];
    }));
    const inSentence = (one) => getComputedStyle(one).display === 'inline'
        && [...one.parentElement.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    const centre = (box) => [box.x + box.width / 2, box.y + box.height / 2];
    const near = (a, b) => {
        const [x, y] = centre(a);
        const dx = Math.max(b.left - x, 0, x - b.right);
        const dy = Math.max(b.top - y, 0, y - b.bottom);
        return Math.hypot(dx, dy) < 12;
    };
    // A drawing may have smaller ones, when the same is there as an ordinary link.
    const elsewhere = (one) => one instanceof SVGElement && seen.some((other) => other instanceof HTMLAnchorElement
        && other.getAttribute('href') === one.getAttribute('href'));
    return seen.filter((one) => {
        const box = boxes.get(one);
        if (elsewhere(one)) return false;
        if (!box.width || (box.width >= 23.5 && box.height >= 23.5) || inSentence(one)) return false;
        if (box.right < 0 || box.bottom < 0) return false;
        return seen.some((other) => other !== one && !one.contains(other) && !other.contains(one)
            && boxes.get(other).width && near(box, boxes.get(other)));
    }).map((one) => `${Math.round(boxes.get(one).width)} by ${Math.round(boxes.get(one).height)} px: `
        + one.outerHTML.slice(0, 140));
}"""
FOCUS = """() => {
    const one = document.activeElement;
    if (!one || one === document.body || one === document.documentElement) return 'nothing has the focus';
    const name = one.outerHTML.slice(0, 140);
    const boxes = [...one.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
    if (!boxes.length) return `the focus is on something without a size: ${name}`;
    const inView = boxes.some((box) => box.bottom > 0 && box.right > 0
        && box.top < innerHeight && box.left < innerWidth);
    if (!inView) return `the focus is outside the window: ${name}`;
    const outlined = (element) => {
        const style = getComputedStyle(element);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
    };
    const marked = (element) => {
        const style = getComputedStyle(element);
        return outlined(element) || style.boxShadow !== 'none'
            || (element instanceof SVGElement && style.stroke !== 'none' && parseFloat(style.strokeWidth) >= 2);
    };
    const label = one.id ? document.querySelector(`label[for="${CSS.escape(one.id)}"]`) : null;
    // A card around a link may show the focus for it.
    const above = [];
    for (let up = one.parentElement; up && up.localName !== 'main' && above.length < 4; up = up.parentElement) {
        above.push(up);
    }
    const around = [one, ...one.querySelectorAll('*'), ...(label ? [label] : [])];
    if (above.some(outlined)) return '';
    if (!around.some(marked)) return `the focus cannot be seen on: ${name}`;
    return '';
}"""


def axe_findings(page: Page) -> list[str]:
    """Run axe through the debugger, which the page's own Content-Security-Policy does not stop."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    results = page.evaluate(RUN_AXE, AXE_TAGS)
    return [
        f"{finding['id']} ({finding['impact']}): {node['html'][:160]} — {node.get('failureSummary') or finding['help']}"
        for finding in results["violations"]
        for node in finding["nodes"][:MOST_OF_A_KIND]
    ]


def unfold(page: Page) -> None:
    """Open everything that is folded away, so that it is looked at too."""
    page.evaluate(UNFOLD)


def sideways_scroll(page: Page) -> list[str]:
    """Tell what makes the page wider than the window."""
    found: list[str] = page.evaluate(SIDEWAYS)
    return found


def small_targets(page: Page) -> list[str]:
    """Tell what is too small, and too close to something else, to press."""
    found: list[str] = page.evaluate(SMALL_TARGETS)
    return found


def focus_finding(page: Page) -> str:
    """Tell what is wrong with where the focus is; empty when a person can see it."""
    found: str = page.evaluate(FOCUS)
    return found


def page_findings(page: Page) -> list[str]:
    """Tell what the browser shows to be broken: pictures, icons, links within the page."""
    return [
        *[f"broken picture: {one}" for one in page.evaluate(BROKEN_PICTURES)],
        *[f"link to nowhere on this page: #{one}" for one in set(page.evaluate(DEAD_FRAGMENTS))],
        *[f"icon that draws nothing: {one}" for one in set(page.evaluate(INVISIBLE_ICONS))],
    ]


class Sent:
    """A page as it was sent, before any script mends it."""

    def __init__(self, text: str) -> None:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        document = parser.parse(text)
        self.lines = text.splitlines()
        self.errors = parser.errors
        self.elements: list[Any] = [one for one in document.iter() if isinstance(one.tag, str)]

    def skeleton(self) -> str:
        """What axe judges a page by; two pages that differ in words and addresses only have the same one."""
        parts = [
            (one.tag, bool((one.text or "").strip()), sorted(kept(name, value) for name, value in one.items()))
            for one in self.elements
        ]
        return hashlib.sha256(repr(parts).encode()).hexdigest()

    def findings(self, site_name: str) -> list[str]:
        """Tell what is wrong with the HTML, and whether it says where one is."""
        found = [
            f"invalid HTML, line {line}: {code} {variables or ''} in {self.lines[line - 1].strip()[:200]}"
            for (line, _column), code, variables in self.errors
        ]
        ids = Counter(one.get("id") for one in self.elements if one.get("id") is not None)
        found += [f"id used {count} times: {name!r}" for name, count in ids.items() if count > 1 or not name.strip()]
        found += [finding for one in self.elements for finding in inline_findings(one)]
        return found + title_findings(self.elements, site_name)


def kept(name: str, value: str) -> tuple[str, str]:
    """An attribute, with its value where axe looks at more than whether there is one."""
    words = name in {"alt", "aria-label", "title", "d", "points", "cx", "cy", "r", "x", "y"}
    addresses = name in {"href", "src", "srcset", "value", "action", "content", "hx-get", "hx-post", "data-copy"}
    return name, str(bool(value)) if words or addresses else value


def inline_findings(one: Any) -> list[str]:
    """Tell which style and script stand in the page itself."""
    found = []
    if one.get("style") is not None:
        found.append(f"style attribute: <{one.tag} style={one.get('style')!r}>")
    tag = one.tag.rpartition("}")[2]
    if tag == "style" or (tag == "script" and one.get("src") is None and one.get("type") not in DATA_TYPES):
        found.append(f"inline <{tag}>: {(one.text or '')[:80]!r}")
    found += [f"inline script: <{tag} {name}>" for name, _value in one.items() if re.match("on[a-z]+$", str(name))]
    if str(one.get("href", "")).lower().startswith("javascript:"):
        found.append(f"inline script: {one.get('href')}")
    return found


def title_findings(elements: list[Any], site_name: str) -> list[str]:
    """Tell whether the page says where one is: one h1, and a title that begins with the page and ends in the site."""
    found = []
    headings = sum(one.tag == "h1" for one in elements)
    if headings != 1:
        found.append(f"{headings} h1")
    title = next(("".join(one.itertext()).strip() for one in elements if one.tag == "title"), "")
    if not re.fullmatch(rf"\S.*\S\s+[-|–]\s+{re.escape(site_name)}", title, re.DOTALL):
        found.append(f"title {title!r} does not say where one is and on which site")
    return found
