"""Hostile input in every field of every model: nothing live, nothing broken, nothing lost, and never a traceback."""

import html
import json
import re
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from html.parser import HTMLParser
from itertools import groupby, islice

import html5lib
import pytest
from markupsafe import escape
from pydantic import TypeAdapter, ValidationError

from hostile import (
    BAD_ADDRESSES,
    BENIGN,
    CONTROLS,
    CORPUS,
    HTTP_ODD,
    ISSUE,
    MODELS,
    OFFICE,
    as_yaml,
    build_with_mkdocs,
    every_field,
    file_of,
    fill,
    names_of,
    whole_site,
    write,
)
from oit_site import model
from oit_site.load import load_source
from oit_site.problem import count_problems
from oit_site.prose import render_markdown
from oit_site.render import render_page
from oit_site.settings import Settings
from oit_site.site import build_site, plan_site

ALLOWED_SCHEMES = ("http", "https", "mailto", "tel")
PROSE_TAGS = {
    "p", "br", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a", "hr",
    "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "sup", "sub", "del",
}  # fmt: skip
PROSE_ATTRIBUTES = {"href", "title", "rel", "start", "scope"}

FROM_HEREON = "Issue.narrative"
"""The one field that is Markdown; its markup is meant to become HTML."""


def normal(text):
    return " ".join(text.split())


def render(files, folder, of_a_kind=None):
    """Return the plan of *files* and the bodies of the pages that show them, by address; *of_a_kind* in a folder."""
    plan = plan_site(load_source(write(folder, files), "content"), Settings(explanation_limit=1_000_000))
    wanted = [
        page
        for page in plan.plans.values()
        if (not (page.template == "item.html" and page.context["row"].disclosure is None)
        and not (page.template == "catalogue_item.html" and page.context["edition"].fiscal_year < 2570)
        and page.template not in ("rules.html", "edition.html")) or page.uri >= "oit/2570"
    ]  # fmt: skip
    kinds = groupby(sorted(wanted, key=kind_in_folder), kind_in_folder)
    few = [page for _, kind in kinds for page in islice(kind, of_a_kind)]
    return plan, {page.uri: str(render_page(page, plan.plans, plan.elsewhere).body) for page in few}


def kind_in_folder(page):
    """Return what pages of one kind in one agency share."""
    return page.uri.split("/")[0], page.template


def errors_of(plan):
    return [str(problem) for problem in plan.problems if problem.severity.value == "error"]


# ---------------------------------------------------------------- every string in every field


@pytest.fixture(scope="module")
def benign_bodies(tmp_path_factory):
    files, _ = every_field(lambda n: BENIGN)
    plan, bodies = render(files, tmp_path_factory.mktemp("benign") / "content")
    assert [] == errors_of(plan)
    return bodies


@pytest.mark.parametrize("attack", CORPUS.values(), ids=CORPUS)
def test_a_hostile_string_in_every_text_field_changes_no_byte_but_its_own_escaped_text(attack, benign_bodies, tmp_path):
    """A page with hostile text is the benign page with the text exchanged, letter for letter, escaped."""
    files, leaves = every_field(lambda n: attack)
    narrative = next(leaf.value for leaf in leaves if leaf.name == FROM_HEREON)
    files = {
        path: text.replace(as_yaml(narrative), as_yaml(narrative.replace(attack, BENIGN)))
        for path, text in files.items()
    }
    plan, bodies = render(files, tmp_path / "content")
    assert [] == errors_of(plan)
    hostile = {leaf.value[-6:] for leaf in leaves if leaf.value.startswith(attack) and leaf.value != narrative}
    for uri, body in bodies.items():
        wanted = re.sub(
            rf"{BENIGN} (?=(q\d{{4}}z))",
            lambda found: str(escape(f"{attack} ")) if found[1] in hostile else found[0],
            benign_bodies[uri],
        )
        assert first_difference(shape_free(wanted, attack), shape_free(body, attack)) is None, uri


def first_difference(expected, found):
    """Return the surroundings of the first letter in which two texts differ, None where they are equal."""
    if expected == found:
        return None
    at = next((i for i, (a, b) in enumerate(zip(expected, found, strict=False)) if a != b), 0)
    return expected[max(0, at - 80) : at + 80], found[max(0, at - 80) : at + 80]


