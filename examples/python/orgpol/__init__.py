# SPDX-License-Identifier: MIT
"""orgpol decides, without doing any I/O, what Auth0 decides for its tenants. README.md says how to begin."""
from orgpol import structs, words
from orgpol.decision import Decision
from orgpol.errors import ClosedError, InputError, LibraryError, OrgpolError, RequestError, TenantError
from orgpol.library import rules_version, version
from orgpol.questions import can_login, can_third_party_login, check_client_grant, consent_key
from orgpol.tenant import Tenant, evaluate, evaluations

__all__ = [
    "ClosedError", "Decision", "InputError", "LibraryError", "OrgpolError", "RequestError", "Tenant", "TenantError",
    "can_login", "can_third_party_login", "check_client_grant", "consent_key", "evaluate", "evaluations",
    "rules_version", "structs", "version", "words",
]
