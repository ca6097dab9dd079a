"""The tutors' training, module by module, its certificate, and who of a company is trained."""

from typing import Any

from litestar.di import NamedDependency

from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import (
    Form,
    FromPath,
    PortalRequest,
    Response,
    download,
    get,
    invalid,
    page,
    post,
    read_form,
    see_other,
)
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.tutoring.actions import training
from portal.tutoring.keeping_forms import questions_form
from portal.tutoring.modules import BY_KEY, Module
from portal.tutoring.pages import training as pages
from portal.tutoring.papers.certificate import certificate_pdf
from portal.tutoring.queries.training import standing

TRAIN = may(P.TUTOR_TRAINING)
QUESTIONS = "tutoring/questions.html"


@get("/tutor-training", access=TRAIN)
async def modules(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    return page(request, "tutoring/training.html", pages.training_page(await standing(viewer.account_id)))


def _module(key: str) -> Module:
    found = BY_KEY.get(key)
    if found is None:
        raise NotThere
    return found


@get("/tutor-training/certificate", access=TRAIN)
async def certificate(viewer: NamedDependency[Viewer]) -> Response[Any]:
    """Raises NotThere before all modules are done."""
    content = await certificate_pdf(viewer)
    return download(content, name="attestato-tutor.pdf", media_type="application/pdf")


@get("/tutor-training/{key:str}", access=TRAIN)
async def module(
    request: PortalRequest, viewer: NamedDependency[Viewer], key: FromPath[str]
) -> Response[Any]:
    found = _module(key)
    return page(request, "tutoring/module.html", pages.module_page(found, await standing(viewer.account_id)))


@post("/tutor-training/{key:str}/reading", access=TRAIN)
async def read(request: PortalRequest, viewer: NamedDependency[Viewer], key: FromPath[str]) -> Response[Any]:
    await training.read(_module(key).key, by=viewer)
    return see_other(request, f"/tutor-training/{key}/questions")


@get("/tutor-training/{key:str}/questions", access=TRAIN)
async def questions(
    request: PortalRequest, viewer: NamedDependency[Viewer], key: FromPath[str]
) -> Response[Any]:
    found = _module(key)
    model = pages.questions_page(found, await standing(viewer.account_id))
    return page(request, QUESTIONS, model, form=questions_form(found).blank())


@post("/tutor-training/{key:str}/questions", access=TRAIN)
async def answer(
    request: PortalRequest, viewer: NamedDependency[Viewer], key: FromPath[str]
) -> Response[Any]:
    found = _module(key)
    form = questions_form(found).bind(await read_form(request))
    answers = {question.key: form.values.get(question.key) or "" for question in found.questions}
    told: dict[str, str] = {}
    if form.ok:
        try:
            result = await training.answer(key, answers, by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            if result.passed:
                words = f"Modulo concluso: {found.title}. Risposte giuste: {result.score} su {len(answers)}."
                return see_other(request, "/tutor-training", flash=words)
            told = answers
            _explain(form, found, answers, result)
    return invalid(
        request, QUESTIONS, pages.questions_page(found, await standing(viewer.account_id), told), form
    )


def _explain(form: Form, found: Module, answers: dict[str, str], result: training.Result) -> None:
    """Each wrong answer with its reason; the right one is for her to find."""
    for question in found.questions:
        if answers[question.key] != question.right:
            form.fail(question.key, f"Non è la risposta migliore. {question.why}")


@get("/tutors", access=may(P.PLANS_SIGN_FOR_COMPANY))
async def tutors(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    """Who of the company is trained, and until when."""
    return page(request, "tutoring/tutors.html", await pages.tutors_page(viewer))


ROUTES = [modules, certificate, module, read, questions, answer, tutors]
