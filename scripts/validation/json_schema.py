"""Judge a value by a JSON Schema: a quick validator decides, and the reference explains what it refuses."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import jsonschema_rs

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError


class Judge:
    """What one schema of draft 2020-12 refuses; dates are held to their format.

    Nearly every return is sound, and jsonschema takes some 40 times as long as jsonschema-rs to say so. Only
    the errors of jsonschema are ever shown.
    """

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._schema = dict(schema)

    def accepts(self, value: Any) -> bool:
        """Whether the value is valid."""
        return not self.errors(value)

    def errors(self, value: Any) -> list[ValidationError]:
        """What is wrong with the value, in the order of the schema; an empty list for a valid one."""
        return [] if self._is_sound(value) else self._explain(value)

    def _is_sound(self, value: Any) -> bool:
        try:
            return self._quick.is_valid(value)
        except ValueError:  # it takes no number of hundreds of digits and no half surrogate pair
            return False

    def _explain(self, value: Any) -> list[ValidationError]:
        from jsonschema import Draft202012Validator, FormatChecker

        return list(Draft202012Validator(self._schema, format_checker=FormatChecker(["date"])).iter_errors(value))

    @cached_property
    def _quick(self) -> jsonschema_rs.Draft202012Validator:
        return jsonschema_rs.Draft202012Validator(self._schema, validate_formats=True)
