"""Search in Chromium: what a set of queries finds on the demo site, and the field with its list of results."""

import re
from contextlib import contextmanager

import pytest
import yaml

from browser import Visitor, needs_chromium, overflowing, serve
from judges import AXE, axe_violations, needs
from oit_site import search_index, thai
from oit_site.spelling import mend
from support import FIXTURES, REPOSITORY, build_project, small_project, write

pytestmark = needs_chromium

QUERIES = yaml.safe_load((FIXTURES / "search_queries.yml").read_text("utf-8"))
WORKER = (REPOSITORY / "theme_overrides/assets/search-worker.js").read_text("utf-8")

ASK = """async ([base, here, queries]) => {
    const worker = new Worker(new URL("assets/search-worker.js", base))
    const ask = message => new Promise((done, fail) => {
        worker.onmessage = ({data}) => data.type === "failed" ? fail(data.reason) : done(data)
        worker.onerror = event => fail(event.message)
        worker.postMessage(message)
    })
    await ask({type: "open", base, here})
    const answers = []
    for (const text of queries) answers.push(await ask({type: "query", id: 0, text, kind: null, limit: 10}))
    worker.terminate()
    return answers
}"""


# ---------------------------------------------------------------- the set of queries


@pytest.fixture(scope="module", params=["", "ita/site/"], ids=["at the root", "in a sub-folder"])
def found(request, demo_site, chromium, tmp_path_factory):
    """Return the addresses that each query finds, by query, on the demo site at some place of a plain file server."""
    root = demo_site
    if request.param:
        root = tmp_path_factory.mktemp("server")
        (root / "ita").mkdir()
        (root / request.param.rstrip("/")).symlink_to(demo_site)
    queries = [query for part in QUERIES.values() for kind in part.values() for query in kind]
    with serve(root) as address:
        base = address + request.param
        visitor = Visitor(chromium, base, 1280)
        page = visitor.go("search/")
        answers = {}
        for here in {query.get("from", "") for query in queries}:
            asked = [query["q"] for query in queries if query.get("from", "") == here]
            for text, answer in zip(asked, page.evaluate(ASK, [base, here, asked]), strict=True):
                answers[here, text] = [result["url"].removeprefix(base) for result in answer["results"]]
        assert [] == visitor.complaints
        visitor.context.close()
    return answers


def suits(address, query):
    """Return whether *address* is one of the pages or places that answer *query*."""
    page = address.partition("#")[0]
    return any(
        address == expected or ("#" not in expected and (page == expected or _below(page, expected)))
        for expected in query["expect"]
    )


def _below(page, expected):
    # The measures and items of a year are meant by the page that holds them all.
    return expected.endswith(("measures/", "oit/", "oit/2566/", "oit/2567/", "oit/2568/")) and page.startswith(expected)


def answers(addresses, query, places):
    """Return whether the results at *addresses* are what *query* asks of its first *places*."""
    if query.get("none"):
        return not addresses
    if "in_order" in query:
        return query["in_order"] == addresses[: len(query["in_order"])]
    return any(suits(address, query) for address in addresses[:places])


def misses(found, part, places):
    """Return the queries of *part* whose page is not among the first *places* results."""
    queries = [query for kind in QUERIES[part].values() for query in kind]
    return [
        query["q"] for query in queries if not answers(found[query.get("from", ""), query["q"]], query, places)
    ], len(queries)


@pytest.mark.parametrize("part", QUERIES)
def test_every_query_finds_its_page_among_the_first_five(found, part):
    """What a reader looks for is never further down than the fifth result, and nonsense finds nothing."""
    assert [] == misses(found, part, 5)[0]


@pytest.mark.parametrize("part", QUERIES)
def test_nine_in_ten_queries_find_their_page_first(found, part):
    """The best answer is nearly always the first."""
    missed, number = misses(found, part, 1)
    assert len(missed) <= number / 10, missed


