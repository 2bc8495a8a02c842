"""What the making of a draft from an official blank says to the maintainer."""

from __future__ import annotations

from datetime import date

from scripts.wording import text

NO_FILE = "Không có tệp {file}. Xem lại đường dẫn."
OTHER_KIND = "{file}: chưa đọc được tệp {kind}. Mở bằng Excel, Word hoặc LibreOffice rồi lưu thành .xlsx hoặc .docx."
UNKNOWN_KIND = "{file}: chỉ đọc mẫu trống là tệp .xlsx hoặc .docx."
DAMAGED = (
    "{file}: tệp bị hỏng hoặc có mật khẩu nên không đọc được. Mở bằng Excel, Word rồi lưu lại, hoặc xin lại tệp gốc."
)
NO_TABLE = (
    "{file}: không thấy bảng nào. Bảng cần có đường kẻ, hoặc có cột STT/TT; nếu bảng là hình ảnh thì gõ lại thành bảng."
)


def no_sheet(wanted: str, names: list[str]) -> str:
    """The sheet that was asked for is not there."""
    return f"Không có trang “{wanted}”. Tệp có: {', '.join(f'“{name}”' for name in names)}."


def several_sheets(file: str, names: list[str]) -> str:
    """Several sheets hold tables, and none is the form's by its name or label."""
    return f"{file}: nhiều trang có bảng ({', '.join(f'“{name}”' for name in names)}). Chọn một bằng --sheet TÊN."


def several_tables(found: list[tuple[str, str]]) -> str:
    """Several tables stand one under the other, and none is the form's by the label above it."""
    said = "; ".join(f"bảng {n} từ ô {cell} ({words})" for n, (cell, words) in enumerate(found, 1))
    return f"Có {len(found)} bảng: {said}. Chọn một bằng --table SỐ."


def no_such_table(number: int, count: int) -> str:
    """The table that was asked for by number is not there."""
    return f"Không có bảng {number}: chỉ thấy {count} bảng."


# Why a sum is proposed; these words go into the schema as the rule's reason.
SUM_PRINTED = "Biểu in sẵn công thức “{formula}”."
SUM_DIVIDED = "Tiêu đề nhóm cột ghi “{words}”, nên thông thường các cột của nhóm cộng lại bằng cột tổng bên trái."
SUM_ASIDE = "Cột “{words}” thông thường bằng tổng các cột cùng loại bên cạnh. Văn bản không quy định."
SUM_BELOW = "Dòng “{label}” thông thường bằng tổng các dòng ngay dưới nó. Văn bản không quy định."
SUM_SUBTOTAL = "Dòng “{label}” thông thường bằng tổng các dòng cùng phần. Văn bản không quy định."
SUM_TOTAL_ROW = "Dòng “{label}” thông thường bằng tổng các dòng lớn của bảng. Văn bản không quy định."
SUM_LISTED = "Số ở dòng tổng và dòng tiêu đề thông thường bằng tổng các mục được kê bên dưới. Văn bản không quy định."
PART_OF = "Biểu ghi “{words}”: một phần thông thường không lớn hơn tổng chứa nó."
LOST_HEAD = "(không rõ tiêu đề cột)"
LIST_ROW = "Danh sách"
SIDE_TABLE = "Bảng {number}"


# ---- what is to be decided

