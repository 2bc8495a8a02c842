"""Why a file is not read at all, and what to do. Plain data, filled in by name."""

from __future__ import annotations

from scripts.findings import Severity
from scripts.wording.message import Message

_E: Severity = "error"

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
        "Đây là trang web (HTML) mang tên của bảng tính.",
        "Tải lại mẫu .xlsx; nếu tải từ thư điện tử thì tải tệp đính kèm gốc.",
    ),
    "is-xml": Message(
        _E,
        "Đây là tệp XML mang tên của bảng tính.",
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
    "is-picture": Message(
        _E, "Đây là tệp hình ảnh mang tên của bảng tính.", "Gửi tệp .xlsx đã điền; ảnh chụp, bản quét không đọc được."
    ),
    "only-zeros": Message(
        _E,
        "Tệp chỉ có các byte 0, không có nội dung.",
        "Tải lại tệp từ đám mây hoặc từ bản gốc; tệp này đã mất nội dung.",
    ),
    "bytes-before": Message(
        _E,
        "Trước phần bảng tính có dữ liệu lạ, thường do tải cả thư điện tử thay vì tệp đính kèm.",
        "Tải lại riêng tệp đính kèm, hoặc chép lại từ bản gốc.",
    ),
    "file-too-large": Message(
        _E,
        "Tệp, hoặc một phần bên trong, nặng {size}, quá mức {limit} nên không đọc.",
        "Xóa hình ảnh, trang tính thừa rồi lưu lại.",
    ),
    "too-many-parts": Message(
        _E, "Bên trong tệp có hơn {limit} phần nên không đọc.", "Chép số liệu sang mẫu mới tải về."
    ),
    "too-many-sheets": Message(_E, "Tệp có hơn {limit} trang tính nên không đọc.", "Chép số liệu sang mẫu mới tải về."),
    "too-many-cells": Message(
        _E, "Tệp có hơn {limit} ô có nội dung hoặc ô gộp nên không đọc.", "Chép số liệu sang mẫu mới tải về."
    ),
    "too-complex": Message(_E, "Phần {part} bên trong tệp {what} nên không đọc.", "Chép số liệu sang mẫu mới tải về."),
    "bomb": Message(
        _E,
        "Phần {part} bên trong tệp nén bất thường, khi mở ra lớn gấp hơn {limit} lần hoặc hơn mức đã khai, nên không đọc.",
        "Chép số liệu sang mẫu mới tải về.",
    ),
    "dangerous-name": Message(
        _E, "Bên trong tệp có phần mang tên không an toàn ({part}) nên không đọc.", "Chép số liệu sang mẫu mới tải về."
    ),
    "duplicate-part": Message(
        _E, "Bên trong tệp có hai phần trùng tên ({part}) nên không đọc.", "Mở bằng Excel, lưu lại rồi gửi."
    ),
    "overlapping-parts": Message(
        _E, "Các phần bên trong tệp chồng lên nhau nên không đọc.", "Chép số liệu sang mẫu mới tải về."
    ),
    "unsupported-compression": Message(
        _E, "Tệp dùng cách nén lạ nên không đọc.", "Mở bằng Excel, lưu lại thành .xlsx rồi gửi."
    ),
    "bad-crc": Message(_E, "Tệp bị hỏng: nội dung không khớp mã kiểm tra.", "Chép hoặc tải lại tệp rồi gửi lại."),
    "bad-xml": Message(_E, "Tệp bị hỏng: phần {part} viết sai ở dòng {line}.", "Mở bằng Excel, lưu lại rồi gửi."),
    "has-doctype": Message(
        _E,
        "Phần {part} bên trong tệp có khai báo DOCTYPE, thứ mà Excel và Word không ghi, nên không đọc.",
        "Chép số liệu sang mẫu mới tải về.",
    ),
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
