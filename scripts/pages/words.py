"""Short Vietnamese names for the codes that schemas use: statuses, certainties, origins, kinds."""

from __future__ import annotations

from datetime import date

from scripts.model.form import Form, Period
from scripts.wording import text

ADDED = "bổ sung"
SILENT = "văn bản không quy định"
LIVE = "tự cộng"
ELLIPSIS = "…"
STATUS = {"present": "Có đủ mẫu", "partial": "Chỉ có một phần", "absent": "Chưa có mẫu"}
CERTAINTY = {
    "A": "chắc chắn (từ 98 % trở lên)",
    "B": "khá chắc (80 % đến 97 %)",
    "C": "chưa đủ chắc (dưới 80 %)",
    "-": "không xét, vì không có gì để sửa",
}
TREATMENT = {
    "corrected": "đã sửa",
    "attributed": "xếp vào theo nội dung, vị trí",
    "kept": "giữ như bản in",
    "flagged": "chỉ nêu, không sửa",
}
SET_SIDE_BY_SIDE, NOT_FILLED_IN = "đặt cạnh nhau, không chọn", "nêu, không tự điền"
ORIGIN = {
    "ocr": "lỗi của bản chép",
    "original": "nhiều khả năng có sẵn trong văn bản gốc",
    "unknown": "không rõ do bản chép hay do văn bản gốc",
}
REQUIREMENTS = "A"
DOCUMENT_PARTS = {"recipients": "nơi nhận", "signature": "phần ký"}
CHANGED = {"title": "chữ", "text": "chữ", "number": "số thứ tự", "structure": "cách trình bày"}
CALENDAR_NAME = "Sơ kết 2 cấp – An Giang"
CALENDAR_SUMMARY = {"deadline": "{what}: {words}", "event": "{what}", "cutoff": "Mốc chốt số liệu của báo cáo và biểu"}
CALENDAR_WORDS = "Lời văn: “{words}” (bản chép, {lines})."
CALENDAR_LAST_DAY = f"Hạn là “trước ngày”, nên lịch ghi vào {{day}}, ngày cuối còn kịp. Giờ nộp: {SILENT}."
CALENDAR_ADDED = "Tệp lịch này là bổ sung của trang hướng dẫn, không phải văn bản chính thức."
# What the published files of schemas/ are, by folder or by name; JSON files without an entry say it in their title.
SCHEMAS = {
    "schemas": "Chung",
    "schemas/forms": "Lược đồ của từng biểu",
    "schemas/blanks": "Mẫu trống chính thức của từng biểu",
    "schemas/meta": "Quy ước viết lược đồ (tiếng Anh)",
    "schemas/registry": "Danh mục đơn vị",
    "schemas/changelog.yaml": "Sổ thay đổi của biểu và đề cương",
    "schemas/glossary.yaml": "Chữ viết tắt",
    "schemas/outline.schema.json": "Đề cương báo cáo",
    "schemas/plan.yaml": "Kế hoạch: thời hạn, việc, hỏi đáp",
    "schemas/registry/bodies.csv": "Đảng ủy cơ quan cấp tỉnh có tên trong kế hoạch",
    "schemas/registry/units.csv": "Xã, phường, đặc khu",
}
# What to do with a template downloaded before, by the step of the version since.
EARLIER = {
    "major": "Chưa điền thì tải mẫu mới. Đã điền thì không phải làm lại từ đầu: công cụ kiểm tra vẫn đọc tệp cũ, chuyển"
    " những ô còn chỗ và nêu từng ô phải xem lại.",
    "minor": "Tệp đã điền vẫn đọc được, nhưng được kiểm tra theo mẫu mới; nên xem lại những chỗ nêu trên.",
    "patch": "Vẫn dùng được như mẫu mới; không phải tải lại hay ghi lại gì.",
}
NO_EARLIER_TEMPLATE = "Chưa có mẫu để điền. Định gửi hoặc đã gửi tệp riêng thì nay ghi số liệu vào mẫu này."
REPORT_TEMPLATE = "Mẫu báo cáo Word"
PAST, TODAY, LEFT = "đã qua", "hôm nay là ngày cuối", "còn {n} ngày"
EVERY_SUBMITTER = "Mọi đơn vị phải gửi báo cáo"
HANDED_IN = {"paper": "bản giấy", "file": "tệp"}


def grade(certainty: str) -> str:
    """The short name of how sure a correction is."""
    return "không xét" if certainty == "-" else f"mức {certainty}"


def sentence_case(title: str) -> str:
    """A title printed in capitals as running text; others unchanged."""
    return title[:1] + title[1:].lower() if title.isupper() else title


def content(form: Form) -> str:
    """What a form is about: its title as running text without the period; empty where it has none."""
    return sentence_case(form.title.text).split(" từ ngày ")[0] if form.title else ""


def short_title(form: Form) -> str:
    """The form's label and, where it has an official one, its title without the period and cut where it is long."""
    if form.title is None or form.added:
        return form.label.text
    return f"{form.label.text} – {text.short(content(form), 110)}"


def period(value: Period | None) -> str:
    """The period of a form in words; that the source is silent where none is known."""
    return text.period(value) if value else SILENT


def day(iso: str) -> str:
    """A day, month or year of the plan as Vietnamese readers write it."""
    parts = iso.split("-")
    if len(parts) == 3:
        return text.day(date.fromisoformat(iso))
    return "/".join([str(int(p)) for p in reversed(parts)])


def size(content: bytes) -> str:
    """The size of a file in kilobytes, from 1,000 of them on in megabytes."""
    kilobytes = max(1, round(len(content) / 1024))
    return f"{kilobytes} KB" if kilobytes < 1000 else f"{text.number(round(kilobytes / 1024, 1))} MB"


# The archive of everything: its folders, and the note that is read first.
READ_FIRST, TO_FILL, ONE_BY_ONE, EXAMPLES, FOR_PROGRAMS = (
    "DOC-TRUOC.txt", "1-dien-va-gui", "2-tung-bieu", "3-vi-du", "4-cho-phan-mem",
)  # fmt: skip


def read_first() -> str:
    """What stands in the archive of everything beside its folders."""
    lines = (
        f"{TO_FILL}: điền các tệp trong thư mục này rồi gửi bản giấy và tệp về Ban Tổ chức Tỉnh ủy.",
        "    tat-ca-bieu.xlsx gồm trang thông tin và mọi biểu có mẫu; bao-cao-so-ket.docx là mẫu báo cáo;",
        "    bieu-prs.xlsx là phiếu gom số liệu, không bắt buộc gửi; lich-so-ket.ics là lịch các mốc.",
        f"{ONE_BY_ONE}: cũng các biểu đó, mỗi biểu một tệp; chỉ dùng khi không dùng tệp gồm tất cả.",
        f"{EXAMPLES}: ví dụ đã điền và hai bộ hồ sơ giả định; mọi số liệu đều đặt ra để minh họa.",
        f"{FOR_PROGRAMS}: dành cho người làm phần mềm.",
        "",
        "Các mẫu này là bổ sung của trang hướng dẫn, không phải văn bản chính thức.",
    )
    return "\r\n".join((*lines, ""))
