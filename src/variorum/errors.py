"""What can go wrong, for people. A bad input is a `Problem` row (model/report.py), not an error; these stop the command."""


class VariorumError(Exception):
    """Base of all errors a user can meet; `str()` is the sentence to show. `exit_code` is what the command returns."""

    exit_code = 1


class WrongUse(VariorumError):
    """The command was asked for something that cannot be: a missing path, an unknown story."""

    exit_code = 2


class LibraryError(VariorumError):
    """The library file cannot be used: not a library, from a newer version, locked, or torn."""

    exit_code = 3


class Busy(LibraryError):
    """Another program is writing to the library."""


class DiskFull(LibraryError):
    """The disk filled while writing; everything committed before is safe."""

    exit_code = 4


class Unfinished(VariorumError):
    """The library is sound as far as it goes: a read was stopped in the middle."""

    exit_code = 5
