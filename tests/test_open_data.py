"""The open data: other people's tools accept it and refuse planted faults, and a number is the same everywhere."""

import csv
import hashlib
import io
import json
import re
import shutil
import zipfile
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urljoin

import jsonschema
import openpyxl
import pytest

from hostile import CORPUS, every_field, write
from oit_site.checklist import State
from oit_site.export.columns import STATUS_WORDS
from oit_site.export.file import make_exports
from oit_site.export.parts import SHAPES
from oit_site.export.tables import Column, Table
from oit_site.export.workbook import workbook_bytes
from oit_site.facts import build_facts
from oit_site.load import load_source
from oit_site.render import LABELS
from oit_site.settings import Settings
from oit_site.site import build_site, plan_site
from oit_site.thai import thai_date
from support import FIXTURES, REPOSITORY, pages_of, read_page

SETTINGS = Settings(site_url="https://example.go.th/", site_name="เว็บไซต์ทดลอง")
YEARS = (2563, 2566, 2567)
"""The fiscal years of the repository's content."""


def exports_of(content, settings=SETTINGS):
    """Return the bytes of every made file of *content*, by address."""
    made, _ = make_exports(plan_site(load_source(content, "content"), settings).data)
    return {export.uri: export.content for export in made}


@pytest.fixture(scope="module")
def exports():
    """Return every made file of the repository's own content."""
    return exports_of(REPOSITORY / "content")


@pytest.fixture(scope="module")
def facts():
    return build_facts(load_source(REPOSITORY / "content", "content"))


def put(files, folder):
    """Write *files* (address → bytes) into *folder*; return it."""
    for uri, content in files.items():
        (folder / uri).parent.mkdir(parents=True, exist_ok=True)
        (folder / uri).write_bytes(content)
    return folder


def rows_of(raw):
    """Return the rows of a CSV as dictionaries of text."""
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def tables_of(exports):
    return {uri: rows_of(raw) for uri, raw in exports.items() if uri.endswith(".csv")}


# ---------------------------------------------------------------- which files there are

OF_EVERY_YEAR = (*(f"{name}.csv" for name in SHAPES), "oit-checklist.json", "oit-checklist.xlsx")
OF_A_SITE = (*(f"{name}.csv-metadata.json" for name in SHAPES), "gdc-import.xlsx", "gdc-metadata.json")
SCHEMAS = (*(f"schema/{name}.tableschema.json" for name in SHAPES), "schema/oit-checklist.schema.json")
ALL_YEARS = ("oit-checklist-all.csv", "evidence.json", "datapackage.json", "SHA256SUMS", *SCHEMAS)
LINKED = ("data/catalog.", "data/vocab/")
"""Linked data has tests of its own."""
AGENCY = "name: สำนักงานทดลอง\n"
ISSUE = "title: ประเด็น\nmeasures:\n- title: มาตรการ\n"


def test_every_promised_file_is_made(exports):
    """Each promised path is there for each year, and each agency of a portal has its own share of it."""
    promised = {f"data/{name}" for name in ALL_YEARS}
    promised |= {f"data/{year}/{name}" for year in YEARS for name in (*OF_EVERY_YEAR, *OF_A_SITE)}
    share = (*OF_EVERY_YEAR, "oit-checklist.docx", "gdc-import.xlsx", "gdc-metadata.json")
    promised |= {f"example/data/{year}/{name}" for year in (2566, 2567) for name in share}
    assert set() == promised - exports.keys()


def test_an_agency_s_own_site_has_the_files_of_a_portal(content):
    """The site of one agency has the paths and the columns of a portal, and the Word document beside them."""
    files = exports_of(content({"agency.yml": AGENCY, "2566/measures/a.yml": ISSUE}, base=False))
    own = {uri for uri in files if uri.startswith("data/") and not uri.startswith(LINKED)}
    assert {*ALL_YEARS, *(f"2566/{name}" for name in (*OF_EVERY_YEAR, *OF_A_SITE, "oit-checklist.docx"))} == {
        uri.removeprefix("data/") for uri in own
    }
    for name, shape in SHAPES.items():
        head = files[f"data/2566/{name}.csv"].decode("utf-8-sig").splitlines()[0]
        assert [column.name for column in shape.columns] == head.split(",")
    assert {"example.go.th"} == {row["agency_id"] for row in rows_of(files["data/2566/oit-checklist.csv"])}


@pytest.mark.parametrize("folder", ["", "x/"])
def test_the_official_code_is_the_id_in_every_file(content, folder):
    """Where agency.yml states a code, all tables, JSON and forms name the agency by it; addresses do without it."""
    files = {
        f"{folder}agency.yml": f"{AGENCY}code: ๐๑๒-A.b\n",
        f"{folder}2566/measures/a.yml": ISSUE,
        f"{folder}2566/assessment.yml": "result_year: 2565\nscores: [{fiscal_year: 2565, total: 90}]\n",
    }
    made = exports_of(content(files, base=False))
    for uri, rows in tables_of(made).items():
        if "answers" not in uri:
            assert {"012-A.b"} == {row["agency_id"] for row in rows}, uri
    sheets = [openpyxl.load_workbook(io.BytesIO(made[uri])) for uri in made if uri.endswith("oit-checklist.xlsx")]
    assert {"012-A.b"} == {sheet["B2"].value for book in sheets for sheet in book}
    for uri in (f"{folder}data/2566/oit-checklist.json", "data/2566/oit-checklist.json"):
        assert ["012-A.b"] == [agency["agency_id"] for agency in json.loads(made[uri])["agencies"]]
    assert {"012-A.b"} == {one["agency_id"] for one in json.loads(made["data/evidence.json"])["evidence"]}
    assert "oit-checklist-2566-012-a-b" == json.loads(made[f"{folder}data/2566/gdc-metadata.json"])["name"]
    (row, *_) = rows_of(made["data/2566/oit-checklist.csv"])
    assert f"https://example.go.th/{folder}2566/oit/o1/" == row["page_url"]


