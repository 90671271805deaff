"""The MkDocs adapter: places a `Site` in MkDocs 1.6. The only module that imports mkdocs or logs."""

from __future__ import annotations

import logging
import os
import posixpath
import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from markupsafe import escape
from mkdocs.config import config_options as c
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import CountHandler, get_build_date
from mkdocs.utils.templates import TemplateContext

from oit_site import uris
from oit_site.chrome import Day, Office, day_of, office_of
from oit_site.colour import read_white_ground
from oit_site.csp import with_policy
from oit_site.export.file import Export
from oit_site.export.web_files import security_expires
from oit_site.facts import SiteFacts
from oit_site.heads import Heads
from oit_site.load import load_source
from oit_site.problem import Waiver, count_problems, may_be_waived
from oit_site.render import RenderedPage, plain_text, render_head
from oit_site.rules import Severity
from oit_site.search_index import AuthoredPage, SearchIndex
from oit_site.settings import Licence, Publisher, SecurityContact, Settings
from oit_site.shelf import Shelf
from oit_site.site import Site, build_site, problem_page, search_exports, summary_line
from oit_site.staging import discard, publish, staging_folder
from oit_site.template_cache import template_cache
from oit_site.thai import thai_date
from oit_site.theme_css import without_unseen
from oit_site.theme_html import with_print_lines, without_faults
from oit_site.typography import bind, with_thai_numerals

log = get_plugin_logger("oit")

_UNREADABLE = frozenset(("OIT002", "OIT009", "OIT402"))
"""What keeps an authored page or file from being read at all."""

UNTOUCHED = "เว็บไซต์เดิมไม่ถูกแตะต้อง"

STATEMENT = "accessibility.md"
"""The authored page that says how accessible the site is; the footer of every page leads to it."""

FICTIONAL = "ข้อมูลสมมติเพื่อสาธิต ไม่ใช่ข้อมูลของหน่วยงานจริง"


class WaiverConfig(Config):  # type: ignore[no-untyped-call]
    """An entry of `ignore`: a problem that the site lives with."""

    code = c.Type(str)
    """The rule, such as OIT408. Errors cannot be waived, but for OIT601 where the number is not a citizen id."""
    reason = c.Type(str)
    """Why, in words that a reader of mkdocs.yml understands. Required."""
    path = c.Type(str, default="*")
    """The files it holds for: a pattern such as content/example/*. By default all."""


class LicenceConfig(Config):  # type: ignore[no-untyped-call]
    """The entry `licence`: the terms under which the open data is published."""

    title = c.Type(str, default=Licence().title)
    """Its name, as people read it."""
    url = c.Type(str, default=Licence().url)
    """Where its text stands."""
    gdc_value = c.Type(str, default=Licence().gdc_value)
    """Its value in the list of GD-Catalog."""


class PublisherConfig(Config):  # type: ignore[no-untyped-call]
    """The entry `publisher`: who publishes a portal. The site of one agency is published by the agency."""

    name = c.Type(str, default="")
    """The name of the office. By default the name of the site."""
    url = c.Type(str, default="")
    """Its website."""
    email = c.Type(str, default="")
    """Its address for questions about the data."""


class SecurityConfig(Config):  # type: ignore[no-untyped-call]
    """The entry `security`: what /.well-known/security.txt (RFC 9116) says. Without a contact there is no such file."""

    contact = c.ListOfItems(c.Type(str), default=[])
    """Addresses to which a weakness of the site is reported: mailto:, https: or tel:, the preferred one first."""
    expires = c.Optional(c.Type(date))
    """The last day (ค.ศ., as 2027-09-30) on which the contact is sure to be right; best less than a year ahead.
    By default 364 days after SOURCE_DATE_EPOCH, or else after the newest day that the content states."""
    policy = c.Type(str, default="")
    """The address of the policy on such reports."""


