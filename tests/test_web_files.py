"""robots.txt, security.txt and llms.txt: what they say, and that the programs they are for take them."""

from datetime import date, datetime

import pytest
from protego import Protego

from hostile import CORPUS, as_yaml
from oit_site.export.web_files import llms_txt, robots_txt, security_expires, security_txt
from oit_site.facts import build_facts
from oit_site.settings import SecurityContact, Settings

URL = "https://a.go.th/"
CONTACT = SecurityContact(contact=("mailto:security@a.go.th", "https://a.go.th/report"))
NEWEST = date(2024, 4, 17)


# ---------------------------------------------------------------- robots.txt


def test_robots_txt_lets_everyone_read_everything_and_names_the_sitemap():
    """A crawler finds no page forbidden, and the full address of the sitemap."""
    robots = Protego.parse(robots_txt(Settings(site_url=URL)).decode())
    assert robots.can_fetch(f"{URL}example/2566/oit/o12/", "Googlebot")
    assert robots.can_fetch(f"{URL}data/2566/oit-checklist.csv", "anybot")
    assert ["https://a.go.th/sitemap.xml"] == list(robots.sitemaps)


def test_without_a_site_address_robots_txt_names_no_sitemap():
    """A sitemap line needs a full address."""
    assert [] == list(Protego.parse(robots_txt(Settings()).decode()).sitemaps)


@pytest.mark.parametrize(("good", "bad"), [("Allow: /", "Disallow: /"), ("Sitemap: ", "Site map: ")])
def test_a_planted_fault_in_robots_txt_is_found(good, bad):
    """The reader sees a page that is forbidden and a sitemap that is not named."""
    robots = Protego.parse(robots_txt(Settings(site_url=URL)).decode().replace(good, bad))
    assert not (robots.can_fetch(f"{URL}example/", "anybot") and list(robots.sitemaps))


# ---------------------------------------------------------------- security.txt


def faults_of(text):
    """Return what RFC 9116 has against *text*: fields, their number, their form."""
    fields = [line.partition(": ") for line in text.splitlines() if line and not line.startswith("#")]
    names = [name.lower() for name, _, _ in fields]
    faults = [f"no value: {name}" for name, _, value in fields if not value]
    known = {"contact", "expires", "preferred-languages", "canonical", "policy", "encryption", "acknowledgments"}
    faults += [f"unknown: {name}" for name in names if name not in known]
    faults += ["Contact is missing"] if "contact" not in names else []
    faults += [f"{name} stands {names.count(name)} times" for name in ("expires",) if names.count(name) != 1]
    faults += ["Preferred-Languages twice"] if names.count("preferred-languages") > 1 else []
    for name, _, value in fields:
        if name == "Expires":
            try:
                moment = datetime.fromisoformat(value)
                faults += ["Expires has no zone"] if moment.tzinfo is None else []
                faults += ["Expires is no year of our time"] if not 1990 <= moment.year <= 2100 else []
            except ValueError:
                faults.append("Expires is no moment")
        if name in ("Contact", "Canonical", "Policy") and not value.startswith(("mailto:", "https://", "tel:")):
            faults.append(f"{name} is no address")
    return faults


def test_security_txt_says_whom_to_write_to_and_until_when():
    """Contacts in their order, the end of the last day in Thailand, and where the file stands."""
    settings = Settings(site_url=URL, security=CONTACT)
    text = security_txt(settings, NEWEST).decode()
    assert (
        "Contact: mailto:security@a.go.th\n"
        "Contact: https://a.go.th/report\n"
        "Expires: 2025-04-16T23:59:59+07:00\n"
        "Preferred-Languages: th, en\n"
        "Canonical: https://a.go.th/.well-known/security.txt\n"
    ) == text
    assert [] == faults_of(text)


