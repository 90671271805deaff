"""Tables as CSV: read back cell by cell, and harmless in a spreadsheet."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest

from oit_site.export.csv_file import csv_bytes, harmless
from oit_site.export.tables import Column, Table

COLUMNS = (
    Column("code", "ข้อ"),
    Column("note", "หมายเหตุ"),
    Column("score", "คะแนน", "number"),
    Column("on", "วันที่", "date"),
)


def test_a_table_is_read_back_as_it_was():
    """UTF-8 with BOM and CRLF; a comma, a quote and a line break stay in their cell; nothing known is an empty cell."""
    table = Table(
        "t",
        "ตาราง",
        COLUMNS,
        ("code",),
        (("O1", 'ก, "ข"\nค', Decimal("9.10"), date(2023, 1, 10)), ("O2", None, None, None)),
    )
    raw = csv_bytes(table)
    assert raw.startswith(b"\xef\xbb\xbfcode,note,score,on\r\n")
    assert [
        ["code", "note", "score", "on"],
        ["O1", 'ก, "ข"\nค', "9.10", "2023-01-10"],
        ["O2", "", "", ""],
    ] == list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        pytest.param("=1+1", "'=1+1", id="a formula"),
        pytest.param("+66 2", "'+66 2", id="a plus"),
        pytest.param("@cmd", "'@cmd", id="an at sign"),
        pytest.param("-1", "'-1", id="a minus"),
        pytest.param("- แสดงชื่อ", "แสดงชื่อ", id="a list bullet"),
        pytest.param("- =1+1", "'=1+1", id="a formula behind a bullet"),
        pytest.param("\t=1+1", "'=1+1", id="a formula behind a tab"),
        pytest.param("ก - ข", "ก - ข", id="a dash inside"),
    ],
)
def test_a_cell_is_never_run(text, cell):
    """Spreadsheets run cells that begin with = + - @; ours begin with something else."""
    assert cell == harmless(text)
