"""The login of a mail server: from the environment, or from the keyring of the machine; never from a command line, which
others see, nor from a file of ours.
"""
import os
from contextlib import suppress
from importlib.util import find_spec

from booklet.core.problems import Place, Problem, stop_at

if find_spec("keyring"):  # an extra: pip install keyring
    import keyring
    from keyring.errors import KeyringError

USER, PASSWORD, KEYRING = "BOOKLET_SMTP_USER", "BOOKLET_SMTP_PASSWORD", "booklet"


def login() -> tuple[str, str]:
    """The name and the password; ("", "") for a server that asks for none. Raises BookletError for a name without one."""
    user, password = os.environ.get(USER, ""), os.environ.get(PASSWORD, "")
    if user and not password and find_spec("keyring"):
        with suppress(KeyringError):
            password = keyring.get_password(KEYRING, user) or ""
    if user and not password:
        says = f"{USER} is set, and there is no password for it"
        hint = f"set {PASSWORD}; or keep it: python -m keyring set {KEYRING} NAME"
        stop_at([Problem(Place("the environment"), "login-refused", says, hint)])
    return user, password
