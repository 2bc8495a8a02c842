"""What maintainers are told about a rule of the house that a schema file breaks: why it is there, what mends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Taught:
    """Why a rule is there, and the edit that mends what breaks it."""

    why: str
    edit: str


TAUGHT: Final[Mapping[str, Taught]] = {
    "well-formed": Taught(
        "Tệp không đọc được thì không sinh được trang, mẫu và phép kiểm tra nào từ nó.",
        "Mở tệp tại dòng đã nêu: thường là thiếu hoặc thừa dấu phẩy, ngoặc, nháy; hoặc một khóa ghi hai lần.",
    ),
    "nfc": Taught(
        "Cùng một chữ Việt ghi theo hai cách thì máy coi là hai chữ khác nhau.",
        "Lưu lại tệp dạng UTF-8 không BOM, dấu dựng sẵn (NFC), xuống dòng kiểu LF; chữ ghi thẳng, không ghi \\uXXXX.",
    ),
    "formatted": Taught(
        "Mọi tệp trình bày một kiểu thì pull request chỉ hiện đúng chỗ đã sửa.",
        "Thụt lề hai dấu cách, mỗi khóa một dòng (trong VS Code: Shift+Alt+F), cuối tệp một dòng trống duy nhất; "
        "hoặc chạy: python -m scripts check --fix",
    ),
    "standard_schema": Taught(
        "Tệp là JSON Schema 2020-12, để công cụ nào cũng đọc được.",
        "Sửa từ khóa hoặc giá trị tại chỗ đã nêu theo JSON Schema 2020-12.",
    ),
    "identified": Taught(
        "Tên tệp, $id và x-form.code cùng nói đây là biểu nào; lệch nhau là nhầm biểu.",
        "Ghi lại chỗ đã nêu cho trùng với tên tệp.",
    ),
    "dialect": Taught(
        "Từ khóa viết sai hoặc đặt sai chỗ mà không ai báo thì cả biểu lặng lẽ thiếu một phần.",
        "Sửa theo ngữ pháp trong schemas/meta/ (trang “Kho này vận hành thế nào” kê đủ từ khóa và ý nghĩa).",
    ),
    "known_keywords": Taught(
        "Từ khóa lạ thì mọi công cụ bỏ qua, người sửa tưởng là có tác dụng.",
        "Xóa hoặc viết lại cho đúng một từ khóa của JSON Schema 2020-12.",
    ),
    "provenance": Taught(
        "Người đọc phải biết chữ nào là của văn bản, chữ nào do kho tự thêm; không đặt ra nhãn chính thức.",
        'Thêm "x-source": [số dòng của bản chép] cho chữ có trong văn bản, "x-cell": [ô] cho chữ của mẫu trống chính '
        'thức đã lưu, "x-added": true cho chữ do ta thêm, hoặc '
        '"x-lost": true cho chữ đã mất. Chữ in khác title thì ghi x-printed kèm x-correction.',
    ),
    "blank_kept": Taught(
        "Mẫu trống chính thức là căn cứ của nhãn: nó phải còn đó, còn nguyên, và biết do văn bản nào ban hành.",
        "Chạy lại new-form với đúng tệp mẫu, hoặc ghi x-form.blank.document theo văn bản gửi kèm mẫu.",
    ),
    "cells_say": Taught(
        "Nhãn phải đúng từng chữ với ô của mẫu chính thức mà nó dẫn.",
        "Sửa x-cell cho đúng ô; chữ in sai thì giữ nguyên ở x-printed, ghi chữ đúng ở title kèm x-correction.",
    ),
    "pinpointed": Taught(
        "Một nhãn có nhiều chỗ đính chính thì người đọc phải biết mỗi số nói về chữ nào.",
        "Ghi ở words đúng đoạn chữ in mà số đính chính đó nói tới.",
    ),
    "required_exist": Taught(
        "Bắt buộc một tên không có thì không tệp nào của đơn vị đạt được.",
        "Sửa tên trong required hoặc dependentRequired cho trùng với một tên trong properties.",
    ),
    "resolves": Taught(
        "Chỗ dẫn tới không có thì không dựng được biểu.",
        "Sửa tên sau #/$defs/ cho trùng với một tên trong $defs, hoặc thêm khóa còn thiếu.",
    ),
    "excel_limits": Taught(
        "Excel chỉ nhận tên trang tính 31 ký tự, lời nhắc và danh sách chọn 255 ký tự, tên vùng không trùng nhau.",
        "Rút gọn chỗ đã nêu.",
    ),
    "sides_match": Taught(
        "Hai bảng đặt cạnh nhau dùng chung các dòng của tờ giấy.",
        "Thêm hoặc bớt dòng để các bảng có số dòng bằng nhau.",
    ),
    "cells_have_columns": Taught(
        "Ô không thuộc cột nào thì không có chỗ trên mẫu Excel.",
        "Đặt tên ô trùng với một cột trong $defs mà x-table.columns chỉ tới; dòng con phải có dòng cha (I trước I.1).",
    ),
    "rules_resolve": Taught(
        "Quy tắc nêu một dòng, cột không có thì không bao giờ kiểm tra gì.",
        "Sửa tên trong quy tắc cho trùng khóa dòng, tên cột hay bảng; mã quy tắc bắt đầu bằng R và số của biểu.",
    ),
    "notes_resolve": Taught(
        "Ghi chú đi kèm dòng nào thì dòng ấy phải có.",
        "Sửa rows của ghi chú cho trùng khóa dòng trong properties.",
    ),
    "title_given": Taught("Trang và mẫu của biểu mang tên biểu.", "Thêm title kèm nguồn của nó."),
    "limits_ordered": Taught("Số nhỏ nhất lớn hơn số lớn nhất thì không giá trị nào đạt.", "Sửa minimum hoặc maximum."),
    "totals_add_up": Taught(
        "Tổng được tính lại ở mọi tệp gửi về: cộng chữ, cộng hai lần hay cộng chính nó đều ra số sai.",
        "Sửa total và parts của quy tắc: chỉ cột số, mỗi thành phần một lần.",
    ),
    "block_totals_take_items": Taught(
        "Khối lặp cần một cột tên, để lời báo lỗi gọi được tên từng mục.",
        'Thêm "x-stub": "label" vào cột mang tên của mục.',
    ),
    "names_known": Taught(
        "Kế hoạch dẫn tới một tên không có thì trang lặng lẽ thiếu một phần.", "Sửa tên cho trùng một id đã có."
    ),
    "frozen": Taught(
        "Tệp đơn vị đã điền theo bản đã phát hành được đọc bằng đúng bản ấy.",
        "Lấy lại tệp cũ: git checkout origin/main -- schemas/released. Sửa biểu thì sửa ở schemas/forms/.",
    ),
    "versions_rise": Taught(
        "Phiên bản thấp hơn bản đã phát hành thì máy tưởng tệp mới là tệp cũ.", "Tăng version trong x-form."
    ),
    "accounted": Taught(
        "Biểu đã phát hành đổi đi mà phiên bản, sổ thay đổi không nói thì đơn vị đang làm dở mất công trong im lặng.",
        "Tăng version và dán mục nêu trên vào schemas/changelog.yaml, thay lời mẫu bằng lời nói với người làm biểu. "
        "Xem đủ: python -m scripts diff",
    ),
    "entries_known": Taught(
        "Mỗi mục của sổ thay đổi nói về đúng một phiên bản có thật.", "Sửa of, version hoặc date của mục ấy."
    ),
    "entries_written": Taught(
        "Lời trong sổ thay đổi hiện ở trang “Có gì mới” và trong lời báo cho đơn vị có tệp cũ.",
        "Thay lời mẫu bằng một câu người làm biểu hiểu được.",
    ),
    "steps_known": Taught(
        "Chỗ chuyển số liệu nêu sai tên thì số liệu cũ không đến được mẫu mới.",
        "Sửa tên trong migration: from theo bản trước, to theo bản này.",
    ),
    "supplies_resolve": Taught(
        "Con số của phiếu được so với ô của biểu khác; ô ấy đổi tên mà phiếu không theo thì không còn so được gì.",
        "Sửa row, column trong x-supplied cho trùng với biểu đã nêu.",
    ),
    "cites_back": Taught(
        "Đề cương nêu biểu nào thì biểu phải dẫn lại đúng mục ấy, để người đọc đi được cả hai chiều.",
        "Sửa x-form.outline của biểu, hoặc x-forms của mục trong schemas/outline.schema.json.",
    ),
}

MENDED: Final = "Đã trình bày lại schemas/{file}."
FAULTLESS: Final = "Lược đồ đạt mọi quy tắc."


def summary(count: int) -> str:
    """The last line of a run that found so many faults."""
    return f"{count} chỗ cần sửa trong lược đồ." if count else FAULTLESS


def shown(where: str, line: int, rule: str, pointer: str, message: str) -> str:
    """A fault as people read it: place, what is wrong, why it matters, what mends it."""
    taught = TAUGHT[rule]
    at = f"{where}:{line}" if line else where
    place = f" tại {pointer}" if pointer else ""
    return f"{at}: {rule}{place}\n    {message}\n    Vì sao: {taught.why}\n    Cách sửa: {taught.edit}"


# ------------------------------------------------------------ what a grammar refuses

_TYPES: Final = {
    "string": "chữ", "integer": "số nguyên", "number": "số", "boolean": "true hoặc false", "object": "đối tượng {…}",
    "array": "danh sách […]", "null": "null",
}  # fmt: skip
_LONGEST: Final = 80


def refused(keyword: str, wanted: Any, found: Any, means: str = "") -> str:
    """What the grammar refuses, by the keyword of JSON Schema that refused it.

    `wanted` is the keyword's value, `found` the value refused, `means` what the grammar says of it.
    """
    value = _short(found)
    sentences: dict[str, Callable[[], str]] = {
        "type": lambda: f"ghi {value}; ở đây cần {_either(wanted)}",
        "enum": lambda: f"ghi {value}; chỉ được một trong: {', '.join(map(_short, wanted))}",
        "const": lambda: f"ghi {value}; phải là {_short(wanted)}",
        "pattern": lambda: f"ghi {value}; không đúng dạng {wanted}",
        "format": lambda: f"ghi {value}; không phải {'ngày năm-tháng-ngày' if wanted == 'date' else wanted}",
        "minLength": lambda: "không được để trống",
        "minItems": lambda: f"cần ít nhất {wanted} mục",
        "minProperties": lambda: f"cần ít nhất {wanted} khóa",
        "uniqueItems": lambda: "có mục ghi hai lần",
        "minimum": lambda: f"ghi {value}; ít nhất là {wanted}",
        "maximum": lambda: f"ghi {value}; nhiều nhất là {wanted}",
        "required": lambda: f"thiếu khóa {', '.join(repr(key) for key in wanted if key not in found)}",
        "dependentRequired": lambda: f"thiếu khóa đi kèm: {_companions(wanted, found)}",
        "not": lambda: "các khóa này không đi cùng nhau được",
    }
    said = sentences[keyword]() if keyword in sentences else f"ghi {value}; không khớp dạng nào được phép ở đây"
    return f"{said} ({means})" if means else said


def strange(keyword: str, nearest: str | None) -> str:
    """A keyword that the grammar does not know, and the one that may be meant."""
    return f"từ khóa lạ {keyword!r}" + (f" (gần nhất: {nearest!r})" if nearest else "")


def _companions(wanted: Mapping[str, list[str]], found: Mapping[str, Any]) -> str:
    missing = [(key, one) for key, needed in wanted.items() if key in found for one in needed if one not in found]
    return ", ".join(f"{one!r} (vì có {key!r})" for key, one in missing)


def _either(types: str | list[str]) -> str:
    return " hoặc ".join(_TYPES[name] for name in ([types] if isinstance(types, str) else types))


def _short(value: Any) -> str:
    said = repr(value)
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
