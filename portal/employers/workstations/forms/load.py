"""How a service finds a place of work, and what it looks for among them."""

from portal.employers.workstations.vocabulary import CLIMATE_LABELS
from portal.foundation.web.forms import Choice, Choices, Day, Form, LongText, Text
from portal.reference import accommodations, dimensions, provinces


class LoadForm(Form):
    climate = Choice(
        "Clima",
        required=False,
        choices=[(str(step), label) for step, label in CLIMATE_LABELS.items()],
        hint="Come sta chi lavora lì. L’azienda non lo legge.",
    )
    load_note = LongText(
        "Carico",
        required=False,
        max_length=500,
        hint="Quanto il gruppo può reggere ora. Non scrivere nomi di persone.",
    )


class SearchForm(Form):
    q = Text("Mansione o professione", required=False, max_length=80)
    light = Choices(
        "Richiede poco o niente su",
        required=False,
        choices=[(one.code, one.name) for one in dimensions.entries()],
    )
    offers = Choices(
        "Offre", required=False, choices=[(one.code, one.name) for one in accommodations.entries()]
    )
    province = Choice(
        "Provincia", required=False, choices=[(one.code, one.name) for one in provinces.entries()]
    )
    free_on = Day("Con un posto libero il", required=False)
    vacancy = Choice(
        "Annunci",
        required=False,
        choices=[("yes", "Solo con un annuncio aperto"), ("no", "Solo senza annuncio")],
    )
