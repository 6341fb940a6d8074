/* SPDX-License-Identifier: MIT */
/*
 * Must the user be asked whether the application may use the API, and under which key is the answer stored?
 * Rules CONSENT-01..26 and LOGIN-33, after the user's access itself was decided (scopes are computed first,
 * CONSENT-13).
 */
#ifndef ORGPOL_CONSENT_H
#define ORGPOL_CONSENT_H

#include "orgpol/decision.h"
#include "orgpol/model.h"
#include "orgpol/scope.h"
#include "orgpol/session.h"

#ifdef __cplusplus
extern "C" {
#endif

#define ORGPOL_CONSENT_KEY_BYTES 32
#define ORGPOL_CONSENT_SECRET_BYTES_MIN 16
#define ORGPOL_CONSENT_SECRET_BYTES_MAX 64

/*
 * What a consent key names. A stored consent is found by user, client, API and organization (CONSENT-05): the
 * key without scopes. The key with scopes names one exact combination.
 */
struct orgpol_consent_key_request {
    uint32_t struct_size;
    uint8_t has_empty_organization; /* the organization is the empty text, which is not "none" */
    uint8_t has_scopes;             /* the scopes, perhaps none, are part of the key */
    uint16_t reserved;
    struct orgpol_str user_id;         /* required */
    struct orgpol_str client_id;       /* required; the client_id, not external_client_id */
    struct orgpol_str audience;        /* may be absent, which is the empty text */
    struct orgpol_str organization_id; /* absent: none */
    const struct orgpol_str *scopes;   /* in any order; doubled and empty ones are no matter */
    size_t scope_count;
    const uint8_t *secret; /* NULL: the key is unkeyed */
    size_t secret_bytes;   /* 16 to 64, or 0 with secret NULL */
};
#define ORGPOL_CONSENT_KEY_REQUEST_INIT                                                                 \
    {                                                                                                   \
        (uint32_t)sizeof(struct orgpol_consent_key_request), 0, 0, 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, NULL, 0, NULL, 0                                          \
    }

/*
 * The key: BLAKE2b (RFC 7693) with a digest of 32 bytes over these bytes, in this order:
 *
 *   1. the 16 ASCII bytes "orgpol-consent-1"; another encoding will have another number
 *   2. text(user), text(client), text(audience)
 *   3. one byte 0 when there is no organization; else one byte 1 and text(organization)
 *   4. one byte 0 when scopes are not part of the key; else one byte 1, the number of scopes, and text(scope)
 *      for each of them
 *
 * where text(x) is the number of bytes in x, then these bytes as they are (UTF-8, neither normalized nor
 * terminated), and every number is 8 bytes, the least significant first. Scopes are without empty ones, each
 * once, in ascending order of their bytes as unsigned numbers, a scope before those it begins. No two
 * questions have the same bytes.
 *
 * With a secret, BLAKE2b is keyed with it (RFC 7693, section 2.5): whoever reads the keys but not the secret
 * cannot find out by trying whose consents they are. Salt and personalization are zero. test/vectors/
 * consent_key.txt has keys to compare with, and test/tools/consent_key.py is the same in another language.
 *
 * `key` takes 32 bytes: zeros when there is an error.
 *
 * Answers ALLOW, the key is written; or ERROR with MISSING_INPUT (request or key NULL, no user, no client, a
 * list NULL that has a count), UNSUPPORTED_INPUT (the struct_size rule, a reserved member, scopes without
 * has_scopes, has_empty_organization beside an organization, a secret of another length than 16 to 64 bytes:
 * never silently unkeyed), or TOO_MANY_SCOPES (more than ORGPOL_SCOPE_LIMIT).
 *
 * Cost: no allocation; the hash, and a sort of the scopes unless they are in order. Hashing is correct
 * without sodium_init(), which orgpol never calls because it opens the random device; a program that calls it
 * once, before its first question, gets libsodium's implementation for its processor, which is faster. The
 * secret is wiped from the stack.
 */
ORGPOL_API struct orgpol_decision orgpol_consent_key_for(const struct orgpol_consent_key_request *request,
                                                         uint8_t key[ORGPOL_CONSENT_KEY_BYTES]);

enum orgpol_approval {
    ORGPOL_APPROVAL_UNSET = 0, /* not asked yet */
    ORGPOL_APPROVAL_GIVEN = 1,
    ORGPOL_APPROVAL_REFUSED = 2
};

/*
 * The question, asked when the user's access to the API has been allowed: audience, organization and scopes
 * are those of that answer. Rows are those fetched by key for exactly this question.
 */
struct orgpol_consent_request {
    uint32_t struct_size;
    uint8_t approval;        /* enum orgpol_approval, of this transaction's consent page */
    uint8_t is_screen_shown; /* a login, picker or MFA page was shown in this transaction (CONSENT-19) */
    uint8_t is_interaction_needed; /* another page, a redirect or a second factor waits */
    uint8_t is_refresh;            /* of a refresh token: at the token endpoint no page is shown */
    uint8_t response_mode;         /* enum orgpol_response_mode; decides only where an error is shown */
    uint8_t reserved;
    uint16_t reserved2;
    uint32_t reserved3;
    struct orgpol_str user_id;                            /* required */
    struct orgpol_str audience;                           /* absent: no API is asked for */
    struct orgpol_str organization_id;                    /* absent: none */
    struct orgpol_str grant_type;                         /* absent: authorization_code */
    struct orgpol_str prompt;                             /* OAuth parameter `prompt`, as sent */
    struct orgpol_str redirect_uri;                       /* where the answer goes; absent: not of account */
    const struct orgpol_options *options;                 /* NULL: every default */
    const struct orgpol_tenant_settings *settings;        /* NULL: every default */
    const struct orgpol_client *client;                   /* required */
    const struct orgpol_resource_server *resource_server; /* of the audience; NULL: consent is not skipped */
    const struct orgpol_user_grant *user_grant;           /* the consent stored under the key; NULL: none */
    const struct orgpol_session *session;                 /* NULL: none. Of it only `kind` is read */
    const struct orgpol_str *scopes;                      /* effective scopes of the API */
    size_t scope_count;
    const uint8_t *secret; /* of the key, as for orgpol_consent_key_for */
    size_t secret_bytes;
};
#define ORGPOL_CONSENT_REQUEST_INIT                                                                          \
    {                                                                                                        \
        (uint32_t)sizeof(struct orgpol_consent_request), 0, 0, 0, 0, 0, 0, 0, 0, ORGPOL_STR_NONE,            \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, NULL, NULL, \
            NULL, NULL, NULL, NULL, NULL, 0, NULL, 0                                                         \
    }

/* What goes with the decision. On anything but ALLOW both pages stand as required, and the rest is zero but
 * for the counts. */
struct orgpol_consent_result {
    uint32_t struct_size;
    uint8_t is_consent_required;      /* the consent page comes next */
    uint8_t is_confirmation_required; /* the confirmation page comes next (CONSENT-18) */
    uint16_t reserved;
    uint8_t key[ORGPOL_CONSENT_KEY_BYTES]; /* of the stored consent; zeros: there is no API to consent to */
    uint32_t missing_scope_count;          /* effective scopes that the stored consent lacks */
    uint32_t store_scope_count; /* scopes to store when MUST_STORE_CONSENT stands (CONSENT-07); else 0 */
};
#define ORGPOL_CONSENT_RESULT_INIT                                         \
    {                                                                      \
        (uint32_t)sizeof(struct orgpol_consent_result), 1, 1, 0, {0}, 0, 0 \
    }

/*
 * Must the user be asked for consent, or to confirm the callback, before the application gets its answer?
 *
 * Third parties always need consent; a first-party application does unless the API lets it skip (CONSENT-02,
 * -03). A stored consent satisfies it silently when it has every effective scope (CONSENT-04 to -06); without
 * one the page is shown even for an empty set (CONSENT-26). `prompt=consent` shows it in any case
 * (CONSENT-10). Once the user has approved, nothing more is asked, and the stored scopes become old and new
 * together, or with the option consented_scopes `replace` the new ones (CONSENT-07). Requests that ask for no
 * API need no consent; grant types other than authorization_code, and refreshes, need neither consent nor a
 * confirmation (CONSENT-01).
 *
 * `request`: NULL is an error. `result`: may be NULL. `missing_scopes` and `store_scopes` take as many scopes
 * as the counts say, pointing into the lists that were passed in, the first ones in the order of `scopes`,
 * the second those stored before and then the new. Each may be NULL when it is not wanted. ORGPOL_SCOPE_LIMIT
 * is room enough for missing_scopes, and twice that for store_scopes.
 *
 * Answers ALLOW, with MUST_SHOW_CONSENT, MUST_SHOW_CONFIRMATION or MUST_STORE_CONSENT; DENY with
 * PROMPT_NONE_COMBINED, CONSENT_REFUSED, DELEGATED_SESSION_NEEDS_INTERACTION, LOGIN_REQUIRED,
 * CONSENT_REQUIRED, INTERACTION_REQUIRED, CONFIRMATION_REQUIRED, all unmet ones in `unmet`, and
 * MUST_SHOW_ERROR_PAGE where the error must not be redirected (CONSENT-16); or ERROR with MISSING_INPUT
 * (request or client NULL, no user, a list NULL that has a count), UNSUPPORTED_INPUT (the struct_size rule, a
 * reserved member, an approval, session kind or option outside its list, a secret of a wrong length),
 * ROW_WITHOUT_ID, ROW_OF_OTHER_* (a user grant or an API of another key), TOO_MANY_SCOPES, RESULT_TOO_SMALL
 * (an array without room; the counts are in the result).
 *
 * Under prompt=none, or in a delegated session, the confirmation is of account even when consent is missing
 * too: both stand in the way. Cost: no allocation, about 5 kB of stack; one hash of each scope in the lists
 * (and up to 1,024 comparisons of it, some milliseconds in all, where scopes were chosen to collide), and
 * with a result the hash of the key. Source: rulebook 2.5.
 */
ORGPOL_API struct orgpol_decision
orgpol_check_consent(const struct orgpol_consent_request *request, struct orgpol_consent_result *result,
                     struct orgpol_str *missing_scopes, size_t missing_scope_capacity,
                     struct orgpol_str *store_scopes, size_t store_scope_capacity);

#ifdef __cplusplus
}
#endif

#endif
