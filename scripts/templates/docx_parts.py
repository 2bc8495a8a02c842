"""Parts of a Word file that python-docx has no words for: bookmarks, fields, settings, and a file without a clock."""

from __future__ import annotations

from io import BytesIO
from itertools import count
from zipfile import ZipFile

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from scripts.archive import zipped

# Parts of python-docx's own template that a report has no use for.
_SPARE = ("stylesWithEffects", "customXml", "thumbnail", "numbering", "fontTable", "webSettings", "extended-properties")
_SETTINGS = """
<w:zoom w:percent="100"/>
<w:defaultTabStop w:val="567"/>
<w:characterSpacingControl w:val="doNotCompress"/>
<w:updateFields w:val="true"/>
<w:compat>
  <w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
  <w:compatSetting w:name="overrideTableStyleFontSizeAndJustification"
    w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>
</w:compat>
<w:themeFontLang w:val="vi-VN"/>
<w:decimalSymbol w:val=","/>
<w:listSeparator w:val=";"/>
"""


def element(tag: str, attributes: str = "", inside: str = "") -> BaseOxmlElement:
    """An element of the main namespace; `attributes` and `inside` are XML that uses the prefix w."""
    made: BaseOxmlElement = parse_xml(f"<w:{tag} {nsdecls('w')} {attributes}>{inside}</w:{tag}>")
    return made


class Bookmarks:
    """Sets bookmarks and gives each its number within the document."""

    def __init__(self) -> None:
        self._ids = count(1)

    def around(self, paragraph: Paragraph, name: str) -> None:
        """Put a bookmark around all that the paragraph holds."""
        number = next(self._ids)
        start = element("bookmarkStart", f'w:id="{number}" w:name="{name}"')
        properties = paragraph._p.pPr
        if properties is None:
            paragraph._p.insert(0, start)
        else:
            properties.addnext(start)
        paragraph._p.append(element("bookmarkEnd", f'w:id="{number}"'))


def page_number(paragraph: Paragraph) -> None:
    """Add the number of the page."""
    paragraph._p.append(element("fldSimple", 'w:instr="PAGE"', "<w:r><w:t>2</w:t></w:r>"))


def begin_field(paragraph: Paragraph, instruction: str) -> None:
    """Begin a field whose prepared result follows, perhaps over several paragraphs, up to `end_field`."""
    for inside in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
    ):
        paragraph._p.append(element("r", inside=inside))


def end_field(paragraph: Paragraph) -> None:
    """End a field."""
    paragraph._p.append(element("r", inside='<w:fldChar w:fldCharType="end"/>'))


def add_link(paragraph: Paragraph, bookmark: str, words: str) -> None:
    """Add words that lead to a bookmark."""
    link = element("hyperlink", f'w:anchor="{bookmark}" w:history="1"')
    run = element("r")
    link.append(run)
    paragraph._p.append(link)
    Run(run, paragraph).text = words


def keep_whole(row: _Row, repeat: bool = False) -> None:
    """Keep the row on one page; with `repeat` it heads the table on every page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(element("cantSplit"))
    if repeat:
        properties.append(element("tblHeader"))


def plain_settings(document: Document) -> None:
    """Replace the settings of python-docx's template: current Word, Vietnamese, fields made anew on opening."""
    settings = document.settings.element
    for child in list(settings):
        settings.remove(child)
    for child in list(element("settings", inside=_SETTINGS)):
        settings.append(child)


def drop_spare_parts(document: Document) -> None:
    """Leave out the parts of python-docx's template that a report does not need."""
    for relations in (document.part.rels, document.part.package.rels):
        for key in [k for k, r in relations.items() if r.reltype.rpartition("/")[2] in _SPARE]:
            del relations[key]


def packed(document: Document) -> bytes:
    """The file as bytes that do not depend on when and where they are made."""
    saved = BytesIO()
    document.save(saved)
    with ZipFile(saved) as source:
        return zipped((name, source.read(name)) for name in source.namelist())
