"""The files for other programs as MkDocs publishes them: sitemap, feeds, and those of fixed addresses."""

import gzip
import re
import shutil

import pytest
from mkdocs.exceptions import Abort, PluginError

from judges import SITEMAP_SCHEMA, needs
from support import SMALL_URL, build_project, change, configure, files_of, pages_of, read_page, small_project, write
from test_heads import nodes_and_links
from validators import days_out_of_range, faults_of_atom, faults_of_json_feed, faults_of_sitemap


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """Return the files of a site with a security contact and a robots.txt of its own, built on a stated day."""
    folder = tmp_path_factory.mktemp("published")
    settings = small_project(folder)
    change(settings, "  oit: {}", "  oit:\n    security: {contact: ['mailto:it@tiny.example']}")
    write(folder, {"content/pages/robots.txt": "User-agent: *\nDisallow: /old/\n"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1767225600")  # 2026-01-01
        build_project(settings)
    return files_of(folder / "site")


@pytest.fixture(scope="module")
def nameless(tmp_path_factory):
    """Return the folder of a built site that does not know its own address."""
    folder = tmp_path_factory.mktemp("nameless")
    settings = small_project(folder)
    change(settings, f"site_url: {SMALL_URL}\n", "")
    build_project(settings, strict=False)
    return folder / "site"


def test_security_txt_is_published_in_its_dot_folder(published):
    """MkDocs leaves out folders that begin with a dot; this one must be there."""
    assert (
        b"Contact: mailto:it@tiny.example\nExpires: 2026-12-31T23:59:59+07:00\n"
        in (published[".well-known/security.txt"])
    )


def test_a_robots_txt_of_ones_own_stays(published):
    """What an office puts among its pages is published as it is."""
    assert b"User-agent: *\nDisallow: /old/\n" == published["robots.txt"]
    assert published["llms.txt"].startswith("# เว็บไซต์ทดลอง\n".encode())


def test_assistants_and_readers_are_led_to_the_data(demo_site):
    """llms.txt names the table of all years, its description, the catalogue and the feed; /data/ links the feeds."""
    named = re.findall(r"\]\(https://example\.go\.th/([^)]+\.\w+)\)", (demo_site / "llms.txt").read_text("utf-8"))
    assert ["data/oit-checklist-all.csv", "data/datapackage.json", "data/catalog.jsonld", "feed.xml"] == named
    assert all((demo_site / name).is_file() for name in named)
    links = [link for _, link in read_page((demo_site / "data" / "index.html").read_text("utf-8")).links()]
    assert {"../feed.xml", "../feed.json", "../data/catalog.ttl"} <= set(links)


def test_the_feeds_are_published_and_sound(published):
    """The portal's feed and the agency's, in both formats."""
    for folder in ("", "tiny/"):
        assert [] == faults_of_atom(published[f"{folder}feed.xml"])
        assert [] == faults_of_json_feed(published[f"{folder}feed.json"])
        assert [] == days_out_of_range(published[f"{folder}feed.xml"].decode())


def test_the_sitemap_is_valid(demo_site, published):
    """sitemap.xml passes its schema on the small and on the demo site, lists pages only, and says no year of พ.ศ."""
    for sitemap in (published["sitemap.xml"], (demo_site / "sitemap.xml").read_bytes()):
        assert [] == faults_of_sitemap(sitemap)
        assert [] == days_out_of_range(sitemap.decode())
        assert b".xml<" not in sitemap
    assert published["sitemap.xml"] == gzip.decompress(published["sitemap.xml.gz"])


@needs(SITEMAP_SCHEMA)
def test_the_sitemap_passes_the_schema_of_sitemaps_org(demo_site, published):
    """The official schema takes both sitemaps, and refuses one with an unknown word."""
    for sitemap in (published["sitemap.xml"], (demo_site / "sitemap.xml").read_bytes()):
        assert [] == faults_of_sitemap(sitemap, SITEMAP_SCHEMA)
    assert [] != faults_of_sitemap(published["sitemap.xml"].replace(b"loc>", b"location>"), SITEMAP_SCHEMA)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        pytest.param(b"<loc>https://tiny.example/about/</loc>", b"<loc>/about/</loc>", id="relative"),
        pytest.param(b"<loc>https://tiny.example/about/</loc>", b"", id="no address"),
        pytest.param(b"tiny.example/about/", b"tiny.example/\xe0\xb8\x81/", id="not encoded"),
        pytest.param(b"<loc>https://tiny.example/about/", b"<loc>https://tiny.example/", id="twice"),
        pytest.param(b"<lastmod>2023-", b"<lastmod>10 \xe0\xb8\xa1.\xe0\xb8\x84. 2566 ", id="no day"),
        pytest.param(b"sitemap/0.9", b"sitemap/1.0", id="another language"),
        pytest.param(b"</urlset>", b"", id="cut short"),
    ],
)
def test_a_planted_fault_in_the_sitemap_is_found(published, good, bad):
    """Each fault in a good sitemap fails its schema."""
    assert good in published["sitemap.xml"]
    assert [] != faults_of_sitemap(published["sitemap.xml"].replace(good, bad, 1))


