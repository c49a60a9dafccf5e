from .covered_part import CoveredPart
from .ground import DecisionGround
from .reason import DecisionReason, DecisionReasonTexts
from .saved_answer import SavedAnswer, SavedAnswerTexts

__all__ = [
    "CoveredPart",
    "DecisionGround",
    "DecisionReason",
    "DecisionReasonTexts",
    "SavedAnswer",
    "SavedAnswerTexts",
]
