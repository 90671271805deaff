"""A corpus of hostile strings, and a generator that puts them into every field of the models, found by type.

A field that is added to a model tomorrow is covered without a line here, unless it names something else by text:
then the walk says so, and `REFERENCES` gets an entry.
"""

import copy
import json
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from functools import cache
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from pydantic import BaseModel, StringConstraints

from oit_site import model, thai

ROOT = Path(__file__).parent.parent

# ---------------------------------------------------------------- the corpus

_SCRIPTS = {
    "script": "<script>window.pwned=1;alert(1)</script>",
    "script in capitals": "<ScRiPt >alert(1)</sCrIpT>",
    "script without end": "<script src=//evil.example/x.js",
    "image handler": "<img src=x onerror=alert(1)>",
    "image slash": "<img/src=`x`onerror=alert(1)//",
    "drawing": "<svg/onload=alert(1)><script>alert(1)</script></svg>",
    "drawing animation": "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "math": "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "frame": "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "object": '<object data="data:text/html,<script>alert(1)</script>"></object>',
    "form": "<form action=javascript:alert(1)><button autofocus onfocus=alert(1)>x</button></form>",
    "details": "<details open ontoggle=alert(1)>",
    "refresh": '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    "base": '<base href="https://evil.example/">',
    "stylesheet": "<style>@import '//evil.example/x.css';*{display:none}</style>",
    "template": "<template><script>alert(1)</script></template>",
    "clobber": "<a id=__config name=body>x</a>",
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "entities twice": "&amp;lt;script&amp;gt;alert(1)",
    "entities without end": "&#60script&#62alert(1)&ltimg src=x onerror=alert(1)&gt",
    "full width": "＜script＞alert(1)＜/script＞",
    "theme script": '<script>var palette=__md_get("__palette");alert(1)</script>',
}
_ADDRESSES = {
    "javascript": "javascript:alert(1)",
    "javascript in capitals": "JaVaScRiPt:alert(1)",
    "javascript with tab": "java\tscript:alert(1)",
    "javascript with newline": "java\nscript:alert(1)",
    "javascript with entity": "javascript&colon;alert(1)",
    "javascript with entities": "&#106;&#97;&#118;ascript:alert(1)",
    "data": "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "vbscript": "vbscript:msgbox(1)",
    "scheme-relative": "//evil.example/x.js",
}
_QUOTES = {
    "double quote": '" onmouseover="alert(1)" x="',
    "single quote": "' onmouseover='alert(1)' x='",
    "quote and bracket": '"><script>alert(1)</script><a href="',
    "backtick": "` onmouseover=alert(1) `",
    "quote entity": "&quot; onmouseover=&quot;alert(1)",
    "backslashes": "\\\"\\'\\u003cscript\\u003e\\",
    "style": '" style="background:url(//evil.example/)" x="',
}
_ENDINGS = {
    "end of script": "</script><script>alert(1)</script>",
    "end of title": "</title><script>alert(1)</script>",
    "end of style": "</style><script>alert(1)</script>",
    "end of textarea": "</textarea></noscript></xmp><img src=x onerror=alert(1)>",
    "end of page": "</article></main></body></html><script>alert(1)</script>",
    "open comment": "<!-- ก",
    "close comment": "--><script>alert(1)</script>",
    "odd comment": "<!--><img src=x onerror=alert(1)>-->",
    "cdata": "<![CDATA[<script>alert(1)</script>]]>",
    "instruction": "<?php system('id') ?><!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>&x;",
}
_TEMPLATES = {
    "jinja": "{{ 7*7 }} {{ config.__class__ }}",
    "jinja block": "{% raw %}{% for x in range(9) %}{% include '/etc/passwd' %}",
    "jinja comment": "{# ก",
    "format": "{0.__class__} %s %(x)s $x ${x} {}",
    "snippet": '--8<-- "mkdocs.yml"',
}
_MARKDOWN = {
    "link": "[กด](javascript:alert(1))",
    "image": "![x](https://evil.example/x.png)",
    "autolink": "<https://evil.example/>",
    "reference": "[กด][x]",
    "definition": "[x]: javascript:alert(1)",
    "emphasis": "**ก** _ข_ `ค` ~~ง~~",
    "heading": "# ก {#x onclick=alert(1)}",
    "attributes": "{: onclick=alert(1) .x #x }",
    "table": "| ก | ข |",
    "code": "```js",
    "rule": "---",
    "quotation": "> ก",
    "footnote": "[^1] :smile: !!! note",
}
_INVISIBLE = {
    "right to left": "\u202egpj.exe\u202c \u2066ก\u2069",
    "zero width": "ก\u200bข\u200d\u2060\ufeffค",
    "combining flood": "ก" + "\u0e35\u0e48\u0301\u0e47" * 200,
    "private use": "\ue000\uf8ff\ufffd",
    "astral": "𝒜 👩‍👩‍👧‍👦 \U0010fffd",
    "long word": "ก" * 2000,
    "sara e twice": "เเละ นํ้า ํา",
}
_FORMULAS = {
    "equals": '=HYPERLINK("https://evil.example","x")',
    "plus": "+cmd|' /C calc'!A0",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "tab formula": "\t=1+1",
    "pipe": "|=1+1;,\t=1",
}
PATHS = {
    "up": "../../../../etc/passwd",
    "up inside": "evidence/../../../agency.yml",
    "up windows": "..\\..\\windows\\system.ini",
    "up windows inside": "evidence\\..\\..\\agency.yml",
    "up encoded": "%2e%2e/%2e%2e%2fetc/passwd",
    "up encoded twice": "evidence/%252e%252e/x.pdf",
    "up overlong": "evidence/..%c0%af..%c0%afetc",
    "up dotted": "evidence/....//....//etc/passwd",
    "absolute": "/etc/passwd",
    "drive": "C:\\Windows\\win.ini",
    "unc": "\\\\evil.example\\share\\x.pdf",
    "file address": "file:///etc/passwd",
    "home": "~/.ssh/id_rsa",
    "device": "evidence/CON.pdf",
    "full width dots": "evidence/．．/x.pdf",
    "very long": "evidence/" + "a" * 5000 + ".pdf",
    "folder": "evidence/",
    "dot": ".",
    "two slashes": "evidence//notes.csv",
    "query": "evidence/notes.csv?x#y",
}
"""Spellings of a path that leads elsewhere, or nowhere."""

