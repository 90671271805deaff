"""What stands around a page: whose it is, how to reach them, where to complain, in which colour."""

from datetime import date

import pytest

from oit_site.chrome import Day, day_of, office_of
from oit_site.facts import build_facts
from oit_site.settings import Settings
from oit_site.site import plan_exports


@pytest.fixture
def office(source):
    """Return a function that gives the frame of an agency described in YAML."""

    def frame(text, pictures=()):
        (agency,) = build_facts(source({"x/agency.yml": f"name: สำนักงานทดลอง\n{text}"})).agencies
        return office_of(agency, pictures)

    return frame


def test_an_agency_that_says_little_has_a_plain_frame(office):
    """Without contact, colour and emblem, the name is all there is."""
    plain = office("")
    assert ("สำนักงานทดลอง", "สำนักงานทดลอง", "", "x/") == (plain.name, plain.label, plain.over, plain.uri)
    assert ("", "", "", "", "") == (plain.complaint, plain.address, plain.phone, plain.email, plain.mail_to)
    assert (None, None, False) == (plain.logo, plain.colours, plain.fictional)


def test_contact_and_complaints_stand_on_every_page(office):
    """What agency.yml says of contact is in the frame; an e-mail address can be written to."""
    found = office(
        "short_name: สทล.\nparents: [กรมทดลอง]\n"
        "contact: {address: ถนนทดลอง, phone: 0 2000 0000, email: a@b.go.th, complaint_url: 'https://b.go.th/c'}\n"
    )
    assert ("สทล.", "กรมทดลอง", "ถนนทดลอง") == (found.label, found.over, found.address)
    assert ("0 2000 0000", "a@b.go.th", "mailto:a@b.go.th") == (found.phone, found.email, found.mail_to)
    assert "https://b.go.th/c" == found.complaint


@pytest.mark.parametrize("email", ["ติดต่อที่ห้องสารบรรณ", "a@b", '"x" <a@b.go.th>'])
def test_what_is_no_address_is_no_link(office, email):
    """A text in place of an e-mail address is shown and leads nowhere."""
    assert "" == office(f"contact: {{email: '{email}'}}\n").mail_to


def test_texts_are_escaped_for_a_theme_that_is_not(office):
    """Marks of HTML in a name stay text."""
    assert "&lt;b&gt; &amp; &#34;ก&#34;" == office("short_name: '<b> & \"ก\"'\n").label


@pytest.mark.parametrize(
    ("colour", "expected"), [("#123456", "x/theme.css"), ("#ffd700", None)], ids=["dark enough", "too pale"]
)
def test_only_a_colour_that_carries_text_is_worn(office, colour, expected):
    """A pale colour has no style sheet."""
    assert expected == office(f"colour: '{colour}'\n").colours


def test_without_a_colour_of_its_own_an_agency_wears_that_of_the_site(source):
    """Its own comes first; a pale one is none. On the site of one agency both have the same address."""
    sheets = {}
    for own in ("#123456", "#ffd700", ""):
        facts = build_facts(source({"agency.yml": f"name: สำนักงานทดลอง\ncolour: '{own}'\n"}, base=False))
        assert "theme.css" == office_of(facts.agencies[0], (), "theme.css").colours
        exports = list(plan_exports(facts, Settings(colour="#7a1f3d")))
        assert ["theme.css"] == [export.uri for export in exports]
        sheets[own] = exports[0].content.decode()[:50]
    assert "--brand:#123456" in sheets["#123456"]
    assert "--brand:#7a1f3d" in sheets["#ffd700"]
    assert "--brand:#7a1f3d" in sheets[""]


@pytest.mark.parametrize(("pictures", "expected"), [({"x/e.png"}, "x/e.png"), ((), None)], ids=["there", "missing"])
def test_only_an_emblem_that_is_there_is_shown(office, pictures, expected):
    """An emblem that is not among the pages leaves that of the site."""
    assert expected == office("logo: x/e.png\n", pictures).logo


def test_an_emblem_may_have_a_thai_name(office):
    """The address of the emblem holds nothing that an address may not hold."""
    assert "%E0%B8%95%E0%B8%A3%E0%B8%B2%20%22%231.PNG" == office('logo: ตรา "#1.PNG\n', {'ตรา "#1.PNG'}).logo


def test_days_are_shown_in_the_years_of_the_country():
    """A day keeps its ISO form beside the Thai one."""
    assert Day("2022-10-01", "1 ตุลาคม 2565") == day_of(date(2022, 10, 1))
    assert day_of(None) is None
