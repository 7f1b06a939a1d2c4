"""The C ABI of the Swift core (`npyshare.h`), through the extension module.

Every call that may take long gives the interpreter's lock back while it runs.
"""

from . import _npyshare as library
from .dtypes import descr_of, dtype_of, known_descrs, known_dtypes
from .failures import exception

__all__ = ["library"]

library.prepare(exception, dtype_of, descr_of, known_dtypes, known_descrs)
