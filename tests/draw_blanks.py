"""Draw the test blanks of tests/blanks/: made-up forms in the habits of different offices, none of them official.

Run `python -m tests.draw_blanks` after a change here; what must be understood of each is written by hand in the
.yaml file beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import openpyxl
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from scripts import paths
from scripts.archive import zipped

_TIME = re.compile(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z")
FOLDER = paths.ROOT / "tests" / "blanks"
_LINE = Side(style="thin")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_CENTER = Alignment(horizontal="center", vertical="center", wrap_text=True)


class Paper:
    """A sheet on which a form is drawn."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet

    def put(self, where: str, words: Any, *, bold: bool = False, italic: bool = False, box: bool = False,
            center: bool = False, indent: int = 0) -> None:  # fmt: skip
        """Write words into a cell, or a range that is merged."""
        first = where.split(":", maxsplit=1)[0]
        if ":" in where:
            self.sheet.merge_cells(where)
            if box:
                for row in self.sheet[where]:
                    for one in row:
                        one.border = _BOX
        cell = self.sheet[first]
        cell.value = words
        cell.font = Font(name="Times New Roman", size=12, bold=bold, italic=italic)
        cell.alignment = _CENTER if center else Alignment(wrap_text=True, indent=indent, vertical="center")
        if box:
            cell.border = _BOX

    def heads(self, **cells: str) -> None:
        """Column heads: bold, centred, boxed; keys are cells, with _ for the colon of a range."""
        for where, words in cells.items():
            self.put(where.replace("_", ":"), words, bold=True, box=True, center=True)

    def line(
        self, row: int, words: Sequence[Any], *, bold: bool = False, center: bool = False, indent: int = 0
    ) -> None:
        """A boxed line from column A on."""
        for at, said in enumerate(words):
            place = f"{openpyxl.utils.get_column_letter(at + 1)}{row}"
            self.put(place, said, bold=bold, box=True, center=center or at == 0, indent=indent if at == 1 else 0)


def _letter_head(paper: Paper, left: str, right: str) -> None:
    paper.put(f"{left}1", "ỦY BAN NHÂN DÂN TỈNH AN GIANG", center=True)
    paper.put(f"{left}2", "SỞ THỬ NGHIỆM", bold=True, center=True)
    paper.put(f"{right}1", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, center=True)
    paper.put(f"{right}2", "Độc lập - Tự do - Hạnh phúc", bold=True, center=True)


def two_stubs() -> openpyxl.Workbook:
    """Words over several rows left of the labels; letters as numbers of the stub columns; a unit for the table."""
    book = openpyxl.Workbook()
    paper = Paper(book.active)
    book.active.title = "Sheet1"
    book.active.page_setup.orientation = "landscape"
    book.properties.creator = "Nguyễn Văn Thử"
    _letter_head(paper, "B", "E")
    paper.put("G1", "Mẫu số 99B", italic=True)
    paper.put("A4:G4", "BIỂU THỬ NGHIỆM VỀ TRANG BỊ VÀ KINH PHÍ", bold=True, center=True)
    paper.put("A5:G5", "CỦA CÁC TRẠM QUAN TRẮC GIẢ ĐỊNH", bold=True, center=True)
    paper.put("A6:G6", "(Từ ngày 01/01/2025 đến hết ngày 30/6/2025)", italic=True, center=True)
    paper.put("F7:G7", "Đơn vị tính: triệu đồng", italic=True)
    paper.heads(A8_A9="STT", B8_B9="Lĩnh vực", C8_C9="Nội dung", D8_D9="Đơn vị đo",
                E8_F8="Kinh phí", E9="Được giao", F9="Đã giải ngân", G8_G9="Ghi chú")  # fmt: skip
    paper.line(10, ["A", "B", "C", "D", "(1)", "(2)", "(3)"], center=True)
    rows = (
        (11, "Nước mặt", ["Máy đo", "Phao", "Trạm bờ"]),
        (14, "Không khí", ["Cảm biến", "Tủ điện"]),
    )
    number = 0
    for first, group, labels in rows:
        paper.put(f"B{first}:B{first + len(labels) - 1}", group, bold=True, box=True)
        for at, label in enumerate(labels):
            number += 1
            row = first + at
            for place, said in zip("ACDEFG", (number, label, "chiếc", None, None, None), strict=True):
                paper.put(f"{place}{row}", said, box=True, center=place == "A")
    paper.put("A16:D16", "Tổng cộng", bold=True, box=True, center=True)
    for place in "EFG":
        paper.put(f"{place}16", None, box=True)
    paper.put("A18", "Ghi chú:", bold=True)
    paper.put("A19", "- Cột (1) ghi theo quyết định giao dự toán.")
    paper.put("E21:G21", "An Giang, ngày ..... tháng ..... năm 2025", italic=True, center=True)
    paper.put("B22", "NGƯỜI LẬP BIỂU", bold=True)
    paper.put("E22:G22", "THỦ TRƯỞNG ĐƠN VỊ", bold=True, center=True)
    paper.put("E23:G23", "(Ký, ghi rõ họ tên)", italic=True, center=True)
    return book


