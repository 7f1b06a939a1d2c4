"""The steps of processes and sweepers in the model of messages, and its settings."""

from dataclasses import dataclass

# Where a process is.
STEPS = (
    "dead join start done"
    " loan seen position tail head use undo zero fill filled"
    " lock old repair ring at commit drop unlock abort give_up"
    " look take check empty scan hold receive unlock_taken early read reread let_go"
).split()
(DEAD, JOIN, START, DONE,
 LOAN, SEEN, POSITION, TAIL_READ, HEAD_READ, USE_READ, UNDO, ZERO, FILL, FILLED,
 LOCK, OLD, REPAIR, RING, AT, COMMIT, DROP, UNLOCK, ABORT, GIVE_UP,
 LOOK, TAKE, CHECK, EMPTY, SCAN, HOLD, RECEIVE, UNLOCK_TAKEN, EARLY, READ, REREAD,
 LET_GO) = range(len(STEPS))
RETURNED = 255
TORN = 254
COMMITTED, TAKEN, SETTLED = 1, 2, 3
# Where a sweeper is.
IDLE, LOAN_SWEEP, HEAD_SWEEP, USE_SWEEP = range(4)
WRITING = frozenset(range(FILL, COMMIT + 1))
HOLDING = frozenset((UNLOCK_TAKEN, READ, REREAD, LET_GO))


@dataclass(frozen=True)
class Setting:
    """How many of everything, and which mistake is built in."""

    producers: int
    consumers: int
    payloads: int
    messages: int
    kills: int
    joins: int = 0
    one_producer: bool = False
    one_consumer: bool = False
    acknowledge: bool = False
    closes: bool = False
    gives_back: bool = False
    sweepers: int = 1
    mistake: str = ""

    def __str__(self):
        roles = ("1" if self.one_producer else "n") + ("1" if self.one_consumer else "n")
        words = [f"{self.producers}P{self.consumers}C", f"roles {roles}",
                 f"{self.payloads} payloads", f"{self.messages} messages each",
                 f"{self.kills} kills"]
        words += [f"{self.joins} joins"] if self.joins else []
        words += [f"{self.sweepers} sweepers"] if self.sweepers != 1 else []
        words += ["acknowledge"] if self.acknowledge else []
        words += ["giving back"] if self.gives_back else []
        words += ["close"] if self.closes else []
        return ", ".join(words)
