/* SPDX-License-Identifier: MIT */
/* The token exchange in parts: its rows, and the facts that the conditions of exchange_table.h name. Private.
 */
#ifndef ORGPOL_CORE_EXCHANGE_H
#define ORGPOL_CORE_EXCHANGE_H

#include "orgpol/exchange.h"
#include "scope.h"
#include "select.h"

/* What is exchanged, by subject_token_type (VAULT-06). */
enum exchange_variant {
    VARIANT_NONE = 0, /* the type is missing or not supported: only what all variants share is evaluated */
    VARIANT_REFRESH = 1,
    VARIANT_ACCESS = 2,
    VARIANT_WORKER = 3
};

/* Every row; a missing one points at zeros. */
struct exchange_rows {
    const struct orgpol_exchange_request *request;
    const struct orgpol_subject_token *token;
    const struct orgpol_client *client;
    const struct orgpol_privileged_access *access;
    const struct orgpol_organization *organization;
    const struct orgpol_organization_member *member;
    const struct orgpol_connection *connection;
    const struct orgpol_enabled_client *enabled_client;
    const struct orgpol_tenant_settings *settings;
    const struct orgpol_options *options;
    struct account_rows accounts;
    struct chosen_account chosen;                   /* X12; nothing where it cannot be evaluated */
    const struct orgpol_connected_account *account; /* the one chosen, to be read; NULL: none */
    enum exchange_variant variant;
    bool has_token;
    bool has_client;
    bool has_access;         /* the client is known, and has settings of a privileged worker */
    bool names_connection;   /* the parameter was sent, and is not empty */
    bool has_connection_row; /* and the connection is known */
};

/* Room for rows whose struct is of another size than ours. */
struct exchange_copies {
    struct orgpol_exchange_request request;
    struct orgpol_subject_token token;
    struct orgpol_client client;
    struct orgpol_privileged_access access;
    struct orgpol_organization organization;
    struct orgpol_organization_member member;
    struct orgpol_connection connection;
    struct orgpol_enabled_client enabled_client;
    struct orgpol_tenant_settings settings;
    struct orgpol_options options;
    struct orgpol_account_request account_request; /* with the exchange's connection, hint and options */
    struct account_copies accounts;
    struct orgpol_connected_account account;
};

/*
 * Fills `rows`, checks that they can be read and belong together, and chooses the account. The error, or
 * ORGPOL_REASON_NONE. `variant` is set in any case. `copies` must outlive `rows`.
 */
enum orgpol_reason orgpol_read_exchange(const struct orgpol_exchange_request *request,
                                        struct exchange_rows *rows, struct exchange_copies *copies);

/* ---- facts: what is wrong. One that cannot be known, because something is missing, is not there ---- */

/* Members of `is` in the tables. */
struct exchange_faults {
    uint32_t advice; /* mask of enum orgpol_advice */
    /* X1 X5 */
    bool parameter_missing;
    bool requested_type_missing;
    bool audience_sent;
    bool actor_sent;
    bool hint_empty;
    bool hint_sent;
    bool subject_type_unsupported;
    bool provider_refresh_token_requested;
    bool alias_requested;
    bool requested_type_unsupported;
    /* X2 to X4, X6 */
    bool client_unknown;
    bool not_authenticated;
    bool symmetric;
    bool grant_missing;
    bool login_grants_missing;
    bool not_first_party;
    bool not_confidential;
    bool not_oidc_conformant;
    bool rotation_enabled;
    bool not_resource_server;
    bool not_configured;
    bool allowlist_empty;
    bool grants_empty;
    bool address_not_allowed;
    /* X7, and ATX-02 of X8 */
    bool token_invalid;
    bool no_user;
    bool unproven;
    bool other_kind;
    bool of_other_client;
    bool without_user;
    bool rotating;
    bool audience_not_linked;
    /* X8 X14 */
    bool connection_not_granted;
    bool scope_missing;
    bool scope_not_granted;
    bool scope_not_held;
    bool not_narrowable;
    /* X9 to X11 */
    bool not_member;
    bool mfa_always;
    bool risk_challenge;
    bool action_requires_mfa;
    bool strategy_unsupported;
    bool bound_upstream;
    bool connection_unknown;
    bool purpose_off;
    bool not_enabled;
};

/* X1 X5 */
void orgpol_find_request_faults(const struct exchange_rows *in, struct exchange_faults *is);

/* X2 to X4, X6 */
void orgpol_find_client_faults(const struct exchange_rows *in, struct exchange_faults *is);

/* X7 but for the JWT, and ATX-02 */
void orgpol_find_token_faults(const struct exchange_rows *in, struct exchange_faults *is);

/* X9 to X11 */
void orgpol_find_context_faults(const struct exchange_rows *in, struct exchange_faults *is);

/* X7: the worker's JWT, but for its user. */
struct jwt_faults {
    bool typ_wrong;
    bool alg_wrong;
    bool key_unknown;
    bool credential_expired;
    bool signature_wrong;
    bool iss_wrong;
    bool aud_wrong;
    bool sub_missing;
    bool iat_missing;
    bool too_old;
    bool expired;
    bool not_yet_valid;
    bool audit_context_wrong;
    bool jti_missing;
    bool jti_reused;
};

struct jwt_faults orgpol_jwt_faults_of(const struct exchange_rows *in);

/* X13: the provider's tokens in the vault. The faults are those of an access token that is over. */
struct stored_tokens {
    bool over;     /* there is an account, and its access token is over, or is not there */
    int64_t end_s; /* of one that is not over */
    bool refresh_token_missing;
    bool refresh_token_expired;
    bool unused;
    bool refresh_failed;
};

struct stored_tokens orgpol_stored_tokens_of(const struct exchange_rows *in);

/* The scopes of the provider's token. */
struct exchange_scopes {
    const struct orgpol_str *list; /* that they are of: the provider's, the account's, asked for, granted */
    size_t count;
    struct scope_mask of_token; /* and which of it */
    bool is_narrowed;           /* PWX-29: the account has more than the worker gets */
};

/* X8 X14 */
void orgpol_find_scopes(const struct exchange_rows *in, struct exchange_scopes *scopes,
                        struct exchange_faults *is);

/* SCOPE-09, SCOPE-10: of an exchange that is allowed, at most `capacity`; returns how many there are. */
size_t orgpol_write_token_scopes(const struct exchange_rows *in, const struct exchange_scopes *scopes,
                                 struct orgpol_str *written, size_t capacity);

/* SCOPE-13: the required scopes that are not among those, each once; likewise. */
size_t orgpol_write_missing_scopes(const struct exchange_rows *in, const struct exchange_scopes *scopes,
                                   struct orgpol_str *written, size_t capacity);

#endif