def shape_free(body, attack):
    """Return *body* without what is made from a text rather than shown: ends, anchors of elements, lengths, lines."""
    body = re.sub(r'<tr id="[^"]*">', "<tr id>", body)
    # The words that an address leads to are percent-encoded: nothing but letters of an address, whatever they are.
    body = re.sub(r':~:text=[\w.~%]*"', ':~:text="', body, flags=re.ASCII)
    body = body.replace(str(escape(f"{attack} ")), str(escape(f"{attack.lstrip()} ")))
    # The quote that a link leads to is percent-encoded in its address: no letter of it is HTML.
    body = re.sub(r"#:~:text=[\w%.,~-]*", "#:~:text=", body, flags=re.ASCII)
    # An explanation of the answer sheet stands on one line, with its length.
    return re.sub(r"\s+", " ", re.sub(r"\d+ ตัวอักษร", "", body))


@pytest.mark.parametrize("attack", CORPUS.values(), ids=CORPUS)
def test_markdown_becomes_harmless_html(attack):
    """Authored prose keeps only quiet elements, whatever is typed, alone and inside other markup."""
    for text in (
        attack,
        f"ก {attack} ข",
        f"- {attack}\n- ข",
        f"[{attack}]({attack})",
        f"> {attack}",
        f"[ก][x]\n\n[x]: {attack}",
    ):
        page = Inventory(str(render_markdown(text)))
        assert {tag for tag, _ in page.elements} <= PROSE_TAGS
        assert {name for _, names in page.elements for name in names} <= PROSE_ATTRIBUTES
        assert [] == [url for url in page.addresses if scheme_of(url) not in ("", *ALLOWED_SCHEMES)]


# ---------------------------------------------------------------- nothing is lost

NOT_SHOWN = {
    "Agency.catalogue_variant": "chooses a catalogue",
    "Catalogue.count_certainty": "kept for those who maintain editions",
    "Catalogue.items.concepts": "joins items of several years; the crosswalk shows what follows",
    "Catalogue.items.elements.sources": "named for the item as a whole",
    "Catalogue.sub_indicators.certainty": "kept for those who maintain editions",
    "Report.updated": "the day of the page, in sitemap.xml",
}
"""Fields whose value stands on no page, each with the reason."""


def lone_leaves():
    """Yield the model and name of every leaf that pages should show."""
    for cls in MODELS:
        for leaf in fill(cls, lambda n: BENIGN).leaves:
            if leaf.shown:
                yield cls, leaf.name


@pytest.fixture(scope="module")
def lone_pages(tmp_path_factory):
    """Return what each leaf should show, by name, and the text of a site where each stands alone in a record."""
    files, expected, first = dict(OFFICE), {}, 0
    for cls in MODELS:
        for number, name in enumerate(dict.fromkeys(name for found, name in lone_leaves() if found is cls)):
            record = fill(cls, lambda n: BENIGN, first=first, only=name)
            expected[name] = next(leaf.shown for leaf in record.leaves if leaf.name == name)
            office = "x" if cls in (model.Issue, model.Catalogue) else f"a{number}"
            files |= (
                {f"{office}/agency.yml": OFFICE["x/agency.yml"]}
                if cls not in (model.Agency, model.Catalogue) and f"{office}/agency.yml" not in files
                else {}
            )
            files |= file_of(cls, record.tree, office, number)
            first += len(record.leaves)
    for path in [path for path in files if path.endswith("agency.yml")]:
        files.setdefault(path.replace("agency.yml", "2566/measures/base.yml"), ISSUE)
    plan, bodies = render(files, tmp_path_factory.mktemp("lone") / "content")
    assert [] == errors_of(plan)
    return expected, normal(html.unescape(" ".join(bodies.values())))


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, id=name) for name in dict.fromkeys(name for _, name in lone_leaves()) if name not in NOT_SHOWN],
)
def test_every_field_reaches_a_page_even_when_nothing_stands_beside_it(name, lone_pages):
    """What an officer fills in is published, also where it is the only optional thing that is filled in."""
    expected, pages = lone_pages
    found = normal(expected[name]) in pages
    assert found, expected[name]


def test_the_list_of_fields_that_are_not_shown_names_real_fields():
    """An entry of the list goes when its field goes."""
    names = {name for cls in MODELS for name in names_of(cls)}
    assert set() == set(NOT_SHOWN) - names


