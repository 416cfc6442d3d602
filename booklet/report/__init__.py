"""A report on the accessibility of a PDF, to print and to sign. The command asks by the name below."""
from booklet.report.sheet import report_of

__all__ = ["report_of"]
