"""The scorecard: what instruments for patient handouts ask, what a program can answer, and what two people must.

Instruments and signs are data (TOML). A decider looks at one thing and gives evidence; it answers only where a program
can know. The kit for tests with readers is made here too, from the questions that authors mark in the text.
"""
