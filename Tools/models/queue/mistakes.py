"""Mistakes that are built into the models on purpose: the exploration must find each of them.

Each has a setting in which it shows, and what the violation that it leads to must say.
"""

from settings import attached, put, sent, slept

ONE = {"producers": 1, "consumers": 1, "payloads": 2, "messages": 2, "kills": 1}
TWO = {"producers": 2, "consumers": 1, "payloads": 2, "messages": 1, "kills": 1}
SHARED = {"producers": 1, "consumers": 2, "payloads": 2, "messages": 2, "kills": 1}
ASLEEP = {"producers": 1, "consumers": 1, "payloads": 1, "messages": 2}
MANY_ASLEEP = {**ASLEEP, "consumers": 2}
REMOVED = {"processes": 2, "slots": 2, "collectors": 1, "kills": 1}
HANDED = {"producers": 1, "consumers": 2, "payloads": 1, "kills": 1}
STUCK = "no good end can follow"

MISTAKES = (
    # Those that the prototype's checker caught, as they look in this protocol.
    (sent(**ONE, mistake="use after head"), "changes while"),
    (sent(**{**ONE, "payloads": 1}, mistake="free-scan order"), "overwritten"),
    (sent(**{**TWO, "payloads": 1}, mistake="check before claim"), "overwritten"),
    (sent(**TWO, mistake="position after commit"), "overwritten"),
    (sent(**ONE, mistake="sweep of use only"), STUCK),
    (sent(**{**SHARED, "messages": 1}, acknowledge=True, mistake="blind sweep"), "received twice"),
    # More about messages.
    (sent(**{**TWO, "payloads": 1}, sweepers=2, joins=1, mistake="sweep without compare"),
     "overwritten"),
    (sent(**{**TWO, "payloads": 1}, mistake="tail not looked at"), STUCK),
    (sent(**ONE, mistake="tail remembered"), "overwritten"),
    (sent(**ONE, mistake="commit before descriptor"), "torn"),
    (sent(**ONE, joins=1, mistake="no generation"), "overwritten"),
    (sent(**SHARED, acknowledge=True, mistake="acknowledged too early"), "overwritten"),
    (sent(producers=1, consumers=3, payloads=2, messages=2, kills=2, acknowledge=True,
          mistake="redelivery dropped"), STUCK),
    (sent(**ONE, closes=True, mistake="close erased"), "a message is left"),
    (sent(**ONE, closes=True, mistake="close apart"), "a message is left"),
    (sent(**SHARED, acknowledge=True, closes=True, mistake="end without acknowledgements"),
     "a message is left"),
    # Sleep and wake, where nobody's slice ends.
    (slept(**ASLEEP, mistake="no fence after commit"), STUCK),
    (slept(**ASLEEP, mistake="no fence after release"), STUCK),
    (slept(**ASLEEP, mistake="no fence after flag"), STUCK),
    (slept(**ASLEEP, mistake="no second look"), STUCK),
    (slept(**MANY_ASLEEP, mistake="key after flag"), STUCK),
    (slept(**MANY_ASLEEP, mistake="clear after turn"), STUCK),
    # The bound is not one that always holds: a waker's death, or a lost fence, costs one slice.
    (slept(**ASLEEP, slices=True, kills=1, bound=0),
     "sleeps through 1 slices"),
    (slept(**ASLEEP, slices=True, bound=0, mistake="no fence after commit"),
     "sleeps through 1 slices"),
    # Whose is an array that is handed over.
    (put(**HANDED, mistake="put leak"), STUCK),
    (put(**HANDED, mistake="plain entry kept"), "is removed"),
    (put(**HANDED, mistake="loan before journal"), "is removed"),
    (put(producers=2, consumers=1, payloads=1, kills=1, mistake="position not cleared"), STUCK),
    (put(producers=2, consumers=1, payloads=2, kills=1, mistake="no repair"), STUCK),
    (put(**HANDED, mistake="entry before word"), "is removed"),
    (put(**HANDED, mistake="receiver's entry plain at once"), "is removed"),
    (put(**HANDED, mistake="entry after commit"), STUCK),
    (put(**HANDED, acknowledge=True, mistake="word before settling"), "is removed"),
    (put(**HANDED, mistake="queued word left"), STUCK),
    (put(producers=1, consumers=1, payloads=1, kills=1, ends=True, mistake="ended before settling"),
     "is removed"),
    # Attaching.
    (attached(**REMOVED, mistake="mark not read"), "attached"),
    (attached(**REMOVED, mistake="not marked"), "attached"),
    (attached(**REMOVED, mistake="lock only looked at"), "attached"),
    (attached(**REMOVED, mistake="slots not locked"), "same slot"),
)

# What a slice must mend: without it, these are caught above.
MENDED = (
    slept(**ASLEEP, slices=True, mistake="no fence after commit"),
    slept(**ASLEEP, slices=True, mistake="no fence after release"),
    slept(**ASLEEP, slices=True, mistake="no fence after flag"),
    slept(**MANY_ASLEEP, slices=True, mistake="key after flag"),
)
