"""Completion for PowerShell, 5.1 (Windows) and newer."""

from collections.abc import Iterator, Sequence

from commands_read import Command, Option, Value

_HEAD = """\
# Completion of truce-sim for PowerShell, made from its parser.
# To have it in every window, put into the file that $PROFILE names:
#     truce-sim completion powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName 'truce-sim' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
"""
_END = """
    $typed = @($commandAst.CommandElements | ForEach-Object { $_.ToString() })
    $before = @($typed | Select-Object -Skip 1)
    if ($wordToComplete -ne '' -and $before.Count -gt 0) {
        $before = @($before | Select-Object -First ($before.Count - 1))
    }
    $found = [ordered]@{}
    $sort = ''
    if ($before.Count -eq 0) {
        $found = $commands
    } elseif ($before.Count -gt 1 -and $values.Contains("$($before[0]) $($before[-1])")) {
        $sort = $values["$($before[0]) $($before[-1])"]
    } elseif ($wordToComplete.StartsWith('-')) {
        $found = $options[$before[0]]
    } else {
        $sort = $values[$before[0]]
    }
    foreach ($one in ($sort -split ' ')) {
        if ($one -eq '') { continue }
        if ($one -eq ':runs') {
            Get-ChildItem -Path 'results/*/*' -Directory -ErrorAction SilentlyContinue |
                ForEach-Object { $found[($_.Name -replace 'UNFINISHED$', '')] = 'a stored run' }
        } elseif ($one.StartsWith(':')) {
            Get-ChildItem -Path "$wordToComplete*" -ErrorAction SilentlyContinue |
                Where-Object {
                    $_.PSIsContainer -or $one -eq ':*' -or $_.Name.EndsWith($one.Substring(1))
                } |
                ForEach-Object { $found[(Resolve-Path -Relative $_.FullName)] = $_.Name }
        } else {
            $found[$one] = $one
        }
    }
    foreach ($one in $found.Keys) {
        if ($one.StartsWith($wordToComplete) -or $found[$one].StartsWith($wordToComplete)) {
            $shown = if ($one -match "[ ']") { "'" + ($one -replace "'", "''") + "'" } else { $one }
            [System.Management.Automation.CompletionResult]::new(
                $shown, $one, 'ParameterValue', $found[$one])
        }
    }
}
"""


def powershell(commands: Sequence[Command], unfinished: str) -> str:
    """Return the script (see `bash`)."""
    end = _END.replace("UNFINISHED", unfinished.replace(".", "\\."))
    return "\n".join([_HEAD.rstrip(), *_tables(commands), end.lstrip("\n")])


def _tables(commands: Sequence[Command]) -> Iterator[str]:
    yield "    $commands = [ordered]@{"
    yield from (f"        {_quoted(one.name)} = {_quoted(one.line)}" for one in commands)
    yield "    }"
    yield "    $options = @{"
    for one in commands:
        yield f"        {_quoted(one.name)} = [ordered]@{{"
        yield from (f"            {line}" for option in one.options for line in _named(option))
        yield "        }"
    yield "    }"
    yield "    # Words; :runs for stored runs, :.ending for files of that ending and folders."
    yield "    $values = @{"
    for one in commands:
        for option in one.options:
            if option.value is not None:
                said = _quoted(_said(option.value))
                for name in option.names:
                    yield f"        {_quoted(f'{one.name} {name}')} = {said}"
        if one.places:
            every = " ".join(dict.fromkeys(_said(place.value) for place in one.places))
            yield f"        {_quoted(one.name)} = {_quoted(every)}"
    yield "    }"


def _named(option: Option) -> Iterator[str]:
    for name in option.names:
        yield f"{_quoted(name)} = {_quoted(option.help)}"


def _said(value: Value) -> str:
    more = [":runs"] if value.runs else []
    if value.ending:
        more.append(f":{value.ending}")
    elif value.folders:
        more.append(":folders")
    return " ".join([*value.words, *more])


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
