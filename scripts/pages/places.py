"""Where pages, downloads and headings of the site stand; addresses are stable and ASCII."""

from __future__ import annotations

import re

HOME = "index.md"
FORMS = "bieu/index.md"
OUTLINE = "de-cuong.md"
WRITING = "bao-cao/index.md"
PLAN = "ke-hoach.md"
PLAN_TEXT = "ke-hoach-toan-van.md"
QUESTIONS = "hoi-dap.md"
CORRECTIONS = "hieu-dinh.md"
CHECKING = "kiem-tra.md"
COMBINED = "downloads/tat-ca-bieu.xlsx"
REPORT = "downloads/bao-cao-so-ket.docx"


def form(code: str) -> str:
    """The page of a form."""
    return f"bieu/{code.lower()}.md"


def workbook(code: str) -> str:
    """The blank workbook of a form."""
    return f"downloads/bieu-{code.lower()}.xlsx"


def example(code: str) -> str:
    """The completed example of a form."""
    return f"downloads/bieu-{code.lower()}-vi-du.xlsx"


def schema(code: str) -> str:
    """The published schema of a form."""
    return f"schemas/forms/{code}.schema.json"


def anchor(*parts: str) -> str:
    """An ASCII anchor: muc-iii-1, e26, r1-2; letters outside ASCII may not occur in the parts."""
    return re.sub(r"[^a-z0-9]+", "-", "-".join(parts).lower()).strip("-")


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
