"""What is looked at on a page, whatever page it is. Every function gives findings in words; none is what we want."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import html5lib
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Of rows, cards and circles beside each other that differ in words, numbers and addresses only, axe looks at four: odd
# and even, each with a neighbour. The fifth has nothing new, and each costs axe as much as the first.
RUN_AXE = r"""([tags, known]) => {
    const plain = (one) => one.outerHTML
        .replace(/>[^<]*[^<\s][^<]*</g, '>x<').replace(/>\s+</g, '><')
        .replace(/ (href|src|srcset|value|alt|title|aria-label|action|content)="[^"]+"/g, ' $1')
        .replace(/ (datetime|c?[xy]|r|d|points)="[^"]+"/g, ' $1')
        .replace(/ (id|for|name|aria-\w+|data-[\w-]+|hx-\w+)="[^"]+"/g, (one) => one.replace(/\d+/g, '0'));
    const again = (parent) => {
        const counts = new Map();
        return [...parent.children].flatMap((one) => {
            if (parent.childElementCount < 5) return again(one);
            const kind = plain(one);
            counts.set(kind, (counts.get(kind) || 0) + 1);
            return counts.get(kind) > 4 ? [one] : again(one);
        });
    };
    const parts = [...document.querySelectorAll('header, nav, footer')];
    const inKnown = known.length === parts.length ? parts.filter((one, at) => known[at]) : [];
    const exclude = [...inKnown.flatMap((one) => [...one.children]), ...again(document.body)];
    return axe.run({include: [document], exclude}, {
        runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], elementRef: false, preload: false,
    });
}"""
# Enough to know what it is; the rest is the same again.
MOST_OF_A_KIND = 3
# Of elements with the same shape beside each other: one with a neighbour like itself.
ALIKE = 2
REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers", "list", "form")
WORDS = {"alt", "aria-label", "title", "placeholder", "name", "datetime", "d", "points", "cx", "cy", "r", "x", "y"}
WORDS |= {"data-filter-title", "data-model-ref", "data-popup-opener"}  # of Django's admin site
ADDRESSES = {"href", "src", "srcset", "value", "action", "content", "hx-get", "hx-post", "hx-target", "data-copy"}
# Django's admin site names its tables and columns in classes; no style sheet has a word for them.
OF_ADMIN = re.compile(r"(app|model|column|field)-")
# Blocks of data in a page are no scripts: no browser runs them.
DATA_TYPES = {"application/json", "application/ld+json"}
# What many pages share, whatever stands between.
PARTS = {"header", "nav", "footer"}

UNFOLD = "() => { for (const box of document.querySelectorAll('details')) box.open = true; }"
BROKEN = """async () => {
    const loaded = (img) => img.complete ? null : new Promise((done) => { img.onload = img.onerror = done; });
    const images = [...document.images];
    for (const img of images) img.loading = 'eager';
    await Promise.all(images.map(loaded));
    const pictures = images.filter((img) => !img.naturalWidth).map((img) => img.outerHTML.slice(0, 160));
    const fragments = [...document.querySelectorAll('a[href^="#"]')]
        .map((link) => link.getAttribute('href').slice(1))
        .filter((id) => id && !document.getElementById(decodeURIComponent(id)));
    const icons = [...document.querySelectorAll('svg use')].filter((use) => {
        const box = use.closest('svg').getBoundingClientRect();
        return box.width && box.height && !use.getBBox().width;
    }).map((use) => use.getAttribute('href'));
    return {pictures, fragments: [...new Set(fragments)], icons: [...new Set(icons)]};
}"""
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


def axe_findings(page: Page, known: Sequence[bool] = ()) -> list[str]:
    """Run axe through the debugger, which the page's own Content-Security-Policy does not stop.

    Of each header, menu and footer, in the order of the page, `known` may say that axe judged what is in it before.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    results = page.evaluate(RUN_AXE, [AXE_TAGS, list(known)])
    return [
        f"{finding['id']} ({finding['impact']}): {node['html'][:160]} — {node.get('failureSummary') or finding['help']}"
        for finding in results["violations"]
        for node in finding["nodes"][:MOST_OF_A_KIND]
    ]


