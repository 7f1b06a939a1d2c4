"""A manager, for blocks that take one for granted."""

from array_names import *

manager = SharedMemoryManager()
manager.start()
