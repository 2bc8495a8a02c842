"""Checks a Word report against the outline: headings, answers, figures, forms referred to, encodings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, Final

from scripts.findings import Finding, in_order
from scripts.model.outline import Heading, Item, Outline, Prompt
from scripts.model.report import identifier, version_in
from scripts.submissions.docx_contents import Document, Paragraph, Table
from scripts.submissions.report import Report, Section, find_sections
from scripts.submissions.report_words import fold, fold_label, is_added, is_guidance
from scripts.validation.report_encodings import of_paragraphs, of_section
from scripts.validation.report_figures import check_tables
from scripts.wording import report as words
from scripts.wording.renewal import changed
from scripts.wording.report import finding, paragraph_path, section_path, table_path
from scripts.wording.report_template import BLANKS, footnote, numbered
from scripts.wording.text import apart, listed, shown

MAX_EXTRA: Final = 20  # headings beyond the outline that are named one by one
MAX_MARKERS: Final = 200

LEAST_WORDS: Final = 4  # an answer of fewer says nothing that anybody could use
OPTIONAL: Final = "nếu cần thiết"  # how the outline marks a heading that need not be answered

_SAYS: Final = re.compile(r"[^\W_]")
_MARKER: Final = re.compile(r"(?:^|(?<=[\s;:.,]))\((i{1,3}|iv|vi{0,3})\)", re.IGNORECASE)
_LABEL: Final = re.compile(r"\(?(i{1,3}|iv|vi{0,3})[).]{1,2}")
_ATTACHED: Final = re.compile(r"\(?(?:phụ lục|biểu)[^.;]*kèm theo\)?")
_FORMS_NAMED: Final = re.compile(r"\b(?:phụ lục|biểu)\b", re.IGNORECASE)
_FORM: Final = re.compile(
    r"\b([0-9]{1,2})\s?B(?:\s*(?:-|–|—|đến)\s*(?:số\s+|Biểu\s+)?([0-9]{1,2})\s?B)?\b", re.IGNORECASE
)
_NIL: Final = re.compile(r"(?:trong kỳ,? )?(?:đơn vị |xã |phường |đặc khu )?không (?:có )?phát sinh[^.;:\d]{0,80}")


def check_report(document: Document, outline: Outline, file: str = "") -> list[Finding]:
    """All findings on a report, in the order of the document; `file` is its name in them."""
    report = find_sections(document, outline)
    found = [*_of_document(report, outline, file)]
    if report.sections:
        found += _of_headings(report, outline, file)
        found += _of_front(report, file)
        for section in report.sections:
            found += _of_section(section, file)
        nil = [section.heading.key for section in report.sections if is_nil(section)]
        found += check_tables(report, outline, file, nil)
    return in_order(found)


def _of_document(report: Report, outline: Outline, file: str) -> Iterator[Finding]:
    yield from _version(report, outline, file)
    if report.document.has_macros:
        yield finding("report-has-macros", file=file, path=words.WHOLE)
    if not report.sections:
        yield finding("report-without-headings", file=file, path=words.WHOLE)


def _version(report: Report, outline: Outline, file: str) -> Iterator[Finding]:
    known = report.document.identifier
    found = version_in(known)
    if not found or known == identifier(outline):
        return
    facts = {"found": found, "expected": outline.version}
    code = "report-other-version"
    if report.edition:
        code, facts["changes"] = "report-old-template", changed(report.edition.changes)
    elif found == outline.version:
        code = "report-old-figures"
    yield finding(code, file=file, path=words.WHOLE, facts=facts)


# Headings


def _of_headings(report: Report, outline: Outline, file: str) -> Iterator[Finding]:
    yield from _missing(report, outline, file)
    yield from _misplaced(report, outline, file)
    for section in report.sections:
        yield from _heading_itself(section, file)
    unstyled = [section.heading.key for section in report.sections if section.level is None]
    if unstyled:
        facts = {"count": len(unstyled), "keys": listed(unstyled)}
        yield finding("headings-unstyled", file=file, path=words.WHOLE, facts=facts)
    yield from _extra(report, outline, file)


def _missing(report: Report, outline: Outline, file: str) -> Iterator[Finding]:
    """Every heading that is not there, sorted behind the section that should come before it."""
    at = -1
    for heading in outline.headings:
        section = report.section(heading.key)
        if section:
            at = section.ordinal
            continue
        facts = {"heading": words.heading_name(heading)}
        yield finding("heading-missing", file=file, path=section_path(heading), order=(at, 1), facts=facts)


def _misplaced(report: Report, outline: Outline, file: str) -> Iterator[Finding]:
    places = {heading.key: place for place, heading in enumerate(outline.headings)}
    settled = _longest_rise([places[section.heading.key] for section in report.sections])
    for at, section in enumerate(report.sections):
        if at not in settled:
            before = words.heading_name(report.sections[at - 1].heading) if at else words.FRONT
            facts = {"heading": words.heading_name(section.heading), "before": before}
            yield _at_heading("heading-misplaced", section, file, facts)


def _longest_rise(numbers: list[int]) -> set[int]:
    """Where the longest rising series within the numbers stands: what is not in it has been moved."""
    ends: list[int] = []
    series: list[list[int]] = []
    for at, number in enumerate(numbers):
        length = bisect_left(ends, number)
        ends[length : length + 1] = [number]
        series[length : length + 1] = [[*(series[length - 1] if length else []), at]]
    return set(series[-1]) if series else set()


def _heading_itself(section: Section, file: str) -> Iterator[Finding]:
    heading, name = section.heading, words.heading_name(section.heading)
    if section.level not in (None, heading.level):
        facts = {"heading": name, "found": section.level, "expected": heading.level}
        yield _at_heading("heading-level", section, file, facts)
    if section.rest is None:
        official, found = apart(heading.label.text, _without_number(section.paragraph.text))
        facts = {"key": heading.key, "official": shown(official)}
        yield _at_heading("heading-renamed", section, file, facts, shown(found))


def _without_number(text: str) -> str:
    return re.sub(r"^\s*(?:[IVX]+|[0-9]+)\s*[-.)]\s*", "", text)


def _extra(report: Report, outline: Outline, file: str) -> Iterator[Finding]:
    labels = {fold_label(heading.label.text) for heading in outline.headings}
    older = report.edition
    gone = {fold_label(h.label.text): older.gone[h.key] for h in older.headings if h.key in older.gone} if older else {}
    for section, paragraph in report.extra[:MAX_EXTRA]:
        said = fold(paragraph.text)
        code = "heading-twice" if said in labels else "heading-gone" if said in gone else "heading-extra"
        facts = {"why": f" {gone[said]}".rstrip()} if said in gone else {}
        yield _at_paragraph(code, section, paragraph, file, shown(paragraph.shown), facts)


# Answers


def _of_front(report: Report, file: str) -> Iterator[Finding]:
    where: dict[str, Any] = {"file": file, "path": words.FRONT, "order": (-1, 0)}
    paragraphs = [block for block in report.front if isinstance(block, Paragraph) and block.shown]
    left = [paragraph for paragraph in paragraphs if is_guidance(paragraph)]
    if left:
        yield finding("guidance-left", value=shown(left[0].shown), facts={"count": len(left)}, **where)
    yield from of_paragraphs([(p, words.FRONT) for p in paragraphs if not is_guidance(p)], file)
    blanks = list(_blanks_left(report.document))
    if blanks:
        yield finding("blanks-left", facts={"blanks": listed([shown(blank) for blank in blanks])}, **where)


def _blanks_left(document: Document) -> Iterator[str]:
    """The places of the template's head and foot that nobody filled."""
    for block in document.blocks:
        for paragraph in (block,) if isinstance(block, Paragraph) else block.paragraphs:
            yield from (line for line in paragraph.text.split("\n") if line.strip() in BLANKS)


