"""The block that the README attaches, as another program may have made it."""

import atexit

import shared_numpy
from array_names import *

block = shared_numpy.SharedMemory("psm_12345", create=True, size=100 * 100 * 8)
atexit.register(block.unlink)
