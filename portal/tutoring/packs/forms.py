"""Choosing the case a figure is for."""

from portal.foundation.web.forms import Choice, Form
from portal.reference import regions
from portal.tutoring.packs.vocabulary import ANY, CATEGORY_LABELS, NAMES, NATION, RULE_KIND_LABELS


class CaseForm(Form):
    rule = Choice(
        "Regola",
        choices=[
            (rule, f"{name.group}: {name.label[:1].lower()}{name.label[1:]}") for rule, name in NAMES.items()
        ],
        missing="Scegli la regola.",
    )
    region = Choice(
        "Dove",
        choices=[(NATION, "Italia"), *((one.code, one.name) for one in regions.entries())],
        missing="Scegli la regione.",
    )
    kind = Choice(
        "Tipo di tirocinio",
        choices=[(ANY, "Ogni tipo"), *((kind.value, label) for kind, label in RULE_KIND_LABELS.items())],
        missing="Scegli il tipo di tirocinio.",
    )
    category = Choice(
        "Per chi",
        choices=[(ANY, "Ogni persona"), *((one.value, label) for one, label in CATEGORY_LABELS.items())],
        missing="Scegli per chi vale.",
    )
