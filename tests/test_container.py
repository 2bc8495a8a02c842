"""Every kind of file is told by its content, and no package is opened that could do harm."""

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.submissions.container import (
    CODES,
    FACTS,
    MAX_ALL_PARTS,
    MAX_FILE,
    MAX_PART,
    MAX_PARTS,
    MIB,
    Unreadable,
    open_package,
)
from tests import hostile

ODS = "application/vnd.oasis.opendocument.spreadsheet"


def refusal(path: Path) -> Unreadable:
    """How the file is refused, at the latest when all its parts are inflated."""
    with pytest.raises(Unreadable) as caught:
        inflate_all(path)
    return caught.value


def inflate_all(path: Path) -> dict[str, int]:
    package = open_package(path)
    return {name: sum(map(len, package.chunks(name))) for name in package.names}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is-picture"),
        (hostile.ole2("Workbook"), "is-xls"),
        (hostile.ole2("EncryptionInfo", "EncryptedPackage"), "encrypted"),
        (hostile.ole2("Workbook") + "EncryptedPackage".encode("utf-16-le"), "is-xls"),
        (hostile.ole2("WordDocument"), "not-a-workbook"),
        (hostile.ole2()[:600], "is-xls"),
        (b"%PDF-1.7\n%\xe2\xe3", "is-pdf"),
        (b"\n\n%PDF-1.4\n", "is-pdf"),
        (b"<!DOCTYPE html><html><body><table>", "is-html"),
        (b"\xef\xbb\xbf\r\n<table border=1>", "is-html"),
        ('<html xmlns:x="urn:schemas-microsoft-com:office:excel">'.encode("utf-16"), "is-html"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', "is-html"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "is-xml"),
        ("Mã xã;Tên xã\n00001;Phúc Xá\n".encode(), "is-text"),
        ("Mã xã\tTên xã\n".encode("utf-16"), "is-text"),
        ("Tên,Đơn vị\n".encode("cp1258", "replace"), "is-text"),
        (b"PK\x03\x04", "truncated"),
        (b"PK\x05\x06" + bytes(18), "zip-not-workbook"),
    ],
)
def test_a_file_that_is_something_else_is_told_by_its_content(tmp_path: Path, content: bytes, code: str):
    path = tmp_path / "Bieu.xlsx"
    path.write_bytes(content)
    assert refusal(path).code == code


