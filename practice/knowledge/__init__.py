"""Questions of knowledge, made from the live catalogue: products, boundaries, activities.

`question` is pure: the same catalogue, seed, stelsel and level give the same question. What is
right is what the catalogue says or its engine decides; what is wrong comes from the neighbours and
is held against the same catalogue, so that it is never right as well.
"""

from practice.knowledge.deck import question
from practice.knowledge.model import KnowledgeQuestion

__all__ = ["KnowledgeQuestion", "question"]
