/* SPDX-License-Identifier: MIT */
/* What the Token Vault families share: texts, times, who calls, what a connection is good for. Private. */
#ifndef ORGPOL_CORE_VAULT_H
#define ORGPOL_CORE_VAULT_H

#include "client.h"
#include "orgpol/vault.h"

/* ---- texts: an empty one was sent, and is equal to nothing ---- */

static inline bool text_given(struct orgpol_str text)
{
    return text.ptr != NULL;
}

/* Both are there, are not empty, and are the same. */
static inline bool text_equal(struct orgpol_str a, struct orgpol_str b)
{
    return !text_absent(a) && text_same(a, b);
}

/* Is the text one of the list's? */
static inline bool text_listed(const struct orgpol_str *texts, size_t count, struct orgpol_str text)
{
    bool listed = false;

    for (size_t i = 0; i < count; i++)
        listed |= text_equal(texts[i], text);
    return listed;
}

/* The length in characters (code points) of UTF-8. */
size_t orgpol_code_points(struct orgpol_str text);

/* A text of `least` to `most` characters, none of which has more bytes than UTF-8 gives one. */
static inline bool text_within(struct orgpol_str text, size_t least, size_t most)
{
    const size_t length = orgpol_code_points(text);

    return length >= least && length <= most && text_length(text) <= 4 * most;
}

/* ---- times ---- */

/* The end is there and has come. */
static inline bool time_is_over(struct orgpol_time end, int64_t now)
{
    return end.is_given && now >= end.s;
}

/* The end is there and has not come: what does not say when it ends is over. */
static inline bool time_is_ahead(struct orgpol_time end, int64_t now)
{
    return end.is_given && now < end.s;
}

/* Seconds from `then` to `now`, 0 where `then` is in the future. No input overflows. */
static inline uint64_t seconds_since(int64_t then, int64_t now)
{
    return now > then ? (uint64_t)now - (uint64_t)then : 0;
}

/* `seconds` after a time, or the last one there is. */
static inline int64_t seconds_after(int64_t time, uint32_t seconds)
{
    return time > INT64_MAX - (int64_t)seconds ? INT64_MAX : time + (int64_t)seconds;
}

/* PWX-21: how far a clock may be ahead; the option is the seconds plus one. */
static inline uint32_t clock_skew_of(const struct orgpol_options *options)
{
    return options->clock_skew ? options->clock_skew - 1u : ORGPOL_CLOCK_SKEW_DEFAULT_S;
}

/* ---- hosts and audiences ---- */

/* MYA-12: the host called (absent: the tenant's domain) is one of the tenant's. */
bool orgpol_is_tenant_host(const struct orgpol_tenant_settings *settings, struct orgpol_str host);

/* `text` is https://{host}{tail}, `tail` beginning with a slash. */
bool orgpol_is_url_of(struct orgpol_str text, struct orgpol_str host, struct orgpol_str tail);

/* `text` is the My Account audience of some host, the tenant's or not. */
bool orgpol_is_my_account_audience(struct orgpol_str text);

/* ---- clients ---- */

/* ELIG-01 ELIG-08: a first-party application and nothing else (CFG-05, CFG-43). */
static inline bool is_first_party_only(const struct orgpol_client *client,
                                       const struct orgpol_options *options)
{
    return classes_of(client, options) == FIRST_PARTY;
}

/* ELIG-02 ELIG-03: it authenticates, by a method that is known. */
static inline bool is_confidential(const struct orgpol_client *client)
{
    return !is_public(client) &&
           client->token_endpoint_auth_method <= ORGPOL_AUTH_METHOD_SELF_SIGNED_TLS_CLIENT_AUTH;
}

/* ELIG-06 ELIG-07: without the member, or with an empty one, it has no grant. */
static inline bool has_token_vault_grant(const struct orgpol_client *client)
{
    return (client->grant_types & ORGPOL_GRANT_TYPE_FEDERATED_CONNECTION_ACCESS_TOKEN) != 0;
}

/* ---- connections ---- */

static inline bool is_connection_reserved_zero(const struct orgpol_connection *connection)
{
    return (connection->reserved | connection->reserved2 | connection->reserved3) == 0;
}

