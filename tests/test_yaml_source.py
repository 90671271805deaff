"""YAML as text with positions: what is kept as typed, what is refused, and where it is said to stand."""

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from oit_site import yaml_source
from oit_site.problem import Location
from oit_site.yaml_source import MAX_BYTES, MAX_DEPTH, MAX_NODES, read_yaml


@pytest.fixture(params=[yaml.CSafeLoader, yaml.SafeLoader], ids=["libyaml", "pure"], autouse=True)
def parser(request, monkeypatch):
    """Every test of this module runs with the C parser and with the one in Python."""
    monkeypatch.setattr(yaml_source, "_LOADER", request.param)


def read(text):
    return read_yaml(text.encode(), "a.yml")


def problems_of(raw):
    return [str(problem) for problem in read_yaml(raw.encode() if isinstance(raw, str) else raw, "a.yml").problems]


# ---------------------------------------------------------------- everything is text


@pytest.mark.parametrize(
    "typed",
    [
        "no",
        "Yes",
        "true",
        "off",
        "12:30",
        "0123",
        "0x1F",
        "0o17",
        "1_000",
        "1e3",
        ".inf",
        "2566",
        "๒๕๖๖",
        "86.280",
        "2567-02-29",
        "2023-01-10T10:00:00Z",
        "=",
        "-ไม่มี-",
        "nil",
        "None",
        "Null",
        "R&D",
        "C#",
    ],
)
def test_plain_values_stay_as_typed(typed):
    """YAML's guesses at types are never made: a value is the text that stands there."""
    assert {"k": typed, "l": [typed]} == read(f"k: {typed}\nl: [{typed}]\n").tree


@pytest.mark.parametrize("typed", ["", "~", "null"])
def test_a_missing_value_is_none(typed):
    """A key without a value, or with one of YAML's two ways to say so, has none."""
    assert {"k": None, "l": [None], "m": "x"} == read(f"k: {typed}\nl:\n- {typed}\nm: x\n").tree


@pytest.mark.parametrize("typed", ['""', "''", '"~"', "'null'"])
def test_a_quoted_value_is_text(typed):
    """What is quoted is text, even if it is empty or spells a null."""
    assert {"k": typed[1:-1]} == read(f"k: {typed}\n").tree


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("k: |\n  หนึ่ง\n  สอง\n", {"k": "หนึ่ง\nสอง\n"}, id="literal"),
        pytest.param("k: |-\n  หนึ่ง\n\n  สอง\n", {"k": "หนึ่ง\n\nสอง"}, id="literal, stripped"),
        pytest.param("k: >\n  หนึ่ง\n  สอง\n", {"k": "หนึ่ง สอง\n"}, id="folded"),
        pytest.param("k: หนึ่ง\n  สอง\n", {"k": "หนึ่ง สอง"}, id="plain on two lines"),
        pytest.param('k: "ก\\tข"\n', {"k": "ก\tข"}, id="escape"),
        pytest.param("k: 'ของ''เขา'\n", {"k": "ของ'เขา"}, id="doubled quote"),
        pytest.param("{a: 1, b: [2, {c: 3}]}\n", {"a": "1", "b": ["2", {"c": "3"}]}, id="flow"),
        pytest.param("- a\n- - b\n  - c\n", ["a", ["b", "c"]], id="list in a list"),
        pytest.param("'a': 1\n\"b\": 2\n", {"a": "1", "b": "2"}, id="quoted keys"),
        pytest.param("1: a\nno: b\n2023-01-01: c\n", {"1": "a", "no": "b", "2023-01-01": "c"}, id="keys are text too"),
        pytest.param("? a\n: 1\n", {"a": "1"}, id="explicit key"),
        pytest.param("คีย์: ค่า # ไม่ใช่ค่า\n", {"คีย์": "ค่า"}, id="comment"),
        pytest.param("---\na: 1\n...\n", {"a": "1"}, id="document markers"),
        pytest.param("ข้อความเดียว\n", "ข้อความเดียว", id="text only"),
        pytest.param("a: b\u2028c: d\n", {"a": "b", "c": "d"}, id="line separator"),
    ],
)
def test_every_style_is_read(text, expected):
    """Block and flow, quoted and plain all give the same tree of text, without problems."""
    document = read(text)
    assert (expected, ()) == (document.tree, document.problems)


