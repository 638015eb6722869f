"""Roles, professions and rights as data. A login acts in one role; a route names the right that it needs."""

from enum import StrEnum

from hfi.texts import LazyString, _l


class Role(StrEnum):
    """What a login acts as."""

    PROFESSIONAL = "professional"
    COORDINATOR = "coordinator"
    MANAGER = "manager"
    STEERING_GROUP = "steering_group"
    ADMINISTRATOR = "administrator"
    EVALUATOR = "evaluator"
    DPO = "dpo"


class Profession(StrEnum):
    """What a professional is trained and employed to do; sensitive content is for the same profession."""

    SOCIAL_CASEWORKER = "social_caseworker"
    EMPLOYMENT_CASEWORKER = "employment_caseworker"
    PSYCHOLOGIST = "psychologist"
    HEALTH_VISITOR = "health_visitor"
    ABSENCE_CONSULTANT = "absence_consultant"
    LEISURE_WORKER = "leisure_worker"
    HEALTH_WORKER = "health_worker"


class Right(StrEnum):
    """What a route may ask for, as subject:action."""

    ABSENCE_WRITE = "absence:write"
    ACCOUNT_USE = "account:use"
    CASELOAD_READ = "caseload:read"
    CONFLICT_DECIDE = "conflict:decide"
    CONFLICT_DECLARE = "conflict:declare"
    EMERGENCY_REVIEW = "emergency:review"
    EMERGENCY_USE = "emergency:use"
    FAMILY_NAME = "family:name"
    FAMILY_PRINT = "family:print"
    FAMILY_READ = "family:read"
    FAMILY_WRITE = "family:write"
    GROUNDS_READ = "grounds:read"
    IDENTITY_READ = "identity:read"
    LOG_CHECK = "log:check"
    LOG_READ = "log:read"
    OVERVIEW_READ = "overview:read"
    REFERRAL_WRITE = "referral:write"
    PARAMETERS_MANAGE = "parameters:manage"
    SHARING_WRITE = "sharing:write"
    TEAM_LEAD = "team:lead"
    TEAM_WRITE = "team:write"
    USERS_APPROVE = "users:approve"
    USERS_MANAGE = "users:manage"


EVERYBODY = frozenset({Right.ACCOUNT_USE, Right.OVERVIEW_READ})
FAMILY_WORK = frozenset({Right.FAMILY_READ, Right.FAMILY_WRITE, Right.FAMILY_PRINT, Right.SHARING_WRITE})
AT_WORK = (
    EVERYBODY
    | FAMILY_WORK
    | {
        Right.ABSENCE_WRITE,
        Right.CONFLICT_DECLARE,
        Right.FAMILY_NAME,
        Right.IDENTITY_READ,
        Right.REFERRAL_WRITE,
    }
)

ROLE_RIGHTS: dict[Role, frozenset[Right]] = {
    Role.PROFESSIONAL: AT_WORK | {Right.EMERGENCY_USE},
    Role.COORDINATOR: AT_WORK | {Right.LOG_READ, Right.TEAM_WRITE},
    Role.MANAGER: EVERYBODY
    | {
        Right.ABSENCE_WRITE,
        Right.FAMILY_READ,
        Right.FAMILY_NAME,
        Right.CASELOAD_READ,
        Right.CONFLICT_DECIDE,
        Right.CONFLICT_DECLARE,
        Right.EMERGENCY_USE,
        Right.LOG_READ,
        Right.REFERRAL_WRITE,
        Right.TEAM_LEAD,
        Right.TEAM_WRITE,
        Right.USERS_APPROVE,
    },
    Role.STEERING_GROUP: EVERYBODY,
    Role.ADMINISTRATOR: EVERYBODY | {Right.PARAMETERS_MANAGE, Right.USERS_APPROVE, Right.USERS_MANAGE},
    Role.EVALUATOR: EVERYBODY,
    Role.DPO: EVERYBODY | {Right.EMERGENCY_REVIEW, Right.GROUNDS_READ, Right.LOG_CHECK, Right.LOG_READ},
}

ROLE_TITLES: dict[Role, LazyString] = {
    Role.PROFESSIONAL: _l("Professional"),
    Role.COORDINATOR: _l("Coordinator"),
    Role.MANAGER: _l("Manager"),
    Role.STEERING_GROUP: _l("Steering group"),
    Role.ADMINISTRATOR: _l("Administrator"),
    Role.EVALUATOR: _l("Evaluator"),
    Role.DPO: _l("Data-protection officer"),
}

PROFESSION_TITLES: dict[Profession, LazyString] = {
    Profession.SOCIAL_CASEWORKER: _l("Social caseworker"),
    Profession.EMPLOYMENT_CASEWORKER: _l("Employment caseworker"),
    Profession.PSYCHOLOGIST: _l("Psychologist"),
    Profession.HEALTH_VISITOR: _l("Health visitor"),
    Profession.ABSENCE_CONSULTANT: _l("School-absence consultant"),
    Profession.LEISURE_WORKER: _l("Leisure worker"),
    Profession.HEALTH_WORKER: _l("Health worker"),
}
