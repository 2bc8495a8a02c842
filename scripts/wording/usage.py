"""The words of the command line: what is wrong with a command, and the headings of its help."""

from __future__ import annotations

from collections.abc import Iterable

PROGRAM = "python -m scripts"
USAGE = "Cách dùng: "
PATHS = "TỆP_HOẶC_THƯ_MỤC…"
PIECES = {  # of click's help pages
    "Options": "Tùy chọn",
    "Commands": "Các lệnh",
    "[OPTIONS]": "[TÙY CHỌN]",
    "COMMAND [ARGS]...": "LỆNH …",
    "Show this message and exit.": "Hiện trang này.",
}
STOPPED = "Đã dừng theo yêu cầu."
SEE_HELP = "Xem cách dùng: {command} --help"

NO_PATHS = "Chưa ghi tệp hoặc thư mục cần kiểm tra, ví dụ: validate BIEU-1B.xlsx"
MISSING = "Chưa ghi {name}."
NO_SUCH_COMMAND = "Không có lệnh “{name}”. Các lệnh: {known}."
NO_SUCH_OPTION = "Không có tùy chọn “{name}”. Các tùy chọn: {known}."
NO_VALUE = "Sau {name} cần ghi thêm giá trị của nó."
TAKES_NO_VALUE = "{name} đứng một mình, không kèm giá trị."
NOT_CHOICE = "Sau {name} chỉ ghi được: {known}."
NOT_A_FOLDER = "Sau {name} cần tên của một thư mục đã có."
NOT_A_VALUE = "Sau {name} ghi chưa đúng; cần {wanted}."
NOT_UNDERSTOOD = "Lệnh ghi chưa đúng: có phần thừa hoặc sai chỗ."

NO_SUCH_FORM = "Không có biểu {found}.{meant} Các biểu: {known}."
FORM_IN_PACKAGE = "--form và --package không dùng cùng nhau: bộ hồ sơ gồm mọi biểu của một đơn vị."
PACKAGE_NOT_A_FOLDER = "--package cần thư mục; {path} không phải thư mục."


def no_such_form(found: str, near: Iterable[str], known: Iterable[str]) -> str:
    """Says that a form does not exist, which one may be meant, and which there are."""
    meant = " hay ".join(near)
    return NO_SUCH_FORM.format(found=found, meant=f" Có phải {meant}?" if meant else "", known=", ".join(known))
