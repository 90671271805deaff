"""Compiled templates beside their sources: the same pages with the cache, without it, and with a damaged one."""

import pytest
from jinja2 import DictLoader, Environment

from oit_site.template_cache import TemplateCache


@pytest.mark.parametrize(
    "left", [None, b"", b"damaged", b"j2\x05\x00\x00\x00"], ids=["none", "empty", "damaged", "cut"]
)
def test_a_template_is_right_whatever_the_cache_holds(tmp_path, left):
    """A missing, empty or damaged entry costs the time of compiling and nothing else; then there is a sound one."""
    for name in ("one", "two"):
        cache = TemplateCache(str(tmp_path))
        environment = Environment(loader=DictLoader({"a.html": "ก{{ x }}"}), bytecode_cache=cache, auto_reload=False)
        assert f"ก{name}" == environment.get_template("a.html").render(x=name)
        (entry,) = tmp_path.iterdir()
        if left is not None and name == "one":
            entry.write_bytes(left)


def test_a_changed_template_is_compiled_anew(tmp_path):
    """An entry belongs to the text that it was made of."""
    for text in ("หนึ่ง", "สอง"):
        environment = Environment(loader=DictLoader({"a.html": text}), bytecode_cache=TemplateCache(str(tmp_path)))
        assert text == environment.get_template("a.html").render()


def test_without_a_folder_templates_are_compiled_in_every_run(tmp_path):
    """An installation that may not be written to, or a full disk, is no error."""
    cache = TemplateCache(str(tmp_path / "missing"))
    environment = Environment(loader=DictLoader({"a.html": "ก"}), bytecode_cache=cache)
    assert "ก" == environment.get_template("a.html").render()
