"""The words that the Word template of the narrative report carries beside the official ones; all are ours."""

from __future__ import annotations

from scripts.model.outline import Footnote, Heading, Requirement
from scripts.model.report import ADDED_STYLE, GUIDANCE_STYLE, Slot
from scripts.wording.text import supply

ADDED = "Phần đầu, phần ký và cách trình bày là bổ sung, theo Hướng dẫn 05-HD/VPTW ngày 27/5/2026; đơn vị sửa cho hợp với mình. Mục lục và các bảng chỉ tiêu cũng là bổ sung."
HOW_TO = (
    "Chữ xám in nghiêng là lời của đề cương và lời hướng dẫn, không thuộc báo cáo. Viết vào dòng trống ngay dưới từng ý, giữ nguyên các đề mục; số liệu ghi vào cột “Số liệu”, giữ nguyên cột “Mã”.",
    "Không có phát sinh thì ghi 0. Để trống được hiểu là chưa báo cáo.",
    f"Trước khi gửi, xóa hết chữ xám in nghiêng: mở khung Styles (Alt+Ctrl+Shift+S), bấm chuột phải vào “{GUIDANCE_STYLE}”, chọn Select All, rồi bấm phím Delete. Các dòng xám chữ đứng (kiểu “{ADDED_STYLE}”) xóa như vậy cũng được.",
    "Gửi tệp .docx này cùng bản giấy và các biểu mẫu về Ban Tổ chức Tỉnh ủy; không đổi sang .pdf.",
)

PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
SUPERIOR = "ĐẢNG BỘ TỈNH AN GIANG"
UNIT_BLANK = "ĐẢNG ỦY …………………"
STAR = "*"
NUMBER = "Số ……-BC/ĐU"
PLACE_AND_DATE = "…………, ngày …… tháng …… năm 2026"
REPORT = "BÁO CÁO"
TITLE_RULE = "-----"
CONTENTS = "MỤC LỤC"

RECIPIENTS = "Nơi nhận:"
RECIPIENT_LINES = ("- Ban Tổ chức Tỉnh ủy,", "- ……………………………,", "- Lưu Văn phòng Đảng ủy.")
POST_BLANK = "(CHỨC VỤ)"
NAME_BLANK = "(Họ và tên)"

COLUMNS = ("Mã", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú")


def title(subject: str) -> str:
    """The document's title among its properties."""
    return f"Báo cáo {subject}"


def caption(heading: Heading) -> str:
    """Above a table of indicators."""
    return f"Bảng chỉ tiêu của mục {heading.key} (bổ sung để điền số liệu)"


def forms(label: str) -> str:
    """The forms to attach, as the outline prints them: (Phụ lục số 1B kèm theo)."""
    return f"({label})."


def footnote(note: Footnote) -> str:
    """A footnote of the outline among the guidance."""
    return f"Chú thích {note.mark}: {note.label.text}"


def numbered(number: str, words: str) -> str:
    """An enumerated part: (i) Mức độ …"""
    return f"{number} {words}"


def lettered(number: str, words: str) -> str:
    """A part of the outline itself: A. YÊU CẦU …"""
    return f"{number}. {words}"


def requirement(item: Requirement) -> str:
    """A general requirement; […] stands where a person's name was left out."""
    return lettered(item.number, " […] ".join(part.text for part in item.parts))


def guidance(slot: Slot, first: bool) -> list[str]:
    """Which form holds the figure, and in the indicator's first row what is to be known about it."""
    source = slot.row.supplied
    taken = [f"Lấy từ {supply(source)}."] if source else []
    hint = slot.indicator.row.label.guidance
    return [hint, *taken] if first and hint else taken


def part(words: str) -> str:
    """A part of an indicator, below its name."""
    return f"- {words}"


def unknown_key(key: str) -> str:
    """An answer is given for something that the outline does not have."""
    return f"đề cương không có {key}"
