"""Moderation in the back office: the queue with its workbench, and what was decided."""

from moderation.admin import appeals, cases, decisions, house_rules, reports, screening, waves

__all__ = ["appeals", "cases", "decisions", "house_rules", "reports", "screening", "waves"]
