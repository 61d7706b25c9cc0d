"""House rules, reports, cases, decisions and what came of them."""

from moderation.models.cases import Case, CaseNote, Signal, Source
from moderation.models.decisions import RESTRICTING, Appeal, Decision, Law, Measure, Restriction
from moderation.models.house_rules import HouseRule, RulesVersion
from moderation.models.reasons import ReasonTemplate
from moderation.models.reports import Report, ReportCounter
from moderation.models.screening import Learned, Marks, Policy, WordRule
from moderation.models.waves import Wave, WaveMember

__all__ = [
    "RESTRICTING",
    "Appeal",
    "Case",
    "CaseNote",
    "Decision",
    "HouseRule",
    "Law",
    "Learned",
    "Marks",
    "Measure",
    "Policy",
    "ReasonTemplate",
    "Report",
    "ReportCounter",
    "Restriction",
    "RulesVersion",
    "Signal",
    "Source",
    "Wave",
    "WaveMember",
    "WordRule",
]
