"""What can be asked of a truce: one module a question, the same for commands and for Python."""