# ---------------------------------------------------------------- positions


def test_positions_count_code_points():
    """Lines and columns count from 1, in letters, not in bytes, with Thai and emoji before the value."""
    document = read("ชื่อ: {ก: หนึ่ง, ข: [สอง, 😀, สาม]}\n")
    assert {
        (): (1, 1),
        ("ชื่อ",): (1, 7),
        ("ชื่อ", "ก"): (1, 11),
        ("ชื่อ", "ข"): (1, 21),
        ("ชื่อ", "ข", 0): (1, 22),
        ("ชื่อ", "ข", 1): (1, 27),
        ("ชื่อ", "ข", 2): (1, 30),
    } == document.values
    assert {("ชื่อ",): (1, 1), ("ชื่อ", "ก"): (1, 8), ("ชื่อ", "ข"): (1, 18)} == document.keys


def test_positions_of_blocks():
    """Each key and each value of a block stands where it begins."""
    document = read("# หมายเหตุ\ntitle: |\n  ก\nmeasures:\n  - title: ข\n    steps:\n    - ค\n  -\n    title: ง\n")
    assert {
        (): (2, 1),
        ("title",): (2, 8),
        ("measures",): (5, 3),
        ("measures", 0): (5, 5),
        ("measures", 0, "title"): (5, 12),
        ("measures", 0, "steps"): (7, 5),
        ("measures", 0, "steps", 0): (7, 7),
        ("measures", 1): (9, 5),
        ("measures", 1, "title"): (9, 12),
    } == document.values
    assert {
        ("title",): (2, 1),
        ("measures",): (4, 1),
        ("measures", 0, "title"): (5, 5),
        ("measures", 0, "steps"): (6, 5),
        ("measures", 1, "title"): (9, 5),
    } == document.keys


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        pytest.param(("a", "b"), (2, 6), (2, 3), id="typed"),
        pytest.param(("a", "x"), (2, 3), (2, 3), id="missing key"),
        pytest.param(("a", "b", 0, "code"), (2, 6), (2, 6), id="below a text"),
        pytest.param(("x",), (1, 1), (1, 1), id="missing at the root"),
        pytest.param((), (1, 1), (1, 1), id="root"),
    ],
)
def test_what_was_not_typed_stands_at_the_nearest_thing_above(path, value, key):
    """A place that is not in the file is given as the nearest place above it that is."""
    document = read("a:\n  b: 1\n")
    assert (Location("a.yml", *value), Location("a.yml", *key)) == (document.at(*path), document.at_key(*path))


def test_an_unreadable_file_has_the_place_of_its_first_letter():
    """Without any position at all, a problem still names the file."""
    assert Location("a.yml", 1, 1) == read('a: "\n').at("a", "b")


