"""The auditor's and the officer's desk in Chromium: the walk to what is missing, copying, and days that pass."""

import pytest

from browser import Visitor, needs_chromium, overflowing, read

pytestmark = needs_chromium

ANSWERS = "example/2567/answers/"
O21_URL = "https://example.go.th/example/2567/oit/o21/"
"""The address in the sheet is that of the site's own site_url, not of the server that the test looks at."""


@pytest.fixture
def officer(visitor):
    """Return a visitor who may use the clipboard."""
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return visitor


def on(chromium, site_url, moment):
    """Return a visitor in Bangkok whose clock stands at *moment* (UTC)."""
    visitor = Visitor(chromium, site_url, 1280, timezone_id="Asia/Bangkok")
    visitor.page.clock.set_fixed_time(moment)
    return visitor


# ---------------------------------------------------------------- the auditor's walk


def test_an_auditor_finds_what_is_missing_in_three_clicks_and_ten_seconds(visitor):
    """From the portal: which element of O21 is missing, who owns it, since when; on one screen, in few words."""
    page, clicks = visitor.go(""), 0
    for link in ("article a[href='example/2567/oit/']", "article a[href$='/o21/'], article a[href='o21/']"):
        page.locator(link).first.click()
        clicks += 1
    assert f"{visitor.site_url}example/2567/oit/o21/" == page.url
    assert 3 >= clicks

    heading, row = page.locator("#missing"), page.locator("#missing + table tbody tr")
    assert "ข้อนี้ยังขาดอะไร" == heading.inner_text()
    assert 1 == row.count()
    said = read(row)
    for fact in ("O21.9 จำแนกรายเดือน ครบ 6 เดือนแรก", "กลุ่มการเงินและพัสดุ", "8 มีนาคม 2567", "10 เมษายน 2567"):
        assert fact in said
    # A person reads about 20 Thai letters a second: question and answer, labels and all, are read in ten.
    assert 200 >= len(heading.inner_text()) + len(said)
    # Beside a wide window nothing needs to be scrolled; on a phone the answer begins above the second screen's end.
    bottom = row.evaluate("row => row.getBoundingClientRect().bottom + scrollY")
    assert bottom <= (740 if visitor.width > 1000 else 2 * 740)
    assert [] == visitor.complaints


def test_an_auditor_needs_few_keys(visitor):
    """Without a mouse: past the menu to the checklist, the number typed, Enter to its row, Enter to the item."""
    page, keys = visitor.go(""), 0

    def press(key, until=None):
        nonlocal keys
        for _ in range(20):
            page.keyboard.press(key)
            keys += 1
            if until is None or page.evaluate(f"document.activeElement.matches({until!r})"):
                return
        raise AssertionError(until)

    for until in ("article a[href='example/2567/oit/']", "#filter-find"):
        press("Tab")
        press("Enter")  # the skip link
        press("Tab", until)
        if until.startswith("article"):
            press("Enter")
            page.wait_for_url("**/example/2567/oit/**")
    for key in "o21":
        press(key)
    press("Enter")
    assert page.evaluate("document.activeElement.matches('#o21 th a')")
    row = read(page.locator("#o21"))
    # The row says already which element is missing and who owns it; the item adds since when.
    assert "จำแนกรายเดือน ครบ 6 เดือนแรก" in row
    assert "กลุ่มการเงินและพัสดุ" in row
    assert 0 <= page.locator("#o21").bounding_box()["y"] < 740
    press("Enter")
    page.wait_for_url("**/o21/")
    assert "8 มีนาคม 2567" in read(page.locator("#missing + table"))
    assert 26 >= keys


