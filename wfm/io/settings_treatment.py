"""How each tenure stage is treated in the pool: what wfm.toml says over what is usual."""

from collections.abc import Mapping

from wfm.domain.pool import TrainingFormat
from wfm.domain.programme import Treatment, usual_treatments
from wfm.io.settings_shape import Stage, TreatmentSection


def treatments(sections: Mapping[Stage, TreatmentSection]) -> dict[str, Treatment]:
    """The treatment of every stage; formats and topics that a stage does not name stay the usual ones."""
    usual = usual_treatments()
    own: dict[str, Treatment] = {stage: _over(usual[stage], section) for stage, section in sections.items()}
    return usual | own


def _over(usual: Treatment, section: TreatmentSection) -> Treatment:
    own = {TrainingFormat(name): weight for name, weight in (section.formats or {}).items()}
    return Treatment({**usual.formats, **own}, usual.topics if section.topics is None else tuple(section.topics))
