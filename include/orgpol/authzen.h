/* SPDX-License-Identifier: MIT */
/*
 * OpenID AuthZEN Authorization API 1.0, bytes in, bytes out: one access evaluation, several at once, and the
 * document that tells where a server answers them. Searches are in orgpol/search.h.
 *
 *   {"subject":  {"type": "user", "id": "auth0|u1"},
 *    "action":   {"name": "can_third_party_login"},
 *    "resource": {"type": "client", "id": "tpc_x"},
 *    "context":  {"organization": "org_a", "connection": "con_db"}}
 *
 * Actions: `can_login` and `can_third_party_login`. Subject `user`, or `anonymous` with any id for somebody
 * who has no account yet; resource `client`. Members of `context`, all optional unless said:
 *
 *   organization         id of the organization the login is in
 *   connection           id or name; required, except for protocol refresh_token
 *   protocol             oidc (default), samlp, wsfed, classic_login, lock, device_code, password, passkey,
 *                        token_exchange, refresh_token
 *   cross_app_access     object, excludes protocol: assertion_valid (false), assertion_resource, resource
 *   signup               false; true when the user signs up
 *   invitation_accepted  false; true when an invitation was accepted in this transaction
 *   member_count         members of the organization; default: those of the tenant document
 *   mfa                  satisfied (default), required, failed
 *   action_verdict       allow (default), deny
 *   response_mode        OAuth parameter; web_message changes where an error is shown
 *   tenant               a tenant document, when none was loaded; set options.hash_key (see below)
 *
 * Action `resolve_org_prompt_mode`: subject and resource as above. Members of `context`:
 *
 *   organization   id or name, as sent
 *   invitation     ticket id, as sent; with it `now`, seconds since 1970, is required
 *   identifier     the e-mail address or organization name the user typed
 *   choice         id of the organization the user picked, or personal_account
 *   connection     id or name: named in the request, or used by a `user` who has just logged in
 *   prompt         the OAuth parameter, space-separated
 *   session        object, of a `user`: connection (id or name), organization (id), kind (browser (default),
 *                  session_transfer, delegated); without it a `user` has just logged in
 *   response_mode  as above
 *   tenant         as above
 *
 * It answers with prompt {mode, organization, candidates, methods, personal_account, connection,
 * auto_membership}, and invitation {ticket_id, roles} when one is accepted.
 *
 * Action `check_authorize_request`: subject and resource as above. Members of `context`:
 *
 *   query         the query of the request, form-encoded; excludes parameters
 *   parameters    object; a value is text, or an array of text when it was sent several times
 *   organization  id, when it was selected otherwise than by parameter
 *   tenant        as above
 *
 * One of query and parameters is required. It answers with token {id_token}.
 *
 * Action `check_endpoint_request`: subject `client`, resource `endpoint` with the path as id. Members of
 * `context`: query or parameters, the form sent; code, an object with client_id, redirect_uri,
 * code_challenge, organization and used (false); refresh_token, an object with client_id and organization;
 * tenant. It answers with claims {org_id, org_name}.
 *
 * Actions `check_client_grant` (subject `client`) and `check_user_grant` (subject `user`); resource
 * `resource_server` with the API's identifier, "" when no audience was sent. Members of `context`:
 *
 *   client                 check_user_grant: the application; required
 *   organization           id; for check_client_grant also the name, where the tenant accepts names
 *   scope                  the OAuth parameter, space-separated
 *   resource               the RFC 8707 parameter
 *   client_authenticated   check_client_grant: true (default), false
 *   token_usage            check_client_grant: object; client and organization, each with hour and day, the
 *                          tokens issued so far (0)
 *   action_verdict         check_client_grant: allow (default), deny
 *   permissions            check_user_grant: array; default: those of the user's roles in the tenant
 *   original_scope         check_user_grant: what the refresh token was issued for; given means a refresh
 *   authorization_details  check_user_grant: array of objects with `type`
 *   response_mode          check_user_grant: as above
 *   tenant                 as above
 *
 * They answer with grant {id, audience, scopes, organization}, claims and token.
 *
 * Action `check_consent`: subject, resource and members of check_user_grant, which is asked first, and
 *
 *   prompt              the OAuth parameter, space-separated
 *   session             object, the session the user came with: connection, organization, and kind, which is
 *                       browser (default), session_transfer or delegated; absent: none
 *   redirect_uri        where the answer goes; absent: never to be confirmed
 *   screen_shown        false; true when another page was shown in this transaction
 *   approved            what the user answered on the consent page; absent: not asked yet
 *   interaction_needed  false; true when a redirect, a second factor or another page waits
 *   grant_type          authorization_code (default); any other needs no consent
 *
 * It answers with grant and consent {required, key, scopes, missing_scopes, store_scopes, confirmation}.
 *
 * Action `consent_key_for`: subject `user`, resource `resource_server`, members client (required),
 * organization ("" is not none), scope (given: the key of that exact set). It needs no tenant; with one, an
 * external client id stands for the client's. It answers with consent {key}, 64 hexadecimal digits
 * (orgpol/consent.h).
 *
 * Action `check_token_organization`: subject `client`; resource `client` (a relying party validates) or
 * `resource_server` (an API does). It needs no tenant. Members of `context`:
 *
 *   claims                 object, required: the token's verified claims; iss, org_id and org_name are read
 *   issuer                 required
 *   expected_organization  id or name, as sent or of the request URL
 *   known_organizations    array of ids, or of objects {id, name}
 *
 * It answers with claims {org_id, org_name}.
 *
 * Actions `check_client_config`, `check_organization_config`, `check_connection_config`,
 * `check_resource_server_config` and `check_client_grant_config` (orgpol/config.h): may a row be saved?
 * Subject of any type, which is not read; resource of the type in the action's name, with the row's key as id
 * (of an API its identifier). Members of `context`:
 *
 *   object               the row to be saved, as a tenant document has it; default: the tenant's of that id,
 *                        and an error where there is none. An unknown word is a denial where a rule
 *                        lists the words, and else read as the stricter one (CFG-43), but for
 *                        token_endpoint_auth_method, of which all but `none` has a secret; null for
 *                        third_party_client_access is a denial, a wrong type an error
 *   previous             the row before an update: applications (CFG-01, -03) and client grants (CFG-33)
 *   tenant               as above
 *
 * They deny without error and error_description, and allow without http_status. check_client_config answers
 * with warnings too, an array of words: what would refuse Token Vault exchanges.
 *
 * Token Vault (orgpol/vault.h). Here "" is a value that was sent, and never absent; times are whole seconds
 * since 1970; `now` is required but for select_connected_account. Whatever is wrong in `body` and `query` is
 * a denial, since it is the end user's.
 *
 * Action `check_my_account_token`: subject `user`, or `client` for client credentials; resource
 * `resource_server` with https://{host}/me/ as id. Members of `context`: client and grant_type (required),
 * scope, refresh_token_audience (of the login; equal to the resource: a plain refresh), login_scope,
 * permissions, consented_scopes (arrays), auth_time, mfa_time, action_verdict (allow, challenge, deny), host,
 * now. It answers with scopes.
 *
 * Actions `can_connect_account` and `can_complete_account`: subject `user` (a `client` is denied), resource
 * `connection` with its name as id. `can_manage_connected_accounts`: the same subjects, or a `client` of the
 * Management API; resource `user` for the operations list and list_connections, `connected_account` for
 * delete. Members of `context` of all three: token, an object {valid (false), expires_at, sub, azp, aud,
 * scope, gty, org_id, dpop_bound (false)}, the access token as verified; host; dpop_proof_valid (absent: none
 * sent); now. And
 *
 *   content_type      connect, complete: application/json (default)
 *   body              connect, complete: the request's body, required
 *   organization      connect: id of the organization the account is connected in
 *   same_device       complete: false
 *   transaction       complete: what was stored at the start: auth_session, user_id, client_id, connection,
 *                     redirect_uri, code_challenge, ticket_expires_at, dpop_bound, connect_code,
 *                     connect_code_used, org_id
 *   provider_account  complete: idp_user_id, scopes, refresh_token_issued (false), expires_at
 *   operation         manage: list, delete, list_connections; required
 *   api               manage: my_account (default), management
 *   query             manage: connection, take, from
 *
 * They answer with requested_scopes and transaction; connected_account; connected_accounts or connections.
 * A denial has problem {type, title, status, detail} in place of error and error_description.
 *
 * Action `check_token_exchange`: subject `client`, resource `connection` with the parameter connection as id,
 * "" when it was not sent. Members of `context`: client_authentication {method, valid (false)},
 * subject_token_type, requested_token_type, login_hint, audience, resource, actor_token, scope, as sent;
 * subject_token, an object: type (refresh_token, access_token, jwt), valid (false), sub, org_id, expires_at,
 * azp, gty, dpop_bound, rotating, aud, and of a worker's JWT typ, alg, kid, iss, jti, audit_context, iat,
 * exp, nbf, jti_unused (false); source_ip, dpop_proof_valid, risk_verdict (allow, challenge),
 * action_requires_mfa (false), provider_refresh {ok (false), expires_at}, provider_scope, required_scopes
 * (array), now. It answers with connected_account, scopes, expires_in, token_type, issued_token_type,
 * missing_scopes and reconnect_scopes where required_scopes were sent, and always with audit, for the log.
 *
 * Action `select_connected_account`: subject `user`, resource `connection`. Members of `context`: login_hint,
 * organization (id). It answers with connected_account and scopes.
 *
 * Answers: {"decision": true, "context": {http_status, obligations, advice, claims, and for Cross App Access
 * audience and token}} or {"decision": false, "context": {reason, rule, http_status, error,
 * error_description, unmet, obligations, advice, remedy}}.
 */