def test_the_owner_leads_to_all_that_the_group_has_to_do(visitor):
    """One more click shows the owner's other gaps, and its calendar."""
    page = visitor.go("example/2567/oit/o21/")
    page.locator("#missing + table a", has_text="กลุ่มการเงินและพัสดุ").click()
    assert f"{visitor.site_url}example/2567/todo/finance/" == page.url
    page.locator("#gaps").wait_for()
    gaps = page.locator("#gaps + table tbody th").all_inner_texts()
    assert ["O20", "O21", "O22"] == [text.removeprefix("ข้อ").strip().split()[0] for text in gaps]
    assert "https://example.go.th/example/2567/todo/finance/calendar.ics" in page.locator("article").first.inner_text()
    calendar = page.locator("article a[href$='calendar.ics']").get_attribute("href")
    response = visitor.context.request.get(f"{page.url}{calendar.rsplit('/', 1)[1]}")
    assert response.ok
    assert response.text().startswith("BEGIN:VCALENDAR\r\n")


# ---------------------------------------------------------------- copying


@pytest.mark.parametrize(
    ("target", "expected", "said"),
    [
        ("o21-url", O21_URL, "คัดลอกที่อยู่ของ O21 แล้ว"),
        (
            "o21-text",
            "ครบทุกคอลัมน์ แต่มีเพียง 5 เดือน ยังขาดเดือนมีนาคม 2567 · ยังขาด (ข้อความของรายการปี 2566): "
            "จำแนกรายเดือน ครบ 6 เดือนแรกของปี 2566",
            "คัดลอกคำอธิบายของ O21 แล้ว",
        ),
    ],
)
def test_a_copy_button_works_by_keyboard_and_says_so(officer, target, expected, said):
    """Enter on a button copies the text beside it, announces it, and leaves the focus where it was."""
    page = officer.go(ANSWERS)
    button = page.locator(f"button[data-oit-copy='{target}']")
    assert "คัดลอก" == button.inner_text().split()[0]
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.getElementById('oit-copied').textContent")
    assert said == page.locator("[role=status]#oit-copied").text_content()
    assert expected == page.evaluate("navigator.clipboard.readText()")
    assert target == page.evaluate("document.activeElement.dataset.oitCopy")
    assert [] == officer.complaints


def test_copying_works_where_the_browser_offers_no_clipboard(chromium, site_url):
    """On a page that is not served over https, the text is copied the old way."""
    visitor = Visitor(chromium, site_url, 1280)
    visitor.page.add_init_script("delete Navigator.prototype.clipboard")
    page = visitor.go(ANSWERS)
    page.locator("button[data-oit-copy='o1-url']").click()
    page.wait_for_function("document.getElementById('oit-copied').textContent")
    assert "คัดลอกที่อยู่ของ O1 แล้ว" == page.locator("#oit-copied").text_content()
    page.evaluate("document.querySelector('main').prepend(document.createElement('textarea'))")
    box = page.locator("main textarea")
    box.focus()
    page.keyboard.press("Control+V")
    assert O21_URL.replace("o21", "o1") == box.input_value()
    visitor.context.close()


def test_no_button_is_smaller_than_a_finger_needs(visitor):
    """Each copy button is at least 24 pixels high and wide, and nothing runs out of the window."""
    page = visitor.go(ANSWERS)
    boxes = page.locator(".oit-copy").evaluate_all(
        "all => all.map(b => b.getBoundingClientRect()).map(r => [r.width, r.height])"
    )
    assert 43 < len(boxes)
    assert 24 <= min(side for box in boxes for side in box)
    assert [] == overflowing(page)


def test_without_scripts_there_are_no_buttons_but_all_the_answers(scriptless):
    """With JavaScript off no button is shown or reached, and the sheet and its files are."""
    page = scriptless.go(ANSWERS)
    assert 0 == page.locator(".oit-copy:visible").count()
    assert O21_URL == page.locator("#o21-url").inner_text()
    assert page.locator("article a[href$='answers.xlsx']").is_visible()
    assert [] == overflowing(page)


# ---------------------------------------------------------------- days that pass

TODO = "example/2567/todo/"


