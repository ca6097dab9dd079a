"""Writes: each verb locks, asks the rule, saves and records in one transaction."""
