"""Eligibility for the reserved quota."""
