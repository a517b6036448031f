"""Scenario texts that several tests start from."""

from pathlib import Path

from newcomers import completed
from truce_sim.scenario import Fault, Scenario, ScenarioFaults, load

SMALL = """\
title = "small"
[dates]
truce_starts = "2030-05-01 00:00"
talks = "2030-05-11 10:00"
[parties.north]
violates = { chance = 0.3, every = "6h" }
hits = { south = 1 }
[parties.south]
violates = { chance = 0.2, every = "6h" }
hits = { north = 1 }
"""

FULL = completed("""\
title   = "Everything at once"
summary = "Each key of a scenario, used once."

[dates]
truce_starts  = 2016-02-27T00:00:00
talks         = "2016-03-09 15:00"
talks_planned = "2016-03-07 15:00"
watch_until   = "2016-03-20 00:00"

[parties.government]
name              = "Government [allies]"
violates          = { chance = 0.35, every = "6h" }
hits              = { opposition = 8, isil = 1 }
harm              = { median = 1, p90 = 6 }
uncommanded       = 0.3
notices           = 0.9
misblames         = 0.05
false_complaints  = { chance = 0.5, every = "1 day" }
retaliates        = 0.1
retaliates_fed_up = 0.2
retaliates_after  = { median = "12h", p90 = "48h" }
escalates         = 1.2
same_zone         = 0.8
patience          = "3 days"
forgets_in        = "5 days"
tolerance         = 200
notice            = "1 day"
means_it          = 0.9
breaks_after      = { median = "3 days", p90 = "12 days" }
under_cover       = 0.5

[parties.opposition]
violates = { chance = 0.3, every = "6h" }
hits.government = 8
harm = { low = 1, likely = 2, high = 5 }
headroom = { median = 120, p90 = 400 }
forgets_in = "5 days"

[excluded.isil]
name           = "ISIL"
attacks        = { chance = 0.12, every = "6h" }
hits           = { government = 5, opposition = 4 }
harm           = 3
wrongly_blamed = 0.2
disputed       = 0.5
spoils         = { factor = 1.5, from = "5 days" }

[outside.turkey]
name    = "Turkey"
attacks = { chance = 0.1, every = "1 week" }
hits    = { opposition = 1 }
harm    = { between = [1, 3] }
strains = 0.5

[guarantors.russia]
name        = "Russia"
over        = [
  "government",   # a comment within a list
]
willing     = 0.4
leverage    = 0.3
presses_for = "4 days"
persuades   = 0.5
resets      = 0.4
presses_on_claims = 0.1

[rupture]
chance = 0.01
every  = "1 day"

[zones.aleppo]
name   = "Aleppo"
share  = 30
mixed  = 0.6
access = 0.3
key    = true
[zones.rest]
share = 70

[truce]
takes_hold  = 0.9
settles_in  = "3 days"
floor       = 0.4
frays_after = "20 days"
frays_in    = "30 days"

[complaints]
rise = 1.5
over = "3 days"

[verification]
run_by       = "a task force"
teams        = 5
order        = "gravest first"
starts_after = "2 days"
reported_in  = { median = "5h", p90 = "16h" }
checked_in   = { median = "20h", p90 = "64h" }
finds        = 0.5
clears       = 0.4
mistakes     = 0.1
unattributed = 0.2
agree        = 0.6
haggled_in   = { low = "12h", likely = "1 day", high = "4 days" }
drops_after  = "10 days"
public       = 0.1
shame        = 0.9
shame_lasts  = "7 days"
outcry       = 1.2
calms        = 0.4
redress      = 0.1
hotline      = { reaches = 0.3, answers_in = "5h", believed = 0.2, starts_after = "1 day" }

[grievance]
at_start  = 0.8
common    = 0.5
overdue   = 1.25
upheld    = 0.8
redressed = 0.3
unclear   = 1.0
rejected  = 0.0

[spiral]
violations = 30
window     = "1 day"

[flare]
violations = 10
window     = "1 day"
spreads    = 1.5
ends       = 0.5
lasts      = "2 days"

[mass_casualty]
harm = 50
ends = 0.3

[shocks.convoy]
name   = "Strike on an aid convoy"
chance = 0.02
every  = "1 day"
factor = 2
lasts  = "3 days"
ends   = 0.1
ruptures = 0.2

[measures.withdrawal]
name   = "Withdrawal of heavy weapons"
from   = "2016-03-01 00:00"
until  = "10 days"
zones  = ["aleppo"]
factor = 0.6

[shocks.rumour]
rate   = "1 a month"
factor = 1.5

[postponement]
decides_before = "2 days"
unless         = "settled"
by             = "2 days"
at_most        = 2

[agenda]
sessions      = 10
session_lasts = "3h"
per_complaint = "20 min"
cap           = 0.8

[quiet]
share  = 0.5
window = "7 days"
before = 12

[settled]
open_complaints = 10

[calm_streak]
days       = 3
violations = 2

[on_time]
within = "1 day"

[partial]
share = 0.25

[base_rate]
earlier_truces = 26
broken_within_ten_days = 5
region = "Middle East"

[observed]
holds_until = "2016-03-02 00:00"
numbers     = [{ from = 2016-02-27, counter = "monitors", number = 12, known = "2016-03-05" }]
[observed.counters.monitors]
name    = "Monitors"
counts  = "claims by government"
sees    = { median = 0.8, p90 = 1.6 }
scatter = 3

[believable]
"parties.all.retaliates"           = [0.05, 0.15]
"parties.government.violates.chance" = [0.3, 0.4]
"verification.checked_in"          = ["10h", "40h"]
"verification.teams"               = [3, 7]
"dates.talks"                      = ["2016-03-07 15:00", "2016-03-11 15:00"]
"grievance.rejected"               = [0, 0.5]

[options.hotline]
label = "Faster checks"
set   = { "verification.checked_in" = { median = "12h", p90 = "38h" } }
[options.early]
set   = { "dates.talks" = "2016-03-07 15:00", "parties.all.patience" = "1 day" }

[evidence]
"dates.talks"           = { basis = "reported", source = "a newspaper" }
"parties.all.retaliates" = { basis = "estimated" }
"verification"          = { basis = "guess", source = "nobody knows" }

[run]
runs = 2000
seed = 20160227
""")


def write(folder: Path, text: str, name: str = "truce.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def loaded(folder: Path, text: str, *sets: str) -> Scenario:
    return load(write(folder, text), sets)


def faults_of(folder: Path, text: str, *sets: str) -> tuple[Fault, ...]:
    try:
        loaded(folder, text, *sets)
    except ScenarioFaults as error:
        return error.faults
    return ()


def only_fault(folder: Path, text: str, *sets: str) -> Fault:
    faults = faults_of(folder, text, *sets)
    assert len(faults) == 1, faults
    return faults[0]
