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

    ACCOUNT_USE = "account:use"
    CASELOAD_READ = "caseload:read"
    FAMILY_NAME = "family:name"
    FAMILY_PRINT = "family:print"
    FAMILY_READ = "family:read"
    FAMILY_WRITE = "family:write"
    IDENTITY_READ = "identity:read"
    OVERVIEW_READ = "overview:read"


ROLE_RIGHTS: dict[Role, frozenset[Right]] = {
    Role.PROFESSIONAL: frozenset(
        {
            Right.ACCOUNT_USE,
            Right.OVERVIEW_READ,
            Right.FAMILY_READ,
            Right.FAMILY_WRITE,
            Right.FAMILY_PRINT,
            Right.FAMILY_NAME,
            Right.IDENTITY_READ,
        }
    ),
    Role.COORDINATOR: frozenset(
        {
            Right.ACCOUNT_USE,
            Right.OVERVIEW_READ,
            Right.FAMILY_READ,
            Right.FAMILY_WRITE,
            Right.FAMILY_PRINT,
            Right.FAMILY_NAME,
            Right.IDENTITY_READ,
        }
    ),
    Role.MANAGER: frozenset(
        {Right.ACCOUNT_USE, Right.OVERVIEW_READ, Right.FAMILY_READ, Right.FAMILY_NAME, Right.CASELOAD_READ}
    ),
    Role.STEERING_GROUP: frozenset({Right.ACCOUNT_USE, Right.OVERVIEW_READ}),
    Role.ADMINISTRATOR: frozenset({Right.ACCOUNT_USE, Right.OVERVIEW_READ}),
    Role.EVALUATOR: frozenset({Right.ACCOUNT_USE, Right.OVERVIEW_READ}),
    Role.DPO: frozenset({Right.ACCOUNT_USE, Right.OVERVIEW_READ}),
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