class OitConfig(Config):  # type: ignore[no-untyped-call]
    """The options of the plugin in mkdocs.yml."""

    content = c.Dir(exists=True, default="content")
    """The folder that the agencies write in, from the folder of mkdocs.yml."""
    ignore = c.ListOfItems(c.SubConfig(WaiverConfig), default=[])
    """Problems that the site lives with, each with its reason."""
    explanation_limit = c.Type(int, default=Settings().explanation_limit)
    """The most letters of an explanation on the answer sheet before it is called too long."""
    colour = c.Optional(c.Type((str, int)))
    """The colour of header, menu and numbers, as "#14325c", on every page whose agency has none in its agency.yml."""
    numerals = c.Choice(("arabic", "thai"), default="arabic")
    """The digits of the numbers on pages: `thai` writes ปี ๒๕๖๖. Codes such as O12, sizes of files, addresses and what
    is quoted as printed stay; data files always have Arabic digits."""
    licence = c.SubConfig(LicenceConfig)
    """The terms of the open data. By default the licence that data.go.th names; the agency confirms it."""
    publisher = c.SubConfig(PublisherConfig)
    """Who publishes a portal of several agencies, for the catalogue of open data and search engines."""
    security = c.SubConfig(SecurityConfig)
    """Where to report a weakness of the site."""
    catalog_media_types = c.Type(bool, default=False)
    """Whether the DCAT catalogue names the formats of files. CKAN's harvester shows no preview of them then."""


def read_settings(config_file: Path) -> tuple[Path, Settings, Path]:
    """Return content folder, settings and cache file that an mkdocs.yml sets for the plugin.

    Raises MkDocs' ConfigurationError or PluginError (both click exceptions) where it is wrong, and PluginError
    where it does not use the plugin.
    """
    config = load_config(str(config_file))
    plugin = config.plugins.get("oit")
    if not isinstance(plugin, OitPlugin):
        raise PluginError(f"{config_file} ไม่ได้ใช้ปลั๊กอิน oit")
    return Path(plugin.config.content), plugin.settings(config), cache_path(config)