def sideways() -> openpyxl.Workbook:
    """Total on top and at the right; formulas among the column numbers; units in the heads; A, I, 1, a) rows."""
    book = openpyxl.Workbook()
    paper = Paper(book.active)
    book.active.title = "Bieu 98"
    paper.put("A1", "Biểu số: 98B", bold=True)
    paper.put("A2:I2", "Thống kê thử nghiệm số lượt vận chuyển của các bến giả định năm 2025", bold=True, center=True)
    paper.put("A3:I3", "Số liệu tính đến ngày 31 tháng 12 năm 2025", italic=True, center=True)
    paper.heads(A5_A7="TT", B5_B7="Chỉ tiêu", C5_F5="Lượt vận chuyển", C6_D6="Đường sông", E6_F6="Đường bộ",
                C7="Hàng\n(tấn)", D7="Khách\n(lượt)", E7="Hàng\n(tấn)", F7="Khách\n(lượt)",
                G5_G7="Doanh thu (triệu đồng)", H5_H7="Tỷ lệ (%)", I5_I7="Tổng số lượt")  # fmt: skip
    paper.line(8, ["1", "2", "3", "4", "5", "6", "7", "8", "9=4+6"], center=True)
    lines: list[tuple[str, str, bool, int]] = [
        ("", "TỔNG SỐ", True, 0),
        ("A", "KHU VỰC PHÍA ĐÔNG", True, 0),
        ("I", "Bến loại một", True, 0),
        ("1", "Bến xây mới", False, 0),
        ("2", "Bến nâng cấp", False, 0),
        ("a)", "Trong đó: bến có kho", False, 1),
        ("II", "Bến loại hai", True, 0),
        ("B", "KHU VỰC PHÍA TÂY", True, 0),
        ("I", "Bến loại một", True, 0),
        ("", "Bến tạm", False, 1),
        ("", "Bến mượn", False, 1),
    ]
    for at, (number, label, bold, indent) in enumerate(lines):
        paper.line(9 + at, [number, label, None, None, None, None, None, None, None], bold=bold, indent=indent)
    for place in "CDEFGHI":
        book.active[f"{place}10"].fill = PatternFill("solid", fgColor="BFBFBF")
    paper.put("A21", "(*) Lượt khách tính cả chiều đi và chiều về.")
    paper.put("H23", "LẬP BIỂU", bold=True)
    return book


def several() -> openpyxl.Workbook:
    """Two forms one under the other on a sheet, each with its label, and a sheet of instructions."""
    book = openpyxl.Workbook()
    guide = book.active
    guide.title = "Hướng dẫn"
    Paper(guide).put("A1", "Các đơn vị điền hai biểu ở trang sau.")
    paper = Paper(book.create_sheet("Biểu mẫu"))
    paper.put("A1:E1", "Biểu 96B. DANH SÁCH TRẠM THỬ NGHIỆM", bold=True, center=True)
    paper.heads(A3="Số TT", B3="Tên trạm", C3="Năm xây dựng", D3="Địa chỉ", E3="Có máy phát\n(đánh dấu x)")
    paper.line(4, ["[1]", "[2]", "[3]", "[4]", "[5]"], center=True)
    for row, number in ((5, 1), (6, 2), (7, 3), (8, "…")):
        paper.line(row, [number, None if number != "…" else "…", None, None, None])
    paper.put("A11:E11", "Biểu 97B. SỐ NGƯỜI LÀM VIỆC TẠI TRẠM THỬ NGHIỆM", bold=True, center=True)
    paper.put("A12:E12", "(đến ngày 01/7/2025)", italic=True, center=True)
    paper.heads(A14_A15="Số TT", B14_B15="Nội dung", C14_C15="Tổng số (người)", D14_E14="Chia ra", D15="Nam", E15="Nữ")
    for row, words in enumerate(
        (["1", "Người vận hành"], ["2", "Người bảo trì"], ["2.1", "Cơ hữu"], ["2.2", "Thuê ngoài"])
    ):
        paper.line(16 + row, [*words, None, None, None])
    paper.put("A20:B20", "Cộng (1+2)", bold=True, box=True, center=True)
    for place in "CDE":
        paper.put(f"{place}20", None, box=True)
    return book


