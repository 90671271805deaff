"""Defects of spelling and privacy in the text of content files: where they stand, and what is spared."""

import pytest

from oit_site.text_check import check_plain_text, check_yaml_text
from oit_site.yaml_source import read_yaml


def yaml_places(text):
    problems = check_yaml_text(text, read_yaml(text.encode(), "a.yml"))
    return [(problem.where.line, problem.where.column, problem.code) for problem in problems]


def plain_places(text):
    return [(problem.where.line, problem.where.column, problem.code) for problem in check_plain_text(text, "a.md")]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("title: เเ\n", [(1, 8, "OIT501")]),
        ("title: ที่นี่ เเ\n", [(1, 15, "OIT501")]),
        ("a: ก\r\nb: เเ\r\nc: เเ", [(2, 4, "OIT501"), (3, 4, "OIT501")]),
        ("a: |\n  ก\n\n  เเ ข เเ\n", [(4, 3, "OIT501"), (4, 8, "OIT501")]),
        ("a: >-\n  ก\n  เเ\n", [(3, 3, "OIT501")]),
        ("# เเ\na: ก\n", [(1, 3, "OIT501")]),
        ("เเ: ก\n", [(1, 1, "OIT501")]),
        ('a: {b: [ก, "เเ"]}\n', [(1, 13, "OIT501")]),
        ("a: 1234567890121 เเ\n", [(1, 4, "OIT601"), (1, 18, "OIT501")]),
    ],
)
def test_a_defect_of_yaml_stands_where_an_editor_shows_it(text, places):
    """Line and column count from 1, in code points, for every style of YAML."""
    assert places == sorted(yaml_places(text))


@pytest.mark.parametrize("key", ["printed", "other", "printed_no", "no_printed", "name_printed", "name_variants"])
def test_a_quotation_keeps_its_spelling(key):
    """Under the keys that quote a document letter for letter spelling is the document's own."""
    assert [] == yaml_places(f"a:\n- {key}: เเ\n- {{{key}: [เเ, กํา], b: ก}}\n- {key}: |\n    ก\n    เเ\n")
    assert [(2, 4, "OIT501")] == yaml_places(f"{key}: ก\nb: เเ\n")


def test_a_quotation_does_not_excuse_personal_data():
    """Personal data are found in a quotation too."""
    assert [(1, 10, "OIT601")] == yaml_places("printed: 1234567890121\n")


def test_the_keys_around_a_quotation_are_read():
    """What stands before and after a quotation is not part of it."""
    assert [(1, 5, "OIT501"), (3, 8, "OIT501")] == yaml_places(
        "a: {เเ: ก}\nprinted: เเ\nabout: เเ\n".replace("{เเ: ก}", " เเ")
    )


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", []),
        ("# หัวข้อ\n\nเนื้อความที่ถูก\n", []),
        ("# เเ\n\nก 081-234-5678\r\nเเ", [(1, 3, "OIT501"), (3, 3, "OIT602"), (4, 1, "OIT501")]),
    ],
)
def test_a_page_is_read_whole(text, places):
    """An authored page has no quotations: all of it is read."""
    assert places == sorted(plain_places(text))


def test_only_what_can_be_mended_is_said_to_be():
    """The hint names the repair where there is one."""
    hints = [problem.hint for problem in check_plain_text("เเ ่ 1234567890121\n", "a.md")]
    assert ["แก้ได้เองด้วย oit check --fix", "", "ลบออกก่อนเผยแพร่"] == hints
