"""The same sessions at calmer hours: what is drafted is fixed, only when in the shift is looked at again."""

from wfm.pool.drafting.candidates import Block, Mode, Pick
from wfm.pool.drafting.offer import Desk
from wfm.pool.drafting.timetable import Timetable


def calm(timetable: Timetable, desk: Desk) -> None:
    """Moves whoever is taught alone to the block of that day, of those still free, with most heads to spare."""
    for pick in sorted(timetable.picks, key=lambda pick: (pick.block.day, -pick.wish.points, pick.block.agent_id)):
        if pick.wish.topic.seats == 1 and desk.board.covers_of(pick.block.agent_id):
            timetable.give_back([pick])
            timetable.take([_calmest(pick, timetable, desk)])


def _calmest(pick: Pick, timetable: Timetable, desk: Desk) -> Pick:
    def spare(block: Block) -> int:
        return desk.board.slack(block.agent_id, block.start, block.end)

    best, most = pick, spare(pick.block)
    for block in desk.possible_blocks(pick.block.agent_id, pick.block.day, Mode.of(pick.wish.topic)):
        if spare(block) > most and (found := timetable.place(pick.wish, block)):
            best, most = found[0], spare(block)
    return best
