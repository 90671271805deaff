"""What is wrong with the shape of a record: pydantic's errors as located problems, in Thai."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from oit_site.problem import Problem
from oit_site.yaml_source import Document, Path

_EXPECTED = {
    "string_type": "ต้องเป็นข้อความ",
    "tuple_type": "ต้องเป็นรายการ (ขึ้นบรรทัดด้วย -)",
    "model_type": "ต้องเป็นชุดของ คีย์: ค่า",
    "model_attributes_type": "ต้องเป็นชุดของ คีย์: ค่า",
    "dict_type": "ต้องเป็นชุดของ คีย์: ค่า",
    "string_pattern_mismatch": "มีอักขระที่ใช้ไม่ได้หรือผิดรูปแบบ",
    "greater_than_equal": "ต้องเป็นตัวเลข 1–10",
    "less_than_equal": "ต้องเป็นตัวเลข 1–10",
    "int_type": "ต้องเป็นจำนวนเต็ม",
    "int_parsing": "ต้องเป็นจำนวนเต็ม",
    "decimal_type": "ต้องเป็นตัวเลข",
    "decimal_parsing": "ต้องเป็นตัวเลข",
    "bool_type": "ต้องเป็น true หรือ false",
    "date_type": "ต้องเป็นวันที่",
    "too_short": "ต้องมีอย่างน้อยหนึ่งรายการ",
}


_MEANINGS = {
    "complete": "ครบถ้วน",
    "partial": "บางส่วน",
    "missing": "ยังไม่เปิดเผย",
    "draft": "ร่าง",
    "published": "เผยแพร่",
    "measures": "มาตรการ",
    "results": "ผลการดำเนินการ",
    "combined": "มาตรการและผล",
    "general": "ทั่วไป",
    "provincial_education_office": "ศธจ.",
    "obec_area": "สพป. และ สพม.",
    "school": "สถานศึกษา",
    "ovec": "สถานศึกษาอาชีวศึกษา",
}
"""What the words of fixed lists mean, for who has to choose one."""


def shape_problems(document: Document, model: type[BaseModel], base: Path, error: ValidationError) -> Iterator[Problem]:
    """Yield what *error* says of the record at *base* of *document*, each at the place that was typed.

    A key that is missing only because it is misspelt beside is not reported a second time.
    """
    details = error.errors(include_url=False)
    misspelt = {
        (*detail["loc"][:-1], _nearest(model, detail)) for detail in details if detail["type"] == "extra_forbidden"
    }
    for detail in details:
        repeated = detail["type"] == "missing" and detail["loc"] in misspelt
        # A list whose only entry is wrong counts as empty too; the entry has its own problem.
        emptied = detail["type"] == "too_short" and bool(detail["input"])
        if not repeated and not emptied:
            yield _shape_problem(document, model, base, detail)


def _shape_problem(document: Document, model: type[BaseModel], base: Path, detail: ErrorDetails) -> Problem:
    path = (*base, *detail["loc"])
    kind, key = detail["type"], _one_line(str(path[-1])) if path else ""
    if kind.startswith("OIT"):
        return Problem(document.at(*path), kind, detail["msg"])
    if kind == "extra_forbidden":
        near, known = _nearest(model, detail), _keys_of(model, detail["loc"][:-1])
        hint = f"หมายถึง «{near}» หรือไม่" if near else f"คีย์ที่ใช้ได้: {', '.join(known)}" if known else ""
        return Problem(document.at_key(*path), "OIT101", f"ไม่รู้จักคีย์ «{key}»", hint)
    if kind == "missing":
        title = _title_of(model, detail["loc"])
        return Problem(document.at(*path[:-1]), "OIT102", f"ขาดคีย์ «{key}»" + (f" ({title})" if title else ""))
    if kind == "string_too_short" and key == "not_applicable":
        return Problem(document.at(*path), "OIT301", "ระบุว่าไม่เกี่ยวข้องโดยไม่มีเหตุผล", "เขียนเหตุผลให้ผู้ตรวจอ่าน")
    if kind == "string_too_short" or (kind == "too_short" and not detail["input"]):
        return Problem(document.at(*path), "OIT105", f"«{_typed_key(document, path)}» ว่างเปล่า")
    if kind in ("literal_error", "enum"):
        words = str(detail["ctx"]["expected"]).replace(" or ", ", ").replace("'", "").split(", ")
        allowed = ", ".join(f"{word} ({_MEANINGS[word]})" if word in _MEANINGS else word for word in words)
        return Problem(
            document.at(*path), "OIT103", f"«{_one_line(str(detail['input']))}» ใช้ไม่ได้", f"ค่าที่ใช้ได้: {allowed}"
        )
    hint = _record_hint(model, detail) if kind == "model_type" and isinstance(detail["input"], str) else ""
    message = f"«{_typed_key(document, path)}» {_EXPECTED.get(kind, detail['msg'])}"
    return Problem(document.at(*path), "OIT103", message, hint)


def _record_hint(model: type[BaseModel], detail: ErrorDetails) -> str:
    """Return how a record is typed where plain text was: its required key with that text, else the keys it knows."""
    models = _models_at(model, detail["loc"])[:1]
    required = [
        info.alias or name for found in models for name, info in found.model_fields.items() if info.is_required()
    ]
    if required:
        return f"เช่น {required[0]}: {_one_line(detail['input'])}"
    known = _keys_of(model, detail["loc"])
    return f"คีย์ที่ใช้ได้: {', '.join(known)}" if known else ""


def _nearest(model: type[BaseModel], detail: ErrorDetails) -> str | None:
    """Return the known key that an unknown one was probably meant to be, or None."""
    known = _keys_of(model, detail["loc"][:-1])
    near = difflib.get_close_matches(str(detail["loc"][-1]), known, n=1, cutoff=0.6)
    return near[0] if near else None


def _typed_key(document: Document, path: Path) -> str:
    """Return the last key of *path* that a person typed, with the place in its list: `steps ลำดับ 2`."""
    typed = next(path[:end] for end in range(len(path), -1, -1) if path[:end] in document.values)
    names = [_one_line(step) for step in typed if isinstance(step, str)]
    place = f" ลำดับ {typed[-1] + 1}" if typed and isinstance(typed[-1], int) else ""
    return (names[-1] if names else "ไฟล์") + place


def _one_line(text: str) -> str:
    """Return *text* as a message can show it: a key or a value may hold line ends."""
    line = " ".join(text.split())
    return line if len(line) <= 120 else f"{line[:119]}…"


def _models_at(model: type[BaseModel], loc: Path) -> list[type[BaseModel]]:
    """Return the models that may stand at *loc* of a record of *model*."""
    models = [model]
    for step in loc:
        if isinstance(step, str):
            models = [
                inner
                for outer in models
                for name, info in outer.model_fields.items()
                if step in (name, info.alias)
                for inner in _inner_models(info.annotation)
            ]
    return models


def _inner_models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _inner_models(argument)


def _keys_of(model: type[BaseModel], loc: Path) -> list[str]:
    return [info.alias or name for found in _models_at(model, loc)[:1] for name, info in found.model_fields.items()]


def _title_of(model: type[BaseModel], loc: Path) -> str:
    titles = [
        info.title
        for found in _models_at(model, loc[:-1])
        for name, info in found.model_fields.items()
        if loc[-1] in (name, info.alias)
    ]
    return (titles[0] or "") if titles else ""
