"""A class that bets on past truces: its predictions, what came of them, and how good they were."""
