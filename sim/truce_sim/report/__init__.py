"""What people look at: words, terminal, charts, page."""
