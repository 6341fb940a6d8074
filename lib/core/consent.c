/* SPDX-License-Identifier: MIT */
/* Must the user be asked? The conditions are in consent_table.h. */
#include "consent.h"

#include "callback.h"
#include "client.h"
#include "decision.h"
#include "keys.h"
#include "options.h"
#include "scope.h"
#include "words.h"

/* Every row of a request; a missing one points at zeros, so that conditions need no branch for it. */
struct consent_rows {
    const struct orgpol_consent_request *request;
    const struct orgpol_options *options;
    const struct orgpol_tenant_settings *settings;
    const struct orgpol_client *client;
    const struct orgpol_resource_server *resource_server;
    const struct orgpol_user_grant *user_grant;
    const struct orgpol_session *session;
};

/* Room for rows whose struct is of another size than ours. */
struct consent_copies {
    struct orgpol_consent_request request;
    struct orgpol_options options;
    struct orgpol_tenant_settings settings;
    struct orgpol_client client;
    struct orgpol_resource_server resource_server;
    struct orgpol_user_grant user_grant;
    struct orgpol_session session;
};

static const struct orgpol_consent_request no_request = ORGPOL_CONSENT_REQUEST_INIT;
static const struct orgpol_options no_options = ORGPOL_OPTIONS_INIT;
static const struct orgpol_tenant_settings no_settings = ORGPOL_TENANT_SETTINGS_INIT;
static const struct orgpol_client no_client = ORGPOL_CLIENT_INIT;
static const struct orgpol_resource_server no_resource_server = ORGPOL_RESOURCE_SERVER_INIT;
static const struct orgpol_user_grant no_user_grant = ORGPOL_USER_GRANT_INIT;
static const struct orgpol_session no_session = ORGPOL_SESSION_INIT;

