"""The words that workbooks carry beside the official ones; all of them are additions of ours."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.model.form import Form, Period
from scripts.model.grid import fingerprint
from scripts.schema import registry
from scripts.wording import text

COVER = "Thông tin"
LISTS = "_danh_muc"
MARKS = "_so_ket"
FINDINGS = "Các chỗ cần xem lại"
ASIDE = "Ô để riêng"
UNIT = "Đơn vị báo cáo (bổ sung):"
UNIT_SHORT, MONEY_SHORT = "Đơn vị", "ĐVT"  # as people write these labels
COMMITTEE = "Đảng ủy"  # of a unit, which reports for it
REFUSED = "Chưa đúng"
REPEAT = "..."
PREPARED_BY = "NGƯỜI LẬP BIỂU"
SIGNED_BY = "T/M BAN THƯỜNG VỤ"
SIGNATURES_ADDED = "(phần ký tên là bổ sung; văn bản không quy định)"
PICK_ONE = "Hãy chọn một mục trong danh sách."

STATE_FILLED, STATE_NIL, STATE_ATTACHED, STATE_MISSING = "Có số liệu", "Không phát sinh", "Gửi kèm tệp riêng", "Chưa có"


def period(value: Period) -> str:
    """The line under the title where the form prints no subtitle."""
    return f"(số liệu {text.period(value)})"


def asked(title: str) -> str:
    """The label of an added field."""
    return f"{title} (bổ sung):"


def footer(form: Form) -> str:
    """What ties the paper copy to the file: code, version, fingerprint."""
    return f"{form.label.text} · phiên bản {form.version} · mã mẫu {fingerprint(form)}"


def more_lines(first: int, last: int) -> str:
    """Beside the end of a block: how to unfold prepared lines (1-based line numbers of the sheet)."""
    return f"Cần thêm dòng: bôi đen dòng {first - 1} đến {last}, bấm chuột phải, chọn Bỏ ẩn (Unhide)."


def hidden_values(first: int, last: int) -> str:
    """Beside the end of a block when folded lines hold values."""
    return f"Có số liệu ở dòng đang ẩn: bôi đen dòng {first - 1} đến {last}, bấm chuột phải, chọn Bỏ ẩn (Unhide)."


def unit_choice(unit: Mapping[str, str]) -> str:
    """An envelope's unit as the workbook shows it; empty where it names none."""
    if not unit:
        return ""
    found = registry.find(unit)
    if "code" in unit and (found is None or "name" in unit):
        return " – ".join(str(unit[key]) for key in ("code", "name") if key in unit)
    return found.choice if found and found.code else str(unit.get("name", ""))


COVER_TITLE = "THÔNG TIN CHUNG CỦA ĐƠN VỊ GỬI BÁO CÁO"
COVER_ADDED = "Trang này và các ô ghi (bổ sung) không có trong văn bản; chỉ để biết ai gửi và gửi gì."
COVER_UNIT = "Đơn vị báo cáo"
COVER_UNIT_PROMPT = (
    "Chọn đơn vị trong danh sách. Không có tên trong danh sách: gõ tên đầy đủ rồi chọn loại đơn vị ở dòng dưới."
)
COVER_KIND = "Loại đơn vị (nếu không có trong danh sách)"
COVER_FROM, COVER_TO = "Kỳ số liệu: từ ngày", "Kỳ số liệu: đến ngày"
COVER_PREPARED_BY = "Người lập biểu"
COVER_CONTACT = "Điện thoại hoặc thư điện tử"
COVER_FORMS = "CÁC BIỂU TRONG TỆP NÀY"
COVER_OTHERS = "CÁC BIỂU KHÁC MÀ ĐỀ CƯƠNG YÊU CẦU"
COVER_HEADS = ("Biểu", "Nội dung", "Tình trạng", "Tên tệp gửi kèm, ghi chú")
COVER_STATE_PROMPT = (
    "Chọn “Không phát sinh” nếu biểu không có gì để báo cáo. Để trống ô số liệu được hiểu là chưa báo cáo."
)
COVER_ATTACH_PROMPT = "Nếu đơn vị có mẫu và gửi tệp riêng: chọn “Gửi kèm tệp riêng” và ghi tên tệp ở cột bên phải."
HOW_TO = (
    "1. Chỉ ghi vào ô để trống; ô màu xanh tự cộng, ô màu xám không điền.",
    "2. Không có phát sinh thì ghi 0; để trống được hiểu là chưa báo cáo (bổ sung; văn bản không quy định).",
    "3. Ô chuyển màu đỏ hoặc cam là chỗ chưa khớp; xem lại trước khi gửi.",
    "4. Trang tính được khóa không mật khẩu để khỏi sửa nhầm; vẫn chỉnh được độ rộng cột, sắp xếp và thêm dòng.",
    "5. Gửi cả bản giấy và tệp về Ban Tổ chức Tỉnh ủy. Nên giữ tệp ở dạng .xlsx để số liệu đọc được bằng máy (bổ sung).",
)


def why_missing(form: Form) -> str:
    """Why a form of the plan is not in the workbook."""
    if form.status == "partial":
        return "Bản chép chỉ có một phần, thiếu tiêu đề cột; hỏi Ban Tổ chức Tỉnh ủy."
    return "Bản chép không có mẫu; hỏi Ban Tổ chức Tỉnh ủy."