def unruled() -> openpyxl.Workbook:
    """No lines: the stubs' heads stand on the lower line of the head, right of them a group over two columns."""
    book = openpyxl.Workbook()
    paper = Paper(book.active)
    book.active.title = "95B"
    paper.put("A1", "BIỂU 95B")
    paper.put("A2", "BÁO CÁO THỬ NGHIỆM VỀ VƯỜN CÂY GIẢ ĐỊNH")
    paper.put("C4:D4", "Quy mô", bold=True, center=True)
    for place, words in zip("ABCDE", ("TT", "Loại cây", "Diện tích (ha)", "Số cây", "Ngày trồng"), strict=True):
        paper.put(f"{place}5", words, bold=True, center=True)
    for row, (number, label) in enumerate([("I", "Cây lâu năm"), ("1", "Xoài"), ("2", "Mít"), ("II", "Cây ngắn ngày")]):
        paper.put(f"A{6 + row}", number, center=True)
        paper.put(f"B{6 + row}", label)
    paper.put("A11", "Người lập biểu")
    return book


def beside() -> openpyxl.Workbook:
    """Two lists with a gap between them; made-up names show what to write; numbers over several rows."""
    book = openpyxl.Workbook()
    paper = Paper(book.active)
    paper.put("A1", "Mẫu 92B", bold=True)
    paper.put("A2:H2", "BIỂU DANH SÁCH TỔ THỬ NGHIỆM TRƯỚC VÀ SAU", bold=True, center=True)
    paper.put("A3:H3", "Đơn vị: nghìn đồng", italic=True)
    paper.heads(A5="TT", B5="Tên tổ", C5="Số người", E5="TT", F5="Tên tổ mới", G5="Số người", H5="Quỹ lương")
    lines: list[tuple[Any, ...]] = [
        ("I", "Khối một", "I", "Khối một"),
        (1, "Tổ A", 1, "Tổ mới A"),
        (2, "Tổ B", 2, "Tổ mới B"),
        ("…", None, "…", None),
        ("II", "Khối hai", "II", "Khối hai"),
        (1, None, 1, None),
    ]
    for row, (left, name, right, other) in enumerate(lines, 6):
        words = (left, name, None, right, other, None, None)
        for place, said in zip("ABCEFGH", words, strict=True):
            paper.put(f"{place}{row}", said, box=True, bold=left in ("I", "II"))
    return book


def set_in() -> openpyxl.Workbook:
    """No numbers: levels are told by capitals, bold words and setting in; numbers of groups stand over their rows."""
    book = openpyxl.Workbook()
    paper = Paper(book.active)
    paper.put("A1", "Biểu 91B", bold=True)
    paper.put("A2:D2", "TÌNH HÌNH THỬ NGHIỆM CÁC CÔNG VIỆC GIẢ ĐỊNH", bold=True, center=True)
    paper.put("A3:D3", "Số liệu lấy từ ngày 01/3/2025 đến ngày 31/5/2025", italic=True, box=True, center=True)
    paper.heads(A4="Công việc", B4="Tổng số", C4="Trong đó: làm mới", D4="Ngày xong")
    lines = (
        ("LĨNH VỰC THỨ BA", True, 0),
        ("Việc ngoài trời", False, 1),
        ("Đào mương", False, 2),
        ("Đắp bờ", False, 2),
        ("Việc trong nhà", False, 1),
        ("LĨNH VỰC THỨ TƯ", True, 0),
        ("Việc ban đêm", False, 1),
    )
    for row, (label, bold, indent) in enumerate(lines, 5):
        for place in "ABCD":
            paper.put(f"{place}{row}", label if place == "A" else None, box=True, bold=bold, indent=indent)
    paper.put("A12:D12", "Ghi chú: việc ban đêm tính từ 18 giờ.", box=True)
    return book


