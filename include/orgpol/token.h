/* SPDX-License-Identifier: MIT */
/*
 * Does a token's organization belong to the request it came with? For relying parties and APIs that validate
 * tokens. Rules TOKEN-20..29.
 */
#ifndef ORGPOL_TOKEN_H
#define ORGPOL_TOKEN_H

#include "orgpol/decision.h"

#ifdef __cplusplus
extern "C" {
#endif

enum orgpol_token_validator {
    ORGPOL_TOKEN_VALIDATOR_UNSET = 0,         /* relying_party, which accepts less */
    ORGPOL_TOKEN_VALIDATOR_RELYING_PARTY = 1, /* the application the token was issued to (TOKEN-21 to -24) */
    ORGPOL_TOKEN_VALIDATOR_API = 2            /* the API that a request with the token came to (TOKEN-25) */
};

/* An organization that the validator serves. The layout is frozen, so that lists of it stay readable. */
struct orgpol_known_organization {
    struct orgpol_str id;
    struct orgpol_str name; /* absent: not known, and then no name is checked against this id */
};

/*
 * The question. The claims are those of a token whose signature, expiry and audience the caller has verified.
 * A claim that is no text reads as missing (TOKEN-28): pass the absent string for it. A display name is never
 * one of these (TOKEN-29).
 */
struct orgpol_token_organization_request {
    uint32_t struct_size;
    uint8_t validator; /* enum orgpol_token_validator */
    uint8_t reserved;
    uint16_t reserved2;
    struct orgpol_str issuer;   /* of the tenant; required */
    struct orgpol_str iss;      /* claim `iss` */
    struct orgpol_str org_id;   /* claim `org_id` */
    struct orgpol_str org_name; /* claim `org_name` */
    struct orgpol_str
        expected_organization; /* id (org_...) or name: as sent, or of the request URL; absent: none */
    const struct orgpol_known_organization *known_organizations; /* NULL: none */
    size_t known_organization_count;
};
#define ORGPOL_TOKEN_ORGANIZATION_REQUEST_INIT                                                \
    {                                                                                         \
        (uint32_t)sizeof(struct orgpol_token_organization_request), 0, 0, 0, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, NULL, 0       \
    }

/* On ALLOW, the organization that the request's data belongs to (TOKEN-25); else, and without one, absent. */
struct orgpol_token_organization_result {
    uint32_t struct_size;
    uint32_t reserved;
    struct orgpol_str org_id;
    struct orgpol_str org_name;
};
#define ORGPOL_TOKEN_ORGANIZATION_RESULT_INIT                                                          \
    {                                                                                                  \
        (uint32_t)sizeof(struct orgpol_token_organization_result), 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE \
    }

/*
 * Is the token good for the organization, as far as its claims say?
 *
 * Ids and issuers are compared byte by byte; names without regard to the case of ASCII letters (TOKEN-22).
 * What begins with "org_" is an id, everything else a name (TRAP-48). A token without organization claims is
 * good where none is expected (TOKEN-27). An API that expects an organization accepts a token of another one
 * that it knows (TOKEN-25): it serves the organization of the result, not the one it expected.
 *
 * `request`: the question; NULL is an error. Of known_organizations only entries with the claim's id or name
 * are ever of account, so a server that knows many passes those it looked up. `result`: may be NULL.
 *
 * Answers ALLOW; DENY with ISSUER_MISMATCH, ORGANIZATION_CLAIM_MISSING, ORG_ID_MISMATCH, ORG_NAME_MISMATCH,
 * ORGANIZATION_UNEXPECTED, ORGANIZATION_NOT_KNOWN, ORG_NAME_NOT_OF_ORGANIZATION, all unmet ones in `unmet`;
 * or ERROR with MISSING_INPUT (request NULL, no issuer, or a list NULL that has a count), UNSUPPORTED_INPUT
 * (the struct_size rule, a reserved member, a validator outside its list), or ROW_WITHOUT_ID (a known
 * organization without id). No obligations.
 *
 * Cost: no allocation; one pass over known_organizations. Source: rulebook 2.7.
 */
ORGPOL_API struct orgpol_decision
orgpol_check_token_organization(const struct orgpol_token_organization_request *request,
                                struct orgpol_token_organization_result *result);

#ifdef __cplusplus
}
#endif

#endif
