/* SPDX-License-Identifier: MIT */
/* What the Token Vault families share. */
#include "vault.h"

#include "keys.h"
#include "options.h"
#include "rows.h"

size_t orgpol_code_points(struct orgpol_str text)
{
    const size_t length = text_length(text);
    size_t count = 0;

    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return count;
}

bool orgpol_is_tenant_host(const struct orgpol_tenant_settings *settings, struct orgpol_str host)
{
    if (!text_given(host))
        return true; /* the tenant's domain; without one no API is active, which MYA-01 says */
    return text_equal(host, settings->domain) ||
           text_listed(settings->custom_domains, settings->custom_domain_count, host);
}

bool orgpol_is_url_of(struct orgpol_str text, struct orgpol_str host, struct orgpol_str tail)
{
    const struct orgpol_str scheme = ORGPOL_STR("https://");
    const size_t length = text_length(host);

    return length > 0 && text_length(text) == scheme.len + length + tail.len &&
           memcmp(text.ptr, scheme.ptr, scheme.len) == 0 &&
           memcmp(text.ptr + scheme.len, host.ptr, length) == 0 &&
           memcmp(text.ptr + scheme.len + length, tail.ptr, tail.len) == 0;
}

bool orgpol_is_my_account_audience(struct orgpol_str text)
{
    const size_t around = sizeof "https://" - 1 + sizeof "/me/" - 1;
    const size_t length = text_length(text);
    struct orgpol_str host;

    if (length <= around)
        return false;
    host = (struct orgpol_str){text.ptr + sizeof "https://" - 1, length - around};
    return memchr(host.ptr, '/', host.len) == NULL && orgpol_is_url_of(text, host, ORGPOL_STR("/me/"));
}

/* PURP-09: social providers first, then enterprise ones. */
static const char strategies[][14] = {"google-oauth2", "windowslive", "box",        "slack", "github",
                                      "oauth2",        "dropbox",     "salesforce", "figma", "twitter",
                                      "tumblr",        "google-apps", "waad",       "oidc"};
#define SOCIAL_STRATEGIES 11
#define VAULT_STRATEGIES (sizeof strategies / sizeof *strategies)

static bool is_among(size_t count, struct orgpol_str strategy)
{
    for (size_t i = 0; i < count; i++)
        if (text_same(strategy, (struct orgpol_str){strategies[i], strlen(strategies[i])}))
            return true;
    return false;
}

bool orgpol_is_vault_strategy(struct orgpol_str strategy)
{
    return is_among(VAULT_STRATEGIES, strategy);
}

bool orgpol_is_on_developer_keys(const struct orgpol_connection *connection)
{
    return !connection->has_client_id && is_among(SOCIAL_STRATEGIES, connection->strategy);
}

bool orgpol_is_json_type(struct orgpol_str content_type)
{
    size_t length = text_length(content_type);
    const char *semicolon = length ? memchr(content_type.ptr, ';', length) : NULL;

    if (!text_given(content_type))
        return true;
    if (semicolon)
        length = (size_t)(semicolon - content_type.ptr);
    while (length > 0 && (content_type.ptr[length - 1] == ' ' || content_type.ptr[length - 1] == '\t'))
        length--;
    return text_same_lowered((struct orgpol_str){content_type.ptr, length}, ORGPOL_STR("application/json"));
}

bool orgpol_vault_options_are_known(const struct orgpol_options *options)
{
    const uint8_t words[] = {
        options->unsupported_strategy,
        options->missing_offline_access,
        options->google_minimum_scopes,
        options->verifier_without_challenge,
        options->complete_client,
        options->complete_organization,
        options->failed_complete,
        options->used_code,
        options->ambiguous,
        options->empty_login_hint,
        options->unused_after,
        options->never_exchanged,
        options->foreign_delete,
        options->manage_when_purpose_off,
        options->organization_membership,
        options->unsupported_parameters,
        options->blocked_user,
        options->purpose_off_exchange,
        options->login_grants,
        options->ipv4_mapped,
        options->audit_context_unit,
        options->absent_worker_scope,
        options->worker_login_hint,
        options->offline_scope,
    };
    bool known = options->org_binding <= ORGPOL_ORG_BINDING_OFF &&
                 options->adaptive_mfa <= ORGPOL_ADAPTIVE_MFA_DENY &&
                 options->clock_skew <= ORGPOL_CLOCK_SKEW_MAX_S + 1;

    for (size_t i = 0; i < sizeof words; i++)
        known &= words[i] <= 1;
    return known;
}

/* ---- the caller ---- */

static bool reserved_are_zero(const struct caller_rows *rows)
{
    return (rows->caller->reserved | rows->caller->reserved2 | rows->token->reserved |
            rows->client->reserved | rows->user->reserved | rows->resource_server->reserved |
            rows->settings->reserved | rows->settings->reserved2) == 0;
}

