"""An answer on one sheet, and its charts as slides: what is handed to those who will not run it."""
