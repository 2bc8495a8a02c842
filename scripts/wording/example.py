"""What maintainers read when an example is made from a workbook, or the cases of a form are brought up to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from scripts.findings import Finding
from scripts.model.form import Form

_MANY = 8  # places of a file that are listed one by one
Change = tuple[tuple[str, ...], tuple[str, ...]]  # what a check says no longer, and what it says now

INVENTED: Final = "Ví dụ giả định."
READ_IT: Final = "Máy ghi lại những gì phép kiểm tra nói; tự tính lại từng câu, đúng rồi hãy giữ."
THERE: Final = "Đã có {file}; đặt tên khác."
NOT_ONE: Final = "Tệp có {count} biểu đã điền; cần đúng một. Điền mẫu riêng của biểu, không dùng mẫu gộp."
FAULTLESS: Final = (
    "Phép kiểm tra không thấy gì sai trong số liệu của tệp này; đặt vào thư mục valid, hoặc điền sai có chủ ý rồi làm lại. "
    "Chỗ sai chỉ có ở tệp Excel (lỗi công thức, ô gộp) không ghi thành ca thử được."
)
FAULTY: Final = "Tệp này còn lỗi nên không làm ví dụ đúng được:\n{said}"
WRITTEN: Final = "Đã ghi {file}."
TO_READ: Final = "Đọc lại từng câu trước khi giữ:"
NO_LONGER_WRONG: Final = "Phép kiểm tra không thấy gì sai nữa; sửa cho sai lại, hoặc xóa ca cùng tệp .expected."
BROUGHT: Final = "Đã ghi lại {count} tệp ca thử của {form} theo phiên bản {version}."
AS_THEY_WERE: Final = "Không tệp ca thử nào của {form} phải ghi lại (phiên bản {version})."
SAID_OTHERWISE: Final = "Phép kiểm tra nay nói khác (- trước, + nay); tự tính lại từng câu, đúng rồi hãy giữ:"
BY_PLACE: Final = "vẫn những câu ấy, ở ô hoặc dòng khác"
MORE: Final = "… và {count} chỗ nữa"
TO_MEND: Final = "Phải sửa bằng tay, rồi chạy lại lệnh này:"


def line(found: Finding) -> str:
    """A finding as it is read again: its row and column, where it has them, and what it says."""
    where = ", ".join(part for part in (found.row, found.column) if part)
    return f"- {where}: {found.message}" if where else f"- {found.message}"


def brought(form: Form, written: Sequence[Path], said: Mapping[Change, Sequence[Path]]) -> Iterator[str]:
    """What was written, and each change of what a check says once, with the files that it is in."""
    if not written:
        yield AS_THEY_WERE.format(form=form.label.text, version=form.version)
        return
    yield BROUGHT.format(count=len(written), form=form.label.text, version=form.version)
    if said:
        yield SAID_OTHERWISE
    for (gone, come), files in said.items():
        yield f"  {', '.join(path.name for path in files)}:"
        yield from (f"    - {sentence}" for sentence in gone)
        yield from (f"    + {sentence}" for sentence in come)
        if not gone and not come:
            yield f"    {BY_PLACE}"


def to_mend(todo: Mapping[Path, Sequence[str]]) -> Iterator[str]:
    """What only a person can mend, by file."""
    if todo:
        yield TO_MEND
    for path, sentences in todo.items():
        yield f"  {path.as_posix()}:"
        yield from (f"    {sentence}" for sentence in sentences[:_MANY])
        if len(sentences) > _MANY:
            yield f"    {MORE.format(count=len(sentences) - _MANY)}"
