"""Thai text as officers type it: digits, numbers, dates, fiscal years and OIT codes."""

import calendar
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import pytest
from babel.dates import get_month_names
from hypothesis import given
from hypothesis import strategies as st

from oit_site.thai import (
    MONTHS,
    arabic_digits,
    fiscal_year_of,
    names_period,
    oit_number,
    read_date,
    read_fiscal_year,
    read_fiscal_years,
    read_int,
    read_number,
    read_oit_codes,
    thai_date,
)

# ---------------------------------------------------------------- digits and numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("๐๑๒๓๔๕๖๗๘๙", "0123456789", id="every digit"),
        pytest.param("ปี ๒๕๖๖ (2566)", "ปี 2566 (2566)", id="among other text"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_thai_digits_become_arabic(text, expected):
    """Thai digits are replaced and nothing else is touched."""
    assert expected == arabic_digits(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("86.28", Decimal("86.28"), id="arabic"),
        pytest.param("๙๖.๔๒", Decimal("96.42"), id="thai digits"),
        pytest.param("๙6.4๒", Decimal("96.42"), id="mixed digits"),
        pytest.param("100", Decimal(100), id="whole"),
        pytest.param("10,000", Decimal(10000), id="thousands"),
        pytest.param("๑,๒๓๔,๕๖๗.๕๐", Decimal("1234567.50"), id="thai thousands with a fraction"),
        pytest.param("  85 ", Decimal(85), id="blanks around"),
        pytest.param("-0.5", Decimal("-0.5"), id="negative"),
        pytest.param("0", Decimal(0), id="zero"),
    ],
)
def test_numbers_are_read(text, expected):
    """A printed number is read to its exact decimal value."""
    assert expected == read_number(text)


@pytest.mark.parametrize(
    "text",
    ["", "-", "แปดสิบ", "10,00", "1,0000", "1.2.3", ".5", "5.", "1e3", "NaN", "86,28", "12:30", "10 000", "86.28 คะแนน"],
)
def test_other_text_is_no_number(text):
    """What is not one plain number is refused with a Thai sentence that shows it."""
    with pytest.raises(ValueError, match="ไม่ใช่ตัวเลข เขียนเช่น") as caught:
        read_number(text)
    assert f"«{text}»" in str(caught.value)


def test_a_long_refused_text_is_shortened():
    """A whole paragraph in place of a number is quoted in part, on one line."""
    with pytest.raises(ValueError, match="ไม่ใช่ตัวเลข") as caught:
        read_number("ก" * 40 + "\n" + "ข" * 40)
    assert f"«{'ก' * 40} {'ข' * 16}…» ไม่ใช่ตัวเลข เขียนเช่น 86.28 หรือ ๘๖.๒๘" == str(caught.value)


@pytest.mark.parametrize(
    ("text", "expected"), [("9", 9), ("๑๐", 10), ("0123", 123), (" 7 ", 7), ("999999999", 999999999)]
)
def test_whole_numbers_are_read(text, expected):
    """A whole number may be typed in either digits; a leading zero does not make it octal."""
    assert expected == read_int(text)


@pytest.mark.parametrize("text", ["", "9.5", "-1", "เก้า", "1,000", "1000000000"])
def test_other_text_is_no_whole_number(text):
    """What is not a whole number is refused."""
    with pytest.raises(ValueError, match="ไม่ใช่จำนวนเต็ม เขียนเช่น 9 หรือ ๙"):
        read_int(text)