def _of_section(section: Section, file: str) -> Iterator[Finding]:
    yield from of_section(section, file)
    answered = _is_answered(section)
    if section.heading.answered and not answered:
        has_guidance = any(is_guidance(p) or _is_prompt(section.printed, p) for _, p in section.paragraphs)
        why = words.ONLY_GUIDANCE if has_guidance else ""
        written = next((p for _, p in section.paragraphs if _is_written_over(section.printed, p)), None)
        facts = {"heading": words.heading_name(section.heading), "why": why}
        if written:
            yield _at_heading("answer-as-guidance", section, file, facts, shown(written.text))
        elif OPTIONAL in section.heading.label.text:
            yield _at_heading("section-optional", section, file, facts)
        else:
            yield _at_heading("section-unanswered", section, file, facts)
        return
    thin = _thin_answer(section)
    if thin:
        facts = {"heading": words.heading_name(section.heading)}
        yield _at_heading("answer-thin", section, file, facts, shown(thin))
    yield from _guidance_left(section, file)
    yield from _items(section, file)
    yield from _forms(section, file)


def _is_answered(section: Section) -> bool:
    """Whether anything is said that neither the outline nor the template says."""
    heading = section.printed
    return (
        _SAYS.search(section.rest or "") is not None
        or any(_says_something(heading, p) for p in _own_words(section))
        or any(_SAYS.search(text) for table in section.tables for row in table.rows for text in row)
    )


