"""What is said of how a workbook was read, and of a folder. Plain data, filled in by name."""

from __future__ import annotations

from scripts.findings import Severity
from scripts.wording.message import Message

_E: Severity = "error"
_W: Severity = "warning"
_N: Severity = "note"

HEAD_CHANGED = "{0} ghi {1} thay cho {2}"
HEAD_MISNUMBERED = "{0} ghi {1} dưới “{2}”"

READING: dict[str, Message] = {
    "read-as": Message(_N, "Ô ghi {value}, đã đọc là {read}.", "Không cần sửa nếu đúng ý."),
    "number-as-text": Message(
        _N, "{cells} ghi số dưới dạng chữ; {value} đã đọc thành {read}.", "Không cần sửa nếu đúng ý."
    ),
    "percent-format": Message(
        _N, "{cells} có kiểu %; {value} bên trong đã đọc thành {read} %, như hiện trên ô.", "Không cần sửa nếu đúng ý."
    ),
    "left-blank": Message(_N, "Ô ghi {value}, được hiểu là để trống.", "Không cần sửa nếu đúng ý."),
    "numbers-ahead": Message(
        _N,
        "{count} dòng cuối danh sách mới ghi số thứ tự, chưa có nội dung; không tính là mục nào.",
        "Không cần sửa; còn mục nào thì ghi tiếp vào đó.",
    ),
    "list-none": Message(
        _N, "Dưới dòng này ghi {value}, được hiểu là không có mục nào.", "Không cần sửa nếu đúng ý; có thể để trống."
    ),
    "list-sum": Message(
        _W,
        "Dòng ghi {value} không phải một mục của danh sách nên không tính.",
        "Xóa dòng này; biểu không cần dòng tổng.",
    ),
    "nil-in-table": Message(
        _E,
        "Cả bảng chỉ ghi {value}.",
        "Cả biểu không phát sinh thì chọn “Không phát sinh” cho biểu này ở trang “Thông tin” và xóa chữ trong bảng; "
        "có phát sinh thì ghi số vào từng ô, chỗ không có thì ghi 0.",
    ),
    "ambiguous-number": Message(
        _E,
        "{cells} ghi {value}, không rõ là {one} hay {other}.",
        "Ghi liền các chữ số, không đặt dấu giữa hàng nghìn; phần lẻ ghi sau dấu phẩy.",
    ),
    "fraction-in-whole": Message(
        _E,
        "Ô này chỉ nhận số nguyên, nhưng máy hiểu là {value}; không rõ là {value} hay {other}.",
        "Ghi lại số nguyên liền nhau, không đặt dấu chấm hay dấu phẩy giữa hàng nghìn.",
    ),
    "scaled-format": Message(
        _E,
        "{cells} hiện khác số bên trong: hiện thành {value}, bên trong là {other}; không rõ ý là số nào.",
        "Đặt kiểu các ô là Số (Number), rồi ghi đúng số theo đơn vị tính của ô.",
    ),
    "unit-in-format": Message(
        _W,
        "{cells} hiện kèm chữ không phải đơn vị tính của ô, như {value}; chữ đó không được tính.",
        "Kiểm tra số có đúng theo đơn vị tính của biểu không; đúng thì đặt kiểu ô là Số (Number).",
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
    "date-in-number": Message(
        _E,
        "Ô số đang hiện thành {value}, số bên trong là {other}; không rõ số đã ghi là bao nhiêu.",
        "Đặt kiểu ô là Số (Number) rồi ghi lại số.",
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
    "total-error": Message(
        _W,
        "Có {count} ô tổng báo lỗi: {cells}; tổng được tính lại từ các ô thành phần.",
        "Sửa ô thành phần báo lỗi; các ô đó đều đúng thì tải lại mẫu, vì công thức của ô tổng đã hỏng.",
    ),
    "no-cached-value": Message(
        _E,
        "Ô có công thức nhưng tệp không chứa kết quả.",
        "Mở tệp bằng Excel, bấm F9, lưu lại; hoặc ghi thẳng nội dung.",
    ),
    "other-file": Message(
        _W,
        "Có {count} ô lấy số từ tệp khác{files}: {cells}; đọc theo kết quả đã lưu, không mở tệp đó.",
        "Chép kết quả thành số (dán giá trị) rồi gửi.",
    ),
    "merged-cells": Message(_E, "Các ô {area} đã bị gộp; chỉ đọc được ô đầu.", "Bỏ gộp ô rồi ghi số liệu vào từng ô."),
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
    "line-of-words": Message(
        _W,
        "Dòng {line}{label} không có trong mẫu và không có số liệu; không được đọc.",
        "Xóa dòng thêm; lời cần nói thì ghi ở cột ghi chú hoặc dưới bảng.",
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
    "two-sheets-same": Message(
        _W,
        "{form} được ghi giống hệt nhau ở nhiều trang tính: {names}; chỉ đọc trang đầu.",
        "Xóa bản thừa trước khi gửi.",
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
        "Trang “{name}” là của {form} nhưng các dòng tiêu đề cột không còn hoặc không còn nằm ngang như mẫu, "
        "nên không đọc được số liệu.",
        "Tải lại mẫu và chép số liệu sang, không xóa dòng tiêu đề, không đổi hàng thành cột.",
    ),
    "hidden-sheet": Message(
        _W, "Trang “{name}” đang ẩn; vẫn được đọc nhưng người mở tệp không thấy.", "Bỏ ẩn trang tính rồi xem lại."
    ),
    "hidden-values": Message(
        _W,
        "Có {count} ô số liệu ở dòng hoặc cột đang ẩn (đến ô {last}); vẫn được đọc nhưng bản in không có.",
        "Bôi đen các dòng, hoặc các cột, ở hai bên, bấm chuột phải, chọn Bỏ ẩn (Unhide), rồi in lại.",
    ),
    "filtered-values": Message(
        _W,
        "Có {count} ô số liệu bị bộ lọc che hoặc ở dòng, cột đang ẩn (đến ô {last}); vẫn được đọc nhưng bản in không có.",
        "Bỏ bộ lọc (trên thẻ Dữ liệu bấm Xóa, Data → Clear) cho hiện đủ các dòng, rồi in lại.",
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
    "partly-struck": Message(
        _E,
        "Ô ghi {value}, trong đó một phần bị gạch ngang; không rõ phần nào còn dùng.",
        "Xóa hẳn phần đã bỏ, rồi ghi lại bằng số hoặc ngày.",
    ),
    "picture": Message(
        _W,
        "Có {count} hình hoặc đối tượng chèn đè lên vùng số liệu, ở {areas}; nội dung trong đó không được đọc.",
        "Số liệu trong hình cần ghi vào các ô; hình chỉ để minh họa thì chuyển ra ngoài bảng.",
    ),
    "object": Message(
        _W,
        "Trang “{name}” có đối tượng chèn thêm, không rõ nằm ở đâu; nội dung trong đó không được đọc.",
        "Số liệu trong đối tượng cần ghi vào các ô.",
    ),
    "label-changed": Message(
        _W,
        "Chữ in sẵn đã bị đổi thành {value}; trong biểu là {allowed}.",
        "Ghi lại như cũ; số liệu vẫn được hiểu theo dòng in sẵn.",
    ),
    "head-changed": Message(
        _N, "Tiêu đề cột đã bị đổi ở {count} ô: {heads}.", "Không cần sửa nếu ý nghĩa của cột vẫn như trong biểu."
    ),
    "head-doubtful": Message(
        _W,
        "Tiêu đề cột ghi {value}; biểu in {allowed}.",
        "Xem số liệu của cột có đúng thời gian, phạm vi của biểu không; đúng thì ghi lại tiêu đề như biểu.",
    ),
    "head-other-unit": Message(
        _E,
        "Tiêu đề cột ghi {value}, khác đơn vị tính đã khai ở đầu biểu.",
        "Ghi số liệu theo đơn vị tính đã khai, hoặc khai lại; rồi ghi lại tiêu đề như biểu.",
    ),
    "head-of-another": Message(
        _E,
        "Tiêu đề cột ghi {value}, là tiêu đề của chỗ khác trong biểu; ở đây biểu in {allowed}.",
        "Ghi lại tiêu đề như biểu; xem số liệu có nằm đúng cột không.",
    ),
    "columns-renumbered": Message(
        _N,
        "Số cột đã đánh lại ở {count} ô: {heads}. Các cột được nhận ra theo tiêu đề.",
        "Không cần sửa nếu số liệu nằm đúng cột.",
    ),
    "head-misnumbered": Message(
        _E,
        "Số cột và tiêu đề không khớp ở {count} ô: {heads}.",
        "Ghi lại tiêu đề và số cột như biểu; xem số liệu có nằm đúng cột không.",
    ),
    "header-repeated": Message(_N, "Tiêu đề của bảng lặp lại ở dòng {lines}; không đọc như số liệu.", "Không cần sửa."),
    "title-changed": Message(_N, "Tên biểu ghi {value}; biểu in {allowed}.", "Không cần sửa nếu vẫn là biểu này."),
    "title-doubtful": Message(
        _W,
        "Tên biểu ghi {value}; biểu in {allowed}.",
        "Xem số liệu có đúng kỳ của biểu không; đúng thì ghi lại tên biểu như mẫu.",
    ),
    "unit-line-differs": Message(
        _E,
        "Trên bảng ghi đơn vị tính {value}, còn ở đầu biểu khai “{declared}”.",
        "Ghi số liệu theo đơn vị tính đã khai, hoặc khai lại; rồi xóa dòng ghi thêm.",
    ),
    "row-number": Message(
        _W,
        "Số thứ tự in sẵn đã thành {value}; trong biểu là {allowed}.",
        "Đặt kiểu ô là Văn bản (Text) rồi ghi lại số thứ tự như mẫu.",
    ),
    "extra-sheets": Message(
        _W, "Có trang tính không thuộc mẫu nên không được đọc: {names}.", "Nếu có số liệu ở đó, chuyển vào đúng biểu."
    ),
    "aside-left": Message(
        _W,
        "Trang “{name}” còn {count} mục chưa đưa vào biểu; không được đọc.",
        "Là số liệu của biểu thì chép vào đúng ô; xem xong thì xóa trang này.",
    ),
    "aside-wrong": Message(
        _E,
        "Trang “{name}” còn {count} mục, trong đó {wrong} mục lần trước là lỗi mà chưa sửa xong trong biểu.",
        "Chép số liệu vào đúng ô của biểu; không dùng nữa thì bỏ. Xong thì xóa trang này.",
    ),
    "has-macros": Message(
        _N, "Tệp có macro; macro không được chạy, chỉ đọc các ô.", "Nên lưu lại thành .xlsx (không macro) rồi gửi."
    ),
    "old-format": Message(
        _N,
        "Tệp Excel kiểu cũ (.xls) đọc được, nhưng không biết công thức trong ô viết gì; mọi ô tổng đã được tính lại.",
        "Nên lưu lại thành .xlsx rồi gửi.",
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
    "cover-unread": Message(
        _W,
        "Trang “{name}” có nội dung không được đọc: {value}{more}.",
        "Ô có danh sách thì chọn trong danh sách; lời ghi về một biểu thì chép sang cột “Tên tệp gửi kèm, ghi chú”; "
        "số liệu thì ghi vào biểu; nếu không cần thì xóa.",
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
    "unit-file-name-differs": Message(
        _W,
        "Tên tệp mang tên của {other}, nhưng bên trong là {value}.",
        "Nếu chọn nhầm đơn vị thì chọn lại ở trang “Thông tin”; nếu đúng đơn vị thì đổi tên tệp.",
    ),
    "nil-zeros": Message(
        _N, "Biểu khai “Không phát sinh” và chỉ ghi số 0; được hiểu là không có số liệu.", "Không cần sửa nếu đúng ý."
    ),
    "unit-read-as": Message(_N, "Đơn vị ghi {value}, được hiểu là “{unit}”.", "Không cần sửa nếu đúng đơn vị."),
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
    "rows-elsewhere": Message(
        _E,
        "Bảng bị tách đôi: {count} dòng của biểu nằm ở trang “{name}” nên không được đọc: {rows}.",
        "Chép các dòng đó về dưới bảng ở trang “{sheet}”; mỗi biểu là một bảng liền.",
    ),
    "column-lost": Message(
        _E, "{where} đã bị xóa khỏi trang tính.", "Tải lại mẫu và chép số liệu sang, không xóa cột in sẵn."
    ),
}
