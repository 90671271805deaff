"""Every way to be wrong: each case file holds a content folder and the complete list of its problems."""

import base64
from pathlib import Path

import pytest
import yaml
from markupsafe import escape

from oit_site.load import load_source
from oit_site.rules import RULES
from oit_site.site import plan_site

CASES = {path.stem: path for path in sorted(Path(__file__).parent.glob("cases/problems/*.yaml"))}


def read_case(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def lay_out(folder, files):
    """Write what a case does not say as plain text: odd bytes, other encodings, long files, links and folders."""
    plain = {path: value for path, value in files.items() if isinstance(value, str)}
    for path, value in files.items():
        if path in plain:
            continue
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        match value:
            case {"base64": text}:
                plain[path] = base64.b64decode(text)
            case {"encoding": encoding, "text": text}:
                plain[path] = text.encode(encoding)
            case {"repeat": text, "times": times}:
                plain[path] = text * times
            case {"link_to": there}:
                target.symlink_to(there)
            case {"folder": True}:
                target.mkdir()
            case _:
                raise ValueError(f"{path}: {value}")
    return plain


@pytest.mark.parametrize("name", CASES)
def test_a_case_has_exactly_its_problems(name, content, tmp_path):
    """A content folder gives the problems that its case file lists: all of them, and no other."""
    case = read_case(CASES[name])
    folder = tmp_path / "content"
    folder.mkdir()
    content(lay_out(folder, case["files"]), case.get("base", False))
    assert case["problems"] == [str(problem) for problem in plan_site(load_source(folder, "content")).problems]


@pytest.mark.parametrize("name", CASES)
def test_a_case_says_what_it_shows(name):
    """A case file holds one sentence, files and problems, and is named by the codes that it shows."""
    case = read_case(CASES[name])
    assert {"about", "files", "problems"} | ({"base"} & case.keys()) == case.keys()
    assert case["about"].endswith(".")
    code, problems = name.partition("-")[0].upper(), " ".join(case["problems"])
    assert (code == "NONE") == (problems == "")
    assert code in ("NONE", "SEVERAL") or f" {code} " in problems


def test_every_rule_has_a_case():
    """No rule is without a case file that breaks it."""
    shown = {word for path in CASES.values() for problem in read_case(path)["problems"] for word in problem.split()}
    assert set() == RULES.keys() - shown


def test_every_rule_has_a_section_on_the_help_page(site):
    """The help page has a heading for every code, so that a problem can be looked up."""
    (help_page,) = [page for page in site({}).pages if page.plan.uri == "help/problems/"]
    assert [(code.lower(), f"{code} {rule.title}") for code, rule in RULES.items()] == list(help_page.sections)


def test_every_section_of_the_help_page_says_what_to_do(site):
    """Under the heading of a rule stand its severity, meaning, remedy, and an example of wrong and right."""
    (help_page,) = [page for page in site({}).pages if page.plan.uri == "help/problems/"]
    sections = {text[: text.index('"')]: text for text in str(help_page.body).split('<h2 id="')[1:]}
    for code, rule in RULES.items():
        said = [rule.severity.value, rule.meaning, rule.remedy, rule.wrong, rule.right]
        assert [] == [text for text in said if not text.strip() or str(escape(text)) not in sections[code.lower()]], (
            code
        )


def test_there_are_as_many_cases_as_promised():
    """At least 200 ways to be wrong are held to their exact problems, each told in a sentence of its own."""
    assert len(CASES) >= 200
    abouts = [read_case(path)["about"] for path in CASES.values()]
    assert [] == [about for about in abouts if abouts.count(about) > 1]
