"""What somebody typed in a form before they were asked to sign in, kept in their session until it is sent."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from consultations.models import Part

SESSION = "consultations_kept"
# Not typed by a person, or not to be sent a second time.
OWN_FIELDS = ("csrfmiddlewaretoken", "deelname")
# The fields of the gate itself begin with this.
GATE = "toegang"
MOST_SIGNS = 300_000


@dataclass(frozen=True)
class Typed:
    """The fields of a form with the address it goes to; `had_files` when files were chosen, which are not kept."""

    path: str
    fields: list[tuple[str, str]]
    had_files: bool = False


def typed_in(request: HttpRequest) -> Typed:
    """Give what was typed in the form of this request, without what the gate itself asked."""
    fields = [
        (name, str(value))
        for name, values in request.POST.lists()
        if name not in OWN_FIELDS and name != GATE and not name.startswith(f"{GATE}-")
        for value in values
    ]
    had_files = bool(request.FILES) or bool(request.POST.get(f"{GATE}-bestanden"))
    return Typed(request.get_full_path(), fields, had_files)


def keep(request: HttpRequest, part: Part) -> bool:
    """Keep what was typed until this browser comes back signed in, one form at a time; False when it is too much."""
    typed = typed_in(request)
    if sum(len(name) + len(value) for name, value in typed.fields) > MOST_SIGNS:
        return False
    request.session[SESSION] = {
        "part": part.pk,
        "path": typed.path,
        "fields": typed.fields,
        "had_files": typed.had_files,
    }
    return True


def waiting(request: HttpRequest, part: Part) -> Typed | None:
    """Give what waits to be sent for this part."""
    found = request.session.get(SESSION)
    if not found or found["part"] != part.pk:
        return None
    return Typed(found["path"], [(name, value) for name, value in found["fields"]], found["had_files"])


def forget(request: HttpRequest, part: Part) -> None:
    """Forget it: it arrived. Only who signed in can have something waiting."""
    if request.user.is_authenticated and waiting(request, part) is not None:
        del request.session[SESSION]
