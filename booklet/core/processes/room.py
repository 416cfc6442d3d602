"""Room: what a machine may run out of. A full disk, too many open files, a file larger than is allowed: no fault of ours."""
import errno

_NAMES = ("ENOSPC", "EDQUOT", "EFBIG", "EMFILE", "ENFILE")  # not every system has each
_OUT_OF_IT = {getattr(errno, name) for name in _NAMES if hasattr(errno, name)}


def out_of_room(error: Exception) -> str:
    """What there was none of, in the words of the system; "" for any other error."""
    if isinstance(error, OSError) and error.errno in _OUT_OF_IT:
        return (error.strerror or str(error)).lower()
    return "no usable folder for temporary files" if "usable temporary directory" in str(error) else ""  # as tempfile says