/* PURP-09: the strategy is of a provider that Token Vault supports. */
bool orgpol_is_vault_strategy(struct orgpol_str strategy);

/* PURP-11: a social connection without a client id of its own, which is on the developer keys. */
bool orgpol_is_on_developer_keys(const struct orgpol_connection *connection);

/* What a connection lacks for connecting an account: CONNECT-11 to -13, PURP-09, PURP-10. */
struct connection_faults {
    bool unknown;        /* CONNECT-11; then the others are not evaluated */
    bool unsupported;    /* PURP-09 */
    bool bound_upstream; /* PURP-10 */
    bool purpose_off;    /* CONNECT-12 PURP-01 PURP-04 PURP-05 */
    bool not_enabled;    /* CONNECT-13; not evaluated for a client that is unknown */
};

/* `known`: the row of the connection is there; `enabled`: that of connection and client; `client`: of the
 * client. */
static inline struct connection_faults connection_faults_of(const struct orgpol_connection *connection,
                                                            bool known, bool enabled, bool client,
                                                            const struct orgpol_options *options)
{
    const bool any = options->unsupported_strategy == ORGPOL_UNSUPPORTED_STRATEGY_ALLOW;

    return (struct connection_faults){
        .unknown = !known,
        .unsupported = known & !any & !orgpol_is_vault_strategy(connection->strategy),
        .bound_upstream = known & (connection->has_upstream_dpop != 0),
        .purpose_off = known & !connection->is_connected_accounts_active,
        .not_enabled = known & client & !enabled,
    };
}

/* ---- DPoP ---- */

/* A proof that is refused, or that a bound token needs and that is not there. */
static inline bool is_unproven(uint8_t proof, uint8_t is_dpop_bound)
{
    return (proof == ORGPOL_DPOP_PROOF_INVALID) | ((is_dpop_bound != 0) & (proof != ORGPOL_DPOP_PROOF_VALID));
}

/* ---- the caller of the My Account API ---- */

/* Every row of a caller; a missing one points at zeros. */
struct caller_rows {
    const struct orgpol_my_account_caller *caller;
    const struct orgpol_access_token *token;
    const struct orgpol_client *client;
    const struct orgpol_user *user;
    const struct orgpol_resource_server *resource_server;
    const struct orgpol_tenant_settings *settings;
    const struct orgpol_options *options;
    bool has_token;
    bool has_client; /* the client of token.azp is known */
};

/* Room for rows whose struct is of another size than ours. */
struct caller_copies {
    struct orgpol_my_account_caller caller;
    struct orgpol_access_token token;
    struct orgpol_client client;
    struct orgpol_user user;
    struct orgpol_resource_server resource_server;
    struct orgpol_tenant_settings settings;
    struct orgpol_options options;
};

/* Fills `rows` and checks that they can be read and belong together. The error, or ORGPOL_REASON_NONE. */
enum orgpol_reason orgpol_read_caller(const struct orgpol_my_account_caller *caller, struct caller_rows *rows,
                                      struct caller_copies *copies);

/* What the caller lacks, in the order of every operation. With no token, only `invalid` says so. */
struct caller_faults {
    bool inactive_api;  /* MYA-01 */
    bool invalid;       /* CONNECT-01 COMPLETE-01 MGE-01 MGE-05 MGE-09 */
    bool other_domain;  /* MYA-12 */
    bool machine;       /* MYA-04 ORG-18 */
    bool other_user;    /* CONNECT-02 MGE-17 */
    bool third_party;   /* MYA-07 ELIG-08, and a client that is unknown */
    bool unproven;      /* MYA-17 CONNECT-04 */
    bool without_scope; /* CONNECT-03 MGE-15 */
};

/* `scope`: the one that the operation needs. */
struct caller_faults orgpol_caller_faults_of(const struct caller_rows *rows, struct orgpol_str scope);

/* Every option of Token Vault is in its list. */
bool orgpol_vault_options_are_known(const struct orgpol_options *options);

/* The media type is JSON's; what stands behind a semicolon, and the case of letters, are no matter. */
bool orgpol_is_json_type(struct orgpol_str content_type);

#endif
