"""The clinic profile: is it filled in, can its phones be rung, and has it what the manuscript asks for."""
