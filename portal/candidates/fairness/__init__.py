"""What the fairness audit compares. Apart from everything that scores: own table, own page, own permission."""
