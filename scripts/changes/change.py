"""What kinds of change there are, and what each does to a return that was filled before it: one table of decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from scripts.model.form import Place

Effect = Literal["breaking", "tightening", "loosening", "wording"]
EFFECTS: tuple[Effect, ...] = ("breaking", "tightening", "loosening", "wording")  # the gravest first


class Decision(NamedTuple):
    """What a kind of change does to filled returns, and why that is so, told to maintainers."""

    effect: Effect
    why: str


_LOST = "số liệu đã ghi ở đó không còn chỗ"
_OTHER_KEY = "tệp cũ ghi theo tên cũ, phải chuyển sang tên mới"
_OTHER_MEANING = "chữ đã khác, máy không biết nghĩa có còn như cũ không"
_SAME_WORDS = "chữ in không đổi, chỉ cách đọc lại cho đúng đổi"
_SPELLING = "chỉ khác dấu, chữ hoa hoặc dấu câu"
_DECLARED = "sổ thay đổi ghi rằng nghĩa giữ nguyên"
_ROOM = "không đụng đến số liệu đã ghi"
_MORE = "tệp cũ chưa có phần này mà nay phải có"
_STRICTER = "tệp trước đạt nay có thể không đạt"
_MILDER = "tệp trước đạt thì vẫn đạt"
_OURS = "chỉ là lời giúp đọc, không đổi điều phải ghi"
_LAYOUT = "chỉ đổi cách bày, mỗi ô vẫn là ô cũ"
_UNIT = "con số cũ sẽ bị hiểu theo đơn vị khác"
_COUNTING = "lời này cho biết đếm gì; số đã ghi có thể phải xem lại"

DECISIONS: dict[str, Decision] = {
    # the form
    "form-added": Decision("loosening", _ROOM),
    "form-removed": Decision("breaking", _LOST),
    "layout-given": Decision("tightening", "trước nhận tệp gửi kèm, nay phải ghi vào mẫu"),
    "layout-withdrawn": Decision("breaking", _LOST),
    "period-changed": Decision("breaking", "số liệu đã ghi là của kỳ khác"),
    "title-spelling": Decision("wording", _SPELLING),
    "title-corrected": Decision("wording", _SAME_WORDS),
    "title-reworded": Decision("tightening", _COUNTING),
    "note-changed": Decision("tightening", _COUNTING),
    "note-spelling": Decision("wording", _SPELLING),
    "outline-changed": Decision("wording", "chỉ đổi chỗ dẫn tới đề cương"),
    "asked-now": Decision("tightening", "trước là biểu bổ sung, nay phải nộp"),
    "asked-no-longer": Decision("loosening", _MILDER),
    "field-asked": Decision("tightening", _MORE),
    "field-dropped": Decision("breaking", "không còn biết con số cũ ghi theo gì"),
    "orientation-changed": Decision("wording", _LAYOUT),
    "paper-changed": Decision("wording", _LAYOUT),
    "signatures-changed": Decision("wording", "phần ký không chứa số liệu"),
    "purpose-changed": Decision("wording", _OURS),
    "facts-changed": Decision("wording", _OURS),
    # tables, rows, columns, cells
    **{f"{part}-removed": Decision("breaking", _LOST) for part in ("table", "row", "column", "cell", "block")},
    **{f"{part}-added": Decision("loosening", _ROOM) for part in ("table", "row", "column", "cell", "block")},
    **{f"{part}-renamed": Decision("breaking", _OTHER_KEY) for part in ("table", "row", "column", "block")},
    "row-moved": Decision("breaking", "dòng nay thuộc mục khác"),
    "column-moved": Decision("breaking", "cột nay thuộc nhóm khác"),
    "joined": Decision("breaking", "hai phần cũ nay là một"),
    "order-changed": Decision("wording", _LAYOUT),
    "label-spelling": Decision("wording", _SPELLING),
    "label-corrected": Decision("wording", _SAME_WORDS),
    "label-reworded": Decision("breaking", _OTHER_MEANING),
    "label-declared": Decision("wording", _DECLARED),
    "number-changed": Decision("wording", "số in trước dòng hoặc dưới cột chỉ để dẫn"),
    "guidance-changed": Decision("wording", _OURS),
    "correction-changed": Decision("wording", _OURS),
    "source-changed": Decision("wording", _OURS),
    "appearance-changed": Decision("wording", _LAYOUT),
    "room-changed": Decision("wording", "số dòng chừa sẵn không giới hạn số dòng được ghi"),
    "unit-changed": Decision("breaking", _UNIT),
    "unit-spelling": Decision("wording", _SPELLING),
    "unit-declared": Decision("wording", _DECLARED),
    "phrases-changed": Decision("wording", _OURS),
    "supply-added": Decision("tightening", "nay được so với biểu khác"),
    "supply-removed": Decision("loosening", _MILDER),
    "supply-changed": Decision("tightening", _STRICTER),
    # what a cell may hold
    "type-changed": Decision("breaking", "giá trị đã ghi không đọc được theo kiểu mới"),
    "type-wider": Decision("loosening", _MILDER),
    "type-narrower": Decision("tightening", _STRICTER),
    "limit-tightened": Decision("tightening", _STRICTER),
    "limit-loosened": Decision("loosening", _MILDER),
    "pattern-tightened": Decision("tightening", _STRICTER),
    "pattern-loosened": Decision("loosening", _MILDER),
    "pattern-said": Decision("wording", _OURS),
    "choice-removed": Decision("breaking", "giá trị đã chọn không còn trong danh sách"),
    "choice-renamed": Decision("breaking", _OTHER_KEY),
    "choice-added": Decision("loosening", _ROOM),
    "choice-spelling": Decision("wording", _SPELLING),
    "choice-reworded": Decision("breaking", _OTHER_MEANING),
    "choice-declared": Decision("wording", _DECLARED),
    "required-now": Decision("tightening", _MORE),
    "required-no-longer": Decision("loosening", _MILDER),
    "validation-changed": Decision("tightening", "lược đồ nhận khác trước ở chỗ bảng này chưa phân loại được"),
    # rules
    "rule-added": Decision("tightening", _STRICTER),
    "rule-removed": Decision("loosening", _MILDER),
    "rule-raised": Decision("tightening", "điều chỉ nhắc nay thành lỗi"),
    "rule-lowered": Decision("loosening", "điều là lỗi nay chỉ nhắc"),
    "rule-tightened": Decision("tightening", _STRICTER),
    "rule-loosened": Decision("loosening", _MILDER),
    "rule-changed": Decision("tightening", _STRICTER),
    "rule-renumbered": Decision("wording", "quy tắc như cũ dưới số khác"),
    "total-typed": Decision("tightening", "tổng trước máy tự cộng, nay phải tự ghi"),
    "rule-said": Decision("wording", _OURS),
    # the outline
    "heading-added": Decision("tightening", _MORE),
    "heading-removed": Decision("breaking", "phần đã viết không còn mục"),
    "heading-renamed": Decision("breaking", _OTHER_KEY),
    "heading-opened": Decision("tightening", _MORE),
    "heading-closed": Decision("breaking", "phần đã viết không còn chỗ"),
    "prompt-added": Decision("tightening", _MORE),
    "prompt-removed": Decision("loosening", _MILDER),
    "prompt-reworded": Decision("tightening", _COUNTING),
    "prompt-spelling": Decision("wording", _SPELLING),
    "attachment-added": Decision("tightening", _MORE),
    "attachment-removed": Decision("loosening", _MILDER),
    "help-changed": Decision("wording", _OURS),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions of a form or of the outline.

    `before` and `after` are the place in the old and the new version (of a block's items: item 0; None where there
    is none, or where the whole form is meant); `was` and `now` the plain values that differ. `name` is what a place
    cannot say: the number of a rule, a heading's key, a field, a choice.
    """

    kind: str
    before: Place | None = None
    after: Place | None = None
    was: Any = None
    now: Any = None
    name: str = ""
    needed: bool = False

    @property
    def effect(self) -> Effect:
        """What it does to a filled return; a part that is added and must be filled tightens."""
        return "tightening" if self.needed else DECISIONS[self.kind].effect

    @property
    def why(self) -> str:
        """Why it has this effect."""
        return _MORE if self.needed else DECISIONS[self.kind].why


def gravest(changes: Iterable[Change]) -> Effect | None:
    """The gravest effect among the changes; None where there are none."""
    return min((change.effect for change in changes), key=EFFECTS.index, default=None)