def test_several_whole_numbers_in_one_text_are_to_be_a_list():
    """Who types several numbers into one text is told how a list is written."""
    with pytest.raises(ValueError, match=r"«๔, ๕» ไม่ใช่จำนวนเต็ม หลายค่าเขียนเช่น \[9, 10\]"):
        read_int("๔, ๕")


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2023-01-10", date(2023, 1, 10), id="ISO, ค.ศ."),
        pytest.param("2566-01-10", date(2023, 1, 10), id="ISO, พ.ศ."),
        pytest.param("๒๕๖๖-๐๑-๑๐", date(2023, 1, 10), id="ISO, Thai digits"),
        pytest.param("2566-1-5", date(2023, 1, 5), id="ISO without zeros"),
        pytest.param("01/10/2565", date(2022, 10, 1), id="slashes, day first"),
        pytest.param("1/10/2022", date(2022, 10, 1), id="slashes, ค.ศ."),
        pytest.param("๑/๑๐/๒๕๖๕", date(2022, 10, 1), id="slashes, Thai digits"),
        pytest.param("1-10-2565", date(2022, 10, 1), id="hyphens, day first"),
        pytest.param("1.10.2565", date(2022, 10, 1), id="dots, day first"),
        pytest.param("1 / 10 / 2565", date(2022, 10, 1), id="slashes with blanks"),
        pytest.param("10 ม.ค. 2566", date(2023, 1, 10), id="abbreviated month"),
        pytest.param("10 ม.ค.2566", date(2023, 1, 10), id="no blank after the dots"),
        pytest.param("10มค2566", date(2023, 1, 10), id="no blanks, no dots"),
        pytest.param("10 ม. ค. 2566", date(2023, 1, 10), id="blank inside the abbreviation"),
        pytest.param("๑ ตุลาคม ๒๕๖๕", date(2022, 10, 1), id="full month, Thai digits"),
        pytest.param("1 ตุลาคม พ.ศ. 2565", date(2022, 10, 1), id="with พ.ศ."),
        pytest.param("วันที่ 1 ตุลาคม พ.ศ. 2565", date(2022, 10, 1), id="with วันที่"),
        pytest.param("วันที่ ๑ เดือนตุลาคม พ.ศ.๒๕๖๕", date(2022, 10, 1), id="with เดือน"),
        pytest.param("2022-10-01 00:00:00", date(2022, 10, 1), id="as a spreadsheet copies it"),
        pytest.param("1 ตุลาคม พ ศ 2565", date(2022, 10, 1), id="พ ศ without dots"),
        pytest.param("1 ตุลาคม 2022", date(2022, 10, 1), id="words with a year of ค.ศ."),
        pytest.param("  10 ม.ค. 2566\n", date(2023, 1, 10), id="blanks around"),
        pytest.param("29 ก.พ. 2567", date(2024, 2, 29), id="leap day, words"),
        pytest.param("2567-02-29", date(2024, 2, 29), id="leap day, พ.ศ. that is no leap year of ค.ศ."),
        pytest.param("2024-02-29", date(2024, 2, 29), id="leap day, ค.ศ."),
    ],
)
def test_dates_are_read(text, expected):
    """Every form that officers type gives the same day of ค.ศ."""
    assert expected == read_date(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("29 ก.พ. 2566", "วันที่ «29 ก.พ. 2566» ไม่มีในปฏิทิน", id="no leap year"),
        pytest.param("2566-02-29", "วันที่ «2566-02-29» ไม่มีในปฏิทิน", id="no leap year, ISO"),
        pytest.param("31 เม.ย. 2566", "วันที่ «31 เม.ย. 2566» ไม่มีในปฏิทิน", id="April has 30 days"),
        pytest.param("10/13/2566", "วันที่ «10/13/2566» ไม่มีในปฏิทิน", id="month first"),
        pytest.param("0 ม.ค. 2566", "วันที่ «0 ม.ค. 2566» ไม่มีในปฏิทิน", id="day zero"),
        pytest.param(
            "10 ม.ค. 66",
            "อ่านวันที่ «10 ม.ค. 66» ไม่ได้ เขียนเช่น 2023-01-10 หรือ 10 ม.ค. 2566 (ปีสี่หลัก)",
            id="year of two digits",
        ),
        pytest.param(
            "10/01/66",
            "อ่านวันที่ «10/01/66» ไม่ได้ เขียนเช่น 2023-01-10 หรือ 10 ม.ค. 2566 (ปีสี่หลัก)",
            id="year of two digits, slashes",
        ),
        pytest.param("เร็ว ๆ นี้", "อ่านวันที่ «เร็ว ๆ นี้» ไม่ได้ เขียนเช่น 2023-01-10 หรือ 10 ม.ค. 2566 (ปีสี่หลัก)", id="words"),
        pytest.param("", "อ่านวันที่ «» ไม่ได้ เขียนเช่น 2023-01-10 หรือ 10 ม.ค. 2566 (ปีสี่หลัก)", id="nothing"),
        pytest.param(
            "ตุลาคม 2565",
            "อ่านวันที่ «ตุลาคม 2565» ไม่ได้ เขียนเช่น 2023-01-10 หรือ 10 ม.ค. 2566 (ปีสี่หลัก)",
            id="a month without a day",
        ),
        pytest.param("1 ตุลา 2565", "ไม่รู้จักชื่อเดือนในวันที่ «1 ตุลา 2565» เขียนเช่น ม.ค. หรือ มกราคม", id="unknown month name"),
        pytest.param("2300-01-01", "ปีในวันที่ «2300-01-01» ไม่ใช่ทั้ง พ.ศ. และ ค.ศ.", id="year between the two eras"),
        pytest.param("1899-12-31", "ปีในวันที่ «1899-12-31» ไม่ใช่ทั้ง พ.ศ. และ ค.ศ.", id="year too early"),
    ],
)
def test_other_dates_are_refused(text, expected):
    """A day that does not exist or cannot be read is refused with a sentence that says why."""
    with pytest.raises(ValueError, match=r".") as caught:
        read_date(text)
    assert expected == str(caught.value)


