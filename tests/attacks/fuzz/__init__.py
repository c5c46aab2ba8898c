"""Fuzzing of every input: `make fuzz`, and a short run in test_fuzz.py."""
