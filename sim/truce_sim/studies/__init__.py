"""Studies: a question in, a typed result out."""
