"""Every command once but `fetch`, as one script that test_nothing_leaves.py can watch: `python session.py FOLDER`, where it may write."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from http.client import HTTPConnection
from pathlib import Path

import variorum
from variorum.apps import cli
from variorum.apps.formats import FORMATS
from variorum.engines.local import LocalEngine

PAGES = (
    "/stories", "/openapi.json", "/stories/{}", "/stories/{}.json", "/stories/{}/stemma", "/stories/{}/apparatus", "/stories/{}/positions",
    "/export/{}.html", "/stories?q=mackerel", "/no-such-page",
)  # fmt: skip


def command(*arguments: str) -> None:
    sys.argv = ["variorum", *arguments]
    try:
        cli.main()
    except SystemExit as done:
        if done.code:
            sys.exit(f"{arguments}: {done.code}")


def main(folder: str) -> None:
    # A user's own process, then the same files and one more through worker processes.
    subprocess.run([sys.executable, "-m", "variorum", "read", folder], check=True)
    Path("more").mkdir()
    for path in sorted(Path(folder).glob("*.txt")):
        Path("more", path.name).write_text(path.read_text("utf-8").replace("Norway", "Sweden"), "utf-8")
    with LocalEngine(1, small=0) as engine:
        variorum.open().read("more", engine=engine)
        variorum.open().read({"title": "Ferry", "text": "The ferry ran aground on Monday, the harbour office said."}, engine=engine)
    subprocess.run([sys.executable, "-m", "variorum", "read", "-"], input=b"The ferry was freed on Tuesday, the office said.", check=True)
    watch(folder)
    corrections = (["speaker", "1", "a closed door", "Aksel Dam"], ["list"], ["undo", "1"])
    unasked = (["ask", "--all", "--dry-run"], ["ask", "--report"])  # a second reader is asked only where one is named
    for arguments in (["brief"], ["stories"], ["problems"], ["check"], *unasked, *(["correct", *correction] for correction in corrections)):
        command(*arguments)
    for form in FORMATS:
        command("export", "--format", form.name, "--to", f"export/{form.name}")
    command("bulk", folder, "--to", "export/bulk", "--workers", "1")
    command("load", "export/bulk", "--library", "export/loaded.db")
    serve(variorum.open().stories()[0].id)


def watch(folder: str) -> None:
    """Folders alone, until all that is in them has been read."""
    command = [sys.executable, "-u", "-m", "variorum", "watch", folder]
    watching = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        print(next(line for line in watching.stdout or () if " new report" in line))
    finally:
        watching.terminate()
        watching.wait(30)


def serve(story: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-m", "variorum", "serve", "--port", str(port)])
    try:
        for page in PAGES:
            print(page, answered(port, page.format(story)))
    finally:
        server.terminate()
        server.wait(30)


def answered(port: int, path: str) -> int:
    """The status of the answer; the server is given twenty seconds to come up."""
    until = time.monotonic() + 20
    while True:
        connection = HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except ConnectionRefusedError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        finally:
            connection.close()


def variables(items: Sequence[object]) -> list[dict[str, str]]:
    """For each item the environment of the process that has it."""
    return [dict(os.environ) for _ in items]


if __name__ == "__main__":
    main(sys.argv[1])
