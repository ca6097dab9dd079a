"""Input to answers, or errors in Italian."""
