"""Names that Windows keeps for its devices: a file of that name is the screen or a printer there, whatever its ending."""
import re

_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)  # con, con.pdf


def is_device(name: str) -> bool:
    """Whether no file can have this name on Windows."""
    return _DEVICE.fullmatch(name) is not None
