"""A stand-in for tqdm, where it is not installed."""

import sys
import types

try:
    import tqdm
except ImportError:
    stand_in = types.ModuleType("tqdm")
    stand_in.tqdm = lambda items, total=None: items
    sys.modules["tqdm"] = stand_in
