"""What the processes that tests start do."""

import os
import signal
from typing import Any

import numpy as np

import shared_numpy as snp
from dtype_cases import DTYPES, LAYOUTS


def put_all(queue: Any, arrays: Any) -> None:
    """Puts copies of arrays, and lets go of each at once."""
    for one in arrays:
        array = snp.array(one)
        queue.put(array)
        array.close()
    queue.put(None)


def put_cases(queue: Any) -> None:
    """Puts an array of every dtype and layout; made here, as numpy's pickles lose byte orders."""
    put_all(queue, [*DTYPES.values(), *LAYOUTS.values()])


def put_numbers(queue: Any, index: int, count: int) -> None:
    """Puts so many numbers with an index of their own."""
    for number in range(count):
        queue.put((index, number))


def put_views(queue: Any, array: Any) -> None:
    """Puts views of an array that another process owns."""
    queue.put({"first": array[0], "rest": [array[1:, ::2], array.T]})
    array.close()


def put_and_die(queue: Any) -> None:
    """Puts an array, and is killed when it is on its way."""
    array = snp.array([1, 2, 3])
    queue.put(array)
    queue.close()
    queue.join_thread()
    os.kill(os.getpid(), signal.SIGKILL)


def store(array: Any, value: Any) -> None:
    """Stores into an array, and lets go of it."""
    array[...] = value
    array.close()


def answer(connection: Any) -> None:
    """Sends back twice what it gets, in a new array."""
    array = connection.recv()
    connection.send(snp.array(array * 2))
    array.close()


def doubled(array: Any) -> Any:
    """Twice an array, in a new one."""
    result = snp.from_array(array * 2)
    array.close()
    return result


def total(array: Any) -> float:
    """The sum of an array that is not let go of."""
    return float(array.sum())


def store_byte(shm: Any) -> None:
    """Stores into a block."""
    shm.buf[0] = 42
    shm.close()


def replace_item(shared: Any) -> None:
    """Replaces an item of a list."""
    shared[1] = "äö"


def row_sum(task: Any) -> float:
    """The sum of a row of a `SharedMemoryArray`."""
    shared, row = task
    return float(shared.as_array()[row].sum())


def tile_mean(task: Any) -> float:
    """The mean of some rows of a `SharedMemoryArray`."""
    shared, first, end = task
    return float(shared.as_array()[first:end].mean())


def close_it(shared: Any) -> bool:
    """Closes a `SharedMemoryArray` that another process owns; whether it says that it owns it."""
    shared.as_array()[0] = 3
    shared.close()
    return bool(shared.owner)


def killed_with_it(shared: Any) -> None:
    """Is killed while it has an array attached."""
    shared.as_array()[0] = 4
    os.kill(os.getpid(), signal.SIGKILL)


def allocated_here(manager: Any, connection: Any) -> None:
    """Allocates with a manager that the parent process has started."""
    from shared_memory_array import SharedMemoryArray

    shared = SharedMemoryArray.copy(manager, np.arange(5.0))
    connection.send(shared)


def owner_to_kill(connection: Any) -> None:
    """Starts a manager, allocates, and waits for its end."""
    from multiprocessing.managers import SharedMemoryManager

    from shared_memory_array import SharedMemoryArray

    manager = SharedMemoryManager()
    manager.start()
    shared = SharedMemoryArray.copy(manager, np.ones(4))
    connection.send((shared.name, manager._process.pid))
    connection.recv()
