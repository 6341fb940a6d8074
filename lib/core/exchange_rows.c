/* SPDX-License-Identifier: MIT */
/* Reads a token exchange: sizes, words, lists, keys, that its rows belong together, and the account. */
#include "exchange.h"

#include "keys.h"
#include "options.h"
#include "rows.h"

/* VAULT-06: exactly, letter by letter. */
static enum exchange_variant variant_of(struct orgpol_str subject_token_type)
{
    if (text_same(subject_token_type, ORGPOL_STR(ORGPOL_TOKEN_TYPE_REFRESH_TOKEN)))
        return VARIANT_REFRESH;
    if (text_same(subject_token_type, ORGPOL_STR(ORGPOL_TOKEN_TYPE_ACCESS_TOKEN)))
        return VARIANT_ACCESS;
    return text_same(subject_token_type, ORGPOL_STR(ORGPOL_TOKEN_TYPE_JWT)) ? VARIANT_WORKER : VARIANT_NONE;
}

/*
 * A question with an unknown word cannot be answered. Nor can one with scopes of which it is not said that
 * they were sent: whoever forgot to say it would have them read as no scopes, and be given all.
 */
static bool is_understood(const struct exchange_rows *rows)
{
    const struct orgpol_exchange_request *request = rows->request;

    return request->authenticated_by <= ORGPOL_AUTHENTICATED_BY_SELF_SIGNED_TLS_CLIENT_AUTH &&
           request->dpop_proof <= ORGPOL_DPOP_PROOF_INVALID &&
           request->risk_verdict <= ORGPOL_RISK_CHALLENGE &&
           request->provider_refresh <= ORGPOL_PROVIDER_REFRESH_OK &&
           rows->token->kind <= ORGPOL_SUBJECT_TOKEN_JWT && options_are_known(rows->options) &&
           orgpol_vault_options_are_known(rows->options) &&
           (request->has_scopes || request->scope_count == 0) &&
           (request->has_provider_scopes || request->provider_scope_count == 0);
}

static bool reserved_are_zero(const struct exchange_rows *rows)
{
    return (rows->request->reserved | rows->token->reserved | rows->client->reserved |
            rows->access->reserved | rows->access->reserved2 | rows->organization->reserved |
            rows->organization->reserved2 | rows->member->reserved | rows->connection->reserved |
            rows->connection->reserved2 | rows->connection->reserved3 | rows->enabled_client->reserved |
            rows->settings->reserved | rows->settings->reserved2) == 0;
}

/* The settings of a privileged worker, whose lists are of structs that have no size of their own. */
static enum orgpol_reason access_error(const struct orgpol_privileged_access *access)
{
    const struct list lists[] = {
        {access->credentials, access->credential_count},
        {access->ip_allowlist, access->ip_allowlist_count},
        {access->grants, access->grant_count},
    };
    enum orgpol_reason error = ORGPOL_REASON_NONE;
    uint32_t reserved = 0;

    if (lists_are_missing(lists, sizeof lists / sizeof *lists))
        return ORGPOL_REASON_MISSING_INPUT;
    for (size_t i = 0; i < access->credential_count; i++)
        reserved |= (uint32_t)access->credentials[i].reserved | access->credentials[i].reserved2 |
                    access->credentials[i].reserved3;
    if (reserved != 0)
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    for (size_t i = 0; i < access->grant_count; i++) {
        const struct list scopes = {access->grants[i].scopes, access->grants[i].scope_count};

        if (error == ORGPOL_REASON_NONE)
            error = first_wrong_list(&scopes, 1);
    }
    return error;
}

static enum orgpol_reason lists_error(const struct exchange_rows *rows)
{
    const struct orgpol_exchange_request *request = rows->request;
    const struct list texts[] = {
        {rows->token->audiences, rows->token->audience_count},
        {rows->settings->custom_domains, rows->settings->custom_domain_count},
    };
    const struct list scopes[] = {
        {request->scopes, request->scope_count},
        {request->provider_scopes, request->provider_scope_count},
        {request->required_scopes, request->required_scope_count},
    };

    /* A clock that says nothing would find nothing over, and settings that do not, no policy of factors. */
    if (!text_given(request->client_id) || request->settings == NULL || request->now_s == 0 ||
        lists_are_missing(texts, sizeof texts / sizeof *texts))
        return ORGPOL_REASON_MISSING_INPUT;
    return first_wrong_list(scopes, sizeof scopes / sizeof *scopes);
}

/* Rows name what they are of: the client that asks, the connection it asks for, and the token's user. */
static enum orgpol_reason keys_error(const struct exchange_rows *rows)
{
    const struct orgpol_exchange_request *request = rows->request;
    const struct orgpol_str client = request->client_id;
    const struct orgpol_str organization = rows->token->org_id;
    const struct orgpol_str user = rows->accounts.request->user_id;
    const struct key keys[] = {
        {request->client, rows->client->client_id, client, ORGPOL_REASON_ROW_OF_OTHER_CLIENT},
        {request->organization, rows->organization->id, organization,
         ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION},
        {request->member, rows->member->organization_id, organization,
         ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION},
        {request->connection_row, rows->connection->name, request->connection,
         ORGPOL_REASON_ROW_OF_OTHER_CONNECTION},
        {request->enabled_client, rows->enabled_client->client_id, client, ORGPOL_REASON_ROW_OF_OTHER_CLIENT},
        {request->enabled_client, rows->enabled_client->connection_id, rows->connection->id,
         ORGPOL_REASON_ROW_OF_OTHER_CONNECTION},
        {request->member, rows->member->user_id, rows->token->sub, ORGPOL_REASON_ROW_OF_OTHER_USER},
        {text_absent(user) ? NULL : request->account, user, rows->token->sub,
         ORGPOL_REASON_ROW_OF_OTHER_USER},
    };

