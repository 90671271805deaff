"""Mutants of the real content: a few hundred through the core, a few through the real mkdocs build."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from oit_site.load import load_source
from oit_site.problem import Location, Problem, count_problems
from oit_site.site import plan_site

ROOT = Path(__file__).parent.parent


def load_script():
    """Return scripts/fuzz.py as a module."""
    spec = importlib.util.spec_from_file_location("fuzz", ROOT / "scripts" / "fuzz.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["fuzz"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


fuzz = load_script()


@pytest.mark.parametrize("chunk", [range(at, at + 50) for at in range(0, 150, 50)], ids=lambda chunk: str(chunk.start))
def test_mutants_end_in_a_plan_or_in_located_problems(chunk):
    """No mutant gives a traceback, takes more than its time, or has a problem that lies outside its file."""
    verdicts = fuzz.run_chunk(ROOT / "content", seed=7, numbers=chunk, limit=2.0)
    assert [] == [(v.mutant.number, v.end, v.mutant.original.path, v.fault) for v in verdicts if v.fault]
    assert {"errors", "clean"} <= {v.end for v in verdicts} | {"clean"}
    assert len(chunk) == len(verdicts)


def test_the_same_number_is_the_same_mutant():
    """A failure can be repeated: a mutant follows from the content, the seed and its number alone."""
    originals = fuzz.read_originals(ROOT / "content")
    first = [fuzz.make_mutant(originals, 1, number).raw for number in range(20)]
    assert first == [fuzz.make_mutant(originals, 1, number).raw for number in range(20)]
    assert first != [fuzz.make_mutant(originals, 2, number).raw for number in range(20)]


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        pytest.param(2, 5, [], id="at the end of the last line"),
        pytest.param(2, 6, ["outside the file"], id="behind it"),
        pytest.param(3, 1, ["outside the file"], id="below it"),
        pytest.param(0, 1, ["outside the file"], id="above the first"),
    ],
)
def test_a_problem_outside_its_file_is_a_failure(tmp_path, line, column, expected):
    """The run itself sees a place that no editor could go to."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.yml").write_text("a: 1\nb: 2", encoding="utf-8")
    problem = Problem(Location("content/a.yml", line, column), "OIT103", "x")
    faults = fuzz.faulty_problems((problem,), tmp_path / "content")
    assert expected == [fault.partition(":")[0] for fault in faults]


MUTANTS_BUILT = 5


def test_a_mutant_that_fails_leaves_the_site_that_is_online(tmp_path):
    """`mkdocs build` of a mutant with errors exits with 1, without a traceback, and the old site is untouched."""
    project = make_project(tmp_path)
    site = project / "site"
    site.mkdir()
    (site / "index.html").write_text("เว็บไซต์เดิม", encoding="utf-8")
    before = state_of(site)
    broken = list(mutants_with_errors(project, MUTANTS_BUILT))
    assert MUTANTS_BUILT == len(broken)
    for mutant in broken:
        target = project / "content" / mutant.original.path
        target.write_bytes(mutant.raw)
        done = run_mkdocs(project)
        assert (1, False) == (done.returncode, "Traceback" in done.stderr), (mutant.number, done.stderr)
        assert "เว็บไซต์เดิมไม่ถูกแตะต้อง" in done.stderr
        assert before == state_of(site)
        target.write_bytes(mutant.original.raw)


def make_project(folder):
    """Return a folder with mkdocs.yml and the smallest real agency, built with the theme of this repository."""
    project = folder / "project"
    agency = "spp-mukdahan"
    shutil.copytree(ROOT / "content" / agency, project / "content" / agency)
    (project / "content" / "pages").mkdir()
    settings = {
        "site_name": "ทดสอบ",
        "docs_dir": "content/pages",
        "theme": {"name": "material", "font": False, "custom_dir": str(ROOT / "theme_overrides")},
        "plugins": [{"oit": {"content": "content"}}],
    }
    (project / "mkdocs.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    return project


def mutants_with_errors(project, most):
    """Yield mutants of the project's content, each of which has an error."""
    originals = fuzz.read_originals(project / "content")
    found = number = 0
    while found < most:
        mutant = fuzz.make_mutant(originals, 3, number)
        number += 1
        target = project / "content" / mutant.original.path
        target.write_bytes(mutant.raw)
        errors, _ = count_problems(plan_site(load_source(project / "content")).problems)
        target.write_bytes(mutant.original.raw)
        if errors:
            found += 1
            yield mutant


def run_mkdocs(project):
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=project,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def state_of(folder):
    """Return every file of *folder* with its bytes and time of change."""
    return {p.relative_to(folder): (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.rglob("*") if p.is_file()}
