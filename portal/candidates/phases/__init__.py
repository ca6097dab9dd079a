"""The phases of a case: interviews, decisions, moves, lateness."""
