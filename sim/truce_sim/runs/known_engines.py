"""Who can be asked to make the runs."""

from typing import Literal, get_args

Asked = Literal["auto", "simpy", "compiled"]
ENGINES: tuple[Asked, ...] = get_args(Asked)
"""All that can be asked for."""