#ifndef ORGPOL_AUTHZEN_H
#define ORGPOL_AUTHZEN_H

#include "orgpol/decision.h"
#include "orgpol/json.h"
#include "orgpol/tenant.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Evaluates one request of `length` bytes against `tenant`, or, when that is NULL, against its
 * context.tenant; both is an error, and so is neither, but for the actions that need none.
 *
 * Whoever sends context.tenant chooses the ids in it. Unless you wrote the request yourself, set
 * options.hash_key to 16 random bytes: without them, ids can be chosen whose lookups take quadratic time.
 *
 * Writes the answer into `answer`, at most `size` bytes with the terminator, always terminated when size > 0,
 * and its whole length without the terminator into *answer_length. `decision`, unless NULL, gets the decision
 * itself, ORGPOL_EFFECT_ERROR unless the status is ORGPOL_OK.
 *
 * A denial is ORGPOL_OK. A malformed request is ORGPOL_ERR_SYNTAX, _LIMIT or _REQUEST, a failed allocation
 * ORGPOL_ERR_MEMORY, options or an error struct that cannot be used ORGPOL_ERR_ARGUMENT: `error`, unless
 * NULL, says where and why, and the answer is
 * {"decision":false,"context":{"error":{"status","message","pointer"}}}.
 *
 * Any answer, a refusal's too, is empty when it does not fit. An evaluation then returns ORGPOL_ERR_BUFFER,
 * while a malformed request keeps the status that says what is wrong with it; so compare *answer_length with
 * size: when it is not less, call again with a buffer of *answer_length + 1 bytes. `options` and `error` may
 * be NULL; `answer` may be NULL, which counts as size 0; `answer_length` may be NULL.
 *
 * Cost: one pass of the strict reader and one parse, and up to about 40 times the request's bytes in memory,
 * which options.max_bytes limits (0: ORGPOL_JSON_MAX_REQUEST_BYTES). For context.tenant, one load besides;
 * for numbers longer than a double needs and for a refused member, a second pass.
 */
