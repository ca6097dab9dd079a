"""The five modules of the tutors' training, as they read: whole, plain, with questions that explain."""

import re

import pytest

from portal.kernel.health_words import health_word
from portal.tutoring.modules import BY_KEY, MODULES, TRAINING, BlockKind, Module, sections_of

EVERY = pytest.mark.parametrize("module", MODULES, ids=[module.key for module in MODULES])


def words(text: str) -> list[str]:
    return re.findall(r"[\w’']+", text)


def gulpease(sentences: list[str]) -> float:
    """The Italian index of readability: from 60 on whoever finished the middle school reads it without effort."""
    told = words(" ".join(sentences))
    return 89 + (300 * len(sentences) - 10 * sum(map(len, told))) / len(told)


def test_there_are_the_five_of_the_guide_in_their_order() -> None:
    assert [module.title for module in MODULES] == [
        "Accogliere e presentare il gruppo",
        "Obiettivi osservabili",
        "Dare riscontri chiari",
        "Accomodamenti ragionevoli",
        "Verifica e passaggio di consegne",
    ]
    assert set(BY_KEY) == set(TRAINING.keys)


@EVERY
def test_a_module_is_written_in_full(module: Module) -> None:
    count = sum(len(words(sentence)) for sentence in module.sentences)
    assert 500 <= count <= 800
    assert len(module.sections) >= 5
    kinds = [block.kind for section in module.sections for block in section.blocks]
    assert BlockKind.EXAMPLE in kinds
    assert kinds[-1] is BlockKind.CHECKLIST
    assert all(section.blocks for section in module.sections)


@EVERY
def test_its_sentences_are_short_and_easy(module: Module) -> None:
    longest = max(module.sentences, key=lambda one: len(words(one)))
    assert len(words(longest)) <= 25, longest
    average = sum(len(words(one)) for one in module.sentences) / len(module.sentences)
    assert average <= 12
    assert gulpease(module.sentences) >= 60


@EVERY
def test_it_speaks_as_the_portal_speaks(module: Module) -> None:
    text = " ".join(module.sentences)
    assert "!" not in text
    for word in ("utente", "disabile", "soggetto", "limitazion"):
        assert word not in text.lower(), word


@EVERY
def test_it_asks_questions_with_explained_answers(module: Module) -> None:
    assert len(module.questions) >= 4
    for question in module.questions:
        keys = [key for key, _ in question.answers]
        assert len(keys) >= 3
        assert question.right in keys
        assert len(words(question.why)) >= 8
    assert len({question.right for question in module.questions}) > 1, (
        "the right answer is always the same letter"
    )
    assert module.score(module.best) == len(module.questions)
    assert 1 <= module.needed <= len(module.questions)


@EVERY
def test_no_right_answer_tells_of_somebody_s_health(module: Module) -> None:
    for question in module.questions:
        assert health_word(dict(question.answers)[question.right]) is None


@pytest.mark.parametrize("text", ["Senza titolo.", "# Altro titolo\n\nTesto.", "## Titolo\n\n- una\nriga"])
def test_a_text_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="a "):
        sections_of(text)
