"""Pack files into ZIP archives that do not depend on when and where they are made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIXED_DAY = datetime(2026, 7, 1, tzinfo=UTC)
_UNIX = 3


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The files, by their names in the archive, in the order given and all of one fixed time."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as target:
        for name, content in files:
            entry = ZipInfo(name, FIXED_DAY.timetuple()[:6])
            entry.compress_type, entry.create_system = ZIP_DEFLATED, _UNIX
            target.writestr(entry, content)
    return buffer.getvalue()
