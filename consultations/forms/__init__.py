"""The forms of the workshop."""

from consultations.forms.workshop import BasicsForm, EntryForm, PartForm, PhaseForm, StartForm, WithdrawForm

__all__ = ["BasicsForm", "EntryForm", "PartForm", "PhaseForm", "StartForm", "WithdrawForm"]
