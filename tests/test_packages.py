"""A unit's folder is checked as one: whole ones pass, each thing amiss is said once, with both values and places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

from scripts import paths
from scripts.documents import decode, read_yaml
from scripts.findings import Finding
from scripts.model.supply import supplied
from scripts.pages import downloads, packages, places
from scripts.pages.packages import attachment, envelopes, report
from scripts.schema import catalogue
from scripts.submissions.docx import read_docx
from scripts.submissions.report import find_sections
from scripts.submissions.submission import Spot, Submission
from scripts.templates.report import report_bytes
from scripts.validation.prose import check_prose
from scripts.validation.run import check_packages, check_paths
from scripts.validation.sources import gather
from scripts.wording.together import MESSAGES, inventory, package_verdict
from tests.libreoffice import convert

FORMS = catalogue.forms()
NAMES = packages.names()
CASES = sorted((Path(__file__).parent / "together").glob("*.yaml"))


def of_note(findings: tuple[Finding, ...]) -> Iterator[dict[str, str]]:
    """What a person has to look at, and what is noted about files together, as cases write it."""
    for one in findings:
        if one.severity != "note" or one.code in MESSAGES:
            place = one.cell or one.path
            said = {"code": one.code, "severity": one.severity, "file": Path(one.file).name, "message": one.message}
            yield {**said, **({"at": place} if place else {})}


# Whole packages


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every example as its unit sends it, a folder each."""
    folder = tmp_path_factory.mktemp("sent")
    for name in NAMES:
        (folder / name).mkdir()
        for file, content in packages.files(name).items():
            (folder / name / file).write_bytes(content)
    return folder


def test_whole_packages_pass(sent: Path):
    result = check_packages([sent], FORMS)
    assert list(of_note(result.findings)) == []
    assert [Path(package.folder).name for package in result.packages] == NAMES
    assert (result.reports, result.exit_code(strict=True)) == (2, 0)


def test_what_a_package_holds_is_listed(sent: Path):
    result = check_packages([sent / "xa"], FORMS)
    (package,) = result.packages
    assert (package.unit, package.report, package.sheet) == (
        "Đảng ủy xã Ví Dụ", "bao-cao-so-ket.docx", "bieu-prs.xlsx",
    )  # fmt: skip
    assert [e.form for e in package.entries] == [f"{n}B" for n in range(1, 14)]
    declared = {state: _declared("xa", state) for state in ("data", "nil", "attached")}
    assert len(declared["data"]) >= 4
    assert len(declared["nil"]) >= 3
    assert package.forms("filled") == declared["data"]
    assert package.forms("nil") == declared["nil"]
    assert package.forms("attached") == declared["attached"]
    assert package_verdict(package, result.of_package(package)).startswith(
        f"Kết luận: ĐẠT – bộ hồ sơ của Đảng ủy xã Ví Dụ: có báo cáo; biểu: {len(declared['data'])} có số liệu, "
        f"{len(declared['nil'])} không phát sinh, {len(declared['attached'])} gửi kèm tệp riêng; "
    )
    nil = ", ".join([f"Biểu {declared['nil'][0]}", *declared["nil"][1:]])
    assert f"  Không phát sinh:                    {nil} (tat-ca-bieu.xlsx)" in inventory(package)


def _declared(name: str, state: str) -> list[str]:
    """The official forms that the package's sources declare filled, nil or attached, in their order."""
    sources = {form.code: paths.PACKAGES / name / f"{form.code}.yaml" for form in FORMS.values() if not form.added}
    return [code for code, source in sources.items() if state in catalogue.load(source)]


def test_a_package_passes_after_libreoffice_has_saved_it(sent: Path, tmp_path: Path, soffice: str):
    folder = tmp_path / "xa"
    for file in sorted((sent / "xa").iterdir()):
        if file.suffix in (".docx", ".xlsx"):
            convert(soffice, file, file.suffix[1:], folder)
        else:
            (folder / file.name).write_bytes(file.read_bytes())
    assert list(of_note(check_packages([folder], FORMS).findings)) == []