CORPUS = {
    **_SCRIPTS, **_ADDRESSES, **_QUOTES, **_ENDINGS, **_TEMPLATES, **_MARKDOWN, **_INVISIBLE, **_FORMULAS, **PATHS,
}  # fmt: skip
"""Every hostile string by its name."""

CONTROLS = ("\0", "\x07", "\x1b[31m", "\x7f", "\u0080", "\ufffe")
"""Letters that HTML, XML and terminals do not take; YAML lets them in through escapes (`"\\0"`)."""

BAD_ADDRESSES = (
    *(value for name, value in _ADDRESSES.items() if name != "scheme-relative"),
    *_ADDRESSES.values(),
    " \tjavascript:alert(1)",
    "\x01javascript:alert(1)",
    "https:javascript:alert(1)",
    "https://a.go.th/\njavascript:alert(1)",
    'https://a.go.th/"onclick="alert(1)',
    "https://a.go.th/<script>",
    "https://",
    "http://[",
    "http://[::1",
    "http://[x]/",
    "https://℀.go.th/",
    "https://a.go.th\\@evil.example/",
    "mailto:",
    "tel:abc",
    "view-source:https://a.go.th/",
    "ftp://a.go.th/",
    "blob:https://a.go.th/x",
)
"""Addresses that may not be published."""

HTTP_ODD = ("http://[", "http://[::1", "http://[x]/", "https://℀.go.th/")
"""Those of them that begin like a sound one; Python's own reader of addresses raises for them."""


# ---------------------------------------------------------------- kinds of fields


@dataclass(frozen=True)
class Kind:
    """A type of field that reads text: a valid value for the place *n*, how pages show it, and what it refuses."""

    valid: Callable[[int], str]
    shown: Callable[[int], str] | None
    refused: tuple[str, ...]


def _day(n):
    return date(2020, 1, 1) + timedelta(days=n)


_NOT_NUMBERS = (
    "",
    "=1+1",
    "<script>alert(1)</script>",
    "1e999",
    "NaN",
    "Infinity",
    "0x10",
    "1_000",
    "9" * 4000,
    "½",
    "²",
)
_NOT_DAYS = ("", "2566-02-30", "31 กุมภาพันธ์ 2566", "<b>", "0000-00-00", "9" * 5000, "2023-01-10\x00", "=NOW()", "1/1/66")
_NOT_YEARS = ("", "2023", "0", "๙๙๙๙", "-2566", "2566; DROP", "9" * 5000, "<b>2566</b>", "../2566")
_NOT_COLOURS = (
    "",
    "red",
    "#12345",
    "#14325c;}body{display:none",
    "url(//evil.example/)",
    "<b>",
    "expression(alert(1))",
)
_NOT_CODES = ("", "O0", "O100", "X1", "O1<script>", "../O1", "O-1-2-3", "9" * 5000, "O10-O5")