@pytest.mark.parametrize(
    ("parts", "code", "facts"),
    [
        (
            {"Biểu 1.xlsx": b"PK", "Biểu 2.xlsx": b"PK"},
            "zip-not-workbook",
            {"holds": ("Biểu 1.xlsx", "Biểu 2.xlsx")},
        ),
        ({"[Content_Types].xml": "<Types/>", "word/document.xml": ""}, "is-docx", {"kind": "word"}),
        ({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": ""}, "is-docx", {"kind": "powerpoint"}),
        ({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"\x83"}, "is-xlsb", {}),
    ],
)
def test_a_zip_that_is_something_else_is_told_by_its_parts(
    tmp_path: Path, parts: dict[str, hostile.Content], code: str, facts: dict[str, object]
):
    error = refusal(hostile.pack(tmp_path / "Bieu.xlsx", parts))
    assert (error.code, error.facts) == (code, facts)


@pytest.mark.parametrize(("kind", "said"), [(ODS, "spreadsheet"), (f"{ODS}-template", "spreadsheet"), ("a/b", "")])
def test_a_spreadsheet_of_opendocument_is_told_by_its_first_part(tmp_path: Path, kind: str, said: str):
    parts = {"mimetype": kind, "[Content_Types].xml": "<Types/>"}
    assert open_package(hostile.pack(tmp_path / "a.xlsx", parts)).opendocument == said


def test_a_text_of_opendocument_is_no_workbook(tmp_path: Path):
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}
    assert refusal(hostile.pack(tmp_path / "a.xlsx", parts)).code == "zip-not-workbook"


def test_the_separator_of_windows_parts_a_name_like_any_other(tmp_path: Path):
    """Programs that pack by the names of files on Windows write it; nothing is ever unpacked to a disk here."""
    parts = {name.replace("/", "\\"): part for name, part in hostile.workbook().items()}
    package = open_package(hostile.pack(tmp_path / "a.xlsx", parts))
    assert set(package.names) == set(hostile.workbook())
    assert b"".join(package.chunks(hostile.SHEET)) == hostile.worksheet("").encode()
    error = refusal(hostile.pack(tmp_path / "b.xlsx", {**hostile.workbook(), "xl\\Workbook.xml": "<a/>"}))
    assert (error.code, error.facts) == ("duplicate-part", {"part": "xl/Workbook.xml"})


def test_an_old_workbook_may_hold_a_document(tmp_path: Path):
    path = tmp_path / "a.xls"
    path.write_bytes(hostile.ole2("WordDocument", "Workbook"))
    assert refusal(path).code == "is-xls"


def test_a_sound_package_gives_its_parts(tmp_path: Path):
    path = hostile.pack(tmp_path / "Bieu", hostile.workbook(more={"XL/Media/A.png": b"\0" * 1000}))
    package = open_package(path)
    assert package.has("xl/media/a.PNG")
    assert b"".join(package.chunks("xl/media/a.png")) == b"\0" * 1000
    assert inflate_all(path)["XL/Media/A.png"] == 1000
    with pytest.raises(Unreadable) as caught:
        list(package.chunks("xl/none.xml"))
    assert (caught.value.code, caught.value.facts) == ("missing-part", {"part": "xl/none.xml"})


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "xl/../../evil",
        "xl/..",
        "/etc/passwd",
        "C:/evil",
        "xl\\..\\..\\evil",
        "\\\\host\\evil",
        "C:\\evil",
        "a\0b",
        "a\nb",
        "./a",
        "a/.",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str):
    path = hostile.pack(tmp_path / "a.xlsx", hostile.workbook(more={"x" * len(name): b"1"}))
    path.write_bytes(path.read_bytes().replace(b"x" * len(name), name.encode()))
    error = refusal(path)
    assert (error.code, error.facts["part"]) == ("dangerous-name", name)


@pytest.mark.parametrize("name", [hostile.SHEET, hostile.SHEET.upper()])
def test_a_name_that_comes_twice_is_refused(tmp_path: Path, name: str):
    parts = [*hostile.workbook().items(), (name, "<worksheet/>")]
    error = refusal(hostile.pack_list(tmp_path / "a.xlsx", parts))
    assert (error.code, error.facts) == ("duplicate-part", {"part": name})


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_an_uncommon_compression_is_refused(tmp_path: Path, method: int):
    error = refusal(hostile.pack(tmp_path / "a.xlsx", hostile.workbook(), method))
    assert (error.code, error.facts["method"]) == ("unsupported-compression", method)


def patched(offset: int, layout: str, value: int) -> Callable[[Path], Path]:
    return lambda path: hostile.patch_entry(path, hostile.SHEET, offset, layout, value)


def cut(keep: Callable[[int], int]) -> Callable[[Path], Path]:
    def cut_file(path: Path) -> Path:
        data = path.read_bytes()
        path.write_bytes(data[: keep(len(data))])
        return path

    return cut_file


def damage_data(path: Path) -> Path:
    data = bytearray(path.read_bytes())
    at = data.index(hostile.SHEET.encode()) + len(hostile.SHEET) + 2
    data[at] ^= 0x55
    path.write_bytes(data)
    return path