def test_two_units_in_one_folder_are_kept_apart(sent: Path, tmp_path: Path):
    for name in NAMES:
        for file in (sent / name).glob("*.*x"):
            (tmp_path / f"{name}-{file.name}").write_bytes(file.read_bytes())
    assert list(of_note(check_paths([tmp_path], FORMS).findings)) == []


# What is amiss


def copies(folder: Path, file: str, content: bytes, *names: str) -> list[Path]:
    """The file and copies of it."""
    paths = [folder / file, *(folder / name for name in names)]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return paths


def test_each_of_the_copies_names_the_others_however_they_are_given(sent: Path, tmp_path: Path):
    content = (sent / "xa" / "tat-ca-bieu.xlsx").read_bytes()
    first, copy, again = copies(tmp_path, "a.xlsx", content, "a (1).xlsx", "cu/a.xlsx")
    # Files of one folder by name, those of another by their way; in the order in which they were given.
    others = {
        first: f"“a (1).xlsx”, “{again.as_posix()}”.",
        copy: f"“a.xlsx”, “{again.as_posix()}”.",
        again: f"“{copy.as_posix()}”, “{first.as_posix()}”.",
    }
    for given in ([tmp_path], [copy, first, again]):
        found = {Path(f.file): f for f in check_paths(given, FORMS).findings if f.code == "form-twice"}
        assert found.keys() == others.keys()
        for path, one in found.items():
            assert one.severity == "error"
            assert one.message.startswith("Biểu 1B, ")
            assert one.message.endswith(f" của Đảng ủy xã Ví Dụ được gửi 3 lần; ngoài tệp này còn ở {others[path]}")


def test_returns_without_a_unit_are_no_copies(tmp_path: Path):
    template = downloads.workbooks()[places.COMBINED]
    copies(tmp_path, "a.xlsx", template, "b.xlsx")
    assert [f for f in check_paths([tmp_path], FORMS).findings if f.code == "form-twice"] == []


def test_a_unit_that_sends_two_folders_is_told(sent: Path, tmp_path: Path):
    content = (sent / "xa" / "tat-ca-bieu.xlsx").read_bytes()
    copies(tmp_path, "lan-1/a.xlsx", content, "lan-2/a.xlsx")
    found = [f for f in check_packages([tmp_path], FORMS).findings if f.code == "form-twice"]
    first, second = ((tmp_path / name / "a.xlsx").as_posix() for name in ("lan-1", "lan-2"))
    assert [f.file for f in found] == [first, second]
    assert second in found[0].message
    assert first in found[1].message


def test_a_folder_of_several_units_is_said_to_be_of_none(tmp_path: Path):
    for name in NAMES:
        for file in (paths.PACKAGES / name).glob("*B.yaml"):
            copies(tmp_path / "chung", f"{name}-{file.name}", file.read_bytes())
    result = check_packages([tmp_path / "chung"], FORMS)
    (package,) = result.packages
    assert (package.mixed, package.unit) == (True, "")
    said = [*inventory(package), package_verdict(package, result.findings)]
    assert said[0] == f"Bộ hồ sơ {package.folder} – của nhiều đơn vị, không kê từng biểu"
    assert said[1].startswith("Kết luận: CHƯA ĐẠT – thư mục “chung” có biểu của nhiều đơn vị; ")
    assert "Ví Dụ" not in "".join(said)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_is_amiss_is_said_once(path: Path, tmp_path: Path):
    case = read_yaml(decode(path.read_bytes()))
    folder = tmp_path / "ho-so"
    folder.mkdir()
    write(case, folder)
    found = [dict(sorted(one.items())) for one in of_note(check_packages([folder], FORMS).findings)]
    assert sorted(found, key=str) == sorted((dict(sorted(one.items())) for one in case["findings"]), key=str)


def test_every_message_has_a_case():
    said = {f["code"] for path in CASES for f in read_yaml(decode(path.read_bytes()))["findings"]}
    assert set(MESSAGES) <= said


def test_a_report_of_nobody_among_several_units_is_not_compared(tmp_path: Path):
    for name in NAMES:
        (tmp_path / f"{name}.yaml").write_bytes((paths.PACKAGES / name / "1B.yaml").read_bytes())
    (tmp_path / "a.docx").write_bytes(report_bytes(catalogue.outline()))
    codes = [f.code for f in check_paths([tmp_path], FORMS).findings if f.code in MESSAGES]
    assert codes == ["figures-not-compared"]


