"""Safe repairs: only the letters at fault change, and what the program reads stays what it was."""

import difflib

import pytest

from oit_site.repair import diff, repair_plain, repair_yaml
from oit_site.yaml_source import read_yaml


def repaired(text, path="content/x/2566/measures/a.yml"):
    return repair_yaml(text, path)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: เเผน\n", "title: แผน\n"),
        ("title: 'เเผน' # เเก้\n", "title: 'แผน' # แก้\n"),
        ("a: {b: [เเ,  กํา ] ,c: ก}\n", "a: {b: [แ,  กำ ] ,c: ก}\n"),
        ("a: |\n   เเ\n\n   ข\n", "a: |\n   แ\n\n   ข\n"),
        ("a:   ก\u200bข   \n\n\nb: ที่่\n", "a:   กข   \n\n\nb: ที่\n"),
        ("title: เเผน", "title: แผน"),
        ("a: เ\u200bเ\n", "a: แ\n"),
        ("oit: [o12, 'O๕', \"O 6\", O5–10]\n", "oit: [O12, 'O5', \"O6\", O5-O10]\n"),
        ("oit:\n- code: ๐๑๒   # เดิม\n- o4\n", "oit:\n- code: O12   # เดิม\n- O4\n"),
        ("measures:\n- oit: O๑ ถึง O๓\n", "measures:\n- oit: O1-O3\n"),
    ],
)
def test_only_the_letters_at_fault_change(before, after):
    """Comments, quotes, blanks and order stay byte for byte; a second repair finds nothing."""
    assert after == repaired(before)
    assert after == repaired(after)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("signature", ["", "\ufeff"])
def test_line_ends_and_the_signature_stay(end, signature):
    """Each line keeps its end, and the file its signature, though such a letter inside is taken out."""
    before = f"{signature}title: เเผน{end}# เเก้{end}oit: o12{end}a: ก\ufeffข{end}"
    assert f"{signature}title: แผน{end}# แก้{end}oit: O12{end}a: กข{end}" == repaired(before)
    assert f"{signature}# แผน{end}" == repair_plain(f"{signature}# เเผน{end}")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("title: ก\n", id="nothing to mend"),
        pytest.param("\ufefftitle: ก\r\n", id="signature and line ends of Windows"),
        pytest.param("printed: เเ\nother: กํา\nprinted_no: เเ\n", id="quotations"),
        pytest.param("name_variants: [เเ, ที่่]\n", id="names as documents print them"),
        pytest.param("a: ่ก\nb: ข้อ 012\nc: โรงเรຽน\n", id="what a person must mend"),
        pytest.param("title: เเ: ก\n", id="what cannot be read"),
        pytest.param("", id="nothing"),
        pytest.param("oit: [O12, O5-O10]\n", id="codes in their one form"),
        pytest.param("oit: [ข้อ 12, O10-O5]\ncode: e15\n", id="what is no code"),
        pytest.param("scores:\n- weighted: {oit: 0.35}\n", id="points, which only look like a code"),
        pytest.param("a: ก\u2028b\n", id="a line separator in a text"),
        pytest.param("a: ก\u2028b: ข\n", id="a line separator between two keys"),
        pytest.param("a: ก \u200b#1\n", id="a letter that keeps a number sign from being a comment"),
        pytest.param("a: เวลา\u200b: 12\n", id="a letter that keeps a colon from being one"),
    ],
)
def test_what_is_in_doubt_is_left_alone(text):
    """A repair that could change what the program reads, or that a person must judge, is not made."""
    after = repaired(text)
    before, read = read_yaml(text.encode(), "a.yml"), read_yaml(after.encode(), "a.yml")
    assert before.tree == read.tree or text.replace("\u200b", "") != after
    if "\u200b" not in text:
        assert text == after


def test_the_keys_of_oit_yml_are_codes():
    """In oit.yml the keys of the first level are codes, with or without quotes; `edition` and keys below are not."""
    before = 'edition: 2566\n๐๑๒: {owner: o4}\n"o5" : {owner: ก}\nO 6:\n  o7: ก\n'
    after = 'edition: 2566\nO12: {owner: o4}\n"O5" : {owner: ก}\nO6:\n  o7: ก\n'
    assert after == repaired(before, "content/x/2566/oit.yml")
    assert before == repaired(before)


def test_what_is_read_is_the_same_but_for_the_spelling():
    """A file of every style is read alike before and after, with the spelling mended."""
    before = "# เเรก\na: เเ\nb:\n  - 'เเ ก'\n  - \"ที่่\"\n  - {c: กํา, d: [ก, เเ]}\ne: >\n  เเ\n  ก\n"
    read = read_yaml(repaired(before).encode(), "a.yml")
    assert {"a": "แ", "b": ["แ ก", "ที่", {"c": "กำ", "d": ["ก", "แ"]}], "e": "แ ก\n"} == read.tree
    assert read_yaml(before.encode(), "a.yml").values.keys() == read.values.keys()


def test_a_difference_shows_only_the_lines_that_change():
    """The difference names the file and holds each changed line with one around it."""
    before = "a: ก\nb: ข\nc: เเ\nd: ค\ne: ง"
    shown = diff(before, repaired(before), "content/a.yml").splitlines()
    assert ["--- content/a.yml", "+++ content/a.yml", "@@ -2,3 +2,3 @@", " b: ข", "-c: เเ", "+c: แ", " d: ค"] == shown


def test_a_page_is_mended_but_for_what_a_person_must_judge():
    """Markdown keeps its layout; a mark without a letter stays."""
    before = "# เเผน  \n\n- กํา\n* ่ก `เเ`\n"
    after = repair_plain(before)
    assert "# แผน  \n\n- กำ\n* ่ก `แ`\n" == after
    changed = [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]
    assert 6 == len(changed)
