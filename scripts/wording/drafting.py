"""What the making of a draft from an official blank says to the maintainer."""

from __future__ import annotations

NO_FILE = "Không có tệp {file}. Xem lại đường dẫn."
OTHER_KIND = "{file}: chưa đọc được tệp {kind}. Mở bằng Excel, Word hoặc LibreOffice rồi lưu thành .xlsx hoặc .docx."
UNKNOWN_KIND = "{file}: chỉ đọc mẫu trống là tệp .xlsx hoặc .docx."
DAMAGED = "{file}: tệp bị hỏng hoặc có mật khẩu nên không đọc được. Mở bằng Excel, Word rồi lưu lại, hoặc xin lại tệp gốc."