@pytest.mark.parametrize(
    ("moment", "expected", "marks"),
    [
        pytest.param(
            "2024-04-15T03:00:00Z",
            "นับถึงวันที่ 15 เมษายน 2567: เลยกำหนด 1 · เลยวันที่คาด 0 · ครบกำหนดไตรมาสนี้ 12",
            {"O21": "เลยกำหนด", "O24": "ครบกำหนดไตรมาสนี้", "O32": "ครบกำหนดไตรมาสนี้", "O40": "", "O2": ""},
            id="in April",
        ),
        pytest.param(
            "2024-07-01T03:00:00Z",
            "นับถึงวันที่ 1 กรกฎาคม 2567: เลยกำหนด 9 · เลยวันที่คาด 4 · ครบกำหนดไตรมาสนี้ 3",
            {"O21": "เลยกำหนด", "O32": "เลยวันที่คาด", "O40": "ครบกำหนดไตรมาสนี้", "O43": ""},
            id="a quarter later",
        ),
        # 18:00 in London is the next day in Bangkok.
        pytest.param(
            "2024-04-09T18:00:00Z",
            "นับถึงวันที่ 10 เมษายน 2567: เลยกำหนด 0 · เลยวันที่คาด 0 · ครบกำหนดไตรมาสนี้ 13",
            {"O21": "ครบกำหนดไตรมาสนี้"},
            id="on the day itself",
        ),
        pytest.param(
            "2024-04-10T18:00:00Z",
            "นับถึงวันที่ 11 เมษายน 2567: เลยกำหนด 1 · เลยวันที่คาด 0 · ครบกำหนดไตรมาสนี้ 12",
            {"O21": "เลยกำหนด"},
            id="the day after",
        ),
    ],
)
def test_days_are_marked_by_the_readers_clock(chromium, site_url, moment, expected, marks):
    """What is past, past by our own reckoning, or due this quarter is marked and counted when the page is read."""
    visitor = on(chromium, site_url, moment)
    page = visitor.go(TODO)
    assert expected == read(page.locator("[data-oit-due-summary]"))
    for code, mark in marks.items():
        row = page.locator("#gaps + table tbody tr", has=page.locator(f"a[href$='/{code.lower()}/']"))
        assert [mark] * bool(mark) == row.locator("time + .oit-tag").all_inner_texts(), code
    assert [] == visitor.complaints
    visitor.context.close()


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param(
            "2024-04-10T03:00:00Z", ["กำหนดแรก 10 เมษายน 2567", "กำหนดแรก 31 กรกฎาคม 2567"], id="nothing is late"
        ),
        pytest.param("2024-08-15T03:00:00Z", ["เลยกำหนด 9 ข้อ", "เลยกำหนด 1 มาตรการ"], id="items and a measure"),
    ],
)
def test_every_overview_counts_what_is_late_as_the_to_do_does(chromium, site_url, moment, expected):
    """Home, agency and year say the same, and together as much as the to-do marks."""
    visitor = on(chromium, site_url, moment)
    for address in ("", "example/", "example/2567/"):
        page = visitor.go(address)
        first = page.locator("tr", has=page.locator("a[href='example/']")) if not address else page
        assert expected == [read(each) for each in first.locator("[data-oit-dues]").all()], address
    late = sum(int(text.split()[1]) for text in expected if text.startswith("เลยกำหนด"))
    assert f"เลยกำหนด {late} " in visitor.go(TODO).locator("[data-oit-due-summary]").inner_text()
    visitor.context.close()


def test_without_scripts_the_days_stand_plain(scriptless):
    """With JavaScript off the dates are there as they are, and nothing is called late."""
    page = scriptless.go(TODO)
    text = read(page.locator("article").first)
    assert "10 เมษายน 2567" in text
    assert 0 == page.locator("time + .oit-tag").count()
    assert not page.locator("[data-oit-due-summary]").is_visible()
    assert [] == overflowing(page)
