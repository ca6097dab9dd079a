"""Rule packs of tirocini (L. 68/1999 art. 11, Linee guida 2017, TIS): figures by region, kind and category, dated."""
