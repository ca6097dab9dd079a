"""Quadro 2: places to fill, from the vacancies open for a reserved quota («posti di lavoro»)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from portal.employers.prospetto_informativo.rules import shapes
from portal.employers.prospetto_informativo.rules.answers import PostSheet
from portal.employers.prospetto_informativo.rules.document import Post
from portal.employers.prospetto_informativo.rules.people import qualification
from portal.employers.vacancies.vocabulary import PublicTransport, Reserved
from portal.reference import unipi

_SUBJECTS = {Reserved.ART3: unipi.DISABLED, Reserved.ART18: unipi.PROTECTED}


@dataclass(frozen=True, slots=True)
class OpenVacancy:
    """A vacancy for a reserved quota with places left, as the prospetto reads it."""

    id: UUID
    title: str
    profession_code: str
    tasks: Sequence[str]
    reserved: Reserved
    places: int
    province: str
    comune_code: str
    architectural_barriers: bool | None
    night_shifts: bool | None
    public_transport: PublicTransport | None


def post_of(vacancy: OpenVacancy, said: PostSheet, usual_channel: str) -> Post:
    transport = vacancy.public_transport
    return Post(
        vacancy_id=vacancy.id,
        title=vacancy.title,
        profession_code=qualification(vacancy.profession_code),
        task=shortened("; ".join(vacancy.tasks)),
        places=vacancy.places,
        subject=_SUBJECTS[vacancy.reserved],
        comune_code=vacancy.comune_code,
        capacities=said.capacities,
        barriers=vacancy.architectural_barriers,
        night_shifts=vacancy.night_shifts,
        public_transport=None
        if transport in (None, PublicTransport.UNKNOWN)
        else transport is PublicTransport.YES,
        channel=said.channel or usual_channel,
    )


def posts_of(
    vacancies: Sequence[OpenVacancy], said: Mapping[UUID, PostSheet], usual_channel: str, province: str
) -> tuple[Post, ...]:
    return tuple(
        post_of(one, said.get(one.id, PostSheet()), usual_channel)
        for one in vacancies
        if one.province == province and said.get(one.id, PostSheet()).declared
    )


def shortened(words: str, most: int = shapes.LONGEST_WORDS) -> str:
    """The module has room for 200 characters: cut at a word, with an ellipsis."""
    if len(words) <= most:
        return words
    return words[: most - 1].rsplit(" ", 1)[0].rstrip(" ;,.") + "…"
