"""The styles of the Word report: Times New Roman throughout, measures of Party documents (14 pt on exactly 20 pt)."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import qn

from scripts.model.report import ADDED_STYLE, ANSWER_STYLE, GUIDANCE_STYLE
from scripts.templates.docx_parts import element

BODY, HEAD, CELL, COLUMN_HEAD, CONTENTS_HEAD = "Body Text", "Phần đầu", "Ô bảng", "Đầu bảng", "TOC Heading"
CONTENTS = {1: "toc 1", 2: "toc 2"}

_FONT = "Times New Roman"
_GREY = '<w:color w:val="6B6B6B"/>'
_SMALL = '<w:sz w:val="24"/><w:szCs w:val="24"/>'
_BOLD, _ITALIC = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"
_LINE = 'w:line="400" w:lineRule="exact"'
_INDENT = '<w:ind w:firstLine="567"/><w:jc w:val="both"/>'
_CENTER = '<w:jc w:val="center"/>'
_DEFAULTS = f"""
<w:rPrDefault><w:rPr>
  <w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" w:cs="{_FONT}"/>
  <w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>
</w:rPr></w:rPrDefault>
<w:pPrDefault/>
"""


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style; `paragraph` and `run` are the XML of its properties in the schema's order."""

    id: str
    name: str
    paragraph: str
    run: str = ""
    based_on: str = "Normal"
    next: str = ""
    custom: bool = True

    @property
    def xml(self) -> str:
        """What stands inside w:style."""
        based = f'<w:basedOn w:val="{self.based_on}"/>' if self.based_on != self.id else ""
        after = f'<w:next w:val="{self.next}"/>' if self.next else ""
        properties = f"<w:pPr>{self.paragraph}</w:pPr><w:rPr>{self.run}</w:rPr>"
        return f'<w:name w:val="{self.name}"/>{based}{after}<w:qFormat/>{properties}'


def _heading(level: int, before: int) -> _Style:
    paragraph = (
        f'<w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="120" {_LINE}/>'
        f'{_INDENT}<w:outlineLvl w:val="{level - 1}"/>'
    )
    return _Style(f"Heading{level}", f"heading {level}", paragraph, _BOLD, next="NoiDungBaoCao", custom=False)


def _contents(level: int, left: int) -> _Style:
    paragraph = (
        '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9354"/></w:tabs><w:spacing w:after="40"/>'
        f'<w:ind w:left="{left}" w:right="567"/><w:jc w:val="both"/>'
    )
    return _Style(f"TOC{level}", f"toc {level}", paragraph, _SMALL, custom=False)


_STYLES = (
    _Style("Normal", "Normal", "", custom=False),
    _heading(1, 240),
    _heading(2, 180),
    _Style("BodyText", BODY, f'<w:spacing w:after="120" {_LINE}/>{_INDENT}', custom=False),
    _Style("NoiDungBaoCao", ANSWER_STYLE, "", based_on="BodyText"),
    _Style(
        "HuongDan", GUIDANCE_STYLE, '<w:spacing w:before="20" w:after="80"/>', _ITALIC + _GREY + _SMALL, next="HuongDan"
    ),
    _Style("BoSung", ADDED_STYLE, '<w:spacing w:before="60" w:after="60"/>', _GREY + _SMALL, next="NoiDungBaoCao"),
    _Style("PhanDau", HEAD, _CENTER),
    _Style("OBang", CELL, '<w:spacing w:before="40" w:after="40"/>', _SMALL),
    _Style("DauBang", COLUMN_HEAD, f"<w:keepNext/>{_CENTER}", _BOLD, based_on="OBang"),
    _Style(
        "TOCHeading",
        CONTENTS_HEAD,
        f'<w:keepNext/><w:spacing w:before="240" w:after="120"/>{_CENTER}',
        _BOLD,
        custom=False,
    ),
    _contents(1, 0),
    _contents(2, 284),
    _Style("Header", "header", _CENTER, custom=False),
)
_KEPT = ("DefaultParagraphFont", "TableNormal", "NoList", "TableGrid")


def restyle(document: Document) -> None:
    """Replace the styles of python-docx's template by ours; built-in ones keep the ids that Word knows them by."""
    root = document.styles.element
    for child in list(root):
        if child.tag == qn("w:docDefaults"):
            root.replace(child, element("docDefaults", inside=_DEFAULTS))
        elif child.tag == qn("w:style") and child.get(qn("w:styleId")) not in _KEPT:
            root.remove(child)
    for style in _STYLES:
        default = 'w:default="1"' if style.id == "Normal" else ""
        custom = 'w:customStyle="1"' if style.custom else ""
        root.append(element("style", f'w:type="paragraph" {default} {custom} w:styleId="{style.id}"', style.xml))
