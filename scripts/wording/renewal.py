"""What is said of a return in an older template: what was carried over, what was not, and what changed since."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from scripts.changes.carried import Carried, Need, Why
from scripts.model.form import Form, Place
from scripts.wording import text

WHY: dict[Why, str] = {
    "removed": "không còn chỗ trong mẫu mới",
    "joined": "mẫu mới gộp nhiều ô làm một",
    "choice": "lựa chọn này không còn",
    "unit": "đơn vị tính đã đổi",
    "kind": "mẫu mới cần nội dung kiểu khác",
}
RECEIVED = "Vẫn nhận được."
MOVED = "Đã đọc và chuyển {count} ô sang mẫu mới."
DROPPED = "Chưa chuyển được {count} ô: {parts}."
NEEDED = "Mẫu mới cần ghi thêm {count}: {parts}."
DOUBTFUL = "Xem lại {count} ô đã chuyển: {parts}."
CHANGED = " Thay đổi từ đó đến nay: {changes}."
FILL_IN = "Ghi ô này."
USE_ASIDE = "Còn dùng được thì chép vào đúng ô; nội dung ở trang “Ô để riêng”."
LOOK = "Xem lại; đúng thì để nguyên."
NO_NEED = "Không cần sửa nếu đúng ý."
NEW_NAME = "-mau-moi"
ACCOUNT = (
    "{form}: phiên bản {old} → {new}. Đã chuyển {moved} ô ({elsewhere} ô đổi chỗ hoặc ghi lại); "
    "{aside} ô để riêng; {needs} ô cần ghi thêm."
)
WRITTEN = "Đã ghi tệp theo mẫu mới: {file}. Xem đầu tệp; tệp cũ giữ nguyên."
STILL_WRONG = "Số liệu có {count} lỗi: kiểm tra tệp mới bằng lệnh validate rồi sửa trước khi gửi."
CURRENT = "{file} đã theo mẫu đang dùng, không cần chuyển."
NO_RETURN = "migrate chỉ chuyển biểu (.xlsx, .xlsm, .ods, .yaml, .json); {file} thuộc loại khác."
OTHER_KIND = "Tên tệp sau --out phải có đuôi {kind}; “{file}” thì không."
KEPT_HERE = "Chưa chuyển được, giữ ở đây:"
THERE_ALREADY = "Đã có tệp {file}; không ghi đè. Đặt tên khác sau --out."
NOT_WRITTEN = "Không ghi được {file}: thư mục chưa có hoặc không cho ghi, hoặc tên đó vừa có. Sửa rồi chạy lại."
_CELLS, _PARTS = 10, 6  # listed one by one; of more it is said that there are more


def told(form: Form, carried: Carried, where: Callable[[Place], str]) -> str:
    """What became of the return's cells, in sentences; `where` names an old place as a cell of the person's file."""
    moved, dropped, needs, doubtful = carried.moved, carried.dropped, carried.needs, carried.doubtful
    said = [MOVED.format(count=len(moved)) if moved or dropped else RECEIVED]
    if dropped:
        parts = _by_reason((because(one.why, one.said), where(one.place)) for one in dropped)
        said.append(DROPPED.format(count=len(dropped), parts=parts))
    if needs:
        said.append(NEEDED.format(count=_how_many(needs), parts=_grouped(form, [one.place for one in needs])))
    if doubtful:
        parts = _by_reason((_bare(one.said), where(one.old)) for one in doubtful)
        said.append(DOUBTFUL.format(count=len(doubtful), parts=parts))
    return " ".join([*said, *carried.said])


def changed(changes: Sequence[str]) -> str:
    """What changed since, as the end of a message; empty where the changelog says nothing."""
    return CHANGED.format(changes="; ".join(map(_bare, changes))) if changes else ""


def because(why: Why, said: str) -> str:
    """Why a cell has no place any more: in the migration's own words, else in ours."""
    return _bare(said) or WHY[why]


def label(form: Form, place: Place) -> str:
    """What a place is: its row and its column in words, else the table or the form."""
    named = ", ".join(filter(None, text.place(form, place)))
    table = next((t for t in form.tables if t.id == place.table), None)
    return named or (f"phần “{table.label.text}”" if table and table.label else form.label.text)


def needed(said: str) -> str:
    """What is asked for at a place that the older template did not have."""
    return f"Mẫu mới cần ô này; mẫu cũ không có. {said}".strip()


def set_aside(shown: str, why: Why, said: str) -> str:
    """Why a value is not in the new template."""
    return f"Đã ghi {shown}. {text.first_upper(because(why, said))}."


def doubtful(said: str) -> str:
    """What is to be looked at in a cell that was moved as it was."""
    return f"Số liệu chép nguyên từ mẫu cũ. {said}"


def moved(count: int, ways: Sequence[tuple[str, str]], shown: tuple[str, str] | None) -> str:
    """From where to where cells went, and how the first was and is written, where that differs."""
    said = []
    if ways:
        before, after = (", ".join(side) for side in zip(*ways, strict=True))
        said.append(f"{count} ô: {before} → {after}.")
    if shown:
        said.append(f"{'' if ways else f'{count} ô: '}{'ví dụ ' if count > 1 else ''}{shown[0]} nay ghi là {shown[1]}.")
    return " ".join(said)


def _how_many(needs: Sequence[Need]) -> str:
    return f"{len(needs)} {'ô' if all(one.place.column for one in needs) else 'chỗ'}"


def _bare(sentence: str) -> str:
    return sentence.strip().rstrip(".")


def _by_reason(cells: Iterable[tuple[str, str]]) -> str:
    """Cells under the reason that they share."""
    groups: dict[str, list[str]] = {}
    for reason, cell in cells:
        groups.setdefault(reason, []).append(cell)
    parts = [f"{reason} ({text.listed(found, _CELLS)})" for reason, found in groups.items()]
    return text.listed(parts, _PARTS, "; ")


def _grouped(form: Form, places: Sequence[Place]) -> str:
    """Places by their rows or by their columns, whichever are fewer, with the number of each."""
    by_row: dict[str, int] = {}
    by_column: dict[str, int] = {}
    for place in places:
        row, column = text.place(form, place)
        for groups, name in ((by_row, row), (by_column, column)):
            groups[name or label(form, place)] = groups.get(name or label(form, place), 0) + 1
    groups = min(by_column, by_row, key=len)
    parts = [f"{name} ({count} ô)" if count > 1 else name for name, count in groups.items()]
    return text.listed(parts, _PARTS, "; ")
