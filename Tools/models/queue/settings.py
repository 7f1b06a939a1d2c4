"""Which settings of the models are explored: in every test run, and in the long form besides."""

import attaching
import message_steps
import ownership_steps
import sleeping_steps
from attaching import Attaching
from messages import Messages
from ownership import Ownership
from sleeping import Sleeping


def sent(**counts):
    """A setting of `messages.py`."""
    return Messages, message_steps.Setting(**counts)


def put(**counts):
    """A setting of `ownership.py`."""
    return Ownership, ownership_steps.Setting(**counts)


def slept(**counts):
    """A setting of `sleeping.py`."""
    return Sleeping, sleeping_steps.Setting(**counts)


def attached(**counts):
    """A setting of `attaching.py`."""
    return Attaching, attaching.Setting(**counts)


SHORT = (
    sent(producers=1, consumers=1, payloads=2, messages=3, kills=3),
    sent(producers=1, consumers=1, payloads=2, messages=2, kills=2, joins=2),
    sent(producers=1, consumers=1, payloads=2, messages=2, kills=2, joins=1, acknowledge=True,
         one_producer=True, one_consumer=True, closes=True),
    sent(producers=1, consumers=2, payloads=2, messages=2, kills=2),
    sent(producers=1, consumers=2, payloads=2, messages=2, kills=2, acknowledge=True, closes=True),
    sent(producers=2, consumers=1, payloads=2, messages=1, kills=2, sweepers=2),
    sent(producers=2, consumers=1, payloads=2, messages=1, kills=2, closes=True),
    sent(producers=2, consumers=2, payloads=2, messages=1, kills=1, acknowledge=True,
         gives_back=True),
    sent(producers=2, consumers=2, payloads=2, messages=1, kills=1, one_producer=True,
         one_consumer=True, closes=True),
    slept(producers=1, consumers=1, payloads=2, messages=3),
    slept(producers=1, consumers=2, payloads=1, messages=2),
    slept(producers=2, consumers=1, payloads=1, messages=1),
    slept(producers=1, consumers=2, payloads=1, messages=2, slices=True, kills=1),
    slept(producers=2, consumers=1, payloads=1, messages=1, slices=True, kills=2),
    put(producers=1, consumers=1, payloads=1, kills=3),
    put(producers=1, consumers=2, payloads=1, kills=2, collectors=2),
    put(producers=1, consumers=2, payloads=1, kills=2, acknowledge=True),
    put(producers=2, consumers=1, payloads=2, kills=1),
    put(producers=2, consumers=1, payloads=1, kills=2, ends=True),
    put(producers=1, consumers=1, payloads=1, kills=2, acknowledge=True, ends=True),
    attached(processes=2, slots=2, collectors=1, kills=3),
    attached(processes=3, slots=2, collectors=2, kills=2),
)

LONG = (
    sent(producers=2, consumers=2, payloads=2, messages=1, kills=2, one_producer=True,
         one_consumer=True, closes=True),
    sent(producers=1, consumers=1, payloads=2, messages=3, kills=3, joins=2),
    sent(producers=1, consumers=2, payloads=3, messages=2, kills=3),
    sent(producers=1, consumers=2, payloads=2, messages=3, kills=3, acknowledge=True, closes=True),
    sent(producers=1, consumers=3, payloads=2, messages=2, kills=2, acknowledge=True, closes=True),
    sent(producers=2, consumers=1, payloads=2, messages=2, kills=2),
    sent(producers=2, consumers=1, payloads=3, messages=1, kills=2, closes=True),
    sent(producers=2, consumers=1, payloads=2, messages=2, kills=1, closes=True),
    sent(producers=2, consumers=1, payloads=2, messages=2, kills=2, joins=1, acknowledge=True,
         one_producer=True, one_consumer=True),
    sent(producers=2, consumers=2, payloads=2, messages=1, kills=1, acknowledge=True, closes=True),
    sent(producers=2, consumers=2, payloads=2, messages=1, kills=2),
    sent(producers=2, consumers=2, payloads=2, messages=1, kills=2, acknowledge=True),
    sent(producers=2, consumers=2, payloads=1, messages=1, kills=3, joins=1, sweepers=2,
         acknowledge=True),
    slept(producers=2, consumers=1, payloads=1, messages=2),
    slept(producers=2, consumers=2, payloads=1, messages=1),
    slept(producers=1, consumers=2, payloads=2, messages=2),
    slept(producers=2, consumers=1, payloads=2, messages=2),
    put(producers=2, consumers=1, payloads=2, kills=2),
    put(producers=2, consumers=1, payloads=2, kills=2, acknowledge=True),
    put(producers=2, consumers=2, payloads=1, kills=2),
    put(producers=2, consumers=2, payloads=1, kills=2, acknowledge=True),
    put(producers=2, consumers=1, payloads=1, kills=3, ends=True),
    put(producers=2, consumers=1, payloads=1, kills=2, collectors=2, ends=True),
    attached(processes=3, slots=2, collectors=2, kills=4),
)