# ---------------------------------------------------------------- typed fields


def typed_leaves():
    """Yield each leaf that takes only certain texts, once per model path."""
    for cls in MODELS:
        seen = set()
        for leaf in fill(cls, lambda n: BENIGN).leaves:
            if leaf.refused and leaf.name not in seen:
                seen.add(leaf.name)
                yield pytest.param(cls, leaf.name, id=leaf.name)


FIRST_OF_THEIR_TYPE = {
    name
    for cls in MODELS
    for name in {
        leaf.refused: leaf.name for leaf in reversed(fill(cls, lambda n: BENIGN).leaves) if leaf.refused
    }.values()
}


def refusals(cls, name, values, tmp_path):
    """Return the problems of each of *values* in the place of the leaf *name*, one agency each, in one run.

    The pages are rendered for the first leaf of each type: what is refused is left out in the same way for all.
    """
    record = fill(cls, lambda n: BENIGN, only=name)
    leaf = next(leaf for leaf in record.leaves if leaf.name == name)
    files = dict(OFFICE)
    for number, value in enumerate(values):
        office = f"v{number}"
        files |= {f"{office}/agency.yml": OFFICE["x/agency.yml"]} if cls is not model.Agency else {}
        files[f"{office}/2566/measures/base.yml"] = ISSUE
        files |= file_of(cls, record.without(leaf, value), office, number)
    if name in FIRST_OF_THEIR_TYPE:
        site, _ = render(files, tmp_path / "content", of_a_kind=2)
    else:
        site = plan_site(load_source(write(tmp_path / "content", files), "content"))
    mark = [
        f"content/catalogue/{2570 + n}.yml" if cls is model.Catalogue else f"content/v{n}/" for n in range(len(values))
    ]
    return files, [[problem for problem in site.problems if problem.where.path.startswith(start)] for start in mark]


@pytest.mark.parametrize(("cls", "name"), list(typed_leaves()))
def test_a_typed_field_refuses_hostile_values_at_their_place(cls, name, tmp_path, request):
    """A value that a field's type does not take is an error inside its own file; the site is still whole."""
    leaf = next(leaf for leaf in fill(cls, lambda n: BENIGN, only=name).leaves if leaf.name == name)
    values = leaf.refused
    if cls is model.Catalogue and name == "Catalogue.fiscal_year":
        pytest.skip("the name of the generated file")
    files, found = refusals(cls, name, values, tmp_path)
    for value, problems in zip(values, found, strict=True):
        errors, _ = count_problems(problems)
        assert errors, (value[:80], problems)
        for problem in problems:
            text = files.get(problem.where.path.removeprefix("content/"), "")
            assert 1 <= problem.where.line <= text.count("\n") + 1
            assert 1 <= problem.where.column <= max(map(len, text.split("\n"))) + 1


@pytest.mark.parametrize("url", BAD_ADDRESSES)
def test_an_address_that_is_not_a_sound_one_of_the_web_is_refused(url):
    """Only whole addresses of http, https, mailto and tel are taken."""
    with pytest.raises(ValidationError):
        TypeAdapter(model.Url).validate_python(url)


@pytest.mark.parametrize("url", HTTP_ODD)
def test_an_address_that_python_cannot_read_is_a_problem_not_a_traceback(url, tmp_path):
    """An evidence address with a broken host is reported at its line."""
    files = {**OFFICE, "x/2566/oit.yml": as_yaml({"O2": {"evidence": [{"title": "ก", "url": url}]}})}
    plan = plan_site(load_source(write(tmp_path / "content", files), "content"))
    assert ["OIT109"] == [problem.code for problem in plan.problems if problem.code == "OIT109"]


@pytest.mark.parametrize("cls", MODELS, ids=lambda cls: cls.__name__)
@pytest.mark.parametrize("value", [{"ก": "ข"}, [["ก"]], [{"ก": ["ข"]}], "", None, ["", None]], ids=repr)
def test_a_value_of_another_shape_is_never_a_traceback(cls, value, tmp_path):
    """A list for a text, a map for a list, nothing at all: located problems, each inside its own file."""
    files = dict(OFFICE)
    for number, leaf in enumerate(fill(cls, lambda n: BENIGN).leaves[:60]):
        record = fill(cls, lambda n: BENIGN)
        files |= {f"v{number}/agency.yml": OFFICE["x/agency.yml"]} if cls is not model.Agency else {}
        files |= file_of(cls, record.without(leaf, value), f"v{number}", number)
    site = plan_site(load_source(write(tmp_path / "content", files), "content"))
    assert {problem.where.path.split("/")[0] for problem in site.problems} == {"content"}