def test_a_site_without_an_address_publishes_nothing_that_needs_one(nameless):
    """No feed, no catalogue, no sitemap line; every page still builds and names its agency where it has one."""
    files = files_of(nameless)
    assert [] == [name for name in files if name.startswith("feed") or name.endswith((".jsonld", ".ttl", ".rdf"))]
    assert b"User-agent: *\nAllow: /\n" == files["robots.txt"]
    assert ".well-known/security.txt" not in files
    for address in pages_of(nameless):
        nodes, links = nodes_and_links(files[f"{address}index.html" if address != "404.html" else address].decode())
        assert ([], {"GovernmentOrganization"} if address.startswith("tiny/") else set()) == (links, set(nodes)), (
            address
        )


@pytest.mark.parametrize("contact", ["it@tiny.example", "http://tiny.example/", "javascript:alert(1)"])
def test_a_security_contact_that_is_no_address_is_refused(tmp_path, contact):
    """RFC 9116 wants an address with its scheme; a page of it must be of https."""
    settings = small_project(tmp_path)
    change(settings, "  oit: {}", f"  oit:\n    security: {{contact: ['{contact}']}}")
    with pytest.raises((Abort, PluginError)):
        build_project(settings)


@pytest.mark.parametrize(
    ("dates", "level", "message"),
    [
        pytest.param("", "WARNING", "ใส่ expires", id="no day"),
        pytest.param(", expires: 2021-01-31", "INFO", "หมดอายุแล้วเมื่อ 31 มกราคม 2564", id="past"),
        pytest.param(", expires: 2100-01-31", "", "", id="to come"),
    ],
)
def test_a_security_contact_that_does_not_hold_is_told_of(tmp_path, caplog, dates, level, message):
    """A contact without a day, and one whose day has passed, are named in the log; no byte depends on the clock."""
    settings = small_project(tmp_path)
    shutil.rmtree(tmp_path / "content" / "tiny")
    write(
        tmp_path,
        {"content/x/agency.yml": "name: ก\n", "content/x/2566/measures/a.yml": "title: ข\nmeasures: [title: ค]\n"},
    )
    change(settings, "  oit: {}", f"  oit:\n    security: {{contact: ['mailto:it@tiny.example']{dates}}}")
    with caplog.at_level("INFO", logger="mkdocs"):
        config = configure(settings)
        config.plugins.on_config(config)
        config.plugins.on_pre_build(config=config)
    told = [(record.levelname, record.getMessage()) for record in caplog.records if "security:" in record.getMessage()]
    assert [level] * bool(level) == [found for found, _ in told]
    assert all(message in text for _, text in told)
    assert bool(dates) == (".well-known/security.txt" in {file.uri for file in config.plugins["oit"].site.exports})
