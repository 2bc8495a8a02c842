"""What each finding on a Word report says, and why a file is not read as one. Plain data, filled in by name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scripts.findings import Finding
from scripts.model.outline import Heading
from scripts.model.report import ANSWER_STYLE, GUIDANCE_STYLE, Slot
from scripts.wording.messages import REFUSALS as WORKBOOK_REFUSALS
from scripts.wording.messages import Message, worded
from scripts.wording.text import short

_AGAIN = "Tải lại mẫu báo cáo .docx trên trang hướng dẫn, chép nội dung sang rồi gửi lại."
_SAVE_AS = "Mở tệp bằng Word, chọn Lưu thành (Save As), kiểu Word Document (.docx), rồi gửi lại tệp mới."
_RESAVE = "Mở tệp bằng Word, lưu lại thành .docx rồi gửi; nếu không mở được, hãy chép nội dung sang mẫu mới."

MESSAGES: dict[str, Message] = {
    # The report as a whole
    "report-without-headings": Message(
        "error",
        "Không tìm thấy đề mục nào của đề cương trong báo cáo.",
        "Kiểm tra xem có gửi đúng tệp báo cáo không; nếu đúng, chép nội dung vào mẫu .docx, giữ nguyên các đề mục.",
    ),
    "report-old-template": Message(
        "warning",
        "Báo cáo viết theo mẫu của đề cương phiên bản {found}; nay là {expected}. Vẫn nhận được.{changes}",
        "Không phải chép sang mẫu mới; chỉ sửa những chỗ nêu dưới đây, nếu có.",
    ),
    "report-old-figures": Message(
        "warning",
        "Báo cáo viết theo mẫu Word tải về trước khi bảng chỉ tiêu của đề cương đổi. Vẫn nhận được.",
        "Không phải chép sang mẫu mới; chỉ sửa những dòng của bảng chỉ tiêu nêu dưới đây, nếu có.",
    ),
    "report-other-version": Message(
        "error",
        "Báo cáo viết theo mẫu của đề cương phiên bản {found}, không phải bản nào đã phát hành; bản đang dùng là {expected}.",
        "Tải mẫu mới trên trang hướng dẫn và chép nội dung sang.",
    ),
    "report-has-macros": Message(
        "note",
        "Tệp có macro; macro không được chạy, chỉ đọc phần chữ.",
        "Không cần sửa; nên gửi bản .docx không có macro.",
    ),
    # Headings
    "heading-missing": Message(
        "error",
        "Thiếu đề mục {heading}.",
        "Thêm lại đề mục này đúng chữ của đề cương và viết nội dung; không có gì để báo cáo thì ghi rõ.",
    ),
    "heading-misplaced": Message(
        "warning",
        "Đề mục {heading} không đúng thứ tự của đề cương: đang đứng sau {before}.",
        "Chuyển cả mục về đúng chỗ theo thứ tự của đề cương.",
    ),
    "heading-level": Message(
        "warning",
        "Đề mục {heading} đang ở cấp {found}; theo đề cương là cấp {expected}.",
        "Chọn lại kiểu “Heading {expected}” cho đề mục này.",
    ),
    "heading-renamed": Message(
        "warning",
        "Đề mục {key} đã bị đổi lời: đề cương ghi {official}, báo cáo ghi {value}.",
        "Ghi lại đúng lời của đề cương; phần viết thêm đưa xuống dòng dưới.",
    ),
    "heading-twice": Message(
        "warning",
        "Đề mục {value} xuất hiện thêm một lần nữa.",
        "Gộp nội dung vào một đề mục và xóa đề mục thừa.",
    ),
    "heading-gone": Message(
        "warning",
        "Đề cương không còn mục {value}.{why}",
        "Phần đã viết còn cần thì chuyển vào mục phù hợp; rồi bỏ đề mục này.",
    ),
    "heading-extra": Message(
        "warning",
        "Đề mục {value} không có trong đề cương.",
        "Nếu là ý nhỏ trong mục thì chọn kiểu “Heading 3” hoặc chữ thường; nếu thật cần thì để nguyên.",
    ),
    "headings-unstyled": Message(
        "warning",
        "{count} đề mục không mang kiểu Heading ({keys}), chỉ nhận ra được nhờ lời.",
        "Chọn kiểu “Heading 1” cho phần đánh số La Mã, “Heading 2” cho mục bên dưới, để có mục lục đúng.",
    ),
    # Answers
    "section-unanswered": Message(
        "error",
        "Mục {heading} chưa có nội dung trả lời{why}.",
        "Viết nội dung của mục này bằng kiểu “" + ANSWER_STYLE + "”; không phát sinh thì ghi rõ “Không phát sinh”.",
    ),
    "section-optional": Message(
        "warning",
        "Mục {heading} chưa có nội dung{why}.",
        "Đề cương ghi “nếu cần thiết”: không có đề xuất thì ghi rõ, ví dụ “Không có đề xuất”.",
    ),
    "answer-as-guidance": Message(
        "error",
        "Câu trả lời của mục {heading} viết vào dòng hướng dẫn: {value}.",
        "Chọn kiểu “" + ANSWER_STYLE + "” cho các đoạn đã viết, rồi xóa lời hướng dẫn còn lại.",
    ),
    "answer-thin": Message(
        "warning",
        "Mục {heading} mới trả lời {value}.",
        "Viết đủ ý mà đề cương hỏi; không có gì để báo cáo thì ghi rõ “Không phát sinh”.",
    ),
    "blanks-left": Message(
        "warning",
        "Phần đầu, phần ký còn chỗ của mẫu chưa điền: {blanks}.",
        "Điền tên đơn vị, số, ngày, chức vụ, họ tên người ký; chỗ không dùng thì xóa.",
    ),
    "guidance-left": Message(
        "error",
        "Còn {count} đoạn hướng dẫn chưa xóa, bắt đầu bằng {value}.",
        "Xóa các đoạn mang kiểu “"
        + GUIDANCE_STYLE
        + "”; nếu đó là nội dung báo cáo thì chọn kiểu “"
        + ANSWER_STYLE
        + "”.",
    ),
    "prompt-left": Message(
        "warning",
        "Còn {count} đoạn chép nguyên lời gợi ý của đề cương, bắt đầu bằng {value}.",
        "Thay lời gợi ý bằng nội dung báo cáo; nếu dùng làm câu dẫn và đã trả lời bên dưới thì để nguyên.",
    ),
    "item-missing": Message(
        "warning",
        "Không thấy ý {items} mà đề cương yêu cầu nêu riêng.",
        "Viết từng ý thành đoạn bắt đầu bằng số của ý, ví dụ “(i) …”; ý không phát sinh thì ghi “không phát sinh”.",
    ),
    "item-empty": Message(
        "error",
        "Ý {items} mới có số thứ tự, chưa có nội dung.",
        "Viết nội dung sau số của ý; không phát sinh thì ghi “không phát sinh”.",
    ),
    "form-not-mentioned": Message(
        "warning",
        "Mục này chưa nhắc đến {forms} mà đề cương yêu cầu kèm theo.",
        "Ghi thêm “(Phụ lục số {codes} kèm theo)” và gửi kèm biểu.",
    ),
    "old-encoding": Message(
        "error",
        "Có {count} đoạn dùng bảng mã cũ (phông {value}), đọc ra sẽ sai chữ.",
        "Bôi đen, chép các đoạn này; bấm Ctrl+Shift+F6 của Unikey, chọn nguồn TCVN3 hoặc VNI Windows, đích Unicode, bấm "
        "Chuyển mã; dán lại và chọn phông Times New Roman.",
    ),
    "old-encoding-likely": Message(
        "warning",
        "Có {count} đoạn có vẻ gõ bằng bảng mã cũ: {value} có lẽ là {meant}.",
        "Nếu đúng, chuyển sang Unicode: bôi đen, chép; bấm Ctrl+Shift+F6 của Unikey, chọn nguồn TCVN3 hoặc VNI Windows, "
        "đích Unicode, bấm Chuyển mã; rồi dán lại.",
    ),
    # Figures
    "table-missing": Message(
        "error",
        "Mục {heading} thiếu bảng chỉ tiêu.",
        "Chép lại bảng của mục này từ mẫu và điền số liệu, giữ nguyên cột “Mã”.",
    ),
    "codes-missing": Message(
        "error",
        "Bảng chỉ tiêu của mục {heading} không còn mã ở cột đầu, nên không đọc được số liệu.",
        "Ghi lại cột “Mã” đúng như mẫu; số liệu để nguyên.",
    ),
    "codes-strange": Message(
        "warning",
        "Bảng chỉ tiêu có {count} mã không có trong mẫu: {rows}; các dòng đó không được đọc.",
        "Sửa lại mã cho đúng mẫu; dòng tự thêm thì để nguyên.",
    ),
    "table-empty": Message(
        "error",
        "Bảng chỉ tiêu chưa điền số nào ({count} dòng).",
        "Điền số; không phát sinh thì ghi 0 hoặc “không phát sinh”; chưa có số thì nêu lý do ở cột “Ghi chú”.",
    ),
    "row-missing": Message(
        "error",
        "Bảng chỉ tiêu thiếu {count} dòng: {rows}.",
        "Thêm lại các dòng này với đúng mã ở cột đầu; không phát sinh thì ghi 0.",
    ),
    "row-twice": Message(
        "warning",
        "Dòng {rows} được ghi nhiều lần; chỉ lấy số ở lần đầu.",
        "Giữ lại một dòng cho mỗi mã.",
    ),
    "figure-blank": Message(
        "warning",
        "Còn {count} số liệu để trống: {rows}.",
        "Ghi số; không phát sinh thì ghi 0 hoặc “không phát sinh”; chưa có số thì nêu lý do ở cột “Ghi chú”.",
    ),
    "figure-without-unit": Message(
        "error",
        "Chưa ghi đơn vị tính của {count} số tiền: {rows}.",
        "Ghi ở cột “Đơn vị tính”: đồng, nghìn đồng, triệu đồng hoặc tỷ đồng.",
    ),
    "figure-explained": Message(
        "note",
        "Có {count} số liệu để trống nhưng đã giải thích ở cột “Ghi chú”: {rows}.",
        "Không cần sửa nếu lời giải thích đã đủ.",
    ),
    "figure-not-a-number": Message(
        "error",
        "Số liệu ghi {value}, không đọc được thành số.",
        "Chỉ ghi số từ 0 trở lên, dấu phẩy trước phần thập phân; đơn vị tính và lời giải thích ghi ở cột của chúng.",
    ),
    "figure-negative": Message(
        "error", "Số liệu ghi {value} là số âm.", "Ghi lại số từ 0 trở lên; nếu là số giảm thì nêu ở cột “Ghi chú”."
    ),
    "figure-two-units": Message(
        "error",
        "Số liệu ghi {value}, còn cột “Đơn vị tính” ghi {unit}.",
        "Ghi một đơn vị tính ở cột “Đơn vị tính”, ô số liệu chỉ ghi số theo đơn vị đó.",
    ),
    "figure-not-whole": Message(
        "error",
        "Số liệu ghi {value}, nhưng chỉ tiêu này đếm bằng số nguyên.",
        "Kiểm tra và ghi lại số nguyên.",
    ),
    "figure-too-large": Message(
        "error",
        "Số liệu ghi {value}, nhưng tỷ lệ không quá 100%.",
        "Kiểm tra lại: có thể đã ghi số lượng thay cho tỷ lệ.",
    ),
    "figure-ambiguous": Message(
        "error",
        "Số liệu ghi {value}, không rõ dấu phẩy ngăn hàng nghìn hay phần thập phân.",
        "Ghi lại: dấu chấm ngăn hàng nghìn (1.250), dấu phẩy trước phần thập phân (1,25).",
    ),
}

# Said in the words of workbooks, with what to do for a report.
_UNSAFE = ("too-many-parts", "too-complex", "bomb", "dangerous-name", "overlapping-parts", "has-doctype")
_BROKEN = ("duplicate-part", "unsupported-compression", "bad-xml", "missing-part")

REFUSALS: dict[str, Message] = {
    "not-a-report": Message("error", "Tệp này không phải báo cáo Word.", "Gửi tệp .docx lập theo mẫu báo cáo."),
    "is-doc": Message("error", "Đây là tệp Word kiểu cũ (.doc).", _SAVE_AS),
    "is-odt": Message("error", "Đây là tệp văn bản OpenDocument (.odt).", _SAVE_AS),
    "is-rtf": Message("error", "Đây là tệp văn bản RTF.", _SAVE_AS),
    "is-workbook": Message(
        "error",
        "Đây là bảng tính (.{kind}), không phải báo cáo Word.",
        "Gửi tệp báo cáo .docx; bảng tính của biểu thì kiểm tra riêng như một biểu.",
    ),
    "is-html": Message("error", "Đây là trang web (HTML), không phải báo cáo Word.", _SAVE_AS),
    "is-xml": Message("error", "Đây là tệp XML, không phải báo cáo Word .docx.", _SAVE_AS),
    "is-pdf": Message(
        "error", "Đây là tệp PDF, không phải báo cáo Word.", "Gửi tệp .docx gốc; bản PDF chỉ dùng để in, ký."
    ),
    "is-picture": Message(
        "error",
        "Đây là tệp hình ảnh, không phải báo cáo Word.",
        "Gửi tệp .docx gốc; ảnh chụp, bản quét không đọc được.",
    ),
    "is-text": Message("error", "Đây là tệp chữ, không phải báo cáo Word.", _AGAIN),
    "zip-not-report": Message(
        "error", "Đây là tệp nén ZIP chứa tệp khác, không phải báo cáo Word.", "Giải nén rồi gửi riêng tệp .docx."
    ),
    "encrypted": Message("error", "Tệp có mật khẩu mở nên không đọc được.", "Bỏ mật khẩu mở tệp rồi gửi lại."),
    "too-many-cells": Message("error", "Tệp có hơn {limit} đoạn hoặc ô bảng nên không đọc.", _AGAIN),
    "file-too-large": replace(
        WORKBOOK_REFUSALS["file-too-large"],
        remedy="Xóa hoặc nén hình ảnh trong tệp, gửi hình ảnh thành tệp riêng.",
    ),
    **{code: replace(WORKBOOK_REFUSALS[code], remedy=_AGAIN) for code in _UNSAFE},
    **{code: replace(WORKBOOK_REFUSALS[code], remedy=_RESAVE) for code in _BROKEN},
    **{code: WORKBOOK_REFUSALS[code] for code in ("empty-file", "truncated", "bad-crc", "only-zeros", "bytes-before")},
}

FRONT, WHOLE = "Phần đầu báo cáo", "Cả báo cáo"
ONLY_GUIDANCE = ", mới có lời hướng dẫn"


def finding(code: str, *, facts: dict[str, Any] | None = None, **fields: Any) -> Finding:
    """A finding on a report, or on a file that is not read as one. `facts` fill the sentences beside the fields.

    Raises KeyError for a code without a message or a sentence whose fact is missing.
    """
    return worded(MESSAGES[code] if code in MESSAGES else REFUSALS[code], code, facts=facts, **fields)


def heading_name(heading: Heading) -> str:
    """A heading by its path and words: III.5 “Số hóa tài liệu, lưu trữ”."""
    return f"{heading.key} “{short(heading.label.text)}”"


def section_path(heading: Heading) -> str:
    """Where a section is: Mục III.5."""
    return f"Mục {heading.key}"


def paragraph_path(heading: Heading, number: int) -> str:
    """Where a paragraph is: Mục III.5 > đoạn 3."""
    return f"{section_path(heading)} > đoạn {number}"


def table_path(heading: Heading, slot_id: str = "") -> str:
    """Where a table of indicators is, or one of its rows: Mục III.5 > bảng chỉ tiêu > III5-01.1."""
    path = f"{section_path(heading)} > bảng chỉ tiêu"
    return f"{path} > {slot_id}" if slot_id else path


def other_table_path(heading: Heading) -> str:
    """Where another table is."""
    return f"{section_path(heading)} > bảng"


def slot_name(slot: Slot) -> str:
    """A figure in words: “Số cuộc kiểm tra, giám sát: kiểm tra”."""
    if not slot.part:
        return f"“{short(slot.indicator.name)}”"
    return f"“{short(slot.indicator.name, 45)}: {short(slot.part, 45)}”"


def item_name(number: str, label: str) -> str:
    """An enumerated part: (ii) “Công tác phối hợp …”."""
    return f"{number} “{short(label, 50)}”"


def form_names(codes: list[str]) -> str:
    """Forms by name: Biểu 3B, 4B."""
    return "Biểu " + ", ".join(codes)
