"""Who is to follow a company."""

from portal.foundation.web.forms import Choice, Form


class AssignForm(Form):
    holder = Choice("Referente dell’azienda", missing="Scegli chi segue l’azienda.")
