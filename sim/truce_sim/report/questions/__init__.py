"""The questions: a module each, or a room, named as the command that asks it."""
