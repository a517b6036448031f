# Completion of truce-sim for bash, made from its parser.
# To have it in every shell, put into ~/.bashrc:  eval "$(truce-sim completion bash)"

_truce_sim_add() {
    COMPREPLY+=($(compgen "$@" -- "$word"))
}

_truce_sim_runs() {
    local run
    for run in results/*/*/; do
        [ -d "$run" ] || continue
        run=${run%/}
        run=${run##*/}
        run=${run%.unfinished}
        case "$run" in "$word"*) COMPREPLY+=("$run") ;; esac
    done
}

_truce_sim() {
    local IFS=$'\n'
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
    COMPREPLY=()
    # To bash an equals sign is a word of its own.
    if [ "$word" = "=" ]; then
        word=
    elif [ "$before" = "=" ]; then
        before=${COMP_WORDS[COMP_CWORD-2]}
    fi
    if [ "$COMP_CWORD" -eq 1 ]; then
        _truce_sim_add -W $'new\ncheck\nshow\nrates\nschema\nrun\nwork\ntrace\nverify\ncompile\ncompletion\ncompare\nsweep\nrequire\npostpone\nnow\nsensitivity\nexplore\nbacktest\nanchor\nteach\ntally\nreport\nbrief\npack\nlist\nclean\n--help'
        return
    fi
    case "${COMP_WORDS[1]} $before" in
        "new --from")
            _truce_sim_add -W $'fragmented-war\nline-of-contact\nhumanitarian-pause\nmonitored-truce\ndonbas-2020\nordinary\nsmallest\nsyria-2016\nsyria-2016-hotline\nsyria-2016-observed'
            _truce_sim_add -f -X '!*.toml'
            _truce_sim_add -d
            return ;;
        "new --answers")
            _truce_sim_add -W $'hillside'
            _truce_sim_add -f -X '!*.answers'
            _truce_sim_add -d
            return ;;
        "check --set")
            return ;;
        "show --set")
            return ;;
        "show --out")
            _truce_sim_add -d
            return ;;
        "rates --party")
            return ;;
        "rates --from")
            return ;;
        "rates --until")
            return ;;
        "run --set")
            return ;;
        "run --runs")
            return ;;
        "run --seed")
            return ;;
        "run --jobs")
            return ;;
        "run --until")
            return ;;
        "run --engine")
            _truce_sim_add -W $'auto\nsimpy\ncompiled'
            return ;;
        "run --precision")
            return ;;
        "run --decide")
            return ;;
        "run --on")
            return ;;
        "run --resume")
            _truce_sim_add -W $'latest'
            _truce_sim_runs
            return ;;
        "run --again")
            _truce_sim_add -W $'latest'
            _truce_sim_runs
            return ;;
        "run --out")
            _truce_sim_add -d
            return ;;
        "run --format")
            _truce_sim_add -W $'html\nsvg\npng\ncsv\nparquet\nxlsx'
            return ;;
        "work --share")
            return ;;
        "work --jobs")
            return ;;
        "work --engine")
            _truce_sim_add -W $'auto\nsimpy\ncompiled'
            return ;;
        "work --out")
            _truce_sim_add -d
            return ;;
        "trace --set")
            return ;;
        "trace --run")
            return ;;
        "trace --where")
            return ;;
        "trace --nth")
            return ;;
        "trace --runs")
            return ;;
        "trace --jobs")
            return ;;
        "trace --options")
            return ;;
        "trace --last")
            return ;;
        "trace --seed")
            return ;;
        "verify --engine")
            _truce_sim_add -W $'simpy\ncompiled'
            return ;;
        "verify --seed")
            return ;;
        "compare --set")
            return ;;
        "compare --runs")
            return ;;
        "compare --seed")
            return ;;
        "compare --jobs")
            return ;;
        "compare --until")
            return ;;
        "compare --engine")
            _truce_sim_add -W $'auto\nsimpy\ncompiled'
            return ;;
        "compare --on")
            return ;;
        "compare --resume")
            _truce_sim_add -W $'latest'
            _truce_sim_runs
            return ;;
        "compare --again")
            _truce_sim_add -W $'latest'
            _truce_sim_runs
            return ;;
        "compare --out")
            _truce_sim_add -d
            return ;;
        "compare --format")
            _truce_sim_add -W $'html\nsvg\npng\ncsv\nparquet\nxlsx'
            return ;;
        "sweep --set")
            return ;;
        "sweep --param")
            return ;;
        "sweep --design")
            _truce_sim_add -W $'grid\nlhs\nsobol'
            return ;;
        "sweep --points")
            return ;;
        "sweep --runs")
            return ;;
        "sweep --seed")
            return ;;
        "sweep --jobs")
            return ;;
        "sweep --until")
            return ;;
        "sweep --engine")
            _truce_sim_add -W $'auto\nsimpy\ncompiled'
            return ;;
        "sweep --on")
            return ;;
        "sweep --resume")
            _truce_sim_add -W $'latest'
            _truce_sim_runs
            return ;;
        "sweep --again")
            _truce_sim_add -W $'latest'
            _truce_sim_runs
            return ;;
        "sweep --out")
            _truce_sim_add -d
            return ;;
        "sweep --format")
            _truce_sim_add -W $'html\nsvg\npng\ncsv\nparquet\nxlsx'
            return ;;
        "require --set")
            return ;;
        "require --holds")
            return ;;
        "require --by")
            return ;;
        "require --runs")
            return ;;
        "require --seed")
            return ;;
        "require --jobs")
            return ;;
        "require --until")
            return ;;
        "require --engine")
            _truce_sim_add -W $'auto\nsimpy\ncompiled'
            return ;;
        "require --on")
            return ;;
        "require --resume")
            _truce_sim_add -W $'latest'
            _truce_sim_runs
            return ;;
        "require --again")
            _truce_sim_add -W $'latest'
            _truce_sim_runs
            return ;;
        "require --out")
            _truce_sim_add -d
            return ;;
        "require --format")
            _truce_sim_add -W $'html\nsvg\npng\ncsv\nparquet\nxlsx'
            return ;;
        "postpone --set")
            return ;;
        "postpone --talks")
            return ;;
        "postpone --unless")
            _truce_sim_add -W $'settled\nquiet'
            return ;;
        "postpone --runs")
            return ;;
        "postpone --seed")
            return ;;
        "postpone --jobs")
            return ;;
        "postpone --until")
            return ;;
        "postpone --engine")
            _truce_sim_add -W $'auto\nsimpy\ncompiled'
            return ;;
        "postpone --on")
            return ;;
        "postpone --resume")
            _truce_sim_add -W $'latest'
            _truce_sim_runs
            return ;;
        "postpone --again")
            _truce_sim_add -W $'latest'
            _truce_sim_runs
            return ;;
        "postpone --out")
            _truce_sim_add -d
            return ;;
        "postpone --format")
            _truce_sim_add -W $'html\nsvg\npng\ncsv\nparquet\nxlsx'
            return ;;
        "now --set")
            return ;;
        "now --until")
            return ;;
        "now --runs")
            return ;;
        "now --seed")
            return ;;
        "now --jobs")
            return ;;
        "now --engine")
            _truce_sim_add -W $'auto\nsimpy\ncompiled'
            return ;;
        "now --on")
            return ;;
        "now --resume")
            _truce_sim_add -W $'latest'
            _truce_sim_runs
            return ;;
        "now --again")
            _truce_sim_add -W $'latest'
            _truce_sim_runs
            return ;;
        "now --out")
            _truce_sim_add -d
            return ;;
        "now --format")
            _truce_sim_add -W $'html\nsvg\npng\ncsv\nparquet\nxlsx'
            return ;;
        "sensitivity --set")
            return ;;
        "sensitivity --runs")
            return ;;
        "sensitivity --seed")
            return ;;
        "sensitivity --jobs")
            return ;;
        "sensitivity --until")
            return ;;
        "sensitivity --engine")
            _truce_sim_add -W $'auto\nsimpy\ncompiled'
            return ;;
        "sensitivity --on")
            return ;;
        "sensitivity --resume")
            _truce_sim_add -W $'latest'
            _truce_sim_runs
            return ;;
        "sensitivity --again")
            _truce_sim_add -W $'latest'
            _truce_sim_runs
            return ;;
        "sensitivity --out")
            _truce_sim_add -d
            return ;;
        "sensitivity --format")
            _truce_sim_add -W $'html\nsvg\npng\ncsv\nparquet\nxlsx'
            return ;;
        "explore --set")
            return ;;
        "explore --histories")
            return ;;
        "explore --seed")
            return ;;
        "explore --jobs")
            return ;;
        "explore --port")
            return ;;
        "backtest --rules")
            _truce_sim_add -f
            return ;;
        "backtest --rows")
            _truce_sim_add -f
            return ;;
        "backtest --wars")
            _truce_sim_add -W $'even\nodd\nall'
            return ;;
        "backtest --runs")
            return ;;
        "backtest --seed")
            return ;;
        "backtest --jobs")
            return ;;
        "backtest --engine")
            _truce_sim_add -W $'auto\nsimpy\ncompiled'
            return ;;
        "backtest --on")
            return ;;
        "backtest --resume")
            _truce_sim_add -W $'latest'
            _truce_sim_runs
            return ;;
        "backtest --again")
            _truce_sim_add -W $'latest'
            _truce_sim_runs
            return ;;
        "backtest --out")
            _truce_sim_add -d
            return ;;
        "backtest --format")
            _truce_sim_add -W $'html\nsvg\npng\ncsv\nparquet\nxlsx'
            return ;;
        "anchor --to")
            _truce_sim_add -W $'base-rate'
            return ;;
        "anchor --by")
            _truce_sim_add -W $'headroom\nstart\nspread'
            return ;;
        "anchor --write")
            _truce_sim_add -f
            return ;;
        "anchor --runs")
            return ;;
        "anchor --seed")
            return ;;
        "anchor --jobs")
            return ;;
        "anchor --engine")
            _truce_sim_add -W $'auto\nsimpy\ncompiled'
            return ;;
        "anchor --on")
            return ;;
        "tally --outcomes")
            _truce_sim_add -f
            return ;;
        "report --format")
            _truce_sim_add -W $'html\nsvg\npng\nparquet\nxlsx'
            return ;;
        "report --out")
            _truce_sim_add -d
            return ;;
        "brief --to")
            _truce_sim_add -d
            return ;;
        "brief --slides")
            _truce_sim_add -W $'pdf\npptx\nnone'
            return ;;
        "brief --out")
            _truce_sim_add -d
            return ;;
        "pack --to")
            _truce_sim_add -f
            return ;;
        "pack --out")
            _truce_sim_add -d
            return ;;
        "list --out")
            _truce_sim_add -d
            return ;;
        "clean --out")
            _truce_sim_add -d
            return ;;
    esac
    case "${COMP_WORDS[1]} $word" in
        "new -"*) _truce_sim_add -W $'-h\n--help\n--from\n--ask\n--answers\n--debug' ;;
        "check -"*) _truce_sim_add -W $'-h\n--help\n--set\n--strict\n--debug' ;;
        "show -"*) _truce_sim_add -W $'-h\n--help\n--set\n--out\n--debug' ;;
        "rates -"*) _truce_sim_add -W $'-h\n--help\n--party\n--from\n--until\n--debug' ;;
        "schema -"*) _truce_sim_add -W $'-h\n--help\n--debug' ;;
        "run -"*) _truce_sim_add -W $'-h\n--help\n--set\n--runs\n--seed\n--jobs\n--given-observed\n--until\n--engine\n--precision\n--decide\n--no-believable\n--on\n--resume\n--again\n--dry-run\n--plan-only\n--out\n--json\n-q\n--quiet\n--plain\n--format\n--no-report\n--open\n--debug' ;;
        "work -"*) _truce_sim_add -W $'-h\n--help\n--share\n--jobs\n--engine\n--out\n--json\n--plain\n--debug' ;;
        "trace -"*) _truce_sim_add -W $'-h\n--help\n--set\n--run\n--collapses\n--holds\n--where\n--nth\n--runs\n--jobs\n--options\n--all\n--last\n--seed\n--json\n--plain\n--debug' ;;
        "verify -"*) _truce_sim_add -W $'-h\n--help\n--engine\n--seed\n--json\n--plain\n--debug' ;;
        "compile -"*) _truce_sim_add -W $'-h\n--help\n--json\n--plain\n--debug' ;;
        "completion -"*) _truce_sim_add -W $'-h\n--help\n--debug' ;;
        "compare -"*) _truce_sim_add -W $'-h\n--help\n--set\n--runs\n--seed\n--jobs\n--given-observed\n--until\n--engine\n--no-believable\n--on\n--resume\n--again\n--dry-run\n--plan-only\n--out\n--json\n-q\n--quiet\n--plain\n--format\n--no-report\n--open\n--debug' ;;
        "sweep -"*) _truce_sim_add -W $'-h\n--help\n--set\n--param\n--design\n--points\n--confirm\n--runs\n--seed\n--jobs\n--given-observed\n--until\n--engine\n--on\n--resume\n--again\n--dry-run\n--plan-only\n--out\n--json\n-q\n--quiet\n--plain\n--format\n--no-report\n--open\n--debug' ;;
        "require -"*) _truce_sim_add -W $'-h\n--help\n--set\n--holds\n--by\n--runs\n--seed\n--jobs\n--given-observed\n--until\n--engine\n--on\n--resume\n--again\n--dry-run\n--plan-only\n--out\n--json\n-q\n--quiet\n--plain\n--format\n--no-report\n--open\n--debug' ;;
        "postpone -"*) _truce_sim_add -W $'-h\n--help\n--set\n--talks\n--unless\n--runs\n--seed\n--jobs\n--given-observed\n--until\n--engine\n--on\n--resume\n--again\n--dry-run\n--plan-only\n--out\n--json\n-q\n--quiet\n--plain\n--format\n--no-report\n--open\n--debug' ;;
        "now -"*) _truce_sim_add -W $'-h\n--help\n--set\n--until\n--runs\n--seed\n--jobs\n--engine\n--on\n--resume\n--again\n--dry-run\n--plan-only\n--out\n--json\n-q\n--quiet\n--plain\n--format\n--no-report\n--open\n--debug' ;;
        "sensitivity -"*) _truce_sim_add -W $'-h\n--help\n--set\n--runs\n--seed\n--jobs\n--given-observed\n--until\n--engine\n--on\n--resume\n--again\n--dry-run\n--plan-only\n--out\n--json\n-q\n--quiet\n--plain\n--format\n--no-report\n--open\n--debug' ;;
        "explore -"*) _truce_sim_add -W $'-h\n--help\n--set\n--histories\n--seed\n--jobs\n--port\n--no-open\n--stay\n--debug' ;;
        "backtest -"*) _truce_sim_add -W $'-h\n--help\n--rules\n--rows\n--wars\n--runs\n--seed\n--jobs\n--engine\n--on\n--resume\n--again\n--dry-run\n--plan-only\n--out\n--json\n-q\n--quiet\n--plain\n--format\n--no-report\n--open\n--debug' ;;
        "anchor -"*) _truce_sim_add -W $'-h\n--help\n--to\n--by\n--write\n--replace\n--runs\n--seed\n--jobs\n--engine\n--on\n--json\n--plain\n--debug' ;;
        "teach -"*) _truce_sim_add -W $'-h\n--help\n--debug' ;;
        "tally -"*) _truce_sim_add -W $'-h\n--help\n--outcomes\n--json\n--debug' ;;
        "report -"*) _truce_sim_add -W $'-h\n--help\n--format\n--open\n--out\n--debug' ;;
        "brief -"*) _truce_sim_add -W $'-h\n--help\n--to\n--slides\n--no-browser\n--replace\n--out\n--debug' ;;
        "pack -"*) _truce_sim_add -W $'-h\n--help\n--to\n--replace\n--out\n--debug' ;;
        "list -"*) _truce_sim_add -W $'-h\n--help\n--out\n--json\n--plain\n--debug' ;;
        "clean -"*) _truce_sim_add -W $'-h\n--help\n--dry-run\n--out\n--json\n--plain\n--debug' ;;
        "check "*)
            _truce_sim_add -W $'donbas-2020\nordinary\nsmallest\nsyria-2016\nsyria-2016-hotline\nsyria-2016-observed'
            _truce_sim_add -f -X '!*.toml'
            _truce_sim_add -d
            ;;
        "show "*)
            _truce_sim_add -W $'inputs\ncolumns\ndonbas-2020\nordinary\nsmallest\nsyria-2016\nsyria-2016-hotline\nsyria-2016-observed'
            _truce_sim_runs
            _truce_sim_add -f -X '!*.toml'
            _truce_sim_add -d
            _truce_sim_add -W $'donbas-2020\nordinary\nsmallest\nsyria-2016\nsyria-2016-hotline\nsyria-2016-observed'
            ;;
        "rates "*)
            _truce_sim_add -W $'incidents\nsyria-2016-counts'
            _truce_sim_add -f -X '!*.csv'
            _truce_sim_add -d
            ;;
        "run "*)
            _truce_sim_add -W $'donbas-2020\nordinary\nsmallest\nsyria-2016\nsyria-2016-hotline\nsyria-2016-observed'
            _truce_sim_add -f -X '!*.toml'
            _truce_sim_add -d
            ;;
        "work "*)
            _truce_sim_add -W $'latest'
            _truce_sim_runs
            ;;
        "trace "*)
            _truce_sim_add -W $'donbas-2020\nordinary\nsmallest\nsyria-2016\nsyria-2016-hotline\nsyria-2016-observed'
            _truce_sim_add -f -X '!*.toml'
            _truce_sim_add -d
            ;;
        "completion "*)
            _truce_sim_add -W $'bash\nzsh\nfish\npowershell'
            ;;
        "compare "*)
            _truce_sim_add -W $'donbas-2020\nordinary\nsmallest\nsyria-2016\nsyria-2016-hotline\nsyria-2016-observed'
            _truce_sim_add -f -X '!*.toml'
            _truce_sim_add -d
            ;;
        "sweep "*)
            _truce_sim_add -W $'donbas-2020\nordinary\nsmallest\nsyria-2016\nsyria-2016-hotline\nsyria-2016-observed'
            _truce_sim_add -f -X '!*.toml'
            _truce_sim_add -d
            ;;
        "require "*)
            _truce_sim_add -W $'donbas-2020\nordinary\nsmallest\nsyria-2016\nsyria-2016-hotline\nsyria-2016-observed'
            _truce_sim_add -f -X '!*.toml'
            _truce_sim_add -d
            ;;
        "postpone "*)
            _truce_sim_add -W $'donbas-2020\nordinary\nsmallest\nsyria-2016\nsyria-2016-hotline\nsyria-2016-observed'
            _truce_sim_add -f -X '!*.toml'
            _truce_sim_add -d
            ;;
        "now "*)
            _truce_sim_add -W $'donbas-2020\nordinary\nsmallest\nsyria-2016\nsyria-2016-hotline\nsyria-2016-observed'
            _truce_sim_add -f -X '!*.toml'
            _truce_sim_add -d
            ;;
        "sensitivity "*)
            _truce_sim_add -W $'donbas-2020\nordinary\nsmallest\nsyria-2016\nsyria-2016-hotline\nsyria-2016-observed'
            _truce_sim_add -f -X '!*.toml'
            _truce_sim_add -d
            ;;
        "explore "*)
            _truce_sim_add -W $'donbas-2020\nordinary\nsmallest\nsyria-2016\nsyria-2016-hotline\nsyria-2016-observed'
            _truce_sim_add -f -X '!*.toml'
            _truce_sim_add -d
            ;;
        "backtest "*)
            _truce_sim_add -f
            ;;
        "anchor "*)
            _truce_sim_add -W $'donbas-2020\nordinary\nsmallest\nsyria-2016\nsyria-2016-hotline\nsyria-2016-observed'
            _truce_sim_add -f -X '!*.toml'
            _truce_sim_add -d
            ;;
        "teach "*)
            _truce_sim_add -d
            ;;
        "tally "*)
            _truce_sim_add -f
            ;;
        "report "*)
            _truce_sim_add -W $'latest'
            _truce_sim_runs
            ;;
        "brief "*)
            _truce_sim_add -W $'latest'
            _truce_sim_runs
            ;;
        "pack "*)
            _truce_sim_add -W $'latest'
            _truce_sim_runs
            ;;
        "list "*)
            _truce_sim_add -W $'runs\nscenarios'
            ;;
        "clean "*)
            _truce_sim_add -W $'latest'
            _truce_sim_runs
            ;;
    esac
}

complete -o filenames -F _truce_sim truce-sim