# ---------------------------------------------------------------- letters, sizes and depths


@pytest.mark.parametrize("letter", [c for c in CONTROLS if c != "\x7f"], ids=ascii)
def test_a_control_letter_written_as_an_escape_is_refused_like_a_raw_one(letter, tmp_path):
    """`"\\0"` in quotes reaches no page."""
    text = json.dumps({"title": f"ก{letter}ข", "measures": [{"title": "ม"}]}, ensure_ascii=True)
    source = load_source(write(tmp_path / "content", {**OFFICE, "x/2566/measures/a.yml": text}), "content")
    assert ["OIT003"] == [problem.code for problem in source.problems]


MOST_SECONDS = 10
"""Of processor time, for what should take one: enough for any machine, and nothing to what a bomb would take."""

BOMBS = {
    "10 MB scalar": ("title: " + "a" * 10_000_000, "OIT008"),
    "flow depth": ("title: " + "[" * 1_000_000, "OIT008"),
    "flow maps": ("title: " + "{a: " * 400_000, "OIT008"),
    "block depth": ("- " * 900_000, "OIT008"),
    "indented depth": ("\n".join(" " * n + "a:" for n in range(1400)), "OIT008"),
    "many values": ("title: [" + "a," * 900_000 + "]", "OIT008"),
    "many unknown keys": ("".join(f"k{n}: a\n" for n in range(3000)), "OIT101"),
    "billion laughs": (
        "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{b}: &{b} [{','.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),  # noqa: E501
        "OIT005",
    ),
    "merge bomb": ("a: &a {x: y}\n" + "".join(f"k{n}: {{<<: *a}}\n" for n in range(500)), "OIT005"),
    "anchor on itself": ("title: &a [*a]\n", "OIT005"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "code"), BOMBS.values(), ids=BOMBS)
def test_a_bomb_ends_quickly_with_a_located_problem(text, code, tmp_path):
    """Size, depth and aliases cost a problem, not a minute."""
    folder = write(tmp_path / "content", {**OFFICE, "x/2566/measures/a.yml": text})
    start = time.process_time()
    plan = plan_site(load_source(folder, "content"))
    assert time.process_time() - start < MOST_SECONDS
    assert code in {p.code for p in plan.problems if p.where.path == "content/x/2566/measures/a.yml"}


def test_many_aliases_end_quickly(tmp_path):
    """A file of 4,000 refused aliases is read in about a second."""
    text = "title: &a x\n" + "".join(f"k{n}: *a\n" for n in range(4000))
    folder = write(tmp_path / "content", {**OFFICE, "x/2566/measures/a.yml": text})
    start = time.process_time()
    load_source(folder, "content")
    assert time.process_time() - start < MOST_SECONDS


@pytest.mark.parametrize("piece", ["[" * 5_000, "![" * 4_000, "<a " * 8_000], ids=["links", "images", "tags"])
def test_prose_made_of_openings_ends_quickly(piece, tmp_path):
    """A narrative of some thousand letters that opens and never closes is refused or read in a second or two."""
    tree = {"title": "ก", "narrative": piece, "measures": [{"title": "ม"}]}
    folder = write(tmp_path / "content", {**OFFICE, "x/2566/measures/a.yml": as_yaml(tree)})
    start = time.process_time()
    build_site(load_source(folder, "content"))
    assert time.process_time() - start < MOST_SECONDS


def test_a_long_scalar_below_the_limit_is_published_whole(tmp_path):
    """600,000 Thai letters in a title cost time, not a letter."""
    title = "ก" * 600_000
    files = {**OFFICE, "x/2566/measures/a.yml": as_yaml({"title": title, "measures": [{"title": "ม"}]})}
    plan, bodies = render(files, tmp_path / "content")
    assert [] == errors_of(plan)
    assert title in bodies["x/2566/measures/a/"]


# ---------------------------------------------------------------- names of files and folders


