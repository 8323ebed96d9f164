"""What suits whom."""

from dataclasses import replace
from datetime import date

import pytest

from wfm.domain.centre import PoolSettings
from wfm.domain.people import TenureStage
from wfm.domain.pool import Finding, Need, Topic, TrainingFormat
from wfm.domain.programme import ProgrammeSettings, SamplingSettings, Treatment, usual_treatments
from wfm.io.settings_shape import TreatmentSection
from wfm.io.settings_treatment import treatments
from wfm.pool.drafting.curriculum import Case, Curriculum
from wfm.pool.programme.treatment import format_weights, topics_beside

ALONE = Topic("reading", 30, format=TrainingFormat.SELF)
TOGETHER = Topic("practice", 30, format=TrainingFormat.GROUP, max_group=4)
TALK = Topic("retention_talk", 30)
FRUSTRATED = Need("X", TenureStage.FRUSTRATION, 500, 5.0, True, "behind")
BURNT_OUT = replace(FRUSTRATED, stage=TenureStage.MATURITY, signs=("adherence down from 97 % to 84 %",))


def test_who_may_leave_soon_is_talked_to_rather_than_left_with_a_screen() -> None:
    """The stage sets the kind of retraining; with one kind for all the frustrated leave."""
    weight = format_weights(usual_treatments())
    assert weight(FRUSTRATED, TALK) > weight(FRUSTRATED, TOGETHER) > weight(FRUSTRATED, ALONE)
    assert topics_beside(FRUSTRATED, (ALONE, TALK), usual_treatments()) == (TALK,)
    assert topics_beside(FRUSTRATED, (ALONE,), usual_treatments()) == ()


def test_signs_of_burn_out_go_before_the_stage() -> None:
    """Somebody who burns out after years is not treated as one who knows it all."""
    own = {"burn_out": Treatment({TrainingFormat.SELF: 0.0}), "maturity": Treatment({TrainingFormat.SELF: 2.0})}
    assert format_weights(own)(BURNT_OUT, ALONE) == 0.0
    assert format_weights(own)(replace(BURNT_OUT, signs=()), ALONE) == 2.0


def test_nobody_knows_what_suits_somebody_without_a_hire_date() -> None:
    """Then every format counts as usual."""
    unknown = replace(FRUSTRATED, stage=TenureStage.UNKNOWN)
    assert format_weights(usual_treatments())(unknown, ALONE) == 1.0
    assert topics_beside(unknown, (TALK,), usual_treatments()) == ()


def test_settings_change_what_they_name_and_nothing_else() -> None:
    """A centre that only forbids self-study to the frustrated keeps the rest."""
    own = treatments({"frustration": TreatmentSection(formats={"self": 0.0})})
    assert own["frustration"].weight(TrainingFormat.SELF) == 0.0
    assert own["frustration"].weight(TrainingFormat.COACH) == 1.3
    assert own["frustration"].topics == ("retention_talk",)
    assert own["growth"] == usual_treatments()["growth"]
    assert treatments({"frustration": TreatmentSection(topics=[])})["frustration"].topics == ()


def test_settings_that_cannot_work_are_refused() -> None:
    """A bar for going back at the bar for coming in would send people in and out."""
    with pytest.raises(ValueError, match=r"exit_share is 1\.0; expected above 0 and at most 0\.9"):
        ProgrammeSettings(exit_share=1.0)
    with pytest.raises(ValueError, match="sessions is 0"):
        ProgrammeSettings(sessions=0)
    with pytest.raises(ValueError, match="reviewing is 51; expected 0 to 50 a week"):
        SamplingSettings(reviewing=51)
    with pytest.raises(ValueError, match="at least one must be given"):
        Treatment(dict.fromkeys(TrainingFormat, 0.0))


def wishes_of(need: Need, *topics: Topic) -> list[tuple[str, str]]:
    """Topics and reasons, best first."""
    curriculum = Curriculum(topics, PoolSettings(), format_weights(usual_treatments()))
    return [(wish.topic.topic, wish.reason) for wish in curriculum.wishes(Case(need, date(2026, 3, 2), {}, {}))]


def test_the_topic_of_his_stage_comes_beside_those_that_cure() -> None:
    """What he fails at comes first; the talk that may keep him is not forgotten over it."""
    findings = (Finding("qa_score", 70.0, 84.0, 2.0),)
    need = replace(FRUSTRATED, findings=findings)
    found = wishes_of(need, TALK, Topic("listening", 30, cures=("qa_score",)))
    assert found == [
        ("listening", "behind; helps quality"),
        ("retention_talk", "behind; given to those in frustration"),
    ]
    assert wishes_of(replace(FRUSTRATED, eligible=False), TALK) == []


def test_signs_of_burn_out_are_reason_enough() -> None:
    """Nobody has to fall behind first to be relieved."""
    in_line = replace(BURNT_OUT, eligible=False, score=0.0, reason="figures in line")
    found = wishes_of(in_line, Topic("rotation", 30), TALK)
    assert found == [("rotation", "development: given to those with signs of burn-out; figures in line")]
