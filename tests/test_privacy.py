"""Personal data: what is found, what is not, and that no message ever repeats it."""

import random

import pytest

from oit_site.evidence_file import inspect_file
from oit_site.load import load_source
from oit_site.privacy import find_personal_data, is_citizen_id, names_a_person
from oit_site.problem_formats import FORMATS
from oit_site.site import plan_site

NUMBER = "1234567890121"
"""A made-up number whose check digit is right."""


def check_digit(first_twelve):
    """Return what กรมการปกครอง asks for: multiply by 13 down to 2, add, mod 11, take from 11, last digit."""
    total = 0
    for place in range(12):
        total += int(first_twelve[place]) * (13 - place)
    return str(11 - total % 11)[-1]


def found(text):
    return [(data.code, text[data.start : data.end]) for data in find_personal_data(text)]


def test_the_check_digit_agrees_with_an_oracle():
    """Of the ten endings of any twelve digits, the one that the oracle names makes a citizen id, and no other."""
    chance = random.Random(2566)
    for _ in range(500):
        digits = "".join(chance.choices("0123456789", k=12))
        assert [check_digit(digits)] == [last for last in "0123456789" if is_citizen_id(digits + last)]


@pytest.mark.parametrize("digits", ["", "1", NUMBER[:-1], NUMBER + "0"])
def test_another_length_is_no_citizen_id(digits):
    """Fewer or more than thirteen digits are no citizen id, and no exception."""
    assert is_citizen_id(digits.ljust(12, "0")) is False


@pytest.mark.parametrize(
    ("text", "match"),
    [
        pytest.param(f"เลข {NUMBER}", NUMBER, id="plain"),
        pytest.param("1-2345-67890-12-1", "1-2345-67890-12-1", id="dashes"),
        pytest.param("1 2345 67890 12 1", "1 2345 67890 12 1", id="blanks"),
        pytest.param("1.2345.67890.12.1", "1.2345.67890.12.1", id="points"),
        pytest.param("1–2345–67890–12–1", "1–2345–67890–12–1", id="long dashes"),
        pytest.param("๑๒๓๔๕๖๗๘๙๐๑๒๑", "๑๒๓๔๕๖๗๘๙๐๑๒๑", id="Thai digits"),
        pytest.param("๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑", "๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑", id="Thai digits and dashes"),
        pytest.param("1 2 3 4 5 6 7 8 9 0 1 2 1", "1 2 3 4 5 6 7 8 9 0 1 2 1", id="one box a digit"),
        pytest.param(f"({NUMBER})", NUMBER, id="in brackets"),
        pytest.param(f"ก{NUMBER}ข", NUMBER, id="between letters"),
        pytest.param(f"3 {NUMBER}", NUMBER, id="after the number of a row"),
        pytest.param("3 1-2345-67890-12-1", "1-2345-67890-12-1", id="with dashes after the number of a row"),
        pytest.param("3-1-2345-67890-12-1", "1-2345-67890-12-1", id="after a number and a dash"),
    ],
)
def test_a_citizen_id_is_found_however_it_is_written(text, match):
    """A citizen id with a right check digit is found with its exact stretch."""
    assert [("OIT601", match)] == found(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1234567890122",
        f"{NUMBER}4",
        f"4{NUMBER}",
        "0234567890121",
        "9234567890121",
        "1-2345-67890-12",
        "เลขที่ 123-4-56789-0",
        "โทร 02-123-4567 โทรสาร 0-2123-4568",
        "ISBN 978-616-1234-56-7",
        "10,000,000.00 บาท",
    ],
)
def test_other_numbers_are_left_alone(text):
    """A wrong check digit, another length, another first digit: no personal data."""
    assert [] == found(text)


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("โทร 0812345678", ["0812345678"]),
        ("081-234-5678 หรือ 091 234 5678", ["081-234-5678", "091 234 5678"]),
        ("+66812345678", ["+66812345678"]),
        ("+66 81 234 5678", ["+66 81 234 5678"]),
        ("๐๘๑-๒๓๔-๕๖๗๘", ["๐๘๑-๒๓๔-๕๖๗๘"]),
        ("08-1234-5678", ["08-1234-5678"]),
        ("02-123-4567 053-123-456 1300", []),
        ("A0812345678 1.0812345678", []),
    ],
)
def test_mobile_numbers_are_found_and_office_numbers_are_not(text, matches):
    """Numbers that begin with 06, 08 or 09 are mobile; those of an office are not."""
    assert [("OIT602", match) for match in matches] == found(text)


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("เลขที่บัญชี 123-4-56789-0", ["123-4-56789-0"]),
        ("บัญชี ธ.กรุงไทย สาขากระทรวง เลขที่ 1234567890", ["1234567890"]),
        ("Account No. 123-4-56789-0", ["123-4-56789-0"]),
        ("a/c ๑๒๓-๔-๕๖๗๘๙-๐", ["๑๒๓-๔-๕๖๗๘๙-๐"]),
        ("บัญชี\n123-4-56789-0", []),
        ("เลขที่สัญญา 123-4-56789-0", []),
    ],
)
def test_bank_accounts_are_found_after_the_word_for_them(text, matches):
    """The number of an account is known by the word before it on the line."""
    assert [("OIT603", match) for match in matches] == found(text)