def test_without_an_address_of_its_own_a_site_makes_no_form_for_a_catalogue(content):
    """GD-Catalog needs whole addresses: where the site knows none, it makes no form that would fail there."""
    files = exports_of(content({}), Settings())
    assert [] == [uri for uri in files if "gdc" in uri]
    assert "x/2566/oit/o1/" == rows_of(files["data/2566/oit-checklist.csv"])[0]["page_url"]


def test_a_site_without_a_year_still_has_its_schemas(content):
    """An empty portal publishes what its columns mean, and no table."""
    files = exports_of(content({"x/agency.yml": AGENCY}, base=False))
    assert sorted([*(f"data/{name}" for name in SCHEMAS), "data/SHA256SUMS"]) == sorted(
        uri for uri in files if uri.startswith("data/") and not uri.startswith(LINKED)
    )


COLUMNS = {
    "oit-checklist": "fiscal_year_be, agency_id, item_id, agency_name, edition_be, item_no, indicator, sub_indicator, "
    "title_th, status_claimed, status_checked, elements_required, elements_met, evidence_count, evidence_url, "
    "page_url, published_date, responsible_unit, measure_count, note",
    "oit-evidence": "fiscal_year_be, agency_id, item_id, seq, title_th, url, elements, media_type, size_bytes, sha256, "
    "published_date, covers_fiscal_year_be, open_level, text_layer, link_state, link_checked_date, "
    "lock_state, confirmed_date, confirmed_by, asked_fiscal_year_be, freshness",
    "measures": "fiscal_year_be, agency_id, issue_id, measure_id, issue_title_th, title_th, indicators, oit_items, "
    "responsible, timeframe, steps, monitoring, results, outcomes, problems, suggestions, budget_thb, page_url",
    "assessment": "fiscal_year_be, agency_id, indicator_no, name_th, instrument, score_printed, grade_printed, "
    "score_recomputed",
}
"""The promise: never renamed or moved without an entry under *ข้อมูล* in the changelog."""


@pytest.mark.parametrize("name", COLUMNS)
def test_the_columns_are_the_promised_ones(name):
    """Names and order of the columns are those that were published first, and each says in Thai what it means."""
    assert COLUMNS[name].split(", ") == [column.name for column in SHAPES[name].columns]
    assert [] == [c.name for c in SHAPES[name].columns if not re.search("[ก-๙]", c.description) or not c.title]


# ---------------------------------------------------------------- CSV as such


def test_every_csv_is_what_excel_and_quality_checks_want(exports):
    """UTF-8 with BOM, rows ended by CRLF and as long as the head, no empty, repeated or Thai heading."""
    import chardet

    for uri, raw in exports.items():
        if uri.endswith(".csv") and uri.startswith("data/"):
            assert raw.startswith(b"\xef\xbb\xbf"), uri
            assert "utf-8" in chardet.detect(raw[:100_000])["encoding"].lower(), uri
            # A line break inside a cell is a newline alone.
            rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
            assert raw.count(b"\r\n") == len(rows), uri
            assert raw.endswith(b"\r\n"), uri
            assert re.fullmatch("[a-z0-9_]+(,[a-z0-9_]+)*", ",".join(rows[0])), uri
            assert len(rows[0]) == len(set(rows[0])), uri
            assert {len(rows[0])} == {len(row) for row in rows}, uri


def test_no_iso_date_has_a_year_of_the_buddhist_era(exports):
    """Every date of every made file is of ค.ศ. between 1990 and 2100; only the form for GD-Catalog writes พ.ศ."""
    found = 0
    for uri, raw in exports.items():
        if uri.endswith((".csv", ".json", ".jsonld", ".ttl", ".xml", ".txt")):
            for year in re.findall(r"(?<![\d/-])(\d{4})-\d\d-\d\d(?![\d-])", raw.decode("utf-8-sig")):
                found += 1
                assert 1990 <= int(year) <= 2100, (uri, year)
    assert found > 100


def test_the_same_content_gives_the_same_bytes(exports):
    """Two runs make the same files, byte for byte, workbooks and documents too."""
    again = exports_of(REPOSITORY / "content")
    assert list(exports) == list(again)
    assert [] == [uri for uri in exports if exports[uri] != again[uri]]


# ---------------------------------------------------------------- Data Package


@pytest.fixture(scope="module")
def package(exports, tmp_path_factory):
    """Return the folder of the published Data Package."""
    return put(exports, tmp_path_factory.mktemp("package")) / "data"


def faults_of(folder):
    """Return the kinds of faults that frictionless finds in the package of *folder*."""
    import frictionless

    report = frictionless.validate(str(folder / "datapackage.json"))
    return {error.type for task in report.tasks for error in task.errors} | {error.type for error in report.errors}


