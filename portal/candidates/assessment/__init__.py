"""The assessment: levels on the 28 dimensions, sealed, and the signed synthesis."""
