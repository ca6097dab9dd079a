"""The proof that cards tell of nobody: on the database, over every surface, whatever dies and whenever."""
