"""All that knows language: the faces that others ask (packs.py lists them), the models behind them, and a folder for each language."""
