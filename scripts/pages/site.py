"""List every generated page and what MkDocs is told about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from scripts import paths
from scripts.model.form import Form
from scripts.pages import (
    corrections,
    dialect,
    downloads_page,
    form_page,
    glossary,
    modules,
    news,
    places,
    plan_pages,
    search,
    unit_pages,
    words,
    writing,
)
from scripts.pages.markdown import render
from scripts.schema import catalogue
from scripts.wording import text

NavItem = str | dict[str, Any]
_PLAN, _OUTLINE, _GLOSSARY = "schemas/plan.yaml", "schemas/outline.schema.json", "schemas/glossary.yaml"


def pages(sizes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Every generated page by its path under docs/; `sizes` are those of the downloads by path."""
    forms = catalogue.forms()
    official = {code: form for code, form in forms.items() if not form.added}
    plan = {**plan_pages.plan_context(), "forms": official, "aids": [form for form in forms.values() if form.added]}
    draw = partial(_draw, sizes=sizes)
    yield draw(places.HOME, "home.md.j2", {**plan, **unit_pages.home_context()}, [_PLAN])
    for page, context in unit_pages.contexts():
        yield draw(page, "unit.md.j2", {**plan, **context}, [_PLAN])
    yield draw(places.OTHER_UNITS, "other-units.md.j2", {**plan, **unit_pages.other_context()}, [_PLAN])
    yield draw(places.FORMS, "forms.md.j2", plan, ["schemas/forms"])
    for form in forms.values():
        made_for = form_page.TEMPLATES[form.status]
        yield draw(places.form(form.code), made_for, form_page.context(form), [places.schema(form.code)])
    yield draw(places.WRITING, "writing.md.j2", writing.overview_context(), [_OUTLINE])
    example = paths.REPORT_EXAMPLE.relative_to(paths.ROOT).as_posix()
    for page, context in writing.section_contexts():
        yield draw(page, "section.md.j2", context, [_OUTLINE, example])
    yield draw(places.OUTLINE, "outline.md.j2", plan_pages.outline_context(), [_OUTLINE])
    yield draw(places.PLAN, "plan.md.j2", plan, [_PLAN])
    yield draw(places.PLAN_TEXT, "plan-text.md.j2", plan, [_PLAN])
    yield draw(places.QUESTIONS, "questions.md.j2", plan_pages.questions_context(), [_PLAN])
    listed = plan_pages.corrections_context()
    yield draw(places.CORRECTIONS, "corrections.md.j2", listed, ["schemas/forms", _OUTLINE, _PLAN])
    yield draw(places.DOWNLOADS, "downloads.md.j2", downloads_page.context(sizes), ["schemas/forms"])
    yield draw(places.NEWS, "news.md.j2", news.context(), ["schemas/changelog.yaml"])
    yield draw(places.GLOSSARY, "glossary.md.j2", glossary.context(), [_GLOSSARY])
    lacking = [form for form in forms.values() if not form.fillable]
    kept = {"packages": modules.packages(), "lacking": lacking, **dialect.context()}
    yield draw(places.REPOSITORY, "repository.md.j2", kept, ["scripts", "README.md"])


def _draw(
    page: str, template: str, context: Mapping[str, Any], facts: list[str], sizes: Mapping[str, str]
) -> tuple[str, str]:
    """A page and its address; its head names the files that it is made from, so that these are edited and not it."""
    helpers = {
        "page": page,
        "sizes": sizes,
        "due": plan_pages.due(),
        "ask": plan_pages.actor("ban_to_chuc_tinh_uy"),
        "difference": corrections.difference,
        "when": plan_pages.when,
        "short": text.short,
    }
    head: dict[str, Any] = {"sources": [*facts, f"scripts/pages/templates/{template}"]}
    if page in places.WITHOUT_CONTENTS:
        head["hide"] = ["toc"]
    head |= search.facts(page)
    front = yaml.safe_dump(head, allow_unicode=True, sort_keys=False)
    body = render(template, page, {**helpers, **context})
    if page != places.GLOSSARY and "abbreviations" not in context:
        body += "\n" + render("abbreviations.j2", page, {"abbreviations": glossary.occurring(body)})
    return page, f"---\n{front}---\n{body.strip()}\n"


def configuration(docs: Path = paths.DOCS) -> str:
    """The part of the MkDocs configuration that follows from the schemas: navigation, abbreviations."""
    made = {"nav": navigation(docs), "markdown_extensions": {"abbr": {"glossary": dict(glossary.explained())}}}
    return yaml.safe_dump(made, allow_unicode=True, sort_keys=False)


def navigation(docs: Path = paths.DOCS) -> list[NavItem]:
    """The navigation; hand-written pages of docs/ that have no place in it come last."""
    forms = {added: [form for form in catalogue.forms().values() if form.added is added] for added in (False, True)}
    official: list[NavItem] = [
        {"Tất cả các biểu": places.FORMS},
        *({_nav_title(form): places.form(form.code)} for form in forms[False]),
    ]
    report: list[NavItem] = [
        {"Cách viết báo cáo": places.WRITING},
        {"Từng mục": [{writing.title(section): section.page} for section in writing.sections(catalogue.outline())]},
        {"Đề cương, nguyên văn": places.OUTLINE},
        *({form.label.text: places.form(form.code)} for form in forms[True]),
    ]
    listed: list[NavItem] = [
        {"Trang chủ": places.HOME},
        {"Đơn vị tôi": [*({name: page} for name, page in unit_pages.listed())]},
        {"Các biểu": official},
        {"Tải về": places.DOWNLOADS},
        {"Báo cáo": report},
        {"Kế hoạch": [{"Tóm tắt": places.PLAN}, {"Lời văn": places.PLAN_TEXT}]},
        {"Hỏi và đáp": places.QUESTIONS},
        {"Tự kiểm tra": places.CHECKING},
        {
            "Tra cứu": [
                {"Có gì mới": places.NEWS},
                {"Chữ viết tắt": places.GLOSSARY},
                {"Bảng hiệu đính": places.CORRECTIONS},
                {"Kho này vận hành thế nào": places.REPOSITORY},
            ]
        },
    ]
    made = set(_leaves(listed))
    return [*listed, *sorted(file.name for file in docs.glob("*.md") if file.name not in made)]


def _leaves(items: list[NavItem]) -> Iterator[str]:
    for item in items:
        if isinstance(item, str):
            yield item
            continue
        for below in item.values():
            yield from _leaves(below if isinstance(below, list) else [below])


def _nav_title(form: Form) -> str:
    return form.label.text if form.fillable else f"{form.label.text} ({words.STATUS[form.status].lower()})"
