/* SPDX-License-Identifier: MIT */
/* The structs of Token Vault, member by member, as structs_table.h has the others. */
#ifndef ORGPOL_TEST_FUZZ_STRUCTS_TABLE_VAULT_H
#define ORGPOL_TEST_FUZZ_STRUCTS_TABLE_VAULT_H

/* clang-format off */
#define STRUCT struct orgpol_my_account_request
static const struct member members_of_my_account_request[] = {
    SIZE(struct_size), WORD(grant_type, 1), BYTE(action_verdict), ON(has_scopes), ZERO(reserved),
    SECONDS(now_s), TIME(auth_time), TIME(mfa_time), TEXT(audience, API), TEXT(host, DOMAIN),
    TEXT(user_id, USER), SELDOM(refresh_token_audience, API), ROW(client, client), ROW(user, user),
    ROW(resource_server, resource_server), ROW(client_grant, client_grant), ROW(settings, tenant_settings),
    NONE(options, options), TEXTS(scopes, scope_count, SCOPE),
    TEXTS(login_scopes, login_scope_count, SCOPE), TEXTS(permissions, permission_count, SCOPE),
    TEXTS(consented_scopes, consented_scope_count, SCOPE),
};
#undef STRUCT
#define STRUCT struct orgpol_access_token
static const struct member members_of_access_token[] = {
    SIZE(struct_size), ON(is_valid), BYTE(is_machine), BYTE(is_dpop_bound), ZERO(reserved),
    TIME(expires_at), TEXT(sub, USER), TEXT(azp, CLIENT), SELDOM(org_id, ORGANIZATION),
    TEXTS(audiences, audience_count, API), TEXTS(scopes, scope_count, SCOPE),
};
#undef STRUCT
#define STRUCT struct orgpol_my_account_caller
static const struct member members_of_my_account_caller[] = {
    SIZE(struct_size), BYTE(dpop_proof), ZERO(reserved), ZERO(reserved2), SECONDS(now_s),
    TEXT(host, DOMAIN), TEXT(user_id, USER), ROW(token, access_token), ROW(client, client), ROW(user, user),
    ROW(resource_server, resource_server), ROW(settings, tenant_settings), NONE(options, options),
};
#undef STRUCT
#define STRUCT struct orgpol_authorization_params
static const struct member members_of_authorization_params[] = {
    SIZE(struct_size), BYTE(has_unknown_member), BYTE(is_malformed), BYTE(has_max_age), ZERO(reserved),
    SECONDS(max_age_s), SELDOM(acr_values, S256), SELDOM(audience, API), SELDOM(resource, API),
    SELDOM(display, ANY), SELDOM(id_token_hint, ANY), SELDOM(login_hint, HINT), SELDOM(prompt, PROMPT),
    SELDOM(ui_locales, ANY),
};
#undef STRUCT
#define STRUCT struct orgpol_connect_body
static const struct member members_of_connect_body[] = {
    SIZE(struct_size), BYTE(has_unknown_member), BYTE(is_state_malformed),
    BYTE(is_code_challenge_malformed), BYTE(are_scopes_malformed), BYTE(are_authorization_params_malformed),
    ON(has_scopes), ZERO(reserved), ZERO(reserved2), TEXT(connection, CONNECTION_NAME),
    TEXT(redirect_uri, PLACE), TEXT(state, SECRET), TEXT(code_challenge, CODE),
    TEXT(code_challenge_method, S256), TEXTS(scopes, scope_count, SCOPE),
    NONE(authorization_params, authorization_params),
};
#undef STRUCT
#define STRUCT struct orgpol_connect_request
static const struct member members_of_connect_request[] = {
    SIZE(struct_size), ZERO(reserved), ROW(caller, my_account_caller), ROW(body, connect_body),
    TEXT(content_type, CONTENT_TYPE), SELDOM(organization_id, ORGANIZATION),
    TEXT(connection_name, CONNECTION_NAME), ROW(connection, connection),
    ROW(enabled_client, enabled_client), NONE(enabled_connection, enabled_connection),
};
#undef STRUCT
#define STRUCT struct orgpol_complete_body
static const struct member members_of_complete_body[] = {
    SIZE(struct_size), BYTE(has_unknown_member), ZERO(reserved), ZERO(reserved2),
    TEXT(auth_session, SECRET), TEXT(connect_code, SECRET), TEXT(redirect_uri, PLACE),
    TEXT(code_verifier, CODE),
};
#undef STRUCT
#define STRUCT struct orgpol_connect_transaction
static const struct member members_of_connect_transaction[] = {
    SIZE(struct_size), BYTE(is_dpop_bound), BYTE(connect_code_used), ZERO(reserved),
    TEXT(auth_session, SECRET), TEXT(user_id, USER), TEXT(client_id, CLIENT),
    TEXT(connection, CONNECTION_NAME), TEXT(redirect_uri, PLACE), TEXT(code_challenge, CODE),
    TEXT(connect_code, SECRET), SELDOM(org_id, ORGANIZATION), TIME(ticket_expires_at),
};
#undef STRUCT
#define STRUCT struct orgpol_provider_account
static const struct member members_of_provider_account[] = {
    SIZE(struct_size), ON(is_refresh_token_issued), ZERO(reserved), ZERO(reserved2),
    TEXT(idp_user_id, HINT), TEXTS(scopes, scope_count, SCOPE), TIME(expires_at),
};
#undef STRUCT
#define STRUCT struct orgpol_connected_account
static const struct member members_of_connected_account[] = {
    SIZE(struct_size), ON(is_access_type_offline), BYTE(refresh_token_stored), ZERO(reserved),
    TEXT(id, ACCOUNT), TEXT(connection, CONNECTION_NAME), TEXT(user_id, USER),
    SELDOM(organization_id, ORGANIZATION), TEXT(idp_user_id, HINT), TEXT(email, EMAIL),
    TEXTS(scopes, scope_count, SCOPE), TIME(created_at), TIME(expires_at), TIME(access_token_expires_at),
    TIME(access_token_issued_at), TIME(last_used_at),
};
#undef STRUCT
#define STRUCT struct orgpol_complete_request
static const struct member members_of_complete_request[] = {
    SIZE(struct_size), ON(is_same_device), ZERO(reserved), ZERO(reserved2), ROW(caller, my_account_caller),
    TEXT(content_type, CONTENT_TYPE), ROW(body, complete_body), ROW(transaction, connect_transaction),
    ROW(provider_account, provider_account), ROW(connection, connection),
    ROW(enabled_client, enabled_client), ROWS(accounts, account_count, connected_account),
};
#undef STRUCT
#define STRUCT struct orgpol_manage_request
static const struct member members_of_manage_request[] = {
    SIZE(struct_size), WORD(operation, 1), BYTE(api), BYTE(is_filter_malformed), BYTE(is_take_malformed),
    BYTE(is_from_malformed), BYTE(has_take), ZERO(reserved), NUMBER(take), ROW(caller, my_account_caller),
    TEXT(user_id, USER), ROW(user, user), TEXT(account_id, ACCOUNT), ROW(account, connected_account),
    ROW(connection, connection), TEXTS(connection_names, connection_name_count, CONNECTION_NAME),
    TEXTS(linked_user_ids, linked_user_id_count, USER),
};
#undef STRUCT
#define STRUCT struct orgpol_account_request
static const struct member members_of_account_request[] = {
    SIZE(struct_size), ZERO(reserved), TEXT(user_id, USER), TEXT(connection, CONNECTION_NAME),
    SELDOM(login_hint, HINT), SELDOM(organization_id, ORGANIZATION), ROW(user, user),
    ROWS(accounts, account_count, connected_account), TEXTS(linked_user_ids, linked_user_id_count, USER),
    NONE(options, options),
};
#undef STRUCT
#define STRUCT struct orgpol_subject_token
static const struct member members_of_subject_token[] = {
    SIZE(struct_size), WORD(kind, 1), ON(is_valid), BYTE(is_machine), BYTE(is_dpop_bound),
    BYTE(is_rotating), ON(is_jti_unused), ZERO(reserved), TEXT(sub, USER), TEXT(org_id, ORGANIZATION),
    TEXT(azp, CLIENT), TEXTS(audiences, audience_count, API), TIME(expires_at), TEXT(typ, TYP),
    TEXT(alg, ALG), SELDOM(kid, SECRET), TEXT(iss, CLIENT), TEXT(jti, SECRET), TEXT(audit_context, ANY),
    TIME(iat), TIME(exp), TIME(nbf),
};
#undef STRUCT
#define STRUCT struct orgpol_exchange_request
static const struct member members_of_exchange_request[] = {
    SIZE(struct_size), WORD(authenticated_by, 2), ON(is_authenticated), BYTE(dpop_proof),
    BYTE(risk_verdict), BYTE(action_requires_mfa), BYTE(provider_refresh), ON(has_scopes),
    ON(has_provider_scopes), ZERO(reserved), SECONDS(now_s), TIME(provider_refresh_expires_at),
    TEXT(client_id, CLIENT), TEXT(subject_token_type, TOKEN_TYPE), TEXT(requested_token_type, REQUESTED),
    TEXT(connection, CONNECTION_NAME), SELDOM(login_hint, HINT), SELDOM(audience, API),
    SELDOM(resource, API), SELDOM(actor_token, ANY), TEXT(source_ip, ADDRESS),
    ROW(subject_token, subject_token), ROW(client, client), ROW(account, account_request),
    ROW(organization, organization), ROW(member, organization_member), ROW(connection_row, connection),
    ROW(enabled_client, enabled_client), ROW(settings, tenant_settings), NONE(options, options),
    TEXTS(scopes, scope_count, SCOPE), TEXTS(provider_scopes, provider_scope_count, SCOPE),
    TEXTS(required_scopes, required_scope_count, SCOPE),
};
#undef STRUCT
/* clang-format on */

#endif
