"""The renderer itself. Who asks for it here first has it in half of the time that it takes to load."""
from booklet.core.system_libraries import found_by_name

with found_by_name():
    import weasyprint

__all__ = ["weasyprint"]