@pytest.mark.filterwarnings("ignore")
def test_frictionless_accepts_the_package(package):
    """Every table has the size, hash, types, keys and references that the package says."""
    assert set() == faults_of(package)


def spoil(package, folder, name, change):
    """Copy *package* to *folder* with the text of the CSV *name* changed, and no word of its size and hash."""
    copied = folder / "data"
    shutil.copytree(package, copied)
    path = copied / name
    text = path.read_bytes().decode("utf-8-sig")
    changed = change(text)
    assert text != changed
    path.write_bytes(changed.encode("utf-8-sig"))
    tree = json.loads((copied / "datapackage.json").read_text("utf-8"))
    tree["resources"] = [r for r in tree["resources"] if "2566" in r["name"]]
    for resource in tree["resources"]:
        del resource["bytes"], resource["hash"]
    (copied / "datapackage.json").write_text(json.dumps(tree), "utf-8")
    return copied


CHECKLIST = "2566/oit-checklist.csv"
FAULTS = [
    pytest.param(CHECKLIST, lambda t: t.replace(",complete,", ",done,", 1), "constraint-error", id="an unknown word"),
    pytest.param(CHECKLIST, lambda t: t.replace("2022-10-05", "2565-10-05", 1), "constraint-error", id="พ.ศ. date"),
    pytest.param(
        CHECKLIST, lambda t: t.replace("\r\n2566,", "\r\n2023,", 1), "constraint-error", id="ค.ศ. fiscal year"
    ),
    pytest.param(CHECKLIST, lambda t: t + t.splitlines(True)[1], "primary-key", id="a row twice"),
    pytest.param(CHECKLIST, lambda t: t.replace("item_id,", "item,", 1), "incorrect-label", id="a renamed column"),
    pytest.param(CHECKLIST, lambda t: t.replace("\r\n2566,", "\r\n2566,more,", 1), "extra-cell", id="a cell too many"),
    pytest.param(
        CHECKLIST, lambda t: t.replace("2566,example,o1,", "2566,,o1,", 1), "constraint-error", id="no agency"
    ),
    pytest.param("2566/oit-evidence.csv", lambda t: t.replace(",o1,", ",o99,", 1), "foreign-key", id="no such item"),
    pytest.param("2566/oit-evidence.csv", lambda t: t.replace(",o1,1,", ",o1,first,", 1), "type-error", id="no number"),
]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("name", "change", "kind"), FAULTS)
def test_frictionless_refuses_a_planted_fault(package, tmp_path, name, change, kind):
    """Each kind of fault in a table is found by its schema, keys or references."""
    assert kind in faults_of(spoil(package, tmp_path, name, change))


@pytest.mark.filterwarnings("ignore")
def test_frictionless_refuses_a_changed_file(package, tmp_path):
    """A file that is not the published one has another hash and size."""
    shutil.copytree(package, tmp_path / "data")
    path = tmp_path / "data" / CHECKLIST
    path.write_bytes(path.read_bytes().replace("โครงสร้าง".encode(), "โครงสร้างใหม่".encode(), 1))
    assert {"hash-count", "byte-count"} == faults_of(tmp_path / "data")


def test_the_package_says_what_version_2_asks(package):
    """The standard's address stands on the package, on every resource and on every schema."""
    tree = json.loads((package / "datapackage.json").read_text("utf-8"))
    profiles = "https://datapackage.org/profiles/2.0/"
    assert f"{profiles}datapackage.json" == tree["$schema"]
    assert {f"{profiles}dataresource.json"} == {resource["$schema"] for resource in tree["resources"]}
    assert {f"{profiles}tableschema.json"} == {resource["schema"]["$schema"] for resource in tree["resources"]}
    assert {"table"} == {resource["type"] for resource in tree["resources"]}
    assert {resource["path"] for resource in tree["resources"]} == {
        path.relative_to(package).as_posix() for path in package.rglob("*.csv")
    }


def test_checksums_are_those_of_the_files(package):
    """SHA256SUMS has a line for every file of the folder but itself, as sha256sum writes it."""
    lines = dict(reversed(line.split("  ")) for line in (package / "SHA256SUMS").read_text("utf-8").splitlines())
    files = [path for path in package.rglob("*") if path.is_file() and path.name != "SHA256SUMS"]
    assert lines == {
        path.relative_to(package).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


# ---------------------------------------------------------------- CSVW


def csvw_accepts(path):
    """Return whether csvw finds nothing wrong. It counts warnings, so none may be filtered away or raised."""
    from csvw import CSVW

    try:
        return CSVW(str(path), validate=True).is_valid
    except ValueError:  # a repeated key, a missing column
        return False


@pytest.mark.filterwarnings("always")
@pytest.mark.parametrize("name", SHAPES)
def test_csvw_accepts_every_table(package, name):
    """A second family of tools agrees on types, words and keys."""
    assert csvw_accepts(package / f"2566/{name}.csv-metadata.json")


@pytest.mark.filterwarnings("always")
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda t: t.replace("2022-10-05", "5 ต.ค. 2565", 1), id="no date"),
        pytest.param(lambda t: t.replace(",complete,", ",done,", 1), id="an unknown word"),
        pytest.param(lambda t: t.replace("\r\n2566,", "\r\n2023,", 1), id="ค.ศ. fiscal year"),
        pytest.param(lambda t: t + t.splitlines(True)[1], id="a row twice"),
        pytest.param(lambda t: t.replace("item_id,", "item,", 1), id="a renamed column"),
    ],
)
def test_csvw_refuses_a_planted_fault(package, tmp_path, change):
    """The metadata beside a table finds what is wrong in it."""
    copied = spoil(package, tmp_path, CHECKLIST, change)
    assert not csvw_accepts(copied / f"{CHECKLIST}-metadata.json")


