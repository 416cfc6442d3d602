"""Check: the promises that a finished PDF keeps, asked of its bytes. The pipeline asks by the name below."""
from booklet.check.judge import proof_problems

__all__ = ["proof_problems"]