class OitPage(Page):
    """A finished page: MkDocs neither reads nor converts anything for it."""

    def __init__(self, rendered: RenderedPage, file: File, config: MkDocsConfig) -> None:
        # Thousands of pages are held until the last is written: none of them holds on to the facts it was made of.
        self.plan = replace(rendered.plan, context={})
        self.body = str(rendered.body)
        self.sections = rendered.sections
        self.anchors = rendered.anchors
        # MkDocs puts titles and meta into the theme without escaping: nothing unescaped may reach it.
        super().__init__(str(escape(self.plan.crumb)), file, config)
        if self.plan.updated:
            # Else it stays the day of the build, which MkDocs needs; our sitemap.xml leaves that out.
            self.update_date = self.plan.updated.isoformat()

    def read_source(self, config: MkDocsConfig) -> None:
        """Set the meta that the theme reads; there is no source text."""
        self.markdown = ""
        self.meta = {
            "title": str(escape(self.plan.title)),
            "description": str(escape(self.plan.description or self.plan.title)),
            "hide": ["navigation", "toc"],
            "kind": self.plan.template.removesuffix(".html"),
        }
        if self.plan.scripts:
            self.meta["scripts"] = list(self.plan.scripts)
        if self.plan.fictional:
            self.meta["fictional"] = FICTIONAL

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Hand over the finished body, its headings and its anchors."""
        self.content = self.body
        self.toc = get_toc(
            [{"level": 2, "id": id_, "name": str(escape(name)), "children": []} for id_, name in self.sections]
        )
        # Both are what mkdocs' own link check reads (mkdocs 1.6.1, structure/pages.py).
        self.present_anchor_ids = set(self.anchors)
        self.links_to_anchors = {}


class OitPlugin(BasePlugin[OitConfig]):  # type: ignore[no-untyped-call]
    """Builds the site from the content folder and places its pages, files and nav."""

    def __init__(self) -> None:
        self.serving = False
        self.dirty = False
        self.staged: Path | None = None
        """Where a build is written before it takes the place of the published site; None outside of a build."""
        self.host: MkDocsConfig | None = None
        self.site_folder = Path()
        self.site: Site | None = None
        self.shelf: Shelf | None = None
        self.closing_line = ""
        self.pages: dict[str, OitPage] = {}
        self.offices: dict[str, Office] = {}
        self.colours: str | None = None
        self.updated: dict[str, Day | None] = {}
        self.accessibility: str | None = None
        self.heads: Heads | None = None
        self.search: SearchIndex | None = None
        self.authored: list[AuthoredPage] = []
        self.pages_shown = ""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a live preview. Defining this hook keeps one plugin object across rebuilds."""
        self.serving = command == "serve"
        self.dirty = dirty

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Watch the content folder, and refuse settings that would break the promised addresses."""
        if not config.use_directory_urls:
            raise PluginError("ปลั๊กอิน oit ต้องใช้ use_directory_urls: true เพื่อให้ที่อยู่ของทุกหน้าคงที่")
        pages = Path(self.config.content) / "pages"
        if Path(config.docs_dir).resolve() != pages.resolve():
            raise PluginError(f"docs_dir ต้องเป็น {_shown(pages, config)} ซึ่งปลั๊กอิน oit ตรวจหน้าที่เขียนเองในนั้น")
        config.watch.append(self.config.content)
        self.pages_shown = _shown(pages, config)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read and check everything. This is the last hook before MkDocs empties the site's folder."""
        content = Path(self.config.content)
        shown_as = _shown(content, config)
        source = load_source(content, shown_as, cache_path(config))
        self._clear()
        self.shelf = Shelf()
        self.site = build_site(source, self.settings(config), self.shelf.keep)
        self._look_at_security(config, newest=self.site.facts.last_day)
        for problem in self.site.problems:
            (log.error if problem.severity is Severity.ERROR and not self.serving else log.warning)(str(problem))
        self.closing_line = summary_line(self.site.counts, self.site.problems, self.site.waived)
        errors, warnings = count_problems(self.site.problems)
        if not self.serving and (errors or (config.strict and warnings)):
            raise PluginError(f"{self.closing_line} — ยังไม่ได้สร้างเว็บไซต์ {UNTOUCHED}")
        # A live preview is written to a folder of its own, and --dirty adds to what is there.
        if not self.serving and not self.dirty:
            self.site_folder = Path(config.site_dir)
            try:
                self.staged = staging_folder(self.site_folder)
            except OSError as error:
                raise PluginError(
                    f"เขียนข้าง {_shown(self.site_folder, config)} ไม่ได้ ({error.strerror}) {UNTOUCHED}"
                ) from None
            self.host, config.site_dir = config, str(self.staged)

    def _look_at_security(self, config: MkDocsConfig, newest: date | None) -> None:
        """Tell of a security contact that is not published, or no longer holds; the clock changes no file."""
        said = self.settings(config)
        last_day = security_expires(said, newest)
        if not said.security.contact:
            return
        if last_day is None:
            log.warning("security: ยังไม่มีไฟล์ security.txt เพราะไม่รู้วันหมดอายุ ใส่ expires เป็นวันที่ ค.ศ. ใน mkdocs.yml")
        elif last_day < date.fromisoformat(get_build_date()):
            log.info(f"security: ช่องทางแจ้งช่องโหว่หมดอายุแล้วเมื่อ {thai_date(last_day)} ตรวจแล้วแก้ expires ใน mkdocs.yml")

    def settings(self, config: MkDocsConfig) -> Settings:
        """Return what mkdocs.yml says of the site."""
        return Settings(
            site_url=config.site_url or "",
            site_name=config.site_name,
            pages_folder=_shown(Path(self.config.content) / "pages", config),
            waivers=self.waivers(),
            explanation_limit=self.config.explanation_limit,
            colour=self.colour(config),
            numerals=self.config.numerals,
            licence=Licence(**self.config.licence),
            publisher=Publisher(**self.config.publisher),
            security=self.security(),
            catalog_media_types=self.config.catalog_media_types,
            build_day=_stated_build_day(),
        )

    def colour(self, config: MkDocsConfig) -> str | None:
        """Return the colour that mkdocs.yml sets, after refusing one that is none or carries no white text."""
        said, (line, left) = self.config.colour, _written("colour", config)
        if said is None and not left:
            return None
        try:
            # Without quotes YAML takes "#…" for a comment, and six digits for a number.
            if not isinstance(said, str):
                raise ValueError('รหัสสีต้องอยู่ในเครื่องหมายคำพูด เช่น colour: "#14325c"')
            return read_white_ground(said)
        except ValueError as error:
            raise PluginError(f"{Path(config.config_file_path).name}:{line}: colour: {error}") from None

    def security(self) -> SecurityContact:
        """Return what `security` says, after refusing a contact that is no address."""
        said = self.config.security
        for address in (*said.contact, *([said.policy] if said.policy else ())):
            if not address.startswith(("mailto:", "https://", "tel:")):
                raise PluginError(f"security: «{address}» ต้องขึ้นต้นด้วย mailto: https:// หรือ tel:")
        last_day = said.expires.date() if isinstance(said.expires, datetime) else said.expires
        return SecurityContact(tuple(said.contact), last_day, said.policy)

    def waivers(self) -> tuple[Waiver, ...]:
        """Return what `ignore` waives, after refusing an entry that may not be waived or gives no reason."""
        waivers = tuple(Waiver(entry.code, entry.reason.strip(), entry.path) for entry in self.config.ignore)
        for waiver in waivers:
            if not may_be_waived(waiver.code):
                raise PluginError(f"ignore: {waiver.code} ยกเว้นไม่ได้ ยกเว้นได้เฉพาะคำเตือนและรหัส OIT6xx")
            if not waiver.reason:
                raise PluginError(f"ignore: {waiver.code} ต้องมีเหตุผล (reason)")
        return waivers

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add every page and file of the site, and the nav where mkdocs.yml has none."""
        assert self.site is not None, "on_pre_build comes first"
        # Taken, not kept: what the facts take in memory is what the written pages will fill.
        site, self.site = self.site, None
        self.search, self.authored = site.search, []
        errors, _ = count_problems(site.problems)
        if errors:
            # Only a live preview comes this far; MkDocs would stop at a page that it cannot read.
            unread = {problem.where.path for problem in site.problems if problem.code in _UNREADABLE}
            pages_folder = _shown(Path(config.docs_dir), config)
            for file in [file for file in files if f"{pages_folder}/{file.src_uri}" in unread]:
                files.remove(file)
        self.pages = {}
        self.heads = site.heads
        # Each body is copied into its page and let go of at once: all of them twice would be the peak of a build.
        left, site = list(reversed(site.pages)), replace(site, pages=())
        while left:
            rendered = left.pop()
            if rendered.plan.uri == uris.HOME and errors:
                rendered = problem_page(site.problems)
            self._add_page(rendered, files, config)
        for export in site.exports:
            files.append(_export_file(export, config))
        _lighten_theme(files, config)
        pictures = {file.src_uri for file in files.media_files()}
        self.colours = uris.colours_uri("") if self.settings(config).colour else None
        self.offices = {agency.source.id: office_of(agency, pictures, self.colours) for agency in site.facts.agencies}
        self.updated = {
            agency.source.id: day_of(max(filter(None, (year.last_day for year in agency.years)), default=None))
            for agency in site.facts.agencies
        }
        statement = files.get_file_from_path(STATEMENT)
        self.accessibility = statement.url if statement else None
        if config.nav is None:
            config.nav = _nav(site.facts, files)
            listed = {path for entry in config.nav for path in ([entry] if isinstance(entry, str) else entry.values())}
            for file in files.documentation_pages():
                if file.src_uri not in listed:
                    file.inclusion = InclusionLevel.NOT_IN_NAV
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Give every page the page above it and its neighbours: no nav of MkDocs lists them."""
        for page in self.pages.values():
            plan = page.plan
            if plan.parent is not None and plan.parent in self.pages and plan.parent != uris.HOME:
                # Anything with `active` and `parent` serves as a parent (mkdocs 1.6.1, structure/__init__.py).
                page.parent = self.pages[plan.parent]  # type: ignore[assignment]
            page.previous_page = self.pages.get(plan.previous) if plan.previous is not None else None
            page.next_page = self.pages.get(plan.next) if plan.next is not None else None
        return nav

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Remember an authored page for search, unless it asks to be left out as MkDocs' own search has it."""
        if not isinstance(page, OitPage):
            self._mend_head(page)
        wishes = page.meta.get("search")
        left_out = isinstance(wishes, dict) and wishes.get("exclude")
        if not isinstance(page, OitPage) and not left_out:
            self.authored.append(AuthoredPage(page.url, str(page.title), html))
        return html

    def _mend_head(self, page: Page) -> None:
        """Drop from the head of an authored page what the theme stumbles over: a live preview would stand still."""
        where = f"{self.pages_shown}/{page.file.src_uri}:1:1"
        for key in ("kind", "scripts"):  # made pages tell the theme by these what they need
            page.meta.pop(key, None)
        if page.meta.pop("template", None) is not None:
            log.warning(f"{where}: ไม่ใช้ template ในส่วนหัวของหน้า ทุกหน้าใช้แบบเดียวกัน")
        for key, kind, name in (("hide", list, "รายการ"), ("description", str, "ข้อความ"), ("fictional", str, "ข้อความ")):
            if key in page.meta and not isinstance(page.meta[key], kind):
                del page.meta[key]
                log.warning(f"{where}: «{key}» ในส่วนหัวของหน้าต้องเป็น{name} จึงไม่ถูกใช้")

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the theme what stands around the page: head, header and footer."""
        if isinstance(page, OitPage):
            uri, trail = page.plan.uri, self._trail(page.plan.uri)
        else:
            uri = uris.authored_uri(page.file.src_uri)
            trail = [*self._trail(uris.HOME), (uri, plain_text(page.title or ""))]
        assert self.heads is not None, "on_files comes first"
        context["oit_head"] = render_head(self.heads.of(uri, trail))  # type: ignore[typeddict-unknown-key]
        return self._frame(context, *self._whose(page))

    def _whose(self, page: Page) -> tuple[str, Day | None]:
        """Return the folder of the agency that *page* is about ("" for none), and the last day of its data."""
        if isinstance(page, OitPage):
            agency, updated = page.plan.agency or "", day_of(page.plan.updated)
        else:
            folder, _, _ = page.file.src_uri.partition("/")
            agency, updated = (folder if folder in self.offices else ""), None
        return agency, updated or self.updated.get(agency)

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Give the page that stands for missing ones what stands around every page."""
        return self._frame(context, "", None)

    def _frame(self, context: TemplateContext, agency: str, updated: Day | None) -> TemplateContext:
        """Return *context* with what header and footer print."""
        office = self.offices.get(agency)
        context["office"] = office  # type: ignore[typeddict-unknown-key]
        context["colours"] = office.colours if office else self.colours  # type: ignore[typeddict-unknown-key]
        context["numerals"] = self.config.numerals  # type: ignore[typeddict-unknown-key]
        context["data_day"] = updated  # type: ignore[typeddict-unknown-key]
        context["licence"] = self.config.licence  # type: ignore[typeddict-unknown-key]
        context["accessibility"] = self.accessibility  # type: ignore[typeddict-unknown-key]
        return context

    def _trail(self, uri: str) -> list[tuple[str, str]]:
        """Return address and name of each made page on the way to the one at *uri*, the home page first."""
        trail: list[tuple[str, str]] = []
        at: str | None = uri
        while at is not None and at in self.pages:
            plan = self.pages[at].plan
            trail.insert(0, (at, plan.crumb))
            at = plan.parent
        return trail

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Add the files that search reads: every page has been rendered, and no file has been written yet."""
        assert self.search is not None, "on_files comes first"
        for export in search_exports(self.search, sorted(self.authored, key=lambda page: page.address)):
            files.append(_export_file(export, config))
        self.search, self.authored = None, []
        if not self.serving:
            # The theme's templates do not change during one build either.
            env.bytecode_cache, env.auto_reload = template_cache(), False
        return env

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Say what the page may run. Not in a live preview, whose reload script is an inline one of MkDocs."""
        if isinstance(page, OitPage):
            page.content, page.body = None, ""  # written: let go of it
        agency, updated = self._whose(page)
        office = self.offices.get(agency)
        # They become attributes, in which no numeral is changed afterwards.
        written = with_thai_numerals if self.config.numerals == "thai" else str
        output = with_print_lines(
            without_faults(output),
            written(office.name if office else str(escape(config.site_name))),
            written(str(escape(plain_text(page.title or "")))),
            written(f"ข้อมูล ณ {updated.text}" if updated else ""),
        )
        return self._finished(output)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Say the same for the page that stands for missing ones."""
        if not template_name.endswith(".html"):
            return output_content
        return self._finished(without_faults(output_content))

    def _finished(self, html: str) -> str:
        """Return a whole page with its last touch: ties and numerals, and what it may run."""
        html = bind(html)
        if self.config.numerals == "thai":
            html = with_thai_numerals(html)
        return html if self.serving else with_policy(html)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Let the finished site take the place of the old one, and say how much was read.

        With --strict MkDocs gives up after this if it has warned of anything: then the old site stays.
        """
        if self.staged:
            counters = [
                handler for handler in logging.getLogger("mkdocs").handlers if isinstance(handler, CountHandler)
            ]
            if any(counter.get_counts() for counter in counters):
                log.info(f"ยังไม่ได้เผยแพร่ {UNTOUCHED}")
            else:
                publish(self.staged, self.site_folder)
            self._discard()
        self._clear()
        log.info(self.closing_line)

    def on_build_error(self, *, error: Exception) -> None:
        """Remove what was written of a site that is not to be; a disk that takes no more is no fault of the program."""
        staging = self.staged is not None
        self._discard()
        self._clear()
        if staging and isinstance(error, OSError):
            place = f" ที่ {error.filename}" if error.filename else ""
            raise PluginError(f"เขียนเว็บไซต์ไม่ได้{place} ({error.strerror}) {UNTOUCHED}") from None

    def _discard(self) -> None:
        if self.staged and self.host:
            discard(self.staged)
            self.host.site_dir = str(self.site_folder)
            self.staged = self.host = None

    def _clear(self) -> None:
        if self.shelf:
            self.shelf.clear()
            self.shelf = None

    def _add_page(self, rendered: RenderedPage, files: Files, config: MkDocsConfig) -> None:
        plan = rendered.plan
        src_uri = f"{plan.uri}index.md"
        if (twin := files.src_uris.get(src_uri) or files.get_file_from_path(f"{plan.uri.rstrip('/')}.md")) is not None:
            # Only a live preview comes this far: the address has been reported, and the made page is shown.
            files.remove(twin)
        inclusion = InclusionLevel.DRAFT if plan.draft else InclusionLevel.NOT_IN_NAV
        file = File.generated(config, src_uri, content="", inclusion=inclusion)
        # edit_uri must be set before the page is made: Page.__init__ computes edit_url once (mkdocs 1.6.1).
        file.edit_uri = _edit_uri(plan.source_path, config)
        self.pages[plan.uri] = OitPage(rendered, file, config)
        files.append(file)


