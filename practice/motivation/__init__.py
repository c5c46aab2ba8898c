"""What a trainee's written motivation holds: reasons, what is not so, steps, other products."""

from practice.motivation.assessing import Assessment, Reason, assess

__all__ = ["Assessment", "Reason", "assess"]
