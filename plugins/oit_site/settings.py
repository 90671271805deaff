"""What a site is told about itself, by mkdocs.yml or another host: a value that pages and exports read."""

from __future__ import annotations

from dataclasses import dataclass

from oit_site.problem import Waiver


@dataclass(frozen=True, slots=True)
class Licence:
    """The terms under which the open data is published; the agency confirms them."""

    title: str = "สัญญาอนุญาตข้อมูลเปิดภาครัฐ (DGA Open Government License)"
    url: str = "https://data.go.th/pages/dga-open-government-license"
    gdc_value: str = "อื่นๆ"
    """The value of the list that GD-Catalog, the catalogue software of Thai agencies, knows for it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one site."""

    site_url: str = ""
    """Where the site is published, ending in "/"; "" where that is not said: then nothing has a full address."""
    site_name: str = "มาตรการคุณธรรมและความโปร่งใส"
    pages_folder: str = "content/pages"
    """The folder of the authored pages as problems show it."""
    waivers: tuple[Waiver, ...] = ()
    """Problems that the site lives with, each with its reason."""
    licence: Licence = Licence()
