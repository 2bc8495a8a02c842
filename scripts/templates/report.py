"""Put the Word template of the narrative report together: frame, guidance, headings, answers, indicator tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import docx
from docx.document import Document

from scripts.model.outline import Heading, Outline, Prompt
from scripts.model.report import (
    ADDED_STYLE,
    ANSWER_STYLE,
    GUIDANCE_STYLE,
    HEADING_STYLES,
    heading_bookmark,
    heading_text,
    identifier,
)
from scripts.schema import catalogue
from scripts.templates import docx_parts as parts
from scripts.templates import report_frame as frame
from scripts.templates import report_styles as styles
from scripts.templates.report_answers import Answer, read_answers
from scripts.templates.report_table import write_indicators
from scripts.wording import report_template as words

_FIXED_DAY = datetime(2026, 7, 1, tzinfo=UTC)


def report_bytes(outline: Outline, answers: Mapping[str, Any] | None = None, unit: str = "") -> bytes:
    """The report as a Word file, the same bytes on every run.

    `answers` are what a unit has written, by heading key: {"text": [paragraph, …], "indicators": {slot id: figure}},
    where a figure is a number, words, or {"value", "note", "unit"}. A heading with an answer carries no guidance.
    Raises ValueError for a heading or figure that the outline does not have.
    """
    given = read_answers(outline, answers or {})
    open_headings = any(h.answered and h.key not in given for h in outline.headings)
    subject: str = catalogue.plan()["document"]["subject"]["text"]
    document = _new_document(outline, subject)
    _add(document, ADDED_STYLE, words.ADDED)
    if open_headings:
        _add(document, GUIDANCE_STYLE, *words.HOW_TO)
    frame.write_head(document, unit)
    frame.write_title(document, subject, outline.period)
    frame.write_contents(document, outline)
    if open_headings:
        _add(document, GUIDANCE_STYLE, *_general(outline))
    bookmarks = parts.Bookmarks()
    for heading in outline.headings:
        _write_heading(document, bookmarks, heading, given.get(heading.key))
    frame.write_signatures(document)
    return parts.packed(document)


def _new_document(outline: Outline, subject: str) -> Document:
    document = docx.Document()
    parts.drop_spare_parts(document)
    parts.plain_settings(document)
    styles.restyle(document)
    frame.set_page(document)
    about = document.core_properties
    about.identifier = identifier(outline)
    about.title, about.language = words.title(subject), "vi-VN"
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.created = about.modified = _FIXED_DAY
    return document


def _add(document: Document, style: str, *lines: str) -> None:
    for line in lines:
        document.add_paragraph(line, style)


def _general(outline: Outline) -> Iterator[str]:
    """Part A of the outline, and the title of part B, which the report follows."""
    yield words.lettered(outline.requirements_number, outline.requirements_label.text)
    yield from (words.requirement(item) for item in outline.requirements)
    yield words.lettered(outline.body_number, outline.body_label.text)


def _write_heading(document: Document, bookmarks: parts.Bookmarks, heading: Heading, answer: Answer | None) -> None:
    title = document.add_paragraph(heading_text(heading), HEADING_STYLES[heading.level])
    bookmarks.around(title, heading_bookmark(heading))
    if answer is not None:
        _add(document, ANSWER_STYLE, *(answer.paragraphs or ("",)))
    elif heading.answered:
        _write_guidance(document, heading)
    _add(document, styles.BODY, *(words.forms(one.label.text) for one in heading.attachments))
    if heading.indicators:
        write_indicators(document, bookmarks, heading, answer)


def _write_guidance(document: Document, heading: Heading) -> None:
    """What to write, word for word, and below each point the paragraph that waits for it."""
    for prompt in heading.prompts:
        _write_prompt(document, prompt)
    if not heading.prompts:
        _add(document, ANSWER_STYLE, "")
    for note in heading.footnotes:
        _add(document, GUIDANCE_STYLE, words.footnote(note))
        _add(document, GUIDANCE_STYLE, *(words.numbered(i.number, i.label.text) for i in note.items))


def _write_prompt(document: Document, prompt: Prompt) -> None:
    _add(document, GUIDANCE_STYLE, prompt.label.text)
    for item in prompt.items:
        _add(document, GUIDANCE_STYLE, words.numbered(item.number, item.label.text))
        _add(document, ANSWER_STYLE, words.numbered(item.number, ""))
    if not prompt.items:
        _add(document, ANSWER_STYLE, "")
