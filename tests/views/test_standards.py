"""Each export is opened by a parser that is not ours."""

import csv
import io
import json
from dataclasses import replace

import networkx
import pytest
from lxml import etree

from made import dossier
from variorum.model.point import Reading
from variorum.views.standards import annotation, dna, graphml, prov, tei


def test_graphml_opens_in_networkx() -> None:
    graph = networkx.read_graphml(io.BytesIO(graphml.graph(dossier()).encode()))
    assert set(graph.nodes) == {"r1", "r2", "r3"}
    assert graph.edges["r1", "r2"]["kind"] == "edited"
    assert graph.edges["r1", "r2"]["share"] == pytest.approx(0.5)


def test_tei_points_only_to_witnesses_that_are_listed() -> None:
    root = etree.fromstring(tei.edition(dossier()).encode())
    names = {"t": "http://www.tei-c.org/ns/1.0"}
    ids = {f"#{key}" for key in root.xpath("//t:witness/@xml:id", namespaces=names)}
    used = {key for wit in root.xpath("//t:rdg/@wit | //t:lem/@wit", namespaces=names) for key in wit.split()}
    assert used <= ids
    assert len(root.xpath("//t:app[@type='conflict']/t:rdg", namespaces=names)) == 2


def test_a_reading_in_tei_has_the_words_of_its_witnesses_alone() -> None:
    """What two witnesses answer alike in other words is two `rdg` of one number."""
    story = dossier()
    one, two = story.reports[:2]
    alike = Reading("it would not cut", (), (one.passage(4, 9), two.passage(4, 14)), ("r1", "r2"), ("o1",))
    point = replace(story.points[0], readings=(alike, *story.points[0].readings[1:]))
    root = etree.fromstring(tei.edition(story.having(points=(point,))).encode())
    names = {"t": "http://www.tei-c.org/ns/1.0"}
    texts = {f"#R{number}": report.text for number, report in enumerate(story.reports, 1)}
    readings = root.xpath("//t:app/t:rdg", namespaces=names)
    assert [(reading.get("wit"), reading.get("n"), reading.text) for reading in readings][:2] == [
        ("#R1", "1", one.text[4:9]),
        ("#R2", "1", two.text[4:14]),
    ]
    for reading in readings:
        for witness in reading.get("wit").split():
            assert all(words in texts[witness] for words in reading.text.split(" … "))
    assert len(root.xpath("//t:sourceDesc/t:listWit/t:witness", namespaces=names)) == 3


def test_tei_survives_characters_that_xml_forbids() -> None:
    story = dossier()
    title = story.story.__class__(**{**{n: getattr(story.story, n) for n in story.story.__slots__}, "title": "a\x0bb"})
    etree.fromstring(tei.edition(story.having(story=title)).encode())


def test_prov_opens_in_the_prov_package() -> None:
    model = pytest.importorskip("prov.model")
    document = model.ProvDocument.deserialize(content=json.dumps(prov.document(dossier())), format="json")
    derivations = list(document.get_records(model.ProvDerivation))
    assert len(derivations) == 1


def test_annotations_are_linked_data_with_exact_quotes() -> None:
    rdflib = pytest.importorskip("rdflib")
    texts = {f"urn:variorum:report:{report.id}": report.text for report in dossier().reports}
    rows = list(annotation.annotations(dossier()))
    graph = rdflib.Graph()
    for row in rows:
        targets = row["target"] if isinstance(row["target"], list) else [row["target"]]
        for target in targets:
            quote, place = target["selector"]
            text = texts.get(target["source"])
            if text is not None:
                assert text[place["start"] : place["end"]] == quote["exact"]
                assert (quote["prefix"] + quote["exact"] + quote["suffix"]) in text
        # The context is not fetched in a test: the terms used are given in its place.
        local = dict(row) | {"@context": {"@vocab": "http://www.w3.org/ns/oa#", "id": "@id", "type": "@type"}}
        graph.parse(data=json.dumps(local), format="json-ld")
    assert len(rows) == 2 + 3
    assert len(graph) > 20


def test_dna_has_the_programs_own_header_and_no_loose_separators() -> None:
    text = dna.statements(dossier())
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert rows[0]["organization"] == "the mayor"
    assert rows[0]["agreement"] == "0"
    assert all(line.count(";") == 15 for line in text.splitlines())
