"""Faults in a catalogue that validation cannot see: the command `lint`.

Validation (`catalog.loader`) refuses what is wrong in form. What is found here is right in form
and wrong in substance: a fact that cannot be traced, a product that nobody is ever advised, two
products that are one, a question that serves nothing, a text that is too hard to read.
"""

from catalog.lint.command import lint_command, run_lint
from catalog.lint.fault import Fault, Kind
from catalog.lint.reading_level import lint_fragments, lint_texts
from catalog.lint.terms import read_terms

__all__ = [
    "Fault",
    "Kind",
    "lint_command",
    "lint_fragments",
    "lint_texts",
    "read_terms",
    "run_lint",
]