def _stated_build_day() -> date | None:
    """Return the day (ค.ศ.) that SOURCE_DATE_EPOCH states; without it the day of a build is no fact of the site."""
    return date.fromisoformat(get_build_date()) if os.environ.get("SOURCE_DATE_EPOCH") else None


def _export_file(export: Export, config: MkDocsConfig) -> File:
    level = InclusionLevel.NOT_IN_NAV
    if isinstance(export.content, bytes):
        return File.generated(config, export.uri, content=export.content, inclusion=level)
    return File.generated(config, export.uri, abs_src_path=str(export.content), inclusion=level)


def _lighten_theme(files: Files, config: MkDocsConfig) -> None:
    """Leave out the theme's scripts, which no page asks for, and of its style sheets what no page of ours can need."""
    _, *inherited = config.theme.dirs
    for file in [file for file in files if file.src_dir in inherited]:
        if file.src_uri.startswith("assets/javascripts/") or file.src_uri.endswith(".map"):
            files.remove(file)
        elif file.src_uri.startswith("assets/stylesheets/") and file.src_uri.endswith(".min.css"):
            file.content_string = without_unseen(file.content_string)


def cache_path(config: MkDocsConfig) -> Path:
    """Return the file that keeps what evidence files were found to be; it lies in no watched folder."""
    return _root(config) / ".cache" / "oit" / "evidence.json"


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent if config.config_file_path else Path.cwd()