@pytest.mark.parametrize(
    ("stated", "build_day", "newest", "expected"),
    [
        pytest.param(date(2027, 1, 31), date(2026, 1, 1), NEWEST, date(2027, 1, 31), id="mkdocs.yml"),
        pytest.param(None, date(2026, 1, 1), NEWEST, date(2026, 12, 31), id="SOURCE_DATE_EPOCH"),
        pytest.param(None, None, NEWEST, date(2025, 4, 16), id="content"),
        pytest.param(None, None, None, None, id="nothing"),
    ],
)
def test_the_last_day_comes_from_what_is_stated_never_from_a_clock(stated, build_day, newest, expected):
    """mkdocs.yml wins over SOURCE_DATE_EPOCH, that over the content; always less than a year ahead of it."""
    settings = Settings(security=SecurityContact(CONTACT.contact, stated), build_day=build_day)
    assert expected == security_expires(settings, newest)


def test_without_a_contact_or_a_day_there_is_no_security_txt():
    """A file without one of both would be wrong by the rules."""
    assert security_txt(Settings(site_url=URL), NEWEST) is None
    assert security_txt(Settings(site_url=URL, security=CONTACT), None) is None


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        pytest.param("Contact", "Kontakt", id="no contact"),
        pytest.param("2025-04-16", "2568-04-16", id="year of พ.ศ."),
        pytest.param("+07:00", "", id="no zone"),
        pytest.param("Preferred-Languages: th", "Expires: 2025-01-01T00:00:00Z", id="two days"),
        pytest.param("https://a.go.th/report", "a.go.th/report", id="no scheme"),
    ],
)
def test_a_planted_fault_in_security_txt_is_found(good, bad):
    """Each fault in a good file is named."""
    text = security_txt(Settings(site_url=URL, security=CONTACT), NEWEST).decode()
    assert good in text
    assert [] != faults_of(text.replace(good, bad))


def test_a_contact_cannot_add_a_line_of_its_own():
    """A line break in a setting stays within its line."""
    said = SecurityContact(("mailto:a@a.go.th\nExpires: 2100-01-01T00:00:00Z",))
    text = security_txt(Settings(security=said), NEWEST).decode()
    assert 1 == text.count("\nExpires")


# ---------------------------------------------------------------- llms.txt


def test_llms_txt_lists_agencies_and_open_data(source):
    """One title, one summary, and a link to each agency and file; a fictional agency says so."""
    facts = build_facts(source({"y/agency.yml": "name: หน่วยงานสมมติ\nfictional: true\n"}))
    text = llms_txt(facts, Settings(site_url=URL, site_name="ชื่อ"), [("data/all.csv", "ตารางรวม")]).decode()
    assert text.startswith("# ชื่อ\n\n> ")
    assert [
        "- [สำนักงานทดลอง](https://a.go.th/x/): ปีงบประมาณ 2566",
        "- [หน่วยงานสมมติ](https://a.go.th/y/): ปีงบประมาณ - (หน่วยงานสมมติเพื่อสาธิต)",
        "- [ตารางรวม](https://a.go.th/data/all.csv)",
    ] == [line for line in text.splitlines() if line.startswith("- ")]


@pytest.mark.parametrize("attack", CORPUS.values(), ids=CORPUS)
def test_hostile_names_make_no_markup_of_llms_txt(attack, source):
    """A name opens no heading, link or tag of its own: it stays within its line and its brackets."""
    benign, hostile = (
        llms_txt(build_facts(source({"x/agency.yml": as_yaml({"name": name})})), Settings(site_url=URL), [])
        .decode()
        .splitlines()
        for name in ("ก ก", f"ก {attack}")
    )
    assert len(benign) == len(hostile)
    (line,) = set(hostile) - set(benign)
    name = line.removeprefix("- [").removesuffix("](https://a.go.th/x/): ปีงบประมาณ 2566")
    assert "- [" + name + "](https://a.go.th/x/): ปีงบประมาณ 2566" == line
    unescaped = name.replace("\\\\", "")
    assert not [at for at, letter in enumerate(unescaped) if letter in "[]<>`*_#|" and unescaped[at - 1] != "\\"]
