"""Where pages, downloads and headings of the site stand; addresses are stable and ASCII."""

from __future__ import annotations

import re
import unicodedata

HOME = "index.md"
FORMS = "bieu/index.md"
OUTLINE = "de-cuong.md"
WRITING = "bao-cao/index.md"
PLAN = "ke-hoach.md"
PLAN_TEXT = "ke-hoach-toan-van.md"
QUESTIONS = "hoi-dap.md"
CORRECTIONS = "hieu-dinh.md"
CHECKING = "kiem-tra.md"
DOWNLOADS = "tai-ve.md"
NEWS = "co-gi-moi.md"
GLOSSARY = "chu-viet-tat.md"
REPOSITORY = "kho.md"
OTHER_UNITS = "don-vi/khac.md"
COMBINED = "downloads/tat-ca-bieu.xlsx"
REPORT = "downloads/bao-cao-so-ket.docx"
CALENDAR = "downloads/lich-so-ket.ics"
EVERYTHING = "downloads/tron-bo.zip"
OFFLINE = "downloads/trang-ngoai-mang.zip"
WITHOUT_CONTENTS = (HOME, FORMS, WRITING, GLOSSARY)


def form(code: str) -> str:
    """The page of a form."""
    return f"bieu/{code.lower()}.md"


def unit(kind: str) -> str:
    """What units of a kind have to do."""
    return f"don-vi/{kind.replace('_', '-')}.md"


def package(name: str) -> str:
    """An example package, zipped."""
    return f"downloads/ho-so-vi-du-{name}.zip"


def workbook(code: str) -> str:
    """The blank workbook of a form."""
    return f"downloads/bieu-{code.lower()}.xlsx"


def example(code: str) -> str:
    """The completed example of a form."""
    return f"downloads/bieu-{code.lower()}-vi-du.xlsx"


def blank(file: str) -> str:
    """The kept copy of an official blank."""
    return f"schemas/blanks/{file}"


def schema(code: str) -> str:
    """The published schema of a form."""
    return f"schemas/forms/{code}.schema.json"


def anchor(*parts: str) -> str:
    """An ASCII anchor: muc-iii-1, e26, r1-2; Vietnamese letters lose their marks, đ is d."""
    bare = "".join(c for c in unicodedata.normalize("NFD", "-".join(parts).lower()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", bare.replace("đ", "d")).strip("-")


def slug(heading: str, separator: str) -> str:
    """The anchor of a heading that gives none, as MkDocs asks for it (mkdocs.yml); its own drops every đ."""
    return anchor(heading).replace("-", separator)


def column_guide(table: str, column: str) -> str:
    """The anchor of what is said about a column."""
    return anchor("cot", table, column)


def row_guide(table: str, row: str) -> str:
    """The anchor of what is said about a row."""
    return anchor("dong", table, row)


def heading(path: str) -> str:
    """A heading of the outline, with its page."""
    return f"{OUTLINE}#{anchor('muc', path)}"


def section(path: str) -> str:
    """The page on which a section of the report is explained."""
    return f"bao-cao/{anchor(path)}.md"


def indicator(code: str, number: str) -> str:
    """An indicator on the page of the form of figures, whose code is `code`."""
    return f"{form(code)}#{anchor('ct', number)}"


def contradiction(number: str) -> str:
    """A contradiction of the plan, with its page."""
    return f"{PLAN}#{anchor('mau-thuan', number)}"


def question(number: str) -> str:
    """A question, with its page."""
    return f"{QUESTIONS}#{anchor(number)}"


def correction(number: str) -> str:
    """A correction in the list of all corrections, with its page."""
    return f"{CORRECTIONS}#{anchor(number)}"


def abbreviation(number: str) -> str:
    """An abbreviation in the list of all, with its page."""
    return f"{GLOSSARY}#{number}"
