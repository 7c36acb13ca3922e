"""Every error Dateline raises, in one place.

    DatelineError                 the root: catch this to catch them all
    ├── InputError                a report cannot be read in (missing, binary, empty, unreadable)
    ├── RecordError               a value breaks the codebook or a span does not fit its text
    ├── ReadError                 a stage failed on one report
    │   └── ReadTimeout           a report took longer than the limit
    ├── AccountError              an account of the desk cannot be made or changed so
    ├── SetupError                something this installation lacks, with the command that adds it
    └── StoreError                the record store cannot be opened, read or written

    InputWarning                  (a UserWarning) a report was read, but not all of it
    └── DateWarning               the date given for it contradicts the one its text proves

Every message is one sentence that names the report or file and says what to do next.
"""


class DatelineError(Exception):
    """Root of all errors raised by Dateline.

    Args:
        message: what is wrong and what to do, without the name of the report.
        report: id or path of the report the error belongs to, if any.
    """

    def __init__(self, message: str, report: str | None = None) -> None:
        self.report = report
        self.message = message
        super().__init__(f"{report}: {message}" if report else message)

    def __reduce__(self) -> tuple[type["DatelineError"], tuple[str, str | None]]:
        # Without this a worker process could not hand the error back with its report's id.
        return type(self), (self.message, self.report)


class InputError(DatelineError):
    """A report cannot be read in."""


class InputWarning(UserWarning):
    """A report was read in, but not all of it; the message names it and says what was left out."""


class DateWarning(InputWarning):
    """A report's text proves a later date than the one it was given with; that one is kept."""


class RecordError(DatelineError, ValueError):
    """A value breaks the codebook, or a span does not fit its text."""


class ReadError(DatelineError):
    """A stage failed on one report; other reports are not affected."""


class ReadTimeout(ReadError):
    """A report took longer than the time limit."""


class SetupError(DatelineError):
    """This installation lacks something; the message holds the command that adds it."""


class AccountError(DatelineError):
    """An account of the desk cannot be made or changed so."""


class StoreError(DatelineError):
    """The record store cannot be opened, read or written; what was not finished is not kept."""
