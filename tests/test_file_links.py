"""Links to files: each says what kind of file it opens and how large that is."""

import re

from bs4 import BeautifulSoup

from support import html_of

FILE = re.compile(r"\.([a-z0-9]{2,7})(?:#.*)?$")


def test_a_link_to_a_file_names_its_type_and_size(demo_site):
    """On every page, beside each link to a file of the site stand its type and its size."""
    unnamed, seen = [], 0
    for address, html in html_of(demo_site).items():
        main = html.partition("<main")[2].partition("</main>")[0]
        # Most pages have no such link: only the others are worth the parsing.
        if not any(FILE.search(href) for href in re.findall(r'href="([^"]*)"', main)):
            continue
        for link in BeautifulSoup(f"<main{main}</main>", "html.parser").select("main a[href]"):
            ending = FILE.search(link["href"])
            if re.match(r"[a-z]+:", link["href"]) or not ending or ending[1] == "html":
                continue
            # Feeds and catalogues are addresses for programs; people do not open them.
            if re.search(r"(?:^|/)(?:feed\.(?:xml|json)|catalog\.\w+)$", link["href"]) and address.endswith("data/"):
                continue
            seen += 1
            # The table of the open data has a column for each.
            around = (link.find_parent("tr") or link.parent).get_text(" ", strip=True)
            if ending[1].upper() not in around.upper() or not re.search(r"\d\s?(?:KB|MB|ไบต์)", around):
                unnamed.append(f"{address}: {link['href']} {around[:60]}")
    assert [] == unnamed
    assert 50 < seen
