"""Benchmarks: how long an advice takes and how that grows with the catalogue (`make bench`)."""
