"""The fairness sheet shows what this centre shares, and nothing that it does not."""

from dataclasses import replace

from wfm.domain.burdens import Burden, BurdenStanding
from wfm.reporting.content import RunContent
from wfm.reporting.workbook.fair_shares import share_columns
from wfm.reporting.workbook.fairness import shares_of


def test_columns_follow_the_weights_and_the_past(content: RunContent) -> None:
    """Without it a team lead would see late shifts only, whatever the centre shares."""
    standing = BurdenStanding(
        Burden(late=3, night=4, refused=1), Burden(late=2, night=3), Burden(night=-2, holiday=5)
    )
    settings = replace(content.centre.roster, weekend_weight=0, night_weight=3, refused_weight=6)
    shared = replace(
        content, centre=replace(content.centre, roster=settings), standings={content.staff[0].agent_id: standing}
    )
    columns = share_columns(shared)
    assert [column.header for column in columns] == [
        "Late, fair share",
        "Night",
        "Night, fair share",
        "Night, before",
        "Wishes refused",
        "Wishes refused, fair share",
    ]
    assert [column.value(content.staff[0].agent_id, 9) for column in columns] == [2, 4, 3, -2, 1, 0]
    assert {column.value("somebody who left", 9) for column in columns} == {None}
    assert shares_of(shared)[0].late == 3
    assert share_columns(content) == ()
