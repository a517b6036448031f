"""What a user got wrong on the command line."""


class UsageError(Exception):
    """A bad command; the message says what and what to try."""
