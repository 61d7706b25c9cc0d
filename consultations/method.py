"""What every way of asking offers to the rest: one object per folder under `methods`, loaded at the start."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.functional import Promise

from accounts.models import User
from consultations.models import Part, Response

Words = str | Promise


@dataclass(frozen=True)
class Problem:
    """Something that must (or, with `is_advice`, could) be mended before opening; `url` is where."""

    message: Words
    url: str = ""
    is_advice: bool = False


@dataclass(frozen=True)
class Wording:
    """A text that residents read, for the check of its reading level; `where` names it, `url` is where to change it."""

    where: Words
    text: str
    url: str = ""


@dataclass(frozen=True)
class Shown:
    """A piece of a page: a template with what it needs."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Point:
    """One thing somebody said that the province can answer; `pk` is stable within the part."""

    pk: str
    text: str
    question: str = ""


@dataclass(frozen=True)
class Said:
    """One answer as it reads on a receipt, in an answer of the province and on paper."""

    question: str
    answer: str


class Method(ABC):
    """One way of asking. Texts are translatable; `code` is what is kept in the database."""

    code: str
    name: Words
    explanation: Words
    # Whether answers are rows of `Response`; others keep their own.
    has_responses = True
    # Whether it can be printed and typed over by staff.
    on_paper = False

    # What a resident sees

    @abstractmethod
    def page(self, request: HttpRequest, part: Part) -> HttpResponse:
        """Answer a GET or POST of the page of the part; who may see the part was checked."""

    def urls(self) -> list[URLPattern]:
        """Give further addresses under the page of a part; their views take `slug` and `number`."""
        return []

    def results(self, part: Part, data: dict[str, Any]) -> Shown | None:
        """Give how the counted results look; `data` is what `tally` gave."""
        return None

    # What an editor does

    @abstractmethod
    def setup_url(self, part: Part) -> str:
        """Give the address where an editor fills this part."""

    def set_up(self, part: Part, content: dict[str, Any]) -> None:  # noqa: B027  # not every method has content
        """Fill a new part from a blueprint."""

    def copy(self, source: Part, target: Part) -> None:  # noqa: B027  # settings are copied already
        """Copy what is asked (never what was answered) into a new part."""

    def problems(self, part: Part) -> Iterable[Problem]:
        """Give what keeps this part from opening."""
        return ()

    def wordings(self, part: Part) -> Iterable[Wording]:
        """Give what residents read in this part, besides its title and introduction."""
        return ()

    # What is counted and given out

    def tally(self, part: Part) -> dict[str, Any]:
        """Count all sent answers anew; plain JSON, no personal data, small groups already left out."""
        return {}

    def answers(self, part: Part) -> int:
        """Give how many took part."""
        return Response.objects.filter(part=part, state=Response.State.SENT).count()

    def columns(self, part: Part) -> list[str]:
        """Give the heads of the export, in the language of the questions."""
        return []

    def rows(self, part: Part, *, is_public: bool) -> Iterator[list[Any]]:
        """Give the rows of the export one by one, in flat memory; if `is_public` without what may be personal."""
        return iter(())

    def said(self, part: Part, response: Response) -> list[Said]:
        """Give the answers in words, for the receipt; only questions that were reached."""
        return []

    def forget(self, part: Part, response: Response) -> None:  # noqa: B027  # most keep everything in the response
        """Wipe what this method keeps of its own for a response that is taken back; in the same transaction."""

    def points(self, part: Part, response: Response) -> list[Point]:
        """Give what this response says that the province can answer."""
        return []

    # For methods that keep their own instead of responses

    def people(self, part: Part) -> QuerySet[User]:
        """Give who took part with an account, besides those with a participation: they hear what becomes of it."""
        return User.objects.none()

    def own_points(self, part: Part) -> Iterator[Point]:
        """Give what was said that the province can answer, of a method without responses; in flat memory."""
        return iter(())

    # On paper

    def paper(self, part: Part) -> Shown | None:
        """Give the same questions to print, with boxes to tick and lines to write on."""
        return None

    def paper_form(self, part: Part, data: Any = None) -> BaseForm:
        """Give one form with all questions, in which staff types over what is on paper."""
        raise NotImplementedError

    def from_paper(self, part: Part, form: BaseForm) -> dict[str, Any]:
        """Give the `data` of a response from such a form that is valid."""
        raise NotImplementedError

    def fill_demo(self, part: Part, people: list[User], chance: Random) -> None:  # noqa: B027  # not every one has rows
        """Make what belongs to the demo besides made-up responses: rows of its own, by people of the demo."""

    def demo(self, part: Part, chance: Random) -> dict[str, Any]:
        """Make up one believable response for the demo and for measuring."""
        return {}

    def keep(self, part: Part, response: Response) -> None:  # noqa: B027  # most keep everything in `data`
        """Write what is in the `data` of a response that came by another way (demo, paper) to tables of the method."""


METHODS: dict[str, Method] = {}


def register(method: Method) -> Method:
    """Add a way of asking; twice is the same as once."""
    METHODS.setdefault(method.code, method)
    return METHODS[method.code]


def method_of(part: Part) -> Method:
    """Give the method of a part."""
    return METHODS[part.method]
