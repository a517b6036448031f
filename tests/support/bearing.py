"""A small truce that fails by what its parties bear, so that its level can be moved."""

TRUCE = """\
title = "Will it hold?"
[dates]
truce_starts = "2030-05-01 00:00"
talks = "+12 days"
[parties.north]
violates = "3 a day"
hits = { south = 1 }
headroom = { median = "0.15 x before", p90 = "0.5 x before" }
forgets_in = "3 days"
[parties.south]
violates = "3 a day"
hits = { north = 1 }
headroom = { median = "0.15 x before", p90 = "0.5 x before" }
forgets_in = "3 days"
[grievance]
at_start = 1
[truce]
settles_in = "1 day"
floor = 0.3
"""
