"""What is too few to say anything; imports nothing, so that it costs nothing to ask."""

FEWEST_CLUSTERS = 8
"""Clusters, such as wars, below which drawing them anew says too little for an interval."""
