"""Check who sent what: the envelope around a form's data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, Final

from scripts.findings import Finding
from scripts.model.form import Form, Period
from scripts.model.from_schema import build_leaf
from scripts.schema import registry
from scripts.schema.catalogue import submission_schema
from scripts.submissions.editions import why_unread
from scripts.submissions.submission import Submission
from scripts.validation.json_schema import Judge
from scripts.wording import text
from scripts.wording.checking import FILL_ON_COVER, FILL_ON_SHEET
from scripts.wording.constraints import limit
from scripts.wording.messages import finding

_ISO: Final = 10  # letters of a date as envelopes give it


@cache
def _judge(field: str = "") -> Judge:
    """Of the whole envelope, or of one field."""
    return Judge(_schema_of(field) if field else submission_schema())


def check_envelope(submission: Submission, form: Form | None) -> Iterator[Finding]:
    """Findings on the envelope; `form` is None where the code names no form."""
    envelope = submission.envelope
    said = _Speaker(submission)
    yield from _shape(envelope, said)
    if form is None:
        if isinstance(envelope.get("form"), str):
            yield said("unknown-form", "form", found=f"Biểu {envelope['form']}")
        return
    if envelope.get("version") not in (None, form.version):
        version = str(envelope["version"])
        yield said(why_unread(form, version), "version", form=form.label.text, found=version, expected=form.version)
    yield from _unit(envelope.get("unit"), said)
    yield from _period(envelope.get("period"), form, said)
    has_data = bool(envelope.get("data"))
    if envelope.get("nil") is True and has_data:
        yield said("nil-with-data", "nil")
    if has_data and not form.fillable:
        yield said("not-fillable", "form", form=form.label.text)
    if has_data and "money_unit" in form.asks and "money_unit" not in envelope:
        yield said("money-unit-missing", "money_unit")


class _Speaker:
    """Makes findings of one submission's envelope."""

    def __init__(self, submission: Submission) -> None:
        self.submission = submission

    def __call__(self, code: str, field: str, **facts: Any) -> Finding:
        spot = self.submission.field_spot(field)
        shown = {k: facts.pop(k) for k in ("value", "allowed") if k in facts}
        return finding(
            code, file=self.submission.file, form=self.submission.code, sheet=spot.sheet, cell=spot.cell,
            path=spot.path, order=spot.order, facts=facts, **shown,
        )  # fmt: skip


def _schema_of(field: str) -> dict[str, Any]:
    schema: dict[str, Any] = submission_schema()["properties"][field]
    return schema


def _title(field: str) -> str:
    node = submission_schema()["properties"].get(field, {})
    return str(node.get("title", field))


def _shape(envelope: dict[str, Any], said: _Speaker) -> Iterator[Finding]:
    """What the envelope's own schema refuses; the unit has words of its own."""
    schema = submission_schema()
    for name in (n for n in schema["required"] if n not in envelope and n != "unit"):
        yield said("envelope-missing", name, name=_title(name))
    for name in sorted(set(envelope) - set(schema["properties"])):
        yield said("unknown-field", name, name=name)
    contents = [name for name in ("data", "nil", "attached") if name in envelope]
    if len(contents) != 1 and contents != ["data", "nil"]:
        yield said("content-many" if contents else "content-missing", "data")
    errors = {str(e.absolute_path[0]): e for e in _judge().errors(envelope) if e.absolute_path}
    if isinstance(envelope.get("period"), dict):
        errors.pop("period", None)  # has words of its own
    for field, error in sorted(errors.items()):
        if error.validator == "required" and field != "unit":
            inner: Any = error.schema
            missing = next(name for name in inner["required"] if name not in envelope[field])
            yield said("envelope-missing", field, name=inner["properties"][missing]["title"])
        elif field != "unit":
            yield said(
                "envelope-invalid", field, name=_title(field), value=text.shown(error.instance), allowed=_allowed(field)
            )


def _allowed(field: str) -> str:
    """What a field of the envelope may hold, in words."""
    schema = _schema_of(field)
    if "oneOf" in schema or schema.get("type") == "string":
        return limit(build_leaf(schema), document=True)
    return _ALLOWED.get(field, "nội dung theo ví dụ trên trang hướng dẫn")


_ALLOWED = {
    "period": "hai ngày from và to, ghi dạng năm-tháng-ngày, ví dụ 2026-05-31",  # where it is no group at all
    "nil": "true",
    "attached": "tên tệp (file)",
    "data": "số liệu theo mẫu của biểu",
}