@pytest.mark.parametrize(
    "folder",
    [
        "oit",
        "y\n",
        "A", "ก", "a b", "a_b", "-a", "a%2fb", '"onx="', "<b>", "a\\b",
    ],
)  # fmt: skip
def test_a_folder_that_cannot_be_an_address_of_its_own_is_refused(folder, tmp_path):
    """An agency's folder becomes part of addresses: odd letters and addresses that are taken are errors."""
    files = {**OFFICE, f"{folder}/agency.yml": OFFICE["x/agency.yml"], f"{folder}/2566/measures/a.yml": ISSUE}
    plan = plan_site(load_source(write(tmp_path / "content", files), "content"))
    assert [f"content/{folder}"] == [p.where.path for p in plan.problems if p.code in ("OIT108", "OIT203", "OIT208")]


def test_two_folders_of_one_year_are_reported(tmp_path):
    """`2566` and `๒๕๖๖` are one year: nothing may be lost in silence."""
    files = {**OFFICE, "x/2566/measures/a.yml": ISSUE, "x/๒๕๖๖/measures/b.yml": ISSUE}
    plan = plan_site(load_source(write(tmp_path / "content", files), "content"))
    assert errors_of(plan)


@pytest.mark.parametrize("name", ["contents", "oit-main", "top"])
def test_an_id_never_stands_twice_on_a_page(name, tmp_path):
    """An issue or measure whose id the page needs for itself is refused or renamed."""
    tree = {"title": "ก", "measures": [{"id": name, "title": "ม"}, {"id": "measures", "title": "ม"}]}
    files = {**OFFICE, f"x/2566/measures/{name}.yml": as_yaml(tree)}
    plan, bodies = render(files, tmp_path / "content")
    taken = {"oit-main", "oit-top", "oit-hatch"}
    repeated = [Counter([*taken, *re.findall(r'\sid="([^"]+)"', body)]).most_common(1)[0] for body in bodies.values()]
    assert errors_of(plan) or all(count == 1 for _, count in repeated)


@pytest.mark.parametrize(
    "name",
    [
        "measures",
        "top",
        "weaknesses",
        "oit-main",
    ],
)
def test_a_measure_never_takes_an_id_of_its_page(name, tmp_path):
    """A measure whose id the page needs for itself is refused or renamed."""
    tree = {"title": "ก", "weaknesses": ["ข"], "measures": [{"id": name, "title": "ม"}]}
    plan, bodies = render({**OFFICE, "x/2566/measures/a.yml": as_yaml(tree)}, tmp_path / "content")
    ids = Counter(["oit-main", "oit-top", "oit-hatch", *re.findall(r'\sid="([^"]+)"', bodies["x/2566/measures/a/"])])
    assert errors_of(plan) or 1 == ids.most_common(1)[0][1]


ODD_FILES = (
    '"><script>alert(1)<',
    "a b#c?d=e&f.csv",
    "%2e%2e%2fx.csv",
    "a\\..\\x.csv",
    "=1+1.csv",
    "ก\u202egpj.csv",
    "{{ 7*7 }}.csv",
)


def test_evidence_files_with_odd_names_are_published_under_their_own_address(tmp_path):
    """Whatever a file is called, its link leads to it and to nothing else."""
    names = [f"evidence/{name}" for name in ODD_FILES]
    files = {**OFFICE, "x/2566/measures/a.yml": ISSUE} | {f"x/2566/{name}": "ก\n" for name in names}
    files["x/2566/oit.yml"] = as_yaml(
        {"O2": {"evidence": [{"title": name, "file": name} for name in names if "\\" not in name]}}
    )
    plan, bodies = render(files, tmp_path / "content")
    assert [] == errors_of(plan)
    page = Inventory(bodies["x/2566/oit/o2/"])
    assert [] == [url for url in page.addresses if scheme_of(url) not in ("", *ALLOWED_SCHEMES)]
    assert {"x/2566/" + name for name in names} == {export.uri for export in plan.exports}


# ---------------------------------------------------------------- the real thing


