"""One function for each chart: a typed result in, a matplotlib figure out."""
