"""What each role may see and do in the back office; administrators may do everything there."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from accounts.models import Role

READ_CONTENT = (
    "publications.view_publication",
    "initiatives.view_initiative",
    "initiatives.view_need",
    "consultations.view_consultation",
)

ANSWERING = (
    *(f"initiatives.view_{name}" for name in ("course", "coursestep", "kind")),
    *(
        f"initiatives.{verb}_{name}"
        for name in ("answer", "milestone", "closingreport", "signaturesheet")
        for verb in ("view", "add")
    ),
    "promises.view_office",
    "promises.view_promise",
    "promises.add_promise",
    "initiatives.change_answer",
    "initiatives.change_milestone",
)

# Cases are decided in the workbench, where the rules of moderation say who may; here is what can be looked at.
MODERATING = (
    *(f"moderation.view_{name}" for name in ("case", "decision", "appeal", "restriction", "report", "reasontemplate")),
    "moderation.view_houserule",
    "moderation.view_rulesversion",
)

OF_ROLE: dict[Role, tuple[str, ...]] = {
    Role.MODERATOR: (
        *READ_CONTENT,
        "accounts.view_user",
        "initiatives.view_merge",
        "initiatives.view_offer",
        "initiatives.view_teammember",
        "initiatives.view_update",
        *MODERATING,
    ),
    Role.EDITOR: (
        *READ_CONTENT,
        *(f"themes.{verb}_theme" for verb in ("view", "add", "change")),
        *(f"newsletters.{verb}_edition" for verb in ("view", "add", "change")),
    ),
    Role.OFFICIAL: (*READ_CONTENT, *ANSWERING),
    Role.FINANCE: READ_CONTENT,
    Role.ADMINISTRATOR: (),
}


def sync_roles() -> None:
    """Give every role its group with exactly these permissions; safe to repeat, run after every migrate."""
    for role, names in OF_ROLE.items():
        wanted = Q(pk__in=[])
        for name in names:
            app, _dot, codename = name.partition(".")
            wanted |= Q(content_type__app_label=app, codename=codename)
        group, _created = Group.objects.get_or_create(name=role.value)
        group.permissions.set(Permission.objects.filter(wanted))
