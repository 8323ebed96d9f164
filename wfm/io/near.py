"""Did you mean: the known name that is nearest to one nobody knows."""

import difflib
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name most like `word`, upper and lower case alike; None when nothing is near."""
    names = {name.casefold(): name for name in known}
    found = difflib.get_close_matches(word.casefold(), names, n=1, cutoff=0.6)
    return names[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """A hint for the planner, or None when nothing is near."""
    name = nearest(word, known)
    return None if name is None else f"did you mean '{name}'?"


def one_of(known: Iterable[str]) -> str:
    """What was expected: the known names, or the first dozen of many."""
    names = list(known)
    more = f" … ({len(names)} in all)" if len(names) > 12 else ""
    return "one of " + ", ".join(names[:12]) + more if names else "nothing: none is defined"