# ---------------------------------------------------------------- bytes


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("ก: ข\nค: ง\n".encode(), id="UTF-8"),
        pytest.param(b"\xef\xbb\xbf" + "ก: ข\nค: ง\n".encode(), id="BOM"),
        pytest.param("ก: ข\r\nค: ง\r\n".encode(), id="CRLF"),
        pytest.param("ก: ข\rค: ง\r".encode(), id="CR"),
        pytest.param("ก: ข\nค: ง".encode(), id="no last newline"),
    ],
)
def test_ways_to_save_utf8(raw):
    """A byte order mark and the line ends of Windows change neither text nor positions."""
    document = read_yaml(raw, "a.yml")
    assert ({"ก": "ข", "ค": "ง"}, (), (2, 4)) == (document.tree, document.problems, document.values[("ค",)])


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(
            "name: สำนักงาน\n".encode("cp874"),
            "a.yml:1:7: error OIT002 ไฟล์เป็น Windows-874 (TIS-620) — บันทึกใหม่เป็น UTF-8 (Notepad: บันทึกเป็น › UTF-8)",
            id="Windows-874",
        ),
        pytest.param(
            "a: b\nชื่อ: ก\n".encode("cp874"),
            "a.yml:2:1: error OIT002 ไฟล์เป็น Windows-874 (TIS-620) — บันทึกใหม่เป็น UTF-8 (Notepad: บันทึกเป็น › UTF-8)",
            id="Windows-874, second line",
        ),
        pytest.param(
            "ชื่อ: ก\n".encode() + "ก: ข\n".encode("cp874"),
            "a.yml:2:1: error OIT002 ไฟล์ไม่ใช่ UTF-8 — บันทึกใหม่เป็น UTF-8 (Notepad: บันทึกเป็น › UTF-8)",
            id="both in one file",
        ),
        pytest.param(
            "ก: ข\n".encode("utf-16"),
            "a.yml:1:1: error OIT002 ไฟล์เป็น UTF-16 — บันทึกใหม่เป็น UTF-8 (Notepad: บันทึกเป็น › UTF-8)",
            id="UTF-16 with BOM",
        ),
        pytest.param(
            "ก: ข\n".encode("utf-16-be"),
            "a.yml:1:1: error OIT002 ไฟล์เป็น UTF-16 — บันทึกใหม่เป็น UTF-8 (Notepad: บันทึกเป็น › UTF-8)",
            id="UTF-16 without BOM",
        ),
        pytest.param(
            b"name: caf\xdb\n",
            "a.yml:1:10: error OIT002 ไฟล์ไม่ใช่ UTF-8 — บันทึกใหม่เป็น UTF-8 (Notepad: บันทึกเป็น › UTF-8)",
            id="no letter of Thai",
        ),
        pytest.param(
            b"name: \x93x\x94\n",
            "a.yml:1:7: error OIT002 ไฟล์ไม่ใช่ UTF-8 — บันทึกใหม่เป็น UTF-8 (Notepad: บันทึกเป็น › UTF-8)",
            id="quotes of Windows",
        ),
    ],
)
def test_other_encodings_are_named(raw, expected):
    """A file in another encoding is refused by the encoding's name, at the first byte that shows it."""
    document = read_yaml(raw, "a.yml")
    assert ([expected], None) == ([str(problem) for problem in document.problems], document.tree)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("ก: ข\nชื่อ: ค\x08ง\n", "a.yml:2:8: error OIT003 พบอักขระควบคุม U+0008", id="backspace"),
        pytest.param("a: \x1b[0m\n", "a.yml:1:4: error OIT003 พบอักขระควบคุม U+001B", id="escape"),
        pytest.param("a: b\x7f\n", "a.yml:1:5: error OIT003 พบอักขระควบคุม U+007F", id="delete"),
        pytest.param("a: b\x0bc\n", "a.yml:1:5: error OIT003 พบอักขระควบคุม U+000B", id="line break of Word"),
        pytest.param("a: b\uffff\n", "a.yml:1:5: error OIT003 พบอักขระควบคุม U+FFFF", id="noncharacter"),
        pytest.param("# " + "x" * 300 + "\na: b\x00c\n", "a.yml:2:5: error OIT003 พบอักขระควบคุม U+0000", id="NUL, late"),
        pytest.param("a: b\x00c\n", "a.yml:1:5: error OIT003 พบอักขระควบคุม U+0000", id="NUL, early"),
    ],
)
def test_control_characters_are_refused(text, expected):
    """A control character is named by its number at its place."""
    assert [expected] == problems_of(text)


# ---------------------------------------------------------------- what YAML offers and we refuse


