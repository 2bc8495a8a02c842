"""What each finding says: severity, what is wrong, what to do. Plain data, filled in by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scripts.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class Message:
    """A finding's words; `{names}` are filled from the finding's facts."""

    severity: Severity
    says: str
    remedy: str


_E: Severity = "error"
_W: Severity = "warning"
_N: Severity = "note"

MESSAGES: dict[str, Message] = {
    # Cells against the schema
    "wrong-type": Message(
        _E, "Tìm thấy {value}; ô này chỉ nhận {allowed}.", "Ghi lại cho đúng; ô số không có phát sinh thì ghi 0."
    ),
    "too-small": Message(_E, "Tìm thấy {value}; ô này chỉ nhận {allowed}.", "Kiểm tra lại số; không dùng số âm."),
    "too-large": Message(_E, "Tìm thấy {value}; ô này chỉ nhận {allowed}.", "Kiểm tra lại số đã ghi."),
    "bad-date": Message(_E, "Tìm thấy {value}; ô này chỉ nhận {allowed}.", "Ghi lại ngày cho đúng."),
    "too-long": Message(_E, "Nội dung dài quá; ô này chỉ nhận {allowed}.", "Rút gọn nội dung."),
    "bad-pattern": Message(_E, "Tìm thấy {value}; ô này cần {allowed}.", "Ghi lại cho cụ thể."),
    "not-choice": Message(_E, "Tìm thấy {value}; ô này chỉ nhận {allowed}.", "Chọn lại trong danh sách của ô."),
    "missing-cell": Message(_E, "Ô này chưa ghi; cần {allowed}.", "{fill}"),
    "missing-row": Message(_E, "{where} chưa có số liệu.", "Ghi đủ dòng này; không có phát sinh thì ghi 0."),
    "missing-table": Message(_E, "Thiếu phần “{name}” của biểu.", "Ghi đủ phần này."),
    "duplicate-code": Message(_E, "Một mã được ghi hai lần: {value}.", "Bỏ mã ghi trùng."),
    "unknown-field": Message(_E, "Tên “{name}” không có trong mẫu của biểu.", "Xóa tên này hoặc sửa đúng như mẫu."),
    "wrong-shape": Message(
        _E, "Chỗ này cần một nhóm số liệu theo mẫu, nhưng tìm thấy {value}.", "Ghi lại theo mẫu của biểu."
    ),
    "form-empty": Message(
        _E, "{form} chưa có số liệu nào.", "Ghi số liệu, hoặc khai “Không phát sinh” nếu đúng như vậy."
    ),
    # Rules
    "not-answered": Message(
        _W, "Ô này còn để trống.", "Ghi số; không phát sinh thì ghi 0; không thuộc đơn vị thì ghi lý do ở cột Ghi chú."
    ),
    "sum-differs": Message(_E, "Ghi {value}, nhưng {how}.", "Kiểm tra các số thành phần, rồi sửa tổng cho khớp."),
    "relation-broken": Message(
        _E,
        "{sentence} Ở đây: {left} {sign} {right}.",
        "{advice}",
    ),
    "rollup-differs": Message(
        _E,
        "Ghi {value}, nhưng cộng các đơn vị được kê bên dưới được {computed}.",
        "Kê đủ đơn vị hoặc sửa lại số ở dòng này.",
    ),
    "date-outside": Message(
        _E, "Ngày {value} nằm ngoài kỳ {period}.", "Bỏ mục này khỏi biểu, hoặc sửa ngày nếu ghi nhầm."
    ),
    "too-many-chosen": Message(_E, "Điền {count} cột ({columns}); chỉ được điền một.", "Giữ lại một cột đúng nhất."),
    "none-chosen": Message(_W, "Chưa điền cột nào trong: {columns}.", "Điền một cột, nếu có."),
    "must-be-empty": Message(_E, "Ô này phải để trống: {sentence}", "Xóa ô này, hoặc sửa lại loại đơn vị."),
    "not-consecutive": Message(
        _W, "Số thứ tự ghi {value}; theo thứ tự là {expected}.", "Đánh lại số thứ tự trong nhóm."
    ),
    "looks-odd": Message(_W, "Tìm thấy {value}; thường là {allowed}.", "Xem lại; nếu đúng thì để nguyên."),
    "duplicate-item": Message(_W, "Trùng với {other}.", "Xóa mục ghi trùng, nếu trùng thật."),
    "unknown-link": Message(_E, "Mã {value} không có ở bảng “{table}”.", "Sửa mã, hoặc thêm mã cho đơn vị tương ứng."),
    "unused-link": Message(
        _W,
        "Mã {value} chưa được đơn vị nào sau sắp xếp nêu đến.",
        "Ghi mã này ở đơn vị hình thành từ nó, hoặc ghi rõ “{unless}”.",
    ),
    "no-origin": Message(
        _W,
        "Chưa ghi đơn vị này hình thành từ mã nào.",
        "Ghi mã các đơn vị trước sắp xếp; đơn vị mới thì ghi “{unless}” trong tên.",
    ),
    "totals-relation": Message(
        _W, "{sentence} Ở đây là {left} và {right}.", "Xem lại hai danh sách; nếu đúng thì để nguyên."
    ),
    "too-many-items": Message(_W, "Có {count} mục. {sentence} {why}", "Xem lại; nếu đúng thì để nguyên."),
    "share-differs": Message(
        _W,
        "Ghi {value} %, nhưng {amount} chia {base} được {computed} %.",
        "Kiểm tra tỷ trọng, số lượng và mẫu số đã khai.",
    ),
    "share-siblings": Message(
        _W,
        "Tỷ trọng của các dòng con cộng lại được {computed} %, không phải 100 %.",
        "Kiểm tra lại tỷ trọng các dòng con.",
    ),
    "share-no-base": Message(_E, "Có ghi tỷ trọng nhưng chưa khai mẫu số.", "Chọn “Mẫu số của tỷ trọng” ở đầu biểu."),
    "out-of-scope": Message(_W, "{sentence} Ở đây có ghi số liệu.", "Xem lại; chỉ ghi phần thuộc đơn vị mình."),
    # Envelope
    "unit-missing": Message(
        _E,
        "Chưa ghi đơn vị báo cáo.",
        "Chọn đơn vị ở trang “Thông tin”; cơ quan không có trong danh sách thì ghi tên và chọn loại.",
    ),
    "unit-unclear": Message(
        _E,
        "Chưa rõ đơn vị báo cáo: cần mã trong danh mục, hoặc tên và loại đơn vị.",
        "Chọn đơn vị trong danh sách, hoặc ghi tên rồi chọn loại đơn vị.",
    ),
    "unit-unknown": Message(_E, "Mã đơn vị {value} không có trong danh mục.", "Chọn lại đơn vị trong danh sách."),
    "period-differs": Message(
        _E, "Kỳ số liệu ghi {value}; biểu này lấy số liệu {allowed}.", "Sửa lại kỳ số liệu và số liệu cho đúng kỳ."
    ),
    "money-unit-missing": Message(
        _E,
        "Chưa khai đơn vị tính của số tiền.",
        "Chọn “Đơn vị tính” ở đầu biểu (đồng, nghìn đồng, triệu đồng, tỷ đồng).",
    ),
    "nil-with-data": Message(_E, "Vừa khai “Không phát sinh” vừa có số liệu.", "Chọn một trong hai."),
    "not-fillable": Message(
        _E, "{form} chưa có mẫu điền vì bản chép không có mẫu của biểu này.", "Gửi kèm tệp riêng và khai tên tệp."
    ),
    "envelope-missing": Message(_E, "Thiếu mục “{name}”.", "Ghi thêm mục này."),
    "envelope-invalid": Message(
        _E, "Mục “{name}” không đúng: tìm thấy {value}; chỉ nhận {allowed}.", "Sửa lại mục này theo hướng dẫn."
    ),
    "content-missing": Message(
        _E,
        "Chưa có số liệu, cũng chưa khai không phát sinh hay gửi kèm tệp riêng.",
        "Ghi số liệu, hoặc khai “Không phát sinh”, hoặc gửi kèm tệp và ghi tên tệp.",
    ),
    "content-many": Message(
        _E,
        "Ghi hơn một trong ba: số liệu, không phát sinh, gửi kèm tệp riêng.",
        "Giữ lại đúng một.",
    ),
    # Templates of an older version
    "old-template": Message(
        _W,
        "{form} theo mẫu cũ, phiên bản {found}; mẫu đang dùng là phiên bản {expected}. {told}{changes}",
        "Không phải làm lại; lần sau tải mẫu mới trên trang hướng dẫn.",
    ),
    "old-template-breaks": Message(
        _E,
        "{form} theo mẫu cũ, phiên bản {found}; mẫu đang dùng là phiên bản {expected}. {told}{changes}",
        "Chuyển tệp sang mẫu mới bằng lệnh migrate, hoặc tải mẫu mới rồi chép số liệu sang; sau đó xem những ô nêu ở đây.",
    ),
    # Reading a workbook
    "read-as": Message(_N, "Ô ghi {value}, đã đọc là {read}.", "Không cần sửa nếu đúng ý."),
    "ambiguous-number": Message(
        _E, "Ô ghi {value}, không rõ là {one} hay {other}.", "Ghi lại bằng số, không ghi bằng chữ."
    ),
    "fraction-in-whole": Message(
        _E,
        "Ô này chỉ nhận số nguyên, nhưng máy hiểu là {value}; không rõ là {value} hay {other}.",
        "Ghi lại số nguyên liền nhau, không đặt dấu chấm hay dấu phẩy giữa hàng nghìn.",
    ),
    "share-as-fraction": Message(
        _W,
        "Ô tính theo %, ghi {value}: được hiểu là {value} %, không phải {other} %.",
        "Nếu ý là {other} % thì ghi {other}; nếu đúng là {value} % thì để nguyên.",
    ),
    "two-digit-year": Message(_W, "Ô ghi {value}, đã đọc là {read}.", "Ghi năm đủ bốn chữ số."),
    "day-month-unclear": Message(
        _W,
        "Ngày {one} có thể là {other} nếu máy đặt kiểu ngày tiếng Anh ({cells}).",
        "Xem lại ngày và tháng; nếu đúng thì để nguyên.",
    ),
    "date-in-text": Message(
        _W, "Ô chữ đang chứa một ngày, đọc là {value}.", "Nếu là số hiệu hay mã thì ghi lại, thêm dấu nháy (') ở đầu ô."
    ),
    "digits-lost": Message(
        _E,
        "Ô ghi {value}; bảng tính chỉ giữ đúng 15 chữ số nên các số cuối đã mất.",
        "Đặt kiểu ô là Văn bản (Text) rồi ghi lại đủ các chữ số.",
    ),
    "old-font": Message(
        _N, "Ô ghi bằng phông {font} (mã cũ), đã đọc là {read}.", "Không cần sửa nếu đúng ý; nên dùng phông Unicode."
    ),
    "old-letters": Message(
        _W,
        "Chữ {value} có lẽ ghi bằng mã cũ (TCVN3 hoặc VNI), nghĩa là {read}.",
        "Ghi lại bằng phông Unicode, ví dụ Times New Roman.",
    ),
    "cell-error": Message(_E, "Ô báo lỗi {value}, không có giá trị.", "Xóa công thức và ghi lại số."),
    "no-cached-value": Message(
        _E, "Ô có công thức nhưng tệp không chứa kết quả.", "Mở tệp bằng Excel, bấm F9, lưu lại; hoặc ghi thẳng số."
    ),
    "other-file": Message(
        _W,
        "Có {count} ô lấy số từ tệp khác{files}: {cells}; đọc theo kết quả đã lưu, không mở tệp đó.",
        "Chép kết quả thành số (dán giá trị) rồi gửi.",
    ),
    "merged-cells": Message(
        _E, "Các ô {area} đã bị gộp; chỉ đọc được ô đầu.", "Bỏ gộp ô rồi ghi số liệu vào từng ô."
    ),
    "merged-values": Message(
        _E,
        "Các ô {area} đã bị gộp; {count} giá trị nằm dưới ô gộp nên không được đọc: {value}.",
        "Bỏ gộp ô rồi ghi số liệu vào từng ô.",
    ),
    "stray-in-table": Message(
        _E, "Tìm thấy {value} ở ô không dùng để điền; không được đọc.", "Chuyển nội dung về đúng ô hoặc xóa."
    ),
    "stray-outside": Message(
        _W, "Tìm thấy {value}{more} ở ngoài bảng; không được đọc.", "Nếu là số liệu, chuyển vào bảng."
    ),
    "words-outside": Message(
        _N, "Có chữ ngoài bảng, không được đọc: {value}{more}.", "Không cần sửa nếu đó không phải số liệu."
    ),
    "unknown-row": Message(
        _E,
        "Dòng {line}{label} không có trong mẫu; {count} ô số liệu ở đó không được đọc.",
        "Chuyển số liệu về dòng in sẵn rồi xóa dòng thêm.",
    ),
    "unknown-column": Message(
        _W,
        "Cột {name} không có trong mẫu; {count} ô ở đó không được đọc ({cells}).",
        "Nếu là số liệu của biểu, chuyển về cột in sẵn; nếu không thì để nguyên.",
    ),
    "second-form": Message(
        _E,
        "Trên cùng trang tính, từ ô này lại có {form}; {count} ô từ đó trở đi không được đọc.",
        "Để mỗi biểu ở một trang tính riêng, theo mẫu tải về.",
    ),
    "two-sheets-differ": Message(
        _E,
        "{form} được ghi ở nhiều trang tính với số liệu khác nhau: {names}; chỉ đọc trang đầu.",
        "Giữ lại đúng một trang của biểu này.",
    ),
    "files-passed-over": Message(
        _N,
        "Không kiểm tra {count} tệp vì không phải biểu hay báo cáo: {names}.",
        "Báo cáo cần tệp .docx, biểu cần tệp .xlsx theo mẫu; tệp kèm theo khác thì để nguyên.",
    ),
    "temporary-passed-over": Message(
        _N,
        "Bỏ qua {count} tệp tạm của máy hoặc của phần mềm: {names}.",
        "Có tệp “~$…” hoặc “.~lock…” nghĩa là biểu có thể đang mở: lưu và đóng biểu rồi kiểm tra lại.",
    ),
    "archives-passed-over": Message(
        _W,
        "Không mở {count} tệp nén: {names}.",
        "Giải nén vào thư mục rồi kiểm tra lại; báo cáo, biểu nằm trong tệp nén coi như chưa có.",
    ),
    "sheet-lost": Message(
        _E, "Trang tính của {form} không còn trong tệp.", "Tải lại mẫu và chép số liệu sang, không xóa trang tính."
    ),
    "header-lost": Message(
        _E,
        "Trang “{name}” là của {form} nhưng các dòng tiêu đề cột không còn, nên không đọc được số liệu.",
        "Tải lại mẫu và chép số liệu sang, không xóa dòng tiêu đề.",
    ),
    "hidden-sheet": Message(
        _W, "Trang “{name}” đang ẩn; vẫn được đọc nhưng người mở tệp không thấy.", "Bỏ ẩn trang tính rồi xem lại."
    ),
    "hidden-values": Message(
        _W,
        "Có {count} ô số liệu ở dòng hoặc cột đang ẩn (đến ô {last}); vẫn được đọc nhưng bản in không có.",
        "Bôi đen các dòng chung quanh, bấm chuột phải, chọn Bỏ ẩn (Unhide), rồi in lại.",
    ),
    "unseen-values": Message(
        _W,
        "Có {count} ô số liệu không hiện trên màn hình (chữ trắng hoặc kiểu ;;;): {cells}; vẫn được đọc.",
        "Đổi màu chữ hoặc kiểu số cho hiện ra, rồi xem lại.",
    ),
    "struck-values": Message(
        _W,
        "Có {count} ô số liệu bị gạch ngang: {cells}; vẫn được tính.",
        "Nếu số đã bỏ thì xóa hẳn; nếu còn dùng thì bỏ gạch ngang.",
    ),
    "picture": Message(
        _W,
        "Trang “{name}” có hình ảnh hoặc đối tượng chèn thêm; nội dung trong đó không được đọc.",
        "Số liệu trong hình cần ghi vào các ô.",
    ),
    "label-changed": Message(
        _W,
        "Chữ in sẵn đã bị đổi thành {value}; trong biểu là {allowed}.",
        "Ghi lại như cũ; số liệu vẫn được hiểu theo dòng in sẵn.",
    ),
    "head-changed": Message(
        _N,
        "Tiêu đề cột đã bị đổi ở {count} ô ({cells}); các cột được nhận ra theo số cột.",
        "Không cần sửa nếu ý nghĩa của cột vẫn như trong biểu.",
    ),
    "row-number": Message(
        _W,
        "Số thứ tự in sẵn đã thành {value}; trong biểu là {allowed}.",
        "Đặt kiểu ô là Văn bản (Text) rồi ghi lại số thứ tự như mẫu.",
    ),
    "extra-sheets": Message(
        _W, "Có trang tính không thuộc mẫu nên không được đọc: {names}.", "Nếu có số liệu ở đó, chuyển vào đúng biểu."
    ),
    "has-macros": Message(
        _N, "Tệp có macro; macro không được chạy, chỉ đọc các ô.", "Nên lưu lại thành .xlsx (không macro) rồi gửi."
    ),
    "values-only": Message(
        _W,
        "Tệp OpenDocument (.ods) chỉ đọc được giá trị; không nhận ra được công thức, ô báo lỗi và ô ẩn.",
        "Xem kỹ các ô báo lỗi (#REF!, #N/A…) trong tệp; nên lưu lại thành .xlsx rồi gửi.",
    ),
    "found-by-print": Message(
        _N,
        "Tệp không còn dấu nhận dạng của mẫu; {form} được nhận ra theo chữ in sẵn trên trang “{name}”.",
        "Xem kỹ những chỗ nêu ở dưới; lần sau nên điền vào mẫu tải về.",
    ),
    "rows-moved": Message(
        _N,
        "Có {count} dòng không còn ở chỗ mẫu đánh dấu, được nhận ra theo chữ in sẵn: {rows}.",
        "Không cần sửa nếu chữ và số của mỗi dòng vẫn đi với nhau.",
    ),
    "columns-moved": Message(
        _N,
        "Có {count} cột không còn ở chỗ mẫu đánh dấu, được nhận ra theo tiêu đề: {columns}.",
        "Không cần sửa nếu tiêu đề và số liệu của mỗi cột vẫn đi với nhau.",
    ),
    "rows-unclear": Message(
        _E,
        "Thứ tự dòng đã thay đổi nên không phân biệt được các dòng cùng chữ in sẵn, không đọc: {rows}.",
        "Xếp lại các dòng theo thứ tự của mẫu.",
    ),
    "sheet-unit-differs": Message(
        _E,
        "Biểu ghi đơn vị {value}, nhưng trang “Thông tin” ghi {other}.",
        "Mỗi tệp chỉ của một đơn vị; sửa lại cho thống nhất.",
    ),
    "unit-file-differs": Message(
        _E,
        "Tên tệp mang mã của {other}, nhưng bên trong là {value}.",
        "Chọn lại đơn vị ở trang “Thông tin”, hoặc đổi tên tệp.",
    ),
    "code-padded": Message(_N, "Mã đơn vị ghi {value}, đã đọc là {read}.", "Không cần sửa nếu đúng đơn vị."),
    "period-assumed": Message(
        _N,
        "Tệp không có trang “Thông tin” nên kỳ số liệu được hiểu như in trên biểu: {period}.",
        "Không cần sửa nếu số liệu đúng kỳ đó.",
    ),
    "cells-unaccounted": Message(
        _E,
        "Chương trình không giải thích được {count} ô có nội dung trên trang này; kết quả có thể thiếu.",
        "Báo cho người quản trị kho và gửi kèm tệp này.",
    ),
    "row-lost": Message(
        _E, "{where} đã bị xóa khỏi trang tính.", "Tải lại mẫu và chép số liệu sang, không xóa dòng in sẵn."
    ),
    "column-lost": Message(
        _E, "{where} đã bị xóa khỏi trang tính.", "Tải lại mẫu và chép số liệu sang, không xóa cột in sẵn."
    ),
}

REFUSALS: dict[str, Message] = {
    "check-ended": Message(
        _E,
        "Chương trình dừng giữa chừng khi đọc tệp này; các tệp khác vẫn được kiểm tra.",
        "Mở tệp, lưu thành tệp .xlsx mới rồi kiểm tra lại; vẫn vậy thì chép số liệu sang mẫu mới tải về.",
    ),
    "empty-file": Message(
        _E, "Tệp rỗng, không có nội dung nào.", "Tải hoặc chép lại tệp; tệp trên đám mây cần tải hẳn về máy."
    ),
    "is-xls": Message(
        _E, "Đây là tệp Excel kiểu cũ (.xls).", "Mở bằng Excel, chọn Lưu thành (Save As), kiểu .xlsx, rồi gửi lại."
    ),
    "is-ods": Message(
        _E, "Đây là tệp OpenDocument (.ods).", "Mở tệp, chọn Lưu thành (Save As), kiểu .xlsx, rồi gửi lại."
    ),
    "encrypted": Message(
        _E, "Tệp có mật khẩu mở nên không đọc được.", "Bỏ mật khẩu mở tệp rồi gửi lại (khóa trang tính thì không sao)."
    ),
    "not-a-workbook": Message(_E, "Tệp này không phải bảng tính.", "Gửi tệp .xlsx tải từ trang hướng dẫn."),
    "is-xlsb": Message(
        _E,
        "Đây là tệp Excel dạng nhị phân (.xlsb).",
        "Mở bằng Excel, chọn Lưu thành (Save As), kiểu .xlsx, rồi gửi lại.",
    ),
    "is-docx": Message(
        _E, "Đây là tệp của chương trình khác ({kind}), không phải bảng tính.", "Gửi tệp .xlsx của biểu."
    ),
    "is-html": Message(
        _E,
        "Đây là trang web (HTML) đặt tên .xlsx, không phải bảng tính.",
        "Tải lại mẫu .xlsx; nếu tải từ thư điện tử thì tải tệp đính kèm gốc.",
    ),
    "is-xml": Message(
        _E,
        "Đây là tệp XML đặt tên .xlsx, không phải bảng tính.",
        "Mở bằng Excel, chọn Lưu thành (Save As), kiểu .xlsx, rồi gửi lại.",
    ),
    "is-pdf": Message(_E, "Đây là tệp PDF, không phải bảng tính.", "Gửi tệp .xlsx đã điền; bản PDF chỉ dùng để in."),
    "is-text": Message(
        _E, "Đây là tệp chữ (CSV hoặc văn bản), không phải bảng tính.", "Điền vào mẫu .xlsx rồi gửi lại."
    ),
    "truncated": Message(
        _E, "Tệp bị đứt hoặc hỏng, không đọc được danh mục bên trong.", "Chép hoặc tải lại tệp rồi gửi lại."
    ),
    "zip-not-workbook": Message(
        _E, "Đây là tệp nén ZIP chứa tệp khác, không phải bảng tính.", "Giải nén rồi gửi từng tệp .xlsx."
    ),
    "file-too-large": Message(_E, "Tệp quá lớn nên không đọc.", "Xóa hình ảnh, trang tính thừa rồi lưu lại."),
    "too-many-parts": Message(
        _E, "Tệp có quá nhiều phần bên trong nên không đọc.", "Chép số liệu sang mẫu mới tải về."
    ),
    "too-many-sheets": Message(_E, "Tệp có quá nhiều trang tính nên không đọc.", "Chép số liệu sang mẫu mới tải về."),
    "too-many-cells": Message(_E, "Tệp có quá nhiều ô nên không đọc.", "Chép số liệu sang mẫu mới tải về."),
    "too-complex": Message(
        _E, "Cấu trúc bên trong tệp phức tạp bất thường nên không đọc.", "Chép số liệu sang mẫu mới tải về."
    ),
    "bomb": Message(
        _E, "Tệp nén bất thường, khi mở ra lớn gấp nhiều lần, nên không đọc.", "Chép số liệu sang mẫu mới tải về."
    ),
    "dangerous-name": Message(
        _E, "Tệp có phần mang tên không an toàn nên không đọc.", "Chép số liệu sang mẫu mới tải về."
    ),
    "duplicate-part": Message(
        _E, "Bên trong tệp có hai phần trùng tên nên không đọc.", "Mở bằng Excel, lưu lại rồi gửi."
    ),
    "overlapping-parts": Message(
        _E, "Các phần bên trong tệp chồng lên nhau nên không đọc.", "Chép số liệu sang mẫu mới tải về."
    ),
    "unsupported-compression": Message(
        _E, "Tệp dùng cách nén lạ nên không đọc.", "Mở bằng Excel, lưu lại thành .xlsx rồi gửi."
    ),
    "bad-crc": Message(_E, "Tệp bị hỏng: nội dung không khớp mã kiểm tra.", "Chép hoặc tải lại tệp rồi gửi lại."),
    "bad-xml": Message(_E, "Tệp bị hỏng: phần {part} viết sai ở dòng {line}.", "Mở bằng Excel, lưu lại rồi gửi."),
    "has-doctype": Message(_E, "Tệp chứa khai báo không được phép nên không đọc.", "Chép số liệu sang mẫu mới tải về."),
    "missing-part": Message(_E, "Tệp bị thiếu phần bên trong ({part}).", "Mở bằng Excel, lưu lại rồi gửi."),
    "out-of-grid": Message(_E, "Trang “{sheet}” có ô {cell} nằm ngoài bảng tính.", "Mở bằng Excel, lưu lại rồi gửi."),
    "duplicate-cell": Message(_E, "Trang “{sheet}” ghi ô {cell} hai lần.", "Mở bằng Excel, lưu lại rồi gửi."),
    "bad-string-index": Message(
        _E, "Trang “{sheet}”, ô {cell} trỏ tới chữ không có trong tệp.", "Mở bằng Excel, lưu lại rồi gửi."
    ),
    "bad-value": Message(
        _E, "Trang “{sheet}”, ô {cell} có giá trị không hợp kiểu.", "Mở bằng Excel, ghi lại ô đó rồi lưu."
    ),
    "no-marks": Message(
        _E,
        "Đây là bảng tính, nhưng không phải mẫu tải từ trang hướng dẫn.",
        "Tải mẫu của biểu trên trang hướng dẫn và chép số liệu sang.",
    ),
    "unknown-form": Message(_E, "{found} không có trong đợt sơ kết này.", "Tải đúng mẫu trên trang hướng dẫn."),
    "other-form": Message(_E, "Bảng tính này là {found}, không phải {expected}.", "Gửi đúng tệp của {expected}."),
    "other-version": Message(
        _E,
        "{form} theo mẫu phiên bản {found}; phiên bản đang dùng là {expected}.",
        "Tải mẫu mới trên trang hướng dẫn và chép số liệu sang.",
    ),
    "newer-version": Message(
        _E,
        "{form} theo mẫu phiên bản {found}, mới hơn phiên bản {expected} mà chương trình này biết.",
        "Không phải sửa tệp: cập nhật chương trình kiểm tra rồi kiểm tra lại.",
    ),
    "unknown-version": Message(
        _E,
        "{form} theo mẫu phiên bản {found}, phiên bản chưa từng phát hành; phiên bản đang dùng là {expected}.",
        "Tải mẫu mới trên trang hướng dẫn và chép số liệu sang.",
    ),
    "not-found": Message(_E, "Không tìm thấy tệp hoặc thư mục này.", "Kiểm tra lại tên và nơi để tệp."),
    "no-access": Message(_E, "Không mở được tệp này.", "Đóng tệp ở chương trình khác và kiểm tra quyền đọc."),
    "nothing-to-check": Message(
        _E, "Thư mục không có tệp nào để kiểm tra.", "Để các tệp .xlsx, .yaml hoặc .json vào thư mục."
    ),
    "bad-yaml": Message(
        _E, "Tệp YAML viết sai cách{at}.", "Xem lại chỗ thụt dòng, dấu hai chấm và dấu nháy ở gần dòng đó."
    ),
    "bad-json": Message(_E, "Tệp JSON viết sai cách{at}.", "Xem lại dấu ngoặc, dấu phẩy và dấu nháy ở gần dòng đó."),
    "duplicate-key": Message(_E, "Tên “{name}” được ghi hai lần trong cùng một nhóm{at}.", "Giữ lại một lần."),
    "not-an-object": Message(
        _E,
        "Tệp không chứa phong bì của một biểu.",
        "Viết theo ví dụ trên trang hướng dẫn: form, version, unit, period, data.",
    ),
    "bad-encoding": Message(_E, "Tệp không phải văn bản UTF-8.", "Lưu lại tệp với bảng mã UTF-8."),
}

EXCUSED = "Đã giải thích ở cột Ghi chú; nơi nhận xem lời giải thích."


def finding(
    code: str, *, severity: Severity | None = None, facts: dict[str, Any] | None = None, **fields: Any
) -> Finding:
    """A finding in words; as `worded`, by code. Raises KeyError for a code without a message."""
    message = MESSAGES[code] if code in MESSAGES else REFUSALS[code]
    return worded(message, code, severity=severity, facts=facts, **fields)


def worded(
    message: Message, code: str, *, severity: Severity | None = None, facts: dict[str, Any] | None = None, **fields: Any
) -> Finding:
    """A finding in the message's words. `facts` fill them beside the finding's own fields; `severity` overrides.

    Raises KeyError for a sentence whose fact is missing.
    """
    known = {**fields, **(facts or {})}
    return Finding(
        code=code,
        severity=severity or message.severity,
        message=message.says.format_map(known),
        remedy=message.remedy.format_map(known),
        **fields,
    )
