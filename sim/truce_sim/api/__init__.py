"""Truces as a library: load one, ask it, look at the answer. The commands are built on it."""
