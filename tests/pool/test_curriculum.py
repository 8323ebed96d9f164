"""What is taught to whom."""

from dataclasses import replace
from datetime import date, timedelta

from wfm.domain.centre import PoolSettings
from wfm.domain.people import TenureStage
from wfm.domain.pool import Finding, Need, Topic, TrainingFormat
from wfm.pool.drafting.curriculum import Case, Curriculum
from wfm.pool.drafting.fairness import Fairness

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


def case(need: Need = BEHIND, done: dict[str, date] | None = None, owed: dict[str, int] | None = None) -> Case:
    return Case(need, DAY, done or {}, owed or {})


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
    first, second = Topic("first", 30), Topic("second", 30, prerequisites=("first",), cures=("qa_score",))
    wishes = Curriculum((first, second), PoolSettings()).wishes(case())
    assert [wish.topic.topic for wish in wishes] == ["first"]
    assert wishes[0].reason.endswith("needed before second")
    assert topics_for(case(done={"first": DAY - timedelta(days=1)}), first, second) == ["second"]


def test_a_topic_rests_for_a_full_review_window() -> None:
    """Repeating it before the figures could improve would only fill minutes."""
    topic = Topic("quality", 30, cures=("qa_score",))
    assert topics_for(case(done={"quality": DAY - timedelta(days=28)}), topic) == []
    assert topics_for(case(done={"quality": DAY - timedelta(days=29)}), topic) == ["quality"]


def test_hours_had_lately_make_room_for_others() -> None:
    """The neediest must not take every block of the month."""
    # 12 points a minute, 1,200 hundredths: an hour in full, the next half, then a third
    fair = Fairness(12.0, had=0)
    assert list(fair.hours(150)) == [(60, 0), (60, 600), (30, 800)]
    assert fair.loss(150) == 60 * 600 + 30 * 800
    # 30 minutes had: half an hour in full is left
    assert list(Fairness(12.0, had=30).hours(60)) == [(30, 0), (30, 600)]


def test_several_prerequisites_all_come_first() -> None:
    """A unit that builds on two others is of no use after one of them."""
    one, two = Topic("one", 30), Topic("two", 30)
    both = Topic("both", 30, prerequisites=("one", "two"), cures=("qa_score",))
    assert topics_for(case(), one, two, both) == ["one", "two"]
    had = {"one": DAY - timedelta(days=10)}
    assert topics_for(case(done=had), one, two, both) == ["two"]
    assert topics_for(case(done=had | {"two": DAY - timedelta(days=10)}), one, two, both) == ["both"]


def test_a_chain_of_topics_is_wished_for_from_the_second_day_on() -> None:
    """The draft plans courses over days: what a first day opens may be taken on a later one."""
    first, second = Topic("first", 30), Topic("second", 30, prerequisites=("first",), cures=("qa_score",))
    later = replace(case(), day=DAY + timedelta(days=7), first=DAY, last=DAY + timedelta(days=13))
    wishes = Curriculum((first, second), PoolSettings()).wishes(later)
    # 12 points, 1 % less for the week waited; the first is worth 0.9 of the second: 12 x (0.5 + 0.5 x 0.9) x 0.99
    assert [(wish.topic.topic, round(wish.points, 6)) for wish in wishes] == [("second", 11.88), ("first", 11.286)]
    too_long = replace(first, minutes=180)
    assert Curriculum((too_long, second), PoolSettings()).wishes(later) == (), "the way to it is closed"


def test_whose_figures_are_to_show_first_gets_no_further_topic() -> None:
    """In review nobody is taught on; what is mandatory goes on."""
    held = replace(case(), held_back="reviewing since 1999-03-01: a full window is to come")
    law = Topic("law", 30, mandatory_by=DAY)
    curriculum = Curriculum((Topic("quality", 30, cures=("qa_score",)), law), PoolSettings())
    assert [wish.topic.topic for wish in curriculum.wishes(held)] == ["law"]
    assert curriculum.why_none(held) == "reviewing since 1999-03-01: a full window is to come"


def test_a_deadline_within_the_draft_is_met_before_it_not_after() -> None:
    """Drafting all days together must not find it worthwhile to be late."""
    law = Topic("law", 30, mandatory_by=DAY + timedelta(days=3))
    week = [DAY + timedelta(days=n) for n in range(7)]
    days = [replace(case(IN_LINE), day=day, first=DAY, last=week[-1]) for day in week]
    points = [Curriculum((law,), PoolSettings()).wishes(day)[0].points for day in days]
    assert points == sorted(points, reverse=True)
    assert points[3] > 1.9 > 1.1 > points[4]


def test_formats_that_suit_weigh_more() -> None:
    """The stage of working life steers how somebody is taught."""
    coached, study = Topic("coached", 30, cures=("qa_score",)), Topic("study", 30, cures=("qa_score",))
    curriculum = Curriculum((coached, study), PoolSettings(), lambda _, topic: 0.8 if topic is coached else 1.0)
    points = [(wish.topic.topic, round(wish.points, 6)) for wish in curriculum.wishes(case())]
    assert points == [("study", 12.0), ("coached", 9.6)]


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
        law = Topic("law", 30, prerequisites=("basics",), mandatory_by=DAY + timedelta(days=days_left))
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
    assert curriculum.why_none(case(done={"quality": DAY})) == "quality was given on 1999-03-07, within 28 days"