ORGPOL_API enum orgpol_status orgpol_authzen_evaluate(const struct orgpol_tenant *tenant, const char *request,
                                                      size_t length,
                                                      const struct orgpol_json_options *options, char *answer,
                                                      size_t size, size_t *answer_length,
                                                      struct orgpol_decision *decision,
                                                      struct orgpol_json_error *error);

/* The most items of `evaluations` in one request. */
#define ORGPOL_AUTHZEN_MAX_EVALUATIONS 1000
/* The most that the defaults of one request may take, for each of its items again, in bytes. */
#define ORGPOL_AUTHZEN_MAX_DEFAULT_BYTES 16777216

/*
 * Evaluates the items of the request's `evaluations`, in their order:
 *
 *   {"subject": {"type": "user", "id": "auth0|u1"},
 *    "action": {"name": "can_third_party_login"},
 *    "context": {"organization": "org_a", "connection": "con_db"},
 *    "options": {"evaluations_semantic": "execute_all"},
 *    "evaluations": [{"resource": {"type": "client", "id": "tpc_x"}},
 *                    {"resource": {"type": "client", "id": "tpc_y"}}]}
 *
 * `subject`, `action`, `resource` and `context` are the defaults of the items, each of which is replaced as a
 * whole by an item's own: nothing is merged, so an item with a context has none of the default one's members.
 * options.evaluations_semantic is execute_all (default); deny_on_first_deny, which ends with the first item
 * that is not permitted, be it denied or in error; or permit_on_first_permit, which ends with the first that
 * is permitted. Another word is an error.
 *
 * The answer is {"evaluations": [...]}, each element what orgpol_authzen_evaluate answers; with one of the
 * last two semantics the deciding item is the last. Where `evaluations` is absent or empty, the request is
 * one evaluation, and answered as one.
 *
 * An item that is malformed spoils no other one: it is {"decision":false,"context":{"error":{"status":400,
 * "message","pointer"}}}, with the pointer from the top of the request, into the item or, where the item has
 * a default that is wrong, into the default. What is malformed for all is an error of the whole, as with
 * orgpol_authzen_evaluate: the JSON, a default that is no object, its tenant, `evaluations` that is no array
 * or has more than ORGPOL_AUTHZEN_MAX_EVALUATIONS items, `options`, its semantic; and defaults so long that
 * all items together would read more than ORGPOL_AUTHZEN_MAX_DEFAULT_BYTES of them, the tenant in them left
 * out. So is a failed allocation.
 *
 * A tenant in the default context is built once, one in an item's context for that item. Parameters and
 * statuses as above. Cost: the request is read once; each item then reads its context, so that a long default
 * context costs as much again for every item that has it.
 */
