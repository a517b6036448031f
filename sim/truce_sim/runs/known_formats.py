"""What can be written beside a summary."""

FORMATS = ("html", "svg", "png", "csv", "parquet", "xlsx")
"""All that can be asked for."""
USUAL = ("html", "svg", "csv")
"""What is written if nothing is said: PNGs take as long as the whole page, and few need them."""