@pytest.mark.parametrize(
    ("text", "tree", "expected"),
    [
        pytest.param(
            "a: 1\nb: 2\na: 3\n",
            {"a": "1", "b": "2"},
            ["a.yml:3:1: error OIT004 คีย์ «a» ซ้ำ มีแล้วที่บรรทัด 1 — ลบหรือรวมเป็นคีย์เดียว"],
            id="duplicate key",
        ),
        pytest.param(
            "ก: 1\n'ก': {x: [1, {y: 2}]}\n\"ก\":\nข: 4\n",
            {"ก": "1", "ข": "4"},
            [
                "a.yml:2:1: error OIT004 คีย์ «ก» ซ้ำ มีแล้วที่บรรทัด 1 — ลบหรือรวมเป็นคีย์เดียว",
                "a.yml:3:1: error OIT004 คีย์ «ก» ซ้ำ มีแล้วที่บรรทัด 1 — ลบหรือรวมเป็นคีย์เดียว",
            ],
            id="duplicate keys with values of every kind",
        ),
        pytest.param(
            "a: &x {b: 1}\nc: *x\nd: 2\n",
            {"a": {"b": "1"}, "c": None, "d": "2"},
            [
                "a.yml:1:4: error OIT005 ไม่รองรับ anchor &x — ลบ & ออก หรือครอบด้วยเครื่องหมายคำพูด",
                "a.yml:2:4: error OIT005 ไม่รองรับ alias *x — เขียนค่าเต็ม หรือครอบด้วยเครื่องหมายคำพูด",
            ],
            id="anchor and alias",
        ),
        pytest.param(
            "a:\n- &x 1\n- *x\n",
            {"a": ["1", None]},
            [
                "a.yml:2:3: error OIT005 ไม่รองรับ anchor &x — ลบ & ออก หรือครอบด้วยเครื่องหมายคำพูด",
                "a.yml:3:3: error OIT005 ไม่รองรับ alias *x — เขียนค่าเต็ม หรือครอบด้วยเครื่องหมายคำพูด",
            ],
            id="anchor and alias in a list",
        ),
        pytest.param(
            "<<: {a: 1}\nb: 2\n",
            {"b": "2"},
            ["a.yml:1:1: error OIT005 ไม่รองรับ merge key (<<) — เขียนค่าเต็มในแต่ละแห่ง"],
            id="merge key",
        ),
        pytest.param('"<<": 1\n', {"<<": "1"}, [], id="quoted merge key is text"),
        pytest.param(
            "a: !!int 3\nb: !ข้อ x\nc: !<y> [1]\n",
            None,
            ["a.yml:1:4: error OIT005 ไม่รองรับ tag tag:yaml.org,2002:int — ลบ ! ออก หรือครอบด้วยเครื่องหมายคำพูด"],
            id="tags, one of them unreadable",
        ),
        pytest.param(
            "a: !!int 3\nb: !x y\nc: !<z> [1]\nd: !!python/object/apply:os.system {k: v}\n",
            {"a": "3", "b": "y", "c": ["1"], "d": {"k": "v"}},
            [
                "a.yml:1:4: error OIT005 ไม่รองรับ tag tag:yaml.org,2002:int — ลบ ! ออก หรือครอบด้วยเครื่องหมายคำพูด",
                "a.yml:2:4: error OIT005 ไม่รองรับ tag !x — ลบ ! ออก หรือครอบด้วยเครื่องหมายคำพูด",
                "a.yml:3:4: error OIT005 ไม่รองรับ tag z — ลบ ! ออก หรือครอบด้วยเครื่องหมายคำพูด",
                "a.yml:4:4: error OIT005 ไม่รองรับ tag tag:yaml.org,2002:python/object/apply:os.system"
                " — ลบ ! ออก หรือครอบด้วยเครื่องหมายคำพูด",
            ],
            id="tags",
        ),
        pytest.param(
            "? [a, [b]]\n: 1\n? {c: d}\n: {e: [f]}\ng: 2\n",
            {"g": "2"},
            [
                "a.yml:1:3: error OIT005 คีย์เป็นรายการไม่ได้ — คีย์ต้องเป็นข้อความ",
                "a.yml:3:3: error OIT005 คีย์เป็นรายการไม่ได้ — คีย์ต้องเป็นข้อความ",
            ],
            id="lists as keys",
        ),
        pytest.param(
            "a: &x 1\n*x : 2\n&y b: 3\n",
            {"a": "1", "b": "3"},
            [
                "a.yml:1:4: error OIT005 ไม่รองรับ anchor &x — ลบ & ออก หรือครอบด้วยเครื่องหมายคำพูด",
                "a.yml:2:1: error OIT005 ไม่รองรับ alias *x — เขียนค่าเต็ม หรือครอบด้วยเครื่องหมายคำพูด",
                "a.yml:3:1: error OIT005 ไม่รองรับ anchor &y — ลบ & ออก หรือครอบด้วยเครื่องหมายคำพูด",
            ],
            id="anchor and alias as keys",
        ),
        pytest.param(
            "a: 1\n---\nb: 2\n---\nc: 3\n",
            {"a": "1"},
            ["a.yml:2:1: error OIT006 พบเอกสาร YAML ชุดที่สองในไฟล์เดียว — ลบ --- หรือแยกไฟล์"],
            id="several documents",
        ),
    ],
)
def test_what_yaml_offers_and_we_refuse(text, tree, expected):
    """A refused thing is reported at its place, and all around it is read as if it were not there."""
    if tree is None:
        assert expected == problems_of(text)[:1]
        return
    document = read(text)
    assert (tree, expected) == (document.tree, [str(problem) for problem in document.problems])


