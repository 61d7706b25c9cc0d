"""The tables of initiatives, by concept."""

from initiatives.models.answer import Answer, ClosingReport, Milestone
from initiatives.models.course import Course, CourseStep, Kind, KindThreshold
from initiatives.models.helping import Need, Offer, OfferMessage
from initiatives.models.initiative import Draft, Initiative, Revision
from initiatives.models.merge import Merge, Moved
from initiatives.models.signatures import Declaration, SignatureSheet
from initiatives.models.team import Invitation, TeamMember, TeamRole
from initiatives.models.update import Update

__all__ = [
    "Answer",
    "ClosingReport",
    "Course",
    "CourseStep",
    "Declaration",
    "Draft",
    "Initiative",
    "Invitation",
    "Kind",
    "KindThreshold",
    "Merge",
    "Milestone",
    "Moved",
    "Need",
    "Offer",
    "OfferMessage",
    "Revision",
    "SignatureSheet",
    "TeamMember",
    "TeamRole",
    "Update",
]
