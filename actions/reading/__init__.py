"""Reading a person's plain answer in the light of the question that was asked.

Choices, numbers, places, yes and no, and simple words; in doubt nothing is read. What was asked
decides how an answer is read, so nothing here needs a conversation or a trained model.
"""

from actions.reading.answers import read_answer
from actions.reading.choices import read_choice
from actions.reading.clauses import without_supposition
from actions.reading.places import read_place
from actions.reading.plain import read_yes_no
from actions.reading.quantities import read_number
from actions.reading.result import Kind, Reading

__all__ = [
    "Kind",
    "Reading",
    "read_answer",
    "read_choice",
    "read_number",
    "read_place",
    "read_yes_no",
    "without_supposition",
]
