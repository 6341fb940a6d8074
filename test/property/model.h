/* SPDX-License-Identifier: MIT */
/*
 * The rules a second time, read from the rulebook and written as one would explain them: one question per
 * reason, early returns, no masks. It shares nothing with lib/core but the names of the reasons.
 */
#ifndef ORGPOL_TEST_MODEL_H
#define ORGPOL_TEST_MODEL_H

#include "space.h"

enum model_class { MODEL_FIRST_PARTY, MODEL_STRICT, MODEL_PERMISSIVE };

/* The class that the members other than the metadata type make. */
static inline enum model_class class_by_members(const unsigned char *a)
{
    if (a[FIRST_PARTY_MEMBER])
        return MODEL_FIRST_PARTY;
    if (a[MODE] == 2)
        return MODEL_PERMISSIVE;
    if (a[MODE] == 0 && a[OPTION_MODE] == 1 && !a[PREFIX])
        return MODEL_PERMISSIVE;
    return MODEL_STRICT;
}

/* Whether the client must be taken for one of this class. Of an unknown registration, cimd's class is one. */
static inline bool may_be(const unsigned char *a, enum model_class class)
{
    if (a[METADATA] == 1)
        return class == MODEL_STRICT;
    return class == class_by_members(a) || (a[METADATA] == 3 && class == MODEL_STRICT);
}

static inline bool may_be_third_party(const unsigned char *a)
{
    return may_be(a, MODEL_STRICT) || may_be(a, MODEL_PERMISSIVE);
}

static inline bool is(const unsigned char *a, const char *transaction)
{
    return strcmp(axes[TRANSACTION].values[a[TRANSACTION]], transaction) == 0;
}

static inline bool is_a_login(const unsigned char *a)
{
    return !is(a, "refresh") && !is(a, "exchange");
}

static inline bool in_organization(const unsigned char *a)
{
    return a[ORGANIZATION] != 0;
}

/* The organization's row is there. */
static inline bool org_row(const unsigned char *a)
{
    return a[ORGANIZATION] == 2;
}

static inline bool is_member(const unsigned char *a)
{
    return org_row(a) && a[USER] && a[MEMBER];
}

/* The row that enables the connection for the organization. */
static inline bool org_connection_row(const unsigned char *a)
{
    return org_row(a) && a[CONNECTION] && a[ORG_CONNECTION];
}

/* LOGIN-19, PROMPT-33, and PROMPT-30: strict clients take no part in invitations. */
static inline bool becomes_member(const unsigned char *a)
{
    if (!is_a_login(a) || !org_row(a) || is_member(a))
        return false;
    if (org_connection_row(a) && a[AUTO])
        return true;
    return a[INVITED] && !may_be(a, MODEL_STRICT);
}

/* Section 2.8's table, entitlement x listing x access. */
enum gate { OPEN, MEMBER_ACCESS_IS_OFF, NOT_LISTED, STRICT_ACCESS_IS_OFF, BLOCKED };
static inline enum gate gate_for(const unsigned char *a, enum model_class class)
{
    if (!org_row(a))
        return OPEN;
    switch (class) {
    case MODEL_PERMISSIVE: return OPEN; /* refused elsewhere (LOGIN-03) */
    case MODEL_FIRST_PARTY:
        if (!a[ENTITLEMENT])
            return OPEN; /* ENT-01, ENT-02 */
        if (a[LISTED] == 0)
            return NOT_LISTED;                               /* ENT-05 */
        return a[LISTED] == 2 ? OPEN : MEMBER_ACCESS_IS_OFF; /* ENT-03, ENT-04 */
    case MODEL_STRICT: break;
    }
    if (a[ENTITLEMENT] && a[LISTED])
        return a[LISTED] == 2 ? OPEN : STRICT_ACCESS_IS_OFF; /* ENT-06, ENT-07 */
    return a[ACCESS] == 2 ? OPEN : BLOCKED;                  /* LOGIN-07, ENT-08, ENT-09 */
}

/* The organization's gate is so for a class the client may be of. */
static inline bool gate_is(const unsigned char *a, enum gate gate)
{
    for (int class = MODEL_FIRST_PARTY; class <= MODEL_PERMISSIVE; class ++)
        if (may_be(a, (enum model_class) class) && gate_for(a, (enum model_class) class) == gate)
            return true;
    return false;
}

static inline bool rechecks(const unsigned char *a)
{
    return is(a, "refresh") && !a[OPTION_RECHECK];
}

static inline bool entitlement_fails(const unsigned char *a)
{
    return gate_is(a, MEMBER_ACCESS_IS_OFF) || gate_is(a, NOT_LISTED) || gate_is(a, STRICT_ACCESS_IS_OFF);
}

static inline bool one_of(const unsigned char *a, const char *list)
{
    return strstr(list, axes[TRANSACTION].values[a[TRANSACTION]]) != NULL;
}

