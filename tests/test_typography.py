"""The last touch on a page: no-break spaces where a line must not end, and Thai numerals where they are asked for."""

import pytest

from oit_site.typography import bind, with_thai_numerals

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("พ.ศ. 2566", "พ.ศ._2566"),
        ("พ.ศ. ๒๕๖๖", "พ.ศ._๒๕๖๖"),
        ("ข้อ 5 และข้อ 12", "ข้อ_5 และข้อ_12"),
        ("ตัวชี้วัดที่ 9 ปี 2566 หน้า 3", "ตัวชี้วัดที่_9 ปี_2566 หน้า_3"),
        ("โทร. 0 2123 4567 ต่อ 12", "โทร. 0_2123_4567 ต่อ 12"),
        ("โทร. 02 123 4567", "โทร. 02_123_4567"),
        ("สพป.สงขลา เขต ๒", "สพป.สงขลา เขต_๒"),
        ("๑ ตุลาคม ๒๕๖๕ – ๓๐ กันยายน ๒๕๖๖", "๑_ตุลาคม ๒๕๖๕ – ๓๐_กันยายน ๒๕๖๖"),
        ("10 ม.ค. 2566 และ 5 เม.ย. 2566", "10_ม.ค. 2566 และ 5_เม.ย. 2566"),
        ("ทุก 3 เดือน 2 มาตรการ", "ทุก 3 เดือน 2 มาตรการ"),
        ("ได้ 100 คะแนน", "ได้ 100 คะแนน"),
        ("ข้อ ก", "ข้อ ก"),
    ],
)
def test_what_belongs_together_stays_on_one_line(text, expected):
    """Only the space inside such a pair becomes one at which no line ends."""
    assert f"<p>{expected.replace('_', NBSP)}</p>" == bind(f"<p>{text}</p>")


@pytest.mark.parametrize(
    "html",
    [
        '<a title="ข้อ 5" href="?find=ข้อ 5">ก</a>',
        "<pre>oit: ข้อ 5</pre>",
        "<code>พ.ศ. 2566</code>",
        '<script type="application/ld+json">{"name":"ปี 2566"}</script>',
    ],
)
def test_only_text_that_is_read_is_bound(html):
    """Attributes, code and scripts stay as they were."""
    assert html == bind(html)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>ปี 2566 ร้อยละ 85.50</p>", "<p>ปี ๒๕๖๖ ร้อยละ ๘๕.๕๐</p>"),
        ("<p>28 จาก 33 ข้อ (ร้อยละ 84)</p>", "<p>๒๘ จาก ๓๓ ข้อ (ร้อยละ ๘๔)</p>"),
        ("<p>2566–2570, 10,000 บาท, 30%</p>", "<p>๒๕๖๖–๒๕๗๐, ๑๐,๐๐๐ บาท, ๓๐%</p>"),
        ("<p>คำสั่งที่ 12/2566</p>", "<p>คำสั่งที่ ๑๒/๒๕๖๖</p>"),
        ('<time datetime="2022-10-01">1 ตุลาคม 2565</time>', '<time datetime="2022-10-01">๑ ตุลาคม ๒๕๖๕</time>'),
        ("<title>ปี 2566</title>", "<title>ปี ๒๕๖๖</title>"),
        ("<b>9</b>.<i>1</i>", "<b>๙</b>.<i>๑</i>"),
    ],
)
def test_numbers_become_thai(html, expected):
    """Numbers in text are written in Thai digits."""
    assert expected == with_thai_numerals(html)


@pytest.mark.parametrize(
    "html",
    [
        "<p>ข้อ O12 และ O1–O41 องค์ประกอบ O2.1</p>",
        "<p>คำถาม e10 รหัส OIT201</p>",
        "<p>PDF, 7 KB · 1.5 MB · 812 ไบต์</p>",
        "<p>https://www.example.go.th/2566/plan-2566.pdf</p>",
        "<p>contact2@example.go.th</p>",
        '<a id="o12" href="../2566/oit/#o12">ก</a>',
        "<p>พิมพ์ว่า «86.28» อีกแห่งพิมพ์ว่า «93.17»</p>",
        '<p><span class="x" translate="no">1.5</span></p>',
        "<code>2566/oit.yml:12</code>",
        "<pre>score: 86.28</pre>",
        "<p>ก&#39;ข&amp;ค&#34;</p>",
        "<script>var a = 12;</script><style>a { top:1px }</style>",
        "<!-- 12 -->",
    ],
)
def test_codes_sizes_addresses_and_quotations_stay(html):
    """What a reader must be able to type, find or compare keeps its digits."""
    assert html == with_thai_numerals(html)


def test_a_page_tells_its_scripts_which_numerals_it_shows():
    """Scripts that write numbers into the page find a mark on it."""
    assert '<html data-numerals="thai" lang="th">' == with_thai_numerals('<html lang="th">')
