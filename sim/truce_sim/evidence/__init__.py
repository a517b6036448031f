"""What is known of past truces: how often they held, by class. Nothing here is simulated."""
