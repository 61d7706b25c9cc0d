"""What people wrote and others can read is noted here, in the transaction that wrote it, for who looks at it later.

Every app can write such a row; moderation, which stands above most of them, takes them up. So nothing that was written
is missed when the queue or a worker is away.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core import signing

from foundation.models import Written
from foundation.nudges import nudge

# Within so many hours a moderator looks at what waits; told to whoever wrote it (moderation keeps to it).
WAITS_HOURS = 24
OPENED = "foundation.opened"

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


@dataclass(frozen=True)
class Admission:
    """Whether something somebody writes waits for a moderator before others can read it."""

    waits: bool = False


# The kind, who wrote it (None: somebody without an account, or whose name stays apart) and the municipality.
Gate = Callable[[str, "AbstractBaseUser | None", int | None], Admission]
Keeper = Callable[[str, int], None]
_gates: list[Gate] = []
_keepers: list[Keeper] = []


def written(
    kind: str,
    pk: int,
    *,
    author: AbstractBaseUser | None,
    seconds: float | None = None,
    admission: Admission | None = None,
) -> None:
    """Note that somebody wrote or changed something, in the transaction that writes it.

    Without `author` nothing leads from the text to a person. `seconds` is how long they had the form open, if that is
    known. What waits is put before a moderator in this same transaction, so that nothing waits unseen.
    """
    Written.objects.create(kind=kind, subject_id=pk, author_id=author.pk if author else None, seconds=seconds)
    if admission is not None and admission.waits:
        for keep in _keepers:
            keep(kind, pk)
    nudge("moderation.tasks.screen")


def stand_at_the_gate(gate: Gate, keeper: Keeper) -> None:
    """Have `gate` asked about everything that is written and `keeper` told of what waits; an app does this once."""
    if gate not in _gates:
        _gates.append(gate)
        _keepers.append(keeper)


def admit(kind: str, author: AbstractBaseUser | None, place: int | None) -> Admission:
    """Ask whether somebody may write something (in a municipality), and whether it waits. Raises Refused for a no."""
    # Every gate is asked, also after one that lets it wait: any of them may refuse.
    answers = [gate(kind, author, place) for gate in _gates]
    return Admission(waits=any(answer.waits for answer in answers))


def opened() -> str:
    """Give a signed mark of this moment, for a form to carry; it says when the form was opened and nothing else."""
    return signing.dumps(round(time.time(), 1), salt=OPENED)


def seconds_since(mark: str) -> float | None:
    """Give how long ago a form was opened; None for a mark that is not ours."""
    try:
        return max(0.0, time.time() - float(signing.loads(mark, salt=OPENED)))
    except (signing.BadSignature, ValueError, TypeError):
        return None
