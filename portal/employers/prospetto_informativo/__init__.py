"""The prospetto informativo: the statutory return of art. 9 c. 6 of L. 68/1999, and the statement of art. 17."""