_CLDR = {width: get_month_names(width, locale="th") for width in ("wide", "abbreviated")}


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_is_known_by_name_and_abbreviation(month):
    """The names of the months and their abbreviations are those of CLDR, with and without dots."""
    wide, short = _CLDR["wide"][month], _CLDR["abbreviated"][month]
    assert wide == MONTHS[month - 1]
    for name in (wide, short, short.replace(".", "")):
        assert date(2023, month, 2) == read_date(f"2 {name} 2566")


def test_every_day_of_eight_years_is_read_in_every_form():
    """From 2020 to 2027 each day is read from every form, and each day that does not exist is refused."""
    day = date(2020, 1, 1)
    for year in range(2020, 2028):
        for month in range(1, 13):
            for number in range(1, 32):
                forms = (
                    f"{year}-{month:02}-{number:02}",
                    f"{year + 543}-{month}-{number}",
                    f"{number}/{month:02}/{year + 543}",
                    f"{number} {_CLDR['wide'][month]} พ.ศ. {year + 543}",
                    f"{number} {_CLDR['abbreviated'][month]} {year + 543}",
                )
                if number > calendar.monthrange(year, month)[1]:
                    for form in forms:
                        with pytest.raises(ValueError, match="ไม่มีในปฏิทิน"):
                            read_date(form)
                    continue
                assert [day] * len(forms) == [read_date(form) for form in forms]
                day += timedelta(days=1)
    assert date(2028, 1, 1) == day


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_shown_date_is_read_back(day):
    """What `thai_date` shows, `read_date` reads."""
    assert day == read_date(thai_date(day))


@given(st.text(max_size=40))
def test_readers_only_ever_raise_value_error(text):
    """Whatever is typed, a reader answers or raises ValueError."""
    for read in (read_date, read_number, read_int, read_fiscal_year, read_fiscal_years, read_oit_codes):
        with suppress(ValueError):
            read(text)


def test_a_date_is_shown_as_thais_write_it():
    """A day is shown with the full month name and a year of พ.ศ."""
    assert "1 ตุลาคม 2565" == thai_date(date(2022, 10, 1))


@pytest.mark.parametrize(
    ("text", "first", "last", "expected"),
    [
        ("๑ ตุลาคม ๒๕๖๕ – ๓๐ กันยายน ๒๕๖๖", "2022-10-01", "2023-09-30", True),
        ("ตุลาคม 2565 – กันยายน 2566", "2022-10-01", "2023-09-30", True),
        ("เดือนตุลาคม พ.ศ. 2565 ถึงเดือนกันยายน พ.ศ. 2566", "2022-10-01", "2023-09-30", True),
        ("มกราคม – สิงหาคม 2566", "2023-01-01", "2023-08-31", True),
        ("มีนาคม 2566", "2023-03-01", "2023-03-31", True),
        ("กุมภาพันธ์ 2567", "2024-02-01", "2024-02-29", True),
        ("10 มกราคม 2566", "2023-01-10", "2023-01-10", True),
        ("มีนาคม 2566", "2023-03-01", "2023-04-30", False),
        ("ตุลาคม 2565 – กันยายน 2566", "2022-10-03", "2023-09-30", False),
        ("ตุลาคม 2565 – กันยายน 2566", "2022-10-01", "2023-09-29", False),
        ("ตุลาคม – กันยายน 2566", "2022-10-01", "2023-09-30", False),
        ("ต.ค. 65 – ก.ย. 66", "2022-10-01", "2023-09-30", False),
        ("ทุกไตรมาส", "2022-12-01", "2023-09-30", False),
        ("มกราคม – มีนาคม – พฤษภาคม 2566", "2023-01-01", "2023-05-31", False),
    ],
)
def test_whether_words_say_a_period_by_themselves(text, first, last, expected):
    """Only where the words name both ends need the days not be told again."""
    assert expected == names_period(text, date.fromisoformat(first), date.fromisoformat(last))


