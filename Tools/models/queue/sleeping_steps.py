"""The steps of threads in the model of sleep and wake, and its settings."""

from dataclasses import dataclass

STEPS = (
    "dead done asleep_sender asleep_receiver"
    " claim lock commit unlock commit_fence look clear turn wake"
    " sender_key sender_flag sender_fence sender_recheck sender_wait"
    " take release release_fence release_look release_clear release_turn release_wake"
    " receiver_key receiver_flag receiver_fence receiver_recheck receiver_wait"
).split()
(DEAD, DONE, ASLEEP_SENDER, ASLEEP_RECEIVER,
 CLAIM, LOCK, COMMIT, UNLOCK, COMMIT_FENCE, LOOK, CLEAR, TURN, WAKE,
 SENDER_KEY, SENDER_FLAG, SENDER_FENCE, SENDER_RECHECK, SENDER_WAIT,
 TAKE, RELEASE, RELEASE_FENCE, RELEASE_LOOK, RELEASE_CLEAR, RELEASE_TURN, RELEASE_WAKE,
 RECEIVER_KEY, RECEIVER_FLAG, RECEIVER_FENCE, RECEIVER_RECHECK,
 RECEIVER_WAIT) = range(len(STEPS))
QUEUED = 99
BUFFERED = 3
CAN_FENCE = (COMMIT_FENCE, SENDER_FENCE, RELEASE_FENCE, RECEIVER_FENCE)


@dataclass(frozen=True)
class Setting:
    """How many of everything, and which mistake is built in."""

    producers: int
    consumers: int
    payloads: int
    messages: int
    slices: bool = False
    kills: int = 0
    bound: int = 1
    mistake: str = ""

    def __str__(self):
        words = [f"{self.producers}P{self.consumers}C", f"{self.payloads} payloads",
                 f"{self.messages} messages each", "store buffers"]
        words += [f"at most {self.bound} slices, {self.kills} kills"] if self.slices else []
        return "sleep and wake: " + ", ".join(words)
