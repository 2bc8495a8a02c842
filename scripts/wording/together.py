"""What is said of a report and forms that are looked at together. Plain data, filled in by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from scripts.findings import Finding, Severity, count
from scripts.model.package import Package, State
from scripts.wording.formats import tally
from scripts.wording.messages import Message, worded
from scripts.wording.text import first_upper, listed, short

_COMPARE = "Xem lại cả hai nơi và sửa cho khớp; nếu có lý do thì giải thích ở cột “Ghi chú”."

NIL, WHOLE = "khai không phát sinh", "Cả bộ hồ sơ"
MESSAGES: dict[str, Message] = {
    # Figures
    "figure-differs": Message("error", "Ghi {value}, nhưng {source} ghi {expected}.{why}", _COMPARE),
    "figure-differs-from-sheet": Message("warning", "Báo cáo ghi {value}, nhưng {source} ghi {expected}.", _COMPARE),
    "prose-differs": Message(
        "warning",
        "Lời văn viết {value}, nhưng {source} ghi {expected}.",
        "Xem lại lời văn và biểu; nếu lời văn nói về một phần của con số thì để nguyên.",
    ),
    # The folder of a unit
    "report-missing": Message(
        "error", "Chưa có báo cáo trong bộ hồ sơ.", "Thêm tệp báo cáo .docx lập theo mẫu của đề cương."
    ),
    "report-twice": Message(
        "error", "Bộ hồ sơ có hơn một báo cáo; báo cáo kia là {other}.", "Giữ lại một báo cáo, bỏ bản cũ ra ngoài."
    ),
    "form-missing": Message(
        "error",
        "Chưa có Biểu {forms}.",
        "Điền mẫu của biểu rồi để vào bộ hồ sơ; không phát sinh thì chọn “Không phát sinh” ở trang Thông tin của mẫu.",
    ),
    "form-not-read": Message(
        "error",
        "Có tệp mang tên Biểu {forms} ({names}) nhưng không đọc được số liệu của biểu từ đó.",
        "Gửi thêm biểu ở dạng .xlsx theo mẫu; bản quét hay .pdf không thay được tệp số liệu.",
    ),
    "form-not-attached": Message(
        "warning",
        "Chưa thấy Biểu {forms}; bản chép không có mẫu của các biểu này.",
        "Hỏi Ban Tổ chức Tỉnh ủy. Đã có biểu thì gửi kèm tệp mang mã biểu trong tên, ví dụ “Biểu 3B.pdf”; không phát sinh "
        "thì khai ở trang Thông tin của tệp gồm tất cả các biểu.",
    ),
    "attachment-renamed": Message(
        "warning",
        "Khai gửi kèm {form} ở tệp {name}, nhưng tệp nhận được tên là “{found}”.",
        "Sửa tên tệp, hoặc sửa tên đã khai, cho giống nhau.",
    ),
    "several-units": Message(
        "error",
        "Thư mục có biểu của nhiều đơn vị: {units}.",
        "Để hồ sơ của mỗi đơn vị vào một thư mục riêng rồi kiểm tra lại; để chung thì kiểm tra không kèm --package.",
    ),
    "attachment-missing": Message(
        "error",
        "Khai gửi kèm {form} ở tệp {name}, nhưng không có tệp đó.",
        "Thêm tệp vào bộ hồ sơ hoặc sửa lại tên tệp.",
    ),
    "form-twice": Message(
        "error",
        "{forms} của {unit} được gửi {count} lần; ngoài tệp này còn ở {others}.",
        "Giữ lại một bản, bỏ bản cũ ra ngoài; nếu tệp này là của đơn vị khác thì sửa lại đơn vị ghi trong tệp.",
    ),
    "unit-differs": Message(
        "error", "Biểu ghi đơn vị {unit}, còn các tệp khác ghi {expected}.", "Sửa lại đơn vị, hoặc bỏ tệp gửi nhầm."
    ),
    "report-unit-differs": Message(
        "error",
        "Phần đầu báo cáo ghi “{unit}”, còn các biểu ghi {expected}.",
        "Bỏ báo cáo của đơn vị khác gửi nhầm, hoặc sửa lại tên đơn vị ở phần đầu.",
    ),
    "report-unit-unknown": Message(
        "warning", "Phần đầu báo cáo không ghi tên {expected}.", "Ghi tên đơn vị ở góc trái trên của trang đầu."
    ),
    "report-period-differs": Message(
        "error", "Phần đầu báo cáo ghi số liệu {value}; theo đề cương là {expected}.", "Sửa lại kỳ số liệu của báo cáo."
    ),
    # Several units
    "figures-not-compared": Message(
        "note",
        "Chưa so số liệu của báo cáo với các biểu: không rõ các biểu có phải của đơn vị ghi ở phần đầu báo cáo không.",
        "Kiểm tra riêng từng đơn vị; ghi đúng tên đơn vị ở phần đầu báo cáo và ở các biểu.",
    ),
}


def finding(
    code: str, *, severity: Severity | None = None, facts: dict[str, Any] | None = None, **fields: Any
) -> Finding:
    """A finding by code; as `worded`. Raises KeyError for a code without a message."""
    return worded(MESSAGES[code], code, severity=severity, facts=facts, **fields)


def other_files(file: str, others: Sequence[str]) -> str:
    """Where else something stands than in the file: the names of files beside it, the paths of those in other folders."""
    near = PurePath(file).parent
    return listed([f"“{PurePath(one).name if PurePath(one).parent == near else one}”" for one in others[:11]], 10)


def form_source(label: str, file: str, spots: list[str]) -> str:
    """Where a figure stands in a form: Biểu 1B (bieu-1b.xlsx, ô C10)."""
    return f"{label} ({', '.join(part for part in (file, ' + '.join(spots)) if part)})"


def counted(lines: int) -> str:
    """How a figure that counts listed lines comes about."""
    return f"đếm được {lines} dòng"


def amount(number: str, unit: str) -> str:
    """A number with its unit, if it has one."""
    return f"{number} {unit}".strip()


def reason(why: str) -> str:
    """What is to be known about a comparison, behind the message."""
    return f" {why}" if why else ""


STATES: dict[State, str] = {
    "filled": "có số liệu",
    "nil": "không phát sinh",
    "attached": "gửi kèm tệp riêng",
    "empty": "còn trống",
    "missing": "còn thiếu",
    "unknown": "chưa gửi (bản chép không có mẫu)",
}


def units_of(counted: Mapping[str, int]) -> str:
    """Whose returns lie in a folder, and how many of each; under an empty name those that name no unit."""
    named = [f"{short(name)} ({number} biểu)" for name, number in counted.items() if name]
    nameless = [f"không ghi đơn vị ({counted['']} biểu)"] if "" in counted else []
    return "; ".join([listed(named, 20, "; "), *nameless])


def inventory(package: Package) -> list[str]:
    """What the folder of a unit holds, a line for each state of its forms; of several units no forms are listed."""
    if package.mixed:
        return [f"Bộ hồ sơ {package.folder} – của nhiều đơn vị, không kê từng biểu"]
    lines = [f"Bộ hồ sơ {package.folder} – {package.unit or 'chưa rõ đơn vị'}"]
    lines.append(_line("báo cáo", package.report or "không có"))
    for state, name in STATES.items():
        entries = [entry for entry in package.entries if entry.state == state]
        if entries:
            # Forms in one file are named together, so that the line stays short.
            files = dict.fromkeys(entry.file for entry in entries)
            said = (_forms_in(file, [e.form for e in entries if e.file == file]) for file in files)
            lines.append(_line(name, "; ".join(said)))
    if package.unread:
        lines.append(_line("không đọc được", "; ".join(package.unread)))
    if package.sheet:
        lines.append(_line("phiếu rà soát", package.sheet))
    return lines


def _line(name: str, said: str) -> str:
    return f"  {first_upper(name) + ':':<36}{said}"


def _forms_in(file: str, codes: list[str]) -> str:
    """Biểu 1B, 8B (tat-ca-bieu.xlsx); a file that is named after its only form says it all."""
    if len(codes) == 1 and codes[0].casefold() in file.casefold():
        return file
    return f"Biểu {', '.join(codes)}" + (f" ({file})" if file else "")


def package_verdict(package: Package, findings: Sequence[Finding]) -> str:
    """The line that says whether the folder of a unit will do."""
    unread = f"{len(package.unread)} tệp không đọc được; " if package.unread else ""
    folder = f"thư mục “{PurePath(package.folder).name}”"
    if package.mixed:
        return f"Kết luận: CHƯA ĐẠT – {folder} có biểu của nhiều đơn vị; {unread}{tally(findings)}."
    outcome = "CHƯA ĐẠT" if count(findings, "error") else "ĐẠT"
    counted = [f"{len(codes)} {name}" for state, name in STATES.items() if (codes := package.forms(state))]
    report = "có báo cáo" if package.report else "không có báo cáo"
    unit = f"của {package.unit}" if package.unit else f"trong {folder}"
    said = f"{report}; biểu: {', '.join(counted)}; {unread}{tally(findings)}"
    return f"Kết luận: {outcome} – bộ hồ sơ {unit}: {said}."
