"""Initiatives in the back office, by concept: to look at; state changes go through actions."""

from initiatives.admin.answers import AnswerAdmin, ClosingReportAdmin, MilestoneAdmin, SignatureSheetAdmin
from initiatives.admin.courses import CourseAdmin, KindAdmin
from initiatives.admin.helping import OfferAdmin, TeamMemberAdmin, UpdateAdmin
from initiatives.admin.initiative import InitiativeAdmin
from initiatives.admin.merging import MergeAdmin

__all__ = [
    "AnswerAdmin",
    "ClosingReportAdmin",
    "CourseAdmin",
    "InitiativeAdmin",
    "KindAdmin",
    "MergeAdmin",
    "MilestoneAdmin",
    "OfferAdmin",
    "SignatureSheetAdmin",
    "TeamMemberAdmin",
    "UpdateAdmin",
]
