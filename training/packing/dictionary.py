"""Makes the dictionary that packed analyses refer back to (`store/packed.py`): analyses of the example's paragraphs, the end of them.

    python training/packing/dictionary.py

A library is read with the dictionary that it was packed with, for ever. So this writes only a file that is not there yet: another
dictionary is another number in the name of the file, and the old one stays beside it. zlib reaches no further back than 32 KiB.
"""

from pathlib import Path

from variorum import pipeline
from variorum.contracts import Given
from variorum.model.paragraph import Analysis
from variorum.model.report import Report
from variorum.model.rows import as_json
from variorum.sources import files
from variorum.store.packed import DICTIONARY

EXAMPLE = Path(__file__).resolve().parents[2] / "examples"
REACH = 32_500  # bytes


def main() -> None:
    if DICTIONARY.exists():
        raise SystemExit(f"{DICTIONARY} is there: libraries are read with it")
    found = [item for path, origin in files.find([EXAMPLE]) for item in files.read(path, origin, Given())]
    reports = [pipeline.prepare(item) for item in found if isinstance(item, Report)]
    texts = {key: (text, report.language) for report in reports for _, text, key in pipeline.paragraphs(report)}
    analyses = [analysis for analysis, _ in pipeline.analyse_texts(*zip(*(texts[key] for key in sorted(texts)), strict=True))]
    told = "".join(as_json(Analysis, analysis) for analysis in analyses).encode("utf-8", "surrogatepass")
    DICTIONARY.write_bytes(told[-REACH:])
    print(f"{DICTIONARY}: {len(analyses)} paragraphs")


if __name__ == "__main__":
    main()
