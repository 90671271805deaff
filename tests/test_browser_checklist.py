"""The filter of the checklist in Chromium: found by keyboard, kept in the address, and never in the way of a row."""

import pytest

from browser import needs_chromium

pytestmark = needs_chromium

CHECKLIST = "example/2566/oit/"
ALL = 43


def shown(page):
    """Return the codes of the rows that can be seen, in their order."""
    return page.eval_on_selector_all(
        ".oit-checklist tbody tr[id]", "rows => rows.filter(r => r.offsetHeight).map(r => r.id)"
    )


def told(page, text):
    """Wait until the count says *text*."""
    page.wait_for_function(
        "text => document.querySelector('.oit-filter [role=status]').textContent.includes(text)",
        arg=text,
        timeout=5000,
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        *((code, ["o37"]) for code in ("O37", "o37", "037", "๐๓๗", "O๓๗", "o-37", "O 37")),
        ("O1", ["o1"]),
        ("O5-O7", ["o5", "o6", "o7"]),
        ("o5 ถึง ๐๗", ["o5", "o6", "o7"]),
        ("O1, O3,O7 และ O5–๖", ["o1", "o3", "o5", "o6", "o7"]),
        ("O12 O13", ["o12", "o13"]),
        ("จัดซื้อ ประกาศ", ["o19", "o20"]),
        ("จัด ซื้อ", ["o12", "o19", "o20", "o21", "o22"]),
        ("ไม่มีคำนี้แน่นอน", []),
    ],
)
def test_text_and_codes_are_found_as_officers_type_them(visitor, typed, expected):
    """Codes in every spelling, ranges and words leave the rows that they mean, and the count says how many."""
    page = visitor.go(CHECKLIST)
    page.fill("#filter-find", typed)
    told(page, f"แสดง {len(expected)} จาก {ALL}" if expected else "ไม่พบข้อ")
    assert expected == shown(page)
    assert [] == visitor.complaints


def test_the_filter_works_by_keyboard_and_is_kept_in_the_address(visitor):
    """Typed, chosen and cleared with keys alone; the address brings the same view back; counts follow the filter."""
    page = visitor.go(CHECKLIST)
    page.locator("#filter-find").focus()
    page.keyboard.type("จัดซื้อ")
    told(page, f"แสดง 5 จาก {ALL}")
    assert "5" == page.inner_text("label[for=status-all] b")
    while page.evaluate("document.activeElement.name") != "status":
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert "open" == page.evaluate("document.activeElement.value")
    told(page, f"แสดง 1 จาก {ALL}")
    assert ["o22"] == shown(page)
    assert page.url.endswith("&status=open")
    again = visitor.go(page.url.removeprefix(visitor.site_url))
    told(again, f"แสดง 1 จาก {ALL}")
    assert ["o22"] == shown(again)
    assert "จัดซื้อ" == again.input_value("#filter-find")
    assert "open" == again.evaluate("document.querySelector('[name=status]:checked').value")
    again.locator(".oit-filter [type=reset]").focus()
    again.keyboard.press("Enter")
    told(again, f"แสดงทั้งหมด {ALL} ข้อ")
    assert visitor.site_url + CHECKLIST == again.url
    assert ALL == len(shown(again))


def test_indicator_and_owner_narrow_the_list(visitor):
    """A sub-indicator keeps its own rows and hides the other groups; an owner keeps what is theirs."""
    page = visitor.go(f"{CHECKLIST}?indicator=9.3&owner=กลุ่มที่ไม่มี")
    told(page, f"แสดง 4 จาก {ALL}")
    assert ["o19", "o20", "o21", "o22"] == shown(page)
    assert ["sub-9-3"] == page.eval_on_selector_all(".oit-group:not([hidden]) h2", "all => all.map(h => h.id)")
    page.select_option("#filter-sub", "")
    page.select_option("#filter-owner", "กลุ่มการเงินและพัสดุ")
    told(page, f"จาก {ALL} ข้อ")
    assert {"กลุ่มการเงินและพัสดุ"} == set(
        page.eval_on_selector_all(".oit-checklist tr[id]:not([hidden])", "rows => rows.map(r => r.dataset.owner)")
    )


@pytest.mark.parametrize("address", ["#o21", "#O21", "#๐๒๑", "?status=missing#o21"])
def test_an_item_is_landed_on_with_its_elements_open(visitor, address):
    """The anchor of an item, in any spelling and whatever is filtered, opens its row below all that stays on top."""
    page = visitor.go("about/")
    page = visitor.go(CHECKLIST + address)
    page.wait_for_function("document.querySelector('#o21 details').open")
    page.wait_for_function("location.hash === '#o21'")
    place = page.locator("#o21").bounding_box()
    lowest = page.evaluate(
        """() => Math.max(...[...document.querySelectorAll('header, .oit-filter, .oit-filter__find, thead th')]
            .filter(e => getComputedStyle(e).position === 'sticky')
            .map(e => e.getBoundingClientRect()).filter(box => box.top < 300 && box.height)
            .map(box => box.bottom), 0)"""
    )
    assert lowest - 2 <= place["y"] < 640
    assert "o21" in shown(page)


def test_the_address_of_an_item_is_copied(chromium, site_url):
    """The button of a row puts the address to hand in on the clipboard and says so."""
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(site_url + CHECKLIST)
    page.locator("#o12 .oit-copylink").focus()
    page.keyboard.press("Enter")
    told(page, "คัดลอกที่อยู่ของข้อ O12 แล้ว")
    assert f"{site_url}{CHECKLIST}o12/" == page.evaluate("navigator.clipboard.readText()")
    context.close()


def test_nothing_moves_when_the_page_has_loaded(chromium, site_url):
    """The filter stands where it was before its script ran."""
    context = chromium.new_context(viewport={"width": 1280, "height": 740})
    page = context.new_page()
    page.goto(site_url + CHECKLIST, wait_until="load")
    page.wait_for_timeout(300)
    shift = page.evaluate(
        """() => new Promise(done => {
            const add = list => done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0))
            new PerformanceObserver(add).observe({type: "layout-shift", buffered: true})
            setTimeout(() => done(0), 300)
        })"""
    )
    assert shift < 0.02
    context.close()


def test_without_scripts_the_whole_list_is_there(scriptless):
    """With JavaScript off there is no filter, and the address of a filtered view shows every row."""
    page = scriptless.go(f"{CHECKLIST}?status=missing&find=O1")
    assert not page.locator(".oit-filter").is_visible()
    assert ALL == len(shown(page))
    page = scriptless.go(f"{CHECKLIST}#o21")
    assert 0 <= page.locator("#o21").bounding_box()["y"] < 740