ORGPOL_API enum orgpol_status orgpol_authzen_evaluations(const struct orgpol_tenant *tenant,
                                                         const char *request, size_t length,
                                                         const struct orgpol_json_options *options,
                                                         char *answer, size_t size, size_t *answer_length,
                                                         struct orgpol_json_error *error);

/*
 * Writes the metadata of a policy decision point: policy_decision_point, which is `base_url`, and below it
 * access_evaluation_endpoint (access/v1/evaluation), access_evaluations_endpoint (access/v1/evaluations),
 * search_subject_endpoint (access/v1/search/subject), search_resource_endpoint (access/v1/search/resource)
 * and search_action_endpoint (access/v1/search/action). There are no `capabilities`: the specification wants
 * registered ones there, and orgpol has none. A server answers with it to a GET of
 * /.well-known/authzen-configuration, or, when `base_url` has a path, of that with the path behind it.
 *
 * `base_url` is an absolute URL with scheme https - http too where the host is localhost, 127.0.0.1 or [::1],
 * for tests - and no user, query or fragment: printable ASCII, with what else there is percent-encoded. A
 * port is 1 to 65535, a host in brackets has characters of addresses only, and there is at most one slash at
 * the end, which is not doubled below it. It stands in the document as given. Anything else is
 * ORGPOL_ERR_ARGUMENT, and the answer the error object of orgpol_authzen_evaluate. `answer`, `size`,
 * `answer_length` and `error` as there.
 */
ORGPOL_API enum orgpol_status orgpol_authzen_metadata(struct orgpol_str base_url, char *answer, size_t size,
                                                      size_t *answer_length, struct orgpol_json_error *error);

#ifdef __cplusplus
}
#endif

#endif