# ---------------------------------------------------------------- JSON


@pytest.fixture(scope="module")
def schema(exports):
    return jsonschema.Draft202012Validator(json.loads(exports["data/schema/oit-checklist.schema.json"]))


def test_the_published_schema_is_one(schema):
    """The schema itself follows the standard that it names."""
    jsonschema.Draft202012Validator.check_schema(schema.schema)
    assert "https://json-schema.org/draft/2020-12/schema" == schema.schema["$schema"]


def test_every_checklist_follows_the_published_schema(exports, schema):
    """The nested checklist of the whole site and of each agency, of each year, is what the schema says."""
    files = [uri for uri in exports if uri.endswith("oit-checklist.json")]
    assert len(files) == 3 + 7
    for uri in files:
        assert [] == [error.message for error in schema.iter_errors(json.loads(exports[uri]))], uri


@pytest.mark.parametrize(
    "spoil_item",
    [
        pytest.param(lambda item: item.update(status_checked="done"), id="an unknown word"),
        pytest.param(lambda item: item.update(published_date="2566-01-10"), id="พ.ศ. date"),
        pytest.param(lambda item: item.pop("page_url"), id="a missing field"),
        pytest.param(lambda item: item.update(more=1), id="an unknown field"),
        pytest.param(lambda item: item.update(elements_met="3"), id="a number as text"),
        pytest.param(lambda item: item["elements"][0].update(mark="yes"), id="an unknown mark"),
        pytest.param(lambda item: item["evidence"][0].update(counts=1), id="no truth value"),
    ],
)
def test_the_schema_refuses_a_planted_fault(exports, schema, spoil_item):
    """What is not as the schema says is found."""
    tree = json.loads(exports["example/data/2566/oit-checklist.json"])
    spoil_item(tree["agencies"][0]["items"][0])
    assert not schema.is_valid(tree)


# ---------------------------------------------------------------- workbooks


def sheets_of(raw):
    return openpyxl.load_workbook(io.BytesIO(raw)).worksheets


def as_csv(value):
    """Return the cell of a workbook as the CSV writes it."""
    if value is None:
        return ""
    return value.date().isoformat() if isinstance(value, datetime) else str(value)


def plain(text):
    """Return the cell of a CSV as a number where it is one, without the mark that keeps it from being run."""
    text = text.removeprefix("'")
    return float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else text


@pytest.mark.parametrize("uri", ["data/2566/oit-checklist.xlsx", "example/data/2567/oit-checklist.xlsx"])
def test_a_workbook_holds_the_rows_of_the_csv_files(exports, uri):
    """Every sheet has the rows of its table: the same texts, numbers and days."""
    folder = uri.rpartition("/")[0]
    for sheet, (name, shape) in zip(sheets_of(exports[uri]), SHAPES.items(), strict=True):
        head, *rows = sheet.iter_rows(values_only=True)
        assert [column.title for column in shape.columns] == list(head)
        expected = [[plain(cell) for cell in row.values()] for row in rows_of(exports[f"{folder}/{name}.csv"])]
        assert expected == [[plain(as_csv(cell)) for cell in row] for row in rows], name


def test_a_workbook_is_laid_out_for_the_office(exports):
    """Head frozen and filtered, TH Sarabun New 16 in every cell, columns wide enough for days, rows high enough."""
    for sheet in sheets_of(exports["data/2566/oit-checklist.xlsx"]):
        assert "A2" == sheet.freeze_panes
        assert sheet.dimensions == sheet.auto_filter.ref
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {("TH Sarabun New", 16)} == {(cell.font.name, cell.font.sz) for cell in cells}
        days = [cell for cell in cells if isinstance(cell.value, datetime)]
        assert {"[$-D07041E]d mmm yyyy"} >= {cell.number_format for cell in days}
        assert all(sheet.column_dimensions[cell.column_letter].width >= 18 for cell in days)
        assert all(sheet.row_dimensions[number].height >= 24 for number in range(1, sheet.max_row + 1))


@pytest.mark.filterwarnings("ignore")
def test_pandas_and_calamine_read_the_same_workbook(exports):
    """Three independent readers find the same rows and the same real dates."""
    import pandas
    import python_calamine

    raw = exports["data/2566/oit-checklist.xlsx"]
    frame = pandas.read_excel(io.BytesIO(raw), sheet_name="หลักฐาน")
    sheet = openpyxl.load_workbook(io.BytesIO(raw))["หลักฐาน"]
    rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_name("หลักฐาน").to_python()
    assert sheet.max_row == len(frame) + 1 == len(rows)
    column = [cell.value for cell in sheet[1]].index("วันที่เผยแพร่")
    days = [row[column].date() for row in sheet.iter_rows(min_row=2, values_only=True) if row[column]]
    assert days
    assert days == [day.date() for day in frame["วันที่เผยแพร่"].dropna()]
    assert days == [row[column] for row in rows[1:] if row[column]]


