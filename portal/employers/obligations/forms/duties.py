"""The day of the situation and the day to reckon to."""

from portal.foundation.web.forms import Day, Form, Hidden


class DaysForm(Form):
    on = Day("Situazione al", required=False, hint="Dal 1 gennaio 2018.")
    until = Day("Calcola il costo fino al", required=False)
    company = Hidden(required=False)