#define READ(member, from) \
    in->member = read_row((from), &no_##member, &copies->member, sizeof no_##member, &unsupported)

/* Reads every struct; false when one cannot be read, or holds a value outside its list. */
static bool read_structs(const struct orgpol_consent_request *request, struct consent_rows *in,
                         struct consent_copies *copies)
{
    bool unsupported = false;

    READ(request, request);
    READ(options, in->request->options);
    READ(settings, in->request->settings);
    READ(client, in->request->client);
    READ(resource_server, in->request->resource_server);
    READ(user_grant, in->request->user_grant);
    READ(session, in->request->session);
    unsupported |= in->request->reserved || in->request->reserved2 || in->request->reserved3 ||
                   in->settings->reserved || in->settings->reserved2 || in->client->reserved ||
                   in->resource_server->reserved || in->user_grant->reserved || in->session->reserved;
    return !unsupported && options_are_known(in->options) &&
           in->request->approval <= ORGPOL_APPROVAL_REFUSED &&
           in->request->response_mode <= ORGPOL_RESPONSE_MODE_WEB_MESSAGE &&
           in->session->kind <= ORGPOL_SESSION_DELEGATED &&
           orgpol_consent_secret_is_usable(in->request->secret, in->request->secret_bytes);
}

static enum orgpol_reason read_request(const struct orgpol_consent_request *request, struct consent_rows *in,
                                       struct consent_copies *copies)
{
    const bool present = request != NULL;
    const bool readable = read_structs(request, in, copies);
    const struct orgpol_consent_request *asked = in->request;
    const struct orgpol_user_grant *stored = in->user_grant;
    const struct key keys[] = {
        {asked->client, in->client->client_id, in->client->client_id, ORGPOL_REASON_NONE},
        {asked->resource_server, in->resource_server->identifier, asked->audience,
         ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER},
        {asked->user_grant, stored->user_id, asked->user_id, ORGPOL_REASON_ROW_OF_OTHER_USER},
        {asked->user_grant, stored->client_id, in->client->client_id, ORGPOL_REASON_ROW_OF_OTHER_CLIENT},
        {asked->user_grant, stored->audience, asked->audience, ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER},
    };
    const struct list lists[] = {{asked->scopes, asked->scope_count}, {stored->scopes, stored->scope_count}};
    enum orgpol_reason error;

    if (!present)
        return ORGPOL_REASON_MISSING_INPUT;
    if (!readable)
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    if (asked->client == NULL || text_absent(asked->user_id))
        return ORGPOL_REASON_MISSING_INPUT;
    error = first_wrong_key(keys, sizeof keys / sizeof *keys);
    /* CONSENT-05 CONSENT-08: the organization is part of the key, and so is there being none. */
    if (error == ORGPOL_REASON_NONE && asked->user_grant &&
        !text_same(stored->organization_id, asked->organization_id))
        error = ORGPOL_REASON_ROW_OF_OTHER_ORGANIZATION;
    return error != ORGPOL_REASON_NONE ? error : first_wrong_list(lists, sizeof lists / sizeof *lists);
}

/* What the decision found, and the scopes that go with it. */
struct consent_answer {
    struct orgpol_decision decision; /* never an error */
    bool is_consent_required;
    bool is_confirmation_required;
    bool is_stored;
    struct scope_mask missing; /* of the request's scopes */
    struct scope_mask added;   /* of the request's, to be stored ... */
    struct scope_mask kept;    /* ... behind these of the stored ones */
};

/* CONSENT-02, CONSENT-03: may the client go without consent? An unknown registration may be strict (CFG-43).
 */
static bool may_skip(const struct consent_rows *in, unsigned classes, enum callback_kind callback)
{
    const bool on_this_machine =
        !text_absent(in->request->redirect_uri) & (callback == CALLBACK_OF_THIS_MACHINE);
    const bool localhost = on_this_machine & (in->options->localhost_forces_consent != 0); /* TRAP-15 */

    return (classes == FIRST_PARTY) &
           (in->resource_server->skip_consent_for_verifiable_first_party_clients != 0) &
           !localhost; /* CONSENT-23 */
}

/* CONSENT-18 to CONSENT-21: a callback that the user would have to confirm if no page were shown. */
static bool needs_confirmation(const struct consent_rows *in, unsigned classes, enum callback_kind callback)
{
    const uint8_t own = in->client->skip_non_verifiable_callback_uri_confirmation_prompt;
    const bool tenant_skips = in->settings->skip_non_verifiable_callback_uri_confirmation_prompt != 0;
    const bool skipped =
        (own == ORGPOL_SETTING_ON) | ((own == ORGPOL_SETTING_UNSET) & tenant_skips); /* CONSENT-21 */
    const bool conformant =
        (in->client->is_oidc_conformant != 0) | ((classes & STRICT) != 0); /* CONSENT-20 */
    const bool unverifiable = !text_absent(in->request->redirect_uri) & (callback != CALLBACK_VERIFIABLE);
    const bool shown = (in->request->is_screen_shown != 0) |
                       (in->request->approval != ORGPOL_APPROVAL_UNSET); /* CONSENT-19 */

    return unverifiable & conformant & !skipped & !shown;
}

static void decide(const struct consent_rows *in, bool covered, struct consent_answer *answer)
{
    const struct orgpol_consent_request *request = in->request;
    const unsigned classes = classes_of(in->client, in->options);
    const enum callback_kind callback = orgpol_callback_kind(request->redirect_uri);
    const struct prompt_words prompt = prompt_words_of(request->prompt);
    const bool code =
        text_absent(request->grant_type) || text_same(request->grant_type, ORGPOL_STR("authorization_code"));
    const bool interactive = code & !request->is_refresh;               /* no page can be shown to others */
    const bool applies = interactive & !text_absent(request->audience); /* CONSENT-01 */
    const bool unasked = request->approval == ORGPOL_APPROVAL_UNSET;
    const bool skips = may_skip(in, classes, callback);
    const bool consent = applies & unasked & (prompt.consent | !(skips | covered)); /* CONSENT-10 */
    const bool confirmation = interactive & needs_confirmation(in, classes, callback);
    const bool interaction = request->is_interaction_needed != 0;
    const bool refused = request->approval == ORGPOL_APPROVAL_REFUSED;
    const bool session = request->session != NULL;
    const bool delegated = in->session->kind == ORGPOL_SESSION_DELEGATED;
    const bool silent = prompt.none;
    const bool combined = prompt.combined;
    const uint64_t unmet = 0 CONSENT_TABLE(FAMILY_UNMET, CONSENT);
    const bool allowed = unmet == 0;
    const bool page = shows_error_page(in->client, true, classes, request->response_mode);

    answer->is_consent_required = consent | !allowed;
    answer->is_confirmation_required = (confirmation & !consent) | !allowed; /* CONSENT-19 */
    answer->is_stored = allowed & applies & (request->approval == ORGPOL_APPROVAL_GIVEN);
    answer->decision =
        orgpol_answer(ORGPOL_FAMILY_CONSENT, unmet,
                      (uint32_t)(allowed & consent) * ORGPOL_MUST_SHOW_CONSENT |
                          (uint32_t)answer->is_stored * ORGPOL_MUST_STORE_CONSENT |
                          (uint32_t)(allowed & confirmation & !consent) * ORGPOL_MUST_SHOW_CONFIRMATION |
                          (uint32_t)(!allowed & page & interactive) * ORGPOL_MUST_SHOW_ERROR_PAGE);
}

/* Finds the scopes, and decides. */
static void answer_request(const struct consent_rows *in, struct consent_answer *answer)
{
    const struct orgpol_consent_request *request = in->request;
    const struct orgpol_user_grant *stored = in->user_grant;
    const bool replace = in->options->consented_scopes == ORGPOL_CONSENTED_SCOPES_REPLACE;

    orgpol_scope_missing(&answer->missing, request->scopes, request->scope_count, stored->scopes,
                         stored->scope_count);
    decide(in, (request->user_grant != NULL) & orgpol_scope_mask_is_empty(&answer->missing),
           answer); /* CONSENT-04 CONSENT-06 CONSENT-26 */
    answer->added = answer->missing;
    answer->kept = (struct scope_mask){{0}};
    if (answer->is_stored && replace) /* CONSENT-07: by option, only what was approved now */
        orgpol_scope_distinct(&answer->added, request->scopes, request->scope_count);
    else if (answer->is_stored)
        orgpol_scope_distinct(&answer->kept, stored->scopes, stored->scope_count);
}

/* The hash of the key is left out unless it is wanted. */
static struct orgpol_consent_result result_of(const struct consent_rows *in,
                                              const struct consent_answer *answer, bool with_key)
{
    struct orgpol_consent_key_request named = ORGPOL_CONSENT_KEY_REQUEST_INIT;
    struct orgpol_consent_result result = ORGPOL_CONSENT_RESULT_INIT;

    if (answer->decision.effect != ORGPOL_EFFECT_ALLOW)
        return result;
    result.is_consent_required = answer->is_consent_required;
    result.is_confirmation_required = answer->is_confirmation_required;
    result.missing_scope_count =
        (uint32_t)orgpol_scope_mask_write(&answer->missing, in->request->scopes, NULL, 0);
    if (answer->is_stored)
        result.store_scope_count =
            (uint32_t)orgpol_scope_mask_write(&answer->kept, in->user_grant->scopes, NULL, 0) +
            (uint32_t)orgpol_scope_mask_write(&answer->added, in->request->scopes, NULL, 0);
    if (with_key && !text_absent(in->request->audience)) {
        named.user_id = in->request->user_id;
        named.client_id = in->client->client_id;
        named.audience = in->request->audience;
        named.organization_id = in->request->organization_id;
        named.secret = in->request->secret;
        named.secret_bytes = in->request->secret_bytes;
        orgpol_consent_key_for(&named, result.key);
    }
    return result;
}

struct orgpol_decision orgpol_check_consent(const struct orgpol_consent_request *request,
                                            struct orgpol_consent_result *result,
                                            struct orgpol_str *missing_scopes, size_t missing_scope_capacity,
                                            struct orgpol_str *store_scopes, size_t store_scope_capacity)
{
    struct orgpol_consent_result strictest = ORGPOL_CONSENT_RESULT_INIT;
    const bool writable = write_result(result, &strictest, sizeof strictest);
    struct orgpol_consent_result full;
    struct consent_copies copies;
    struct consent_rows in;
    struct consent_answer answer;
    enum orgpol_reason error = ORGPOL_REASON_UNSUPPORTED_INPUT;

    if (writable)
        error = read_request(request, &in, &copies);
    if (error != ORGPOL_REASON_NONE)
        return orgpol_error(ORGPOL_FAMILY_CONSENT, error);
    answer_request(&in, &answer);
    full = result_of(&in, &answer, result != NULL);
    if ((missing_scopes && full.missing_scope_count > missing_scope_capacity) ||
        (store_scopes && full.store_scope_count > store_scope_capacity)) {
        strictest.missing_scope_count = full.missing_scope_count;
        strictest.store_scope_count = full.store_scope_count;
        write_result(result, &strictest, sizeof strictest);
        return orgpol_error(ORGPOL_FAMILY_CONSENT, ORGPOL_REASON_RESULT_TOO_SMALL);
    }
    write_result(result, &full, sizeof full);
    if (missing_scopes && full.missing_scope_count > 0)
        orgpol_scope_mask_write(&answer.missing, in.request->scopes, missing_scopes, missing_scope_capacity);
    if (store_scopes && full.store_scope_count > 0) {
        const size_t kept =
            orgpol_scope_mask_write(&answer.kept, in.user_grant->scopes, store_scopes, store_scope_capacity);

        orgpol_scope_mask_append(&answer.added, in.request->scopes, store_scopes, kept, store_scope_capacity);
    }
    return answer.decision;
}
