"""What stands out about a wave, in plain sentences with its numbers, and what else it may be."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def sentence(finding: dict[str, Any]) -> str:
    """Say one finding, as it is kept in the evidence; an unknown code says nothing."""
    words = {
        "network": _("%(count)d supporters came from the same network. Kinds of device: %(devices)d."),
        "device": _("%(count)d of %(of)d supporters on one network used the same kind of device and language."),
        "burst": _(
            "%(count)d supports came right after each other: half of them within %(gap)s. Here the usual time "
            "between two supports is %(usual)s."
        ),
        "domain": _(
            "%(count)d supporters have an e-mail address at %(domain)s, which %(elsewhere)d other accounts use."
        ),
        "new": _("%(count)d of %(of)d made their account less than an hour before."),
        "alone": _("%(count)d of %(of)d did nothing else on this site."),
    }
    times = {name: duration(round(finding.get(name, 0))) for name in ("gap", "usual")}
    numbers = {**finding, **times}
    return words[finding["code"]] % numbers if finding.get("code") in words else ""


def innocent(finding: dict[str, Any]) -> str:
    """Say why something innocent may look the same, for the moderator; empty when there is nothing to say."""
    words = {
        "network": _("A school class, a library, a town hall or a village evening with one wifi looks like this too."),
        "device": _("A school or an office hands out the same laptops or phones to everybody."),
        "burst": _("Somebody who says on a stage “take your phone now” gets this as well, and so does a news item."),
        "domain": _("This may be an association, a school or a company where people heard of it together."),
        "new": _("Who hears of the site through a friend makes an account to support, and that is welcome."),
        "alone": _("Most people support one thing and come back months later."),
    }
    return words.get(str(finding.get("code")), "")


def duration(seconds: int) -> str:
    """Give a number of seconds as people say it: seconds, minutes or hours."""
    if seconds < 120:
        return ngettext("%(count)d second", "%(count)d seconds", seconds) % {"count": seconds}
    if seconds < 7_200:
        return ngettext("%(count)d minute", "%(count)d minutes", seconds // 60) % {"count": seconds // 60}
    return ngettext("%(count)d hour", "%(count)d hours", seconds // 3_600) % {"count": seconds // 3_600}
