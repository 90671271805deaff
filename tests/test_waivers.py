"""What a site lives with, for a stated reason."""

import pytest
from mkdocs.exceptions import PluginError

from oit_site.load import load_source
from oit_site.mkdocs_plugin import read_settings
from oit_site.problem import Location, Problem, Waiver, may_be_waived, waive
from oit_site.rules import RULES, Severity
from oit_site.settings import Settings
from oit_site.site import build_site, plan_site

SCAN = Problem(Location("content/x/2566/oit.yml", 3, 5), "OIT408", "ก")
HTTP = Problem(Location("content/y/2566/oit.yml", 4, 5), "OIT411", "ข")
BROKEN = Problem(Location("content/x/2566/oit.yml", 9, 1), "OIT001", "ค")
PERSON = Problem(Location("content/pages/about.md", 2, 1), "OIT601", "ง")


# ---------------------------------------------------------------- waive


@pytest.mark.parametrize(
    ("waivers", "waived"),
    [
        ((), ()),
        ((Waiver("OIT408", "ก"),), (SCAN,)),
        ((Waiver("OIT408", "ก", "content/x/*"),), (SCAN,)),
        ((Waiver("OIT408", "ก", "content/y/*"),), ()),
        ((Waiver("OIT408", "ก", "content/x/2566/oit.yml"),), (SCAN,)),
        ((Waiver("OIT411", "ก", "*/y/*"), Waiver("OIT408", "ข")), (SCAN, HTTP)),
        ((Waiver("OIT601", "เลขตัวอย่าง", "content/pages/about.md"),), (PERSON,)),
        ((Waiver("OIT001", "ก"),), ()),
    ],
)
def test_a_waiver_covers_its_rule_in_its_files(waivers, waived):
    """A waiver takes away the problems of one rule in the files of one pattern, and never an error of content."""
    problems = (SCAN, HTTP, BROKEN, PERSON)
    assert (tuple(p for p in problems if p not in waived), waived) == waive(problems, waivers)


def test_only_warnings_and_likely_personal_data_may_be_waived():
    """Of the errors, only what merely looks like personal data may be waived; an unknown code may not."""
    allowed = {code for code in RULES if may_be_waived(code)}
    assert {code for code in RULES if RULES[code].severity is Severity.WARNING} | {"OIT601"} == allowed
    assert not may_be_waived("OIT999")


def test_what_is_waived_is_counted_and_not_lost(content):
    """A waived problem leaves the problems and stands in `waived`."""
    folder = content({"x/agency.yml": "name: เเห่ง\n"})
    waivers = (Waiver("OIT501", "ตามต้นฉบับ"),)
    plan, site = (
        plan_site(load_source(folder, "content"), Settings(waivers=waivers)),
        build_site(load_source(folder), Settings(waivers=waivers)),
    )
    assert () == plan.problems == site.problems
    assert ["OIT501"] == [problem.code for problem in plan.waived] == [problem.code for problem in site.waived]


# ---------------------------------------------------------------- ignore in mkdocs.yml


@pytest.fixture
def settings(tmp_path, content):
    """Return a function that writes an mkdocs.yml with the given `ignore`, and reads the settings of it."""

    def write(ignore):
        folder = content({"pages/about.md": "# ก\n"})
        (tmp_path / "mkdocs.yml").write_text(
            f"site_name: ก\ndocs_dir: {folder.name}/pages\ntheme: {{name: mkdocs}}\n"
            f"plugins:\n- oit:\n    content: {folder.name}\n    ignore: {ignore}\n",
            encoding="utf-8",
        )
        return read_settings(tmp_path / "mkdocs.yml")

    return write


def test_ignore_is_read_from_mkdocs_yml(settings, tmp_path):
    """Each entry is a waiver, for all files unless it names some; content and cache lie beside mkdocs.yml."""
    entries = "[{code: OIT408, reason: ' ภาพสแกน '}, {code: OIT601, reason: เลขตัวอย่าง, path: content/x/*}]"
    folder, found, cache = settings(entries)
    assert tmp_path / "content" == folder
    assert (Waiver("OIT408", "ภาพสแกน"), Waiver("OIT601", "เลขตัวอย่าง", "content/x/*")) == found.waivers
    assert tmp_path / ".cache" / "oit" / "evidence.json" == cache


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{code: OIT201, reason: ก}", "OIT201 ยกเว้นไม่ได้"),
        ("{code: OIT001, reason: ก}", "OIT001 ยกเว้นไม่ได้"),
        ("{code: OIT999, reason: ก}", "OIT999 ยกเว้นไม่ได้"),
        ("{code: oit408, reason: ก}", "oit408 ยกเว้นไม่ได้"),
        ("{code: OIT408, reason: ''}", "OIT408 ต้องมีเหตุผล"),
        ("{code: OIT408, reason: '  '}", "OIT408 ต้องมีเหตุผล"),
    ],
)
def test_an_entry_that_may_not_stand_is_refused(entry, said, settings):
    """An error, an unknown code and a reason without words are refused by name."""
    with pytest.raises(PluginError, match=said):
        settings(f"[{entry}]")


@pytest.mark.parametrize("entry", ["{code: OIT408}", "{reason: ก}", "OIT408", "{code: 408, reason: ก}"])
@pytest.mark.filterwarnings("ignore")
def test_an_entry_without_its_parts_is_refused_by_mkdocs(entry, settings):
    """MkDocs itself refuses an entry that has no code or no reason, or is no record."""
    with pytest.raises(SystemExit):
        settings(f"[{entry}]")
