"""Read a blank, whatever kind it is of, or say in a sentence why it cannot be read."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from zipfile import BadZipFile, is_zipfile

from scripts.blanks.blank import Blank, BlankError
from scripts.wording import drafting

READERS = {".xlsx": "read_xlsx", ".docx": "read_docx"}
_OTHERS = {".xls", ".ods", ".doc", ".odt", ".rtf", ".pdf", ".xlsm", ".csv"}


def read_blank(path: Path) -> Blank:
    """The blank in the file; raises BlankError with what to do."""
    kind = path.suffix.lower()
    if not path.is_file():
        raise BlankError(drafting.NO_FILE.format(file=path))
    if kind not in READERS:
        said = drafting.OTHER_KIND if kind in _OTHERS else drafting.UNKNOWN_KIND
        raise BlankError(said.format(file=path.name, kind=kind or path.name))
    if not is_zipfile(path):
        raise BlankError(drafting.DAMAGED.format(file=path.name))
    reader = import_module(f"scripts.blanks.{READERS[kind]}")
    try:
        return Blank(path.name, tuple(reader.sheets(path.read_bytes())))
    except (BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, OSError) as error:
        raise BlankError(drafting.DAMAGED.format(file=path.name)) from error
    except Exception as error:  # both libraries have errors of their own without a common root
        if type(error).__module__.partition(".")[0] not in ("openpyxl", "docx", "lxml", "zlib"):
            raise
        raise BlankError(drafting.DAMAGED.format(file=path.name)) from error
