# Completion of truce-sim for fish, made from its parser.
# truce-sim completion fish > ~/.config/fish/completions/truce-sim.fish

function __truce_sim_runs
    for run in results/*/*/
        string replace -r '\.unfinished$' '' (basename $run)
    end
end

complete -c truce-sim -f

complete -c truce-sim -n __fish_use_subcommand -l help -d 'what there is'
complete -c truce-sim -n __fish_use_subcommand -a new -d 'a commented file to begin with; --ask writes one from ten answers'
complete -c truce-sim -n __fish_use_subcommand -a check -d 'read scenario files and say what is wrong with them'
complete -c truce-sim -n __fish_use_subcommand -a show -d 'a scenario or a finished run in plain words; inputs, columns'
complete -c truce-sim -n __fish_use_subcommand -a rates -d 'counts of incidents by day (CSV) as lines to copy into a file'
complete -c truce-sim -n __fish_use_subcommand -a schema -d 'print the schema that editors complete from'
complete -c truce-sim -n __fish_use_subcommand -a run -d 'simulate many times and report the odds'
complete -c truce-sim -n __fish_use_subcommand -a work -d 'make one share of a planned study, on any machine that sees it'
complete -c truce-sim -n __fish_use_subcommand -a trace -d 'follow one run, incident by incident'
complete -c truce-sim -n __fish_use_subcommand -a verify -d 'check the simulator against exact formulas'
complete -c truce-sim -n __fish_use_subcommand -a compile -d 'make the compiled engine ready, so that no study waits for it'
complete -c truce-sim -n __fish_use_subcommand -a completion -d 'print what bash, zsh, fish or PowerShell completes from'
complete -c truce-sim -n __fish_use_subcommand -a compare -d 'set options side by side, on the same simulated histories'
complete -c truce-sim -n __fish_use_subcommand -a sweep -d 'vary one or more inputs over a range'
complete -c truce-sim -n __fish_use_subcommand -a require -d 'how much of one input it takes to reach given odds'
complete -c truce-sim -n __fish_use_subcommand -a postpone -d 'what later talks buy, and what they cost'
complete -c truce-sim -n __fish_use_subcommand -a now -d 'the odds given the days that have passed and their counts'
complete -c truce-sim -n __fish_use_subcommand -a sensitivity -d 'which believable inputs matter, and how much is luck'
complete -c truce-sim -n __fish_use_subcommand -a explore -d 'a page with sliders over the same histories, for a room'
complete -c truce-sim -n __fish_use_subcommand -a backtest -d 'odds of past truces, scored against what came of them'
complete -c truce-sim -n __fish_use_subcommand -a anchor -d 'move the level of the odds to that of past truces, as a new file'
complete -c truce-sim -n __fish_use_subcommand -a teach -d 'lay what a class of ninety minutes needs into a folder'
complete -c truce-sim -n __fish_use_subcommand -a tally -d 'how good a class\'s odds were, once it is known what happened'
complete -c truce-sim -n __fish_use_subcommand -a report -d 'rebuild the report of a finished run'
complete -c truce-sim -n __fish_use_subcommand -a brief -d 'a finished run on one printed page, and its charts as slides'
complete -c truce-sim -n __fish_use_subcommand -a pack -d 'one archive of a finished run, to hand on or to deposit'
complete -c truce-sim -n __fish_use_subcommand -a list -d 'past runs, newest first; or the scenarios that are there'
complete -c truce-sim -n __fish_use_subcommand -a clean -d 'remove studies that were stopped; never a finished one'
complete -c truce-sim -n '__fish_seen_subcommand_from new' -s h -l help -d 'show this help message and exit'
complete -c truce-sim -n '__fish_seen_subcommand_from new' -l from -d 'begin with a fragmented-war, line-of-contact, humanitarian-pause or monitored-truce; or copy a scenario file, by path or name' -x -a 'fragmented-war line-of-contact humanitarian-pause monitored-truce donbas-2020 ordinary smallest syria-2016 syria-2016-hotline syria-2016-observed (__fish_complete_suffix .toml)'
complete -c truce-sim -n '__fish_seen_subcommand_from new' -l ask -d 'answer ten questions and get a file that runs'
complete -c truce-sim -n '__fish_seen_subcommand_from new' -l answers -d 'the answers in a file, by path or name, a line each: parties = Army, Movement' -x -a 'hillside (__fish_complete_suffix .answers)'
complete -c truce-sim -n '__fish_seen_subcommand_from new' -l debug -d 'show tracebacks'
complete -c truce-sim -n '__fish_seen_subcommand_from check' -s h -l help -d 'show this help message and exit'
complete -c truce-sim -n '__fish_seen_subcommand_from check' -l set -d 'change one input, e.g. parties.all.retaliates=0.4; repeatable' -x
complete -c truce-sim -n '__fish_seen_subcommand_from check' -l strict -d 'end with exit code 2 if there are notes as well'
complete -c truce-sim -n '__fish_seen_subcommand_from check' -l debug -d 'show tracebacks'
complete -c truce-sim -n '__fish_seen_subcommand_from check' -a 'donbas-2020 ordinary smallest syria-2016 syria-2016-hotline syria-2016-observed (__fish_complete_suffix .toml)'
complete -c truce-sim -n '__fish_seen_subcommand_from show' -s h -l help -d 'show this help message and exit'
complete -c truce-sim -n '__fish_seen_subcommand_from show' -l set -d 'change one input, e.g. parties.all.retaliates=0.4; repeatable' -x
complete -c truce-sim -n '__fish_seen_subcommand_from show' -l out -d 'results folder (default: results)' -x -a '(__fish_complete_directories)'
complete -c truce-sim -n '__fish_seen_subcommand_from show' -l debug -d 'show tracebacks'
complete -c truce-sim -n '__fish_seen_subcommand_from show' -a 'inputs columns donbas-2020 ordinary smallest syria-2016 syria-2016-hotline syria-2016-observed (__truce_sim_runs) (__fish_complete_suffix .toml)'
complete -c truce-sim -n '__fish_seen_subcommand_from show' -a 'donbas-2020 ordinary smallest syria-2016 syria-2016-hotline syria-2016-observed (__fish_complete_suffix .toml)'
complete -c truce-sim -n '__fish_seen_subcommand_from rates' -s h -l help -d 'show this help message and exit'
complete -c truce-sim -n '__fish_seen_subcommand_from rates' -l party -d 'id of the party whose incidents these are, e.g. north' -x
complete -c truce-sim -n '__fish_seen_subcommand_from rates' -l from -d 'only days from this one on' -x
complete -c truce-sim -n '__fish_seen_subcommand_from rates' -l until -d 'only days before this one, such as the day on which the truce starts' -x
complete -c truce-sim -n '__fish_seen_subcommand_from rates' -l debug -d 'show tracebacks'
complete -c truce-sim -n '__fish_seen_subcommand_from rates' -a 'incidents syria-2016-counts (__fish_complete_suffix .csv)'
complete -c truce-sim -n '__fish_seen_subcommand_from schema' -s h -l help -d 'show this help message and exit'
complete -c truce-sim -n '__fish_seen_subcommand_from schema' -l debug -d 'show tracebacks'
complete -c truce-sim -n '__fish_seen_subcommand_from run' -s h -l help -d 'show this help message and exit'
complete -c truce-sim -n '__fish_seen_subcommand_from run' -l set -d 'change one input, e.g. parties.all.retaliates=0.4; repeatable' -x
complete -c truce-sim -n '__fish_seen_subcommand_from run' -l runs -d 'simulated histories (default: from the file)' -x
complete -c truce-sim -n '__fish_seen_subcommand_from run' -l seed -d 'default: from the file' -x
complete -c truce-sim -n '__fish_seen_subcommand_from run' -l jobs -d 'processes, or threads of the compiled engine (default: all cores); never changes results' -x
complete -c truce-sim -n '__fish_seen_subcommand_from run' -l given-observed -d 'from today on: of truces that stood as long as [observed] says, and looked like what was counted'
complete -c truce-sim -n '__fish_seen_subcommand_from run' -l until -d 'with --given-observed: only what was known by then, e.g. 2016-03-03 or 5days' -x
complete -c truce-sim -n '__fish_seen_subcommand_from run' -l engine -d 'who makes the runs: simpy (the model itself), compiled (the same, many times as fast), auto (compiled where it is there and worth while); never changes results' -x -a 'auto simpy compiled'
complete -c truce-sim -n '__fish_seen_subcommand_from run' -l precision -d 'run until the odds are known to ± so many points in 100' -x
complete -c truce-sim -n '__fish_seen_subcommand_from run' -l decide -d 'run until the odds are above or below, e.g. 0.9; may stay undecided' -x
complete -c truce-sim -n '__fish_seen_subcommand_from run' -l no-believable -d 'leave doubt about inputs out (half of the runs or more); it is looked at from 500 runs on'
complete -c truce-sim -n '__fish_seen_subcommand_from run' -l on -d 'compute on a Dask cluster (extra: cluster): dask://HOST:PORT, tls://HOST:PORT, or the scheduler\'s file; never changes results' -x
complete -c truce-sim -n '__fish_seen_subcommand_from run' -l resume -d 'go on with an interrupted study' -x -a 'latest (__truce_sim_runs)'
complete -c truce-sim -n '__fish_seen_subcommand_from run' -l again -d 'run a stored one once more, as it was, and compare it byte by byte' -x -a 'latest (__truce_sim_runs)'
complete -c truce-sim -n '__fish_seen_subcommand_from run' -l dry-run -d 'count runs and estimate seconds; run nothing'
complete -c truce-sim -n '__fish_seen_subcommand_from run' -l plan-only -d 'write the study down for other processes or machines to work on (work), and print its id; run nothing'
complete -c truce-sim -n '__fish_seen_subcommand_from run' -l out -d 'results folder (default: results)' -x -a '(__fish_complete_directories)'
complete -c truce-sim -n '__fish_seen_subcommand_from run' -l json -d 'print the summary as JSON only'
complete -c truce-sim -n '__fish_seen_subcommand_from run' -s q -l quiet -d 'headline and path only'
complete -c truce-sim -n '__fish_seen_subcommand_from run' -l plain -d 'no colour, no progress bar'
complete -c truce-sim -n '__fish_seen_subcommand_from run' -l format -d 'what to write beside the summary: any of html (the report), svg and png (each chart), csv and parquet (tables), xlsx (a workbook of the answer); default: html,svg,csv' -x -a 'html svg png csv parquet xlsx'
complete -c truce-sim -n '__fish_seen_subcommand_from run' -l no-report -d 'write no report and no charts, only tables'
complete -c truce-sim -n '__fish_seen_subcommand_from run' -l open -d 'open the report in a browser'
complete -c truce-sim -n '__fish_seen_subcommand_from run' -l debug -d 'show tracebacks'
complete -c truce-sim -n '__fish_seen_subcommand_from run' -a 'donbas-2020 ordinary smallest syria-2016 syria-2016-hotline syria-2016-observed (__fish_complete_suffix .toml)'
complete -c truce-sim -n '__fish_seen_subcommand_from work' -s h -l help -d 'show this help message and exit'
complete -c truce-sim -n '__fish_seen_subcommand_from work' -l share -d 'which of how many equal shares, e.g. 3/40 (default: from Slurm\'s SLURM_ARRAY_TASK_ID and SLURM_ARRAY_TASK_COUNT)' -x
complete -c truce-sim -n '__fish_seen_subcommand_from work' -l jobs -d 'processes, or threads of the compiled engine, on this machine (default: all cores); never changes results' -x
complete -c truce-sim -n '__fish_seen_subcommand_from work' -l engine -d 'who makes the runs: simpy (the model itself), compiled (the same, many times as fast), auto (compiled where it is there and worth while); never changes results' -x -a 'auto simpy compiled'
complete -c truce-sim -n '__fish_seen_subcommand_from work' -l out -d 'results folder (default: results)' -x -a '(__fish_complete_directories)'
complete -c truce-sim -n '__fish_seen_subcommand_from work' -l json -d 'print what was done as JSON only'
complete -c truce-sim -n '__fish_seen_subcommand_from work' -l plain -d 'no colour'
complete -c truce-sim -n '__fish_seen_subcommand_from work' -l debug -d 'show tracebacks'
complete -c truce-sim -n '__fish_seen_subcommand_from work' -a 'latest (__truce_sim_runs)'
complete -c truce-sim -n '__fish_seen_subcommand_from trace' -s h -l help -d 'show this help message and exit'
complete -c truce-sim -n '__fish_seen_subcommand_from trace' -l set -d 'change one input, e.g. parties.all.retaliates=0.4; repeatable' -x
complete -c truce-sim -n '__fish_seen_subcommand_from trace' -l run -d 'number of the run (default: 0)' -x
complete -c truce-sim -n '__fish_seen_subcommand_from trace' -l collapses -d 'a typical run that collapses'
complete -c truce-sim -n '__fish_seen_subcommand_from trace' -l holds -d 'the first run that holds'
complete -c truce-sim -n '__fish_seen_subcommand_from trace' -l where -d 'the first run that meets it, e.g. "cause = walk-out and life < 3 days"; what can be asked: show columns FILE' -x
complete -c truce-sim -n '__fish_seen_subcommand_from trace' -l nth -d 'not the first such run, or the most typical, but the Nth' -x
complete -c truce-sim -n '__fish_seen_subcommand_from trace' -l runs -d 'how many runs are looked at for one such (default: 2,000; for a typical one: 200)' -x
complete -c truce-sim -n '__fish_seen_subcommand_from trace' -l jobs -d 'processes that look, or threads of the compiled engine (default: all cores)' -x
complete -c truce-sim -n '__fish_seen_subcommand_from trace' -l options -d 'tell the run under two options side by side; the file as it stands is: base' -x
complete -c truce-sim -n '__fish_seen_subcommand_from trace' -l all -d 'every event, not only those that tell most'
complete -c truce-sim -n '__fish_seen_subcommand_from trace' -l last -d 'only so long before the end, e.g. 2days' -x
complete -c truce-sim -n '__fish_seen_subcommand_from trace' -l seed -d 'default: from the file' -x
complete -c truce-sim -n '__fish_seen_subcommand_from trace' -l json -d 'print the whole story as JSON only'
complete -c truce-sim -n '__fish_seen_subcommand_from trace' -l plain -d 'no colour'
complete -c truce-sim -n '__fish_seen_subcommand_from trace' -l debug -d 'show tracebacks'
complete -c truce-sim -n '__fish_seen_subcommand_from trace' -a 'donbas-2020 ordinary smallest syria-2016 syria-2016-hotline syria-2016-observed (__fish_complete_suffix .toml)'
complete -c truce-sim -n '__fish_seen_subcommand_from verify' -s h -l help -d 'show this help message and exit'
complete -c truce-sim -n '__fish_seen_subcommand_from verify' -l engine -d 'who makes the runs that are checked: simpy (default) or compiled' -x -a 'simpy compiled'
complete -c truce-sim -n '__fish_seen_subcommand_from verify' -l seed -d 'default: 1' -x
complete -c truce-sim -n '__fish_seen_subcommand_from verify' -l json -d 'print the table as JSON only'
complete -c truce-sim -n '__fish_seen_subcommand_from verify' -l plain -d 'no colour'
complete -c truce-sim -n '__fish_seen_subcommand_from verify' -l debug -d 'show tracebacks'
complete -c truce-sim -n '__fish_seen_subcommand_from compile' -s h -l help -d 'show this help message and exit'
complete -c truce-sim -n '__fish_seen_subcommand_from compile' -l json -d 'print what was done as JSON only'
complete -c truce-sim -n '__fish_seen_subcommand_from compile' -l plain -d 'no colour'
complete -c truce-sim -n '__fish_seen_subcommand_from compile' -l debug -d 'show tracebacks'
complete -c truce-sim -n '__fish_seen_subcommand_from completion' -s h -l help -d 'show this help message and exit'
complete -c truce-sim -n '__fish_seen_subcommand_from completion' -l debug -d 'show tracebacks'
complete -c truce-sim -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish powershell'
complete -c truce-sim -n '__fish_seen_subcommand_from compare' -s h -l help -d 'show this help message and exit'
complete -c truce-sim -n '__fish_seen_subcommand_from compare' -l set -d 'change one input, e.g. parties.all.retaliates=0.4; repeatable' -x
complete -c truce-sim -n '__fish_seen_subcommand_from compare' -l runs -d 'simulated histories (default: from the file)' -x
complete -c truce-sim -n '__fish_seen_subcommand_from compare' -l seed -d 'default: from the file' -x
complete -c truce-sim -n '__fish_seen_subcommand_from compare' -l jobs -d 'processes, or threads of the compiled engine (default: all cores); never changes results' -x
complete -c truce-sim -n '__fish_seen_subcommand_from compare' -l given-observed -d 'from today on: of truces that stood as long as [observed] says, and looked like what was counted'
complete -c truce-sim -n '__fish_seen_subcommand_from compare' -l until -d 'with --given-observed: only what was known by then, e.g. 2016-03-03 or 5days' -x
complete -c truce-sim -n '__fish_seen_subcommand_from compare' -l engine -d 'who makes the runs: simpy (the model itself), compiled (the same, many times as fast), auto (compiled where it is there and worth while); never changes results' -x -a 'auto simpy compiled'
complete -c truce-sim -n '__fish_seen_subcommand_from compare' -l no-believable -d 'leave doubt about inputs out (half of the runs or more); it is looked at from 500 runs on'
complete -c truce-sim -n '__fish_seen_subcommand_from compare' -l on -d 'compute on a Dask cluster (extra: cluster): dask://HOST:PORT, tls://HOST:PORT, or the scheduler\'s file; never changes results' -x
complete -c truce-sim -n '__fish_seen_subcommand_from compare' -l resume -d 'go on with an interrupted study' -x -a 'latest (__truce_sim_runs)'
complete -c truce-sim -n '__fish_seen_subcommand_from compare' -l again -d 'run a stored one once more, as it was, and compare it byte by byte' -x -a 'latest (__truce_sim_runs)'
complete -c truce-sim -n '__fish_seen_subcommand_from compare' -l dry-run -d 'count runs and estimate seconds; run nothing'
complete -c truce-sim -n '__fish_seen_subcommand_from compare' -l plan-only -d 'write the study down for other processes or machines to work on (work), and print its id; run nothing'
complete -c truce-sim -n '__fish_seen_subcommand_from compare' -l out -d 'results folder (default: results)' -x -a '(__fish_complete_directories)'
complete -c truce-sim -n '__fish_seen_subcommand_from compare' -l json -d 'print the summary as JSON only'
complete -c truce-sim -n '__fish_seen_subcommand_from compare' -s q -l quiet -d 'headline and path only'
complete -c truce-sim -n '__fish_seen_subcommand_from compare' -l plain -d 'no colour, no progress bar'
complete -c truce-sim -n '__fish_seen_subcommand_from compare' -l format -d 'what to write beside the summary: any of html (the report), svg and png (each chart), csv and parquet (tables), xlsx (a workbook of the answer); default: html,svg,csv' -x -a 'html svg png csv parquet xlsx'
complete -c truce-sim -n '__fish_seen_subcommand_from compare' -l no-report -d 'write no report and no charts, only tables'
complete -c truce-sim -n '__fish_seen_subcommand_from compare' -l open -d 'open the report in a browser'
complete -c truce-sim -n '__fish_seen_subcommand_from compare' -l debug -d 'show tracebacks'
complete -c truce-sim -n '__fish_seen_subcommand_from compare' -a 'donbas-2020 ordinary smallest syria-2016 syria-2016-hotline syria-2016-observed (__fish_complete_suffix .toml)'
complete -c truce-sim -n '__fish_seen_subcommand_from sweep' -s h -l help -d 'show this help message and exit'
complete -c truce-sim -n '__fish_seen_subcommand_from sweep' -l set -d 'change one input, e.g. parties.all.retaliates=0.4; repeatable' -x
complete -c truce-sim -n '__fish_seen_subcommand_from sweep' -l param -d 'an input and its levels, START:STOP:N or A,B,C with units, e.g. verification.checked_in=6h:72h:7; repeatable' -x
complete -c truce-sim -n '__fish_seen_subcommand_from sweep' -l design -d 'all combinations (default), or a Latin hypercube or Sobol sample of PATH=START:STOP' -x -a 'grid lhs sobol'
complete -c truce-sim -n '__fish_seen_subcommand_from sweep' -l points -d 'settings of a sampled design' -x
complete -c truce-sim -n '__fish_seen_subcommand_from sweep' -l confirm -d 'run the best settings once more, on fresh replications'
complete -c truce-sim -n '__fish_seen_subcommand_from sweep' -l runs -d 'simulated histories (default: from the file)' -x
complete -c truce-sim -n '__fish_seen_subcommand_from sweep' -l seed -d 'default: from the file' -x
complete -c truce-sim -n '__fish_seen_subcommand_from sweep' -l jobs -d 'processes, or threads of the compiled engine (default: all cores); never changes results' -x
complete -c truce-sim -n '__fish_seen_subcommand_from sweep' -l given-observed -d 'from today on: of truces that stood as long as [observed] says, and looked like what was counted'
complete -c truce-sim -n '__fish_seen_subcommand_from sweep' -l until -d 'with --given-observed: only what was known by then, e.g. 2016-03-03 or 5days' -x
complete -c truce-sim -n '__fish_seen_subcommand_from sweep' -l engine -d 'who makes the runs: simpy (the model itself), compiled (the same, many times as fast), auto (compiled where it is there and worth while); never changes results' -x -a 'auto simpy compiled'
complete -c truce-sim -n '__fish_seen_subcommand_from sweep' -l on -d 'compute on a Dask cluster (extra: cluster): dask://HOST:PORT, tls://HOST:PORT, or the scheduler\'s file; never changes results' -x
complete -c truce-sim -n '__fish_seen_subcommand_from sweep' -l resume -d 'go on with an interrupted study' -x -a 'latest (__truce_sim_runs)'
complete -c truce-sim -n '__fish_seen_subcommand_from sweep' -l again -d 'run a stored one once more, as it was, and compare it byte by byte' -x -a 'latest (__truce_sim_runs)'
complete -c truce-sim -n '__fish_seen_subcommand_from sweep' -l dry-run -d 'count runs and estimate seconds; run nothing'
complete -c truce-sim -n '__fish_seen_subcommand_from sweep' -l plan-only -d 'write the study down for other processes or machines to work on (work), and print its id; run nothing'
complete -c truce-sim -n '__fish_seen_subcommand_from sweep' -l out -d 'results folder (default: results)' -x -a '(__fish_complete_directories)'
complete -c truce-sim -n '__fish_seen_subcommand_from sweep' -l json -d 'print the summary as JSON only'
complete -c truce-sim -n '__fish_seen_subcommand_from sweep' -s q -l quiet -d 'headline and path only'
complete -c truce-sim -n '__fish_seen_subcommand_from sweep' -l plain -d 'no colour, no progress bar'
complete -c truce-sim -n '__fish_seen_subcommand_from sweep' -l format -d 'what to write beside the summary: any of html (the report), svg and png (each chart), csv and parquet (tables), xlsx (a workbook of the answer); default: html,svg,csv' -x -a 'html svg png csv parquet xlsx'
complete -c truce-sim -n '__fish_seen_subcommand_from sweep' -l no-report -d 'write no report and no charts, only tables'
complete -c truce-sim -n '__fish_seen_subcommand_from sweep' -l open -d 'open the report in a browser'
complete -c truce-sim -n '__fish_seen_subcommand_from sweep' -l debug -d 'show tracebacks'
complete -c truce-sim -n '__fish_seen_subcommand_from sweep' -a 'donbas-2020 ordinary smallest syria-2016 syria-2016-hotline syria-2016-observed (__fish_complete_suffix .toml)'
complete -c truce-sim -n '__fish_seen_subcommand_from require' -s h -l help -d 'show this help message and exit'
complete -c truce-sim -n '__fish_seen_subcommand_from require' -l set -d 'change one input, e.g. parties.all.retaliates=0.4; repeatable' -x
complete -c truce-sim -n '__fish_seen_subcommand_from require' -l holds -d 'the odds to reach, e.g. 0.9' -x
complete -c truce-sim -n '__fish_seen_subcommand_from require' -l by -d 'the input to reach them by, e.g. verification.teams=1:12' -x
complete -c truce-sim -n '__fish_seen_subcommand_from require' -l runs -d 'simulated histories (default: from the file)' -x
complete -c truce-sim -n '__fish_seen_subcommand_from require' -l seed -d 'default: from the file' -x
complete -c truce-sim -n '__fish_seen_subcommand_from require' -l jobs -d 'processes, or threads of the compiled engine (default: all cores); never changes results' -x
complete -c truce-sim -n '__fish_seen_subcommand_from require' -l given-observed -d 'from today on: of truces that stood as long as [observed] says, and looked like what was counted'
complete -c truce-sim -n '__fish_seen_subcommand_from require' -l until -d 'with --given-observed: only what was known by then, e.g. 2016-03-03 or 5days' -x
complete -c truce-sim -n '__fish_seen_subcommand_from require' -l engine -d 'who makes the runs: simpy (the model itself), compiled (the same, many times as fast), auto (compiled where it is there and worth while); never changes results' -x -a 'auto simpy compiled'
complete -c truce-sim -n '__fish_seen_subcommand_from require' -l on -d 'compute on a Dask cluster (extra: cluster): dask://HOST:PORT, tls://HOST:PORT, or the scheduler\'s file; never changes results' -x
complete -c truce-sim -n '__fish_seen_subcommand_from require' -l resume -d 'go on with an interrupted study' -x -a 'latest (__truce_sim_runs)'
complete -c truce-sim -n '__fish_seen_subcommand_from require' -l again -d 'run a stored one once more, as it was, and compare it byte by byte' -x -a 'latest (__truce_sim_runs)'
complete -c truce-sim -n '__fish_seen_subcommand_from require' -l dry-run -d 'count runs and estimate seconds; run nothing'
complete -c truce-sim -n '__fish_seen_subcommand_from require' -l plan-only -d 'write the study down for other processes or machines to work on (work), and print its id; run nothing'
complete -c truce-sim -n '__fish_seen_subcommand_from require' -l out -d 'results folder (default: results)' -x -a '(__fish_complete_directories)'
complete -c truce-sim -n '__fish_seen_subcommand_from require' -l json -d 'print the summary as JSON only'
complete -c truce-sim -n '__fish_seen_subcommand_from require' -s q -l quiet -d 'headline and path only'
complete -c truce-sim -n '__fish_seen_subcommand_from require' -l plain -d 'no colour, no progress bar'
complete -c truce-sim -n '__fish_seen_subcommand_from require' -l format -d 'what to write beside the summary: any of html (the report), svg and png (each chart), csv and parquet (tables), xlsx (a workbook of the answer); default: html,svg,csv' -x -a 'html svg png csv parquet xlsx'
complete -c truce-sim -n '__fish_seen_subcommand_from require' -l no-report -d 'write no report and no charts, only tables'
complete -c truce-sim -n '__fish_seen_subcommand_from require' -l open -d 'open the report in a browser'
complete -c truce-sim -n '__fish_seen_subcommand_from require' -l debug -d 'show tracebacks'
complete -c truce-sim -n '__fish_seen_subcommand_from require' -a 'donbas-2020 ordinary smallest syria-2016 syria-2016-hotline syria-2016-observed (__fish_complete_suffix .toml)'
complete -c truce-sim -n '__fish_seen_subcommand_from postpone' -s h -l help -d 'show this help message and exit'
complete -c truce-sim -n '__fish_seen_subcommand_from postpone' -l set -d 'change one input, e.g. parties.all.retaliates=0.4; repeatable' -x
complete -c truce-sim -n '__fish_seen_subcommand_from postpone' -l talks -d 'dates of the talks, e.g. 2016-03-07,2016-03-09, or +7days from the file\'s own (default: as first planned, as planned, one and two weeks later); write --talks=-1day,+1day if the first is earlier' -x
complete -c truce-sim -n '__fish_seen_subcommand_from postpone' -l unless -d 'what the rule beside the dates waits for: it moves the talks once unless the truce is that by then (default: as in the file, else settled; quiet where nothing is filed)' -x -a 'settled quiet'
complete -c truce-sim -n '__fish_seen_subcommand_from postpone' -l runs -d 'simulated histories (default: from the file)' -x
complete -c truce-sim -n '__fish_seen_subcommand_from postpone' -l seed -d 'default: from the file' -x
complete -c truce-sim -n '__fish_seen_subcommand_from postpone' -l jobs -d 'processes, or threads of the compiled engine (default: all cores); never changes results' -x
complete -c truce-sim -n '__fish_seen_subcommand_from postpone' -l given-observed -d 'from today on: of truces that stood as long as [observed] says, and looked like what was counted'
complete -c truce-sim -n '__fish_seen_subcommand_from postpone' -l until -d 'with --given-observed: only what was known by then, e.g. 2016-03-03 or 5days' -x
complete -c truce-sim -n '__fish_seen_subcommand_from postpone' -l engine -d 'who makes the runs: simpy (the model itself), compiled (the same, many times as fast), auto (compiled where it is there and worth while); never changes results' -x -a 'auto simpy compiled'
complete -c truce-sim -n '__fish_seen_subcommand_from postpone' -l on -d 'compute on a Dask cluster (extra: cluster): dask://HOST:PORT, tls://HOST:PORT, or the scheduler\'s file; never changes results' -x
complete -c truce-sim -n '__fish_seen_subcommand_from postpone' -l resume -d 'go on with an interrupted study' -x -a 'latest (__truce_sim_runs)'
complete -c truce-sim -n '__fish_seen_subcommand_from postpone' -l again -d 'run a stored one once more, as it was, and compare it byte by byte' -x -a 'latest (__truce_sim_runs)'
complete -c truce-sim -n '__fish_seen_subcommand_from postpone' -l dry-run -d 'count runs and estimate seconds; run nothing'
complete -c truce-sim -n '__fish_seen_subcommand_from postpone' -l plan-only -d 'write the study down for other processes or machines to work on (work), and print its id; run nothing'
complete -c truce-sim -n '__fish_seen_subcommand_from postpone' -l out -d 'results folder (default: results)' -x -a '(__fish_complete_directories)'
complete -c truce-sim -n '__fish_seen_subcommand_from postpone' -l json -d 'print the summary as JSON only'
complete -c truce-sim -n '__fish_seen_subcommand_from postpone' -s q -l quiet -d 'headline and path only'
complete -c truce-sim -n '__fish_seen_subcommand_from postpone' -l plain -d 'no colour, no progress bar'
complete -c truce-sim -n '__fish_seen_subcommand_from postpone' -l format -d 'what to write beside the summary: any of html (the report), svg and png (each chart), csv and parquet (tables), xlsx (a workbook of the answer); default: html,svg,csv' -x -a 'html svg png csv parquet xlsx'
complete -c truce-sim -n '__fish_seen_subcommand_from postpone' -l no-report -d 'write no report and no charts, only tables'
complete -c truce-sim -n '__fish_seen_subcommand_from postpone' -l open -d 'open the report in a browser'
complete -c truce-sim -n '__fish_seen_subcommand_from postpone' -l debug -d 'show tracebacks'
complete -c truce-sim -n '__fish_seen_subcommand_from postpone' -a 'donbas-2020 ordinary smallest syria-2016 syria-2016-hotline syria-2016-observed (__fish_complete_suffix .toml)'
complete -c truce-sim -n '__fish_seen_subcommand_from now' -s h -l help -d 'show this help message and exit'
complete -c truce-sim -n '__fish_seen_subcommand_from now' -l set -d 'change one input, e.g. parties.all.retaliates=0.4; repeatable' -x
complete -c truce-sim -n '__fish_seen_subcommand_from now' -l until -d 'only what was known by then, e.g. 2016-03-03 or 5days (default: all of [observed])' -x
complete -c truce-sim -n '__fish_seen_subcommand_from now' -l runs -d 'simulated histories at first; more where too few are in effect (default: 8,000)' -x
complete -c truce-sim -n '__fish_seen_subcommand_from now' -l seed -d 'default: from the file' -x
complete -c truce-sim -n '__fish_seen_subcommand_from now' -l jobs -d 'processes, or threads of the compiled engine (default: all cores); never changes results' -x
complete -c truce-sim -n '__fish_seen_subcommand_from now' -l engine -d 'who makes the runs: simpy (the model itself), compiled (the same, many times as fast), auto (compiled where it is there and worth while); never changes results' -x -a 'auto simpy compiled'
complete -c truce-sim -n '__fish_seen_subcommand_from now' -l on -d 'compute on a Dask cluster (extra: cluster): dask://HOST:PORT, tls://HOST:PORT, or the scheduler\'s file; never changes results' -x
complete -c truce-sim -n '__fish_seen_subcommand_from now' -l resume -d 'go on with an interrupted study' -x -a 'latest (__truce_sim_runs)'
complete -c truce-sim -n '__fish_seen_subcommand_from now' -l again -d 'run a stored one once more, as it was, and compare it byte by byte' -x -a 'latest (__truce_sim_runs)'
complete -c truce-sim -n '__fish_seen_subcommand_from now' -l dry-run -d 'count runs and estimate seconds; run nothing'
complete -c truce-sim -n '__fish_seen_subcommand_from now' -l plan-only -d 'write the study down for other processes or machines to work on (work), and print its id; run nothing'
complete -c truce-sim -n '__fish_seen_subcommand_from now' -l out -d 'results folder (default: results)' -x -a '(__fish_complete_directories)'
complete -c truce-sim -n '__fish_seen_subcommand_from now' -l json -d 'print the summary as JSON only'
complete -c truce-sim -n '__fish_seen_subcommand_from now' -s q -l quiet -d 'headline and path only'
complete -c truce-sim -n '__fish_seen_subcommand_from now' -l plain -d 'no colour, no progress bar'
complete -c truce-sim -n '__fish_seen_subcommand_from now' -l format -d 'what to write beside the summary: any of html (the report), svg and png (each chart), csv and parquet (tables), xlsx (a workbook of the answer); default: html,svg,csv' -x -a 'html svg png csv parquet xlsx'
complete -c truce-sim -n '__fish_seen_subcommand_from now' -l no-report -d 'write no report and no charts, only tables'
complete -c truce-sim -n '__fish_seen_subcommand_from now' -l open -d 'open the report in a browser'
complete -c truce-sim -n '__fish_seen_subcommand_from now' -l debug -d 'show tracebacks'
complete -c truce-sim -n '__fish_seen_subcommand_from now' -a 'donbas-2020 ordinary smallest syria-2016 syria-2016-hotline syria-2016-observed (__fish_complete_suffix .toml)'
complete -c truce-sim -n '__fish_seen_subcommand_from sensitivity' -s h -l help -d 'show this help message and exit'
complete -c truce-sim -n '__fish_seen_subcommand_from sensitivity' -l set -d 'change one input, e.g. parties.all.retaliates=0.4; repeatable' -x
complete -c truce-sim -n '__fish_seen_subcommand_from sensitivity' -l runs -d 'simulated histories (default: from the file)' -x
complete -c truce-sim -n '__fish_seen_subcommand_from sensitivity' -l seed -d 'default: from the file' -x
complete -c truce-sim -n '__fish_seen_subcommand_from sensitivity' -l jobs -d 'processes, or threads of the compiled engine (default: all cores); never changes results' -x
complete -c truce-sim -n '__fish_seen_subcommand_from sensitivity' -l given-observed -d 'from today on: of truces that stood as long as [observed] says, and looked like what was counted'
complete -c truce-sim -n '__fish_seen_subcommand_from sensitivity' -l until -d 'with --given-observed: only what was known by then, e.g. 2016-03-03 or 5days' -x
complete -c truce-sim -n '__fish_seen_subcommand_from sensitivity' -l engine -d 'who makes the runs: simpy (the model itself), compiled (the same, many times as fast), auto (compiled where it is there and worth while); never changes results' -x -a 'auto simpy compiled'
complete -c truce-sim -n '__fish_seen_subcommand_from sensitivity' -l on -d 'compute on a Dask cluster (extra: cluster): dask://HOST:PORT, tls://HOST:PORT, or the scheduler\'s file; never changes results' -x
complete -c truce-sim -n '__fish_seen_subcommand_from sensitivity' -l resume -d 'go on with an interrupted study' -x -a 'latest (__truce_sim_runs)'
complete -c truce-sim -n '__fish_seen_subcommand_from sensitivity' -l again -d 'run a stored one once more, as it was, and compare it byte by byte' -x -a 'latest (__truce_sim_runs)'
complete -c truce-sim -n '__fish_seen_subcommand_from sensitivity' -l dry-run -d 'count runs and estimate seconds; run nothing'
complete -c truce-sim -n '__fish_seen_subcommand_from sensitivity' -l plan-only -d 'write the study down for other processes or machines to work on (work), and print its id; run nothing'
complete -c truce-sim -n '__fish_seen_subcommand_from sensitivity' -l out -d 'results folder (default: results)' -x -a '(__fish_complete_directories)'
complete -c truce-sim -n '__fish_seen_subcommand_from sensitivity' -l json -d 'print the summary as JSON only'
complete -c truce-sim -n '__fish_seen_subcommand_from sensitivity' -s q -l quiet -d 'headline and path only'
complete -c truce-sim -n '__fish_seen_subcommand_from sensitivity' -l plain -d 'no colour, no progress bar'
complete -c truce-sim -n '__fish_seen_subcommand_from sensitivity' -l format -d 'what to write beside the summary: any of html (the report), svg and png (each chart), csv and parquet (tables), xlsx (a workbook of the answer); default: html,svg,csv' -x -a 'html svg png csv parquet xlsx'
complete -c truce-sim -n '__fish_seen_subcommand_from sensitivity' -l no-report -d 'write no report and no charts, only tables'
complete -c truce-sim -n '__fish_seen_subcommand_from sensitivity' -l open -d 'open the report in a browser'
complete -c truce-sim -n '__fish_seen_subcommand_from sensitivity' -l debug -d 'show tracebacks'
complete -c truce-sim -n '__fish_seen_subcommand_from sensitivity' -a 'donbas-2020 ordinary smallest syria-2016 syria-2016-hotline syria-2016-observed (__fish_complete_suffix .toml)'
complete -c truce-sim -n '__fish_seen_subcommand_from explore' -s h -l help -d 'show this help message and exit'
complete -c truce-sim -n '__fish_seen_subcommand_from explore' -l set -d 'change one input, e.g. parties.all.retaliates=0.4; repeatable' -x
complete -c truce-sim -n '__fish_seen_subcommand_from explore' -l histories -d 'simulated histories behind each number (default: 1,000)' -x
complete -c truce-sim -n '__fish_seen_subcommand_from explore' -l seed -d 'default: from the file' -x
complete -c truce-sim -n '__fish_seen_subcommand_from explore' -l jobs -d 'cores that it may take (default: all); never changes results' -x
complete -c truce-sim -n '__fish_seen_subcommand_from explore' -l port -d 'port on this machine, from 1024 on (default: any that is free)' -x
complete -c truce-sim -n '__fish_seen_subcommand_from explore' -l no-open -d 'print the address only; open no browser'
complete -c truce-sim -n '__fish_seen_subcommand_from explore' -l stay -d 'go on when no page has been open for 10 minutes, which ends it otherwise'
complete -c truce-sim -n '__fish_seen_subcommand_from explore' -l debug -d 'show tracebacks'
complete -c truce-sim -n '__fish_seen_subcommand_from explore' -a 'donbas-2020 ordinary smallest syria-2016 syria-2016-hotline syria-2016-observed (__fish_complete_suffix .toml)'
complete -c truce-sim -n '__fish_seen_subcommand_from backtest' -s h -l help -d 'show this help message and exit'
complete -c truce-sim -n '__fish_seen_subcommand_from backtest' -l rules -d 'which coded columns set which inputs (default: those that come with the program)' -r -F
complete -c truce-sim -n '__fish_seen_subcommand_from backtest' -l rows -d 'your own copy of the ETH/PRIO ceasefire data: score its truces instead of CASES.csv; no row of it is kept or printed' -r -F
complete -c truce-sim -n '__fish_seen_subcommand_from backtest' -l wars -d 'which wars of --rows are scored, by a digest of their names: rules were chosen on even ones (default: all)' -x -a 'even odd all'
complete -c truce-sim -n '__fish_seen_subcommand_from backtest' -l runs -d 'simulated histories of each different scenario (default: 2,000)' -x
complete -c truce-sim -n '__fish_seen_subcommand_from backtest' -l seed -d 'default: 20260301' -x
complete -c truce-sim -n '__fish_seen_subcommand_from backtest' -l jobs -d 'processes, or threads of the compiled engine (default: all cores); never changes results' -x
complete -c truce-sim -n '__fish_seen_subcommand_from backtest' -l engine -d 'who makes the runs: simpy (the model itself), compiled (the same, many times as fast), auto (compiled where it is there and worth while); never changes results' -x -a 'auto simpy compiled'
complete -c truce-sim -n '__fish_seen_subcommand_from backtest' -l on -d 'compute on a Dask cluster (extra: cluster): dask://HOST:PORT, tls://HOST:PORT, or the scheduler\'s file; never changes results' -x
complete -c truce-sim -n '__fish_seen_subcommand_from backtest' -l resume -d 'go on with an interrupted study' -x -a 'latest (__truce_sim_runs)'
complete -c truce-sim -n '__fish_seen_subcommand_from backtest' -l again -d 'run a stored one once more, as it was, and compare it byte by byte' -x -a 'latest (__truce_sim_runs)'
complete -c truce-sim -n '__fish_seen_subcommand_from backtest' -l dry-run -d 'count runs and estimate seconds; run nothing'
complete -c truce-sim -n '__fish_seen_subcommand_from backtest' -l plan-only -d 'write the study down for other processes or machines to work on (work), and print its id; run nothing'
complete -c truce-sim -n '__fish_seen_subcommand_from backtest' -l out -d 'results folder (default: results)' -x -a '(__fish_complete_directories)'
complete -c truce-sim -n '__fish_seen_subcommand_from backtest' -l json -d 'print the summary as JSON only'
complete -c truce-sim -n '__fish_seen_subcommand_from backtest' -s q -l quiet -d 'headline and path only'
complete -c truce-sim -n '__fish_seen_subcommand_from backtest' -l plain -d 'no colour, no progress bar'
complete -c truce-sim -n '__fish_seen_subcommand_from backtest' -l format -d 'what to write beside the summary: any of html (the report), svg and png (each chart), csv and parquet (tables), xlsx (a workbook of the answer); default: html,svg,csv' -x -a 'html svg png csv parquet xlsx'
complete -c truce-sim -n '__fish_seen_subcommand_from backtest' -l no-report -d 'write no report and no charts, only tables'
complete -c truce-sim -n '__fish_seen_subcommand_from backtest' -l open -d 'open the report in a browser'
complete -c truce-sim -n '__fish_seen_subcommand_from backtest' -l debug -d 'show tracebacks'
complete -c truce-sim -n '__fish_seen_subcommand_from backtest' -F
complete -c truce-sim -n '__fish_seen_subcommand_from anchor' -s h -l help -d 'show this help message and exit'
complete -c truce-sim -n '__fish_seen_subcommand_from anchor' -l to -d 'what to move the level to: how many past truces like it were not broken (default)' -x -a 'base-rate'
complete -c truce-sim -n '__fish_seen_subcommand_from anchor' -l by -d 'what to move: what every party bears (default), grievance at the start, or how far what parties bear varies' -x -a 'headroom start spread'
complete -c truce-sim -n '__fish_seen_subcommand_from anchor' -l write -d 'the new file (default: SCENARIO-anchored.toml, beside it)' -r -F
complete -c truce-sim -n '__fish_seen_subcommand_from anchor' -l replace -d 'write the new file even where there is one'
complete -c truce-sim -n '__fish_seen_subcommand_from anchor' -l runs -d 'simulated histories (default: from the file)' -x
complete -c truce-sim -n '__fish_seen_subcommand_from anchor' -l seed -d 'default: from the file' -x
complete -c truce-sim -n '__fish_seen_subcommand_from anchor' -l jobs -d 'processes, or threads of the compiled engine (default: all cores); never changes results' -x
complete -c truce-sim -n '__fish_seen_subcommand_from anchor' -l engine -d 'who makes the runs: simpy (the model itself), compiled (the same, many times as fast), auto (compiled where it is there and worth while); never changes results' -x -a 'auto simpy compiled'
complete -c truce-sim -n '__fish_seen_subcommand_from anchor' -l on -d 'compute on a Dask cluster (extra: cluster): dask://HOST:PORT, tls://HOST:PORT, or the scheduler\'s file; never changes results' -x
complete -c truce-sim -n '__fish_seen_subcommand_from anchor' -l json -d 'print what was done as JSON only'
complete -c truce-sim -n '__fish_seen_subcommand_from anchor' -l plain -d 'no colour'
complete -c truce-sim -n '__fish_seen_subcommand_from anchor' -l debug -d 'show tracebacks'
complete -c truce-sim -n '__fish_seen_subcommand_from anchor' -a 'donbas-2020 ordinary smallest syria-2016 syria-2016-hotline syria-2016-observed (__fish_complete_suffix .toml)'
complete -c truce-sim -n '__fish_seen_subcommand_from teach' -s h -l help -d 'show this help message and exit'
complete -c truce-sim -n '__fish_seen_subcommand_from teach' -l debug -d 'show tracebacks'
complete -c truce-sim -n '__fish_seen_subcommand_from tally' -s h -l help -d 'show this help message and exit'
complete -c truce-sim -n '__fish_seen_subcommand_from tally' -l outcomes -d 'what came of your own cases: case,held,model,base_rate (default: of the kit\'s)' -r -F
complete -c truce-sim -n '__fish_seen_subcommand_from tally' -l json -d 'print the scores as JSON only'
complete -c truce-sim -n '__fish_seen_subcommand_from tally' -l debug -d 'show tracebacks'
complete -c truce-sim -n '__fish_seen_subcommand_from tally' -F
complete -c truce-sim -n '__fish_seen_subcommand_from report' -s h -l help -d 'show this help message and exit'
complete -c truce-sim -n '__fish_seen_subcommand_from report' -l format -d 'what to write again: any of html (the report), svg and png (each chart), and of the tables that were written parquet and xlsx (a workbook); default: html,svg' -x -a 'html svg png parquet xlsx'
complete -c truce-sim -n '__fish_seen_subcommand_from report' -l open -d 'open the report in a browser'
complete -c truce-sim -n '__fish_seen_subcommand_from report' -l out -d 'results folder (default: results)' -x -a '(__fish_complete_directories)'
complete -c truce-sim -n '__fish_seen_subcommand_from report' -l debug -d 'show tracebacks'
complete -c truce-sim -n '__fish_seen_subcommand_from report' -a 'latest (__truce_sim_runs)'
complete -c truce-sim -n '__fish_seen_subcommand_from brief' -s h -l help -d 'show this help message and exit'
complete -c truce-sim -n '__fish_seen_subcommand_from brief' -l to -d 'where the files go (default: here)' -x -a '(__fish_complete_directories)'
complete -c truce-sim -n '__fish_seen_subcommand_from brief' -l slides -d 'the charts as slides: a PDF, or for PowerPoint and Impress (default: pdf)' -x -a 'pdf pptx none'
complete -c truce-sim -n '__fish_seen_subcommand_from brief' -l no-browser -d 'draw the page, though a browser could print it'
complete -c truce-sim -n '__fish_seen_subcommand_from brief' -l replace -d 'replace files of these names'
complete -c truce-sim -n '__fish_seen_subcommand_from brief' -l out -d 'results folder (default: results)' -x -a '(__fish_complete_directories)'
complete -c truce-sim -n '__fish_seen_subcommand_from brief' -l debug -d 'show tracebacks'
complete -c truce-sim -n '__fish_seen_subcommand_from brief' -a 'latest (__truce_sim_runs)'
complete -c truce-sim -n '__fish_seen_subcommand_from pack' -s h -l help -d 'show this help message and exit'
complete -c truce-sim -n '__fish_seen_subcommand_from pack' -l to -d 'the archive (default: RUN.zip, here)' -r -F
complete -c truce-sim -n '__fish_seen_subcommand_from pack' -l replace -d 'replace an archive of that name'
complete -c truce-sim -n '__fish_seen_subcommand_from pack' -l out -d 'results folder (default: results)' -x -a '(__fish_complete_directories)'
complete -c truce-sim -n '__fish_seen_subcommand_from pack' -l debug -d 'show tracebacks'
complete -c truce-sim -n '__fish_seen_subcommand_from pack' -a 'latest (__truce_sim_runs)'
complete -c truce-sim -n '__fish_seen_subcommand_from list' -s h -l help -d 'show this help message and exit'
complete -c truce-sim -n '__fish_seen_subcommand_from list' -l out -d 'results folder (default: results)' -x -a '(__fish_complete_directories)'
complete -c truce-sim -n '__fish_seen_subcommand_from list' -l json -d 'print the list as JSON only'
complete -c truce-sim -n '__fish_seen_subcommand_from list' -l plain -d 'no colour'
complete -c truce-sim -n '__fish_seen_subcommand_from list' -l debug -d 'show tracebacks'
complete -c truce-sim -n '__fish_seen_subcommand_from list' -a 'runs scenarios'
complete -c truce-sim -n '__fish_seen_subcommand_from clean' -s h -l help -d 'show this help message and exit'
complete -c truce-sim -n '__fish_seen_subcommand_from clean' -l dry-run -d 'list only; remove nothing'
complete -c truce-sim -n '__fish_seen_subcommand_from clean' -l out -d 'results folder (default: results)' -x -a '(__fish_complete_directories)'
complete -c truce-sim -n '__fish_seen_subcommand_from clean' -l json -d 'print the list as JSON only'
complete -c truce-sim -n '__fish_seen_subcommand_from clean' -l plain -d 'no colour'
complete -c truce-sim -n '__fish_seen_subcommand_from clean' -l debug -d 'show tracebacks'
complete -c truce-sim -n '__fish_seen_subcommand_from clean' -a 'latest (__truce_sim_runs)'
