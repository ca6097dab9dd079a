"""Each personal column: whose, why, how long."""

from portal.kernel.personal_data import Line

_STAFF = "chi lavora nel servizio"

COLUMNS: dict[str, Line] = {
    "operator_training.member": Line(_STAFF, "sapere chi può firmare una valutazione"),
    "operator_training.topic": Line(_STAFF, "sapere chi può firmare una valutazione"),
    "operator_training.completed_on": Line(_STAFF, "sapere chi può firmare una valutazione"),
    "operator_training.valid_until": Line(_STAFF, "sapere chi può firmare una valutazione"),
    "operator_training.recorded_by": Line(_STAFF, "sapere chi ha fatto o scritto"),
    "operator_training.recorded_at": Line(_STAFF, "sapere chi ha fatto o scritto"),
    "course_edition.recorded_by": Line(_STAFF, "sapere chi ha scritto l’edizione"),
    "service_cost.recorded_by": Line(_STAFF, "sapere chi ha scritto il costo"),
    "training_requirement.reason": Line(_STAFF, "sapere perché la formazione non è chiesta"),
    "training_requirement.decided_by": Line(_STAFF, "sapere chi ha deciso"),
    "training_requirement.decided_at": Line(_STAFF, "sapere quando si è deciso"),
}