def test_a_damaged_workbook_is_refused(exports):
    """The readers do look: a workbook that lost its end, or a broken sheet, does not open."""
    raw = exports["data/2566/oit-checklist.xlsx"]
    with pytest.raises(zipfile.BadZipFile):
        sheets_of(raw[:-200])
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"</is></c>", b"</c>", 1))
    with pytest.raises(Exception, match="mismatched tag"):
        sheets_of(broken.getvalue())


def test_a_cell_holds_what_a_cell_can():
    """A text longer than a cell is cut and says so; control characters and Excel's own escapes come back as typed."""
    texts = ("ก" * 40_000, "a\x07b", "_x0041_", " ขึ้นบรรทัด\nใหม่ ", "=1+1", "<&>")
    table = Table("t", "ตาราง: [1]/2", (Column("a", "ก"),), ("a",), tuple((text,) for text in texts))
    (sheet,) = sheets_of(workbook_bytes((table,)))
    assert "ตาราง   1  2" == sheet.title
    long, *others = (sheet.cell(row, 1).value for row in range(2, 8))
    assert 32_767 == len(long)
    assert long.endswith("ฉบับเต็มอยู่ในไฟล์ CSV)")
    assert ["a\x07b", "_x0041_", "ขึ้นบรรทัด\nใหม่", "=1+1", "<&>"] == [openpyxl.utils.escape.unescape(o) for o in others]
    assert [False, True] == [bool(sheet.cell(row, 1).quotePrefix) for row in (5, 6)]


def test_sheets_of_one_title_are_told_apart():
    """Excel takes no two sheets of one name, whatever their case."""
    tables = [
        Table("t", title, (Column("a", "ก"),), ("a",), ()) for title in ("Sheet", "sheet", "ก" * 40, "ก" * 40, "")
    ]
    assert ["Sheet", "sheet (2)", "ก" * 31, "ก" * 27 + " (2)", "ตาราง"] == [
        sheet.title for sheet in sheets_of(workbook_bytes(tables))
    ]


# ---------------------------------------------------------------- nothing that runs

_RUN = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module", params=["equals", "minus", "at", "tab formula", "script", "astral"])
def hostile_exports(request, tmp_path_factory):
    """Return every made file of a site that holds one hostile string in every field of every model."""
    attack = CORPUS[request.param]
    files, _ = every_field(lambda n: attack)
    return exports_of(write(tmp_path_factory.mktemp("hostile") / "content", files))


def test_no_cell_is_run(hostile_exports):
    """Whatever a field holds, no cell of a CSV begins like a formula, and no cell of a workbook is one."""
    seen = 0
    for uri, raw in hostile_exports.items():
        if uri.endswith(".csv"):
            for row in rows_of(raw):
                seen += len(row)
                assert [] == [cell for cell in row.values() if cell.startswith(_RUN)], uri
        if uri.endswith(".xlsx"):
            for sheet in sheets_of(raw):
                for cell in (cell for row in sheet.iter_rows() for cell in row):
                    assert cell.data_type != "f", (uri, cell.coordinate)
                    if isinstance(cell.value, str) and cell.value.startswith(_RUN):
                        assert cell.quotePrefix, (uri, cell.coordinate)
    assert seen > 1000


def test_hostile_text_comes_back_whole(hostile_exports, schema):
    """Every JSON is JSON and follows its schema, every document opens, and every workbook has its rows."""
    import docx

    for uri, raw in hostile_exports.items():
        if uri.endswith("oit-checklist.json"):
            assert [] == [error.message for error in schema.iter_errors(json.loads(raw))]
        elif uri.endswith(".json"):
            json.loads(raw)
        elif uri.endswith(".docx"):
            assert docx.Document(io.BytesIO(raw)).tables


# ---------------------------------------------------------------- one number everywhere


def shown_counts(page):
    """Return the numbers of the table of sums on a checklist page, row by row."""
    table = re.search(r"<caption>จำนวนข้อตามสถานะที่ตรวจ.*?</table>", page, re.DOTALL)[0]
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", table, re.DOTALL)
    return [re.findall(r"<td[^>]*>([^<]*)</td>", row) for row in rows]


@pytest.fixture(scope="module")
def built():
    """Return the facts of the repository's own content and the bodies of its pages, by address."""
    site = build_site(load_source(REPOSITORY / "content", "content"), SETTINGS)
    return site.facts, {page.plan.uri: str(page.body) for page in site.pages}