@pytest.mark.parametrize("text", ["", "\n\n", "# หมายเหตุเท่านั้น\n", "---\n", "~\n", "\ufeff"])
def test_an_empty_file_is_reported(text):
    """A file without any value is a problem, not an empty record."""
    assert ["a.yml:1:1: error OIT007 ไฟล์ว่าง ไม่มีข้อมูล"] == problems_of(text)


# ---------------------------------------------------------------- limits


def test_a_file_may_have_the_largest_size_and_no_more(monkeypatch):
    """The limit on the size of a file is exact."""
    assert MAX_BYTES == 2 * 1024 * 1024
    monkeypatch.setattr(yaml_source, "MAX_BYTES", 5_000)
    largest = b"a: b\n".ljust(5_000, b"\n")
    assert [] == problems_of(largest)
    assert ["a.yml:1:1: error OIT008 ไฟล์ใหญ่ 5,001 ไบต์ เกิน 5,000 ไบต์"] == problems_of(largest + b"\n")


def test_a_file_may_have_the_largest_depth_and_no_more():
    """The limit on lists in lists is exact, and a file beyond it gives nothing."""
    assert [] == problems_of("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    document = read("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))
    assert (None, ["a.yml:1:25: error OIT008 ซ้อนกันเกิน 24 ชั้น"]) == (document.tree, [str(p) for p in document.problems])


def test_depth_counts_inside_what_is_dropped():
    """Dropped values cannot hide depth."""
    deep = "a: 1\na: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH + "\n"
    assert [
        "a.yml:2:1: error OIT004 คีย์ «a» ซ้ำ มีแล้วที่บรรทัด 1 — ลบหรือรวมเป็นคีย์เดียว",
        "a.yml:2:27: error OIT008 ซ้อนกันเกิน 24 ชั้น",
    ] == problems_of(deep)


def test_a_hundred_thousand_brackets_do_no_harm():
    """Depth is refused at the limit, however deep it goes on."""
    assert ["a.yml:1:25: error OIT008 ซ้อนกันเกิน 24 ชั้น"] == problems_of("[" * 100_000)


def test_a_file_may_have_the_most_values_and_no_more(monkeypatch):
    """The limit on the number of values is exact."""
    assert MAX_NODES == 100_000
    monkeypatch.setattr(yaml_source, "MAX_NODES", 6)
    assert [] == problems_of("[1, 2, 3, 4, 5]")
    assert ["a.yml:1:17: error OIT008 มีค่าเกิน 6 ค่า"] == problems_of("[1, 2, 3, 4, 5, 6]")


def test_aliases_are_not_multiplied():
    """A billion laughs is a few problems."""
    levels = "a0: &a0 x\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))
    document = read(levels)
    assert {"OIT005"} == {problem.code for problem in document.problems}
    assert [None] * 9 == document.tree["a9"]


