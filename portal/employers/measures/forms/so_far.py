"""A form that lacks something and is judged all the same, on what it says: every error comes at once."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from copy import copy
from typing import Any, ClassVar, Self

from portal.employers.measures.rules.judged import Problem
from portal.foundation.web.forms import Form
from portal.kernel.refusals import Refused

Needs = Mapping[str, Sequence[str]]


class SoFarForm(Form):
    """``needs``: what a problem of a field rests on besides the field itself."""

    needs: ClassVar[Needs] = {}

    @property
    def lacking(self) -> frozenset[str]:
        """Fields that were not read, or that do not go with another."""
        wrong = {error.field for error in self.errors if error.field}
        return frozenset(wrong | (self._fields.keys() - self.values.keys()))

    def as_if(self, fillers: Mapping[str, Any]) -> Self:
        """The same answers, with ``fillers`` for what is lacking: values that break no rule by themselves."""
        other = copy(self)
        lacking = self.lacking
        other.values = {**self.values, **{name: value for name, value in fillers.items() if name in lacking}}
        return other

    async def judge(self, rules: Callable[[], Awaitable[list[Problem]]]) -> None:
        """Adds what the rules find on the fields that were read; nothing where they cannot be asked."""
        lacking = self.lacking
        try:
            found = await rules()
        except Refused:
            return
        for field, sentence in found:
            if field is not None and lacking.isdisjoint({field, *self.needs.get(field, ())}):
                self.fail(field, sentence)