def narrow_and_wide(page: Page, state: str) -> list[str]:
    """Tell what axe finds, and what has to be scrolled sideways for, on a phone of 320 px and at a desk."""
    found = []
    before = page.viewport_size
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{state} at {width} px: {one}" for one in [*sideways_scroll(page), *axe_findings(page)]]
    if before:
        page.set_viewport_size(before)
    return found


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
    broken = page.evaluate(BROKEN)
    return [
        *[f"broken picture: {one}" for one in broken["pictures"]],
        *[f"link to nowhere on this page: #{one}" for one in broken["fragments"]],
        *[f"icon that draws nothing: {one}" for one in broken["icons"]],
    ]


def has_words(text: str | None) -> bool:
    """Whether there is anything to read in it."""
    return bool((text or "").strip())


class Sent:
    """A page as it was sent, before any script mends it."""

    def __init__(self, text: str) -> None:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        document = parser.parse(text)
        self.lines = text.splitlines()
        self.errors = parser.errors
        self.root: Any = document
        self.elements: list[Any] = [one for one in document.iter() if isinstance(one.tag, str)]
        self.by_id = {one.get("id"): one for one in self.elements if one.get("id") is not None}
        self.references = [
            (name, word, one.tag) for one in self.elements for name in REFERRING for word in one.get(name, "").split()
        ]
        self.referred: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for name, word, tag in self.references:
            self.referred[word].add((name, tag))

    def skeleton(self) -> str:
        """What axe judges a page by, apart from what is in its parts.

        Two pages that differ in words, numbers and addresses only have the same one; so have those of two people who do
        not have the same menu.
        """
        return self.shape(self.root, hollow=True)

    def parts(self) -> list[str]:
        """The shapes of its headers, menus and footers, in the order of the page."""
        return [self.shape(one) for one in self.elements if one.tag in PARTS]

    def shape(self, one: Any, *, hollow: bool = False) -> str:
        """What one element is and holds; of what is beside each other and has the same shape, two stand for all.

        A menu is the set of what is in it, wherever it says that one is. When hollow, parts hold nothing.
        """
        if hollow and one.tag in PARTS:
            holds: list[Any] = []
        elif one.tag == "nav":
            holds = sorted({repr(self.own(part)) for part in one.iter() if isinstance(part.tag, str)})
        else:
            holds, counts = [], Counter[tuple[str, bool]]()
            for child in one:
                kind = (
                    (self.shape(child, hollow=hollow), has_words(child.tail))
                    if isinstance(child.tag, str)
                    else ("", False)
                )
                counts[kind] += 1
                if counts[kind] <= ALIKE:
                    holds.append(kind)
        return hashlib.sha256(repr((self.own(one), holds)).encode()).hexdigest()

    def own(self, one: Any) -> tuple[str, bool, list[tuple[str, Any]]]:
        """What one element is, apart from what it holds."""
        return one.tag, has_words(one.text), sorted(self.kept(one, *pair) for pair in one.items())

    def kept(self, one: Any, name: str, value: str) -> tuple[str, Any]:
        """An attribute, with its value where axe looks at more than whether there is one."""
        if name == "id":
            return name, sorted(self.referred[value])
        if name in REFERRING:
            return name, [self.by_id[word].tag for word in value.split() if word in self.by_id]
        if name == "class":
            return name, [word for word in value.split() if not OF_ADMIN.match(word)]
        is_part = one.tag == "script" or one.get("rel") == "stylesheet"
        if name in WORDS or (name in ADDRESSES and not is_part):
            return name, bool(value)
        return name, re.sub(r"\d+", "0", value) if name.startswith("data-") else value

    def findings(self, site_name: str) -> list[str]:
        """Tell what is wrong with the HTML, and whether it says where one is."""
        found = [
            f"invalid HTML, line {line}: {code} {variables or ''} in {self.lines[line - 1].strip()[:200]}"
            for (line, _column), code, variables in self.errors
        ]
        ids = Counter(one.get("id") for one in self.elements if one.get("id") is not None)
        found += [f"id used {count} times: {name!r}" for name, count in ids.items() if count > 1 or not name.strip()]
        found += [
            f"{name} of <{tag}> names an id that is not there: {word!r}"
            for name, word, tag in self.references
            if word not in self.by_id
        ]
        found += [finding for one in self.elements for finding in inline_findings(one)]
        return found + title_findings(self.elements, site_name)


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