def _written(option: str, config: MkDocsConfig) -> tuple[int, str]:
    """Return the line of mkdocs.yml that sets an indented *option*, and what is written there; (1, "") for none."""
    path = Path(config.config_file_path)
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    for number, line in enumerate(lines, 1):
        if found := re.match(rf"(?:\s+|[^#]*[{{,]\s*){option}\s*:(.*)", line):
            return number, found[1].strip()
    return 1, ""


def _shown(path: Path, config: MkDocsConfig) -> str:
    """Return *path* from the folder of mkdocs.yml, "/"-separated, as a webmaster knows it."""
    return Path(os.path.relpath(path, _root(config))).as_posix()


def _edit_uri(source_path: str | None, config: MkDocsConfig) -> str | None:
    """Return the address of a content file from the docs folder, which is what MkDocs appends to its edit link."""
    return posixpath.relpath(source_path, _shown(Path(config.docs_dir), config)) if source_path else None


def _nav(facts: SiteFacts, files: Files) -> list[str | dict[str, str]]:
    """Return a nav of a few entries: home, the years of the only agency, the catalogue, authored pages.

    The nav stands on every page, so the agencies of a portal are reached from its home page.
    """
    entries: list[str | dict[str, str]] = [{"หน้าแรก": "index.md"}]
    if facts.single:
        entries += [{f"ปี {year.fiscal_year}": f"{year.uri('year')}index.md"} for year in reversed(facts.single.years)]
    entries.append({"รายการข้อ OIT": f"{uris.EDITIONS}index.md"})
    entries.append({"ข้อมูลเปิด": f"{uris.DATA}index.md"})
    authored = [file for file in files.documentation_pages() if file.generated_by is None and "/" not in file.src_uri]
    # An authored page names itself, by its title or first heading. The footer leads to the accessibility statement.
    return [*entries, *sorted(file.src_uri for file in authored if file.src_uri != STATEMENT)]
