"""Benchmarks: ratios of one run on one machine. Never tests: a busy machine would make them lie."""
