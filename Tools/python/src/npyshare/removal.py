"""Removing names."""

import os

from .library import library


def remove(
    location: "str | os.PathLike[str]", *, layout: str = "npy", only_if_unused: bool = False
) -> None:
    """Removes an array's name.

    Who has it attached, in this process or another, keeps it, whole.

    Parameters
    ----------
    location : str or path
        The name or the file.
    layout : {'npy', 'raw'}
        ``"raw"`` removes any regular file, and not only what begins as a ``.npy`` file does.
    only_if_unused : bool
        Whether to refuse an array that somebody has attached through npyshare.

    Raises
    ------
    FileNotFoundError
        When nothing has that name.
    ValueError
        For what is no location or no array.
    OSError
        With ``errno.EBUSY`` when it is in use and that matters.
    """
    if layout not in ("npy", "raw"):
        raise ValueError(f"the layout is {layout!r}; there are 'npy' and 'raw'")
    library.remove_name(location, layout == "raw", only_if_unused)
