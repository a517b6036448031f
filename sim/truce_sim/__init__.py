"""Will this truce hold until the talks? A simulator of truces, run many times over."""

__version__ = "0.3.0.dev2"