def test_pages_and_files_state_the_same_numbers(exports, built):
    """Items by status, elements and shares are the same on the checklist page, in CSV, JSON and XLSX."""
    site_facts, bodies = built
    compared = 0
    for agency in site_facts.agencies:
        for year in agency.years:
            folder = f"{agency.source.id}/data/{year.fiscal_year}"
            rows = rows_of(exports[f"{folder}/oit-checklist.csv"])
            sheet = sheets_of(exports[f"{folder}/oit-checklist.xlsx"])[0]
            title_of = {column.name: column.title for column in SHAPES["oit-checklist"].columns}
            head = [cell.value for cell in sheet[1]]
            cells = [dict(zip(head, row, strict=True)) for row in sheet.iter_rows(min_row=2, values_only=True)]
            (told,) = json.loads(exports[f"{folder}/oit-checklist.json"])["agencies"]
            shown = shown_counts(bodies[year.uri("oit")])
            for part, last, line in (("mission", 41, shown[0]), ("edition", 99, shown[-1])):
                from_csv = [row for row in rows if int(row["item_no"]) <= last]
                from_xlsx = [row for row in cells if row[title_of["item_no"]] <= last]
                words = [STATUS_WORDS[state] for state in State]
                by_csv = Counter(row["status_checked"] for row in from_csv)
                by_xlsx = Counter(row[title_of["status_checked"]] for row in from_xlsx)
                counted = [row for row in from_csv if row["status_checked"] != "not-applicable"]
                elements = [sum(int(row[name]) for row in counted) for name in ("elements_met", "elements_required")]
                judged = sum(by_csv[word] for word in ("complete", "partial", "missing"))
                percent = str(100 * by_csv["complete"] // judged) if judged else "–"
                expected = [len(from_csv), *(by_csv[word] for word in words), "/".join(map(str, elements)), percent]
                assert [str(value) for value in expected] == line, (folder, part)
                assert by_csv == by_xlsx
                assert {word: by_csv[word] for word in words} == {word: told["counts"][part][word] for word in words}
                assert elements == [told["counts"][part][name] for name in ("elements_met", "elements_required")]
                assert told["counts"][part]["percent_complete"] == (int(percent) if judged else None)
                compared += 1
    assert compared == 14


OF_REVIEW = ("lock_state", "confirmed_date", "confirmed_by", "asked_fiscal_year_be", "freshness")


def shown_review(row):
    """Return what the page of an item says of the *row* of evidence that a file holds."""
    said = []
    if row["lock_state"] in ("confirmed", "changed") and row["confirmed_date"]:
        said.append(f"ยืนยันโดย {row['confirmed_by']} เมื่อ {thai_date(date.fromisoformat(row['confirmed_date']))}")
    said += {"changed": ["ไฟล์ปัจจุบันเป็นคนละไฟล์ ยังไม่มีผู้ยืนยัน"], "recorded": ["บันทึกแล้ว ยังไม่มีผู้ยืนยัน"]}.get(
        row["lock_state"], []
    )
    if row["freshness"]:
        said.append({"match": "ตรงปี", "old": "ปีเก่า", "other": "คนละปี", "unstated": "ไม่ระบุปี"}[row["freshness"]])
    return said


def test_pages_and_files_state_the_same_reviews(exports, built):
    """Who confirmed a file and when, and whether it fits the year, is the same on the page, in CSV, JSON and XLSX."""
    seen = Counter()
    for year in (2566, 2567):
        folder = f"example/data/{year}"
        rows = rows_of(exports[f"{folder}/oit-evidence.csv"])
        sheet = sheets_of(exports[f"{folder}/oit-checklist.xlsx"])[1]
        head, *cells = sheet.iter_rows(values_only=True)
        at = [head.index(column.title) for column in SHAPES["oit-evidence"].columns if column.name in OF_REVIEW]
        (told,) = json.loads(exports[f"{folder}/oit-checklist.json"])["agencies"]
        pieces = [piece for item in told["items"] for piece in item["evidence"]]
        checked = json.loads(exports["data/evidence.json"])["evidence"]
        checked = [one for one in checked if (one["agency_id"], one["fiscal_year_be"]) == ("example", year)]
        by_csv = [[row[name] for name in OF_REVIEW] for row in rows]
        assert by_csv == [
            [("" if row[n] is None else str(row[n].date() if isinstance(row[n], datetime) else row[n])) for n in at]
            for row in cells
        ]
        for described in (pieces, checked):
            assert by_csv == [[str(one.get(name, "")) for name in OF_REVIEW] for one in described]
        for row in rows:
            body = built[1][f"example/{year}/oit/{row['item_id']}/"]
            page = " ".join(re.sub("<[^>]+>", " ", body).replace("\u00a0", " ").split())
            assert [] == [said for said in shown_review(row) if said not in page], row
            seen.update((row["lock_state"], row["freshness"]))
    assert {"confirmed", "recorded", "changed", "match", "old", "unstated", ""} == seen.keys()


def test_a_file_that_nobody_has_recorded_says_so(content):
    """Without a lock the state of a file is `unrecorded`; a page, a link and a file that is gone have none."""
    oit = (
        "O1:\n  evidence:\n  - {title: ก, file: evidence/a.csv}\n  - {title: ข, url: 'https://a.go.th/'}\n"
        "  - {title: ค, file: evidence/none.csv}\n"
    )
    files = exports_of(content({"x/2566/oit.yml": oit, "x/2566/evidence/a.csv": "ก,ข\n"}))
    rows = [row for row in rows_of(files["data/2566/oit-evidence.csv"]) if row["item_id"] == "o1"]
    assert ["unrecorded", "", ""] == [row["lock_state"] for row in rows]


def test_files_of_a_portal_join_those_of_its_agencies(exports):
    """Each table of the portal has the rows of its agencies, one after the other."""
    for year in YEARS:
        for name in SHAPES:
            own = [
                row
                for uri, raw in exports.items()
                if not uri.startswith("data/") and uri.endswith(f"/data/{year}/{name}.csv")
                for row in rows_of(raw)
            ]
            assert own == rows_of(exports[f"data/{year}/{name}.csv"]), (year, name)
    whole = [row for year in YEARS for row in rows_of(exports[f"data/{year}/oit-checklist.csv"])]
    key = ("fiscal_year_be", "agency_id", "item_id")
    assert sorted(whole, key=lambda row: [row[k] for k in key]) == sorted(
        rows_of(exports["data/oit-checklist-all.csv"]), key=lambda row: [row[k] for k in key]
    )


def test_counts_of_a_row_are_rows_of_the_other_tables(exports):
    """An item's pieces of evidence and measures are as many as rows of the other tables name it."""
    for year in YEARS:
        rows, evidence, measures = (
            rows_of(exports[f"data/{year}/{name}.csv"]) for name in ("oit-checklist", "oit-evidence", "measures")
        )
        pieces = Counter((row["agency_id"], row["item_id"]) for row in evidence)
        named = Counter((row["agency_id"], item) for row in measures for item in row["oit_items"].split(";"))
        for row in rows:
            key = row["agency_id"], row["item_id"]
            assert int(row["evidence_count"]) == pieces[key], key
            assert int(row["measure_count"]) == named[key], key


def test_the_example_shows_every_state(exports):
    """Every status word occurs in the published data, for what it says."""
    rows = [row for rows in tables_of(exports).values() for row in rows if "status_checked" in row]
    assert set(STATUS_WORDS.values()) == {row["status_checked"] for row in rows}
    assert {"complete", "partial", "missing", "not-applicable", "unstated"} >= {row["status_claimed"] for row in rows}
    assert {True} == {row["elements_required"] == "0" for row in rows if row["status_checked"] == "unconfirmed"}


def test_rows_of_an_invented_agency_say_so(exports):
    """No row of the example can pass for one of a real agency."""
    rows = rows_of(exports["data/2566/oit-checklist.csv"])
    assert {True} == {row["agency_name"].endswith("(ข้อมูลสมมติ)") for row in rows if row["agency_id"] == "example"}
    assert {False} == {"สมมติ" in row["agency_name"] for row in rows if row["agency_id"] != "example"}


def test_a_measure_without_its_own_takes_what_its_issue_says(content):
    """Who, when and how of an issue hold for its measures; its budget does not, or sums would count it twice."""
    issue = (
        "title: ประเด็น\nindicators: [9]\noit: [O1]\nresponsible: [กลุ่ม ก]\nbudget: {amount: 5000}\n"
        "measures:\n- {title: หนึ่ง, oit: [O2], budget: {amount: '10,000'}}\n- {title: สอง, responsible: [กลุ่ม ข]}\n"
    )
    one, two = rows_of(exports_of(content({"x/2566/measures/base.yml": issue}))["data/2566/measures.csv"])
    assert ("กลุ่ม ก", "10000", "o2;o1") == (one["responsible"], one["budget_thb"], one["oit_items"])
    assert ("กลุ่ม ข", "", "o1") == (two["responsible"], two["budget_thb"], two["oit_items"])


def test_scores_keep_their_printed_digits(content):
    """A score is the printed one, with its digits, of the year that it was given for."""
    scores = "{fiscal_year: 2565, total: ๙๓.๑๐, grade: A, indicators: [{no: 9, score: 100.00}]}"
    scores = f"result_year: 2565\nscores: [{scores}]\n"
    rows = rows_of(exports_of(content({"x/2566/assessment.yml": scores}))["data/2566/assessment.csv"])
    assert [("2565", "0", "93.10", "A", ""), ("2565", "9", "100.00", "", "")] == [
        (r["fiscal_year_be"], r["indicator_no"], r["score_printed"], r["grade_printed"], r["score_recomputed"])
        for r in rows
    ]


# ---------------------------------------------------------------- GD-Catalog

FORM = json.loads((REPOSITORY / "plugins/oit_site/export/shipped/gd-catalog.json").read_text("utf-8"))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("uri", ["data/2566/gdc-import.xlsx", "spp-mukdahan/data/2566/gdc-import.xlsx"])
def test_the_importer_of_gd_catalog_finds_what_it_reads(exports, uri):
    """Head in row 4, row 5 skipped, days of พ.ศ. as text, one of the listed values, resources joined by name."""
    import pandas

    def read(sheet):
        frame = pandas.read_excel(io.BytesIO(exports[uri]), header=[3], sheet_name=sheet, dtype=str)
        return frame.drop(0).fillna("")

    datasets, resources = (read(FORM[part]["sheet"]) for part in ("datasets", "resources"))
    assert [name for name, _ in FORM["datasets"]["columns"]] == list(datasets.columns)
    assert [name for name, _ in FORM["resources"]["columns"]] == list(resources.columns)
    for sheet in FORM["empty_sheets"]:
        assert 0 == len(read(sheet))
    (dataset,) = datasets.to_dict("records")
    assert re.fullmatch("[a-z0-9_-]{2,100}", dataset["name"])
    for name, values in FORM["values"].items():
        if name != "license_id":
            assert dataset[name] in values, name
    for name in ("created_date", "last_updated_date"):
        if dataset[name]:
            assert 1990 <= date.fromisoformat(f"{int(dataset[name][:4]) - 543}{dataset[name][4:]}").year <= 2100
    assert {dataset["name"]} == set(resources["dataset_name"])
    assert set(exports) >= {url.removeprefix("https://example.go.th/") for url in resources["resource_url"]}
    required = {"name", "title", "owner_org", "maintainer", "tag_string", "notes", "data_source", "license_id"}
    assert [] == [name for name in required if not dataset[name]]


def test_every_cell_of_the_form_is_text(exports):
    """A real date would be read as one of the year 1480, a number as no text at all."""
    for sheet in sheets_of(exports["example/data/2566/gdc-import.xlsx"]):
        types = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
        assert {"s"} >= types - {"inlineStr"}, sheet.title


def test_the_catalogue_s_json_has_the_names_of_ckan(exports):
    """The same set for `package_create`: days of ค.ศ., a licence of the list, resources with whole addresses."""
    tree = json.loads(exports["example/data/2566/gdc-metadata.json"])
    assert "oit-checklist-2566-example" == tree["name"]
    assert "ข้อมูลระเบียน" == tree["data_type"]
    assert ("อื่นๆ", SETTINGS.licence.title) == (tree["license_id"], tree["license_id_other"])
    assert "contact@example.go.th" == tree["maintainer_email"]
    assert tree["last_updated_date"].startswith("202")
    assert [*(f"example/data/2566/{name}" for name in OF_EVERY_YEAR), "data/vocab/oit-2566.jsonld"] == [
        resource["url"].removeprefix("https://example.go.th/") for resource in tree["resources"]
    ]


# ---------------------------------------------------------------- Word


def test_the_document_sets_thai_in_the_font_of_the_office(exports):
    """Every style names TH Sarabun New and its size for Thai letters too, and the language is Thai."""
    with zipfile.ZipFile(io.BytesIO(exports["example/data/2566/oit-checklist.docx"])) as archive:
        styles = archive.read("word/styles.xml").decode()
    fonts = re.findall(r"<w:rFonts [^>]*>", styles)
    assert fonts
    assert [] == [
        font for font in fonts if 'w:cs="TH Sarabun New"' not in font or 'w:ascii="TH Sarabun New"' not in font
    ]
    assert re.findall(r'<w:sz w:val="(\d+)"', styles) == re.findall(r'<w:szCs w:val="(\d+)"', styles)
    assert len(fonts) == styles.count('w:bidi="th-TH"')


def test_the_document_holds_every_item(exports):
    """Word's reader finds each item with its state, under a head that every page repeats."""
    import docx

    document = docx.Document(io.BytesIO(exports["example/data/2566/oit-checklist.docx"]))
    summary, *tables = document.tables
    items = {row.cells[0].text: row.cells[2].text for table in tables for row in table.rows[1:]}
    rows = rows_of(exports["example/data/2566/oit-checklist.csv"])
    names = {word: LABELS[state.value] for state, word in STATUS_WORDS.items()}
    assert items == {f"O{row['item_no']}": names[row["status_checked"]] for row in rows}
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in document.tables)
    assert "รายการตรวจ OIT ปีงบประมาณ พ.ศ. 2566" == document.paragraphs[0].text
    assert [LABELS[state.value] for state in State] == [cell.text for cell in summary.rows[0].cells[2:8]]


