"""What maintainers read when an example is made from a workbook that they filled in."""

from __future__ import annotations

from typing import Final

from scripts.findings import Finding

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


def line(found: Finding) -> str:
    """A finding as it is read again: its row and column, where it has them, and what it says."""
    where = ", ".join(part for part in (found.row, found.column) if part)
    return f"- {where}: {found.message}" if where else f"- {found.message}"
