"""The words of the copy that goes back: its two sheets beside the forms, and what it says of each finding."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

from scripts.findings import Finding, Severity
from scripts.wording import text

TITLE, MIGRATED_TITLE = "KẾT QUẢ KIỂM TRA", "KẾT QUẢ CHUYỂN SANG MẪU MỚI"
EXPLAINED = (
    "Bản này chép số liệu của đơn vị vào mẫu. Bấm vào cột “Chỗ” để đến ô; rê chuột lên ô có màu để đọc lời nhắc.",
    "Màu và lời nhắc không tự mất khi sửa; sửa xong thì lưu, kiểm tra lại, rồi gửi chính tệp này.",
    "Trang này chỉ để xem, không được đọc; để lại hay xóa đều được.",
)
Part = Literal["needed", "aside", "todo", "moved", "repaired"]
TO_DO = "CÁC CHỖ CẦN XEM"
NOTHING_TO_DO = "Không có chỗ nào cần xem."
ONLY_ASIDE = "Trong biểu không có chỗ nào cần xem; nội dung chưa đưa vào biểu ở trang “Ô để riêng”."
REPAIRED = "NHỮNG CHỖ BẢN NÀY ĐÃ GHI LẠI (xem có đúng ý không)"
PARTS: dict[Part, str] = {
    "needed": "CẦN GHI THÊM (mẫu cũ không có)",
    "aside": "CHƯA CHUYỂN ĐƯỢC (nội dung giữ ở trang “Ô để riêng”)",
    "todo": TO_DO,
    "moved": "ĐÃ CHUYỂN TỪ MẪU CŨ (xem có đúng ý không)",
    "repaired": REPAIRED,
}
HEADS = ("Số", "Mức", "Chỗ", "Trong tệp đã gửi", "Dòng, cột", "Nội dung", "Cách sửa")
LEVELS: dict[Severity, str] = {"error": "Lỗi", "warning": "Nhắc", "note": "Ghi nhận"}
OWN_COMMENT = "Ghi chú có sẵn ở ô:"
COMMENTED = "Ghi chú ở ô: {said}"
DONE = "Đã ghi lại"
DONE_PARTS: frozenset[Part] = frozenset({"moved", "repaired"})
LEVELS_OF_PARTS: dict[Part, str] = {"needed": "Cần ghi", "aside": "Để riêng", "moved": "Đã chuyển", "repaired": DONE}
SUMMED = "Ô tổng để trống; đã cộng từ các ô thành phần được {value}."
SUMMED_REMEDY = "Không cần sửa nếu đúng."

ASIDE_TITLE = "NỘI DUNG CHƯA ĐƯA VÀO BIỂU"
ASIDE_EXPLAINED = (
    "Nội dung ở đây không được đọc. Là số liệu thì chép vào đúng ô của biểu; xem xong thì xóa trang này rồi gửi lại."
)
ASIDE_HEADS = ("Trang trong tệp đã gửi", "Ô", "Nội dung", "Công thức", "Là ô nào của mẫu cũ", "Mức")
NO_SHEET, NO_CELL = "Tên tệp", "–"  # of what is set aside that stood in none

# What to do in the copy, where that is another thing than in the file that was sent.
IN_ASIDE = "Nội dung nằm ở trang “Ô để riêng”: là số liệu thì chép vào đúng ô, xong thì xóa trang đó."
IN_PLACE = "Bản này có lại dòng, cột đó như mẫu: ghi số liệu vào rồi gửi bản này."
SPLIT = "Bản này đã bỏ gộp: ghi số liệu vào từng ô; số nằm dưới ô gộp, nếu có, ở trang “Ô để riêng”."
LABELLED = "Bản này in lại chữ của biểu; xem số liệu có đúng là của dòng, cột này không."
THEN_CLEAR = "Còn ghi ở trang “Ô để riêng”: làm xong thì xóa trang đó."
NOT_COPIED = "Hình và đối tượng không được chép sang bản này; số liệu trong đó cần ghi vào các ô."
RELAID = "Bản này đã theo đúng mẫu; không cần sửa nếu số liệu đúng chỗ."

NOT_ONE_FILE = "--annotate cần đúng một tệp bảng tính; hãy chạy riêng cho từng tệp."
NOT_A_WORKBOOK = (
    "--annotate chỉ dùng cho bảng tính có biểu (.xlsx, .xlsm, .ods, .xls); {file} thuộc loại khác hoặc không đọc được."
)
NOT_XLSX = "Tên tệp sau --annotate phải có đuôi .xlsx; “{file}” thì không."
IS_FOLDER = "{file} là thư mục; sau --annotate cần tên của tệp sẽ ghi, ví dụ TRA-LAI.xlsx."
EXISTS = "Đã có tệp {file}, có thể là bản đơn vị đang sửa; hãy đặt tên khác, hoặc xóa tệp cũ rồi chạy lại."
SAME_FILE = "Tệp sau --annotate trùng với tệp đang kiểm tra; hãy đặt tên khác để giữ nguyên bản đã gửi."
NOT_WRITTEN = "Không ghi được {file}: thư mục chưa có, hoặc tệp đang mở ở chương trình khác. Sửa rồi chạy lại."
WRITTEN = "Đã ghi bản trả lại: {file}"


def comment(found: Finding) -> str:
    """What the comment at a finding's cell says."""
    return f"{LEVELS[found.severity]}: {found.message}\n→ {found.remedy}"


_OURS: Final = re.compile(rf"(?:{'|'.join(LEVELS.values())}): .*\n→ [^\n]*", re.DOTALL)
_BETWEEN: Final = "\n\n"


def comments(findings: Sequence[Finding], own: str) -> str:
    """What the comment at a cell of the copy says: the findings there, and what the person's own comment says."""
    said = [*map(comment, findings), *([f"{OWN_COMMENT}\n{own}" if findings else own] if own else [])]
    return _BETWEEN.join(said)


def of_person(said: str) -> str:
    """What a comment says beside what an earlier copy wrote there; empty for nothing."""
    own = [part for part in said.split(_BETWEEN) if not _OURS.fullmatch(part.strip())]
    return _BETWEEN.join(own).removeprefix(f"{OWN_COMMENT}\n").strip()


def where(found: Finding) -> str:
    """Where a finding stood in the person's own file."""
    return ", ".join(part for part in (found.sheet, f"ô {found.cell}" if found.cell else found.path) if part)


def summed(value: object) -> str:
    """Says that a blank total was filled in."""
    return SUMMED.format(value=text.shown(value))