KINDS = (
    (
        model.Url,
        Kind(lambda n: f"https://www.example.go.th/q{n:04d}z?a=1&b=2", lambda n: f"q{n:04d}z", BAD_ADDRESSES),
    ),
    (model.Colour, Kind(lambda n: "#14325c", None, _NOT_COLOURS)),
    (
        model.AgencyCode,
        Kind(
            lambda n: f"q{n:04d}z",
            lambda n: f"q{n:04d}z",
            ("", "=1+1", "-1", "@a", "a b", "ก", "../x", '"x', "<b>", "a,b", "a;b", "x" * 65, "a\nb", "a/b"),
        ),
    ),
    (
        model.ElementId,
        Kind(
            lambda n: f"O2.{n}",
            lambda n: f"O2.{n}",
            (
                "",
                "1",
                "O2",
                "O2.",
                "O2.1 x",
                "O2.1.1",
                "O2.x",
                "O2.1\nO2.2",
                "O2 .1",
                '"x',
                "<b>",
                "=1+1",
                "O123.1",
                "../x",
            ),
        ),
    ),
    (model.Day, Kind(lambda n: _day(n).isoformat(), lambda n: thai.thai_date(_day(n)), _NOT_DAYS)),
    (model.FiscalYear, Kind(lambda n: "2566", None, _NOT_YEARS)),
    (model.YearSpan, Kind(lambda n: "2566", None, _NOT_YEARS)),
    (model.IndicatorNo, Kind(lambda n: "9", None, (*_NOT_NUMBERS, "0", "11"))),
    (model.Int, Kind(lambda n: f"{70000 + n}", lambda n: f"{70000 + n}", _NOT_NUMBERS)),
    (model.Flag, Kind(lambda n: "true", None, ("", "maybe", "<b>true</b>", "1; x"))),
    (model.OitCodes, Kind(lambda n: "O3", None, _NOT_CODES)),
    (model.OitCode, Kind(lambda n: f"O{1 + n % 41}", None, (*_NOT_CODES, "O1-O3"))),
    (
        model.Score,
        Kind(lambda n: f"80.{n:06d}", lambda n: f"80.{n:06d}", (*_NOT_NUMBERS, "-5", "101", "999999999999999")),
    ),
    (model.Printed, Kind(lambda n: f"80.{n:06d}", lambda n: f"80.{n:06d}", _NOT_NUMBERS)),
)
"""The field types of the models that read text. `IndicatorNo` comes before `Int`, which it contains."""

_PATTERNED = {
    r"^[ieIE]\d{1,2}$": Kind(lambda n: "i7", None, ("", "x1", "i1<script>", "ii1", '" onx="')),
    r"^[a-z0-9][a-z0-9-]*$": Kind(
        lambda n: f"q{n}", lambda n: None, ("", "A", "m 1", '"x', "../m", "m\n", "<b>", "ก", "-m", "m_1")
    ),
}

REFERENCES = {
    ("Evidence", "file"): ("evidence/notes.csv", tuple(PATHS.values())),
    ("Agency", "logo"): (
        None,
        ("../x.png", "/etc/passwd", 'x.svg" onload="alert(1)', "logo.html", "https://evil.example/x.png"),
    ),
    ("Evidence", "page"): ("about.md", (*PATHS.values(), "about.md#nothing", "#", "about.md#<script>")),
    ("Evidence", "elements"): ("O2.1", ("<script>", "O3.1", "O2.1 x")),
    ("Issue", "id"): (None, ("../x", "<script>", "other")),
    ("OitItem", "sub_indicator"): ("9.1", ("<script>", "9.9")),
    ("OitItem", "elements_like"): ("2566:O1", ("<script>", "2566", "2566:O99", "1999:O1", "2566:O1:x", ":")),
    ("SubIndicator", "code"): ("9.1", ()),
    ("Element", "met_by"): ("steps", ("<script>", "__class__", "Steps")),
}
"""Text that names something else: a valid value (None: left out), and what must be refused at its place."""

ONE_OF = {"Evidence": ("file", "page", "url")}
"""Keys of which a record holds exactly one; a list of such records gets one record for each."""

LONGEST = {("Evidence", "quote"): 300}
"""How many letters a free text may have, where it is bounded: a harmless one takes the place of a longer one."""

DEEPEST = 3
"""How many levels a model that holds itself is filled."""


# ---------------------------------------------------------------- the generator


@dataclass(frozen=True)
class Leaf:
    """A scalar of a generated record: the model path of its field, where it stands, and what pages must show."""

    name: str
    place: tuple
    value: str
    shown: str | None
    kind: Kind | None
    """None for free text."""
    refused: tuple[str, ...]


