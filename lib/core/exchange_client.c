/* SPDX-License-Identifier: MIT */
/* A token exchange: the request (X1, X5) and the client (X2 to X4, X6). */
#include "exchange.h"
#include "ip.h"

/* What an exchange may no longer be asked for (VAULT-10). */
#define TOKEN_TYPE_PROVIDER_REFRESH_TOKEN "http://auth0.com/oauth/token-type/token-vault-refresh-token"

static void find_type_faults(const struct exchange_rows *in, struct exchange_faults *is)
{
    const struct orgpol_str type = in->request->requested_token_type;
    const bool refresh_token = text_same(type, ORGPOL_STR(TOKEN_TYPE_PROVIDER_REFRESH_TOKEN));
    const bool vault = text_same(type, ORGPOL_STR(ORGPOL_TOKEN_TYPE_TOKEN_VAULT));
    const bool federated = text_same(type, ORGPOL_STR(ORGPOL_TOKEN_TYPE_FEDERATED));
    const bool other = !text_absent(type) & !refresh_token & !vault & !federated;
    const bool worker = in->variant == VARIANT_WORKER;

    is->requested_type_missing = text_absent(type);
    is->subject_type_unsupported =
        (in->variant == VARIANT_NONE) & !text_absent(in->request->subject_token_type);
    is->provider_refresh_token_requested = refresh_token;
    is->alias_requested = vault & !in->options->accept_rtt_alias;
    is->requested_type_unsupported = other | (worker & federated); /* VAULT-07; VAULT-08 */
}

void orgpol_find_request_faults(const struct exchange_rows *in, struct exchange_faults *is)
{
    const struct orgpol_exchange_request *request = in->request;
    const struct orgpol_options *options = in->options;
    const bool denies = options->unsupported_parameters == ORGPOL_DENY;
    const bool hint_empty = is_hint_empty(request->login_hint, options); /* SEL-13 */
    const bool hint_sent = hint_empty | !text_absent(request->login_hint);

    is->parameter_missing = text_absent(request->subject_token_type) | !in->has_token | !in->names_connection;
    is->audience_sent = denies && (text_given(request->audience) || text_given(request->resource));
    is->actor_sent = denies & text_given(request->actor_token);
    is->hint_empty = hint_empty;
    is->hint_sent = hint_sent & (options->worker_login_hint == ORGPOL_WORKER_LOGIN_HINT_DENY);
    find_type_faults(in, is);
}

/* PWX-05 to -07. An address that cannot be read is nowhere, and such an entry has none. */
static bool is_address_allowed(const struct exchange_rows *in)
{
    const struct orgpol_privileged_access *access = in->access;
    const bool map = in->options->ipv4_mapped == ORGPOL_IPV4_MAPPED_IPV4;
    struct ip_range address;
    bool allowed = false;

    if (!orgpol_read_ip(in->request->source_ip, false, map, &address))
        return false;
    for (size_t i = 0; i < access->ip_allowlist_count; i++) {
        struct ip_range range;
        const bool readable = orgpol_read_ip(access->ip_allowlist[i], true, map, &range);

        allowed |= readable && orgpol_is_ip_in(&address, &range);
    }
    return allowed;
}

/* What a privileged worker needs of its client, which is known. */
static void find_worker_faults(const struct exchange_rows *in, struct exchange_faults *is)
{
    const struct orgpol_privileged_access *access = in->access;
    const bool resource_server = in->client->app_type == ORGPOL_APP_TYPE_RESOURCE_SERVER;
    const bool list_read = in->has_access & !in->options->enforce_ip_allowlist_off; /* PWX-43 */
    const bool list_empty = access->ip_allowlist_count == 0;

    is->not_configured = !in->has_access | (access->credential_count == 0) | resource_server;
    is->allowlist_empty = list_read & list_empty;
    is->grants_empty = in->has_access & (access->grant_count == 0);
    is->address_not_allowed = list_read && !list_empty && !is_address_allowed(in);
}

/*
 * VAULT-01: it has proved who it is. A public client has nothing to prove it with, passes, and meets ELIG-02;
 * for another one no authentication is none, whatever its result is said to be.
 */
static bool is_authenticated(const struct exchange_rows *in)
{
    const uint8_t method = in->request->authenticated_by;
    const bool proved = (method != ORGPOL_AUTHENTICATED_BY_UNSET) & (method != ORGPOL_AUTHENTICATED_BY_NONE) &
                        (in->request->is_authenticated != 0);

    return proved | (in->has_client && is_public(in->client));
}

/* PWX-09: with a shared secret, or with nothing. */
static void find_authentication_faults(const struct exchange_rows *in, struct exchange_faults *is)
{
    const uint8_t method = in->request->authenticated_by;
    const bool secret = (method == ORGPOL_AUTHENTICATED_BY_CLIENT_SECRET_POST) |
                        (method == ORGPOL_AUTHENTICATED_BY_CLIENT_SECRET_BASIC);
    const bool denies = in->options->require_asymmetric_auth != 0;
    const bool worker = in->variant == VARIANT_WORKER;

    is->not_authenticated = !is_authenticated(in);
    is->symmetric = denies & (secret | (method == ORGPOL_AUTHENTICATED_BY_NONE));
    is->advice |= (uint32_t)(worker & secret & !denies) * ORGPOL_ADVICE_SYMMETRIC_CLIENT_AUTHENTICATION;
}

/* RTX-01: grant types without which the client cannot have got the refresh token. */
static void find_login_grants(const struct exchange_rows *in, struct exchange_faults *is)
{
    const uint32_t needed = ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE | ORGPOL_GRANT_TYPE_REFRESH_TOKEN;
    const bool lacking = (in->client->grant_types & needed) != needed;
    const bool denies = in->options->login_grants == ORGPOL_LOGIN_GRANTS_DENY;
    const bool refresh = in->variant == VARIANT_REFRESH;

    is->login_grants_missing = lacking & denies;
    is->advice |= (uint32_t)(refresh & lacking & !denies) * ORGPOL_ADVICE_LOGIN_GRANTS_MISSING;
}

void orgpol_find_client_faults(const struct exchange_rows *in, struct exchange_faults *is)
{
    const struct orgpol_client *client = in->client;
    const uint8_t rotation = client->refresh_token_rotation_type;

    is->client_unknown = !in->has_client;
    find_authentication_faults(in, is);
    if (!in->has_client)
        return;
    is->grant_missing = !has_token_vault_grant(client);
    find_login_grants(in, is);
    is->not_first_party = !is_first_party_only(client, in->options);
    is->not_confidential = !is_confidential(client);
    is->not_oidc_conformant = !client->is_oidc_conformant;
    is->rotation_enabled = rotation != ORGPOL_ROTATION_UNSET && rotation != ORGPOL_ROTATION_NON_ROTATING;
    is->not_resource_server = client->app_type != ORGPOL_APP_TYPE_RESOURCE_SERVER;
    find_worker_faults(in, is);
}
