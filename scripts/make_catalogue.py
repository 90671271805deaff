"""Make the package's catalogue of OIT items from the domain files (`items-<year>.yml` and `crosswalk.tsv`).

    python scripts/make_catalogue.py ../shared/domain

A correction is one edit of a domain file and one run of this script. Certainty is carried over, never raised.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

from oit_site.model import Catalogue

PACKAGE = Path(__file__).parent.parent / "plugins" / "oit_site" / "catalogue"
EDITIONS = range(2563, 2570)

SITE_PAGES = {"internal_measures": "measures", "internal_measures_report": "results"}
"""The concepts that this site's own pages meet, and the page that meets each."""

MET_BY = {
    2566: {
        "O42.1": ["weaknesses"],
        "O42.2": ["improvements"],
        "O42.3": ["responsible"],
        "O42.4": ["steps"],
        "O42.5": ["monitoring"],
        "O43.1": ["results"],
        "O43.2": ["outcomes"],
        "O43.3": ["problems", "suggestions"],
    },
    2567: {
        "O34.1": ["weaknesses"],
        "O34.2": ["improvements"],
        "O34.3": ["responsible"],
        "O34.4": ["steps"],
        "O34.5": ["monitoring"],
        "O35.1": ["measures"],
        "O35.2": ["results"],
        "O35.3": ["outcomes"],
        "O35.4": ["problems"],
        "O35.5": ["suggestions"],
        "O35.6": ["budget", "timeframe"],
    },
    2568: {
        "O27.1": ["weaknesses", "improvements", "responsible", "steps", "monitoring"],
        "O28.1": ["measures", "results", "outcomes", "problems", "suggestions"],
    },
    2569: {"O25.1": ["measures"], "O26.1": ["results"]},
}
"""Which parts of the measures answer an element of the two items above; an element not named needs other evidence."""


AGENCIES = {
    "000": "สพป.พระนครศรีอยุธยา เขต 2",
    "001": "สพป.มุกดาหาร",
    "002": "ศธจ.เพชรบุรี",
    "003": "สพป.สงขลา เขต 2",
    "004": "สพป.ภูเก็ต",
}
"""Whose document each numbered source is: readers know an agency, not a number."""


def named(text: str) -> str:
    """Return *text* with the numbers of source documents as the agencies' names."""
    text = re.sub(r"\bseed ?(\d{3}) และ (\d{3})", r"seed \1 และ seed \2", text)
    return re.sub(r"\bseed (\d{3})", lambda match: f"เอกสารของ {AGENCIES[match[1]]}", text)


def found_at(where: str) -> str:
    """Return where a source was found, in words: the numbers of files in an index lead no reader anywhere."""
    return re.sub(r"^public code index, (?:file )?ids? [\d, ]*\d(?: \(copies [^)]*\))?", "ซอร์สโค้ดสาธารณะ", where)


def read_concepts(path: Path) -> dict[tuple[int, str], list[str]]:
    """Return the concepts of each (fiscal year, code), in the order of the crosswalk."""
    concepts = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            for year in EDITIONS:
                for code in (row[str(year)] or "").replace(",", " ").split():
                    concepts[year, code].append(row["concept"])
    return concepts


def edition(domain: dict[str, Any], concepts: dict[tuple[int, str], list[str]]) -> dict[str, Any]:
    """Return one domain file in the shape of `Catalogue`; a fact without a value is left out."""
    year = domain["fiscal_year"]
    return without_blanks(
        {
            "fiscal_year": str(year),
            "count_certainty": domain["count_confidence"],
            "note": domain.get("note"),
            "warning": domain.get("WARNING"),
            "sub_indicators": [
                {"code": code, "name": sub["name"], "certainty": sub["confidence"]}
                for code, sub in domain["sub_indicators"].items()
            ],
            "items": [item(entry, year, concepts[year, entry["code"]]) for entry in domain["items"]],
            "sources": [
                {
                    "key": key.replace("seed", "doc"),
                    "where": found_at(source["where"])
                    if source["type"] != "seed"
                    else f"เอกสารของ {AGENCIES[key[-3:]]}",
                    "note": source.get("note"),
                }
                for key, source in domain["sources"].items()
            ],
        }
    )


def item(entry: dict[str, Any], year: int, concepts: list[str]) -> dict[str, Any]:
    """Return one item of a domain file in the shape of `OitItem`."""
    met_by = MET_BY.get(year, {})
    period = entry["period"]
    return {
        "code": entry["code"],
        "title": entry["title"],
        "title_en": entry["title_en"],
        "indicator": str(entry["indicator"]),
        "sub_indicator": entry["sub_indicator"]["code"],
        "group": entry["group"],
        "kind": entry["kind"],
        "concepts": concepts,
        "period": {
            "ref": period["ref"],
            "year": str(period["year"]) if period.get("year") else None,
            "note": period.get("note"),
        },
        "elements": [
            {
                "id": element["id"],
                "text": element["text"],
                "basis": element["basis"],
                "sources": element.get("src"),
                "met_by": met_by.get(element["id"]),
            }
            for element in entry["elements"]
        ],
        "certainty": entry["confidence"],
        "site_page": next((SITE_PAGES[concept] for concept in concepts if concept in SITE_PAGES), None),
        "notes": entry.get("notes"),
        "elements_like": entry.get("elements_like"),
        "variants": [
            {"kind": kind, "text": variant["text"], "basis": variant["basis"]}
            for kind, variant in entry.get("variants", {}).items()
        ],
        "sources": entry.get("sources"),
    }


def without_blanks(node: Any) -> Any:
    """Return *node* without keys whose value is None or an empty list, and with source documents by name."""
    if isinstance(node, dict):
        return {key: without_blanks(value) for key, value in node.items() if value not in (None, [])}
    if isinstance(node, list):
        return [without_blanks(value) for value in node]
    return named(re.sub(r"^seed(?=\d{3}$)", "doc", node))


def main() -> None:
    """Write every edition below the package, each checked against the model first."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("domain", type=Path, help="the folder of the domain files")
    folder = parser.parse_args().domain
    concepts = read_concepts(folder / "crosswalk.tsv")
    PACKAGE.mkdir(exist_ok=True)
    for year in EDITIONS:
        domain = yaml.safe_load((folder / f"items-{year}.yml").read_text(encoding="utf-8"))
        made = edition(domain, concepts)
        checked = Catalogue.model_validate(made)
        text = json.dumps(made, ensure_ascii=False, indent=1)
        (PACKAGE / f"{year}.json").write_text(text + "\n", encoding="utf-8", newline="\n")
        print(f"{year}: {len(checked.items)} items, {sum(len(i.elements) for i in checked.items)} elements")


if __name__ == "__main__":
    main()