def test_the_set_is_large_and_each_expected_page_exists(demo_site):
    """At least 60 queries are asked, of every kind, and what they expect is there to be found."""
    queries = [query for part in QUERIES.values() for kind in part.values() for query in kind]
    assert len(queries) >= 60
    assert len({query["q"] for query in queries}) == len(queries)
    assert 11 == len(QUERIES["tuned"])
    for query in queries:
        assert 1 == len({"expect", "none", "in_order"} & query.keys())
        for address in query.get("expect", query.get("in_order", [])):
            page, _, anchor = address.partition("#")
            html = (demo_site / page / "index.html").read_text("utf-8")
            assert not anchor or f'id="{anchor}"' in html, address


def test_a_browser_that_cannot_tell_words_apart_finds_nearly_as_much(demo_site, chromium):
    """Without Intl.Segmenter (Firefox before 125) nine in ten pages are among the first five, and ranges are whole."""
    with serve(demo_site) as base:
        visitor = Visitor(chromium, base, 1280)
        script = f"delete Intl.Segmenter;{WORKER}"
        served = []

        def serve_without(route):
            served.append(route.request.url)
            route.fulfill(body=script, content_type="text/javascript")

        visitor.context.route("**/search-worker.js", serve_without)
        page = visitor.go("search/")
        queries = [query for part in QUERIES.values() for kind in part.values() for query in kind]
        found = page.evaluate(ASK, [base, "", [query["q"] for query in queries]])
        assert served
        visitor.context.close()
    results = [[result["url"].removeprefix(base) for result in answer["results"]] for answer in found]
    missed = [query["q"] for query, urls in zip(queries, results, strict=True) if not answers(urls, query, 5)]
    assert len(missed) <= len(queries) / 10, missed


# ---------------------------------------------------------------- one form for both sides


def in_worker(chromium, function, cases):
    """Return what *function* of the worker makes of each of *cases*."""
    page = chromium.new_page()
    try:
        return page.evaluate(f"cases => {{ {WORKER}; return cases.map(one => {function}) }}", cases)
    finally:
        page.close()


CODES = ["O12", "o12", "012", "๐๑๒", "O๑๒", "O-12", "O 12", "o1", "O01", "O43", "๐๓๔", "O5"]


def test_codes_are_read_as_python_reads_them(chromium):
    """Every spelling of a code that content may use is one that a reader may search for."""
    expected = [thai.oit_number(thai.read_oit_codes(code)[0]) for code in CODES]
    assert [[number] for number in expected] == in_worker(chromium, "takeCodes(one)[0]", CODES)


RANGES = ["O5-O10", "O5–10", "o5 ถึง o10", "๐๑๐-๐๑๒", "O๙—O๑๑"]


def test_ranges_are_read_as_python_reads_them(chromium):
    """Every spelling of a range that content may use; a reader may also turn it round or write a list."""
    expected = [[thai.oit_number(code) for code in thai.read_oit_codes(text)] for text in RANGES]
    assert expected == in_worker(chromium, "takeCodes(one)[0]", RANGES)
    lists = ["O10-O8", "O1, O3 O7", "O1,O3/O7", "ข้อ O5.", "(O5)"]
    assert [[8, 9, 10], [1, 3, 7], [1, 3, 7], [5], [5]] == in_worker(chromium, "takeCodes(one)[0]", lists)


def test_no_script_uses_what_keeps_an_older_safari_from_reading_it():
    """A single lookbehind makes a file unreadable before Safari 16.4: search would be gone, not only a little worse."""
    scripts = list((REPOSITORY / "theme_overrides/assets").glob("*.js"))
    assert len(scripts) > 6
    assert [] == [path.name for path in scripts if re.search(r"\(\?<[=!]", path.read_text("utf-8"))]


def test_what_is_no_code_is_none(chromium):
    """Numbers, amounts, dates and longer words are left alone."""
    others = [
        "12",
        "05",
        "0125",
        "10,012",
        "1/012",
        "O120",
        "2012",
        "CO2",
        "O",
        "0 2123 4567",
        "O1.5",
        "PM-O3",
        "O1,500",
    ]
    assert [[]] * len(others) == in_worker(chromium, "takeCodes(one)[0]", others)


