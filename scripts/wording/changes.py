"""How a change of a form is said to maintainers: what changed where, what it does, and what it demands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scripts.changes.change import Change, Effect
from scripts.changes.diff import Difference
from scripts.changes.snapshot import SnapshotError
from scripts.model.form import Form, Period, Place, Table
from scripts.model.outline import Outline
from scripts.wording import text

EFFECT: dict[Effect, str] = {
    "breaking": "MẤT NGHĨA",
    "tightening": "CHẶT HƠN",
    "loosening": "NỚI RA",
    "wording": "CÂU CHỮ",
}
MEANS: dict[Effect, str] = {
    "breaking": "tệp đã điền theo mẫu cũ mất số liệu hoặc bị hiểu sai",
    "tightening": "tệp trước đạt nay có thể không đạt",
    "loosening": "tệp trước đạt thì vẫn đạt",
    "wording": "chỉ đổi câu chữ hoặc cách bày",
}
STEP: dict[Effect, str] = {
    "breaking": "số đầu", "tightening": "số giữa", "loosening": "số giữa", "wording": "số cuối",
}  # fmt: skip
NOTHING = "Không có gì đổi."
OUTLINE = "Đề cương"
_LIMITS = {"minimum": "mức nhỏ nhất", "maximum": "mức lớn nhất", "max_length": "số ký tự nhiều nhất"}
_TYPES = {
    "integer": "số nguyên", "number": "số", "date": "ngày", "text": "chữ", "mark": "dấu x", "choice": "lựa chọn",
    "list": "danh sách mã",
}  # fmt: skip
_LEVELS = {"error": "lỗi", "warning": "chỉ nhắc"}
_PAPER = {"landscape": "giấy ngang", "portrait": "giấy dọc"}
_PARTS = {
    "label": "nhãn biểu", "title": "tên biểu", "subtitle": "dòng dưới tên biểu", "note": "ghi chú",
    "unit_line": "dòng đơn vị tính",
    "blank": "biểu", "rows": "các dòng", "columns": "các cột", "headings": "các mục",
    "requirements_label": "tên phần yêu cầu", "body_label": "tên phần nội dung",
    "money_unit": "đơn vị tính của số tiền", "share_base": "mẫu số của tỷ trọng",
}  # fmt: skip
# Braces: at, to (the place before and after), was, now (the values), name.
_SAID = {
    "form-added": "biểu mới",
    "form-removed": "bỏ biểu",
    "layout-given": "nay có mẫu để điền",
    "layout-withdrawn": "không còn mẫu để điền",
    "period-changed": "kỳ số liệu: {was} → {now}",
    "title-spelling": "{name}: {was} → {now}",
    "title-corrected": "{name}: {was} → {now}",
    "title-reworded": "{name}: {was} → {now}",
    "note-changed": "ghi chú: {was} → {now}",
    "note-spelling": "ghi chú: {was} → {now}",
    "outline-changed": "mục của đề cương: {was} → {now}",
    "asked-now": "nay đề cương yêu cầu nộp ({now})",
    "asked-no-longer": "đề cương không còn yêu cầu nộp",
    "field-asked": "hỏi thêm: {name}",
    "field-dropped": "không hỏi nữa: {name}",
    "orientation-changed": "khổ in: {was} → {now}",
    "paper-changed": "cỡ giấy: {was} → {now}",
    "signatures-changed": "phần ký: {was} → {now}",
    "purpose-changed": "lời nói biểu để làm gì",
    "facts-changed": "những gì đã biết về biểu",
    **{f"{part}-removed": "bỏ {at}" for part in ("table", "row", "column", "cell", "heading")},
    **{f"{part}-added": "thêm {to}" for part in ("table", "row", "column", "cell", "heading")},
    **{f"{part}-renamed": "{at} đổi khóa: {was} → {now}" for part in ("table", "row", "column", "heading")},
    "block-removed": "{at}: bỏ phần kê từng dòng",
    "block-added": "{to}: thêm phần kê từng dòng",
    "block-renamed": "{at}: phần kê đổi khóa {was} → {now}",
    "row-moved": "{at} chuyển sang mục khác: {was} → {now}",
    "column-moved": "{at} chuyển sang nhóm khác: {was} → {now}",
    "joined": "{at} gộp vào {to}",
    "order-changed": "đổi thứ tự {name}",
    **{f"label-{how}": "{at}: {was} → {now}" for how in ("spelling", "corrected", "reworded", "declared")},
    "number-changed": "{at}: số in {was} → {now}",
    "guidance-changed": "{at}: lời hướng dẫn",
    "correction-changed": "{at}: phần hiệu đính",
    "source-changed": "{at}: nguồn của chữ",
    "appearance-changed": "{at}: cách in",
    "room-changed": "{at}: số dòng chừa sẵn, hiện sẵn {was} → {now}",
    **{f"unit-{how}": "{at}: đơn vị tính {was} → {now}" for how in ("changed", "spelling", "declared")},
    "phrases-changed": "{at}: cụm từ để nhận ra trong báo cáo",
    "supply-added": "{at}: nay lấy từ biểu khác",
    "supply-removed": "{at}: không còn lấy từ biểu khác",
    "supply-changed": "{at}: cách lấy từ biểu khác",
    **{f"type-{how}": "{at}: kiểu {was} → {now}" for how in ("changed", "wider", "narrower")},
    **{f"limit-{how}": "{at}: {name} {was} → {now}" for how in ("tightened", "loosened")},
    "pattern-tightened": "{at}: chỉ nhận chữ đúng dạng quy định",
    "pattern-loosened": "{at}: không còn quy định dạng chữ",
    "pattern-said": "{at}: cách nói dạng chữ",
    "choice-removed": "{at}: bỏ lựa chọn {was}",
    "choice-added": "{at}: thêm lựa chọn {now}",
    "choice-renamed": "{at}: lựa chọn đổi khóa {was} → {now}",
    **{f"choice-{how}": "{at}: lựa chọn {was} → {now}" for how in ("spelling", "reworded", "declared")},
    "required-now": "{at}: nay bắt buộc",
    "required-no-longer": "{at}: không còn bắt buộc",
    "validation-changed": "lược đồ nhận số liệu khác trước",
    "rule-added": "thêm quy tắc {name} ({now})",
    "rule-removed": "bỏ quy tắc {name}",
    **{
        f"rule-{how}": "quy tắc {name}: {was} → {now}"
        for how in ("raised", "lowered", "tightened", "loosened", "changed")
    },
    "rule-renumbered": "quy tắc {was} nay là {now}",
    "total-typed": "tổng của quy tắc {name} không còn tự cộng",
    "rule-said": "quy tắc {name}: lời giải thích",
    "heading-opened": "{at}: nay phải viết",
    "heading-closed": "{at}: không còn phần để viết",
    "prompt-added": "{at}: thêm yêu cầu {now}",
    "prompt-removed": "{at}: bỏ yêu cầu {was}",
    "prompt-reworded": "{at}: yêu cầu {was} → {now}",
    "prompt-spelling": "{at}: yêu cầu {was} → {now}",
    "attachment-added": "{at}: yêu cầu thêm Biểu {name}",
    "attachment-removed": "{at}: không còn yêu cầu Biểu {name}",
    "help-changed": "{at}: lời giúp viết",
}
ERRORS = {
    "bad-revision": "Git không có bản {name}. Ghi tên nhánh, thẻ hoặc mã lần ghi; hoặc một thư mục.",
    "no-git": "Không chạy được git để đọc {name}. Cài git, hoặc chỉ ra một thư mục.",
    "git-failed": "Git không đọc được {name}: {detail}",
    "no-schemas": "{name} không có thư mục schemas/forms.",
    "unreadable": "Không đọc được {name} theo ngữ pháp hiện nay ({detail}).",
}


def name(code: str, part: Form | Outline | None) -> str:
    """What people call a form or the outline."""
    return OUTLINE if code == "outline" else part.label.text if part else f"Biểu {code}"


def sentence(change: Change, of: Difference) -> str:
    """What changed, in a phrase without capital and full stop."""
    was, now = _both(change.was, change.now)
    at = _place(of.old, change.before) or _place(of.new, change.after) or _PARTS.get(change.name, change.name)
    first, _, rest = change.name.partition(" ")
    said = _SAID[change.kind].format(
        at=at or "cả biểu",
        to=_place(of.new, change.after) or "cả biểu",
        was=was,
        now=now,
        name=_LIMITS.get(change.name) or _PARTS.get(change.name) or (f"{first}, {rest}" if rest else first),
    )
    return said + (" (bắt buộc)" if change.needed else "")


def error(problem: SnapshotError) -> str:
    """Why nothing can be compared, and what to do."""
    return ERRORS[problem.code].format(name=problem.name, detail=problem.detail)


def _both(was: Any, now: Any) -> tuple[str, str]:
    if isinstance(was, str) and isinstance(now, str) and len(was) + len(now) > 60:
        was, now = text.apart(was, now)
    return _value(was), _value(now)


def _value(value: Any) -> str:
    if isinstance(value, Period):
        return text.period(value)
    if value is None or value == "":
        return "(không có)"
    if isinstance(value, str):
        named = _TYPES.get(value) or _LEVELS.get(value) or _PAPER.get(value)
        return named or f"“{text.short(value)}”"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "(không có)"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {one}" for key, one in value.items())
    return text.number(value) if isinstance(value, int | float) else str(value)


def _place(of: Form | Outline | None, place: Place | None) -> str:
    if of is None or place is None:
        return ""
    if isinstance(of, Outline):
        return f"mục {place.row} “{of.heading(place.row or '').short}”"
    table = of.table(place.table)
    said = [_column(table, place.column)] if place.column else []
    if place.row is not None:
        said.append(text.row(table.row(place.row)) + (", phần kê" if place.item is not None else ""))
    if table.id and (not said or place.row is None):
        said.append(f"bảng {_table(table)}")
    return ", ".join(said)


def _column(table: Table, path: str) -> str:
    """A column, or a header group by the words over its columns."""
    if any(column.id == path for column in table.columns):
        return text.column(table.column(path), table)
    depth = path.count(".")
    below = next(column for column in table.columns if column.id.startswith(f"{path}."))
    return f"nhóm cột “{text.short(below.groups[depth].text)}”"


def _table(table: Table) -> str:
    return f"“{table.label.text}”" if table.label else table.id
