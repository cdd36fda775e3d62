"""What went wrong with a job as a whole, and what to do next."""

from engine.words import mark
from engine.words.terms import Message

JOB_MESSAGES: dict[str, Message] = {
    "jobs.memory": Message(
        mark("The memory was not enough ({problem})."),
        mark(
            "Let fewer jobs work at once, stop other programs, or raise EQUIPOISE_JOB_MEMORY where it is set; a smaller"
            " model or batch, or fewer interactions, need less."
        ),
    ),
    "jobs.memory_setting": Message(
        mark("EQUIPOISE_JOB_MEMORY is “{value}”, which is no amount of memory that a job can work with."),
        mark("Set it to at least 1GB, for example 4GB, or leave it away."),
    ),
    "jobs.start": Message(
        mark("The system could not start another process: {problem}."),
        mark("Wait until other jobs have ended, then run it again."),
    ),
}
