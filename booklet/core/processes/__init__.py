"""Other processes: workers, what is bounded, what a signal does."""
