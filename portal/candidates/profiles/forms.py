"""Forms of the profile."""

from portal.foundation.web.forms import Choice, Form, Once, Tick


class ProfileForm(Form):
    profession = Choice(
        "Professione del profilo",
        missing="Scegli la professione da cui parte il profilo.",
        hint="Le aziende vedono il suo gruppo, tanto preciso quanto i profili uguali permettono.",
    )
    once = Once()


class WithdrawalForm(Form):
    asked_by_person = Tick("L’ha chiesto la persona", required=False)
