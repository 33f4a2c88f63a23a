"""Lines that stand beside a text on a page and are none of it."""

from variorum.language.english.page import credits, furniture


def is_beside(line: str) -> bool:
    """Is a folded line furniture of the page, promotion, a note on copyright or a caption?"""
    return (
        furniture.is_furniture(line)
        or furniture.is_promotion(line)
        or furniture.is_copyright(line)
        or credits.caption(line) is not None
    )  # fmt: skip
