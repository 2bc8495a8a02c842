"""The page of news: what each version changed for clerks, and what becomes of a template downloaded before."""

from __future__ import annotations

import re
from typing import Any

import yaml

from scripts.changes.changelog import build_entries
from scripts.pages import news, places
from scripts.pages.markdown import render
from scripts.schema import catalogue
from scripts.schema.released import released

LOG = """
entries:
  - of: [1B]
    version: 2.0.0
    changes: [Bỏ dòng “Hình thức khác”., Thêm cột.]
    migration:
      why: Ghi lại số liệu theo kỳ mới.
      rows:
        - {from: I.3, why: Không thống kê nữa.}
        - {from: II.1, to: II.2}
      columns:
        - {from: tong_so, why: Nay máy tự cộng.}
        - {to: cot_moi, why: Ghi số mới.}
  - {of: [12B, 13B], version: 1.1.0, date: 2027-02-01, changes: [Tỷ trọng không quá 99.]}
  - {of: [outline], version: 1.0.1, date: 2027-01-09, changes: [Sửa lỗi chính tả.]}
  - {of: [1B, 12B, 13B, outline], version: 1.0.0, date: 2026-11-25, changes: [Bản đầu.]}
"""


def page(log: str) -> str:
    """The page as a clerk reads it, links without their addresses."""
    document: Any = yaml.load(log, yaml.BaseLoader)
    made = render("news.md.j2", places.NEWS, news.context(build_entries(document), released()))
    return re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", made)


def test_each_step_says_what_to_do_with_an_earlier_template():
    told = page(LOG)
    days = [line for line in told.splitlines() if line.startswith("## ")][1:]
    assert days == [
        "## Mới, chưa ghi ngày { #ngay }",
        "## Ngày 01/02/2027 { #ngay-2027-02-01 }",
        "## Ngày 09/01/2027 { #ngay-2027-01-09 }",
        "## Ngày 25/11/2026: bản đầu { #ngay-2026-11-25 }",
    ]
    _, _, major, minor, patch, first = re.split(r"(?m)^## .*$", told)
    assert "### Biểu 1B: phiên bản 2.0.0" in major
    assert "**Mẫu tải trước (phiên bản 1.0.0):** Chưa điền thì tải mẫu mới." in major
    assert "### Biểu 12B, Biểu 13B: phiên bản 1.1.0" in minor
    assert "được kiểm tra theo mẫu mới" in minor
    assert "### Mẫu báo cáo Word: phiên bản 1.0.1" in patch
    assert "không phải tải lại hay ghi lại gì" in patch
    assert "Mẫu tải trước" not in first
    assert "- Biểu 1B, Biểu 12B, Biểu 13B, Mẫu báo cáo Word (phiên bản 1.0.0): Bản đầu." in first


def test_what_of_a_filled_template_is_lost_is_named():
    told = page(LOG)
    assert "- Ghi lại số liệu theo kỳ mới." in told
    assert "- Dòng “Hình thức khác” (I.3): Không thống kê nữa." in told
    assert "- Cột 3 “Tổng số lượng”: Nay máy tự cộng." in told
    assert "- Ghi số mới." in told


def test_a_form_that_gets_its_layout_had_no_template_before():
    (lacking, *_) = (code for code, form in released() if not released()[code, form].fillable)
    entry = "  - {of: [%s], version: %s, date: 2026-11-25, changes: [Nay có mẫu.]}\n"
    told = page("entries:\n" + (entry % (lacking, "2.0.0")).replace("11-25", "12-01") + entry % (lacking, "1.0.0"))
    assert "**Trước đây:** Chưa có mẫu để điền." in told
    assert "Mẫu tải trước" not in told


def test_the_first_edition_reads_by_itself():
    told = render("news.md.j2", places.NEWS, news.context())
    for form in catalogue.forms().values():
        assert f"[{form.label.text}]({places.form(form.code)})" in told
    assert "Mẫu báo cáo Word" in told


def test_a_form_leads_to_its_news_only_once_there_is_any(monkeypatch):
    document: Any = yaml.load(LOG, yaml.BaseLoader)
    monkeypatch.setattr(news, "entries", lambda: build_entries(document))
    assert news.address("13B") == f"{places.NEWS}#ngay-2027-02-01"
    assert news.address("1B") == f"{places.NEWS}#ngay"
    assert news.address("2B") == ""
