/* SPDX-License-Identifier: MIT */
/*
 * Token Vault: the rows and tokens that its decisions read.
 *
 * A connected account belongs to one user's profile. An organization gives a session its context and owns
 * nothing: its tag on an account narrows where the account may be used, and never changes whose it is
 * (ORG-04, ORG-09). The decisions: may a client obtain a My Account token (my_account.h), start and end the
 * Connected Accounts flow (connect.h, complete.h), list and delete accounts (manage.h); which account serves
 * a user (select.h); may a token be exchanged for a provider's (exchange.h).
 *
 * Texts. Unlike elsewhere, an empty text is a value here: {NULL, 0} is absent, and {pointer, 0} is "", which
 * was sent, and is equal to nothing. Times are seconds since 1970; a token, session or credential is over
 * when `now` is at or past its end.
 */
#ifndef ORGPOL_VAULT_H
#define ORGPOL_VAULT_H

#include "orgpol/decision.h"
#include "orgpol/model.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The grant type of Token Vault exchanges, and the values of their parameters (VAULT-06 to -10). */
#define ORGPOL_GRANT_TYPE_TOKEN_VAULT \
    "urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token"
#define ORGPOL_TOKEN_TYPE_REFRESH_TOKEN "urn:ietf:params:oauth:token-type:refresh_token"
#define ORGPOL_TOKEN_TYPE_ACCESS_TOKEN "urn:ietf:params:oauth:token-type:access_token"
#define ORGPOL_TOKEN_TYPE_JWT "urn:ietf:params:oauth:token-type:jwt"
#define ORGPOL_TOKEN_TYPE_FEDERATED "http://auth0.com/oauth/token-type/federated-connection-access-token"
#define ORGPOL_TOKEN_TYPE_TOKEN_VAULT "http://auth0.com/oauth/token-type/token-vault-access-token"

/* A moment that may be absent; {0, 0} is. Any other value of is_given than 0 reads as 1. Frozen. */
struct orgpol_time {
    int64_t s;         /* seconds since 1970 */
    uint64_t is_given; /* 0: absent */
};
#define ORGPOL_TIME_NONE \
    {                    \
        0, 0             \
    }

/* One API that a client's refresh tokens may also be used for: refresh_token.policies[]. Frozen. */
struct orgpol_refresh_token_policy {
    struct orgpol_str audience;
    const struct orgpol_str *scopes; /* `scope` */
    size_t scope_count;
};

/* An unknown word matches no token. */
enum orgpol_credential_algorithm {
    ORGPOL_CREDENTIAL_ALGORITHM_UNSET = 0, /* RS256 */
    ORGPOL_CREDENTIAL_ALGORITHM_RS256 = 1,
    ORGPOL_CREDENTIAL_ALGORITHM_RS384 = 2,
    ORGPOL_CREDENTIAL_ALGORITHM_PS256 = 3
};

/* An unknown word makes the credential verify nothing. */
enum orgpol_credential_type {
    ORGPOL_CREDENTIAL_TYPE_UNSET = 0, /* public_key */
    ORGPOL_CREDENTIAL_TYPE_PUBLIC_KEY = 1
};

/* A public key of a privileged worker: token_vault_privileged_access.credentials[]. Frozen. */
struct orgpol_credential {
    struct orgpol_str kid;         /* absent: none */
    struct orgpol_str name;        /* absent: none */
    struct orgpol_time expires_at; /* absent: never */
    uint8_t alg;                   /* enum orgpol_credential_algorithm */
    uint8_t credential_type;       /* enum orgpol_credential_type */
    uint8_t reserved;
    uint8_t reserved2;
    uint32_t reserved3;
};

/* What a privileged worker may ask for of one connection: token_vault_privileged_access.grants[]. Frozen. */
struct orgpol_worker_grant {
    struct orgpol_str connection; /* name */
    const struct orgpol_str *scopes;
    size_t scope_count;
};

/* The settings of a privileged worker: clients[].token_vault_privileged_access. */
struct orgpol_privileged_access {
    uint32_t struct_size;
    uint8_t has_credentials; /* the member is there, perhaps empty; only the configuration check asks */
    uint8_t reserved;
    uint16_t reserved2;
    const struct orgpol_credential *credentials;
    size_t credential_count;
    const struct orgpol_str *ip_allowlist; /* addresses and CIDR ranges, as text */
    size_t ip_allowlist_count;
    const struct orgpol_worker_grant *grants; /* two of one connection: what both list */
    size_t grant_count;
};
#define ORGPOL_PRIVILEGED_ACCESS_INIT                                                         \
    {                                                                                         \
        (uint32_t)sizeof(struct orgpol_privileged_access), 0, 0, 0, NULL, 0, NULL, 0, NULL, 0 \
    }

enum orgpol_refresh_token_stored {
    ORGPOL_REFRESH_TOKEN_STORED_UNSET = 0, /* yes when access_type is offline */
    ORGPOL_REFRESH_TOKEN_STORED_NO = 1,
    ORGPOL_REFRESH_TOKEN_STORED_YES = 2
};