ABOUT_DOCUMENT, DOCUMENT = (
    "Văn bản ban hành mẫu",
    "ghi tên, số, ngày của văn bản (name, number, date); thiếu thì lược đồ chưa đạt.",
)
DOCUMENT_HINT = " Trên mẫu in: “{words}”."
ABOUT_LABEL = "Nhãn biểu"
NO_LABEL = "mẫu không in nhãn; giữ nhãn đang có, mang x-added."
LONG_LABEL = "mẫu in “{words}”, không đặt làm tên trang tính được (quá 31 ký tự hoặc có ký tự cấm); giữ nhãn đang có."
OTHER_LABEL = "mẫu in “{words}” mà lệnh ghi biểu {code}; xem có lấy nhầm tệp hay nhầm bảng không."
ABOUT_OUTLINE, NO_OUTLINE = (
    "Đề cương",
    "chưa biết mục nào của Đề cương hỏi đến biểu; biểu chính thức thì thêm outline, biểu tự lập thì bỏ qua.",
)
ABOUT_KNOWN, KNOWN = "Điều đã biết", "bỏ những điều không còn đúng khi đã có mẫu (ví dụ “bản chép không có mẫu”)."
ABOUT_EDITION, EDITION = "Phiên bản", "đặt {version}, lập ngày {day}; sửa nếu khác."
ABOUT_CHANGELOG = "Sổ thay đổi"
CHANGELOG = "thêm một mục {code} {version}; `python -m scripts diff` in sẵn đoạn để dán."
ABOUT_TITLE, NO_TITLE, TITLE = (
    "Tên biểu",
    "không thấy trên mẫu; dùng tạm nhãn biểu, mang x-added. Hãy ghi lại.",
    "hiểu là “{words}”.",
)
ABOUT_PERIOD, NO_PERIOD = "Kỳ số liệu", "không thấy ngày nào trên mẫu; có thì thêm period."
ABOUT_UNIT = "Đơn vị tính"
UNIT_LINE = "mẫu ghi “{words}”; giữ dòng này trên bảng, và ghi x-unit cho cột không nêu đơn vị khác. Xem cột nào theo đơn vị này."
ABOUT_SIGNER, SIGNER = "Phần ký", "hiểu là “{words}”, in dưới bảng. Có tên người thì xóa khỏi mẫu rồi làm lại."
ABOUT_NAME = "Chữ ở chỗ ký"
NAME = "“{words}” có thể là tên người nên không giữ; xóa khỏi mẫu rồi làm lại, vì bản mẫu được đăng kèm lược đồ."
UNIT_OPEN = "mẫu để trống đơn vị tính; biểu sẽ hỏi đơn vị tiền (asks: money_unit). Không phải tiền thì bỏ."
ABOUT_NOTE, NOTE = "Ghi chú dưới bảng", "“{words}” nói về dòng nào thì ghi ở rows."
ABOUT_GROUP, GROUP = (
    "Cột gộp nhiều dòng",
    "chữ ở cột “{words}” đã thành dòng tiêu đề của các dòng nó gộp; tên cột này không giữ được.",
)
ABOUT_NUMBERS, NO_NUMBERS = "Số cột", "mẫu không in số cột; trang sẽ tự đánh số và nói là bổ sung."
ABOUT_WIDTHS, WIDTHS = (
    "Độ rộng cột",
    "theo mẫu, tính bằng chữ: {widths}; cột không đủ chỗ cho chữ đã nới, cột rộng quá đã thu.",
)
ABOUT_BARE, BARE = "Dòng không có ô điền", "các dòng {keys} chỉ là tiêu đề. Dòng nào phải ghi số thì đổi $ref."
ABOUT_PRINTED, PRINTED = (
    "Chữ in sẵn trong ô số liệu",
    "“{words}” chưa được giữ trong lược đồ; ô có chữ in sẵn coi là không điền.",
)
ABOUT_REQUIRED, REQUIRED = "Ô bắt buộc", "chưa bắt ô nào phải có (trừ tên mục ở danh sách); thêm required nếu cần."
ADDED_ROW = "mẫu là danh sách không có dòng tiêu đề, nên thêm một dòng của ta (x-added) để chứa các mục."
DOUBTS = {
    "unnumbered": "không in số; bậc (xem khóa) đoán theo chữ đậm, thụt đầu dòng và các dòng bên cạnh. Xem có đúng bậc không.",
    "repeated-number": "số in trùng hoặc không theo thứ tự; khóa dòng lấy chữ cái. Xem lại số và bậc.",
    "subtotal": "hiểu là dòng cộng của phần đang đứng, không phải tổng cả biểu.",
}
BLOCK = "hiểu các dòng trống hoặc “…” bên dưới là chỗ ghi thêm nhiều mục; sửa room, shown, hoặc bỏ nếu không phải."
ABOUT_SAMPLES, SAMPLES = (
    "Chữ mẫu trong dòng lặp",
    "“{words}” coi là ví dụ nên không giữ; nếu là dòng của biểu thì thêm dòng.",
)
ABOUT_SIDES, SIDES = (
    "Bảng cạnh nhau",
    "hiểu là {count} bảng đứng cạnh nhau; tên từng bảng là của ta (x-added), hãy đặt lại.",
)
SIDES_DIFFER = "các bảng cạnh nhau có số dòng khác nhau ({counts}); phải bằng nhau thì mới lập được biểu."
ABOUT_RULES = "Quy tắc cộng"
RULES = "các quy tắc dưới đây do máy đề xuất, chưa chắc nên chỉ nhắc (warning); không đúng thì xóa, chắc chắn thì đổi thành error."
ABOUT_RULE = "Quy tắc {id}"
ABOUT_UNUSED, UNUSED = "Chữ chưa dùng", "“{words}” chưa thành phần nào của biểu; cần thì thêm vào."
ABOUT_UNREAD = "Chữ ngoài ô"
UNREAD = "“{words}” nằm trong khung, hình, ghi chú hoặc phần sửa đổi chưa chấp nhận nên chưa dùng; thuộc biểu thì chuyển vào ô của mẫu rồi làm lại. Có tên người thì xóa khỏi mẫu rồi làm lại."
ABOUT_HIDDEN, HIDDEN = (
    "Phần đang ẩn",
    "dòng, cột {names} đang ẩn trong mẫu, vẫn đọc như phần hiện; thừa thì bỏ khỏi mẫu rồi làm lại.",
)
ABOUT_OUTSIDE, OUTSIDE = "Chữ ngoài biểu", "coi là đầu công văn, nơi nhận, hướng dẫn gửi: {words}."
WEIGHTS = {"must": "Phải quyết định", "guess": "Máy đoán, cần xem lại", "know": "Để biết"}
LIST_TITLE = "# Biểu {code}: những điều cần quyết định"
LIST_INTRO = (
    "Lược đồ nháp lập từ mẫu trống. Đánh dấu từng dòng khi đã xem; chỗ sai thì sửa trong `{code}.schema.json` ở đường dẫn sau mũi tên. "
    "Mở tệp hình cạnh tệp này để so với bản gốc."
)
NEXT_STEPS = (
    "## Sau đó\n\n1. Viết `purpose` (biểu để làm gì) và `x-guidance` (cách điền) bằng lời của kho; `make check` đến khi không còn chỗ sai.\n2. Thêm ví dụ trong `tests/cases/{code}/` (2 đúng, 8 sai): điền mẫu Excel rồi `python -m scripts example`.\n"
    "3. `make test`, `make site` rồi nhìn trang và mẫu Excel của biểu.\n4. Bản mẫu giữ trong `schemas/blanks/` đã bỏ thuộc tính tệp, tên tác giả "
    "và thư mục lưu; xem bằng mắt còn tên người trong các ô không, có thì xin mẫu không có tên."
)
KINDS = {
    "count": "số nguyên (đếm được)",
    "amount": "số, có thể lẻ",
    "money": "số tiền",
    "percent": "phần trăm, 0 đến 100",
    "date": "ngày",
    "year": "năm",
    "mark": "dấu x",
    "short": "chữ ngắn",
    "long": "lời văn",
    "number": "số thứ tự",
}


