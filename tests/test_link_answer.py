"""What an answer means: titles, paths and pages that say more than the status does."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oit_site.link_answer import Answer, Hop, Words, is_sign_in_page, judge, new_address, read_words, says_not_found
from oit_site.link_state import LinkState, next_record
from support import REPOSITORY

ADDRESS = "https://a.go.th/o4/plan"
DAY = date(2026, 1, 1)


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "404 Not Found",
        "Error 404 (Not Found)!!1",
        "HTTP 404",
        "404 Error Page",
        "Page not found – สพป.",
        "สพป. | Page Not Found",
        "สพป. | 404",
        "Oops! That page can’t be found.",
        "Oops! That page can't be found.",
        "404: This page could not be found",
        "404 - File or directory not found.",
        "The requested URL was not found on this server.",
        "The page you requested cannot be found",
        "Article not found",
        "Sorry, this page isn't available.",
        "Nothing Found",
        "ไม่พบหน้าที่คุณต้องการ – สพม.",
        "404 - ไม่พบหน้า",
        "๔๐๔ ไม่พบหน้านี้",
        "ขออภัย ไม่พบหน้าเว็บ",
        "ไม่พบข้อมูล",
        "ไม่พบไฟล์ที่ต้องการ",
        "ขออภัย! หน้าที่คุณค้นหาไม่พบ",
        "ไม่มีหน้านี้ในระบบ",
    ],
)
def test_titles_of_pages_that_are_not_there(title):
    """Thai and English, with the name of the site before or behind."""
    assert says_not_found(title)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "หน้าหลัก",
        "แผนปฏิบัติการ 2566",
        "404 ถนนพหลโยธิน",
        "สถิติ 404 ราย",
        "คู่มือแก้ error 404",
        "รายงานเรื่องร้องเรียน ไม่พบการทุจริต",
        "ไม่พบการทุจริตในหน่วยงาน",
        "ไม่มีเรื่องร้องเรียน",
        "ไม่มีหน้าที่ซ้ำซ้อน",
        "หน้าที่และอำนาจ",
        "ไม่พบผู้กระทำผิด",
        "Lost and found",
        "Page not found in the archive: what to do",
        "ประกาศขออภัยในความไม่สะดวก",
    ],
)
def test_titles_of_pages_that_are_there(title):
    """A page may speak of what is not found, of the number 404, and of duties (หน้าที่)."""
    assert not says_not_found(title)


def judged(answer):
    finding = judge(answer)
    return finding.state.value, finding.reason and finding.reason.value


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(Answer(ADDRESS), ("unverified", "protocol"), id="nothing"),
        pytest.param(Answer(ADDRESS, 204), ("ok", None), id="no content"),
        pytest.param(Answer(ADDRESS, 304), ("unverified", "refused"), id="not modified"),
        pytest.param(Answer(ADDRESS, 451), ("unverified", "forbidden"), id="for legal reasons"),
        pytest.param(Answer(ADDRESS, 407), ("unverified", "sign-in"), id="proxy"),
        pytest.param(Answer(ADDRESS, 599), ("unverified", "server"), id="odd status"),
        pytest.param(
            Answer(ADDRESS, 403, words=Words("404 Not Found")), ("unverified", "forbidden"), id="the status goes first"
        ),
        pytest.param(
            Answer(ADDRESS, 200, words=Words("สพป.", "ไม่พบหน้านี้")), ("gone", "soft-404"), id="only the heading says so"
        ),
        pytest.param(
            Answer("https://drive.google.com/file/d/1/view", 200, words=Words("ต้องขอสิทธิ์เข้าถึง")),
            ("unverified", "sign-in"),
            id="a wall with status 200",
        ),
        pytest.param(
            Answer("https://docs.google.com/forms/d/1", 200, words=Words("You need permission")),
            ("unverified", "sign-in"),
            id="a form of one organisation",
        ),
        pytest.param(
            Answer("https://obec-my.sharepoint.com/x", 200, words=Words("Sign in to your account")),
            ("unverified", "sign-in"),
            id="a drive of one organisation",
        ),
        pytest.param(
            Answer("https://accounts.google.com/signup", 200, words=Words("Sign in")), ("ok", None), id="itself"
        ),
        pytest.param(
            Answer("https://a.go.th/", 200, hops=(Hop(302, "https://a.go.th/th/home"),)),
            ("ok", None),
            id="home to home",
        ),
        pytest.param(
            Answer("https://a.go.th/index.php?id=4", 200, hops=(Hop(302, "https://a.go.th/"),)),
            ("unverified", "home"),
            id="a page by its number to home",
        ),
        pytest.param(
            Answer(ADDRESS, 200, hops=(Hop(302, "https://a.go.th/th/index.php"),)), ("unverified", "home"), id="home"
        ),
        pytest.param(
            Answer(ADDRESS, 200, hops=(Hop(301, "https://b.go.th/o4/plan"),)), ("moved", None), id="another host"
        ),
        pytest.param(
            Answer("http://a.go.th/o4", 200, hops=(Hop(301, "https://a.go.th/o4"),)), ("moved", None), id="to https"
        ),
        pytest.param(Answer(ADDRESS, 200, words=Words("IIS Windows Server")), ("unverified", "placeholder"), id="IIS"),
        pytest.param(
            Answer(ADDRESS, 200, words=Words("a.go.th is for sale")), ("unverified", "placeholder"), id="for sale"
        ),
        pytest.param(
            Answer("https://a.go.th/a.PDF", 200, media_type="text/html"), ("unverified", "not-a-file"), id="no file"
        ),
        pytest.param(
            Answer("https://a.go.th/view.php?f=a.pdf", 200, media_type="text/html"), ("ok", None), id="a viewer"
        ),
    ],
)
def test_what_an_answer_means(answer, expected):
    """Each answer has one finding."""
    assert expected == judged(answer)


@pytest.mark.parametrize(
    ("hops", "expected"),
    [
        ((), None),
        ((Hop(301, "https://a.go.th/new"),), "https://a.go.th/new"),
        ((Hop(302, "https://a.go.th/new"),), None),
        (
            (Hop(301, "https://a.go.th/1"), Hop(308, "https://a.go.th/2"), Hop(303, "https://a.go.th/3")),
            "https://a.go.th/2",
        ),
        ((Hop(301, f"{ADDRESS}/"),), None),
        ((Hop(301, "https://a.go.th/o4/pl%61n"),), None),
        ((Hop(301, "https://a.go.th/new#top"),), "https://a.go.th/new"),
        ((Hop(301, "https://a.go.th/it's\"<new>"),), "https://a.go.th/it%27s%22%3Cnew%3E"),
        ((Hop(301, "https://a.go.th/" + "x" * 2000),), None),
        ((Hop(301, "https://a.go.th/?id=1-1017-00203-45-0"),), None),
    ],
)
def test_where_an_address_has_moved_to(hops, expected):
    """Only what is permanent from the first redirect on is a new address, written so that it can be kept."""
    answer = Answer(ADDRESS, 200, hops=hops)
    assert expected == new_address(answer)
    assert (LinkState.MOVED if expected else LinkState.OK) is judge(answer).state


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://accounts.google.com/v3/signin/identifier?continue=x", True),
        ("https://login.microsoftonline.com/common/oauth2/authorize", True),
        ("https://a.go.th/wp-login.php?redirect_to=x", True),
        ("https://a.go.th/_layouts/15/Authenticate.aspx", True),
        ("https://docs.google.com/forms/d/e/1/formrestricted", True),
        ("https://a.go.th/login.php", True),
        ("https://a.go.th/blogin", False),
        ("https://a.go.th/login-manual.pdf", False),
        ("https://drive.google.com/file/d/1/view", False),
        ("https://notaccounts.google.com.th/", False),
    ],
)
def test_pages_at_which_people_sign_in(address, expected):
    """They are known by their address, so that nobody needs to ask for them."""
    assert expected == is_sign_in_page(address)


@pytest.mark.parametrize(
    ("body", "kind", "title", "heading"),
    [
        ("<title>แผน</title><h1>ก &amp; ข</h1>".encode(), "text/html; charset=utf-8", "แผน", "ก & ข"),
        ("<title>แผน</title>".encode("cp874"), "text/html; charset=windows-874", "แผน", ""),
        ("<title>แผน</title>".encode("cp874"), "text/html; charset=TIS-620", "แผน", ""),
        ("<meta charset=tis-620><title>แผน</title>".encode("cp874"), "text/html", "แผน", ""),
        ("<title>แผนงานประจำปี</title>".encode("cp874"), "text/html", "แผนงานประจำปี", ""),
        ("<title>แผนงานประจำปี</title>".encode("cp874"), "text/html; charset=utf-8", "แผนงานประจำปี", ""),
        ("<title>แผน</title>".encode(), "text/html; charset=no-such", "แผน", ""),
        ("<title>แผน</title>".encode(), "text/html; charset=hex", "แผน", ""),
        ("<title>แผน</title><p>ก".encode()[:-1], "text/html", "แผน", ""),
        ("<TITLE lang=th>\n แผน\n งาน </TITLE>".encode(), "text/html", "แผน งาน", ""),
        (b"<svg><title>icon</title></svg><title>a</title>", "text/html", "a", ""),
        (b"<script>'<h1>no</h1>'</script><h1>a<br>b</h1>", "text/html", "", "a b"),
        (b"<title>cut", "text/html", "cut", ""),
    ],
)
def test_what_a_page_says_of_itself(body, kind, title, heading):
    """Title and first heading are read in the encodings that Thai offices use, declared or not."""
    found = read_words(body, kind)
    assert (title, heading) == (found.title, found.heading)


@pytest.mark.parametrize(
    ("body", "text", "refresh"),
    [
        ("<title>ก</title><p>ไม่พบ<b>หน้า</b></p>", "ไม่พบ หน้า", ""),
        ("<p>" + "ก" * 201, "", ""),
        ("<meta http-equiv=Refresh content=0;url=/b>", "", "/b"),
        ("<meta content='0; URL=\"/b?x=1&amp;y=2\"' http-equiv='refresh'>", "", "/b?x=1&y=2"),
        ("<meta http-equiv=refresh content=5>", "", ""),
        ("<meta http-equiv=refresh content='16;url=/b'>", "", ""),
        ("<meta name=description content='0;url=/b'>", "", ""),
        ("<!-- <meta http-equiv=refresh content='0;url=/b'> -->", "", ""),
    ],
)
def test_what_else_a_page_says(body, text, refresh):
    """A message of few words is read whole, and where a page leads its readers at once is known."""
    found = read_words(body.encode(), "text/html")
    assert (text, refresh) == (found.text, found.refresh)


def test_an_empty_page_is_known():
    """A page of nothing but space is what a server in trouble sends."""
    assert Words(empty=True) == read_words(b" \r\n", "text/html")


@given(st.binary(max_size=300), st.text(max_size=40))
def test_no_page_stops_the_reader(body, kind):
    """Whatever bytes a server sends, they are read in some way."""
    read_words(body, kind)


@given(st.text(max_size=80), st.lists(st.tuples(st.sampled_from([301, 302, 308]), st.text(max_size=40)), max_size=3))
def test_every_finding_can_be_kept(path, hops):
    """Whatever a server redirects to, the finding makes a record."""
    answer = Answer(ADDRESS, 200, hops=tuple(Hop(status, f"https://a.go.th/{there}") for status, there in hops))
    finding = judge(answer)
    record = next_record(None, finding, DAY)
    assert finding.state is record.state


def test_the_titles_of_this_site_are_not_taken_for_missing_pages():
    """The pages that this project itself makes are none of those that are not there."""
    texts = [path.read_text("utf-8") for path in (REPOSITORY / "content" / "pages").rglob("*.md")]
    titles = [line.lstrip("# ") for text in texts for line in text.splitlines() if line.startswith("#")]
    assert [] == [title for title in titles if says_not_found(title)]
    assert len(titles) > 20
