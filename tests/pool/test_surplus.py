"""The surplus: how many may leave."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wfm.pool.surplus import surplus


def test_the_reserve_for_unplanned_absence_stays_on_the_phones() -> None:
    """Without it the pool would be recalled whenever somebody calls in sick."""
    # 20 open, 5 % unknown absences: 19.0; protected 16 -> 3 may leave, not 4
    assert surplus({"a": np.array([20.0])}, {"a": np.array([16.0])}, 0.05)["a"].tolist() == [3]


def test_whole_heads_survive_binary_fractions() -> None:
    """10 x (1 - 0.1) - 8 is 1 head, not 0 because 0.1 has no binary form."""
    assert surplus({"a": np.array([10.0])}, {"a": np.array([8.0])}, 0.1)["a"].tolist() == [1]


def test_a_small_group_keeps_its_reserve_too() -> None:
    """Without it the reserve for absences would round to nobody wherever fewer than a score are at work."""
    # 10 open, 3 % unknown absences: 9.7; protected 9 -> nobody may leave
    assert surplus({"a": np.array([10.0])}, {"a": np.array([9.0])}, 0.03)["a"].tolist() == [0]


def test_closed_means_nobody_leaves() -> None:
    """A closed interval (NaN) or a cover without requirement must not look like endless surplus."""
    heads = surplus({"a": np.array([5.0, 5.0]), "b": np.array([5.0, 5.0])}, {"a": np.array([np.nan, 2.0])}, 0.0)
    assert heads["a"].tolist() == [0, 3]
    assert heads["b"].tolist() == [0, 0]


def test_arrays_of_different_horizons_are_refused() -> None:
    """A shifted comparison would draft people from the wrong hours."""
    with pytest.raises(ValueError, match="3 intervals open but 2 protected"):
        surplus({"a": np.ones(3)}, {"a": np.ones(2)}, 0.0)


def test_every_interval_has_a_reserve_of_its_own() -> None:
    """Mondays keep more than Tuesdays: floor(20 x 0.90 - 16) = 2, floor(20 x 0.95 - 16) = 3."""
    heads = surplus({"a": np.array([20.0, 20.0])}, {"a": np.array([16.0, 16.0])}, np.array([0.10, 0.05]))
    assert heads["a"].tolist() == [2, 3]
    with pytest.raises(ValueError, match="2 intervals open but 3 shares"):
        surplus({"a": np.ones(2)}, {"a": np.ones(2)}, np.full(3, 0.1))
    with pytest.raises(ValueError, match="below 1"):
        surplus({"a": np.ones(2)}, {"a": np.ones(2)}, np.array([0.1, 1.0]))


@given(
    st.lists(st.tuples(st.floats(0, 500), st.integers(0, 500)), min_size=1, max_size=20),
    st.floats(0, 0.5),
)
def test_what_stays_is_never_below_protected(rows: list[tuple[float, int]], unplanned: float) -> None:
    """The one promise of the pool: taking all of the surplus still leaves the protected requirement."""
    open_agents, protected = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    heads = surplus({"a": open_agents}, {"a": protected}, unplanned)["a"]
    assert (heads >= 0).all()
    assert (
        open_agents * (1 - unplanned) - heads >= np.minimum(protected, open_agents * (1 - unplanned)) - 1e-6
    ).all()