# ---------------------------------------------------------------- syntax errors


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        pytest.param("a:\n\tb: 1\n", 2, "พบอักขระที่ขึ้นต้นค่าไม่ได้ เช่น แท็บ", id="tab"),
        pytest.param("a: @x\n", 1, "พบอักขระที่ขึ้นต้นค่าไม่ได้ เช่น แท็บ", id="at sign"),
        pytest.param("a: %x\n", 1, "พบอักขระที่ขึ้นต้นค่าไม่ได้ เช่น แท็บ", id="percent sign"),
        pytest.param("ชื่อ: ก: ข\n", 1, "มี : ในข้อความที่ไม่ได้ครอบเครื่องหมายคำพูด", id="colon in a text"),
        pytest.param("a: 1\n b: 2\n", 2, "มี : ในข้อความที่ไม่ได้ครอบเครื่องหมายคำพูด", id="indented too far"),
        pytest.param("a: 1\nb\nc: 2\n", 3, "ขาด : หลังชื่อคีย์", id="no colon"),
        pytest.param("a:\n    b: 1\n  c: 2\n", 3, "ย่อหน้าไม่ตรงกับคีย์อื่น", id="indentation between two levels"),
        pytest.param("a:\n  - x\n - y\n", 3, "ย่อหน้าไม่ตรงกับคีย์อื่น", id="list indented between two levels"),
        pytest.param(
            'a: "x" y\n',
            1,
            "ย่อหน้าไม่ตรงกับคีย์อื่นในรายการเดียวกัน หรือมีข้อความต่อท้าย ] } หรือเครื่องหมายคำพูดที่ปิดแล้ว",
            id="text after a quote",
        ),
        pytest.param("- a\nb: c\n", 2, "ย่อหน้าของรายการ (-) ไม่ตรงกัน", id="key after a list"),
        pytest.param("a: [x, y\nb: 1\n", 2, "รายการในวงเล็บ [ ] หรือ { } ไม่มีจุลภาคคั่นหรือไม่ปิดวงเล็บ", id="open bracket"),
        pytest.param("a: {x: 1 y: 2}\n", 1, "รายการในวงเล็บ [ ] หรือ { } ไม่มีจุลภาคคั่นหรือไม่ปิดวงเล็บ", id="no comma"),
        pytest.param('a: "x\n', 2, "เปิดเครื่องหมายคำพูดหรือวงเล็บแล้วไม่ปิด", id="open quote"),
        pytest.param('a: "x\n---\ny"\n', 2, "พบ --- กลางข้อความในเครื่องหมายคำพูด", id="document marker in a quote"),
        pytest.param("a: - x\n", 1, "รายการ (-) อยู่ในที่ที่ไม่อนุญาต", id="list on the line of its key"),
        pytest.param("a: -\n", 1, "รายการ (-) อยู่ในที่ที่ไม่อนุญาต", id="hyphen for nothing"),
        pytest.param('a: "C:\\data"\n', 1, "ใช้ \\ ในเครื่องหมายคำพูดคู่ไม่ถูก", id="backslash"),
        pytest.param("a: !x!y z\n", 1, "เครื่องหมาย ! ขึ้นต้นค่าต้องครอบด้วยเครื่องหมายคำพูด", id="tag handle"),
        pytest.param("a: * ข้อหนึ่ง\n", 1, "", id="bullet pasted from Word"),
        pytest.param("a: !ข้อ\n", 1, "", id="Thai after an exclamation mark"),
        pytest.param("a: [1,\n", 2, "", id="bracket open at the end"),
        pytest.param("a: >ข้อความ\n", 1, "", id="text on the line of >"),
    ],
)
def test_syntax_errors_are_explained(text, line, expected):
    """A syntax error is reported once, at its line, and explained in Thai; nothing of the file is used."""
    document = read(text)
    (problem,) = document.problems
    assert (None, "OIT001", line) == (document.tree, problem.code, problem.where.line)
    assert expected == problem.hint[: len(expected)]
    assert not re.search("expected|found", problem.hint)


def test_the_column_of_a_syntax_error_counts_letters():
    """The place of a syntax error is that of the letter, with Thai before it."""
    assert [
        "a.yml:2:10: error OIT001 รูปแบบ YAML ไม่ถูกต้อง — มี : ในข้อความที่ไม่ได้ครอบเครื่องหมายคำพูด หรือย่อหน้าไม่ตรงกับบรรทัดก่อนหน้า"
    ] == problems_of("a: 1\nชื่อ: ค่า: x\n")


def test_problems_before_a_syntax_error_are_kept():
    """What was wrong before the place where reading stops is reported as well."""
    assert ["OIT004", "OIT001"] == [p.code for p in read("a: 1\na: 2\nb: @\n").problems]


@given(st.text("ab:-[]{}#&*!|>'\"%@`? \n\tกข๑\u2028", max_size=60))
def test_nothing_that_is_typed_raises(text):
    """Whatever stands in a file, the answer is a tree or a problem."""
    document = read(text)
    assert document.tree is not None or document.problems