static inline bool client_reason(enum orgpol_reason reason, const unsigned char *a)
{

    switch (reason) {
    case ORGPOL_REASON_CLIENT_IS_FIRST_PARTY: return a[QUESTION] == 1 && may_be(a, MODEL_FIRST_PARTY);
    case ORGPOL_REASON_CLIENT_CANNOT_LOG_USERS_IN: return is(a, "oidc") && a[GRANTS] == 3;
    case ORGPOL_REASON_TENANT_RULES_ACTIVE: return may_be(a, MODEL_STRICT) && a[RULES];
    case ORGPOL_REASON_PROTOCOL_NOT_FOR_STRICT:
        return may_be(a, MODEL_STRICT) && one_of(a, "samlp wsfed classic_login lock device_code");
    case ORGPOL_REASON_PASSWORD_NOT_FOR_STRICT: return may_be(a, MODEL_STRICT) && is(a, "password");
    case ORGPOL_REASON_PASSWORD_NOT_FOR_PERMISSIVE: return may_be(a, MODEL_PERMISSIVE) && is(a, "password");
    case ORGPOL_REASON_TOKEN_EXCHANGE_NOT_FOR_THIRD_PARTY:
        return may_be_third_party(a) && is(a, "token_exchange");
    case ORGPOL_REASON_PASSKEY_NOT_FOR_THIRD_PARTY: return may_be_third_party(a) && is(a, "passkey");
    case ORGPOL_REASON_PASSKEY_NEEDS_ORGANIZATION:
        return is(a, "passkey") && a[USAGE] == 3 && !in_organization(a);
    case ORGPOL_REASON_PROTOCOL_NOT_FOR_ORGANIZATION:
        return in_organization(a) && one_of(a, "classic_login lock password device_code wsfed");
    default: return false;
    }
}

static inline bool exchange_reason(enum orgpol_reason reason, const unsigned char *a)
{
    if (!is(a, "exchange"))
        return false;
    switch (reason) {
    case ORGPOL_REASON_CROSS_APP_ACCESS_OFF: return !a[XAA_ACTIVE];
    case ORGPOL_REASON_ASSERTION_INVALID: return !a[ASSERTION];
    case ORGPOL_REASON_XAA_USER_NOT_FOUND: return !a[USER];
    case ORGPOL_REASON_CONNECTION_IN_SEVERAL_ORGANIZATIONS: return a[SEVERAL] == 2;
    case ORGPOL_REASON_XAA_ORG_BLOCKS_THIRD_PARTY: return gate_is(a, BLOCKED);
    case ORGPOL_REASON_XAA_USER_NOT_MEMBER:
        if (a[USAGE] != 3 && a[USAGE] != 4)
            return false;
        return !in_organization(a) || (org_row(a) && !is_member(a));
    case ORGPOL_REASON_XAA_NO_CLIENT_GRANT:
        if (!may_be_third_party(a))
            return false;
        return a[API] != 1 || (a[OWN_GRANT] != 1 && a[DEFAULT_GRANT] != 1);
    default: return false;
    }
}

static inline bool organization_reason(enum orgpol_reason reason, const unsigned char *a)
{
    switch (reason) {
    case ORGPOL_REASON_UNKNOWN_ORGANIZATION: return in_organization(a) && !org_row(a);
    case ORGPOL_REASON_ORGANIZATION_NOT_ALLOWED: return in_organization(a) && a[USAGE] != 2 && a[USAGE] != 3;
    case ORGPOL_REASON_ORGANIZATION_REQUIRED:
        if (!is_a_login(a) || in_organization(a) || a[BEHAVIOR] == 3)
            return false;
        return a[USAGE] == 3 || a[USAGE] == 4;
    case ORGPOL_REASON_ORG_NOT_FOR_PERMISSIVE: return in_organization(a) && may_be(a, MODEL_PERMISSIVE);
    case ORGPOL_REASON_MEMBER_ACCESS_OFF: return is_a_login(a) && gate_is(a, MEMBER_ACCESS_IS_OFF);
    case ORGPOL_REASON_CLIENT_NOT_LISTED: return is_a_login(a) && gate_is(a, NOT_LISTED);
    case ORGPOL_REASON_THIRD_PARTY_MEMBER_ACCESS_OFF:
        return is_a_login(a) && gate_is(a, STRICT_ACCESS_IS_OFF);
    case ORGPOL_REASON_ENTITLEMENT_LOST: return (rechecks(a) || is(a, "exchange")) && entitlement_fails(a);
    case ORGPOL_REASON_ORG_BLOCKS_THIRD_PARTY: return is_a_login(a) && gate_is(a, BLOCKED);
    case ORGPOL_REASON_THIRD_PARTY_ACCESS_LOST: return rechecks(a) && gate_is(a, BLOCKED);
    default: return false;
    }
}

