"""What people do around initiatives, for editors who choose whom a newsletter is for."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from initiatives.models import Offer
from newsletters.audience import Doing
from voting.models import Support

DOINGS = (
    Doing("supporters", _("supports something"), Support.objects.all),
    Doing("helpers", _("helps with something"), Offer.objects.counted),
)
