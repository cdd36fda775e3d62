"""What stands beside a declared gap."""

from engine.audit.inquiry import Inquiry
from engine.audit.question import Question
from engine.contracts import AuditRow


def beside(of: Inquiry, question: Question, row: AuditRow) -> AuditRow:
    """The row."""
    return row
