"""List every generated page and the navigation of the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from scripts import paths
from scripts.model.form import Form
from scripts.pages import corrections, form_page, places, plan_pages, words, writing
from scripts.pages.markdown import render
from scripts.schema import catalogue
from scripts.wording import text

NavItem = str | dict[str, Any]


def pages(sizes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Every generated page by its path under docs/; `sizes` are those of the downloads by path."""
    forms = catalogue.forms()
    official = {code: form for code, form in forms.items() if not form.added}
    general = {**plan_pages.plan_context(), "forms": official, "sizes": sizes, "due": form_page.due()}
    main_dates = [*plan_pages.dates_of("deadline", "event"), *plan_pages.dates_of("period", whole_days=True)]
    draw = partial(_draw, sizes=sizes)
    yield draw(places.HOME, "home.md.j2", {**general, "main_dates": main_dates})
    yield draw(places.FORMS, "forms.md.j2", general)
    for form in forms.values():
        yield draw(places.form(form.code), form_page.TEMPLATES[form.status], form_page.context(form, sizes))
    yield draw(places.WRITING, "writing.md.j2", {**general, **writing.overview_context()})
    for page, context in writing.section_contexts():
        yield draw(page, "section.md.j2", context)
    yield draw(places.OUTLINE, "outline.md.j2", plan_pages.outline_context())
    yield draw(places.PLAN, "plan.md.j2", general)
    yield draw(places.PLAN_TEXT, "plan-text.md.j2", general)
    yield draw(places.QUESTIONS, "questions.md.j2", plan_pages.questions_context())
    yield draw(places.CORRECTIONS, "corrections.md.j2", plan_pages.corrections_context())


def _draw(page: str, template: str, context: Mapping[str, Any], sizes: Mapping[str, str]) -> tuple[str, str]:
    helpers = {
        "page": page,
        "sizes": sizes,
        "difference": corrections.difference,
        "conflict": plan_pages.conflict,
        "when": plan_pages.when,
        "short": text.short,
        "sentence_case": words.sentence_case,
    }
    return page, render(template, page, {**helpers, **context})


def navigation(docs: Path = paths.DOCS) -> str:
    """The navigation as the part of a MkDocs configuration; hand-written pages of docs/ come last."""
    outline = catalogue.outline()
    listed_as = {added: [form for form in catalogue.forms().values() if form.added is added] for added in (False, True)}
    listed: list[NavItem] = [
        {"Trang chủ": places.HOME},
        {"Các biểu": [places.FORMS, *({_nav_title(form): places.form(form.code)} for form in listed_as[False])]},
        {
            "Báo cáo": [
                places.WRITING,
                {"Từng mục": [{writing.title(section): section.page} for section in writing.sections(outline)]},
                {"Đề cương, nguyên văn": places.OUTLINE},
                *({form.label.text: places.form(form.code)} for form in listed_as[True]),
            ]
        },
        {"Kế hoạch": [{"Việc, hạn, chỗ chưa rõ": places.PLAN}, {"Lời văn": places.PLAN_TEXT}]},
        {"Hỏi và đáp": places.QUESTIONS},
        {"Tự kiểm tra": places.CHECKING},
        {"Bảng hiệu đính": places.CORRECTIONS},
    ]
    made = {places.HOME, places.OUTLINE, places.PLAN, places.PLAN_TEXT, places.QUESTIONS, places.CORRECTIONS}
    others = sorted(file.name for file in docs.glob("*.md") if file.name not in {*made, places.CHECKING})
    return yaml.safe_dump({"nav": [*listed, *others]}, allow_unicode=True, sort_keys=False)


def _nav_title(form: Form) -> str:
    return form.label.text if form.fillable else f"{form.label.text} ({words.STATUS[form.status].lower()})"
