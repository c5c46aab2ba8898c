"""Feedback on an exercise, from the engine's trace: concrete, kind, with source and example."""
