"""A question that nobody waits for any more."""


class Dropped(Exception):  # noqa: N818 - nothing went wrong
    """It was given up: a newer one came, its page was closed, or the program ends."""
