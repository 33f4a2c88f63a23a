"""Data files of a language as lines and rows: UTF-8, tab-separated, `#` before a comment."""

from importlib.resources import files


def lines(package: str, name: str) -> list[str]:
    """The lines of a file in the folder `lexicons` of a package, comments and empty lines left out."""
    text = files(package).joinpath("lexicons", name).read_text("utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def rows(package: str, name: str) -> list[list[str]]:
    """The tab-separated rows of such a file."""
    return [line.split("\t") for line in lines(package, name)]
