"""How much one run may be at most: plain numbers, which every engine shares."""

LONGEST_WATCH = 20 * 366 * 24.0
"""Hours that one run may last at most."""
MOST_EVENTS = 2_000_000
"""Incidents in one run, beyond which it would take minutes."""
MOST_ANSWERS = 20_000
"""Answers in a row to one incident, and incidents at one instant: a chain that nothing ends."""
MOST_CANDIDATES = 10_000_000
"""Candidates for one actor's violence that are drawn and thinned in one run (see `candidates`)."""
