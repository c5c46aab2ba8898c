"""What a trainee's question to a played person asks, and in which form it is asked."""

from practice.questions.forms import Vorm
from practice.questions.recognising import Context, Question, recognise

__all__ = ["Context", "Question", "Vorm", "recognise"]