def test_defects_that_python_mends_make_no_difference(chromium):
    """A text with doubled vowels, swapped marks or invisible letters compares as its mended self."""
    defective = ["เเผนปฏิบัติ", "กํากับ", "นํ้า", "น้ํา", "ที่่ประชุม", "คูมือ่ปฏิบัติ".replace("อ่", "่อ"), "คน\u200bไทย", "\ufeffพื้นที"]
    assert [mend(text) != text for text in defective].count(True) >= 6
    pairs = in_worker(chromium, "normalise(one).text", [text for one in defective for text in (one, mend(one))])
    assert pairs[::2] == pairs[1::2]


FORMS = [
    ("E-Service ของ สพป.ภูเก็ต", "eserviceของสพปภูเก็ต"),
    ("ปี ๒๕๖๖ ได้ ๙๖.๔๒", "ปี2566ได้96.42"),
    ("ITA 2566 2567", "ita 2566 2567"),
    ("10,000 บาท", "10000บาท"),
    ("Q&A", "qa"),
    ("กรุงเทพฯ (ใหม่)", "กรุงเทพใหม่"),
    ("ต่าง ๆ", "ต่างๆ"),
    ("หนึ่ง\nสอง", "หนึ่ง\nสอง"),
    ("ทำ้", "ท้ำ"),
    ("ก็์", "ก็์"),
]


@pytest.mark.parametrize(("raw", "expected"), FORMS)
def test_texts_are_brought_to_one_form(chromium, raw, expected):
    """Case, digits, spaces, stops and marks are alike on both sides; every letter knows where it came from."""
    (form,) = in_worker(chromium, "normalise(one, true)", [raw])
    assert expected == form["text"]
    assert len(form["begins"]) == len(form["ends"]) == len(expected)
    assert form["begins"] == sorted(form["begins"])


def test_a_text_without_its_tone_marks_folds_alike(chromium):
    """What is most often typed wrong is passed over when nothing stands there as typed."""
    folded = in_worker(chromium, "fold(normalise(one).text)", ["ร้องเรียน", "รองเรียน", "เจตนารมณ์", "เจตนารมย์", "สังเกต"])
    assert folded[0] == folded[1]
    assert "เจตนารมน" == folded[2]


# ---------------------------------------------------------------- the field and its list


def type_query(page, text):
    """Type *text* into the field and wait for its results."""
    field = page.locator(".oit-search input")
    field.click()
    field.fill("")
    field.press_sequentially(text)
    page.locator(".oit-search__count", has_text="พบ").wait_for()
    return field


def test_nothing_of_search_is_fetched_before_its_first_use(visitor):
    """A page asks for the script that waits for the field, and for the index only when the field has the focus."""
    visitor.asked.clear()
    page = visitor.go("example/2566/oit/o12/")
    page.wait_for_load_state("networkidle")
    parts = [url.removeprefix(visitor.site_url) for url in visitor.asked]
    assert ["assets/search-start.js", "assets/search.css"] == sorted(part for part in parts if "search" in part)
    with page.expect_response("**/search/index.json"):
        page.locator(".oit-search input").focus()


def test_results_are_links_with_place_and_marked_excerpt(visitor):
    """Typing shows what was found, where it stands, of whom and of which year, with the words marked."""
    page = visitor.go("")
    type_query(page, "ร้องเรียนทุจริต")
    first = page.locator(".oit-search__list li").first
    # The titles are searched before the texts, in which this one is found.
    address = f"{visitor.site_url}spp-ayutthaya-2/2563/measures/ind-10-prevention/#m1"
    first.locator(f"a[href='{address}']").wait_for()
    assert "ร้องเรียนทุจริต" in first.locator("mark").all_inner_texts()
    assert "มาตรการ" in first.locator(".oit-search__where").inner_text()
    assert "ปี 2563" in first.locator(".oit-search__where").inner_text()
    assert [] == overflowing(page)
    assert [] == visitor.complaints


