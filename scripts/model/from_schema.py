"""Turn a form schema into the model; the only place that knows how the dialect writes a form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from scripts.model.form import (
    BlankSource,
    Block,
    Column,
    Correction,
    Fact,
    Form,
    Header,
    Kind,
    Label,
    Leaf,
    Note,
    Period,
    Place,
    Row,
    Rule,
    Signatures,
    Supply,
    Table,
)

Node = Mapping[str, Any]
_RULE_FIELDS = ("id", "kind", "level", "basis", "why", "x-source", "x-cell", "table", "excused_by")


def build_form(schema: Node) -> Form:
    """The form that a valid form schema describes."""
    identity = schema["x-form"]
    period = identity.get("period")
    sides = {k: v for k, v in schema.get("properties", {}).items() if "x-table" in v}
    tables = [_table(schema, key, side) for key, side in sides.items()]
    if "x-table" in schema:
        tables.append(_table(schema, "", schema))
    return Form(
        code=identity["code"],
        version=identity["version"],
        status=identity["status"],
        layout_date=identity["layout_date"],
        label=build_label(identity["label"]),
        title=build_label(schema) if "title" in schema else None,
        subtitle=build_label(identity["subtitle"]) if "subtitle" in identity else None,
        period=build_period(period) if period else None,
        outline=tuple(identity.get("outline", ())),
        landscape=identity.get("orientation") == "landscape",
        paper=identity.get("paper", "A4"),
        purpose=identity.get("purpose"),
        asks=tuple(identity.get("asks", ())),
        known=tuple(Fact(k["fact"], tuple(k.get("x-source", ()))) for k in identity.get("known", ())),
        tables=tuple(tables),
        rules=tuple(_rule(r) for r in schema.get("x-rules", ())),
        notes=tuple(Note(build_label(n), tuple(n.get("rows", ()))) for n in schema.get("x-notes", ())),
        signatures=_signatures(schema["x-signatures"]) if "x-signatures" in schema else None,
        blank=_blank(identity["blank"]) if "blank" in identity else None,
        schema=schema,
    )


def _signatures(node: Node) -> Signatures:
    place = build_label(node["place"]) if "place" in node else None
    return Signatures(place, tuple(map(build_label, node["signers"])))


def _blank(node: Node) -> BlankSource:
    document = node.get("document", {})
    named = (document.get(key, "") for key in ("name", "number", "date"))
    return BlankSource(node["file"], node.get("sheet", ""), *named)


def build_period(node: Node) -> Period:
    """The time that figures cover, or their cut-off day."""
    start = node.get("from")
    return Period(date.fromisoformat(start) if start else None, date.fromisoformat(node["to"]))


def build_label(node: Node) -> Label:
    """The label of any part of a schema: its words, their printed form, lines and corrections."""
    text = node.get("title") or node.get("text") or ""
    return Label(
        text=text,
        printed=node.get("x-printed", text),
        lines=tuple(node.get("x-source", ())),
        corrections=build_corrections(node),
        added=node.get("x-added", False),
        lost=node.get("x-lost", False),
        guidance=node.get("x-guidance"),
        cells=tuple(node.get("x-cell", ())),
    )


def build_corrections(node: Node) -> tuple[Correction, ...]:
    """What was corrected or is doubted in the words of any part of a schema."""
    return tuple(Correction(**{**c, "lines": tuple(c.get("lines", ()))}) for c in node.get("x-correction", ()))


def _rule(node: Node) -> Rule:
    return Rule(
        id=node["id"],
        kind=node["kind"],
        level=node["level"],
        basis=node["basis"],
        why=node["why"],
        lines=tuple(node.get("x-source", ())),
        table=node.get("table", ""),
        excused_by=node.get("excused_by"),
        cells=tuple(node.get("x-cell", ())),
        options={k: v for k, v in node.items() if k not in _RULE_FIELDS},
    )


def _resolve(schema: Node, node: Node) -> Node:
    """The node with its local reference followed; keywords beside the reference win."""
    if "$ref" not in node:
        return node
    target: Node = schema["$defs"][node["$ref"].removeprefix("#/$defs/")]
    return {**target, **{k: v for k, v in node.items() if k != "$ref"}}


def _table(schema: Node, name: str, node: Node) -> Table:
    description = node["x-table"]
    holder = schema["$defs"][description["columns"].removeprefix("#/$defs/")]
    stubs = [(build_label(s), s) for s in description.get("stub", ())]
    headers = [Header(label, column=f"#{s['holds']}") for label, s in stubs]
    headers += [_header(name, child) for name, child in holder["properties"].items() if _heads(child)]
    columns = [
        Column(f"#{s['holds']}", label, (), s.get("x-number", ""), False, None, s["holds"], s.get("x-width"))
        for label, s in stubs
    ]
    columns += _columns(schema, holder, (), ())
    return Table(
        id=name,
        label=build_label(node) if name else None,
        headers=tuple(headers),
        columns=tuple(_numbered(columns)),
        rows=tuple(_row(schema, key, child) for key, child in node["properties"].items()),
        unit=build_label(description["unit"]) if "unit" in description else None,
    )


def _heads(node: Node) -> bool:
    return node.get("type") != "array"


def _header(name: str, node: Node, path: str = "") -> Header:
    path = f"{path}.{name}" if path else name
    if "properties" in node:
        return Header(build_label(node), tuple(_header(k, v, path) for k, v in node["properties"].items()))
    return Header(build_label(node), column=path)


def _columns(schema: Node, holder: Node, path: tuple[str, ...], groups: tuple[Label, ...]) -> Iterator[Column]:
    for name, node in holder["properties"].items():
        here = (*path, name)
        if "properties" in node:
            yield from _columns(schema, node, here, (*groups, build_label(node)))
        elif _heads(node):
            yield Column(
                id=".".join(here),
                label=build_label(node),
                groups=groups,
                number=node.get("x-number", ""),
                number_added=False,
                leaf=build_leaf(_resolve(schema, node)),
                stub=node.get("x-stub"),
                width=node.get("x-width"),
            )


def _numbered(columns: list[Column]) -> Iterator[Column]:
    """Give columns without a printed number their ordinal, marked as ours."""
    printed = any(c.number for c in columns)
    for ordinal, column in enumerate(columns, 1):
        if column.number:
            yield column
        else:
            number = "" if printed else str(ordinal)
            yield Column(column.id, column.label, column.groups, number, True, column.leaf, column.stub, column.width)


def _row(schema: Node, key: str, node: Node) -> Row:
    cells: dict[str, Leaf] = {}
    required: set[str] = set()
    block: Block | None = None
    for path, leaf, needed in _cells(schema, _resolve(schema, node), (), True):
        if "items" in leaf and "$ref" in leaf["items"]:
            block = _block(schema, path, leaf["items"], node["x-block"])
            continue
        cells[path] = build_leaf(leaf)
        if needed:
            required.add(path)
    return Row(
        key=key,
        label=build_label(node),
        number=node.get("x-number", ""),
        number_printed=node.get("x-number-printed", node.get("x-number", "")),
        cells=cells,
        required=frozenset(required),
        block=block,
        italic=node.get("x-emphasis") == "italic",
        unit=node.get("x-unit", ""),
        asked=build_label(node["x-asked"]) if "x-asked" in node else None,
        supplied=_supply(node["x-supplied"]) if "x-supplied" in node else None,
        phrases=tuple(node.get("x-phrases", ())),
    )


def _supply(node: Node) -> Supply:
    counted = node.get("items")
    excepted = (counted or {}).get("except", {})
    return Supply(
        form=node["form"],
        cells=tuple(Place(c.get("table", ""), c["row"], None, c["column"]) for c in node.get("cells", ())),
        items=counted.get("table", "") if counted is not None else None,
        except_column=excepted.get("column", ""),
        except_value=excepted.get("equals", ""),
        unit_level=node.get("unit_level", ""),
        level=node.get("level", "error"),
        why=node.get("why", ""),
    )


def _block(schema: Node, name: str, item: Node, printed: Node) -> Block:
    found = list(_cells(schema, _resolve(schema, item), (), True))
    return Block(
        name=name,
        cells={path: build_leaf(leaf) for path, leaf, _ in found},
        required=frozenset(path for path, _, needed in found if needed),
        room=printed["room"],
        shown=printed["shown"],
        lines=tuple(printed.get("x-source", ())),
        added=printed.get("x-added", False),
        corrections=build_corrections(printed),
    )


def _cells(schema: Node, holder: Node, path: tuple[str, ...], needed: bool) -> Iterator[tuple[str, Node, bool]]:
    """Leaves below an object type: path, resolved schema, and whether every ancestor requires it."""
    required = holder.get("required", ())
    for name, node in holder["properties"].items():
        here = (*path, name)
        must = needed and name in required
        if "properties" in node:
            yield from _cells(schema, node, here, must)
        else:
            yield ".".join(here), _resolve(schema, node), must


def build_leaf(node: Node) -> Leaf:
    """What a leaf schema, without references, lets a cell hold."""
    return Leaf(
        kind=_kind(node),
        minimum=node.get("minimum"),
        maximum=node.get("maximum"),
        unit=node.get("x-unit"),
        max_length=node.get("maxLength") or node.get("items", {}).get("maxLength"),
        pattern=node.get("pattern"),
        pattern_means=node.get("x-pattern-means"),
        choices=tuple((c["const"], c["title"]) for c in node.get("oneOf", ())),
    )


def _kind(node: Node) -> Kind:
    if "oneOf" in node:
        return "choice"
    if node.get("format") == "date":
        return "date"
    kinds: dict[str, Kind] = {
        "integer": "integer",
        "number": "number",
        "boolean": "mark",
        "array": "list",
        "string": "text",
    }
    return kinds[node["type"]]
