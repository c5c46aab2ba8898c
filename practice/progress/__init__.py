"""What a trainee practised, how it went, and what comes back when; apart from everything else."""

from practice.progress.model import (
    Dispute,
    Due,
    Form,
    Item,
    Overview,
    Reason,
    Result,
    Sharing,
    Skill,
    SkillProgress,
    Trend,
    Weak,
    Week,
)
from practice.progress.store import ProgressStore

__all__ = [
    "Dispute",
    "Due",
    "Form",
    "Item",
    "Overview",
    "ProgressStore",
    "Reason",
    "Result",
    "Sharing",
    "Skill",
    "SkillProgress",
    "Trend",
    "Weak",
    "Week",
]