def test_the_count_is_announced(visitor):
    """A status region that stands in the page from the start says how many were found, or that nothing was."""
    page = visitor.go("")
    status = page.locator(".oit-search [role=status]")
    assert 1 == status.count()
    type_query(page, "ครุภัณฑ์")
    page.wait_for_function("() => /^พบ \\d+ แห่ง/.test(document.querySelector('.oit-search [role=status]').textContent)")
    type_query(page, "บิตคอยน์")
    page.wait_for_function("() => document.querySelector('.oit-search [role=status]').textContent === 'ไม่พบ'")
    assert page.locator(".oit-search__panel a", has_text="แผนผังเว็บไซต์").is_visible()


def test_the_list_is_reached_by_arrows_and_left_by_escape(visitor):
    """Arrow keys move from the field through the results and back; Esc closes the list and returns to the field."""
    page = visitor.go("about/")
    type_query(page, "งบประมาณ")
    links = page.locator(".oit-search__title")
    page.keyboard.press("ArrowDown")
    assert links.nth(0).evaluate("link => link === document.activeElement")
    page.keyboard.press("ArrowDown")
    assert links.nth(1).evaluate("link => link === document.activeElement")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert "INPUT" == page.evaluate("document.activeElement.tagName")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert "INPUT" == page.evaluate("document.activeElement.tagName")
    assert not page.locator(".oit-search__panel").is_visible()
    assert "งบประมาณ" == page.locator(".oit-search input").input_value()


def test_an_answer_that_comes_late_takes_no_focus(visitor):
    """Who has gone into the list already stays at the same place of the new one; where there is none, in the field."""
    page = visitor.go("about/")
    field = type_query(page, "งบประมาณ")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    for words, focused in (("งบประมาณ", ".oit-search__list li:nth-child(2) a"), ("บิตคอยน์", ".oit-search input")):
        page.evaluate("document.querySelector('.oit-search__count').id = 'old'")
        field.evaluate("(it, words) => { it.value = words; it.dispatchEvent(new Event('input')) }", words)
        page.locator("#old").wait_for(state="detached")
        page.wait_for_function("it => document.activeElement === document.querySelector(it)", arg=focused)


def test_a_result_opens_at_its_place(visitor):
    """Enter on a result leads to the measure itself."""
    page = visitor.go("about/")
    type_query(page, "บัตรบอกวันเสร็จ")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/example/2567/measures/topic-service/#status-card")
    assert 0 <= page.locator("#status-card").bounding_box()["y"] < 740


def test_results_are_shown_by_kind(visitor):
    """A button for each kind shows only its results, keeps the focus, and says that it is pressed."""
    page = visitor.go("")
    type_query(page, "ร้องเรียน")
    page.locator(".oit-search__kinds button", has_text="มาตรการ").click()
    pressed = page.locator(".oit-search__kinds [aria-pressed=true]", has_text="มาตรการ")
    pressed.wait_for()
    assert {"มาตรการ"} == set(page.locator(".oit-search__kind").all_inner_texts())
    page.wait_for_function("() => document.activeElement.matches('[aria-pressed=true]')")


def test_pasted_and_spoken_text_is_searched_too(visitor):
    """Whatever way the text came into the field, it is looked for."""
    page = visitor.go("")
    page.locator(".oit-search input").focus()
    page.keyboard.insert_text("ของกำนัล")
    page.locator(".oit-search__list").wait_for()


def test_an_address_with_a_query_shows_its_results(visitor):
    """/search/?q=… can be sent to somebody; Enter in the field leads there; more results follow on demand."""
    page = visitor.go("")
    field = type_query(page, "เปิดเผยข้อมูล")
    field.press("Enter")
    page.wait_for_url("**/search/?q=*")
    page.locator("#oit-search-page .oit-search__list").wait_for()
    assert "เปิดเผยข้อมูล" == page.locator(".oit-search input").input_value()
    assert 20 == page.locator(".oit-search__title").count()
    page.locator(".oit-search__more button").first.click()
    page.wait_for_function("() => document.querySelectorAll('.oit-search__title').length > 20")
    assert page.locator(".oit-search__title").nth(20).evaluate("link => link === document.activeElement")
    assert [] == overflowing(page)
    assert [] == visitor.complaints