def _thin_answer(section: Section) -> str:
    """What the section says where that is a word or two and no declaration that there is nothing; else empty."""
    said = [p.text for p in _own_words(section) if _says_something(section.printed, p)]
    said += [text for table in section.tables for row in table.rows for text in row]
    whole = " ".join([section.rest or "", *said]).strip()
    is_thin = len(re.findall(r"\w+", whole)) < LEAST_WORDS and not fold(whole).startswith("không")
    return whole if is_thin else ""


def _is_written_over(heading: Heading, paragraph: Paragraph) -> bool:
    """Whether somebody wrote into a paragraph of guidance, which has no such words."""
    return is_guidance(paragraph) and fold(paragraph.text) not in _guidance_of(heading)


def _guidance_of(heading: Heading) -> frozenset[str]:
    """The folded words of all guidance that the template has under the heading."""
    items = [i for p in heading.prompts for i in p.items] + [i for note in heading.footnotes for i in note.items]
    said = [prompt.label.text for prompt in heading.prompts] + [footnote(note) for note in heading.footnotes]
    said += [line for item in items for line in (item.label.text, numbered(item.number, item.label.text))]
    return frozenset(map(fold, said))


def _own_words(section: Section) -> Iterator[Paragraph]:
    return (p for _, p in section.paragraphs if not is_guidance(p) and not is_added(p))


def is_nil(section: Section) -> bool:
    """Whether all that the section says is that there is nothing to report."""
    said = [fold(p.text) for p in _own_words(section) if p.text and not _ATTACHED.fullmatch(fold(p.text))]
    return bool(said) and all(map(_NIL.fullmatch, said))


def _says_something(heading: Heading, paragraph: Paragraph) -> bool:
    said = fold(_MARKER.sub(" ", paragraph.text))
    given = {fold_label(item.label.text) for prompt in heading.prompts for item in prompt.items}
    if said in given or _is_prompt(heading, paragraph) or _ATTACHED.fullmatch(said):
        return False
    return _SAYS.search(said) is not None


def _is_prompt(heading: Heading, paragraph: Paragraph) -> bool:
    labels = [prompt.label for prompt in heading.prompts] + [note.label for note in heading.footnotes]
    return fold(paragraph.text) in {fold_label(label.text) for label in labels}


def _guidance_left(section: Section, file: str) -> Iterator[Finding]:
    styled = [(number, p) for number, p in section.paragraphs if is_guidance(p)]
    in_cells = [p for b in section.blocks if isinstance(b, Table) for p in b.paragraphs if is_guidance(p) and p.text]
    if in_cells and not styled:
        facts, first_said = {"count": len(in_cells)}, shown(in_cells[0].text)
        yield finding(
            "guidance-left", file=file, path=table_path(section.heading), order=(in_cells[0].ordinal, 2),
            value=first_said, facts=facts,
        )  # fmt: skip
    copied = [(n, p) for n, p in section.paragraphs if not is_guidance(p) and _is_prompt(section.printed, p)]
    for code, left in (("guidance-left", styled), ("prompt-left", copied)):
        if left:
            number, first = left[0]
            yield finding(
                code,
                file=file,
                path=paragraph_path(section.heading, number),
                order=(first.ordinal, 2),
                value=shown(first.shown),
                facts={"count": len(left)},
            )


