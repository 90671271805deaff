"""The house: which module stands on which floor, and what only one module may do."""

import ast
from pathlib import Path

import pytest

import oit_site

FLOORS = (
    (
        "rules",
        "problem",
        "problem_formats",
        "settings",
        "thai",
        "colour",
        "spelling",
        "privacy",
        "media",
        "evidence_file",
        "quotation",
        "trend",
    ),
    (
        "yaml_slips",
        "yaml_source",
        "model",
        "shape",
        "text_check",
        "repair",
        "websites",
        "inspection",
        "lock",
        "link_state",
        "link_text",
        "link_answer",
        "load",
    ),
    (
        "scoring",
        "freshness",
        "issue_parts",
        "checklist",
        "facts",
        "link_places",
        "link_round",
        "uris",
        "answers",
        "todo",
        "history",
        "crosswalk",
        "desk",
        "deep_link",
        "check",
        "confirm",
        "starter",
    ),
    ("prose", "template_cache", "render", "chrome", "typography", "csp", "theme_css", "theme_html", "search_index"),
    ("export.file", "export.tables", "export.columns", "export.csv_file", "export.office_package", "export.sheet_rows"),
    ("export.workbook", "export.calendar"),
    (
        "export.oit_tables",
        "link_report",
        "export.desk",
        "export.json_file",
        "export.table_schema",
        "export.sums",
        "export.gd_catalog",
        "export.xml_text",
        "export.rdf",
        "export.feeds",
        "export.web_files",
        "export.datasets",
    ),
    ("schema_org", "export.dcat", "export.vocabulary", "export.linked_data"),
    ("export.checklist_json", "export.evidence_json", "export.datapackage", "export.csvw", "export.document"),
    ("export.parts",),
    ("export.build", "export.web", "heads"),
    ("export.guide",),
    ("site",),
    (
        "staging",
        "shelf",
        "link_request",
        "links",
        "mkdocs_plugin",
        "commands.options",
        "commands.new",
        "commands.check",
        "commands.lock",
        "commands.links",
        "__main__",
    ),
)
"""Imports lead down, or to a neighbour that does not lead back."""

FLOOR = {name: floor for floor, names in enumerate(FLOORS) for name in names}
FOLDER = Path(oit_site.__path__[0])
TREES = {
    ".".join(path.relative_to(FOLDER).with_suffix("").parts): ast.parse(path.read_text(encoding="utf-8"))
    for path in FOLDER.rglob("*.py")
}
"""The modules by name; those of a sub-package with its name before theirs."""

OPENING = {"open", "read_text", "read_bytes", "write_text", "write_bytes"} | {
    "iterdir",
    "rglob",
    "glob",
    "stat",
    "exists",
    "is_file",
    "is_dir",
    "mkdir",
    "unlink",
}


def imported(tree):
    """Return the full names of all that *tree* imports."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def neighbours(name):
    """Return the modules of the package that the module *name* imports."""
    inner = [full.removeprefix("oit_site.") for full in imported(TREES[name]) if full.startswith("oit_site.")]
    return {module for module in FLOOR for full in inner if full == module or full.startswith(f"{module}.")}


def users_of(*packages):
    return {name for name, tree in TREES.items() if {full.split(".")[0] for full in imported(tree)} & set(packages)}


def test_every_module_stands_on_a_floor():
    """The table of floors holds every module, and no other."""
    assert {name for name in TREES if not name.endswith("__init__")} == FLOOR.keys()


@pytest.mark.parametrize("name", FLOOR)
def test_imports_lead_down(name):
    """No module imports one of a higher floor."""
    assert {other for other in neighbours(name) if FLOOR[other] > FLOOR[name]} == set()


@pytest.mark.parametrize("name", FLOOR)
def test_no_imports_lead_back(name):
    """No module imports itself by way of others."""
    reached, waiting = set(), list(neighbours(name))
    while waiting:
        other = waiting.pop()
        if other not in reached:
            reached.add(other)
            waiting.extend(neighbours(other))
    assert name not in reached


@pytest.mark.parametrize(
    ("packages", "expected"),
    [
        pytest.param(["yaml"], {"yaml_source"}, id="yaml"),
        pytest.param(["mkdocs"], {"mkdocs_plugin"}, id="mkdocs"),
        pytest.param(["logging"], {"mkdocs_plugin"}, id="logging"),
        pytest.param(["markdown", "nh3"], {"prose"}, id="Markdown and its sanitiser"),
        pytest.param(["jinja2"], {"render", "template_cache"}, id="Jinja"),
        pytest.param(["pypdfium2", "filetype"], {"evidence_file"}, id="PDF and kinds of files"),
        pytest.param(["xlsxwriter"], {"export.workbook"}, id="Excel"),
        pytest.param(["xml"], {"export.xml_text"}, id="XML"),
        pytest.param(["subprocess"], set(), id="other programs"),
        pytest.param(
            ["asyncio", "http", "httpcore2", "httpx2", "protego", "requests", "socket", "ssl", "urllib3"],
            {"links", "link_request"},
            id="the network",
        ),
    ],
)
def test_a_package_is_imported_in_one_module(packages, expected):
    """What a module knows of the world outside, no other module knows."""
    assert users_of(*packages) == expected


def test_click_is_known_in_one_room():
    """The commands and what wires them know click; what a command does, it leaves to modules that do not."""
    users = users_of("click")
    assert {"__main__"} == {name for name in users if not name.startswith("commands.")}
    assert {name for name in FLOOR if name.startswith("commands.")} == users - {"__main__"}


def test_a_build_knows_no_network():
    """What asks other sites is loaded by its own command, when that is given, and by nothing else."""
    network = {"links", "link_request"}
    importers = {name for name in TREES if neighbours(name) & network}
    assert {"commands.links"} == importers - network
    statements = [node for node in TREES["commands.links"].body if isinstance(node, ast.Import | ast.ImportFrom)]
    at_the_top = {name for node in statements for name in imported(node)}
    assert [] == [name for name in at_the_top if name.startswith(("oit_site.links", "oit_site.link_request"))]
    assert set() == {name for name, tree in TREES.items() if any("urllib.request" in full for full in imported(tree))}


def test_only_load_opens_files():
    """No other module reads the disk or looks at it, but for the caches, which are the program's own."""
    calls = {
        (name, called)
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (called := getattr(node.func, "attr", getattr(node.func, "id", ""))) in OPENING
    }
    # The hosts of floor 5 own the files that they are pointed at; evidence_file opens members of archives in memory.
    assert {name for name, _ in calls} - {*FLOORS[-1], "evidence_file"} == {"load", "inspection", "template_cache"}


def test_nothing_is_marked_safe():
    """No template prints a text unescaped, and no module but render and prose makes finished HTML."""
    for path in (FOLDER / "templates").glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "|safe" not in text.replace(" ", ""), path.name
        assert "autoescape" not in text, path.name
    makers = {name for name, tree in TREES.items() if "markupsafe.Markup" in imported(tree)}
    assert makers == {"prose", "render"}
