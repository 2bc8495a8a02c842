"""Gather what the page of one form says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from scripts.model.form import Form
from scripts.model.grid import fingerprint
from scripts.pages import corrections, downloads, glossary, guide, news, places, words, writing
from scripts.pages.picture import Picture
from scripts.schema import catalogue
from scripts.wording import rules, sheet, text

TEMPLATES = {"present": "form.md.j2", "partial": "form-partial.md.j2", "absent": "form-absent.md.j2"}


def context(form: Form) -> dict[str, Any]:
    """The facts that the form's template needs."""
    figures = writing.figures_by_section(form)
    drawn = Picture(form, "m")
    shown = form.tables and not figures
    picture = drawn.html(f"Hình {form.label.text}, cuộn được") if shown else Markup("")
    report = words.period(catalogue.outline().period)
    return {
        "form": form,
        "title": words.short_title(form),
        "status": words.STATUS[form.status],
        "period": words.period(form.period) if form.period else f"không rõ; số liệu chung của báo cáo {report}",
        "headings": list(_headings(form)),
        "fingerprint": fingerprint(form),
        "layout_date": words.day(form.layout_date),
        "news": news.address(form.code),
        "picture": picture,
        "figures": figures,
        "facts": [(fact.text, text.lines(fact.lines)) for fact in form.known],
        "notices": corrections.gathered(corrections.of_form(form)),
        "questions": [q for q in catalogue.plan()["questions"] if form.code in q.get("forms", ())],
        "legend": _legend(form, picture),
        "abbreviations": glossary.occurring(" ".join(label.text for _, label in form.labels())),
        **(_filling(form, drawn) if form.fillable else {}),
    }


def _filling(form: Form, drawn: Picture) -> dict[str, Any]:
    envelope = downloads.example(form)
    return {
        "asks": [catalogue.submission_schema()["properties"][field] for field in form.asks],
        "guides": [
            (table, list(guide.columns(form, table, drawn)), list(guide.rows(table, drawn))) for table in form.tables
        ],
        "rules": [_rule(form, rule) for rule in form.rules],
        "envelope": envelope,
        "unit": sheet.unit_choice(envelope.get("unit", {})) if envelope else "",
        "example": _example(form, envelope) if envelope else None,
        "example_fields": _example_fields(form, envelope) if envelope else [],
    }


def _example(form: Form, envelope: Mapping[str, Any]) -> Any:
    return Picture(form, "v", envelope.get("data", {})).html(f"Ví dụ {form.label.text} đã điền, cuộn được")


def _example_fields(form: Form, envelope: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The added fields of the example in words: unit of money and the like."""
    fields = catalogue.submission_schema()["properties"]
    return [
        (fields[name]["title"], {c["const"]: c["title"] for c in fields[name]["oneOf"]}.get(envelope[name], ""))
        for name in form.asks
        if name in envelope
    ]


def _rule(form: Form, rule: Any) -> dict[str, Any]:
    excuse = form.table(rule.table).column(rule.excused_by) if rule.excused_by else None
    return {
        "id": rule.id,
        "anchor": places.anchor(rule.id),
        "severity": rule.level,
        "level": rules.LEVEL[rule.level],
        "basis": rules.BASIS[rule.basis],
        "sentence": rules.sentence(form, rule),
        "why": rule.why,
        "excuse": text.column(excuse) if excuse else "",
        "lines": text.lines(rule.lines),
        "cells": text.cells(rule.cells),
    }


def _headings(form: Form) -> Iterator[dict[str, Any]]:
    """The outline headings that ask for the form, with the words of the outline that do so."""
    outline = catalogue.outline()
    for heading in (outline.heading(key) for key in form.outline):
        asking = [one.label for one in heading.attachments if form.code in one.codes]
        yield {
            "path": heading.key,
            "title": heading.label.text,
            "page": places.heading(heading.key),
            "explained": writing.page_of(outline, heading.key),
            "words": [(label.text, text.lines(label.lines)) for label in asking],
        }


def _legend(form: Form, picture: str) -> dict[str, bool]:
    """Which marks occur in the form's picture."""
    columns = [column for table in form.tables for column in table.columns]
    rows = [row for table in form.tables for row in table.rows]
    printed = not form.added
    return {
        "numbers": printed and any(column.number_added and column.number for column in columns),
        "columns": printed and any(column.label.added for column in columns),
        "blocks": any(row.block for row in rows),
        "blocks_added": any(row.block and row.block.added for row in rows),
        "lost": any(column.label.lost for column in columns),
        "live": "sk-live" in picture,
        "none": "sk-none" in picture,
    }
