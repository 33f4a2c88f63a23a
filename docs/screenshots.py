"""`make screenshots`: the demo story's pages as pictures, at 1280 and 390 pixels, into docs/. Needs Chromium and playwright."""

import shutil
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

import variorum
from variorum.apps.web import create

DOCS = Path(__file__).parent
PAGES = {"story": "", "stemma": "/stemma", "apparatus": "/apparatus", "positions": "/positions"}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        library = variorum.open(path)
        library.read([DOCS.parent / "examples" / "mackerel"])
        story = library.stories()[0].id
        server = uvicorn.Server(uvicorn.Config(create(path), port=0, log_level="warning"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/stories/{story}"
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
            for width, height in ((1280, 900), (390, 800)):
                page = browser.new_page(viewport={"width": width, "height": height})
                for name, view in PAGES.items():
                    page.goto(address + view)
                    page.screenshot(path=DOCS / f"{name}-{width}.png")
            browser.close()
        server.should_exit = True
        thread.join(10)


if __name__ == "__main__":
    main()
