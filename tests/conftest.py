"""What all tests share: the built site, outside programs that some need, a loud word when one is not there."""

import functools
import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import dataclass

import pytest

from scripts import paths

MISSING = "program not found: "


@dataclass(frozen=True)
class Program:
    """An outside program, and the names it goes by on one system or another."""

    name: str
    commands: tuple[str, ...]


SOFFICE = Program(
    "LibreOffice",
    ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)
CHROMIUM = Program(
    "Chromium",
    (
        "chromium",
        "chromium-browser",
        "google-chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ),
)
MARKERS = {"soffice": "libreoffice", "chromium": "chromium"}


def require(program: Program, env_var: str) -> str:
    """Return the program's path; if it is absent, fail when the environment variable is set, else skip."""
    path = next(filter(None, map(shutil.which, program.commands)), None)
    if path:
        return path
    reason = f"{MISSING}{program.name} (tried: {', '.join(program.commands)})"
    if os.environ.get(env_var, "") not in ("", "0"):
        pytest.fail(f"{reason}; {env_var} is set, so its tests may not be left out", pytrace=False)
    # A contributor without the program can still run the rest; the summary names what did not run.
    pytest.skip(f"{reason}; set {env_var}=1 to make this a failure")


@pytest.fixture(scope="session")
def soffice() -> str:
    """The path of LibreOffice."""
    return require(SOFFICE, "REQUIRE_LIBREOFFICE")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium, or of Chrome."""
    return require(CHROMIUM, "REQUIRE_CHROMIUM")


def build_site(root, target, *options, by="mkdocs", **environment):
    """Build the site from a checkout whose generated files are written; a warning is a failure."""
    quiet = {"NO_MKDOCS_2_WARNING": "1", "REPOSITORY_URL": "", "PYTHONPATH": str(paths.ROOT)}
    built = subprocess.run(
        [sys.executable, "-m", by, "build", "--strict", "--site-dir", str(target), *options],
        check=False,
        cwd=root,
        env={**os.environ, **quiet, **environment},
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stderr


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """The site, built from a copy of the checkout so that nothing of the checkout is touched."""
    from scripts import build

    root = tmp_path_factory.mktemp("checkout")
    for name in ("mkdocs.yml", "offline.yml"):
        shutil.copy(paths.ROOT / name, root)
    for name in ("docs", "overrides"):
        shutil.copytree(paths.ROOT / name, root / name)
    build.write(root=root)
    build_site(root, root / "offline", "--config-file", "offline.yml")
    build.write(root=root, offline=root / "offline")
    build_site(root, root / "out")
    return root / "out"


@pytest.fixture(scope="session")
def served(folder):
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser(chromium):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by the programs it asks for, so that `-m "not libreoffice"` needs no marks by hand."""
    for item in items:
        for fixture in getattr(item, "fixturenames", ()):
            if fixture in MARKERS:
                item.add_marker(MARKERS[fixture])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line what was not tested for lack of which program: a skip is not a pass."""
    lacking: Counter[str] = Counter()
    for report in terminalreporter.getreports("skipped"):
        found = re.search(rf"{MISSING}(\w+)", str(report.longrepr))
        if found:
            lacking[found[1]] += 1
    if lacking:
        counts = ", ".join(f"{count} for lack of {name}" for name, count in sorted(lacking.items()))
        terminalreporter.write_line(f"NOT TESTED: {counts}", red=True, bold=True)
