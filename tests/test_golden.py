"""The bodies of the small site's key pages, as reviewed. `--update-golden` writes them anew; read the diff."""

import pytest

from oit_site.load import load_source
from oit_site.site import build_site
from support import FIXTURES, REPOSITORY

GOLDEN = REPOSITORY / "tests" / "golden"

PAGES = {
    "agency": "tiny/",
    "year": "tiny/2566/",
    "assessment": "tiny/2566/assessment/",
    "measures": "tiny/2566/measures/",
    "issue": "tiny/2566/measures/ind-09-disclosure/",
    "results": "tiny/2566/results/",
    "oit": "tiny/2566/oit/",
    "item": "tiny/2566/oit/o12/",
    "answers": "tiny/2566/answers/",
    "todo": "tiny/2566/todo/",
    "group": "tiny/2566/todo/g4267e255/",
}


@pytest.fixture(scope="module")
def bodies():
    site = build_site(load_source(FIXTURES / "small" / "content", "content"))
    return {page.plan.uri: str(page.body) for page in site.pages}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_as_its_golden_file(bodies, name, request):
    """The body of a page is the one that was reviewed last."""
    golden = GOLDEN / f"{name}.html"
    if request.config.getoption("--update-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(bodies[PAGES[name]], "utf-8")
    assert golden.read_text("utf-8") == bodies[PAGES[name]]


def test_every_golden_file_is_of_a_page():
    """No golden file is left over from a page that is no longer compared."""
    assert sorted(PAGES) == sorted(path.stem for path in GOLDEN.iterdir())
