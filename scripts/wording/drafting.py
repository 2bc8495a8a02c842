"""What the making of a draft from an official blank says to the maintainer."""

from __future__ import annotations

NO_FILE = "Không có tệp {file}. Xem lại đường dẫn."
OTHER_KIND = "{file}: chưa đọc được tệp {kind}. Mở bằng Excel, Word hoặc LibreOffice rồi lưu thành .xlsx hoặc .docx."
UNKNOWN_KIND = "{file}: chỉ đọc mẫu trống là tệp .xlsx hoặc .docx."
DAMAGED = "{file}: tệp bị hỏng hoặc có mật khẩu nên không đọc được. Mở bằng Excel, Word rồi lưu lại, hoặc xin lại tệp gốc."
NO_TABLE = "{file}: không thấy bảng nào. Bảng cần có đường kẻ, hoặc có cột STT/TT; nếu bảng là hình ảnh thì gõ lại thành bảng."


def no_sheet(wanted: str, names: list[str]) -> str:
    """The sheet that was asked for is not there."""
    return f"Không có trang “{wanted}”. Tệp có: {', '.join(f'“{name}”' for name in names)}."


def several_sheets(file: str, names: list[str]) -> str:
    """Several sheets hold tables, and none is the form's by its name or label."""
    return f"{file}: nhiều trang có bảng ({', '.join(f'“{name}”' for name in names)}). Chọn một bằng --sheet TÊN."


def several_tables(found: list[tuple[str, str]]) -> str:
    """Several tables stand one under the other, and none is the form's by the label above it."""
    said = "; ".join(f"bảng {n} từ ô {cell} ({words})" for n, (cell, words) in enumerate(found, 1))
    return f"Có {len(found)} bảng: {said}. Chọn một bằng --table SỐ."


def no_such_table(number: int, count: int) -> str:
    """The table that was asked for by number is not there."""
    return f"Không có bảng {number}: chỉ thấy {count} bảng."


# Why a sum is proposed; these words go into the schema as the rule's reason.
SUM_PRINTED = "Biểu in sẵn công thức “{formula}”."
SUM_DIVIDED = "Tiêu đề nhóm cột ghi “{words}”, nên thông thường các cột của nhóm cộng lại bằng cột tổng bên trái."
SUM_ASIDE = "Cột “{words}” thông thường bằng tổng các cột cùng loại bên cạnh. Văn bản không quy định."
SUM_BELOW = "Dòng “{label}” thông thường bằng tổng các dòng ngay dưới nó. Văn bản không quy định."
SUM_TOTAL_ROW = "Dòng “{label}” thông thường bằng tổng các dòng lớn của bảng. Văn bản không quy định."
SUM_LISTED = "Số ở dòng tổng và dòng tiêu đề thông thường bằng tổng các mục được kê bên dưới. Văn bản không quy định."
PART_OF = "Biểu ghi “{words}”: một phần thông thường không lớn hơn tổng chứa nó."
LOST_HEAD = "(không rõ tiêu đề cột)"
LIST_ROW = "Danh sách"
SIDE_TABLE = "Bảng {number}"
