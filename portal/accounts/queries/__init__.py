"""Reads: sessions, people and their seats, organisations, invitations."""
