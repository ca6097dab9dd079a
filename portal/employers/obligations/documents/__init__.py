"""Documents that come from outside as JSON: read with every error at once, described by a schema.

A kind of document is a ``Document`` class; ``reading.read`` reads one, ``reading.read_many`` one, an array or one
a line; ``schema.schema`` describes it. Whoever sends a wrong document gets ``WrongDocument.problems``.
"""
