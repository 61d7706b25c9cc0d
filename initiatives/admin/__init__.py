"""Initiatives in the back office, by concept: to look at; state changes go through actions."""

from initiatives.admin.courses import CourseAdmin, KindAdmin, OfficeAdmin
from initiatives.admin.helping import OfferAdmin, TeamMemberAdmin, UpdateAdmin
from initiatives.admin.initiative import InitiativeAdmin
from initiatives.admin.merging import MergeAdmin
from initiatives.admin.promises import (
    AnswerAdmin,
    ClosingReportAdmin,
    MilestoneAdmin,
    PromiseAdmin,
    SignatureSheetAdmin,
)

__all__ = [
    "AnswerAdmin",
    "ClosingReportAdmin",
    "CourseAdmin",
    "InitiativeAdmin",
    "KindAdmin",
    "MergeAdmin",
    "MilestoneAdmin",
    "OfferAdmin",
    "OfficeAdmin",
    "PromiseAdmin",
    "SignatureSheetAdmin",
    "TeamMemberAdmin",
    "UpdateAdmin",
]
