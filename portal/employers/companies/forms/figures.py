"""The day whose figures are asked."""

from portal.foundation.web.forms import Day, Form


class FiguresForm(Form):
    on = Day("Giorno", required=False, hint="Dal 1 gennaio 2018.")