def _items(section: Section, file: str) -> Iterator[Finding]:
    """The enumerated parts of the prompts: which are not there, and which are but say nothing."""
    asked = [(prompt, item) for prompt in section.heading.prompts for item in prompt.items]
    given = _enumerated(section) if asked else []
    partners = _aligned([item.number for _, item in asked], [number for number, _ in given])
    missing: list[tuple[Prompt, Item]] = [pair for at, pair in enumerate(asked) if at not in partners]
    empty = [asked[at] for at, other in partners.items() if not _answers(asked[at][1], given[other][1])]
    for code, items in (("item-missing", missing), ("item-empty", empty)):
        if items:
            names = [words.item_name(item.number, item.label.text) for _, item in items]
            yield _at_heading(code, section, file, {"items": listed(names)})


def _enumerated(section: Section) -> list[tuple[str, str]]:
    """What stands behind each (i), (ii) … up to the next one."""
    found: list[tuple[str, str]] = []
    for paragraph in _own_words(section):
        if _is_prompt(section.printed, paragraph):
            continue
        label = _LABEL.fullmatch(paragraph.label)
        text = f"({label[1]}) {paragraph.text}" if label else paragraph.text
        pieces = _MARKER.split(text)
        if found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {pieces[0]}")
        found += [(f"({number.lower()})", said) for number, said in zip(pieces[1::2], pieces[2::2], strict=True)]
        if len(found) >= MAX_MARKERS:
            break
    return found


def _aligned(asked: list[str], given: list[str]) -> dict[int, int]:
    """Which of the given numbers answers which of the asked: the longest common series, the earliest first."""
    lengths = [[0] * (len(given) + 1) for _ in range(len(asked) + 1)]
    for a in range(len(asked) - 1, -1, -1):
        for g in range(len(given) - 1, -1, -1):
            skipped = max(lengths[a + 1][g], lengths[a][g + 1])
            lengths[a][g] = max(skipped, lengths[a + 1][g + 1] + 1 if asked[a] == given[g] else 0)
    partners: dict[int, int] = {}
    a = g = 0
    while a < len(asked) and g < len(given):
        if asked[a] == given[g] and lengths[a][g] == lengths[a + 1][g + 1] + 1:
            partners[a] = g
            a, g = a + 1, g + 1
        elif lengths[a][g + 1] >= lengths[a + 1][g]:
            g += 1
        else:
            a += 1
    return partners


def _answers(item: Item, text: str) -> bool:
    said = fold(text).removeprefix(fold_label(item.label.text))
    return _SAYS.search(said) is not None


def _forms(section: Section, file: str) -> Iterator[Finding]:
    said = [p.text for p in _own_words(section)] + [t for table in section.tables for row in table.rows for t in row]
    named = {code for text in said if _FORMS_NAMED.search(text) for code in _codes(text)}
    lacking = [code for code in section.heading.codes if code not in named]
    if lacking:
        facts = {"forms": words.form_names(lacking), "codes": ", ".join(lacking)}
        yield _at_heading("form-not-mentioned", section, file, facts)


def _codes(text: str) -> Iterator[str]:
    """The codes named one by one (3B, 4B) or as a range (3B - 9B)."""
    for found in _FORM.finditer(text):
        first, last = int(found[1]), int(found[2] or found[1])
        yield from (f"{number}B" for number in range(first, last + 1))


# Places


def _at_heading(code: str, section: Section, file: str, facts: dict[str, Any], value: str = "") -> Finding:
    path = section_path(section.heading)
    return finding(code, file=file, path=path, order=(section.ordinal, 1), value=value, facts=facts)


def _at_paragraph(
    code: str, section: Section, paragraph: Paragraph, file: str, value: str, facts: dict[str, Any]
) -> Finding:
    number = next(n for n, p in section.paragraphs if p.ordinal == paragraph.ordinal)
    path = paragraph_path(section.heading, number)
    return finding(code, file=file, path=path, order=(paragraph.ordinal, 1), value=value, facts=facts)
