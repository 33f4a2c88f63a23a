"""The models behind narrow faces. Nothing is loaded until it is first used."""