def test_personal_data_come_in_order():
    """Several kinds on one line come in the order in which they stand."""
    text = f"โทร 081-234-5678 เลข {NUMBER} บัญชี 123-4-56789-0"
    assert ["OIT602", "OIT601", "OIT603"] == [code for code, _ in found(text)]


@pytest.mark.parametrize("form", FORMATS)
def test_no_message_repeats_a_number(form, content):
    """No digit of what was found stands in any form of the problems, wherever it was found."""
    hidden = [NUMBER, "1-2345-67890-12-1", "081-234-5678", "123-4-56789-0"]
    text = f"นาย ก {hidden[0]} {hidden[1]} โทร {hidden[2]} บัญชี {hidden[3]}"
    folder = content(
        {
            "x/2566/oit.yml": f"# {text}\nO1: {{explain: {text}}}\n",
            "pages/about.md": f"# {text}\n",
            "x/2566/evidence/a.txt": f"{text}\n",
        }
    )
    problems = plan_site(load_source(folder, "content")).problems
    assert {"OIT601", "OIT602", "OIT603"} == {problem.code for problem in problems}
    shown = FORMATS[form](problems)
    assert [] == [number for number in hidden if number in shown]
    assert "3456" not in shown


def test_the_facts_of_a_file_hold_none_of_its_text():
    """What is kept of a file from run to run names a kind and a page, never the number."""
    facts = inspect_file("a.txt", f"เลข {NUMBER}".encode())
    assert NUMBER not in repr(facts)
    assert ["OIT601"] == [finding.code for finding in facts.findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("นายสมชาย", True),
        ("นายกิตติ ใจดี", True),
        ("นาย สมชาย", True),
        ("นางสมหญิง", True),
        ("นางสาวสมหญิง", True),
        ("น.ส. สมหญิง", True),
        ("Mr. Somchai", True),
        (" ด.ช. สมชาย", True),
        ("นายกเทศมนตรี", False),
        ("นายกองค์การบริหารส่วนตำบล", False),
        ("นายก อบต.", False),
        ("นายกฯ", False),
        ("นายอำเภอเมือง", False),
        ("นายช่างโยธา", False),
        ("นายทะเบียน", False),
        ("ผู้อำนวยการ", False),
        ("Missions officer", False),
        ("", False),
    ],
)
def test_the_name_of_a_person_is_told_from_a_post(text, expected):
    """A title before a name is told from the posts that begin alike."""
    assert expected == names_a_person(text)