class Inventory(HTMLParser):
    """The elements, attributes, addresses and text of a piece of HTML."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.addresses, self.texts = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, tuple(sorted(name for name, _ in attrs))))
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action")]

    def handle_data(self, data):
        self.texts.append(data)


def scheme_of(url):
    """Return the scheme that a browser reads in *url*, "" for an address within the site."""
    plain = re.sub(r"[\x00-\x20]", "", url).lower()
    match = re.match(r"([a-z][a-z0-9+.-]*):", plain)
    return match[1] if match else ("outside" if plain.startswith(("//", "\\\\", "/\\")) else "")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return the folders of two sites alike in all but their texts, benign and hostile, and the hostile leaves."""
    benign, _ = whole_site([BENIGN] * len(CORPUS))
    hostile, leaves = whole_site(list(CORPUS.values()))
    return (
        build_with_mkdocs(tmp_path_factory.mktemp("benign"), benign),
        build_with_mkdocs(tmp_path_factory.mktemp("hostile"), hostile),
        leaves,
    )


def is_ours(path):
    """Return whether the page at *path* shows what the content folder says; shipped editions are alike in both."""
    return not re.match(r"(?:oit/25[0-6]\d|help)/", path)


@pytest.fixture(scope="module")
def trees(built):
    """Return every page of both sites as a browser reads it: two element trees, by path."""
    benign, hostile, _ = built
    paths = sorted(str(path.relative_to(hostile)) for path in hostile.rglob("*.html"))
    assert paths == sorted(str(path.relative_to(benign)) for path in benign.rglob("*.html"))

    def parse(path):
        return html5lib.parse(path.read_bytes(), treebuilder="etree", namespaceHTMLElements=False)

    return {path: (parse(benign / path), parse(hostile / path)) for path in paths if is_ours(path)}


def elements_of(tree):
    return Counter((str(e.tag), tuple(sorted(e.attrib))) for e in tree.iter() if isinstance(e.tag, str))


def test_hostile_text_adds_no_element_and_no_attribute_to_any_page(trees):
    """Page by page, a browser sees the same elements with the same attributes as with benign text."""
    for path, (benign, hostile) in trees.items():
        extra = elements_of(hostile) - elements_of(benign)
        allowed = {key for key in extra if key[0] in PROSE_TAGS and set(key[1]) <= PROSE_ATTRIBUTES}
        assert {} == {k: n for k, n in extra.items() if not (k in allowed and "/measures/" in path)}, path


def test_no_element_of_a_page_is_live_but_the_themes_own(trees):
    """No handler, frame, object or form; scripts only as many as the theme has; no address of another scheme."""
    for path, (benign, hostile) in trees.items():
        tags = Counter(e.tag for e in hostile.iter() if isinstance(e.tag, str))
        assert not tags.keys() & {"iframe", "object", "embed", "applet", "base", "frame", "math", "template"}, path
        assert Counter(e.tag for e in benign.iter() if isinstance(e.tag, str))["script"] == tags["script"], path
        for element in hostile.iter():
            assert not [name for name in element.attrib if name.lower().startswith("on")], path
            for name in ("href", "src", "action", "formaction", "srcset", "{http://www.w3.org/1999/xlink}href"):
                scheme = scheme_of(element.attrib.get(name, ""))
                assert scheme in ("", *ALLOWED_SCHEMES), (path, element.attrib[name])


def scripts_of(tree):
    """Return the scripts of a page that a browser runs, and its linked data, which none does."""
    scripts = list(tree.iter("script"))
    data = [e for e in scripts if e.get("type") == "application/ld+json"]
    return [e.text for e in scripts if e not in data], data


def test_the_scripts_of_a_page_are_the_same_with_hostile_text(trees):
    """Nothing that is typed reaches a script that runs."""
    for path, (benign, hostile) in trees.items():
        assert scripts_of(benign)[0] == scripts_of(hostile)[0], path


def test_the_linked_data_of_a_page_keeps_its_shape_with_hostile_text(trees):
    """As many nodes, each of JSON, with the same types and keys; text is text, whatever it says."""
    for path, (benign, hostile) in trees.items():
        expected, found = scripts_of(benign)[1], scripts_of(hostile)[1]
        assert [shape_of(json.loads(e.text)) for e in expected] == [shape_of(json.loads(e.text)) for e in found], path
        assert all(list(e) == [] and "<" not in e.text for e in found), path


def shape_of(value):
    if isinstance(value, dict):
        return {key: value[key] if key in ("@type", "@context") else shape_of(value[key]) for key in value}
    return [shape_of(item) for item in value] if isinstance(value, list) else type(value).__name__


