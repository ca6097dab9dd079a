"""Companies: their people, what the law asks of them, the places they offer."""
