"""Where things stand in the checkout."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "schemas"
FORMS = SCHEMAS / "forms"
META = SCHEMAS / "meta"
REGISTRY = SCHEMAS / "registry"
DOCS = ROOT / "docs"
CASES = ROOT / "tests" / "cases"
REPORT_EXAMPLE = ROOT / "tests" / "packages" / "xa" / "bao-cao.yaml"