# ---------------------------------------------------------------- fiscal years


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2566", 2566, id="arabic"),
        pytest.param("๒๕๖๖", 2566, id="thai digits"),
        pytest.param("พ.ศ. 2566", 2566, id="with พ.ศ."),
        pytest.param("พ.ศ.๒๕๖๖", 2566, id="with พ.ศ., no blank"),
        pytest.param("ปีงบประมาณ พ.ศ. 2566", 2566, id="with ปีงบประมาณ"),
        pytest.param("ปี 2566", 2566, id="with ปี"),
        pytest.param("2500", 2500, id="first"),
        pytest.param("2643", 2643, id="last"),
    ],
)
def test_fiscal_years_are_read(text, expected):
    """A fiscal year is a year of พ.ศ., however it is introduced."""
    assert expected == read_fiscal_year(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2023", "«2023» เป็นปี ค.ศ. เขียนเป็น พ.ศ. คือ 2566", id="ค.ศ."),
        pytest.param("66", "«66» ไม่ใช่ปีงบประมาณ เขียนเป็น พ.ศ. สี่หลัก เช่น 2566", id="two digits"),
        pytest.param("ปีหน้า", "«ปีหน้า» ไม่ใช่ปีงบประมาณ เขียนเป็น พ.ศ. สี่หลัก เช่น 2566", id="words"),
        pytest.param("2566/2567", "«2566/2567» ไม่ใช่ปีงบประมาณ เขียนเป็น พ.ศ. สี่หลัก เช่น 2566", id="two years"),
        pytest.param("2499", "ปีงบประมาณ «2499» อยู่นอกช่วง 2500–2643", id="too early"),
        pytest.param("2644", "ปีงบประมาณ «2644» อยู่นอกช่วง 2500–2643", id="too late"),
    ],
)
def test_other_fiscal_years_are_refused(text, expected):
    """A year that is not one of พ.ศ. is refused, not converted."""
    with pytest.raises(ValueError, match=r".") as caught:
        read_fiscal_year(text)
    assert expected == str(caught.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2566", (2566,), id="one"),
        pytest.param("2566-2568", (2566, 2567, 2568), id="hyphen"),
        pytest.param("๒๕๖๖ – ๒๕๖๗", (2566, 2567), id="dash, Thai digits"),
        pytest.param("พ.ศ. 2566 ถึง 2567", (2566, 2567), id="ถึง"),
        pytest.param("2566—2566", (2566,), id="a range of one"),
    ],
)
def test_ranges_of_fiscal_years_are_read(text, expected):
    """A plan of several years names each of them."""
    assert expected == read_fiscal_years(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2570-2566", "ช่วงปี «2570-2566» เริ่มหลังปีที่สิ้นสุด", id="backwards"),
        pytest.param("2566-70", "«70» ไม่ใช่ปีงบประมาณ เขียนเป็น พ.ศ. สี่หลัก เช่น 2566", id="short end"),
        pytest.param("2566-2568-2570", "«2568-2570» ไม่ใช่ปีงบประมาณ เขียนเป็น พ.ศ. สี่หลัก เช่น 2566", id="three"),
    ],
)
def test_other_ranges_of_fiscal_years_are_refused(text, expected):
    """A range that runs backwards or is cut short is refused."""
    with pytest.raises(ValueError, match=r".") as caught:
        read_fiscal_years(text)
    assert expected == str(caught.value)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2022, 9, 30), 2565, id="last day"),
        pytest.param(date(2022, 10, 1), 2566, id="first day"),
        pytest.param(date(2022, 12, 31), 2566, id="New Year's Eve"),
        pytest.param(date(2023, 1, 1), 2566, id="New Year"),
        pytest.param(date(2023, 9, 30), 2566, id="last day again"),
        pytest.param(date(2025, 10, 1), 2569, id="2569"),
    ],
)
def test_a_fiscal_year_runs_from_october(day, expected):
    """The fiscal year begins on 1 October and is named after its end."""
    assert expected == fiscal_year_of(day)


