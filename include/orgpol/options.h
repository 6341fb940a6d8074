/* SPDX-License-Identifier: MIT */
/* Choices the public sources leave open: one struct that every decision takes. */
#ifndef ORGPOL_OPTIONS_H
#define ORGPOL_OPTIONS_H

#include "orgpol/base.h"

#ifdef __cplusplus
extern "C" {
#endif

enum orgpol_absent_security_mode {
    ORGPOL_ABSENT_SECURITY_MODE_STRICT = 0,
    ORGPOL_ABSENT_SECURITY_MODE_PERMISSIVE = 1 /* tenants known to be eligible; never for cimd or tpc_ */
};

enum orgpol_refresh_recheck {
    ORGPOL_REFRESH_RECHECK_ON = 0,
    ORGPOL_REFRESH_RECHECK_OFF = 1 /* a refresh drops ENT-17 and LOGIN-34 */
};

enum orgpol_scope_subset {
    ORGPOL_SCOPE_SUBSET_SUBSET = 0,
    ORGPOL_SCOPE_SUBSET_CEILING = 1 /* a subset requested gets every scope of the grant */
};

enum orgpol_discovery_filter {
    ORGPOL_DISCOVERY_FILTER_NONE = 0,
    ORGPOL_DISCOVERY_FILTER_GATE = 1 /* organizations the client may not use match nothing */
};

enum orgpol_picker_filter {
    ORGPOL_PICKER_FILTER_GATE = 0, /* organizations the client may not use are left out */
    ORGPOL_PICKER_FILTER_NONE = 1
};

enum orgpol_consented_scopes { ORGPOL_CONSENTED_SCOPES_UNION = 0, ORGPOL_CONSENTED_SCOPES_REPLACE = 1 };

/* ---- Token Vault ---- */

enum orgpol_unsupported_strategy {
    ORGPOL_UNSUPPORTED_STRATEGY_DENY = 0,
    ORGPOL_UNSUPPORTED_STRATEGY_ALLOW = 1
};

enum orgpol_missing_scopes { ORGPOL_MISSING_SCOPES_DENY = 0, ORGPOL_MISSING_SCOPES_WARN = 1 };

enum orgpol_verifier_without_challenge {
    ORGPOL_VERIFIER_WITHOUT_CHALLENGE_DENY = 0,
    ORGPOL_VERIFIER_WITHOUT_CHALLENGE_IGNORE = 1
};

enum orgpol_same_or_any { ORGPOL_SAME = 0, ORGPOL_ANY = 1 };

enum orgpol_failed_complete { ORGPOL_FAILED_COMPLETE_SPEND_CODE = 0, ORGPOL_FAILED_COMPLETE_KEEP_CODE = 1 };

enum orgpol_used_code { ORGPOL_USED_CODE_NOT_FOUND = 0, ORGPOL_USED_CODE_CONFLICT = 1 };

enum orgpol_org_binding {
    ORGPOL_ORG_BINDING_STRICT = 0, /* a tagged account only in its organization, an untagged one anywhere */
    ORGPOL_ORG_BINDING_EXACT = 1,  /* and an untagged one only without an organization */
    ORGPOL_ORG_BINDING_OFF = 2     /* tags are not read */
};

enum orgpol_ambiguous_selection { ORGPOL_AMBIGUOUS_DENY = 0, ORGPOL_AMBIGUOUS_LATEST = 1 };

enum orgpol_empty_login_hint { ORGPOL_EMPTY_LOGIN_HINT_DENY = 0, ORGPOL_EMPTY_LOGIN_HINT_ABSENT = 1 };

enum orgpol_unused_after { ORGPOL_UNUSED_AFTER_365_DAYS = 0, ORGPOL_UNUSED_AFTER_CALENDAR_YEAR = 1 };

enum orgpol_never_exchanged { ORGPOL_NEVER_EXCHANGED_CREATED_AT = 0, ORGPOL_NEVER_EXCHANGED_NEVER_AGES = 1 };

enum orgpol_foreign_delete { ORGPOL_FOREIGN_DELETE_NOT_FOUND = 0, ORGPOL_FOREIGN_DELETE_NO_CONTENT = 1 };

enum orgpol_manage_when_purpose_off {
    ORGPOL_MANAGE_WHEN_PURPOSE_OFF_ALLOW = 0,
    ORGPOL_MANAGE_WHEN_PURPOSE_OFF_DENY = 1
};

enum orgpol_organization_membership {
    ORGPOL_ORGANIZATION_MEMBERSHIP_REQUIRE = 0,
    ORGPOL_ORGANIZATION_MEMBERSHIP_IGNORE = 1
};

enum orgpol_deny_or_ignore { ORGPOL_DENY = 0, ORGPOL_IGNORE = 1 };

enum orgpol_deny_or_allow { ORGPOL_DENIED = 0, ORGPOL_ALLOWED = 1 };

enum orgpol_adaptive_mfa {
    ORGPOL_ADAPTIVE_MFA_VERDICT = 0, /* of risk_verdict */
    ORGPOL_ADAPTIVE_MFA_ALLOW = 1,
    ORGPOL_ADAPTIVE_MFA_DENY = 2
};

enum orgpol_login_grants { ORGPOL_LOGIN_GRANTS_WARN = 0, ORGPOL_LOGIN_GRANTS_DENY = 1 };

enum orgpol_ipv4_mapped { ORGPOL_IPV4_MAPPED_IPV4 = 0, ORGPOL_IPV4_MAPPED_IPV6 = 1 };

enum orgpol_audit_context_unit { ORGPOL_AUDIT_CONTEXT_CODE_POINTS = 0, ORGPOL_AUDIT_CONTEXT_BYTES = 1 };

enum orgpol_absent_worker_scope {
    ORGPOL_ABSENT_WORKER_SCOPE_PINNED = 0,
    ORGPOL_ABSENT_WORKER_SCOPE_DENY = 1
};

enum orgpol_worker_login_hint { ORGPOL_WORKER_LOGIN_HINT_ACCEPT = 0, ORGPOL_WORKER_LOGIN_HINT_DENY = 1 };

enum orgpol_offline_scope { ORGPOL_OFFLINE_SCOPE_IGNORE = 0, ORGPOL_OFFLINE_SCOPE_COMPARE = 1 };

#define ORGPOL_CLOCK_SKEW_DEFAULT_S 5
#define ORGPOL_CLOCK_SKEW_MAX_S 60

/*
 * Choices the public sources leave open, each under the rule that is a proposal. Zero is the rulebook's
 * default; another value than listed is an error. NULL where a decision takes them: every default.
 */
struct orgpol_options {
    uint32_t struct_size;
    uint8_t
        require_app_connection_in_org; /* TRAP-09: first-party logins need the connection on the client too */
    uint8_t absent_security_mode;      /* TRAP-49: enum orgpol_absent_security_mode */
    uint8_t refresh_recheck;           /* LOGIN-34, ENT-17: enum orgpol_refresh_recheck */
    uint8_t default_discovery_methods; /* TRAP-17: mask of enum orgpol_discovery_method; 0: email */
    uint8_t localhost_forces_consent;  /* TRAP-15: consent is never skipped on localhost */
    uint8_t scope_subset;              /* M2M-29: enum orgpol_scope_subset */
    uint8_t discovery_filter;          /* PROMPT-19b: enum orgpol_discovery_filter */
    uint8_t picker_filter;             /* PROMPT-27: enum orgpol_picker_filter */
    uint8_t require_pkce;              /* AUTHZ-15: public clients of every class need PKCE */
    uint8_t consented_scopes;          /* CONSENT-07: enum orgpol_consented_scopes */
    uint8_t user_grant_ceiling;        /* UAPI-04: a grant limits under allow_all too */
    uint8_t reserved;
    /* Token Vault: flags, and words of the enum of the same name */
    uint8_t unsupported_strategy;        /* PURP-09 */
    uint8_t missing_offline_access;      /* CONNECT-16: enum orgpol_missing_scopes */
    uint8_t google_minimum_scopes;       /* CONNECT-17: enum orgpol_missing_scopes */
    uint8_t verifier_without_challenge;  /* COMPLETE-10 */
    uint8_t complete_client;             /* COMPLETE-13: enum orgpol_same_or_any */
    uint8_t complete_organization;       /* COMPLETE-14: enum orgpol_same_or_any */
    uint8_t recheck_connection_off;      /* COMPLETE-15: recheck_connection is false */
    uint8_t failed_complete;             /* COMPLETE-21 */
    uint8_t used_code;                   /* COMPLETE-08 */
    uint8_t org_binding;                 /* ORG-10..12, SEL-11 */
    uint8_t hint_matches_email;          /* SEL-08 */
    uint8_t ambiguous;                   /* SEL-10: enum orgpol_ambiguous_selection */
    uint8_t empty_login_hint;            /* SEL-13 */
    uint8_t strict_scope;                /* SCOPE-11 */
    uint8_t unused_after;                /* EXPIRY-03 */
    uint8_t never_exchanged;             /* EXPIRY-05 */
    uint8_t foreign_delete;              /* MGE-06 */
    uint8_t manage_when_purpose_off;     /* MGE-16 */
    uint8_t list_all_orgs_off;           /* MGE-18: list_all_orgs is false */
    uint8_t link_carries_accounts;       /* LINK-05: an account of a linked profile counts as the user's */
    uint8_t organization_membership;     /* ORG-15 */
    uint8_t require_org_connection;      /* ORG-17 */
    uint8_t accept_rtt_alias;            /* VAULT-09 */
    uint8_t unsupported_parameters;      /* VAULT-11, -12: enum orgpol_deny_or_ignore */
    uint8_t blocked_user;                /* VAULT-14: enum orgpol_deny_or_allow */
    uint8_t adaptive_mfa;                /* VAULT-16 */
    uint8_t purpose_off_exchange;        /* VAULT-21: enum orgpol_deny_or_allow, for accounts that exist */
    uint8_t access_token_client_enabled; /* VAULT-20, for access tokens too */
    uint8_t login_grants;                /* RTX-01 */
    uint8_t require_asymmetric_auth;     /* PWX-09 */
    uint8_t ipv4_mapped;                 /* PWX-07 */
    uint8_t lenient_worker_audience;     /* PWX-16: a bare host, and custom domains too */
    uint8_t clock_skew;                  /* PWX-21: 0: the default; else the seconds plus one, up to 61 */
    uint8_t audit_context_unit;          /* PWX-23 */
    uint8_t absent_worker_scope;         /* PWX-31 */
    uint8_t worker_login_hint;           /* PWX-36 */
    uint8_t offline_scope;               /* PWX-30 */
    uint8_t enforce_jti_off;             /* PWX-43: enforce_jti is false */
    uint8_t enforce_audit_context_off;   /* PWX-43 */
    uint8_t enforce_ip_allowlist_off;    /* PWX-43 */
};
#define ORGPOL_OPTIONS_INIT                                                                                  \
    {                                                                                                        \
        (uint32_t)sizeof(struct orgpol_options), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, \
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0   \
    }

#ifdef __cplusplus
}
#endif

#endif
