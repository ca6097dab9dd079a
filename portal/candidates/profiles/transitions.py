"""How a profile moves (architecture §4; anonymisation.md §4)."""

from portal.candidates.events import ProfileExpired, ProfileSubmitted, ProfileWithdrawn
from portal.candidates.profiles import rules
from portal.candidates.profiles.vocabulary import PROFILE_STATE_LABELS, ProfileState
from portal.kernel.states import T, Table, table

HOLDER = "holder"
COLLEAGUE = "colleague"
PERSON = "person"
SYSTEM = "system"

_P = ProfileState
_GROUND = (
    rules.case_is_in_development,
    rules.case_is_for_placement,
    rules.case_is_in_term,
    rules.profile_consent_in_force,
    rules.region_is_known,
)

PROFILE: Table = table(
    "Il profilo",
    ProfileState,
    PROFILE_STATE_LABELS,
    # name      from       to        who     label           needs …      then
    T("submit", _P.DRAFT, _P.WAITING, HOLDER, "Pubblica profilo",
      *_GROUND, rules.no_text_rule_fired, then=ProfileSubmitted),
    T("ask_reader", _P.DRAFT, _P.SECOND_READER, HOLDER, "Manda al secondo lettore", *_GROUND, rules.a_text_rule_fired),
    T("approve", _P.SECOND_READER, _P.WAITING, COLLEAGUE, "Approva il testo",
      *_GROUND, rules.reader_is_someone_else, then=ProfileSubmitted),
    T("send_back", _P.SECOND_READER, _P.DRAFT, COLLEAGUE, "Rimanda a chi l’ha scritto", rules.reader_is_someone_else),
    T("rewrite", _P.SECOND_READER, _P.DRAFT, HOLDER, "Riscrivi il testo"),
    T("publish", _P.WAITING, _P.PUBLISHED, SYSTEM, "Pubblica con l’uscita della regione"),
    T("hold", _P.PUBLISHED, _P.WAITING, SYSTEM, "Metti in attesa"),
    T("withdraw", {_P.DRAFT, _P.SECOND_READER, _P.WAITING, _P.PUBLISHED}, _P.WITHDRAWN, {HOLDER, PERSON, SYSTEM},
      "Ritira il profilo", then=ProfileWithdrawn),
    T("expire", {_P.WAITING, _P.PUBLISHED}, _P.EXPIRED, SYSTEM, "Fai scadere il profilo", then=ProfileExpired),
)  # fmt: skip

OVER = PROFILE.closed
"""Withdrawn and expired: a new profile may be prepared."""
