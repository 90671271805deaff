"""What heads of pages say to machines: linked data, one script a node, and where the feeds are."""

import json
import re

import pytest

from hostile import CORPUS, as_yaml
from oit_site.load import load_source
from oit_site.render import render_head
from oit_site.settings import Publisher, Settings
from oit_site.site import plan_site
from support import html_of, read_page
from validators import unknown_terms

URL = "https://a.go.th/s/"
SETTINGS = Settings(site_url=URL, site_name="เว็บไซต์ทดลอง")
DATED = as_yaml({"O3": {"evidence": [{"title": "ก", "url": "https://a.go.th/x", "published": "2023-04-05"}]}})


@pytest.fixture
def head(content):
    """Return a function that gives the linked data and the links of a page of a site of files."""

    def make(uri, files, settings=SETTINGS, base=True, trail=(("", "หน้าแรก"),)):
        plan = plan_site(load_source(content(files, base), "content"), settings)
        return nodes_and_links(str(render_head(plan.heads.of(uri, trail))))

    return make


def all_nodes(html):
    return [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)]


def nodes_and_links(html):
    """Return the nodes of linked data in *html*, by type, and its links as type → address."""
    found = all_nodes(html)
    nodes = {node["@type"]: node for node in found}
    assert len(nodes) + sum(node["@type"] == "Dataset" for node in found[1:]) >= len(found), "a type stands twice"
    links = [tag.attributes for tag in read_page(html).find("link", rel=" alternate")]
    return nodes, [(link["type"], link["href"]) for link in links]


def test_a_page_of_an_agency_names_site_agency_and_the_way(head):
    """WebSite, the agency in short, and a BreadcrumbList with full addresses."""
    trail = [("", "หน้าแรก"), ("x/", "ทดลอง"), ("x/2566/", "ปี 2566")]
    nodes, _ = head("x/2566/", {}, trail=trail)
    assert {"WebSite", "Organization", "GovernmentOrganization", "BreadcrumbList"} == set(nodes)
    assert {
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        "@id": "https://a.go.th/s/x/#agency",
        "name": "สำนักงานทดลอง",
        "url": "https://a.go.th/s/x/",
    } == nodes["GovernmentOrganization"]
    assert [
        {"@type": "ListItem", "position": 1, "name": "หน้าแรก", "item": "https://a.go.th/s/"},
        {"@type": "ListItem", "position": 2, "name": "ทดลอง", "item": "https://a.go.th/s/x/"},
        {"@type": "ListItem", "position": 3, "name": "ปี 2566", "item": "https://a.go.th/s/x/2566/"},
    ] == nodes["BreadcrumbList"]["itemListElement"]


def test_the_page_of_an_agency_says_all_that_is_known_of_it(head):
    """Websites, parents and contacts stand on its own page; a fictional agency says that it is."""
    office = {
        "name": "สำนักงานทดลอง",
        "short_name": "สทล.",
        "parents": ["กรมทดลอง"],
        "websites": ["https://www.a.go.th/"],
        "contact": {"address": "เลขที่ 1", "phone": "0 2000 0000", "email": "a@a.go.th"},
        "fictional": True,
    }
    nodes, _ = head("x/", {"x/agency.yml": as_yaml(office)})
    assert {
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        "@id": "https://a.go.th/s/x/#agency",
        "name": "สำนักงานทดลอง",
        "alternateName": "สทล.",
        "disambiguatingDescription": "หน่วยงานสมมติเพื่อสาธิต ไม่มีอยู่จริง",
        "url": "https://a.go.th/s/x/",
        "sameAs": ["https://www.a.go.th/"],
        "parentOrganization": [{"@type": "Organization", "name": "กรมทดลอง"}],
        "address": "เลขที่ 1",
        "telephone": "0 2000 0000",
        "email": "a@a.go.th",
    } == nodes["GovernmentOrganization"]


def test_the_site_of_one_agency_is_published_by_it_on_every_page(head):
    """Home, catalogue and authored pages name the only agency."""
    files = {"agency.yml": "name: สำนักงานเดียว\n", "2566/oit.yml": DATED}
    for uri in ("", "2566/", "oit/2566/o1/", "about/"):
        nodes, _ = head(uri, files, base=False)
        assert "https://a.go.th/s/#agency" == nodes["WebSite"]["publisher"]["@id"]
        assert nodes["GovernmentOrganization"]["@id"] == nodes["WebSite"]["publisher"]["@id"]


def test_a_portal_is_published_by_whom_mkdocs_yml_names(head):
    """Without a name, that of the site stands for who publishes it, and nothing claims to be an office."""
    said = Settings(site_url=URL, publisher=Publisher("กรมทดลอง", "https://dept.go.th/", "data@dept.go.th"))
    nodes, _ = head("", {}, settings=said)
    assert ("กรมทดลอง", "https://dept.go.th/", "data@dept.go.th") == tuple(
        nodes["GovernmentOrganization"][key] for key in ("name", "url", "email")
    )
    nodes, _ = head("", {})
    assert nodes["WebSite"]["publisher"]["@id"] == nodes["Organization"]["@id"]
    assert "เว็บไซต์ทดลอง" == nodes["Organization"]["name"]


