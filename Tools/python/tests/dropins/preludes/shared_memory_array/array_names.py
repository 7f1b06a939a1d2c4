"""The names that the README uses as it goes on."""

from multiprocessing.managers import SharedMemoryManager

import numpy as np
from shared_memory_array import SharedArray, SharedMemoryArray