def shorten_directory(path: Path) -> Path:
    data = bytearray(path.read_bytes())
    (offset,) = struct.unpack_from("<I", data, len(data) - 6)
    struct.pack_into("<I", data, len(data) - 6, offset + 7)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (patched(8, "<H", 1), "encrypted"),
        (patched(8, "<H", 0x20), "unsupported-compression"),
        (patched(16, "<I", 0x12345678), "bad-crc"),
        (patched(24, "<I", 10), "bomb"),
        (patched(24, "<I", 2000), "bad-crc"),
        (patched(24, "<I", MAX_PART + 1), "bomb"),
        (patched(20, "<I", 10), "bad-crc"),
        (patched(20, "<I", 0x7FFFFFFF), "truncated"),
        (patched(42, "<I", 0), "overlapping-parts"),
        (patched(42, "<I", 0x7FFFFFFF), "truncated"),
        (damage_data, "bad-crc"),
        (shorten_directory, "truncated"),
        (cut(lambda size: size - 1), "truncated"),
        (cut(lambda size: size // 2), "truncated"),
        (cut(lambda size: 10), "truncated"),  # noqa: ARG005
    ],
)
def test_damage_and_lies_are_refused(tmp_path: Path, harm: Callable[[Path], Path], code: str):
    path = hostile.pack(tmp_path / "a.xlsx", hostile.workbook(hostile.worksheet("<row/>" * 100)))
    assert refusal(harm(path)).code == code


def test_a_quoted_overlap_is_refused(tmp_path: Path):
    """Entries whose data holds the next entry: the small file of which each part is nearly all of it."""
    inner = hostile.pack(tmp_path / "inner", {"b": b"1" * 100}, zipfile.ZIP_STORED).read_bytes()
    path = hostile.pack(tmp_path / "a.xlsx", {"[Content_Types].xml": "", "b": inner, "c": ""}, zipfile.ZIP_STORED)
    where = path.read_bytes().index(inner)
    error = refusal(hostile.patch_entry(path, "c", 42, "<I", where))
    assert error.code == "overlapping-parts"


def test_a_file_too_large_is_not_read(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.truncate(MAX_FILE + 5)
    error = refusal(path)
    assert (error.code, error.facts) == ("file-too-large", {"part": "", "size": MAX_FILE + 5, "limit": MAX_FILE})


def test_too_many_entries_are_refused(tmp_path: Path):
    names = {f"a/{number}": b"" for number in range(MAX_PARTS)}
    path = hostile.pack(tmp_path / "a.xlsx", hostile.workbook(more=names), zipfile.ZIP_STORED)
    assert refusal(path).code == "too-many-parts"


def test_a_part_too_large_is_refused_by_what_it_declares(tmp_path: Path):
    path = hostile.pack(tmp_path / "a.xlsx", hostile.workbook(more={"big": b"1"}))
    hostile.patch_entry(path, "big", 24, "<I", MAX_PART + 1)
    hostile.patch_entry(path, "big", 20, "<I", MAX_PART)
    error = refusal(path)
    assert (error.code, error.facts) == (
        "file-too-large",
        {"part": "big", "size": MAX_PART + 1, "limit": MAX_PART},
    )


def test_all_parts_too_large_are_refused_by_what_they_declare(tmp_path: Path):
    names = [f"big{number}" for number in range(5)]
    path = hostile.pack(tmp_path / "a.xlsx", hostile.workbook(more=dict.fromkeys(names, b"1")))
    for name in names:
        hostile.patch_entry(path, name, 24, "<I", MAX_PART)
        hostile.patch_entry(path, name, 20, "<I", MAX_PART)
    error = refusal(path)
    assert (error.code, error.facts["part"], error.facts["limit"]) == ("file-too-large", "*", MAX_ALL_PARTS)


def test_reading_one_part_again_and_again_comes_to_an_end(tmp_path: Path):
    path = hostile.pack(tmp_path / "a.xlsx", hostile.workbook(more={"big": bytes(2 * MIB)}))
    package = open_package(path)
    for _ in range(MAX_ALL_PARTS // (2 * MIB)):
        list(package.chunks("big"))
    with pytest.raises(Unreadable) as caught:
        list(package.chunks("big"))
    assert caught.value.facts["part"] == "*"


def test_a_refusal_has_a_known_code_and_exactly_its_facts():
    assert tuple(FACTS) == CODES
    assert all(code in (Unreadable.__doc__ or "") for code in CODES)
    assert str(Unreadable("bad-crc", part="a")) == "bad-crc part='a'"
    with pytest.raises(ValueError, match="no-such-code"):
        Unreadable("no-such-code")
    with pytest.raises(ValueError, match="bad-crc"):
        Unreadable("bad-crc")


def test_a_file_that_is_not_there_is_an_oserror(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        open_package(tmp_path / "none.xlsx")
