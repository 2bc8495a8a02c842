"""What is said of the cells, rules and envelope of a return. Plain data, filled in by name."""

from __future__ import annotations

from scripts.findings import Severity
from scripts.wording.message import Message

_E: Severity = "error"
_W: Severity = "warning"

FILL_ON_COVER = "Chọn đơn vị ở trang “Thông tin”; cơ quan không có trong danh sách thì ghi tên và chọn loại."
FILL_ON_SHEET = "Ghi “Đơn vị báo cáo: …” với tên đầy đủ ở phía trên bảng, hoặc chép số liệu sang mẫu tải về."

CHECKING: dict[str, Message] = {
    # Cells against the schema
    "wrong-type": Message(_E, "Tìm thấy {value}; ô này chỉ nhận {allowed}.", "{advice}"),
    "footnote-mark": Message(
        _E,
        "Tìm thấy {value}; không rõ “{mark}” là chữ số hay dấu chú thích.",
        "Trong ô chỉ ghi số; chú thích thì ghi ở cột Ghi chú hoặc ngoài bảng.",
    ),
    "decimal-point": Message(
        _E,
        "Tìm thấy {value}; dấu chấm ở đây không phải dấu ngăn hàng nghìn, còn phần lẻ thì phải ghi sau dấu phẩy.",
        "{advice}",
    ),
    "odd-separators": Message(
        _E,
        "Tìm thấy {value}; dấu chấm, dấu phẩy hoặc dấu cách trong số đặt không đúng chỗ nên không đọc được.",
        "Ghi liền các chữ số, không đặt dấu giữa hàng nghìn; phần lẻ ghi sau dấu phẩy.",
    ),
    "too-small": Message(_E, "Tìm thấy {value}; ô này chỉ nhận {allowed}.", "Kiểm tra lại số; không dùng số âm."),
    "too-large": Message(_E, "Tìm thấy {value}; ô này chỉ nhận {allowed}.", "Kiểm tra lại số đã ghi."),
    "bad-date": Message(_E, "Tìm thấy {value}; ô này chỉ nhận {allowed}.", "Ghi lại ngày cho đúng."),
    "too-long": Message(_E, "Nội dung dài quá; ô này chỉ nhận {allowed}.", "Rút gọn nội dung."),
    "bad-pattern": Message(_E, "Tìm thấy {value}; ô này cần {allowed}.", "Ghi lại cho cụ thể."),
    "not-choice": Message(_E, "Tìm thấy {value}; ô này chỉ nhận {allowed}.", "Chọn lại trong danh sách của ô."),
    "missing-cell": Message(_E, "Ô này chưa ghi; cần {allowed}.", "{fill}"),
    "item-incomplete": Message(
        _E,
        "Mục này chưa ghi đủ; còn thiếu {columns}.",
        "Ghi đủ các ô đó; nếu dòng này không phải một mục (tiêu đề nhỏ, dòng tổng, dòng thừa) thì xóa cả dòng.",
    ),
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
        "Ghi {value}, nhưng cộng các mục được kê bên dưới được {computed}.",
        "Kê đủ đơn vị hoặc sửa lại số ở dòng này.",
    ),
    "date-outside": Message(
        _E, "Ngày {value} nằm ngoài kỳ {period}{hint}.", "Bỏ mục này khỏi biểu, hoặc sửa ngày nếu ghi nhầm."
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
    "shares-as-fractions": Message(
        _W,
        "{count} ô tỷ trọng của cột này ghi dạng số lẻ chứ không phải phần trăm: ô này ghi {value}, tính ra là {computed} %.",
        "Ghi lại theo phần trăm ({computed}, không phải {value}).",
    ),
    "share-siblings": Message(
        _W,
        "Tỷ trọng của các dòng con cộng lại được {computed} %, không phải 100 %.",
        "Kiểm tra lại tỷ trọng các dòng con.",
    ),
    "share-no-base": Message(_E, "Có ghi tỷ trọng nhưng chưa khai mẫu số.", "Chọn “Mẫu số của tỷ trọng” ở đầu biểu."),
    "far-above": Message(
        _W,
        "Ghi {value}, gấp khoảng {times} lần số {other} ở {where}; có thể nhầm đơn vị tính{unit}.",
        "Xem lại đơn vị tính của ô này; nếu đúng thì để nguyên.",
    ),
    "far-below": Message(
        _W,
        "Ghi {value}, chỉ bằng khoảng một phần {times} của số {other} ở {where}; có thể nhầm đơn vị tính{unit}.",
        "Xem lại đơn vị tính của ô này; nếu đúng thì để nguyên.",
    ),
    "out-of-scope": Message(_W, "{sentence} Ở đây có ghi số liệu.", "Xem lại; chỉ ghi phần thuộc đơn vị mình."),
    # Envelope
    "unit-missing": Message(
        _E,
        "Chưa ghi đơn vị báo cáo.",
        "{fill}",
    ),
    "unit-unclear": Message(
        _E,
        "Chưa rõ đơn vị báo cáo, tên ghi {value}{alike}: cần mã trong danh mục, hoặc tên và loại đơn vị.",
        "Chọn đơn vị trong danh sách; không có trong danh sách thì ghi tên rồi chọn loại đơn vị.",
    ),
    "unit-unknown": Message(
        _E, "Mã đơn vị {value} không có trong danh mục{alike}.", "Chọn lại đơn vị trong danh sách."
    ),
    "unit-name-differs": Message(
        _E,
        "Mã và tên đơn vị không khớp: tên ghi {value}, nhưng mã là của “{unit}”{alike}.",
        "Chọn lại đơn vị trong danh sách.",
    ),
    "unit-kind-differs": Message(
        _E,
        "Loại đơn vị ghi {value}, nhưng “{unit}” là {allowed}.",
        "Chọn lại đơn vị trong danh sách; đơn vị đã đúng thì xóa loại đơn vị.",
    ),
    "unit-alike": Message(
        _W,
        "Đơn vị ghi {value}{alike}; hai tên gần giống nhau.",
        "Nếu cùng một đơn vị thì chọn trong danh sách và xóa loại đơn vị; nếu là đơn vị khác thì để nguyên.",
    ),
    "period-no-day": Message(
        _E, "Kỳ số liệu: {which} ghi {value}, không phải một ngày.", "Ghi lại {which} dạng {how}."
    ),
    "period-day-missing": Message(
        _E, "Kỳ số liệu chưa ghi {which}; biểu này lấy số liệu {allowed}.", "Ghi {which} của kỳ số liệu."
    ),
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
}