@dataclass
class Record:
    """A generated record: the tree that is written, and its leaves."""

    tree: dict = field(default_factory=dict)
    leaves: list[Leaf] = field(default_factory=list)

    def without(self, leaf, value):
        """Return the tree with *value* in the place of *leaf*."""
        tree = copy.deepcopy(self.tree)
        node = tree
        for step in leaf.place[:-1]:
            node = node[step]
        node[leaf.place[-1]] = value
        return tree


def fill(cls, text, first=0, only=None):
    """Return a valid record of the model *cls*.

    *text* gives the hostile text for a place; a mark such as `q0012z` is added, which no other place has. *first* is
    the number of the first place. With *only* (the name of a leaf), optional fields that lead elsewhere are left out.
    """
    record = Record()
    numbers = iter(range(first, first + 1000))
    record.tree = _fill_model(cls, cls.__name__, (), record, text, numbers, only, ())
    return record


def names_of(cls):
    """Return the names of all leaves of the model *cls*."""
    return [leaf.name for leaf in fill(cls, lambda n: "").leaves]


def text_at(attacks):
    """Return a function that gives each place the next of *attacks*."""
    return lambda n: attacks[n % len(attacks)]


def as_yaml(tree):
    """Return *tree* as YAML (JSON is YAML)."""
    return json.dumps(tree, ensure_ascii=False)


@cache
def hints_of(cls):
    """Return the type of each field of the model *cls*, with what annotates it, by the key that is typed."""
    hints = typing.get_type_hints(cls, include_extras=True)
    return {info.alias or name: (hints[name], info.is_required()) for name, info in cls.model_fields.items()}


def _fill_model(cls, name, place, record, text, numbers, only, above, chosen=None):
    tree = {}
    exclusive = ONE_OF.get(cls.__name__, ())
    chosen = chosen or (exclusive[0] if exclusive else None)
    for key, (hint, required) in hints_of(cls).items():
        below = f"{name}.{key}"
        if key in exclusive and key != chosen:
            continue
        leads_there = only is None or only == below or only.startswith((f"{below}.", f"{below}["))
        if not (required or leads_there or key == chosen) or REFERENCES.get((cls.__name__, key), (1,))[0] is None:
            continue
        value = _fill(hint, below, (*place, key), record, text, numbers, only, (*above, cls), (cls.__name__, key))
        if value is not None:
            tree[key] = value
    return tree


def _fill(hint, name, place, record, text, numbers, only, above, where):
    def leaf(value, shown, kind, refused):
        record.leaves.append(Leaf(name, place, value, shown, kind, refused))
        return value

    def inner(next_hint, *steps):
        return _fill(next_hint, name, (*place, *steps), record, text, numbers, only, above, where)

    if where in REFERENCES and _scalar(hint):
        valid, refused = REFERENCES[where]
        return leaf(valid, None, Kind(lambda n: valid, None, refused), refused)
    for alias, kind in KINDS:
        if hint == alias:
            n = next(numbers)
            return leaf(kind.valid(n), kind.shown(n) if kind.shown else None, kind, kind.refused)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        constraints = next((extra for extra in arguments[1:] if isinstance(extra, StringConstraints)), None)
        if constraints is None:
            return inner(arguments[0])
        n = next(numbers)
        if constraints.pattern:
            kind = _PATTERNED[constraints.pattern]
            return leaf(kind.valid(n), None, kind, kind.refused)
        value = f"{text(n)} q{n:04d}z"
        if len(value) > LONGEST.get(where, len(value)):
            value = f"{BENIGN} q{n:04d}z"
        return leaf(value, value, None, ())
    if origin in (typing.Union, types.UnionType):
        return inner(next(argument for argument in arguments if argument is not type(None)))
    if origin is tuple:
        keys = ONE_OF.get(_model_in(arguments[0]).__name__, ()) if _model_in(arguments[0]) else ()
        if keys:
            cls = _model_in(arguments[0])
            wanted = [key for key in keys if only and f"{name}[{key}]" in only] or (keys[:1] if only else keys)
            return [
                _fill_model(cls, f"{name}[{key}]", (*place, i), record, text, numbers, only, above, key)
                for i, key in enumerate(wanted)
            ]
        value = inner(arguments[0], 0)
        return None if value is None else [value]
    if origin is dict:
        return {f"column{n}": inner(arguments[1], f"column{n}") for n in (1,)}
    if origin is typing.Literal:
        return leaf(arguments[0], None, Kind(lambda n: arguments[0], None, _NOT_WORDS), _NOT_WORDS)
    if isinstance(hint, type) and issubclass(hint, Enum):
        valid = "published" if hint is model.Status else next(iter(hint)).value
        return leaf(valid, None, Kind(lambda n: valid, None, _NOT_WORDS), _NOT_WORDS)
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        if above.count(hint) >= DEEPEST:
            return None
        return _fill_model(hint, name, place, record, text, numbers, only, above)
    raise TypeError(f"{name}: no way to fill {hint!r}; add it to KINDS")


