"""Options of commands, by what they are about; each function adds some to a parser."""
