"""Many truces: replications spread over cores, kept on disk as they finish, stored whole."""
