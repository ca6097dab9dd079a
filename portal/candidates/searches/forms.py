"""The form that saves a search; what it asks travels beside it in hidden fields."""

from portal.foundation.web.forms import Form, Once, Tick


class SaveForm(Form):
    news = Tick(
        "Avvisami quando trova altri profili",
        required=False,
        hint="L’avviso non dice quanti sono, e arriva al massimo una volta a settimana.",
    )
    once = Once()


class NewsForm(Form):
    news = Tick("Avvisami", required=False)
