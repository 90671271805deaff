"""Files joined from the parts of each agency's year are those of the joined tables, letter for letter."""

from datetime import date

import pytest

from oit_site.export.csv_file import csv_bytes, csv_lines, joined_csv
from oit_site.export.oit_tables import agency_years
from oit_site.export.parts import Parts
from oit_site.export.tables import Column, Table
from oit_site.export.workbook import joined_workbook, sheet_rows, workbook_bytes
from oit_site.facts import build_facts
from oit_site.load import load_source
from oit_site.settings import Settings
from support import REPOSITORY

COLUMNS = (
    Column("code", "ข้อ"),
    Column("note", "หมายเหตุ"),
    Column("seq", "ลำดับ", "integer"),
    Column("on", "วันที่", "date"),
)
SHORT = (("o1", "สั้น", 1, date(2023, 1, 10)), ("o2", "=1+1", None, None))
LONG = (("o1", "ยาว " * 40, 1, None), ("o2", "สอง\nบรรทัด", 2, date(2022, 10, 1)))


def table(*rows):
    return Table("t", "ตาราง", COLUMNS, ("code",), rows)


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param((SHORT, LONG), id="the wide rows last"),
        pytest.param((LONG, SHORT, LONG), id="in the middle, and twice"),
        pytest.param(((), SHORT, ()), id="some without rows"),
        pytest.param(((), ()), id="no rows at all"),
    ],
)
def test_joined_rows_make_the_file_of_the_joined_table(parts):
    """Numbers of rows, widths of columns, heights and the area of the filter are those of the whole."""
    tables = [table(*rows) for rows in parts]
    whole = table(*(row for rows in parts for row in rows))
    assert csv_bytes(whole) == joined_csv(whole, [csv_lines(each) for each in tables])
    assert workbook_bytes((whole,)) == joined_workbook([(whole, [sheet_rows(each) for each in tables])])


def test_a_years_parts_are_made_once_until_they_are_let_go():
    """Several files ask for the parts of one agency's year, and get the same; afterwards nothing holds on to them."""
    year, other = agency_years(build_facts(load_source(REPOSITORY / "content", "content")).agencies, Settings())[:2]
    parts = Parts()
    first = parts.of(year)
    assert first is parts.of(year)
    assert first != parts.of(other)
    parts.let_go()
    assert first is not parts.of(year)
    assert first == parts.of(year)
