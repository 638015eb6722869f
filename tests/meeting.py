"""Two people who do the same thing at the same moment, as far as the program lets them."""

from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

SECONDS = 2


def met(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, which two threads begin together, once; unless one has to wait until the other is finished."""
    meeting = Barrier(2)

    def together(*args: Any, **more: Any) -> Any:
        # Nobody comes when the program makes the other one wait: that is what is wanted.
        with suppress(BrokenBarrierError):
            meeting.wait(SECONDS)
        return function(*args, **more)

    return together