# ---------------------------------------------------------------- OIT codes


@pytest.mark.parametrize("text", ["O12", "o12", "012", "๐๑๒", "๐12", "O๑๒", "O-12", "O 12", "o - 12", " O12 ", "O012"])
def test_every_spelling_of_a_code_is_read(text):
    """The letter O, a zero or a Thai zero, blanks and hyphens all give O12."""
    assert ("O12",) == read_oit_codes(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("O1", ("O1",), id="one digit"),
        pytest.param("O01", ("O1",), id="padded"),
        pytest.param("๐๑๐", ("O10",), id="ten in Thai digits"),
        pytest.param("O5-O7", ("O5", "O6", "O7"), id="hyphen"),
        pytest.param("O5–7", ("O5", "O6", "O7"), id="dash, number only"),
        pytest.param("๐๙ — ๑๑", ("O9", "O10", "O11"), id="Thai digits"),
        pytest.param("O39 ถึง O41", ("O39", "O40", "O41"), id="ถึง"),
        pytest.param("O5-O5", ("O5",), id="a range of one"),
    ],
)
def test_codes_and_ranges_are_read(text, expected):
    """A range names each of its codes in order."""
    assert expected == read_oit_codes(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("12", "«12» ไม่ใช่รหัสข้อ OIT หมายถึง O12 หรือไม่", id="number only"),
        pytest.param("๑๒", "«๑๒» ไม่ใช่รหัสข้อ OIT หมายถึง O12 หรือไม่", id="Thai number only"),
        pytest.param("ข้อ 12", "«ข้อ 12» ไม่ใช่รหัสข้อ OIT เขียนเช่น O12", id="ข้อ"),
        pytest.param("X12", "«X12» ไม่ใช่รหัสข้อ OIT เขียนเช่น O12", id="another letter"),
        pytest.param("O100", "«O100» ไม่ใช่รหัสข้อ OIT เขียนเช่น O12", id="three digits"),
        pytest.param("O0", "«O0» ไม่ใช่รหัสข้อ OIT เขียนเช่น O12", id="zero"),
        pytest.param("O", "«O» ไม่ใช่รหัสข้อ OIT เขียนเช่น O12", id="letter only"),
        pytest.param("", "«» ไม่ใช่รหัสข้อ OIT เขียนเช่น O12", id="nothing"),
        pytest.param("O1, O2", "«O1, O2» ไม่ใช่รหัสข้อ OIT หลายข้อเขียนเช่น [O1, O2]", id="two in one text"),
        pytest.param("O10-O5", "ช่วงข้อ «O10-O5» เริ่มหลังข้อที่สิ้นสุด", id="backwards"),
        pytest.param("O5-", "«O5-» ไม่ใช่รหัสข้อ OIT เขียนเช่น O12", id="no end"),
        pytest.param("O5-X7", "«O5-X7» ไม่ใช่รหัสข้อ OIT เขียนเช่น O12", id="odd end"),
    ],
)
def test_other_codes_are_refused(text, expected):
    """What is not a code or a range is refused whole, with a hint where one is near."""
    with pytest.raises(ValueError, match=r".") as caught:
        read_oit_codes(text)
    assert expected == str(caught.value)


@given(st.integers(1, 99), st.integers(0, 20))
def test_a_range_holds_all_between_its_ends(first, more):
    """Every range of codes holds its first, its last and all between, once each."""
    last = min(first + more, 99)
    assert tuple(f"O{n}" for n in range(first, last + 1)) == read_oit_codes(f"O{first}-O{last}")


def test_the_number_of_a_code_sorts_it():
    """O12 comes after O2, which text order gets wrong."""
    assert ["O2", "O12"] == sorted(["O12", "O2"], key=oit_number)