def write(case: dict[str, Any], folder: Path) -> None:
    """The package that a case names, with its changes: the report as Word file, the forms as documents."""
    source = case["package"]
    about = report(source)
    answers = _answers(about["sections"], case)
    content = report_bytes(catalogue.outline(), answers, case.get("unit", about["unit"]), about["front"])
    (folder / "bao-cao.docx").write_bytes(_with_front(content, *case["front"]) if "front" in case else content)
    for code, envelope in envelopes(source).items():
        (folder / f"{code}.yaml").write_text(_yaml(_changed(envelope, case.get("forms", {}).get(code, {}))), "utf-8")
        if "attached" in envelope:
            (folder / envelope["attached"]["file"]).write_bytes(attachment(code))
    for name, other in case.get("with", {}).items():
        (folder / name).write_bytes((folder / other).read_bytes() if other else attachment("0B"))
    for name in case.get("without", ()):
        (folder / name).unlink()


def _answers(sections: dict[str, Any], case: dict[str, Any]) -> dict[str, Any]:
    answers = {key: {**section, "indicators": dict(section.get("indicators", {}))} for key, section in sections.items()}
    for key, figures in case.get("figures", {}).items():
        answers[key]["indicators"] |= figures
    for key, (old, new) in case.get("prose", {}).items():
        assert old in answers[key]["text"]
        answers[key]["text"] = answers[key]["text"].replace(old, new)
    return {key: {k: v for k, v in one.items() if v != {}} for key, one in answers.items()}


def _changed(envelope: Any, changes: dict[str, Any]) -> Any:
    changed = read_yaml(_yaml(envelope))
    for path, value in changes.items():
        *way, last = path.split("/")
        node = changed
        for step in way:
            node = node[step]
        if value is None:
            del node[last]
        else:
            node[last] = value
    return changed


def _yaml(value: Any) -> str:
    import yaml

    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False)


def _with_front(content: bytes, old: str, new: str) -> bytes:
    document = docx.Document(BytesIO(content))
    (run,) = (r for p in document.paragraphs for r in p.runs if old in r.text)
    run.text = run.text.replace(old, new)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


# Running text: how many false alarms, how many hits


def returned(envelope: Mapping[str, Any]) -> Submission:
    return Submission("a.yaml", dict(envelope), lambda _: Spot(), lambda _: Spot())


@pytest.mark.parametrize("name", NAMES)
def test_a_changed_form_is_noticed_in_the_text_wherever_the_text_states_its_figure(name: str, tmp_path: Path):
    """On the right forms no alarm; with the figure of a form changed, an alarm where a person would see one."""
    outline = catalogue.outline()
    (tmp_path / "a.docx").write_bytes(report_bytes(outline, report(name)["sections"]))
    read = find_sections(read_docx(tmp_path / "a.docx"), outline)
    returns = [returned(envelope) for envelope in envelopes(name).values()]
    sources = gather(returns, FORMS)
    assert list(check_prose(read, "a.docx", sources)) == []
    rows = [r for h in outline.headings for i in h.indicators for r in (i.row, *i.parts) if r.phrases and r.supplied]
    noticed = set()
    for row in rows:
        source_of = sources.of(row.supplied)
        assert row.supplied is not None
        assert source_of is not None
        if source_of.nil or not row.supplied.cells:
            continue
        (cell,) = row.supplied.cells
        data = _changed(source_of.data, {"/".join(map(str, cell.path(source_of.form))): 9999})
        assert supplied(source_of.form, data, row.supplied) == 9999
        changed = [s for s in returns if s.code != row.supplied.form]
        other = returned({**source_of.submission.envelope, "data": data})
        found = list(check_prose(read, "a.docx", gather([*changed, other], FORMS)))
        assert {f.code for f in found} <= {"prose-differs"}
        noticed |= {row.number} if found else set()
    assert noticed == {"II-01.1", "II-01.2", "II-06.1", "II-06.2", "III7-01"}
