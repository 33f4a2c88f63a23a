"""The findings in other people's formats: W3C Web Annotation and PROV, TEI, GraphML, PLOVER, Discourse Network Analyzer."""
