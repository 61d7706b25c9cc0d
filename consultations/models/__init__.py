"""What is kept of consultations."""

from consultations.models.answers import Passage, Quote, Report, Step
from consultations.models.consultation import Consultation
from consultations.models.course import Part, Phase
from consultations.models.paper import PaperSheet
from consultations.models.remarks import Remark, Tag, Tagging
from consultations.models.results import Result
from consultations.models.taking_part import EmailCode, Participation, Response

__all__ = [
    "Consultation",
    "EmailCode",
    "PaperSheet",
    "Part",
    "Participation",
    "Passage",
    "Phase",
    "Quote",
    "Remark",
    "Report",
    "Response",
    "Result",
    "Step",
    "Tag",
    "Tagging",
]