def test_every_hostile_string_is_there_to_be_read(built, trees):
    """All text of the content is text of some page, letter for letter but for white space."""
    _, _, leaves = built
    for _, tree in trees.values():
        for script in scripts_of(tree)[1]:
            script.text = ""  # what only machines read does not count
    text = " ".join(normal("".join(tree.itertext())) for _, tree in trees.values())
    missing = [
        (leaf.name, leaf.value[:60])
        for leaf in leaves
        if leaf.kind is None and leaf.name not in (*NOT_SHOWN, FROM_HEREON) and normal(leaf.value) not in text
    ]
    assert [] == missing


def test_title_description_and_heading_say_what_the_content_says(built, trees):
    """The head of a page carries the hostile title whole, as text."""
    _, hostile, _ = built
    site = plan_site(load_source(hostile.parent / "content", "content"))
    for plan in site.plans.values():
        if plan.draft or not is_ours(plan.uri):
            continue
        tree = trees[f"{plan.uri}index.html"][1]
        titles = [normal(e.text or "") for e in tree.find("head").iter("title")]
        assert [normal(f"{plan.title} - มาตรการคุณธรรมและความโปร่งใส (รายการตรวจ OIT)")] == titles
        (description,) = [e.get("content") for e in tree.iter("meta") if e.get("name") == "description"]
        assert normal(plan.description or plan.title) == normal(description)
        assert [normal(plan.title)] == [normal("".join(e.itertext())) for e in tree.iter("h1")]


def test_every_page_states_its_policy_before_anything_else(trees):
    """The Content-Security-Policy is the second element of every head, and allows no inline script by name."""
    for path, (benign, hostile) in trees.items():
        _, policy = list(hostile.find("head"))[:2]
        assert "Content-Security-Policy" == policy.get("http-equiv"), path
        assert "unsafe" not in policy.get("content")
        assert list(benign.find("head"))[1].get("content") == policy.get("content"), path


def test_search_has_the_same_entries_as_with_benign_text(built):
    """The files of the search index are JSON with the same entries at the same addresses, whatever the texts say."""
    benign, hostile, _ = built

    def addresses(site):
        parts = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((site / "search").glob("*.json"))]
        return [
            (part["base"], [row[:2] for row in part["rows"]], [item[0] for item in part["items"]])
            for part in parts
            if "rows" in part
        ]

    assert [] != addresses(hostile)
    assert addresses(benign) == addresses(hostile)


def test_the_sitemap_and_other_files_are_sound(built):
    """sitemap.xml is XML with one address a page; JSON is JSON; nothing is published that the benign site has not."""
    benign, hostile, _ = built
    urls = [
        e.text
        for e in ElementTree.parse(hostile / "sitemap.xml").iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]
    assert len(urls) == len(set(urls)) == len(list(hostile.rglob("index.html")))
    assert {str(p.relative_to(benign)) for p in benign.rglob("*")} == {
        str(p.relative_to(hostile)) for p in hostile.rglob("*")
    }
    for path in hostile.rglob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "name",
    [
        "drawing.svg",
        "notes.md",
        "page.html",
        "page.xhtml",
        "script.js",
        "feed.xml",
    ],
)
def test_an_evidence_file_that_a_browser_would_run_is_reported(name, tmp_path):
    """Evidence is a document: what a browser opens as a live page of this site is a problem."""
    body = (
        '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
        if name.endswith("svg")
        else "<html><script>alert(1)</script>"
    )
    files = {**OFFICE, "x/2566/measures/a.yml": ISSUE, f"x/2566/evidence/{name}": body}
    plan = plan_site(load_source(write(tmp_path / "content", files), "content"))
    assert [p for p in plan.problems if name in f"{p.where} {p.message}"]


def test_an_authored_page_has_the_policy_of_every_page(tmp_path):
    """What an authored page holds changes nothing of what it may run: no inline script, whatever it looks like."""
    script = 'var palette=__md_get("x");alert(1)'
    files = {**OFFICE, "x/2566/measures/a.yml": ISSUE, "pages/about.md": f"# ก\n\n<script>{script}</script>\n"}
    site = build_with_mkdocs(tmp_path, files)
    policies = [
        re.search(r'Security-Policy" content="([^"]*)"', (site / p / "index.html").read_text(encoding="utf-8"))[1]
        for p in ("about", "x")
    ]
    assert policies[0] == policies[1]
    assert "sha256" not in policies[0]