def test_the_page_of_an_edition_lists_its_items(head):
    """A DefinedTermSet with every item; an item of low certainty says that it is not confirmed."""
    nodes, _ = head("oit/2566/", {})
    terms = nodes["DefinedTermSet"]["hasDefinedTerm"]
    assert 43 == len(terms)
    assert {
        "@type": "DefinedTerm",
        "@id": "https://a.go.th/s/oit/2566/o1/#item",
        "termCode": "O1",
        "name": "โครงสร้าง",
        "url": "https://a.go.th/s/oit/2566/o1/",
    } == terms[0]
    nodes, _ = head("oit/2569/", {})
    assert "ยังไม่ยืนยัน" in nodes["DefinedTermSet"]["name"]
    assert "ยังไม่ยืนยัน" in {term.get("description") for term in nodes["DefinedTermSet"]["hasDefinedTerm"]}


def test_the_page_of_open_data_lists_every_dataset_with_its_files(content):
    """A DataCatalog that names each Dataset, each a node of its own with the files that can be fetched."""
    plan = plan_site(load_source(content({"x/2566/oit.yml": DATED}), "content"), SETTINGS)
    nodes = all_nodes(str(render_head(plan.heads.of("data/", []))))
    (catalog,) = [node for node in nodes if node["@type"] == "DataCatalog"]
    datasets = {node["@id"]: node for node in nodes if node["@type"] == "Dataset"}
    assert [{"@id": name} for name in datasets] == catalog["dataset"]
    found = datasets["https://a.go.th/s/data/#measures-2566"]
    assert {
        "name": "มาตรการส่งเสริมคุณธรรมและความโปร่งใส (integrity measures 2566)",
        "identifier": "measures-2566",
        "temporalCoverage": "2022-10-01/2023-09-30",
        "dateModified": "2023-04-05",
        "license": "https://data.go.th/pages/dga-open-government-license",
        "includedInDataCatalog": {"@id": catalog["@id"]},
        "creator": {"@id": "https://a.go.th/s/#publisher"},
    }.items() <= found.items()
    assert {
        "@type": "DataDownload",
        "name": "มาตรการ (CSV)",
        "contentUrl": "https://a.go.th/s/data/2566/measures.csv",
        "encodingFormat": "text/csv",
    } in found["distribution"]
    assert [] == unknown_terms(nodes)
    published = {f"https://a.go.th/s/{file.uri}" for file in plan.data}
    for dataset in datasets.values():
        # What Google wants of a dataset's description.
        assert 50 <= len(dataset["description"]) <= 5000
        assert {file["contentUrl"] for file in dataset["distribution"]} <= published


def test_feeds_are_named_where_they_concern_the_page(head):
    """The feed of all everywhere; an agency's own on its pages only."""
    everywhere = [
        ("application/atom+xml", "https://a.go.th/s/feed.xml"),
        ("application/feed+json", "https://a.go.th/s/feed.json"),
    ]
    own = [(kind, address.replace("/feed", "/x/feed")) for kind, address in everywhere]
    assert everywhere == head("", {"x/2566/oit.yml": DATED})[1]
    assert everywhere + own == head("x/", {})[1], "also before there is anything to tell"
    assert everywhere + own == head("x/2566/oit/o3/", {"x/2566/oit.yml": DATED})[1]


def test_without_a_site_address_only_the_agency_is_named(head):
    """What needs a full address is left out; what is left names nothing that is not there."""
    nodes, links = head("x/2566/", {"x/2566/oit.yml": DATED}, settings=Settings())
    assert [] == links
    assert {"@context": "https://schema.org", "@type": "GovernmentOrganization", "name": "สำนักงานทดลอง"} == nodes.pop(
        "GovernmentOrganization"
    )
    assert {} == nodes


@pytest.mark.parametrize("attack", CORPUS.values(), ids=CORPUS)
def test_hostile_names_are_data(attack, head):
    """A name comes back letter for letter from the JSON, and ends neither its script nor an attribute."""
    files = {"x/agency.yml": as_yaml({"name": f"ก {attack}"}), "x/2566/oit.yml": DATED}
    nodes, links = head("x/2566/", files, trail=[("", f"ข {attack}")])
    assert f"ก {attack}".strip() == nodes["GovernmentOrganization"]["name"]
    assert f"ข {attack}" == nodes["BreadcrumbList"]["itemListElement"][0]["name"]
    assert 4 == len(links)


def test_every_word_is_one_of_schema_org(demo_site):
    """No type or property on any page is one that schema.org does not have; a misspelt one is seen."""
    pages = [
        (demo_site / page).read_text("utf-8") for page in ("index.html", "example/index.html", "oit/2566/index.html")
    ]
    nodes = [node for page in pages for node in all_nodes(page)]
    assert {"WebSite", "GovernmentOrganization", "DefinedTermSet", "BreadcrumbList"} <= {n["@type"] for n in nodes}
    assert [] == unknown_terms(nodes)
    assert ["GovermentOrganization", "nmae"] == unknown_terms({"@type": "GovermentOrganization", "nmae": "ก"})


def test_every_page_of_the_site_says_who_and_where_it_is(demo_site):
    """On the built site every page, authored ones too, has its way from home, ending at its own address."""
    base = "https://example.go.th/"
    for address, html in html_of(demo_site).items():
        if address == "404.html":
            continue
        nodes, links = nodes_and_links(html.partition("</head>")[0])
        assert {"WebSite", "BreadcrumbList", "Organization"} <= set(nodes), address
        way = [item["item"] for item in nodes["BreadcrumbList"]["itemListElement"]]
        assert (base, base + address) == (way[0], way[-1]), address
        for there in [*way, *(href for _, href in links)]:
            path = there.removeprefix(base)
            assert (demo_site / path / ("index.html" if not path or path.endswith("/") else "")).is_file(), there
