"""Where things stand in the checkout."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "schemas"
FORMS = SCHEMAS / "forms"
META = SCHEMAS / "meta"
RELEASED = SCHEMAS / "released"
REGISTRY = SCHEMAS / "registry"
DOCS = ROOT / "docs"
CASES = ROOT / "tests" / "cases"
PACKAGES = ROOT / "tests" / "packages"
REPORT_SOURCE = "bao-cao.yaml"  # in each package
REPORT_EXAMPLE = PACKAGES / "xa" / REPORT_SOURCE
