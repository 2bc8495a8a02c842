"""Take chapters of README.md over into a page, so that what both say is written once."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from scripts import paths


def chapter(heading: str, file: Path = paths.ROOT / "README.md") -> Markup:
    """What stands under a second-level heading, as it is; raises KeyError where the heading is gone.

    Links in it would be read from docs/, and the build of the site refuses one that leads nowhere.
    """
    chapters = dict(part.split("\n", 1) for part in file.read_text("utf-8").split("\n## ")[1:])
    return Markup(chapters[heading].strip())
