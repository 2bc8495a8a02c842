"""Says in Vietnamese what click says in English: what is wrong with a command line, and the frame of its help."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import click
from click.exceptions import BadOptionUsage, NoSuchCommand, NoSuchOption

from scripts.wording import usage as words


class Formatter(click.HelpFormatter):
    """The frame of a help page."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that shows how the command is written."""
        for english, ours in words.PIECES.items():
            args = args.replace(english, ours)
        super().write_usage(prog, args, words.USAGE if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """The heading of a part."""
        super().write_heading(words.PIECES.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """A list of options or verbs with what they do."""
        super().write_dl([(name, words.PIECES.get(does, does)) for name, does in rows], col_max, col_spacing)


class Context(click.Context):
    """What click knows of a command while it runs, with help in our frame."""

    formatter_class = Formatter


def said(wrong: click.UsageError) -> str:
    """What is wrong with the command line, and where to read how it is written."""
    if isinstance(wrong, click.exceptions.NoArgsIsHelpError):
        return wrong.ctx.get_help()
    command = wrong.ctx.command_path if wrong.ctx else words.PROGRAM
    return f"{_what(wrong)}\n{words.SEE_HELP.format(command=command)}"


def _what(wrong: click.UsageError) -> str:
    command = wrong.ctx.command if wrong.ctx else None
    if isinstance(wrong, NoSuchCommand) and isinstance(command, click.Group):
        return words.NO_SUCH_COMMAND.format(name=wrong.command_name, known=", ".join(sorted(command.commands)))
    if isinstance(wrong, NoSuchOption):
        known = (max(p.opts, key=len) for p in command.params if isinstance(p, click.Option)) if command else ()
        return words.NO_SUCH_OPTION.format(name=wrong.option_name, known=", ".join(known))
    if isinstance(wrong, BadOptionUsage):
        # Which of the two it is stands nowhere but in click's own sentence.
        unwanted = "does not take a value" in wrong.message
        return (words.TAKES_NO_VALUE if unwanted else words.NO_VALUE).format(name=wrong.option_name)
    if isinstance(wrong, click.BadParameter) and wrong.param:
        return _bad(wrong, wrong.param)
    return words.NOT_UNDERSTOOD


def _bad(wrong: click.BadParameter, param: click.Parameter) -> str:
    if isinstance(wrong, click.MissingParameter):
        shown = param.metavar if isinstance(param, click.Argument) else max(param.opts, key=len)
        return words.NO_PATHS if param.name == "paths" else words.MISSING.format(name=shown or param.name)
    name = max(param.opts, key=len)
    if isinstance(param.type, click.Choice):
        return words.NOT_CHOICE.format(name=name, known=", ".join(param.type.choices))
    if isinstance(param.type, click.Path):
        return words.NOT_A_FOLDER.format(name=name)
    return words.NOT_A_VALUE.format(name=name, wanted=param.metavar or param.name)


def form_code(said: str) -> str:
    """The code that a person's words for a form mean: “biểu 1b” is 1B, whether or not there is such a form."""
    words = unicodedata.normalize("NFC", said).casefold().split()
    return "".join(word for word in words if word not in ("biểu", "bieu", "mẫu", "số")).upper()


def objection(paths: Sequence[Path], form: str | None, whole: bool, known: Collection[str]) -> str:
    """Why this cannot be checked as asked, before anything is read; empty if it can."""
    if form is not None and whole:
        return words.FORM_IN_PACKAGE
    if form is not None and form not in known:
        number = re.sub("[^0-9]", "", form)
        near = [code for code in known if number and code.rstrip("B") == number]
        return words.no_such_form(form or "“”", near, known)
    outside = next((path for path in paths if whole and not path.is_dir()), None)
    return words.PACKAGE_NOT_A_FOLDER.format(path=outside) if outside else ""