static enum orgpol_reason rows_error(const struct caller_rows *rows)
{
    const struct list lists[] = {
        {rows->token->audiences, rows->token->audience_count},
        {rows->settings->custom_domains, rows->settings->custom_domain_count},
        {rows->client->callbacks, rows->client->callback_count},
    };
    const struct key keys[] = {
        {rows->caller->client, rows->client->client_id, rows->token->azp, ORGPOL_REASON_ROW_OF_OTHER_CLIENT},
        {rows->caller->user, rows->user->user_id, rows->token->sub, ORGPOL_REASON_ROW_OF_OTHER_USER},
    };

    const struct list scopes = {rows->token->scopes, rows->token->scope_count};
    const enum orgpol_reason error = first_wrong_list(&scopes, 1);

    if (rows->caller->now_s == 0) /* a clock that says nothing would find nothing over */
        return ORGPOL_REASON_MISSING_INPUT;
    if (lists_are_missing(lists, sizeof lists / sizeof *lists))
        return ORGPOL_REASON_MISSING_INPUT;
    if (error != ORGPOL_REASON_NONE)
        return error;
    if (rows->caller->resource_server && text_absent(rows->resource_server->identifier))
        return ORGPOL_REASON_ROW_WITHOUT_ID;
    if (rows->caller->resource_server &&
        !orgpol_is_url_of(rows->resource_server->identifier, rows->settings->domain, ORGPOL_STR("/me/")))
        return ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER;
    return first_wrong_key(keys, sizeof keys / sizeof *keys);
}

enum orgpol_reason orgpol_read_caller(const struct orgpol_my_account_caller *caller, struct caller_rows *rows,
                                      struct caller_copies *copies)
{
    static const struct caller_copies none = {
        .caller = ORGPOL_MY_ACCOUNT_CALLER_INIT,
        .token = ORGPOL_ACCESS_TOKEN_INIT,
        .client = ORGPOL_CLIENT_INIT,
        .user = ORGPOL_USER_INIT,
        .resource_server = ORGPOL_RESOURCE_SERVER_INIT,
        .settings = ORGPOL_TENANT_SETTINGS_INIT,
        .options = ORGPOL_OPTIONS_INIT,
    };
    bool unsupported = false;

#define READ(member, row) \
    (rows->member = read_row((row), &none.member, &copies->member, sizeof none.member, &unsupported))
    if (caller == NULL)
        return ORGPOL_REASON_MISSING_INPUT;
    READ(caller, caller);
    READ(token, rows->caller->token);
    READ(client, rows->caller->client);
    READ(user, rows->caller->user);
    READ(resource_server, rows->caller->resource_server);
    READ(settings, rows->caller->settings);
    READ(options, rows->caller->options);
#undef READ
    rows->has_token = rows->caller->token != NULL;
    rows->has_client = rows->caller->client != NULL;
    if (unsupported || !reserved_are_zero(rows) || !options_are_known(rows->options) ||
        !orgpol_vault_options_are_known(rows->options) ||
        rows->caller->dpop_proof > ORGPOL_DPOP_PROOF_INVALID)
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    return rows_error(rows);
}

/* CONNECT-01: it verified, it is not over, and it is for a My Account API. */
static bool is_token_good(const struct caller_rows *rows, bool my_account)
{
    const struct orgpol_access_token *token = rows->token;

    return token->is_valid && time_is_ahead(token->expires_at, rows->caller->now_s) && my_account;
}

struct caller_faults orgpol_caller_faults_of(const struct caller_rows *rows, struct orgpol_str scope)
{
    const struct orgpol_my_account_caller *caller = rows->caller;
    const struct orgpol_access_token *token = rows->token;
    const struct orgpol_str host = text_given(caller->host) ? caller->host : rows->settings->domain;
    const bool unbound = (rows->resource_server->is_dpop_required != 0) & (token->is_dpop_bound == 0);
    const bool shown = rows->has_token;
    const bool other_host = !orgpol_is_tenant_host(rows->settings, caller->host);
    bool some = false; /* an audience is some My Account API's ... */
    bool ours = false; /* ... and one that of the host called */

    for (size_t i = 0; i < token->audience_count; i++) {
        some |= orgpol_is_my_account_audience(token->audiences[i]);
        ours |= orgpol_is_url_of(token->audiences[i], host, ORGPOL_STR("/me/"));
    }
    return (struct caller_faults){
        .inactive_api = caller->resource_server == NULL,
        .invalid = !is_token_good(rows, some),
        .other_domain = other_host | (shown & some & !ours),
        .machine = shown & (token->is_machine != 0),
        .other_user = shown & (caller->user == NULL || !text_equal(token->sub, caller->user_id)),
        .third_party = shown & (!rows->has_client || !is_first_party_only(rows->client, rows->options)),
        .unproven = is_unproven(caller->dpop_proof, token->is_dpop_bound) | (shown & unbound),
        .without_scope = shown & !text_listed(token->scopes, token->scope_count, scope),
    };
}