static inline bool connection_reason(enum orgpol_reason reason, const unsigned char *a)
{
    const bool enabled_in_org = org_connection_row(a) && a[ORG_CONNECTION] == 2;

    if (is(a, "refresh"))
        return false;
    if (!a[CONNECTION])
        return reason == ORGPOL_REASON_CONNECTION_DISABLED;
    switch (reason) {
    case ORGPOL_REASON_CONNECTION_DISABLED:
        if (a[AUTHENTICATION] == 1 || (is(a, "exchange") && a[STATUS] != 2))
            return true;
        if (in_organization(a) || a[CLIENTS] != 0)
            return false;
        return may_be(a, MODEL_FIRST_PARTY) || (may_be(a, MODEL_PERMISSIVE) && !a[DOMAIN]);
    case ORGPOL_REASON_NO_DOMAIN_LEVEL_CONNECTION:
        return is_a_login(a) && !in_organization(a) && may_be(a, MODEL_STRICT) && !a[DOMAIN];
    case ORGPOL_REASON_CONNECTION_NOT_ENABLED_FOR_CLIENT:
        return !in_organization(a) && may_be(a, MODEL_FIRST_PARTY) && a[CLIENTS] != 2;
    case ORGPOL_REASON_CONNECTION_NOT_FOR_PERMISSIVE:
        return !in_organization(a) && may_be(a, MODEL_PERMISSIVE) && a[CLIENTS] != 2 && !a[DOMAIN];
    case ORGPOL_REASON_CONNECTION_NOT_DOMAIN_LEVEL:
        return is_a_login(a) && in_organization(a) && may_be(a, MODEL_STRICT) && !a[DOMAIN];
    case ORGPOL_REASON_ORG_HAS_NO_CONNECTIONS: return org_row(a) && !enabled_in_org && !a[ORG_COUNT];
    case ORGPOL_REASON_CONNECTION_NOT_ENABLED_FOR_ORG: return org_row(a) && !enabled_in_org && a[ORG_COUNT];
    case ORGPOL_REASON_APP_CONNECTION_REQUIRED:
        return in_organization(a) && may_be(a, MODEL_FIRST_PARTY) && a[OPTION_APP] && a[CLIENTS] != 2;
    case ORGPOL_REASON_SIGNUP_NOT_ENABLED:
        if (!org_row(a) || !a[SIGNUP])
            return false;
        return !(org_connection_row(a) && a[STRATEGY] == 1 && a[ORG_SIGNUP]);
    default: return false;
    }
}

static inline bool user_reason(enum orgpol_reason reason, const unsigned char *a)
{
    switch (reason) {
    case ORGPOL_REASON_USER_NOT_MEMBER:
        return is_a_login(a) && org_row(a) && !is_member(a) && !becomes_member(a);
    case ORGPOL_REASON_MEMBERSHIP_LOST:
        return rechecks(a) && may_be(a, MODEL_STRICT) && org_row(a) && !is_member(a);
    case ORGPOL_REASON_MEMBER_LIMIT_REACHED: return becomes_member(a) && a[FULL];
    case ORGPOL_REASON_MFA_REQUIRED_ON_REFRESH:
        return is(a, "refresh") && may_be(a, MODEL_STRICT) && a[MFA] == 2;
    case ORGPOL_REASON_LOGIN_DENIED_BY_ACTION: return a[VERDICT] == 2 || a[MFA] == 3;
    default: return false;
    }
}

static inline bool model_unmet(enum orgpol_reason reason, const unsigned char *a)
{
    if (!a[CLIENT])
        return reason == ORGPOL_REASON_UNKNOWN_CLIENT;
    return client_reason(reason, a) || exchange_reason(reason, a) || organization_reason(reason, a) ||
           connection_reason(reason, a) || user_reason(reason, a);
}

/* What the model says of the conditions in `mask`. */
static inline uint64_t model_mask(uint64_t mask, const unsigned char *a)
{
    uint64_t unmet = 0;

    for (unsigned place = 0; place < orgpol_family_size(ORGPOL_FAMILY_LOGIN); place++)
        if ((mask >> place & 1) &&
            model_unmet((enum orgpol_reason)orgpol_family_reason(ORGPOL_FAMILY_LOGIN, place), a))
            unmet |= UINT64_C(1) << place;
    return unmet;
}

/* WIRE section 1: where the error of a denial must not be redirected. */
static inline bool model_error_page(const unsigned char *a)
{
    if (one_of(a, "password passkey token_exchange refresh exchange"))
        return false;
    if (!a[CLIENT])
        return true;
    return may_be(a, MODEL_STRICT) && a[REDIRECTION] != 2 && a[RESPONSE] != 1;
}

#endif
