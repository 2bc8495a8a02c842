"""The command line: verbs only; the one place that prints and exits."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from scripts import usage
from scripts.wording import usage as words


class _Command(click.Command):
    context_class = usage.Context


class _Commands(click.Group):
    context_class = usage.Context
    command_class = _Command

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the verb that the arguments name, and exit; what is wrong with them is said in Vietnamese."""
        try:
            code = super().main(*args, **{**extra, "standalone_mode": False})
        except click.UsageError as wrong:
            click.echo(usage.said(wrong), err=True)
            code = wrong.exit_code
        except click.Abort:
            click.echo(words.STOPPED, err=True)
            code = 1
        sys.exit(code)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Biểu mẫu sơ kết: tạo trang hướng dẫn và mẫu, kiểm tra biểu gửi về, kiểm tra lược đồ."""


@main.command()
@click.argument("paths", metavar=words.PATHS, nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "style", type=click.Choice(["text", "json", "github"]), default="text", help="Dạng kết quả.")
@click.option("--form", "only", metavar="MÃ", help="Chỉ nhận biểu này, ví dụ 1B.")
@click.option("--package", "whole", is_flag=True, help="Coi mỗi thư mục là cả bộ hồ sơ của một đơn vị.")
@click.option("--strict", is_flag=True, help="Coi chỗ cần xem lại như lỗi.")
@click.option(
    "--verbose", is_flag=True,
    help="Kê thêm, theo từng biểu: bao nhiêu ô được nhận, bị nêu, in sẵn; kê đủ các đơn vị chưa gửi.",
)  # fmt: skip
@click.option(
    "--annotate", "copy", metavar="TỆP", type=click.Path(path_type=Path),
    help="Ghi thêm bản trả lại: số liệu của tệp theo mẫu, lời nhắc ở từng ô.",
)  # fmt: skip
def validate(
    paths: tuple[Path, ...],
    style: str,
    only: str | None,
    whole: bool,
    strict: bool,
    verbose: bool,
    copy: Path | None,
) -> None:
    """Kiểm tra biểu (.xlsx, .yaml, .json) và báo cáo (.docx) gửi về; tệp hoặc thư mục.

    Báo cáo và biểu của một đơn vị để cùng nhau thì số liệu của chúng được so với nhau. Thêm --package để xem
    bộ hồ sơ có đủ báo cáo và các biểu không.

    Mã thoát: 0 đạt, 1 có lỗi, 2 có tệp không đọc được hoặc dùng lệnh sai.
    """
    from scripts.schema import catalogue
    from scripts.validation import formats
    from scripts.validation.processes import cores
    from scripts.validation.run import How, check_packages, check_paths

    only = only and usage.form_code(only)
    why = usage.objection(paths, only, whole, catalogue.forms())
    if copy and not why:
        from scripts.validation.annotate import objection, write_copy
        from scripts.wording import review

        why = objection(paths, copy)
    if why:
        click.echo(why, err=True)
        sys.exit(2)
    how = How(cores(), _progress if sys.stderr.isatty() else How().progress)
    if whole:
        result = check_packages(paths, catalogue.forms(), how)
    else:
        result = check_paths(paths, catalogue.forms(), only, how)
    show = {
        "text": lambda r: formats.as_text(r, verbose),
        "json": lambda r: formats.as_json(r, strict, verbose),
        "github": formats.as_github,
    }[style]
    click.echo(show(result))
    if copy:
        why = write_copy(paths[0], copy, result.findings, catalogue.forms())
        click.echo(why or review.WRITTEN.format(file=copy), err=True)
        if why:
            sys.exit(2)
    sys.exit(result.exit_code(strict))


@main.command()
@click.argument("file", metavar="TỆP", type=click.Path(path_type=Path))
@click.option(
    "--out",
    metavar="TỆP_MỚI",
    type=click.Path(path_type=Path),
    help="Tên tệp mới; không ghi thì thêm -mau-moi vào tên cũ.",
)
def migrate(file: Path, out: Path | None) -> None:
    """Chuyển biểu điền theo mẫu cũ sang mẫu đang dùng, trong một tệp mới; tệp cũ giữ nguyên.

    Trang đầu của bảng tính mới kê: ô cần ghi thêm, ô chưa chuyển được (giữ ở trang “Ô để riêng”), ô đã chuyển.
    Tệp .yaml, .json được chuyển thành .yaml; các điều ấy ghi ở lời chú đầu tệp.

    Mã thoát: 0 đã chuyển, 1 đã chuyển nhưng còn ô phải xem hoặc số liệu còn lỗi, 2 không chuyển.
    """
    from scripts.schema import catalogue
    from scripts.validation.migrate import migrated

    done = migrated(file, out, catalogue.forms())
    click.echo(done.account, err=done.refused)
    sys.exit(2 if done.refused else int(done.breaks))


def _progress(done: int, total: int) -> None:
    """Show on the terminal how far a long run is; at its end the line is wiped."""
    if total > 1:
        said = f"Đã kiểm tra {done}/{total} tệp" if done < total else "\033[K"
        click.echo(f"\r{said}\r", nl=False, err=True)


@main.command()
@click.argument("source", metavar="TỆP", type=click.Path(path_type=Path))
@click.argument("target", metavar="ĐÍCH", type=click.Path(path_type=Path))
def example(source: Path, target: Path) -> None:
    """Ghi biểu đã điền trong TỆP (.xlsx, .yaml) thành ca thử ĐÍCH (.yaml).

    ĐÍCH nằm trong tests/cases/<mã>/valid hoặc invalid; ca sai được ghi kèm những gì phép kiểm tra nói, để đọc lại.
    """
    from scripts.schema import catalogue
    from scripts.validation.example import NoExampleError, make
    from scripts.wording import example as words

    try:
        made = make(source, target, catalogue.forms())
    except NoExampleError as why:
        click.echo(str(why), err=True)
        sys.exit(2)
    for path in made.files:
        click.echo(words.WRITTEN.format(file=path.as_posix()))
    if made.findings:
        click.echo(words.TO_READ)
    for found in made.findings:
        click.echo(words.line(found))


@main.command()
@click.argument("codes", metavar="MÃ…", nargs=-1, required=True)
def cases(codes: tuple[str, ...]) -> None:
    """Đưa các ca thử của biểu MÃ (tests/cases/, tests/packages/) sang phiên bản trong lược đồ.

    Số liệu chuyển như sổ thay đổi nói, ô mới lấy theo ca đầu tiên; tệp .expected được ghi lại, câu nào khác thì kể ra.

    Mã thoát: 0 xong, 1 có ca phải sửa bằng tay, 2 dùng lệnh sai.
    """
    from scripts.schema import catalogue
    from scripts.validation.cases import bring
    from scripts.wording import example as words

    forms, named = catalogue.forms(), [usage.form_code(code) for code in codes]
    if why := next(filter(None, (usage.objection((), code, whole=False, known=forms) for code in named)), ""):
        click.echo(why, err=True)
        sys.exit(2)
    done = {code: bring(code, forms) for code in named}
    for code, one in done.items():
        for line in (*words.brought(forms[code], one.written, one.said), *words.to_mend(one.todo)):
            click.echo(line)
    sys.exit(1 if any(one.todo for one in done.values()) else 0)


@main.command()
@click.option("--check", is_flag=True, help="Chỉ so với những gì đã có, không ghi; thoát 1 nếu khác.")
@click.option(
    "--offline",
    metavar="THƯ_MỤC",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Trang đã dựng theo offline.yml, để đóng gói thành bản không cần mạng.",
)
def build(check: bool, offline: Path | None) -> None:
    """Tạo các trang và mẫu tải về trong docs/ từ lược đồ."""
    from scripts.build import write
    from scripts.schema.house_rules import check_schemas

    problems = check_schemas()
    if problems:
        for problem in problems:
            click.echo(str(problem))
        click.echo("Lược đồ còn chỗ sai nên chưa tạo trang; sửa rồi chạy lại.")
        sys.exit(1)
    changed = write(check=check, offline=offline)
    for path in changed:
        click.echo(path)
    click.echo(f"{len(changed)} tệp {'cần tạo lại' if check else 'đã ghi'}.")
    sys.exit(1 if check and changed else 0)


@main.command()
@click.option("--fix", is_flag=True, help="Trình bày lại các tệp JSON cho đúng kiểu trước khi soát.")
@click.option("--format", "style", type=click.Choice(["text", "github"]), default="text", help="Dạng kết quả.")
def check(fix: bool, style: str) -> None:
    """Kiểm tra các tệp lược đồ theo quy tắc của kho: chỗ nào, quy tắc nào, vì sao, cách sửa."""
    from scripts.schema.house_rules import check_schemas, mend
    from scripts.wording import house_rules as words

    for name in mend() if fix else ():
        click.echo(words.MENDED.format(file=name))
    problems = check_schemas()
    for problem in problems:
        click.echo(problem.annotation if style == "github" else str(problem))
    click.echo(words.summary(len(problems)))
    sys.exit(1 if problems else 0)


@main.command()
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option(
    "--format", "style", type=click.Choice(["text", "json", "markdown"]), default="text", help="Dạng kết quả."
)
@click.option("--check", is_flag=True, help="Thoát 1 nếu còn thiếu phiên bản hoặc mục trong sổ thay đổi.")
def diff(old: str | None, new: str | None, style: str, check: bool) -> None:
    """Lược đồ đổi gì từ bản OLD sang bản NEW, và tệp đã điền theo mẫu cũ ra sao.

    OLD, NEW là nhánh, thẻ, mã lần ghi của git hoặc thư mục. Không ghi OLD: so với bản đã phát hành. Không ghi NEW:
    thư mục đang làm.

    Mã thoát: 0 xong, 1 còn thiếu (với --check), 2 dùng lệnh sai hoặc có bản không đọc được.
    """
    from scripts.changes.diff import diff as compare
    from scripts.changes.snapshot import SnapshotError, taken
    from scripts.wording import changes, changes_report

    show = {
        "text": changes_report.as_text,
        "json": changes_report.as_json,
        "markdown": changes_report.as_markdown,
    }[style]
    try:
        found = compare(*taken(old, new))
    except SnapshotError as problem:
        click.echo(changes.error(problem), err=True)
        sys.exit(2)
    click.echo(show(found))
    sys.exit(1 if check and not found.sound else 0)


@main.command()
@click.option(
    "--date", "day", metavar="NĂM-THÁNG-NGÀY", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Ngày phát hành."
)
def release(day: datetime) -> None:
    """Phát hành mọi biểu có phiên bản mới: giữ nguyên lược đồ ấy trong schemas/released/, ghi ngày vào sổ thay đổi."""
    from scripts.changes.release import release as freeze
    from scripts.schema.house_rules import check_schemas
    from scripts.wording import changelog

    problems = check_schemas()
    for problem in problems:
        click.echo(str(problem))
    if problems:
        click.echo("Lược đồ còn chỗ sai nên chưa phát hành; sửa rồi chạy lại.")
        sys.exit(1)
    found = freeze(day.date())
    for line in changelog.released(found):
        click.echo(line)
    sys.exit(1 if any(one.entry is None for one in found) else 0)


@main.command("new-form")
@click.argument("code", metavar="MÃ")
@click.option(
    "--from", "source", metavar="TỆP", type=click.Path(path_type=Path),
    help="Mẫu trống chính thức (.xlsx, .docx); không có thì chỉ tạo tệp lược đồ rỗng.",
)  # fmt: skip
@click.option("--sheet", default="", metavar="TÊN", help="Trang tính chứa biểu, khi tệp có nhiều trang.")
@click.option("--table", default=0, metavar="SỐ", help="Bảng thứ mấy từ trên xuống, khi trang có nhiều bảng.")
@click.option(
    "--out", metavar="THƯ_MỤC", type=click.Path(path_type=Path, file_okay=False),
    help="Ghi tất cả vào thư mục này thay cho schemas/ và build/new-form/, để xem thử.",
)  # fmt: skip
@click.option(
    "--date", "day", metavar="NGÀY", type=click.DateTime(["%Y-%m-%d"]), help="Ngày lập mẫu; mặc định hôm nay.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Ghi đè cả lược đồ đã có mẫu.")
def new_form(
    code: str,
    source: Path | None,
    sheet: str,
    table: int,
    out: Path | None,
    day: datetime | None,
    force: bool,
) -> None:
    """Lập lược đồ nháp của biểu MÃ từ mẫu trống, kèm danh sách cần quyết định và hình để so.

    Mã thoát: 0 đã ghi, 2 chưa làm được (lời báo nói vì sao).
    """
    from scripts import paths
    from scripts.blanks.blank import BlankError
    from scripts.drafting.decisions import as_line
    from scripts.drafting.new_form import Request, checked_code, empty, from_blank
    from scripts.schema.house_rules import check_schemas
    from scripts.wording import drafting

    laid_down = (day or datetime.now().astimezone()).date().isoformat()
    try:
        request = Request(checked_code(code), laid_down, out or paths.SCHEMAS, sheet, table, force)
        made = from_blank(request, source) if source else empty(request)
    except BlankError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    for one in made.open:
        click.echo(f"{drafting.SIGNS[one.weight]} {as_line(one)}")
    click.echo(drafting.WRITTEN)
    for path in made.files:
        click.echo(f"  {path}")
    problems = [problem for problem in check_schemas(request.schemas) if request.code in problem.file]
    for problem in problems:
        click.echo(str(problem))
    click.echo(drafting.checked(len(problems)))


if __name__ == "__main__":
    # Windows consoles may not speak UTF-8; Vietnamese must not end in a traceback.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    main(prog_name=words.PROGRAM)
