"""The steps of processes and collectors in the model of ownership, and its settings."""

from dataclasses import dataclass

STEPS = (
    "gone done claim zero note_sending forget_plain lock old repair ring at commit forget_sending"
    " drop unlock"
    " look take check hold note_receiving receive unlock_taken work let_go note_plain"
    " forget_receiving"
).split()
(GONE, DONE, CLAIM, ZERO, NOTE_SENDING, FORGET_PLAIN, LOCK, OLD, REPAIR, RING, AT, COMMIT,
 FORGET_SENDING, DROP, UNLOCK, LOOK, TAKE, CHECK, HOLD, NOTE_RECEIVING, RECEIVE, UNLOCK_TAKEN,
 WORK, LET_GO, NOTE_PLAIN, FORGET_RECEIVING) = range(len(STEPS))
RETURNED = 255
IN_QUEUE = 254
PLAIN, SENDING, RECEIVING = 1, 2, 4
COLLECTOR_STEPS = "idle judged removed swept ending".split()
IDLE, JUDGED, REMOVED, SWEEP, ENDING = range(5)


@dataclass(frozen=True)
class Setting:
    """How many of everything, and which mistake is built in."""

    producers: int
    consumers: int
    payloads: int
    kills: int
    acknowledge: bool = False
    ends: bool = False
    collectors: int = 1
    mistake: str = ""

    def __str__(self):
        words = [f"{self.producers}P{self.consumers}C", f"{self.payloads} payloads",
                 f"{self.kills} kills", f"{self.collectors} collectors"]
        words += ["acknowledge"] if self.acknowledge else []
        words += ["the queue ends"] if self.ends else []
        return "put and get: " + ", ".join(words)