def _unit(unit: Any, said: _Speaker) -> Iterator[Finding]:
    if not isinstance(unit, dict) or not any(unit.get(k) for k in ("code", "name", "kind")):
        no_cover = not said.submission.document and not said.submission.field_spot("unit").cell
        yield said("unit-missing", "unit", fill=FILL_ON_SHEET if no_cover else FILL_ON_COVER)
    elif not unit.get("code") and bool(unit.get("name")) != bool(unit.get("kind")):
        name = unit.get("name")
        field = "unit_kind" if name and not _alike(name) else "unit"
        yield said("unit-unclear", field, value=text.shown(name), alike=_alike(name))
    elif error := next(iter(_judge("unit").errors(unit)), None):
        field = str(error.absolute_path[0]) if error.absolute_path else ""
        known = _schema_of("unit")["properties"]
        name = str(known[field]["title"]) if field in known else _title("unit")
        kinds = registry.kinds() if said.submission.document else registry.kinds().values()
        allowed = "mã (code), hoặc tên và loại (name, kind), ghi bằng chữ trong dấu nháy"
        if field == "kind":
            allowed = "một trong các loại: " + "; ".join(kinds)
        where = "unit_kind" if field == "kind" else "unit"
        yield said("envelope-invalid", where, name=name, value=text.shown(error.instance), allowed=allowed)
    else:
        yield from _registered(unit, said)


def _registered(unit: dict[str, str], said: _Speaker) -> Iterator[Finding]:
    """Whether what names the unit, its code, its name and its kind, names the same one of the registry."""
    known, name, kind = registry.find(unit), unit.get("name", ""), unit.get("kind", "")
    if known is None:
        yield said("unit-unknown", "unit", value=text.shown(unit["code"]), alike=_alike(name))
    elif not known.code:
        of_name = registry.named(name)
        if of_name:
            yield _kind_differs(kind, of_name, said)
        elif alike := _alike(name):
            yield said("unit-alike", "unit", value=text.shown(name), alike=alike)
    elif name and registry.named(name) != known:
        yield said("unit-name-differs", "unit", value=text.shown(name), unit=known.choice, alike=_alike(name))
    elif kind and kind != known.kind:
        yield _kind_differs(kind, known, said)


def _kind_differs(kind: str, unit: registry.Unit, said: _Speaker) -> Finding:
    value, allowed = (text.shown(registry.kinds()[one]) for one in (kind, unit.kind))
    return said("unit-kind-differs", "unit_kind", value=value, unit=unit.choice, allowed=allowed)


def _alike(name: Any) -> str:
    """Says which registered unit has a name like this one; nothing where none has."""
    ways = (registry.named, registry.named_in, registry.like) if isinstance(name, str) else ()
    found = next((unit for way in ways if (unit := way(name))), None)
    return f"; trong danh mục có “{found.choice}”" if found else ""


def _period(period: Any, form: Form, said: _Speaker) -> Iterator[Finding]:
    if not isinstance(period, dict):
        return
    if unknown := sorted(set(period) - set(_DAYS)):
        yield said("unknown-field", "period", name=unknown[0])
    days = {key: _day(period[key]) for key in _DAYS if key in period}
    due = _due(form.period)
    for key in (key for key, day in days.items() if day is None):
        hint = f", ví dụ {_as_written(due[key], said)}" if key in due else ""
        how = "năm-tháng-ngày" if said.submission.document else "ngày/tháng/năm"
        yield said("period-no-day", _DAYS[key], which=_WHICH[key], value=text.shown(period[key]), how=how + hint)
    missing = [key for key in _DAYS if key not in period and (key in due or key == "to")]
    if missing:
        names = " và ".join(_WHICH[key] for key in missing)
        allowed = text.period(form.period) if form.period else "theo đề cương"
        yield said("period-day-missing", _DAYS[missing[0]], which=names, allowed=allowed)
    elif form.period and None not in days.values():
        wrong = [key for key in due if days[key] != due[key]]
        if wrong:
            found = text.period(Period(days.get("from"), days["to"] or form.period.end))
            yield said("period-differs", _DAYS[wrong[0]], value=found, allowed=text.period(form.period))


_DAYS: Final = {"from": "period_from", "to": "period_to"}
_WHICH: Final = {"from": "ngày đầu kỳ", "to": "ngày cuối kỳ"}


def _due(period: Period | None) -> dict[str, date]:
    """The days that a form's period has."""
    days = {"from": period.start, "to": period.end} if period else {}
    return {key: day for key, day in days.items() if day}


def _day(said: Any) -> date | None:
    try:
        return date.fromisoformat(said) if isinstance(said, str) and len(said) == _ISO else None
    except ValueError:
        return None


def _as_written(day: date, said: _Speaker) -> str:
    return day.isoformat() if said.submission.document else f"{day:%d/%m/%Y}"
