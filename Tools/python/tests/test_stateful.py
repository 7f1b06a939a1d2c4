"""Whatever is done in whatever order, the arrays are what a dictionary of arrays would be."""

import pickle
import subprocess
import sys
from multiprocessing.reduction import ForkingPickler
from typing import Any, Dict, List

import numpy as np
from hypothesis import settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

import npyshare

NAMES = strategies.sampled_from("abc")
KILLED = """
import os, npyshare
npyshare.create("of-the-dead", 3, lifetime="scoped")
os.kill(os.getpid(), 9)
"""


class Arrays(RuleBasedStateMachine):
    """Arrays under a few names, views of them, and what both should hold."""

    def __init__(self) -> None:
        super().__init__()
        # What each name leads to, and the array that a private one of the same content stands for.
        self.named: "Dict[str, np.ndarray[Any, Any]]" = {}
        self.views: "List[tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]]" = []
        self.dead = False

    @rule(name=NAMES, order=strategies.sampled_from("CF"), replace=strategies.booleans())
    def create(self, name: str, order: str, replace: bool) -> None:
        expected = np.arange(12.0).reshape((3, 4), order="C")
        expected = np.array(expected, order=order)
        try:
            view = npyshare.copy(expected, name, replace=replace)
        except FileExistsError:
            assert name in self.named and not replace
            return
        assert replace or name not in self.named
        self.named[name] = expected
        self.views.append((view, expected))

    @rule(name=NAMES, mode=strategies.sampled_from(["r", "r+"]))
    def attach(self, name: str, mode: str) -> None:
        try:
            view = npyshare.attach(name, mode)
        except FileNotFoundError:
            assert name not in self.named
            return
        self.views.append((view, self.named[name]))

    @rule(name=NAMES)
    def remove(self, name: str) -> None:
        try:
            npyshare.remove(name)
        except FileNotFoundError:
            assert name not in self.named
            return
        del self.named[name]

    @precondition(lambda self: self.views)
    @rule(data=strategies.data(), cut=strategies.sampled_from(
        [np.s_[1:], np.s_[::-1], np.s_[..., ::2], np.s_[:0], np.s_[...]]))
    def cut(self, data: Any, cut: Any) -> None:
        view, expected = data.draw(strategies.sampled_from(self.views))
        if view.ndim:
            self.views.append((view[cut].T, expected[cut].T))

    @precondition(lambda self: self.views)
    @rule(data=strategies.data(), value=strategies.integers(0, 99))
    def store(self, data: Any, value: int) -> None:
        view, expected = data.draw(strategies.sampled_from(self.views))
        if view.flags.writeable:
            with npyshare.write(view) as part:
                part[...] = value
            expected[...] = value

    @precondition(lambda self: self.views)
    @rule(data=strategies.data())
    def send(self, data: Any) -> None:
        view, expected = data.draw(strategies.sampled_from(self.views))
        self.views.append((pickle.loads(ForkingPickler.dumps(view)), expected))

    @precondition(lambda self: self.views)
    @rule(data=strategies.data())
    def let_go(self, data: Any) -> None:
        self.views.pop(data.draw(strategies.integers(0, len(self.views) - 1)))

    @rule()
    def kill_an_owner(self) -> None:
        if not self.dead:
            subprocess.run([sys.executable, "-c", KILLED])
            self.dead = True

    @rule()
    def collect(self) -> None:
        collected = npyshare.collect()
        assert [entry["name"] for entry in collected] == ["of-the-dead"] * self.dead
        self.dead = False

    @invariant()
    def names_are_as_expected(self) -> None:
        found = {entry["name"] for entry in npyshare.list()}
        assert found == {*self.named} | ({"of-the-dead"} if self.dead else set())

    @invariant()
    def views_are_as_expected(self) -> None:
        for view, expected in self.views:
            np.testing.assert_array_equal(view, expected)

    def teardown(self) -> None:
        self.views.clear()
        npyshare.collect()
        for name in self.named:
            npyshare.remove(name)


TestArrays = Arrays.TestCase
TestArrays.settings = settings(max_examples=25, stateful_step_count=20, deadline=None, database=None)
