"""Take a picture of every kind of page of the built site, 360 and 1280 pixels wide, light and dark.

With --guide it also makes the small pictures that README and the guide show.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from browser import ARGUMENTS, CHROMIUM, PAGES, serve  # noqa: E402

GUIDE = ROOT / "content/pages/pictures"
SHOWN = {
    "year": ("example/2566/", 1100, 900, "light"),
    "checklist": ("example/2566/oit/", 1100, 900, "light"),
    "item": ("example/2566/oit/o12/", 390, 900, "dark"),
    "issue": ("example/2566/measures/ind-02-budget/", 390, 900, "light"),
}
"""The pictures of README and the guide: address, width and height of the window, scheme."""
COLOURS = 48
LARGEST = 60 * 1024


def picture(browser: Browser, url: str, width: int, height: int, scheme: str, whole: bool) -> bytes:
    """Return a PNG of the page at *url* at rest: the whole page, or what the window shows."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(url, wait_until="load")
    page.evaluate("document.fonts.ready")
    png = page.screenshot(full_page=whole)
    context.close()
    return png


def compressed(png: bytes) -> bytes:
    """Return *png* with a palette of few colours, as small as it gets."""
    out = BytesIO()
    with Image.open(BytesIO(png)) as image:
        image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> None:
    """Build the site, take the pictures, and say where they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder that the pictures are written to")
    parser.add_argument("--kind", action="append", choices=PAGES, help="only this kind of page; may be given again")
    parser.add_argument("--window", action="store_true", help="what the first window shows, not the whole page")
    parser.add_argument("--site", type=Path, help="a built site; by default the site is built anew")
    parser.add_argument("--guide", action="store_true", help=f"make those of {GUIDE.relative_to(ROOT)} too")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        site = given.site or Path(scratch) / "site"
        if not given.site:
            subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "-d", site], check=True, cwd=ROOT)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        with serve(site) as address:
            for kind in given.kind or PAGES:
                for width, height in ((360, 740), (1280, 800)):
                    for scheme in ("light", "dark"):
                        file = given.folder / f"{kind.replace(', ', '-').replace(' ', '-')}-{width}-{scheme}.png"
                        file.write_bytes(
                            picture(browser, address + PAGES[kind], width, height, scheme, not given.window)
                        )
            for name, (where, width, height, scheme) in SHOWN.items() if given.guide else ():
                small = compressed(picture(browser, address + where, width, height, scheme, False))
                assert len(small) <= LARGEST, f"{name}.png has {len(small)} bytes"
                GUIDE.mkdir(exist_ok=True)
                (GUIDE / f"{name}.png").write_bytes(small)
        browser.close()
    print(f"{len(list(given.folder.glob('*.png')))} pictures in {given.folder}")


if __name__ == "__main__":
    main()
