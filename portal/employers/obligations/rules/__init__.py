"""The law as pure functions, exact arithmetic, one file per institute.

Every function takes the dated parameters and the day; each line of a calculation is a ``Step`` that names
its article. Amounts, thresholds and percentages are never written here: they are rows of ``parameters.csv``.
"""
