"""Collation: where the reports of a story agree, differ, were revised, or contradict each other."""

from variorum.points.collation import collate

__all__ = ["collate"]
