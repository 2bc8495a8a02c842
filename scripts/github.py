"""Write what was found as workflow commands, which GitHub shows beside the lines of a pull request."""

from __future__ import annotations


def command(kind: str, message: str, **properties: object) -> str:
    """The command, its parts escaped as GitHub asks; `kind` is error, warning or notice."""
    given = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{kind} {given}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
