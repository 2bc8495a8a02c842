"""Numbers, dates, and the names of rows and columns as Vietnamese readers write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from scripts.model.form import Column, Form, Period, Place, Row, Stub, Supply, Table
from scripts.schema import catalogue


def number(value: float) -> str:
    """1234567.5 as 1.234.567,5: at most 6 decimals, none for whole numbers; beyond 10^18 as a power.

    Where only later decimals keep a number from being whole, they are shown.
    """
    if abs(value) > 10**18:
        digits = len(str(abs(value))) if isinstance(value, int) else int(f"{value:e}".rpartition("e")[2]) + 1
        return f"số có {digits} chữ số"
    whole, _, decimals = f"{value:,.6f}".partition(".")
    decimals = decimals.rstrip("0") or f"{Decimal(f'{value:.12g}'):f}".partition(".")[2]
    return whole.replace(",", ".") + ("," + decimals if decimals else "")


def day(value: date) -> str:
    """A date in the official style: 01/7/2025, 19/5/2026 (a zero before days under 10 and months 1, 2)."""
    month = f"{value.month:02}" if value.month < 3 else str(value.month)
    return f"{value.day:02}/{month}/{value.year}"


def period(value: Period) -> str:
    """The time that a form's figures cover."""
    if value.start is None:
        return f"đến ngày {day(value.end)}"
    return f"từ ngày {day(value.start)} đến ngày {day(value.end)}"


def shown(value: Any) -> str:
    """A value as a person wrote or would write it; at most 60 characters."""
    if value is None:
        return "ô trống"
    if value is True:
        return "dấu x"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, dict):
        return "một nhóm số liệu"
    if isinstance(value, list):
        if any(isinstance(v, dict | list) for v in value):
            return "một danh sách"
        value = "; ".join(str(v) for v in value)
    text = " ".join(str(value).split())
    return f"“{text if len(text) <= 60 else text[:59] + '…'}”"


def read_as(written: str, value: str) -> str:
    """What stands in a cell and what was understood: “(12)”, đọc là -12."""
    return f"{written}, đọc là {value}"


def column(col: Column, table: Table | None = None, limit: int = 70) -> str:
    """A column by its printed number and words: cột 4 “Cấp tỉnh”.

    Where another column of the `table` has the same words, the group is named too. Words are cut at `limit`.
    """
    words = col.label.text
    if table and col.groups and sum(c.label.text == words for c in table.columns) > 1:
        words = f"{col.groups[-1].text} – {words}"
    name = f"“{short(words, limit)}”"
    if col.label.added:
        return f"cột bổ sung {name}"
    bare = col.bare_number
    return f"cột {bare} {name}" if bare else f"cột {name}"


def row(line: Row) -> str:
    """A row by its words and key, or the code that a row of ours shows: dòng “Hội nghị quán triệt” (I.1)."""
    name = f"dòng “{short(line.label.text)}”"
    return name if line.total else f"{name} ({line.number if line.label.added and line.number else line.key})"


def stub(line: Row, holds: Stub) -> str:
    """What a column that prints the rows' own facts says in a row."""
    asking = line.asked.lines if line.asked else ()
    return {
        "number": line.number,
        "label": line.label.text,
        "unit": line.unit,
        "supplied": supply(line.supplied) if line.supplied else "",
        "lines": lines(asking).removeprefix("dòng "),
    }[holds]


def form_name(code: str) -> str:
    """What people call the form of a code, known here or not: Biểu 1B."""
    form = catalogue.forms().get(code) if code else None
    return form.label.text if form else f"Biểu {code}" if code else ""


def at_cell(cell: str, path: str) -> str:
    """A spot in a person's file: ô C10 of a sheet, or the path in a document."""
    return f"ô {cell}" if cell else path


def supply(source: Supply) -> str:
    """Where a figure stands in another form: Biểu 1B, dòng I.1, cột 3."""
    form = catalogue.forms()[source.form]
    if source.items is not None:
        return f"{form.label.text}, đếm dòng đã kê"
    rows = dict.fromkeys(cell.row or "" for cell in source.cells if cell.row != "tong")
    columns = dict.fromkeys(form.table(c.table).column(c.column or "").bare_number for c in source.cells)
    where = f"dòng {', '.join(rows)}" if rows else "dòng tổng cộng"
    return f"{form.label.text}, {where}, cột {' + '.join(columns)}"


def place(form: Form, where: Place) -> tuple[str, str]:
    """The row and the column of a place in words; empty where the place has none."""
    table = form.table(where.table) if any(t.id == where.table for t in form.tables) else None
    if table is None:
        return "", ""
    line = next((r for r in table.rows if r.key == where.row), None)
    col = next((c for c in table.columns if c.id == where.column), None)
    words = row(line) if line else ""
    if line and where.item is not None:
        words += f", mục thứ {where.item + 1}"
    return words, column(col, table) if col else ""


def short(text: str, limit: int = 70) -> str:
    """The text, cut at a word with … where it is longer than `limit` characters."""
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(",;( ") + "…"


def first_upper(words: str) -> str:
    """The words with a capital at the start."""
    return words[:1].upper() + words[1:]


def listed(parts: Sequence[str], most: int = 12, by: str = ", ") -> str:
    """A, B, C and so on: the first of the parts, at most so many, with … for what is left out."""
    return by.join([*parts[:most], *(["…"] if len(parts) > most else [])])


def this_cell(cells: Sequence[str], most: int) -> str:
    """Names the cell that is spoken of, with those of which the same is so."""
    return "Ô này" if len(cells) == 1 else f"{len(cells)} ô ({listed(cells, most)}), như ô này,"


def apart(one: str, other: str, lead: int = 3) -> tuple[str, str]:
    """Both texts from a few words before the first that differs, with … for what is left out."""
    words, others = one.split(), other.split()
    same = next(
        (n for n, (a, b) in enumerate(zip(words, others, strict=False)) if a != b), min(len(words), len(others))
    )
    start = max(0, same - lead) if same > 2 * lead else 0
    left_out = "… " if start else ""
    return left_out + " ".join(words[start:]), left_out + " ".join(others[start:])


def lines(numbers: tuple[int, ...]) -> str:
    """Transcript lines as a reference: dòng 12, dòng 12-14, 20."""
    runs: list[list[int]] = []
    for n in sorted(numbers):
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    said = ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}-{r[-1]}" for r in runs)
    return f"dòng {said}" if said else ""


def cells(addresses: tuple[str, ...]) -> str:
    """Cells of an official blank as a reference: ô B4, C4; in a Word document ô B4 của bảng 1, đoạn 3."""
    said: list[str] = []
    for address in addresses:
        part, _, place = address.rpartition("!")
        if part == "P":
            said.append(f"đoạn {place}")
        elif part:
            said.append(f"ô {place} của bảng {part[1:]}")
        else:
            said.append(place if said else f"ô {place}")
    return ", ".join(said)


def excused(note: str) -> str:
    """What is said instead of a remedy where the person explained a difference."""
    return f"Đã giải thích: {shown(note)}; nơi nhận xem lời giải thích."
