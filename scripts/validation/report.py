"""Checks a Word report against the outline: headings, answers, figures, forms referred to, encodings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Any, Final

from scripts.findings import Finding, in_order
from scripts.model.outline import Heading, Item, Outline, Prompt
from scripts.model.report import identifier, slots
from scripts.submissions.docx_contents import Document, Paragraph, Table
from scripts.submissions.report import (
    Report,
    Row,
    Section,
    find_sections,
    fold,
    fold_label,
    is_added,
    is_guidance,
    read_figure,
)
from scripts.wording import report as words
from scripts.wording.report import finding, paragraph_path, section_path, table_path
from scripts.wording.text import shown

MAX_EXTRA: Final = 20  # headings beyond the outline that are named one by one
MAX_MARKERS: Final = 200

_VERSION: Final = "so-ket-2-cap:outline@"
_SAYS: Final = re.compile(r"[^\W_]")
_MARKER: Final = re.compile(r"(?:^|(?<=[\s;:.,]))\((i{1,3}|iv|vi{0,3})\)", re.IGNORECASE)
_LABEL: Final = re.compile(r"\(?(i{1,3}|iv|vi{0,3})[).]{1,2}")
_ATTACHED: Final = re.compile(r"\(?(?:phụ lục|biểu)[^.;]*kèm theo\)?")
_FORMS_NAMED: Final = re.compile(r"\b(?:phụ lục|biểu)\b", re.IGNORECASE)
_FORM: Final = re.compile(
    r"\b([0-9]{1,2})\s?B(?:\s*(?:-|–|—|đến)\s*(?:số\s+|Biểu\s+)?([0-9]{1,2})\s?B)?\b", re.IGNORECASE
)
_NIL: Final = re.compile(r"(?:trong kỳ,? )?(?:đơn vị |xã |phường |đặc khu )?không (?:có )?phát sinh[^.;:\d]{0,80}")
_OLD_FONT: Final = re.compile(r"\.vn|vni[- ]", re.IGNORECASE)
_UNICODE_ONLY: Final = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_TCVN3: Final = re.compile("[¸µ¶·¹¨»¾¼½©®«¬ª§£¤¥¦¡¢\u00ad]")
_VNI: Final = re.compile("[aeiouyôö][ùøûõïâêáàåãäéèúüë]|[ñö]", re.IGNORECASE)


def check_report(document: Document, outline: Outline, file: str = "") -> list[Finding]:
    """All findings on a report, in the order of the document; `file` is its name in them."""
    report = find_sections(document, outline)
    found = [*_of_document(report, outline, file)]
    if report.sections:
        found += _of_headings(report, outline, file)
        found += _of_front(report, file)
        for section in report.sections:
            found += _of_section(section, file)
        for heading in outline.headings:
            found += _of_figures(report, heading, file)
    return in_order(found)


def _of_document(report: Report, outline: Outline, file: str) -> Iterator[Finding]:
    known, expected = report.document.identifier, identifier(outline)
    if known.startswith(_VERSION) and known != expected:
        facts = {"found": known.removeprefix(_VERSION), "expected": expected.removeprefix(_VERSION)}
        yield finding("report-other-version", file=file, facts=facts)
    if report.document.has_macros:
        yield finding("report-has-macros", file=file)
    if not report.sections:
        yield finding("report-without-headings", file=file)


# Headings


def _of_headings(report: Report, outline: Outline, file: str) -> Iterator[Finding]:
    yield from _missing(report, outline, file)
    yield from _misplaced(report, outline, file)
    for section in report.sections:
        yield from _heading_itself(section, file)
    unstyled = [section.heading.key for section in report.sections if section.level is None]
    if unstyled:
        facts = {"count": len(unstyled), "keys": words.listed(unstyled)}
        yield finding("headings-unstyled", file=file, facts=facts)
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
        yield _at_heading("heading-renamed", section, file, {"heading": name}, shown(section.paragraph.text))


def _extra(report: Report, outline: Outline, file: str) -> Iterator[Finding]:
    labels = {fold_label(heading.label.text) for heading in outline.headings}
    for section, paragraph in report.extra[:MAX_EXTRA]:
        code = "heading-twice" if fold(paragraph.text) in labels else "heading-extra"
        yield _at_paragraph(code, section, paragraph, file, value=shown(paragraph.shown))


# Answers


def _of_front(report: Report, file: str) -> Iterator[Finding]:
    paragraphs = [block for block in report.front if isinstance(block, Paragraph) and block.shown]
    left = [paragraph for paragraph in paragraphs if is_guidance(paragraph)]
    if left:
        facts = {"count": len(left)}
        value = shown(left[0].shown)
        yield finding("guidance-left", file=file, path=words.FRONT, order=(-1, 0), value=value, facts=facts)
    old = _old_fonts(paragraph for paragraph in paragraphs if not is_guidance(paragraph))
    if old:
        facts = {"count": len(old)}
        yield finding("old-encoding", file=file, path=words.FRONT, order=(-1, 0), value=old[0][1], facts=facts)


def _of_section(section: Section, file: str) -> Iterator[Finding]:
    yield from _encodings(section, file)
    answered = _is_answered(section)
    if section.heading.answered and not answered:
        has_guidance = any(is_guidance(p) or _is_prompt(section.heading, p) for _, p in section.paragraphs)
        why = words.ONLY_GUIDANCE if has_guidance else ""
        facts = {"heading": words.heading_name(section.heading), "why": why}
        yield _at_heading("section-unanswered", section, file, facts)
        return
    yield from _guidance_left(section, file)
    yield from _items(section, file)
    yield from _forms(section, file)


def _is_answered(section: Section) -> bool:
    """Whether anything is said that neither the outline nor the template says."""
    heading = section.heading
    return (
        _SAYS.search(section.rest or "") is not None
        or any(_says_something(heading, p) for p in _own_words(section))
        or any(_SAYS.search(text) for table in section.tables for row in table.rows for text in row)
    )


def _own_words(section: Section) -> Iterator[Paragraph]:
    return (p for _, p in section.paragraphs if not is_guidance(p) and not is_added(p))


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
    copied = [(n, p) for n, p in section.paragraphs if not is_guidance(p) and _is_prompt(section.heading, p)]
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
            yield _at_heading(code, section, file, {"items": words.listed(names)})


def _enumerated(section: Section) -> list[tuple[str, str]]:
    """What stands behind each (i), (ii) … up to the next one."""
    found: list[tuple[str, str]] = []
    for paragraph in _own_words(section):
        if _is_prompt(section.heading, paragraph):
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


# Encodings


def _encodings(section: Section, file: str) -> Iterator[Finding]:
    texts = [(p, paragraph_path(section.heading, number)) for number, p in section.paragraphs if not is_guidance(p)]
    texts.insert(0, (section.paragraph, section_path(section.heading)))
    for block in section.blocks:
        if isinstance(block, Table):
            texts += [(p, words.other_table_path(section.heading)) for p in block.paragraphs]
    paths = {id(paragraph): path for paragraph, path in texts}
    old = _old_fonts(paragraph for paragraph, _ in texts)
    if old:
        first, font = old[0]
        yield finding(
            "old-encoding",
            file=file,
            path=paths[id(first)],
            order=(first.ordinal, 0),
            value=font,
            facts={"count": len(old)},
        )


def _old_fonts(paragraphs: Iterable[Paragraph]) -> list[tuple[Paragraph, str]]:
    """The paragraphs in an encoding from before Unicode, each with its font.

    The font alone proves nothing: an old document may have kept it when it was turned into Unicode.
    """
    found: list[tuple[Paragraph, str]] = []
    for paragraph in paragraphs:
        old = [run for run in paragraph.runs if _OLD_FONT.match(run.font)]
        text = "".join(run.text for run in old)
        signs = _TCVN3 if old and old[0].font.startswith(".") else _VNI
        if signs.search(text) and not _UNICODE_ONLY.search(text):
            found.append((paragraph, old[0].font))
    return found


# Figures


def _of_figures(report: Report, heading: Heading, file: str) -> Iterator[Finding]:
    wanted = [slot.id for indicator in heading.indicators for slot in slots(indicator)]
    present = {id_: report.rows[id_] for id_ in wanted if id_ in report.rows}
    section = report.section(heading.key)
    at = min((rows[0].ordinal for rows in present.values()), default=section.ordinal if section else -1)
    order = (at, 3)
    if section and _is_nil(section) and all(_is_blank(row) for rows in present.values() for row in rows):
        return  # the whole section is declared nil, and so are its figures
    if wanted and not present:
        if section:
            yield _at_heading("table-missing", section, file, {"heading": words.heading_name(heading)})
        return
    firsts = [rows[0] for rows in present.values()]
    lists = (
        ("row-missing", [id_ for id_ in wanted if id_ not in present]),
        ("row-twice", [id_ for id_, rows in present.items() if len(rows) > 1]),
        ("figure-blank", [row.slot.id for row in firsts if _is_blank(row) and not _SAYS.search(row.note)]),
        ("figure-without-unit", [row.slot.id for row in firsts if _lacks_unit(row)]),
        ("figure-explained", [row.slot.id for row in firsts if _is_blank(row) and _SAYS.search(row.note)]),
    )
    for code, ids in lists:
        if ids:
            facts = {"count": len(ids), "rows": words.listed(ids)}
            yield finding(code, file=file, path=table_path(heading), order=order, facts=facts)
    for row in firsts:
        yield from _of_figure(row, heading, file)


def _is_nil(section: Section) -> bool:
    """Whether all that the section says is that there is nothing to report."""
    said = [fold(p.text) for p in _own_words(section) if p.text and not _ATTACHED.fullmatch(fold(p.text))]
    return bool(said) and all(map(_NIL.fullmatch, said))


def _is_blank(row: Row) -> bool:
    return read_figure(row.text, row.slot).problem == "blank"


def _lacks_unit(row: Row) -> bool:
    """Money alone can be in đồng or in tỷ đồng, and nothing else in the report tells."""
    is_number = read_figure(row.text, row.slot).value is not None
    return row.slot.is_money and is_number and not _SAYS.search(row.unit)


def _of_figure(row: Row, heading: Heading, file: str) -> Iterator[Finding]:
    problem = read_figure(row.text, row.slot).problem
    if problem in ("not-a-number", "not-whole", "too-large", "ambiguous"):
        yield finding(
            f"figure-{problem}",
            file=file,
            path=table_path(heading, row.slot.id),
            order=(row.ordinal, 4),
            row=words.slot_name(row.slot),
            value=shown(row.text),
        )


# Places


def _at_heading(code: str, section: Section, file: str, facts: dict[str, Any], value: str = "") -> Finding:
    path = section_path(section.heading)
    return finding(code, file=file, path=path, order=(section.ordinal, 1), value=value, facts=facts)


def _at_paragraph(code: str, section: Section, paragraph: Paragraph, file: str, value: str) -> Finding:
    number = next(n for n, p in section.paragraphs if p.ordinal == paragraph.ordinal)
    path = paragraph_path(section.heading, number)
    return finding(code, file=file, path=path, order=(paragraph.ordinal, 1), value=value)
