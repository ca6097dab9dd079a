"""Reminder ladders of a company's duties and commitments: who is told, on which days, once for each rung."""
