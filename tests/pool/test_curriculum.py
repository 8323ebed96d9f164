"""What is taught to whom."""

from datetime import date, timedelta

from wfm.domain.centre import PoolSettings
from wfm.domain.people import TenureStage
from wfm.domain.pool import Finding, Need, Topic, TrainingFormat
from wfm.pool.curriculum import Case, Curriculum

DAY = date(1999, 3, 7)
BEHIND = Need(
    "A1",
    TenureStage.GROWTH,
    400,
    12.0,
    True,
    "quality 70 against 84",
    (Finding("qa_score", 70, 84, 4.0), Finding("errors", 3, 1, 2.0)),
    ("probing",),
)
IN_LINE = Need("A2", TenureStage.GROWTH, 400, 0.0, False, "figures in line with peers")


def case(
    need: Need = BEHIND, done: dict[str, date] | None = None, owed: dict[str, int] | None = None, recent: int = 0
) -> Case:
    return Case(need, DAY, done or {}, owed or {}, recent)


def topics_for(case: Case, *topics: Topic) -> list[str]:
    return [wish.topic.topic for wish in Curriculum(topics, PoolSettings()).wishes(case)]


def test_the_topic_that_cures_most_comes_first() -> None:
    """An agent is coached on exactly the points he fails."""
    quality, errors = Topic("quality", 30, cures=("qa_score",)), Topic("errors", 30, cures=("errors",))
    wishes = Curriculum((errors, quality, Topic("pace", 30, cures=("aht_seconds",))), PoolSettings()).wishes(
        case()
    )
    # worth: quality 3 x 4 = 12, errors 2 x 2 = 4; points 12 x (0.5 + 0.5 x 12/12) and 12 x (0.5 + 0.5 x 4/12)
    assert [(wish.topic.topic, wish.points) for wish in wishes] == [("quality", 12.0), ("errors", 8.0)]
    assert wishes[0].reason == "quality 70 against 84; helps quality"


def test_a_weakness_tag_draws_its_topic() -> None:
    """Quality sampling says more than a score; its tags choose between topics."""
    assert topics_for(case(), Topic("asking", 30, cures=("probing",))) == ["asking"]


def test_the_prerequisite_comes_before_the_topic_that_needs_it() -> None:
    """Nobody sits in the second lesson without the first, and the first is worth having because of the second."""
    first, second = Topic("first", 30), Topic("second", 30, prerequisite="first", cures=("qa_score",))
    wishes = Curriculum((first, second), PoolSettings()).wishes(case())
    assert [wish.topic.topic for wish in wishes] == ["first"]
    assert wishes[0].reason.endswith("needed before second")
    assert topics_for(case(done={"first": DAY - timedelta(days=1)}), first, second) == ["second"]


def test_a_topic_rests_for_a_full_review_window() -> None:
    """Repeating it before the figures could improve would only fill minutes."""
    topic = Topic("quality", 30, cures=("qa_score",))
    assert topics_for(case(done={"quality": DAY - timedelta(days=28)}), topic) == []
    assert topics_for(case(done={"quality": DAY - timedelta(days=29)}), topic) == ["quality"]


def test_sessions_had_lately_make_room_for_others() -> None:
    """The neediest must not take every block of the month."""
    topic = Topic("quality", 30, cures=("qa_score",))
    points = [Curriculum((topic,), PoolSettings()).wishes(case(recent=n))[0].points for n in range(3)]
    assert points == [12.0, 6.0, 4.0]


def test_good_agents_get_self_study_as_development() -> None:
    """Development time is for everybody, but never ahead of need."""
    study = Topic("study", 30, format=TrainingFormat.SELF, cures=("qa_score",))
    coached = Topic("coached", 30, cures=("qa_score",))
    wishes = Curriculum((study, coached), PoolSettings()).wishes(case(IN_LINE))
    assert [wish.topic.topic for wish in wishes] == ["study"]
    assert wishes[0].reason.startswith("development")
    assert wishes[0].points < 1


def test_a_deadline_makes_a_topic_urgent_with_all_that_leads_to_it() -> None:
    """A mandatory topic is out of reach if its prerequisite is not drafted in time as well."""
    basics = Topic("basics", 30)

    def points(days_left: int) -> float:
        law = Topic("law", 30, prerequisite="basics", mandatory_by=DAY + timedelta(days=days_left))
        (wish,) = Curriculum((basics, law), PoolSettings()).wishes(case(IN_LINE))
        assert wish.topic is basics
        return wish.points

    assert points(20) < points(7) < points(-1)


def test_thin_samples_and_blocks_outside_the_limits_get_nothing() -> None:
    """The guard against noise and the planner's block lengths hold for every kind of topic."""
    study = Topic("study", 30, format=TrainingFormat.SELF)
    thin = Need("A3", TenureStage.NOVELTY, 12, 0.0, False, "only 12 contacts handled")
    assert topics_for(case(thin), study) == []
    assert topics_for(case(IN_LINE), Topic("short", 20, format=TrainingFormat.SELF)) == []
    assert topics_for(case(IN_LINE), Topic("long", 180, format=TrainingFormat.SELF)) == []


def test_it_says_why_there_is_nothing_to_teach() -> None:
    """A refusal must tell the lead whether the curriculum or the calendar is the obstacle."""
    curriculum = Curriculum((Topic("pace", 30, cures=("aht_seconds",)),), PoolSettings())
    assert curriculum.why_none(case()) == "no topic of the curriculum cures what is behind"
    curriculum = Curriculum((Topic("quality", 30, cures=("qa_score",)),), PoolSettings())
    assert curriculum.why_none(case(done={"quality": DAY})).startswith(
        "what helps (quality) was given within 28 days"
    )
