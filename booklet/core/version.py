"""The version of the press, which stands in pyproject.toml alone: this is a program run from its folder."""
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


def press_version() -> str:
    """0.1.0"""
    return str(tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"])