def test_without_scripts_the_field_leads_to_a_site_map(scriptless):
    """The form works as one: its page says what is missing and links to everything."""
    page = scriptless.go("example/2566/")
    page.locator(".oit-search input").fill("ร้องเรียน")
    page.locator(".oit-search button[type=submit]").click()
    assert page.url.startswith(f"{scriptless.site_url}search/?q=")
    assert page.get_by_text("ต้องใช้ JavaScript").is_visible()
    page.locator("article a[href='../example/2566/oit/']").click()
    assert f"{scriptless.site_url}example/2566/oit/" == page.url


@needs(AXE)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_open_list_has_no_violation(chromium, site_url, width, scheme):
    """axe-core finds nothing in the results, below the field and on the search page."""
    visitor = Visitor(chromium, site_url, width, color_scheme=scheme, reduced_motion="reduce")
    page = visitor.go("example/2566/")
    type_query(page, "ร้องเรียนทุจริต")
    assert [] == axe_violations(page)
    page = visitor.go("search/?q=O12")
    page.locator("#oit-search-page .oit-search__list").wait_for()
    assert [] == axe_violations(page)
    visitor.context.close()


# ---------------------------------------------------------------- a large site


SECOND = {
    "content/other/agency.yml": "name: หน่วยงานอื่น\n",
    "content/other/2566/measures/far.yml": "title: ประเด็นไกล\nmeasures:\n- {title: มาตรการไกล, steps: [ขั้นตอนลึกลับ]}\n",
    "content/other/synonyms.yml": "synonyms:\n- [ซ่อนเร้น, ลึกลับ]\n",
}


@contextmanager
def asking(visitor):
    """Give a list that fills with the files of the index that are asked for."""
    visitor.asked.clear()
    names = []
    yield names
    names += sorted(
        url.rpartition("/")[2].partition("?")[0] for url in visitor.asked if ".json" in url and "/search/" in url
    )


@pytest.fixture(scope="module")
def large_site(tmp_path_factory):
    """Return the folder of a built site of two agencies, one with synonyms, that counts as a large one."""
    folder = tmp_path_factory.mktemp("large")
    settings = small_project(folder)
    write(folder, SECOND)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_index, "LARGE", 1000)
        build_project(settings)
    return folder / "site"


@pytest.fixture
def large(large_site, chromium):
    """Return a visitor of the large site."""
    with serve(large_site) as address:
        visitor = Visitor(chromium, address, 1280)
        yield visitor
        visitor.context.close()


def test_inside_an_agency_only_its_own_part_is_loaded(large):
    """A reader inside one agency fetches its years and their editions, and the rest on demand."""
    with asking(large) as names:
        page = large.go("tiny/2566/")
        type_query(page, "ลึกลับ")
    assert ["index.json", "oit-2566.json", "site.json", "tiny-2566.json"] == names
    with asking(large) as names:
        page.locator(".oit-search__more button").click()
        page.locator(".oit-search__title", has_text="มาตรการไกล").wait_for()
    assert "other-2566.json" in names
    assert [] == large.complaints


def test_the_portal_loads_titles_first(large):
    """On the home page titles are searched at once, texts when the reader asks for them."""
    with asking(large) as names:
        page = large.go("")
        type_query(page, "มาตรการไกล")
        page.locator(".oit-search__title", has_text="มาตรการไกล").wait_for()
    assert "titles.json" in names
    assert [] == [name for name in names if name.endswith("-2566.json") and not name.startswith("oit-")]
    type_query(page, "ขั้นตอนลึกลับ")
    page.locator(".oit-search__count", has_text="ไม่พบ").wait_for()
    page.locator(".oit-search__more button").click()
    page.locator(".oit-search__title", has_text="มาตรการไกล").wait_for()


def test_an_agencys_own_synonyms_hold_inside_it(large):
    """A word that an agency declares finds its pages there, and nothing elsewhere."""
    base, page = large.site_url, large.go("search/")
    inside, outside = (page.evaluate(ASK, [base, here, ["ซ่อนเร้น"]])[0] for here in ("other/2566/", "tiny/2566/"))
    assert [f"{base}other/2566/measures/far/#m1"] == [result["url"] for result in inside["results"]]
    assert [] == outside["results"]
