"""Forms of a vacancy: its title, then its sections."""

from portal.employers.vacancies.forms.conditions import ConditionsForm
from portal.employers.vacancies.forms.demands import DemandsForm
from portal.employers.vacancies.forms.place import PlaceForm
from portal.employers.vacancies.forms.section import HandOverForm, NewVacancyForm, SectionForm
from portal.employers.vacancies.forms.tasks import TasksForm

__all__ = [
    "ConditionsForm",
    "DemandsForm",
    "HandOverForm",
    "NewVacancyForm",
    "PlaceForm",
    "SectionForm",
    "TasksForm",
]
