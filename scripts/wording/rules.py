"""How a rule of a form is said: one sentence for the page and the finding."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from scripts.model.form import Form, Rule, Table
from scripts.wording.text import column, day, first_upper, number, row

BASIS = {
    "stated": "biểu ghi rõ",
    "implied": "suy ra từ cách lập biểu",
    "plausible": "thông thường; văn bản không quy định",
    "added": "bổ sung của trang này",
}
ADVICE = {
    False: "Kiểm tra lại các số.",
    True: "Kiểm tra lại các số; nếu có lý do thì giải thích ở cột Ghi chú.",
}
LEVEL = {"error": "Lỗi nếu sai", "warning": "Chỉ nhắc xem lại"}


def sentence(form: Form, rule: Rule) -> str:
    """What the rule demands, in one Vietnamese sentence."""
    return _SENTENCES[rule.kind](form, rule)


def if_exchanged(other: date) -> str:
    """Follows a date outside of the period: the day that it would be with day and month exchanged."""
    return f"; nếu ngày và tháng bị đổi chỗ thì là {day(other)}, trong kỳ"


def _columns(table: Table, ids: list[str]) -> list[str]:
    return [column(table.column(i), table) for i in ids]


def _rows(table: Table, keys: list[str]) -> list[str]:
    return [row(table.row(k)) for k in keys]


def _terms(form: Form, rule: Rule, ids: list[str]) -> str:
    table = form.table(rule.table)
    if rule["across"] == "rows":
        return " + ".join(_rows(table, ids))
    columns = [table.column(i) for i in (*rule.get("left", rule.get("parts", ())), *rule.get("right", ()))]
    if len(columns) > 2 and any(len(c.label.text) > 34 for c in columns):
        # Long names would hide the sum, and cut short they would be alike: the printed numbers say it.
        return " + ".join(f"cột {table.column(i).bare_number}" for i in ids)
    return " + ".join(_columns(table, ids))


def _where(form: Form, rule: Rule) -> str:
    """Where the relation holds: in each row, or in which columns."""
    table = form.table(rule.table)
    if rule["across"] == "columns":
        keys = rule.get("rows")
        return f"Trên {', '.join(_rows(table, keys))}" if keys else "Trên mỗi dòng"
    ids = rule.get("columns")
    if not ids:
        return "Trong mỗi cột số"
    numbers = ", ".join(table.column(i).bare_number for i in ids)
    return f"Trong cột {numbers}" if len(ids) == 1 else f"Trong các cột {numbers}"


def _sum(form: Form, rule: Rule) -> str:
    return f"{_where(form, rule)}: {_terms(form, rule, [rule['total']])} = {_terms(form, rule, rule['parts'])}."


def _compare(form: Form, rule: Rule) -> str:
    relation = {"=": "=", "<=": "không lớn hơn"}[rule["relation"]]
    left, right = _terms(form, rule, rule["left"]), _terms(form, rule, rule["right"])
    return f"{_where(form, rule)}: {left} {relation} {right}."


def _rollup(form: Form, rule: Rule) -> str:
    table = form.table(rule.table)
    said = ", ".join(table.column(c).number for c in rule["columns"])
    keys = rule.get("rows")
    where = ", ".join(_rows(table, keys)) if keys else "dòng TỔNG và mỗi dòng tiêu đề"
    return f"Trong cột {said}: số ở {where} = tổng của các mục được kê bên dưới."


def _date_in_period(form: Form, rule: Rule) -> str:
    assert form.period is not None
    start = f"từ {day(form.period.start)} " if form.period.start else ""
    name = first_upper(column(form.table(rule.table).column(rule["column"])))
    return f"{name} nằm trong kỳ {start}đến {day(form.period.end)}."


def _choice(form: Form, rule: Rule) -> str:
    names = ", ".join(_columns(form.table(rule.table), rule["columns"]))
    low, high = rule.get("min", 0), rule.get("max")
    many = f"không quá {high}" if high is not None and not low else f"ít nhất {low}"
    return (
        f"Mỗi mục chỉ điền {many} trong các cột: {names}."
        if not low
        else f"Mỗi mục điền {many} trong các cột: {names}."
    )


def _empty_when(form: Form, rule: Rule) -> str:
    table = form.table(rule.table)
    when = table.column(rule["when"]["column"])
    titles = dict(when.leaf.choices) if when.leaf else {}
    value = titles.get(rule["when"]["equals"], rule["when"]["equals"])
    emptied = ", ".join(table.column(c).bare_number for c in rule["columns"])
    return f"Mục có {when.label.text.lower()} là “{value}” thì để trống các cột {emptied}."


def _consecutive(form: Form, rule: Rule) -> str:
    return f"{first_upper(column(form.table(rule.table).column(rule['column'])))} đánh số 1, 2, 3… liên tục trong mỗi nhóm."


def _unique(form: Form, rule: Rule) -> str:
    scope = "một nhóm" if rule.get("scope", "block") == "block" else "cả bảng"
    return f"Trong {scope} không có hai mục trùng {' và '.join(_columns(form.table(rule.table), rule['columns']))}."


def _pattern(form: Form, rule: Rule) -> str:
    table = form.table(rule.table)
    where = f" ({', '.join(_rows(table, rule['rows']))})" if rule.get("rows") else ""
    return f"{first_upper(column(table.column(rule['column'])))}{where} có dạng {rule['means']}."


def _link(form: Form, rule: Rule) -> str:
    tu = column(form.table(rule["from"]).column(rule["column"]))
    ma = column(form.table(rule["to"]).column(rule["key"]))
    unless = rule.get("unless")
    but = f", trừ khi ghi “{unless['contains']}”" if unless else ""
    return {
        "known": f"Mỗi mã ở {tu} có ở {ma}.",
        "used": f"Khi đã dùng mã: mỗi mã ở {ma} được nêu ở {tu}{but}.",
        "origin": f"Khi đã dùng mã: mỗi đơn vị sau sắp xếp có {tu}{but}.",
    }[rule["check"]]


def _totals(form: Form, rule: Rule) -> str:
    def side(node: dict[str, str]) -> str:
        table = form.table(node["table"])
        label = table.label.text.lower() if table.label else ""
        if "column" in node:
            return f"tổng {column(table.column(node['column']))}"
        return f"số đơn vị {label}"

    relation = {"=": "bằng", "<=": "không lớn hơn"}[rule["relation"]]
    return f"{first_upper(side(rule['left']))} {relation} {side(rule['right'])}."


def _max_count(form: Form, rule: Rule) -> str:
    table = form.table(rule.table)
    but = (
        f", không kể mục có {' hoặc '.join(_columns(table, rule['except_marked']))}"
        if rule.get("except_marked")
        else ""
    )
    return f"{first_upper(', '.join(_rows(table, rule['rows'])))} không quá {rule['max']} mục{but}."


def _share(form: Form, rule: Rule) -> str:
    pairs = ", ".join(form.table(rule.table).column(p["share"]).number for p in rule["pairs"])
    slack = number(rule["tolerance"])
    if rule["check"] == "ratio":
        return f"Tỷ trọng (cột {pairs}) = số lượng chia cho mẫu số đã khai, lệch không quá {slack} điểm phần trăm."
    return f"Khi mẫu số là dòng cha: tỷ trọng (cột {pairs}) của các dòng con cộng lại bằng 100, lệch không quá {slack}."


def _unit_scope(form: Form, rule: Rule) -> str:
    who = {"province": "cấp tỉnh", "commune": "cấp xã"}[rule["unit_level"]]
    return (
        f"Đơn vị {who} thường để trống {', '.join(_rows(form.table(rule.table), rule['rows']))} và các dòng bên dưới."
    )


def _answered(form: Form, rule: Rule) -> str:
    columns = ", ".join(form.table(rule.table).column(c).number for c in rule["columns"])
    but = (
        f"; để trống thì giải thích ở {column(form.table(rule.table).column(rule.excused_by))}"
        if rule.excused_by
        else ""
    )
    return f"Mọi ô mở ở các cột {columns} đều có số{but}."


_SENTENCES: dict[str, Callable[[Form, Rule], str]] = {
    "sum": _sum,
    "compare": _compare,
    "rollup": _rollup,
    "date_in_period": _date_in_period,
    "choice": _choice,
    "empty_when": _empty_when,
    "consecutive": _consecutive,
    "unique": _unique,
    "pattern": _pattern,
    "link": _link,
    "totals": _totals,
    "max_count": _max_count,
    "share": _share,
    "unit_scope": _unit_scope,
    "answered": _answered,
}
