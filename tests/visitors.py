"""What visitors do over HTTP, without JavaScript, and how their pages are read."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from threading import Barrier
from typing import Any

from django.core import mail
from django.db import connection, connections
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User

IDEA = {
    "title": "Samen koken in het dorpshuis",
    "summary": "Elke week een maaltijd voor wie wil aanschuiven, gekookt door buren.",
    "story": "We koken met wat de moestuinen geven. Iedereen schuift aan, jong en oud.\n\n- op donderdag\n- om zes uur",
}


class Form(HTMLParser):
    """The first form with a given action on a page: what a browser would send when its button is pressed."""

    def __init__(self, html: str, action: str) -> None:
        super().__init__()
        self.action, self.inside, self.found = action, False, False
        self.fields: dict[str, list[str]] = {}
        self.textarea = self.select = ""
        self.feed(html)
        assert self.found, f"no form for {action}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = not self.found and values.get("action", self.action) == self.action
            self.found = self.found or self.inside
        if tag == "option" and self.inside and self.select and "selected" in values:
            self.fields[self.select].append(values.get("value", ""))
        name = values.get("name", "")
        if not self.inside or not name:
            return
        if tag == "textarea":
            self.textarea = name
            self.fields[name] = [""]
        elif tag == "input" and (values.get("type") not in {"radio", "checkbox", "file"} or "checked" in values):
            self.fields.setdefault(name, []).append(values.get("value", ""))
        elif tag == "select":
            self.fields.setdefault(name, [])
            self.select = name

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.fields[self.textarea][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            if self.textarea:
                self.fields[self.textarea][0] = self.fields[self.textarea][0].removeprefix("\n")
            self.textarea = ""
        elif tag == "select":
            self.select = ""
        elif tag == "form":
            self.inside = False


def text_of(response: HttpResponseBase) -> str:
    content: bytes = response.content  # type: ignore[attr-defined]  # the client's own kind of response
    return content.decode()


def code_in_mail() -> str:
    """The code in the newest mail, as a person would copy it."""
    found = re.search(r"^\s*([0-9A-Z]{3,}(?:-[0-9A-Z]{3,})?)\s*$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def ask_for_code(client: Client, email: str, **data: str) -> Any:
    return client.post(reverse("accounts:enter"), {"email": email, **data}, follow=True)


def type_code(client: Client, code: str, **data: str) -> Any:
    return client.post(reverse("account_confirm_login_code"), {"code": code, **data})


def come_in(client: Client, email: str, *, to: str = "") -> Any:
    """Sign in, or up, with the code from the mail; follows the last redirect."""
    onward = {"next": to} if to else {}
    ask_for_code(client, email, **onward)
    return client.post(reverse("account_confirm_login_code"), {"code": code_in_mail(), **onward}, follow=True)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def queries(client: Client, url: str, **options: Any) -> int:
    """How many queries a page takes, once the small tables that every page shares were read."""
    assert client.get(url, **options).status_code == 200, url
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url, **options).status_code == 200
    return len(captured)


def at_once(people: int, what: Callable[[int], Any]) -> list[Any]:
    """Do something in many threads at the same moment, each with its own connection; gives results or exceptions."""
    start = Barrier(people)

    def one(number: int) -> Any:
        try:
            start.wait()
            return what(number)
        except Exception as error:  # noqa: BLE001  # the test looks at what came out
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(people) as pool:
        return list(pool.map(one, range(people)))