# ---------------------------------------------------------------- the page about it


def test_the_page_lists_every_file_with_its_size(demo_site):
    """Every file of the folder is linked, with the size that it has on disk, and every column is explained."""
    text = (demo_site / "data/index.html").read_text("utf-8")
    page = read_page(text)
    linked = {urljoin("/data/", link).removeprefix("/data/") for name, link in page.links() if name == "a"}
    files = {
        path.relative_to(demo_site / "data").as_posix() for path in (demo_site / "data").rglob("*") if path.is_file()
    }
    assert set() == {name for name in files if not name.endswith("index.html")} - linked
    size = (demo_site / "data/2566/oit-checklist.csv").stat().st_size
    row = next(row for row in re.findall("<li>.*?</li>", text, re.DOTALL) if "/2566/oit-checklist.csv" in row)
    assert f"{size / 1024:,.0f} KB" in row
    for shape in SHAPES.values():
        for column in shape.columns:
            assert column.description in page.text.replace("\u00a0", " "), column.name
    assert SETTINGS.licence.title in page.text
    assert "สาธารณะ" in page.text
    assert "allow_harvest" in page.text


def test_the_page_is_found_from_home_and_from_every_year(demo_site):
    """Menu, home page and each year lead to the open data; a year leads to its own files."""
    pages = pages_of(demo_site)
    found = {at: {urljoin(f"/{at}", link) for _, link in pages[at].links()} for at in ("", "example/2566/")}
    assert "/data/" in found[""]
    own = "/example/data/2566/oit-checklist"
    assert {"/data/", f"{own}.xlsx", f"{own}.docx", f"{own}.csv"} <= found["example/2566/"]


def test_a_site_of_one_agency_leads_to_its_files(content):
    """On the site of one agency a year's files lie in the folder of the whole site."""
    site = build_site(load_source(content({"agency.yml": AGENCY, "2566/measures/a.yml": ISSUE}, base=False)), SETTINGS)
    (body,) = [str(page.body) for page in site.pages if page.plan.uri == "2566/"]
    assert "data/2566/oit-checklist.docx" in body
    assert "../data/2566" in body


def test_the_small_site_gives_the_same_files_by_way_of_the_host(tmp_path):
    """What MkDocs writes is what the core made, byte for byte."""
    from support import SMALL_URL, build_project, small_project

    config = build_project(small_project(tmp_path))
    made = exports_of(FIXTURES / "small" / "content", Settings(site_url=SMALL_URL, site_name=config.site_name))
    tables = {uri for uri in made if uri.endswith((".csv", ".xlsx", ".docx"))}
    assert tables
    assert [] == [uri for uri in tables if made[uri] != (Path(config.site_dir) / uri).read_bytes()]