    return first_wrong_key(keys, sizeof keys / sizeof *keys);
}

/* The user's accounts, asked for as the exchange asks. `given`: the caller's, of our size. */
static enum orgpol_reason read_accounts(const struct orgpol_account_request *given,
                                        struct exchange_rows *rows, struct exchange_copies *copies)
{
    struct orgpol_account_request *request = &copies->account_request;

    *request = *given;
    request->connection = rows->request->connection;
    request->login_hint = rows->request->login_hint;
    request->organization_id = rows->token->org_id; /* X12 */
    request->options = rows->options;
    return orgpol_read_account_request(request, &rows->accounts, &copies->accounts);
}

/* X12, for a user who is known, and so for a token that names one; and the account that was chosen, as a
 * struct of our size. */
static enum orgpol_reason choose(struct exchange_rows *rows, struct exchange_copies *copies)
{
    static const struct orgpol_connected_account none = ORGPOL_CONNECTED_ACCOUNT_INIT;
    bool unsupported = false;

    if (rows->names_connection && rows->accounts.has_user)
        rows->chosen = orgpol_choose_account(&rows->accounts);
    if (rows->chosen.account == NULL)
        return ORGPOL_REASON_NONE;
    rows->account = read_row(rows->chosen.account, &none, &copies->account, sizeof none, &unsupported);
    if (unsupported)
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    return rows->account->scope_count > SCOPE_LIMIT ? ORGPOL_REASON_TOO_MANY_SCOPES : ORGPOL_REASON_NONE;
}

static enum orgpol_reason rows_error(const struct orgpol_account_request *given, struct exchange_rows *rows,
                                     struct exchange_copies *copies)
{
    enum orgpol_reason error;

    if (!is_understood(rows) || !reserved_are_zero(rows))
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    error = lists_error(rows);
    if (error == ORGPOL_REASON_NONE)
        error = access_error(rows->access);
    if (error == ORGPOL_REASON_NONE)
        error = read_accounts(given, rows, copies);
    if (error == ORGPOL_REASON_NONE)
        error = keys_error(rows);
    return error == ORGPOL_REASON_NONE ? choose(rows, copies) : error;
}

enum orgpol_reason orgpol_read_exchange(const struct orgpol_exchange_request *request,
                                        struct exchange_rows *rows, struct exchange_copies *copies)
{
    static const struct exchange_copies none = {
        .request = ORGPOL_EXCHANGE_REQUEST_INIT,
        .token = ORGPOL_SUBJECT_TOKEN_INIT,
        .client = ORGPOL_CLIENT_INIT,
        .access = ORGPOL_PRIVILEGED_ACCESS_INIT,
        .organization = ORGPOL_ORGANIZATION_INIT,
        .member = ORGPOL_ORGANIZATION_MEMBER_INIT,
        .connection = ORGPOL_CONNECTION_INIT,
        .enabled_client = ORGPOL_ENABLED_CLIENT_INIT,
        .settings = ORGPOL_TENANT_SETTINGS_INIT,
        .options = ORGPOL_OPTIONS_INIT,
        .account_request = ORGPOL_ACCOUNT_REQUEST_INIT,
    };
    const struct orgpol_account_request *given;
    const bool present = request != NULL;
    bool unsupported = false;

#define READ(member, row) \
    (rows->member = read_row((row), &none.member, &copies->member, sizeof none.member, &unsupported))
    *rows = (struct exchange_rows){.variant = VARIANT_NONE};
    READ(request, request);
    request = rows->request;
    READ(token, request->subject_token);
    READ(client, request->client);
    READ(access, rows->client->token_vault_privileged_access);
    READ(organization, request->organization);
    READ(member, request->member);
    READ(connection, request->connection_row);
    READ(enabled_client, request->enabled_client);
    READ(settings, request->settings);
    READ(options, request->options);
#undef READ
    given = read_row(request->account, &none.account_request, &copies->account_request,
                     sizeof none.account_request, &unsupported);
    rows->variant = variant_of(request->subject_token_type);
    rows->has_token = request->subject_token != NULL;
    rows->has_client = request->client != NULL;
    rows->has_access = rows->client->token_vault_privileged_access != NULL;
    rows->names_connection = !text_absent(request->connection);
    rows->has_connection_row = request->connection_row != NULL;
    if (!present)
        return ORGPOL_REASON_MISSING_INPUT;
    return unsupported ? ORGPOL_REASON_UNSUPPORTED_INPUT : rows_error(given, rows, copies);
}
