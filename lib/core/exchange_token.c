/* SPDX-License-Identifier: MIT */
/* A token exchange: the subject token (X7), and the API that it is for (ATX-02). The JWT has its own file. */
#include "exchange.h"

/* VAULT-13: it verified, and is not over. Only a refresh token that names no end has none. */
static bool is_token_good(const struct exchange_rows *in)
{
    const struct orgpol_subject_token *token = in->token;
    const bool unset = token->kind == ORGPOL_SUBJECT_TOKEN_UNSET;
    const bool refresh =
        (token->kind == ORGPOL_SUBJECT_TOKEN_REFRESH_TOKEN) | (unset & (in->variant == VARIANT_REFRESH));
    const bool endless = refresh & !token->expires_at.is_given;

    return (token->is_valid != 0) & (endless | time_is_ahead(token->expires_at, in->request->now_s));
}

/* ATX-16: the API is the tenant's own, for its users' accounts. */
static bool is_own_my_account_api(const struct orgpol_tenant_settings *settings, struct orgpol_str identifier)
{
    bool own = orgpol_is_url_of(identifier, settings->domain, ORGPOL_STR("/me/"));

    for (size_t i = 0; i < settings->custom_domain_count; i++)
        own |= orgpol_is_url_of(identifier, settings->custom_domains[i], ORGPOL_STR("/me/"));
    return own;
}

/* ATX-02 to -04: the API of the client is one that the token is for; an opaque token is for none (ATX-11). */
static bool is_linked(const struct exchange_rows *in)
{
    const struct orgpol_str identifier = in->client->resource_server_identifier;

    return text_listed(in->token->audiences, in->token->audience_count, identifier) &&
           !is_own_my_account_api(in->settings, identifier);
}

void orgpol_find_token_faults(const struct exchange_rows *in, struct exchange_faults *is)
{
    const struct orgpol_subject_token *token = in->token;
    const uint8_t kind = token->kind;
    const uint8_t wanted = in->variant == VARIANT_ACCESS ? ORGPOL_SUBJECT_TOKEN_ACCESS_TOKEN
                                                         : ORGPOL_SUBJECT_TOKEN_REFRESH_TOKEN;
    const bool jwt = kind == ORGPOL_SUBJECT_TOKEN_JWT;
    const bool access = kind == ORGPOL_SUBJECT_TOKEN_ACCESS_TOKEN;
    const bool machine = !jwt & (token->is_machine != 0);
    const uint8_t bound = jwt ? 0 : token->is_dpop_bound;

    if (!in->has_token)
        return;
    is->token_invalid = !is_token_good(in);
    is->no_user = text_given(token->sub) && !machine && !orgpol_is_user_usable(&in->accounts);
    is->unproven = is_unproven(in->request->dpop_proof, bound);
    is->other_kind = kind != wanted;
    is->of_other_client = !text_equal(token->azp, in->request->client_id);
    is->without_user = !text_given(token->sub) | machine;
    is->rotating = !jwt & !access & (token->is_rotating != 0);
    is->audience_not_linked = in->has_client && !is_linked(in);
}
