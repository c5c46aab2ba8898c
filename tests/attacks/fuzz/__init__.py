"""Fuzzing of every input: `python -m tests.attacks.fuzz` (`make fuzz`), and a short run in pytest."""