def open_end() -> openpyxl.Workbook:
    """Plain rows whose list is left open, under a total; the numbers of the columns begin with the stubs' letters."""
    book = openpyxl.Workbook()
    paper = Paper(book.active)
    paper.put("A1", "Biểu 90B", bold=True)
    paper.put("A2:D2", "SỐ LẦN THỬ NGHIỆM THEO LOẠI VIỆC GIẢ ĐỊNH", bold=True, center=True)
    paper.heads(A4="STT", B4="Loại việc", C4="Số lần", D4="Ghi chú")
    for row, words in enumerate(
        [
            ["A", "B", "1", "2"],
            ["", "Tổng số"],
            ["1", "Đo mực nước"],
            ["2", "Đo độ mặn"],
            ["3", "Lấy mẫu"],
            ["...", "..."],
        ],
        5,
    ):
        paper.line(row, [*words, None, None][:4])
    return book


def turned() -> openpyxl.Workbook:
    """Heads turned upright and broken over lines; numbers A, B, 1, 3=1+2, 4=(1/3)*100; lists with totals across."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Bieu"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 8
    paper = Paper(sheet)
    paper.put("A1", "Biểu 89B", bold=True)
    paper.put("A2:I2", "KẾT QUẢ KIỂM TRA CÁC TRẠM THỬ NGHIỆM GIẢ ĐỊNH", bold=True, center=True)
    paper.put("G3:I3", "Đơn vị: người", italic=True)
    paper.heads(A4_A6="STT", B4_B6="Tên trạm", C4_E4="Số được kiểm tra", G4_H4="Trong đó: số đạt",
                C5_C6="Đạt\nyêu cầu", D5_D6="Chưa đạt\nyêu cầu", E5_E6="Tổng\nsố", G5_G6="Nữ",
                F4_F6="Tỷ lệ đạt\n(%)", H5_H6="Dưới 30\ntuổi", I4_I6="Lý do\nchưa đạt")  # fmt: skip
    for place in ("C5", "D5", "E5", "G5", "H5"):
        sheet[place].alignment = Alignment(textRotation=90, horizontal="center", vertical="center", wrap_text=True)
    paper.line(7, ["A", "B", "1", "2", "3=1+2", "4=(1/3)*100", "5", "6", "7"], center=True)
    rows = [
        ("I", "Khối trạm ven sông", True), (1, None, False), (2, None, False), ("…", "…", False),
        ("II", "Khối trạm nội đồng", True), (1, None, False), ("…", "…", False),
    ]  # fmt: skip
    for at, (number, label, bold) in enumerate(rows):
        paper.line(8 + at, [number, label, *[None] * 7], bold=bold)
    for column, width in zip("ABCDEFGHI", (5, 34, 6, 6, 6, 255, 0.3, 8, 30), strict=True):
        sheet.column_dimensions[column].width = width
    paper.put("G16:I16", "………, ngày …… tháng …… năm 2025", italic=True, center=True)
    paper.put("A17:C17", "Người lập biểu\n(Ký, họ tên)", bold=True, center=True)
    paper.put("D17:F17", "KẾ TOÁN TRƯỞNG", bold=True, center=True)
    paper.put("G17:I17", "TM. BAN THƯỜNG VỤ\nBÍ THƯ", bold=True, center=True)
    paper.put("G21:I21", "Nguyễn Văn Thử", bold=True, center=True)
    return book


def ministry() -> openpyxl.Workbook:
    """Two tables side by side, each with its unit; a title over several lines; a letter's number in the corner."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "05-TH"
    sheet.page_setup.orientation = "landscape"
    paper = Paper(sheet)
    paper.put("A1:C1", "TỈNH: ……………………", bold=True)
    paper.put("G1:J1", "Biểu số: 05-TH/BNV", bold=True)
    paper.put("G2:J2", "Ban hành kèm theo Công văn số 99/BTN-TH\nngày 05 tháng 5 năm 2025", italic=True)
    paper.put("A3:J3", "TỔNG HỢP SỐ LIỆU THỬ NGHIỆM", bold=True, center=True)
    paper.put("A4:J5", "VỀ ĐẤT ĐAI VÀ NHÂN LỰC CỦA CÁC TRẠM GIẢ ĐỊNH", bold=True, center=True)
    paper.put("A6:J6", "(Số liệu đến ngày 30/6/2025)", italic=True, center=True)
    paper.put("A7:D7", "Đơn vị tính: ha", italic=True)
    paper.put("F7:J7", "ĐVT: người, %", italic=True)
    paper.heads(A8="STT", B8="Loại đất*", C8="Tổng số", D8="Tỷ lệ đã dùng (%)",
                F8="STT", G8="Loại việc", H8="Số người**", I8="Tỷ lệ so với biên chế (%)", J8="Ghi chú")  # fmt: skip
    lines = (("1", "Đất bờ sông", "1", "Việc đo"), ("2", "Đất bãi bồi", "2", "Việc ghi"), ("", "Tổng cộng", "", "Cộng"))
    for row, (left, land, right, work) in enumerate(lines, 9):
        for place, said in zip("ABCDFGHIJ", (left, land, None, None, right, work, None, None, None), strict=True):
            paper.put(f"{place}{row}", said, box=True, bold=not left, center=place in "AF")
    for column, width in zip("ABCDEFGHIJ", (6, 22, 12, 12, 3, 6, 22, 12, 14, 24), strict=True):
        sheet.column_dimensions[column].width = width
    paper.put("A13:J13", "* Không kể đất mượn dưới 3 tháng.")
    paper.put("A14:J14", "** Tính cả người làm theo mùa vụ.")
    paper.put("A16", "Nơi nhận:", bold=True, italic=True)
    paper.put("A17", "- Ban Thử nghiệm;")
    paper.put("G16:J16", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", bold=True, center=True)
    return book


# ---- Word


def _document(landscape: bool = False) -> Any:
    made = docx.Document()
    if landscape:
        section = made.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    return made


def _say(made: Any, words: str, *, bold: bool = False, italic: bool = False, center: bool = False) -> None:
    part = made.add_paragraph()
    run = part.add_run(words)
    run.bold, run.italic = bold, italic
    if center:
        part.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _grid(made: Any, rows: Sequence[Sequence[str]], bold: int = 0) -> Any:
    """A ruled table; the first `bold` rows are heads."""
    table = made.add_table(len(rows), len(rows[0]))
    table.style = "Table Grid"
    for row, words in enumerate(rows):
        for col, said in enumerate(words):
            run = table.cell(row, col).paragraphs[0].add_run(said)
            run.bold = row < bold or None
    return table


def _merge(table: Any, first: tuple[int, int], last: tuple[int, int]) -> None:
    words = table.cell(*first).text
    merged = table.cell(*first).merge(table.cell(*last))
    bold = any(run.bold for part in merged.paragraphs for run in part.runs)
    for part in merged.paragraphs[1:]:
        part._p.getparent().remove(part._p)
    merged.paragraphs[0].clear().add_run(words).bold = bold


def word_list() -> Any:
    """A list in Word: heads of a letter in a table without lines, rows that repeat under headings."""
    made = _document(landscape=True)
    head = made.add_table(1, 2)
    head.cell(0, 0).text = "TỈNH ỦY AN GIANG\nBAN THỬ NGHIỆM\n*"
    head.cell(0, 1).text = "ĐẢNG CỘNG SẢN VIỆT NAM\nAn Giang, ngày     tháng     năm 2025"
    _say(made, "Phụ lục 94B", bold=True)
    _say(made, "DANH SÁCH CÁC SÁNG KIẾN THỬ NGHIỆM", bold=True, center=True)
    _say(made, "(Kèm theo Công văn số 123-CV/TN, ngày 05/5/2025 của Ban Thử nghiệm)", italic=True, center=True)
    blank = [""] * 6
    table = _grid(made, [
        ["STT", "Tên sáng kiến", "Tác giả", "", "Thời hạn hoàn thành", "Lý do đề nghị"],
        ["", "", "Họ và tên", "Đơn vị công tác", "", ""],
        ["I", "Khối thử nghiệm một", "", "", "", ""],
        ["1", *blank[1:]], ["2", *blank[1:]], ["...", *blank[1:]],
        ["II", "Khối thử nghiệm hai", "", "", "", ""],
        ["1", *blank[1:]], ["…", *blank[1:]],
    ], bold=2)  # fmt: skip
    for col in (0, 1, 4, 5):
        _merge(table, (0, col), (1, col))
    _merge(table, (0, 2), (0, 3))
    _say(made, "Lưu ý: mỗi sáng kiến ghi một dòng.", italic=True)
    foot = made.add_table(1, 2)
    foot.cell(0, 0).text = "Nơi nhận:\n- Như trên;\n- Lưu VT."
    foot.cell(0, 1).text = "T/M BAN THỬ NGHIỆM\nTRƯỞNG BAN"
    return made


def word_rows() -> Any:
    """Rows numbered inside their labels, headings over the whole line, a table that goes on under a repeated head."""
    made = _document()
    _say(made, "Biểu 93B", bold=True)
    _say(made, "KẾT QUẢ THỬ NGHIỆM CÁC DỊCH VỤ GIẢ ĐỊNH", bold=True, center=True)
    _say(made, "Kỳ báo cáo: từ 01/7/2024 đến 30/6/2025", italic=True, center=True)
    heads = [["Nội dung", "Kế hoạch", "Thực hiện", "So sánh (%)"], ["A", "1", "2", "3"]]
    first = _grid(made, [
        *heads,
        ["Phần một. Dịch vụ nước", "", "", ""],
        ["1. Số lượt phục vụ", "", "", ""],
        ["- Trong đó: phục vụ lưu động", "", "", ""],
        ["2. Số đơn phản ánh", "", "", ""],
        ["Cộng", "", "", ""],
    ], bold=1)  # fmt: skip
    _merge(first, (2, 0), (2, 3))
    _say(made, "")
    second = _grid(made, [
        *heads,
        ["Phần hai. Dịch vụ điện", "", "", ""],
        ["Số lượt phục vụ", "", "", ""],
        ["Số đơn phản ánh", "", "x", ""],
        ["Tổng số", "", "", ""],
    ], bold=1)  # fmt: skip
    _merge(second, (2, 0), (2, 3))
    for row in (3, 4):
        second.cell(row, 0).paragraphs[0].style = "List Number"
    _say(made, "(1) Kế hoạch lấy theo số được giao đầu năm.")
    return made


def word_levels() -> Any:
    """A table cut by a page break under a repeated head; levels I, a, -, + in the labels; signers apart by tabs."""
    made = _document()
    _say(made, "Biểu 87B", bold=True)
    _say(made, "TÌNH HÌNH THỬ NGHIỆM CÁC TUYẾN KÊNH GIẢ ĐỊNH", bold=True, center=True)
    _say(made, "ĐVT: triệu đồng", italic=True)
    heads = [
        ["Nội dung", "Dự toán được giao", "Thực hiện", "", "Ghi chú"],
        ["", "", "Tổng số", "Trong đó: vốn tỉnh", ""],
    ]
    upper = [("I. Kênh cấp một", 0), ("a) Nạo vét", 1), ("- Bằng máy", 2), ("+ Máy thuê", 3), ("+ Máy của trạm", 3)]
    lower = [("- Bằng tay", 2), ("b) Gia cố bờ", 1), ("II. Kênh cấp hai", 0), ("Tổng cộng", 0)]
    for at, part in enumerate((upper, lower)):
        table = _grid(made, [*heads, *([label, "", "", "", ""] for label, _ in part)], bold=2)
        for col in (0, 1, 4):
            _merge(table, (0, col), (1, col))
        _merge(table, (0, 2), (0, 3))
        for row, (_, level) in enumerate(part, 2):
            table.cell(row, 0).paragraphs[0].paragraph_format.left_indent = Cm(0.5 * level)
        for col, width in enumerate((6.5, 3.0, 2.6, 2.6, 2.0)):
            table.columns[col].width = Cm(width)
        if at == 0:
            made.add_page_break()
    _say(made, "An Giang, ngày … tháng … năm 2025", italic=True)
    _say(made, "NGƯỜI LẬP BIỂU\t\t\t\tTM. BAN THỬ NGHIỆM", bold=True)
    return made


DRAWN = {
    "xoay-tieu-de.xlsx": turned,
    "hai-don-vi.xlsx": ministry,
    "thut-cap.docx": word_levels,
    "hai-cap-nhan.xlsx": two_stubs,
    "tong-ngang.xlsx": sideways,
    "nhieu-bang.xlsx": several,
    "khong-ke.xlsx": unruled,
    "canh-nhau.xlsx": beside,
    "thut-dong.xlsx": set_in,
    "mo-cuoi.xlsx": open_end,
    "danh-sach.docx": word_list,
    "so-trong-nhan.docx": word_rows,
}


def main(folder: Path = FOLDER) -> None:
    """Write every blank."""
    folder.mkdir(exist_ok=True)
    for name, draw in DRAWN.items():
        buffer = BytesIO()
        draw().save(buffer)
        (folder / name).write_bytes(_undated(buffer.getvalue()))


def _undated(content: bytes) -> bytes:
    """The file without the time at which it was drawn, so that drawing it again changes nothing."""
    with ZipFile(BytesIO(content)) as held:
        parts = [(name, held.read(name)) for name in held.namelist()]
    return zipped((name, _TIME.sub(rb"2026-07-01T00:00:00Z", part)) for name, part in parts)


if __name__ == "__main__":
    main()
