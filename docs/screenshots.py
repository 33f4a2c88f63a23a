"""`make screenshots`: every page of the demo story as a picture, into docs/: at 1280 and 390 pixels, dark, and as it is printed.

Needs Chromium, playwright and Pillow. The story's first page lies in docs/, where README shows it; all others in docs/pages/.
"""

import io
import shutil
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import uvicorn
from PIL import Image
from playwright.sync_api import sync_playwright

import variorum
from variorum.apps.web import create

DOCS = Path(__file__).parent
PAGES = {
    "story": "/stories/{story}",
    "facing": "/stories/{story}/facing",
    "differences": "/stories/{story}/apparatus",
    "copied": "/stories/{story}/stemma",
    "said": "/stories/{story}/said",
    "positions": "/stories/{story}/positions",
    "timeline": "/stories/{story}/timeline",
    "report": "/reports/{report}",
    "line": "/stories/{story}/sources/{point}",
    "search": "/stories?q=mackerel",
    "names": "/entities",
    "list": "/stories",
    "words": "/words",
}
COLOURS = 32  # a page has few: with these, and as WebP without loss, a picture takes a sixth of its size
# A picture's ending -> width and height of the window, colours, medium.
SHOTS: dict[str, tuple[int, int, str, str]] = {
    "1280": (1280, 900, "light", "screen"),
    "390": (390, 800, "light", "screen"),
    "dark": (1280, 900, "dark", "screen"),
    "print": (794, 1123, "light", "print"),  # a sheet of A4 at 96 points an inch
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        library = variorum.open(path)
        library.read([DOCS.parent / "examples" / "mackerel"])
        story = library.stories()[0]
        point = next(row["id"] for row in library.points(story.id) if row["verdict"] == "conflict")
        names = {"story": story.id, "report": library.reports(story.id)[0]["id"], "point": point}
        server = uvicorn.Server(uvicorn.Config(create(path), port=0, log_level="warning"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
            for ending, shot in SHOTS.items():
                _shoot(browser, address, names, ending, shot)
            browser.close()
        server.should_exit = True
        thread.join(10)


def _shoot(browser: Any, address: str, names: dict[str, str], ending: str, shot: tuple[int, int, str, str]) -> None:
    """All pages under one size, colours and medium."""
    width, height, colours, medium = shot
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=colours)
    page.emulate_media(media=medium, color_scheme=colours)
    (DOCS / "pages").mkdir(exist_ok=True)
    for name, pattern in PAGES.items():
        page.goto(address + pattern.format(**names))
        folder = DOCS if name == "story" and ending in ("1280", "390") else DOCS / "pages"
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        few = picture.quantize(COLOURS, dither=Image.Dither.NONE).convert("RGB")
        few.save(folder / f"{name}-{ending}.webp", lossless=True, quality=100, method=6)
    page.close()


if __name__ == "__main__":
    main()