/* An external account in a user's profile, and what the vault holds of it. Key: id. */
struct orgpol_connected_account {
    uint32_t struct_size;
    uint8_t is_access_type_offline; /* access_type is "offline" */
    uint8_t refresh_token_stored;   /* enum orgpol_refresh_token_stored (VAULT-26) */
    uint16_t reserved;
    struct orgpol_str id;
    struct orgpol_str connection;      /* name */
    struct orgpol_str user_id;         /* the owner; absent: it is no candidate for anybody (SEL-14) */
    struct orgpol_str organization_id; /* the tag; absent: none */
    struct orgpol_str idp_user_id;     /* the user's id at the provider, what login_hint is held against */
    struct orgpol_str email;           /* at the provider */
    const struct orgpol_str *scopes;   /* what the user granted (SCOPE-08) */
    size_t scope_count;
    struct orgpol_time created_at;
    struct orgpol_time expires_at;              /* end of the provider's refresh token; absent: none known */
    struct orgpol_time access_token_expires_at; /* absent: see access_token_issued_at */
    struct orgpol_time access_token_issued_at;  /* good for 600 s then (SCOPE-17); absent too: no token */
    struct orgpol_time last_used_at;            /* absent: never exchanged (EXPIRY-05) */
};
#define ORGPOL_CONNECTED_ACCOUNT_INIT                                                                      \
    {                                                                                                      \
        (uint32_t)sizeof(struct orgpol_connected_account), 0, 0, 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE,      \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, ORGPOL_STR_NONE, NULL, 0, ORGPOL_TIME_NONE, \
            ORGPOL_TIME_NONE, ORGPOL_TIME_NONE, ORGPOL_TIME_NONE, ORGPOL_TIME_NONE                         \
    }

/* How long a provider's token is good that does not say (SCOPE-17). */
#define ORGPOL_PROVIDER_TOKEN_DEFAULT_S 600

enum orgpol_dpop_proof {
    ORGPOL_DPOP_PROOF_NONE = 0,   /* none was sent */
    ORGPOL_DPOP_PROOF_VALID = 1,  /* valid, and for the key that the token (and transaction) is bound to */
    ORGPOL_DPOP_PROOF_INVALID = 2 /* sent, and not valid: refused always */
};

/*
 * An access token presented to the My Account API or the Management API, verified by the caller. The
 * scopes are those of its claim `scope`, split with orgpol_split_scope.
 */
struct orgpol_access_token {
    uint32_t struct_size;
    uint8_t is_valid;      /* signature and issuer are good, and it is not revoked */
    uint8_t is_machine;    /* claim gty is client-credentials */
    uint8_t is_dpop_bound; /* claim cnf.jkt */
    uint8_t reserved;
    struct orgpol_time expires_at; /* absent: over */
    struct orgpol_str sub;
    struct orgpol_str azp;              /* the client it was issued to */
    struct orgpol_str org_id;           /* organization of the session; absent: none */
    const struct orgpol_str *audiences; /* claim aud, a text or several */
    size_t audience_count;
    const struct orgpol_str *scopes;
    size_t scope_count;
};
#define ORGPOL_ACCESS_TOKEN_INIT                                                                     \
    {                                                                                                \
        (uint32_t)sizeof(struct orgpol_access_token), 0, 0, 0, 0, ORGPOL_TIME_NONE, ORGPOL_STR_NONE, \
            ORGPOL_STR_NONE, ORGPOL_STR_NONE, NULL, 0, NULL, 0                                       \
    }

/*
 * How a request to the My Account API came, and the rows that say who sent it. The same for every operation,
 * which is why it is a struct of its own.
 */
struct orgpol_my_account_caller {
    uint32_t struct_size;
    uint8_t dpop_proof; /* enum orgpol_dpop_proof */
    uint8_t reserved;
    uint16_t reserved2;
    int64_t now_s;             /* required; 0 is an error */
    struct orgpol_str host;    /* that was called; absent: the tenant's domain */
    struct orgpol_str user_id; /* whom the caller takes this for; absent: for no user, a machine */
    const struct orgpol_access_token *token; /* NULL: none was presented */
    const struct orgpol_client *client;      /* row of token.azp; NULL: unknown */
    const struct orgpol_user *user;          /* row of token.sub; NULL: no such user */
    const struct orgpol_resource_server
        *resource_server;                          /* https://{domain}/me/; NULL: not active (MYA-01) */
    const struct orgpol_tenant_settings *settings; /* NULL: every default; then no API is active */
    const struct orgpol_options *options;          /* NULL: every default */
};
#define ORGPOL_MY_ACCOUNT_CALLER_INIT                                                                    \
    {                                                                                                    \
        (uint32_t)sizeof(struct orgpol_my_account_caller), 0, 0, 0, 0, ORGPOL_STR_NONE, ORGPOL_STR_NONE, \
            NULL, NULL, NULL, NULL, NULL, NULL                                                           \
    }

/* The problem (RFC 9457) that the My Account API answers a denial with. Strings live as long as the library.
 */
struct orgpol_problem_entry {
    const char *type;
    const char *title;
    const char *detail;
    uint16_t http_status;
};

/*
 * The problem of a reason that can_connect_account, can_complete_account and can_manage_connected_accounts
 * give, or NULL. What orgpol_reason_info says of the same reason is for the token endpoint. Cost: O(1).
 */
ORGPOL_API const struct orgpol_problem_entry *orgpol_problem_info(uint16_t reason);

#ifdef __cplusplus
}
#endif

#endif