def period(start: date | None, end: date) -> str:
    """The period as understood."""
    if start is None:
        return f"hiểu là số liệu đến ngày {text.day(end)}."
    return f"hiểu là từ ngày {text.day(start)} đến ngày {text.day(end)}."


def column(number: str, words: str) -> str:
    """A column by its number and words."""
    return f"Cột {number} “{words}”" if number else f"Cột “{words}”"


def row(key: str, words: str) -> str:
    """A row by its key and words."""
    return f"Dòng {key} “{words}”"


def guess(kind: str, words: str, unit: str) -> str:
    """What a column is thought to take, and why."""
    measured = f", đơn vị {unit}" if unit else ""
    why = f"vì có chữ “{words}”" if words else "không có chữ nào gợi ý"
    return f"đoán là {KINDS[kind]}{measured}, {why}."


# ---- the picture

PICTURE_TITLE = "Biểu {code}: mẫu trống {file} và biểu đã hiểu"
PICTURE_LEFT, PICTURE_RIGHT = "Mẫu trống, như máy đọc được", "Biểu sẽ hiện trên trang"
PICTURE_WIDE = "Biểu rộng: hai bảng đứng trên dưới; cột chưa thấy thì kéo thanh ngang dưới mỗi khung."
PICTURE_CUT = "(còn {count} dòng nữa không vẽ ra đây)"
PICTURE_COLUMNS = "Từng cột"
PRINTED_STUB = "in sẵn"
PICTURE_PARAGRAPH, PICTURE_ROW = "đoạn {place}", "bảng {table}, dòng {row}"
LEGEND = {
    "name": "nhãn, tên biểu",
    "head": "tiêu đề cột",
    "guess": "tiêu đề cột, loại ô do máy đoán",
    "stub": "dòng",
    "repeat": "dòng lặp để ghi thêm",
    "note": "ghi chú",
    "sign": "phần ký",
    "outside": "không thuộc biểu",
    "unused": "chưa dùng, cần xem",
}

# ---- the command

BAD_CODE = "“{code}” không phải mã biểu: mã của biểu chính thức như 3B, của biểu tự lập là 2 đến 8 chữ in hoa như PRS."
EXISTS = "Đã có lược đồ của biểu {code}. Có mẫu trống thì thêm --from TỆP."
NOT_ABSENT = "Biểu {code} đã có mẫu (status {status}) nên không ghi đè. Chắc chắn muốn làm lại thì thêm --force."
SIGNS = {"must": "[!]", "guess": "[?]", "know": "[ ]"}
WRITTEN = "Đã ghi:"


def checked(count: int) -> str:
    """What the house rules say of the draft."""
    if count:
        return f"{count} chỗ ở trên phải sửa thì lược đồ mới đạt (make check)."
    return "Lược đồ đạt mọi quy tắc; vẫn cần xem từng chỗ máy đoán."
