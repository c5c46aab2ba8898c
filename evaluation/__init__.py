"""Measuring the assistant: the commands of the public contract, baselines and benchmarks."""
