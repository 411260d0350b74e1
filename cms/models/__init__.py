"""The editorial models. Lower files first: a file imports only from files above it in this list."""

from .base_confirmations import BaseConfirmation
from .confirmations import Confirmation
from .desks import DeskException, DeskHours, DeskKind, DeskOfKind, DeskPage, DeskPhone, DeskWard
from .easier import EasierWord
from .editions import DepartmentPage, EditionHiddenWorry, EditionLanguage, EditionPage, EditionWard
from .effects import ToldEffects
from .entries import Entry
from .guests import Guest
from .hotlines import HotlineHours, HotlinePage, HotlineWorry
from .notices import Notice
from .numbers import ProgramNumber, WorryNumber
from .posts import Absence, Holding, Post, Role, Substitute
from .programs import ProgramDesk, ProgramLink, ProgramMatch, ProgramPage
from .proposals import EvidenceFile, Proposal, ProposalItem, ProposalStep
from .questions import CategoryPage, QuestionPage, Worry
from .readings import WordReading
from .record import Event, RecordHead
from .rounds import Round, RoundAnswer, Target
from .routes import RouteStep, RouteTemplate
from .situations import Situation, SituationEntry, SituationWorry
from .staff import User
from .translations import TranslationState, TranslationVersion
from .words import CrisisHotline, CrisisWord, EverydayWord, StarterWords

__all__ = [
    "Absence",
    "BaseConfirmation",
    "CategoryPage",
    "Confirmation",
    "CrisisHotline",
    "CrisisWord",
    "DepartmentPage",
    "DeskException",
    "DeskHours",
    "DeskKind",
    "DeskOfKind",
    "DeskPage",
    "DeskPhone",
    "DeskWard",
    "EasierWord",
    "EditionHiddenWorry",
    "EditionLanguage",
    "EditionPage",
    "EditionWard",
    "Entry",
    "Event",
    "EverydayWord",
    "EvidenceFile",
    "Guest",
    "Holding",
    "HotlineHours",
    "HotlinePage",
    "HotlineWorry",
    "Notice",
    "Post",
    "ProgramDesk",
    "ProgramLink",
    "ProgramMatch",
    "ProgramNumber",
    "ProgramPage",
    "Proposal",
    "ProposalItem",
    "ProposalStep",
    "QuestionPage",
    "RecordHead",
    "Role",
    "Round",
    "RoundAnswer",
    "RouteStep",
    "RouteTemplate",
    "Situation",
    "SituationEntry",
    "SituationWorry",
    "StarterWords",
    "Substitute",
    "Target",
    "ToldEffects",
    "TranslationState",
    "TranslationVersion",
    "User",
    "WordReading",
    "Worry",
    "WorryNumber",
]
