"""The filled forms of one unit, as sources of the figures that a report or another form states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from scripts.model.data import Data, pruned
from scripts.model.form import Form, Place, Supply
from scripts.model.supply import listed, supplied
from scripts.model.totals import Number, with_totals
from scripts.schema import registry
from scripts.submissions.submission import Submission
from scripts.wording import text, together


@dataclass(frozen=True, slots=True)
class Source:
    """A filled form: its data with totals computed; a form declared nil holds nothing but zeros."""

    form: Form
    submission: Submission
    data: Data
    nil: bool

    @property
    def money_unit(self) -> str:
        """The unit of all amounts in the form; empty where it asks for none or none was declared."""
        return str(self.submission.envelope.get("money_unit", "")) if "money_unit" in self.form.asks else ""

    @property
    def name(self) -> str:
        """The name of the file."""
        return PurePath(self.submission.file).name

    def says(self, supply: Supply) -> Number | None:
        """The figure that the form supplies; None where its cells are blank."""
        return 0 if self.nil else supplied(self.form, self.data, supply)

    def where(self, supply: Supply) -> str:
        """The form, its file and the cells, in words."""
        if self.nil:
            return together.form_source(self.form.label.text, self.name, [together.NIL])
        if supply.items is not None:
            said = [together.counted(len(listed(self.form, self.data, supply.items)))]
        else:
            said = [self.at(cell) for cell in supply.cells]
        return together.form_source(self.form.label.text, self.name, said)

    def at(self, place: Place) -> str:
        """A cell of the file in words."""
        spot = self.submission.spot(place)
        return text.at_cell(spot.cell, spot.path)


@dataclass(frozen=True, slots=True)
class Sources:
    """The filled forms of a unit by code, and whether it is of the province or a commune (empty: not known)."""

    forms: Mapping[str, Source]
    level: str

    def of(self, supply: Supply | None) -> Source | None:
        """The form that supplies the figure, where it is there and speaks for this unit."""
        if supply is None or (supply.unit_level and supply.unit_level != self.level):
            return None
        return self.forms.get(supply.form)


def gather(returns: Sequence[Submission], forms: Mapping[str, Form]) -> Sources:
    """The filled forms among the returns of one unit.

    Of several returns of one form the first counts; that there are several is said elsewhere.
    """
    found: dict[str, Source] = {}
    for submission in returns:
        form, data = forms.get(submission.code), submission.envelope.get("data")
        nil = submission.envelope.get("nil") is True
        if form and form.fillable and form.code not in found and (nil or isinstance(data, dict)):
            given = pruned(data) if isinstance(data, dict) else {}
            found[form.code] = Source(form, submission, with_totals(form, given), nil and not given)
    return Sources(found, _level(returns))


def _level(returns: Sequence[Submission]) -> str:
    units = (s.envelope.get("unit") for s in returns)
    known = [registry.find(unit) for unit in units if isinstance(unit, dict)]
    return next((unit.level for unit in known if unit and unit.level), "")
