"""The forms of initiatives, by concept. They check; they save nothing."""

from initiatives.forms.helping import AcceptForm, DeclineForm, InviteForm, MessageForm, OfferForm, UpdateForm
from initiatives.forms.merging import MergeForm
from initiatives.forms.supporting import SupportForm
from initiatives.forms.writing import (
    STEPS,
    HelpForm,
    IdeaForm,
    ListFilter,
    NameForm,
    PlaceForm,
    WithdrawForm,
    check,
    step_form,
    typed_in,
)

__all__ = [
    "STEPS",
    "AcceptForm",
    "DeclineForm",
    "HelpForm",
    "IdeaForm",
    "InviteForm",
    "ListFilter",
    "MergeForm",
    "MessageForm",
    "NameForm",
    "OfferForm",
    "PlaceForm",
    "SupportForm",
    "UpdateForm",
    "WithdrawForm",
    "check",
    "step_form",
    "typed_in",
]
