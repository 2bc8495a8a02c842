"""LibreOffice as a second opinion: what another program makes of the files that we write."""

import os
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

TIMEOUT_SECONDS = 120


class ConversionError(Exception):
    """LibreOffice did not write the file that was asked for; the message holds what it said."""


def convert(soffice: str, source: Path, to: str, out: Path) -> Path:
    """Have LibreOffice write `source` as `to` into the folder `out`, and return the file written.

    `to` is a file ending, perhaps with an export filter: "xlsx", "pdf", "pdf:calc_pdf_Export".
    """
    (written,) = convert_all(soffice, [source], to, out)
    return written


def convert_all(soffice: str, sources: Sequence[Path], to: str, out: Path, infilter: str = "") -> list[Path]:
    """As `convert`, for several files with one start of LibreOffice, which costs more than a file does.

    `infilter` names the import filter where LibreOffice would choose another. Each call has a profile of its own,
    because two LibreOffices with one profile refuse to run side by side. A new profile costs nothing that can be
    measured.
    """
    targets = [out / f"{source.stem}.{to.partition(':')[0]}" for source in sources]
    for source, target in zip(sources, targets, strict=True):
        if target.resolve() == source.resolve():
            raise ValueError(f"{source} would be written over; give another folder")
        target.unlink(missing_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="libreoffice-", ignore_cleanup_errors=True) as profile:
        said = _run(
            [
                soffice,
                f"-env:UserInstallation={Path(profile).resolve().as_uri()}",
                "--headless",
                "--norestore",
                *([f"--infilter={infilter}"] if infilter else []),
                "--convert-to",
                to,
                "--outdir",
                str(out),
                *map(str, sources),
            ]
        )
    # LibreOffice leaves with 0 even when it could not read a file, so only the files themselves prove anything.
    for source, target in zip(sources, targets, strict=True):
        if not target.is_file():
            raise ConversionError(f"{source} did not become {target}: {said}")
    return targets


def _run(command: list[str]) -> str:
    """Run the command and return all that it said; past the time limit, end it together with its children.

    `soffice` is a launcher: ending it alone would leave the real program running and holding our pipe open.
    """
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    with process:
        try:
            said, _ = process.communicate(timeout=TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            said, _ = process.communicate()
            raise ConversionError(f"no end after {TIMEOUT_SECONDS} s: {command}: {said}") from None
    if process.returncode != 0:
        raise ConversionError(f"ended with {process.returncode}: {command}: {said}")
    return said