_NOT_WORDS = ("", "<script>alert(1)</script>", "published ", "__class__", "ก" * 3000)


def _scalar(hint):
    """Return whether *hint* is that of one text, not of a list of texts."""
    return typing.get_origin(hint) is not tuple and not any(
        typing.get_origin(argument) is tuple for argument in typing.get_args(hint)
    )


def _model_in(hint):
    """Return the model that *hint* stands for, None for another type."""
    for argument in (hint, *typing.get_args(hint)[:1]):
        if isinstance(argument, type) and issubclass(argument, BaseModel):
            return argument
    return None


# ---------------------------------------------------------------- content folders and sites

BENIGN = "ข้อความ"
MODELS = (model.Agency, model.Assessment, model.Issue, model.Disclosure, model.Report, model.Catalogue)
"""What the files of a content folder hold."""

OFFICE = {"x/agency.yml": "name: สำนักงานทดลอง\n", "pages/about.md": "# เกี่ยวกับ {#about}\n\nข้อความ\n"}
ISSUE = "title: ประเด็นทดลอง\nmeasures:\n- title: มาตรการทดลอง\n"
OWN_EDITION = 2570
"""The fiscal year (พ.ศ.) of the edition that a generated content folder adds."""


def file_of(cls, tree, office="x", number=0):
    """Return the files (path → text) that hold the record *tree* of the model *cls*."""
    year = f"{office}/2566"
    match cls.__name__:
        case "Agency":
            return {f"{office}/agency.yml": as_yaml(tree)}
        case "Disclosure":
            return {f"{year}/oit.yml": as_yaml({"O2": tree}), f"{year}/evidence/notes.csv": "ก,ข\n"}
        case "Issue":
            return {f"{year}/measures/i{number:03d}.yml": as_yaml(tree)}
        case "Catalogue":
            edition = str(OWN_EDITION + number)
            return {f"catalogue/{edition}.yml": as_yaml({**tree, "fiscal_year": edition})}
    return {f"{year}/{cls.__name__.lower()}.yml": as_yaml(tree)}


def every_field(text):
    """Return files in which every text field of every model holds *text* of its place, and their leaves."""
    files, leaves = {**OFFICE, f"x/{OWN_EDITION}/measures/base.yml": ISSUE}, []
    for number, cls in enumerate(MODELS):
        record = fill(cls, text, first=300 * number)
        files |= file_of(cls, record.tree)
        leaves += record.leaves
    return files, leaves


def whole_site(attacks):
    """Return the files of a site where each of *attacks* stands in titles, links and every kind of field."""
    files, leaves = every_field(text_at(attacks))
    first = 300 * len(MODELS)
    for number, attack in enumerate(attacks, 1):
        record = fill(model.Issue, lambda n, attack=attack: attack, first=first, only="Issue.summary_plain")
        files |= file_of(model.Issue, record.tree, number=number)
        first += len(record.leaves)
        leaves += record.leaves
    disclosures = json.loads(files["x/2566/oit.yml"])
    for number in (*range(3, 42), 1):
        record = fill(model.Disclosure, text_at(attacks), first=first, only="Disclosure.evidence[url].title")
        record.tree |= {
            "owner": f"{attacks[number]} q{first + 50:04d}z",
            "explain": f"{attacks[-number]} q{first + 51:04d}z",
        }
        disclosures[f"O{number}"] = record.tree
        first += 60
    return {**files, "x/2566/oit.yml": as_yaml(disclosures)}, leaves


def write(folder, files):
    """Write *files* (path → text) below *folder* and return it."""
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


def build_with_mkdocs(folder, files):
    """Build the site of *files* with the repository's own settings, and return the folder it lies in."""
    write(folder / "content", files)
    settings = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "docs_dir": "content/pages",
        "theme": {"custom_dir": str(ROOT / "theme_overrides")},
        # A warning of a long text would be an element more.
        "plugins": {"oit": {"content": "content", "explanation_limit": 1_000_000}},
    }
    (folder / "mkdocs.yml").write_text(as_yaml(settings), encoding="utf-8")
    config = load_config(str(folder / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return folder / "site"
