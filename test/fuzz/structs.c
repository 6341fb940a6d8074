/* SPDX-License-Identifier: MIT */
/*
 * The functions of the core, each with structs that the input fills. The first byte chooses the function.
 * What every decision must be: an allow without an unmet condition; a denial with its conditions in order; an
 * error with its reason, and nothing but one for a struct that cannot be read; the same once more, with a
 * larger request, and without results. And of what some of them answer: whose account it is, and which
 * scopes.
 */
#define MUTATIONS 60

#include "fuzz/seen.h"
#include "fuzz/structs_fill.h"

#define ROOM_MAX 1100

/* What a decision writes, in allocations of just their size. */
struct results {
    void *result;
    struct orgpol_str *lists[2];
    size_t room[2];
};

typedef struct orgpol_decision decide(const void *request, const struct results *to);

#define DECIDE(function)                                                                         \
    static struct orgpol_decision call_##function(const void *request, const struct results *to) \
    {                                                                                            \
        return orgpol_##function(request, to->result);                                           \
    }
#define DECIDE_LIST(function)                                                                    \
    static struct orgpol_decision call_##function(const void *request, const struct results *to) \
    {                                                                                            \
        return orgpol_##function(request, to->result, to->lists[0], to->room[0]);                \
    }
#define DECIDE_LISTS(function)                                                                               \
    static struct orgpol_decision call_##function(const void *request, const struct results *to)             \
    {                                                                                                        \
        return orgpol_##function(request, to->result, to->lists[0], to->room[0], to->lists[1], to->room[1]); \
    }
#define DECIDE_CONFIG(function)                                                                        \
    static struct orgpol_decision call_##function(const void *request, const struct results *to)       \
    {                                                                                                  \
        static struct orgpol_config_finding findings[64];                                              \
                                                                                                       \
        return orgpol_##function(request, to->result, to->result ? findings : NULL, to->room[0] % 65); \
    }

DECIDE(can_login)
DECIDE(can_third_party_login)
DECIDE_LIST(resolve_org_prompt_mode)
DECIDE(check_authorize_request)
DECIDE(check_endpoint_request)
DECIDE_LISTS(check_client_grant)
DECIDE_LISTS(check_user_grant)
DECIDE_LISTS(check_consent)
DECIDE(check_token_organization)
DECIDE_CONFIG(check_client_config)
DECIDE_CONFIG(check_organization_config)
DECIDE_CONFIG(check_connection_config)
DECIDE_CONFIG(check_resource_server_config)
DECIDE_CONFIG(check_client_grant_config)
DECIDE_LIST(check_my_account_token)
DECIDE_LIST(can_connect_account)
DECIDE(can_complete_account)
DECIDE(can_manage_connected_accounts)
DECIDE(select_connected_account)
DECIDE_LISTS(check_token_exchange)

static const struct {
    decide *decide;
    enum of_struct request;
    size_t result_size;
} functions[] = {
    {call_can_login, OF_login_request, sizeof(struct orgpol_login_result)},
    {call_can_third_party_login, OF_login_request, sizeof(struct orgpol_login_result)},
    {call_resolve_org_prompt_mode, OF_prompt_request, sizeof(struct orgpol_prompt_result)},
    {call_check_authorize_request, OF_authorize_request, sizeof(struct orgpol_authorize_result)},
    {call_check_endpoint_request, OF_endpoint_request, sizeof(struct orgpol_endpoint_result)},
    {call_check_client_grant, OF_client_grant_request, sizeof(struct orgpol_client_grant_result)},
    {call_check_user_grant, OF_user_grant_request, sizeof(struct orgpol_user_grant_result)},
    {call_check_consent, OF_consent_request, sizeof(struct orgpol_consent_result)},
    {call_check_token_organization, OF_token_organization_request,
     sizeof(struct orgpol_token_organization_result)},
    {call_check_client_config, OF_client_config, sizeof(struct orgpol_config_result)},
    {call_check_organization_config, OF_organization_config, sizeof(struct orgpol_config_result)},
    {call_check_connection_config, OF_connection_config, sizeof(struct orgpol_config_result)},
    {call_check_resource_server_config, OF_resource_server_config, sizeof(struct orgpol_config_result)},
    {call_check_client_grant_config, OF_client_grant_config, sizeof(struct orgpol_config_result)},
    {call_check_my_account_token, OF_my_account_request, sizeof(struct orgpol_my_account_result)},
    {call_can_connect_account, OF_connect_request, sizeof(struct orgpol_connect_result)},
    {call_can_complete_account, OF_complete_request, sizeof(struct orgpol_complete_result)},
    {call_can_manage_connected_accounts, OF_manage_request, sizeof(struct orgpol_manage_result)},
    {call_select_connected_account, OF_account_request, sizeof(struct orgpol_account_result)},
    {call_check_token_exchange, OF_exchange_request, sizeof(struct orgpol_exchange_result)},
};
#define FUNCTIONS (sizeof functions / sizeof *functions)

/* ---- what must hold ---- */

static bool has_usable_size(const void *row)
{
    const uint32_t size = size_of(row);

    return size >= 8 && size <= ORGPOL_STRUCT_SIZE_MAX && size % sizeof(void *) == 0;
}

/* As many bytes of a caller's struct as it has, and zeros. */
#define READ(type, from) \
    (*(const struct orgpol_##type *)widened(filler, (from), sizeof(struct orgpol_##type)))

static const void *widened(struct filler *filler, const void *given, size_t size)
{
    char *const whole = block(filler, size);

    if (given && has_usable_size(given))
        memcpy(whole, given, size_of(given) < size ? size_of(given) : size);
    return whole;
}

static bool same(struct orgpol_str a, struct orgpol_str b)
{
    return a.ptr && b.ptr && a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

static bool listed(struct orgpol_str text, const struct orgpol_str *list, size_t count)
{
    size_t i = 0;

    while (i < count && !same(text, list[i]))
        i++;
    return i < count;
}

static void check_decision(struct orgpol_decision decision)
{
    const struct orgpol_reason_entry *const entry = orgpol_reason_info(decision.reason);
    const unsigned size = orgpol_family_size(decision.family);
    unsigned first = 0;

    MUST(decision.effect <= ORGPOL_EFFECT_ALLOW && decision.family < ORGPOL_FAMILY_COUNT);
    MUST(size > 0 && (size == 64 || decision.unmet >> size == 0));
    for (unsigned bit = 0; bit < 32; bit++)
        MUST(!(decision.obligations >> bit & 1) || orgpol_obligation_name(UINT32_C(1) << bit));
    MUST((decision.reason == 0) == (decision.effect == ORGPOL_EFFECT_ALLOW));
    MUST((decision.unmet != 0) == (decision.effect == ORGPOL_EFFECT_DENY));
    if (decision.effect == ORGPOL_EFFECT_ALLOW)
        return;
    MUST(entry && entry->name && entry->summary);
    if (decision.effect == ORGPOL_EFFECT_ERROR) {
        MUST(decision.obligations == 0 && entry->rule == NULL);
        return;
    }
    while (!(decision.unmet >> first & 1))
        first++;
    MUST(orgpol_family_reason(decision.family, first) == decision.reason);
}

/* Writes into a buffer of just the size given, terminates it, and says how long the whole is. */
static void check_description(struct filler *filler, uint16_t reason)
{
    const void *const values = row_value(filler, OF_description_values);
    const size_t room = choose(&filler->choices);
    char *const cut = block(filler, room);
    const size_t length = orgpol_describe(reason, values, NULL, 0);
    char *const whole = block(filler, length + 1);
    size_t sum = 0;
    size_t part = 0;

    MUST(orgpol_describe(reason, values, whole, length + 1) == length && whole[length] == '\0');
    MUST(orgpol_describe(reason, values, room > 0 ? cut : NULL, room) == length);
    if (room > 0)
        MUST(cut[length < room ? length : room - 1] == '\0' &&
             memcmp(cut, whole, length < room ? length : room - 1) == 0);
    for (struct orgpol_str text; (text = orgpol_description_part(reason, values, part)).ptr; part++) {
        MUST(sum + text.len <= length && memcmp(whole + sum, text.ptr, text.len) == 0);
        sum += text.len;
    }
    MUST(sum == length);
}

/* SEL-14, LINK-05: the account is one of the profile, and its owner the user or a profile linked into it. */
static void check_account(struct filler *filler, const struct orgpol_account_request *request,
                          struct orgpol_str user_id, const struct orgpol_options *options,
                          const struct orgpol_connected_account *account)
{
    const struct orgpol_str owner = account ? READ(connected_account, account).user_id : user_id;
    const bool carried = options && READ(options, options).link_carries_accounts &&
                         listed(owner, request->linked_user_ids, request->linked_user_id_count);

    MUST(account && request->accounts);
    MUST(((const char *)account - (const char *)request->accounts) % size_of(request->accounts) == 0);
    MUST((size_t)((const char *)account - (const char *)request->accounts) / size_of(request->accounts) <
         request->account_count);
    MUST(same(owner, user_id) || carried);
}

/* Which scopes an allowed answer gives, and whose account. */
static void check_allowed(struct filler *filler, decide *function, const void *given,
                          const struct results *to)
{
    if (function == call_select_connected_account && to->result) {
        const struct orgpol_account_request request = READ(account_request, given);

        if (size_of(to->result) >= sizeof(struct orgpol_account_result))
            check_account(filler, &request, request.user_id, request.options,
                          READ(account_result, to->result).account);
    } else if (function == call_check_token_exchange && to->result) {
        const struct orgpol_exchange_request request = READ(exchange_request, given);
        const struct orgpol_account_request account = READ(account_request, request.account);
        const struct orgpol_subject_token token = READ(subject_token, request.subject_token);

        MUST(request.subject_token && request.client && request.connection_row && token.is_valid);
        if (size_of(to->result) >= sizeof(struct orgpol_exchange_result))
            check_account(filler, &account, token.sub, request.options,
                          READ(exchange_result, to->result).account);
    } else if (function == call_check_user_grant && to->result) {
        const struct orgpol_user_grant_request request = READ(user_grant_request, given);
        const struct orgpol_user_grant_result result = READ(user_grant_result, to->result);
        const struct orgpol_resource_server api = READ(resource_server, request.resource_server);

        for (size_t i = 0; to->lists[0] && i < result.scope_count; i++) {
            MUST(listed(to->lists[0][i], api.scopes, api.scope_count));
            MUST(listed(to->lists[0][i], request.scopes, request.scope_count) ||
                 (request.is_refresh &&
                  listed(to->lists[0][i], request.original_scopes, request.original_scope_count)));
        }
    } else if (function == call_check_client_grant && to->result) {
        const struct orgpol_client_grant_request request = READ(client_grant_request, given);
        const struct orgpol_client_grant_result result = READ(client_grant_result, to->result);
        const struct orgpol_resource_server api = READ(resource_server, request.resource_server);
        const struct orgpol_client_grant own = READ(client_grant, request.client_grant);
        const struct orgpol_client_grant usual = READ(client_grant, request.default_client_grant);

        MUST(request.client && request.resource_server &&
             (request.client_grant || request.default_client_grant));
        for (size_t i = 0; to->lists[0] && i < result.scope_count; i++)
            MUST(listed(to->lists[0][i], api.scopes, api.scope_count) ||
                 listed(to->lists[0][i], own.scopes, own.scope_count) ||
                 listed(to->lists[0][i], usual.scopes, usual.scope_count));
    }
}

/* ---- runs ---- */

static struct results results_of(struct filler *filler, size_t size)
{
    struct results to = {NULL, {NULL, NULL}, {0, 0}};

    if (choose(&filler->choices) % 8 == 7)
        return to;
    to.result = block(filler, size);
    memcpy(to.result, &(uint32_t){(uint32_t)size}, sizeof(uint32_t));
    if (choose(&filler->choices) >= 80) {
        to.result = resized(filler, to.result, size, 80 + choose_of(&filler->choices, 15));
        /* What is in a result is not read, but for its size. */
        filler->is_unsupported = !has_usable_size(to.result);
    }
    for (int i = 0; i < 2; i++) {
        const unsigned choice = choose(&filler->choices);

        to.room[i] = choice < 80 ? 32 : choice < 94 ? choice - 80 : ROOM_MAX;
        to.lists[i] = choice % 8 == 7 ? NULL : block(filler, to.room[i] * sizeof *to.lists[i]);
        to.room[i] = to.lists[i] ? to.room[i] : 0;
    }
    return to;
}

static bool equal(struct orgpol_decision a, struct orgpol_decision b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

/* A newer header's request, whose members of no account are zero, is the same request. */
static void check_larger(struct filler *filler, decide *function, const void *request,
                         const struct results *to, struct orgpol_decision decision)
{
    const uint32_t size = size_of(request);
    char *larger;

    if (!has_usable_size(request) || size + 24 > ORGPOL_STRUCT_SIZE_MAX)
        return;
    larger = block(filler, size + 24);
    memcpy(larger, request, size);
    memcpy(larger, &(uint32_t){size + 24}, sizeof(uint32_t));
    MUST(equal(function(larger, to), decision));
}

static void run_function(struct filler *filler, size_t which)
{
    static const struct results none;
    decide *const function = functions[which].decide;
    const struct results to = results_of(filler, functions[which].result_size);
    const void *const request =
        choose(&filler->choices) == 94 ? NULL : struct_value(filler, functions[which].request);
    const struct orgpol_decision decision = function(request, &to);

    note(decision);
    check_decision(decision);
    MUST(equal(function(request, &to), decision));
    if (request == NULL || filler->is_unsupported)
        MUST(decision.effect != ORGPOL_EFFECT_ALLOW);
    check_description(filler, decision.reason);
    if (decision.effect != ORGPOL_EFFECT_ERROR) {
        MUST(equal(function(request, &none), decision));
        check_larger(filler, function, request, &to, decision);
    }
    if (decision.effect == ORGPOL_EFFECT_ALLOW)
        check_allowed(filler, function, request, &to);
}

/* ---- what is asked in another way ---- */

static void check_session(struct filler *filler)
{
    const void *const login = row_value(filler, OF_login_request);
    const void *const session = row_value(filler, OF_session);
    const void *const organization = row_value(filler, OF_organization);
    const uint32_t count = (uint32_t)number_value(filler);
    const struct orgpol_decision reuse = orgpol_can_reuse_session(login, session);
    const struct orgpol_decision offer = orgpol_can_offer_connections(organization, count);

    note(reuse);
    note(offer);
    check_decision(reuse);
    check_decision(offer);
    MUST(equal(orgpol_can_reuse_session(login, session), reuse));
    MUST(reuse.effect != ORGPOL_EFFECT_ALLOW || login);
    MUST(offer.effect != ORGPOL_EFFECT_ALLOW || (organization && count > 0));
    MUST(!filler->is_unsupported || reuse.effect == ORGPOL_EFFECT_ERROR ||
         offer.effect == ORGPOL_EFFECT_ERROR);
}

/* The same question has the same key; with another secret, or asked of nobody, it has not. */
static void check_key(struct filler *filler)
{
    const void *const given = row_value(filler, OF_consent_key_request);
    struct orgpol_consent_key_request request = READ(consent_key_request, given);
    uint8_t keys[3][ORGPOL_CONSENT_KEY_BYTES] = {{1}, {2}, {3}};
    const uint8_t zeros[ORGPOL_CONSENT_KEY_BYTES] = {0};
    const uint8_t secret[ORGPOL_CONSENT_SECRET_BYTES_MAX] = "another secret";
    const struct orgpol_decision decision = orgpol_consent_key_for(given, keys[0]);

    note(decision);
    check_decision(decision);
    MUST(equal(orgpol_consent_key_for(given, keys[1]), decision));
    MUST(memcmp(keys[0], keys[1], sizeof keys[0]) == 0 && decision.effect != ORGPOL_EFFECT_DENY);
    MUST((memcmp(keys[0], zeros, sizeof zeros) == 0) == (decision.effect == ORGPOL_EFFECT_ERROR));
    if (decision.effect == ORGPOL_EFFECT_ERROR)
        return;
    MUST(request.user_id.len > 0 && request.client_id.len > 0);
    request.struct_size = sizeof request;
    request.secret = secret;
    request.secret_bytes = sizeof secret;
    MUST(orgpol_consent_key_for(&request, keys[2]).effect == ORGPOL_EFFECT_ALLOW);
    MUST(memcmp(keys[2], keys[0], sizeof keys[0]) != 0);
}

/* Only an allowed list lists, and only the user's own accounts or, by the option, a linked profile's. */
static void check_listed(struct filler *filler)
{
    const void *const given = row_value(filler, OF_manage_request);
    const void *const account = row_value(filler, OF_connected_account);
    const void *const connection = row_value(filler, OF_connection);
    const void *const enabled = row_value(filler, OF_enabled_client);
    const uint8_t is_available = orgpol_is_connection_available(connection, enabled, NULL);
    const uint8_t is_listed = orgpol_is_account_listed(given, account, connection);
    const struct orgpol_manage_request request = READ(manage_request, given);
    const struct orgpol_connected_account row = READ(connected_account, account);

    MUST(is_available <= 1 && is_listed <= 1 && (!is_available || (connection && enabled)));
    if (!is_listed)
        return;
    MUST(given && account && request.operation == ORGPOL_MANAGE_OPERATION_LIST);
    MUST(orgpol_can_manage_connected_accounts(given, NULL).effect == ORGPOL_EFFECT_ALLOW);
    MUST(same(row.user_id, request.user_id) ||
         listed(row.user_id, request.linked_user_ids, request.linked_user_id_count));
}

static void check_texts(struct filler *filler)
{
    const struct orgpol_str text = text_value(filler, POOL_ANY);
    const struct orgpol_str api = text_value(filler, POOL_API);
    const size_t room = choose_of(&filler->choices, 8);
    struct orgpol_str *const scopes = block(filler, room * sizeof *scopes);
    struct orgpol_parameter *const parameters = block(filler, room * sizeof *parameters);
    char *const buffer = block(filler, text.ptr ? text.len : 0);
    struct orgpol_query_split split = ORGPOL_QUERY_SPLIT_INIT;
    const size_t count = orgpol_split_scope(text, scopes, room);
    const void *const settings = row_value(filler, OF_tenant_settings);
    const struct orgpol_str audience = orgpol_resolve_audience(api, text, settings);

    for (size_t i = 0; i < count && i < room; i++)
        MUST(scopes[i].len > 0 && memchr(scopes[i].ptr, ' ', scopes[i].len) == NULL);
    MUST(orgpol_split_scope(text, NULL, 0) == count);
    MUST(audience.len == 0 || settings || same(audience, api));
    if (orgpol_split_query(text, parameters, room, buffer, text.len, &split) == ORGPOL_REASON_NONE)
        MUST(split.parameter_count <= room);
    orgpol_cross_app_access_audience(row_value(filler, OF_cross_app_access), settings);
}

static void (*const others[])(struct filler *) = {check_session, check_key, check_listed, check_texts};
#define OTHERS (sizeof others / sizeof *others)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t which;

    static struct filler filler;
    static bool checked;

    if (!checked)
        check_shapes();
    checked = true;
    filler.choices = (struct choices){data, size};
    filler.depth = 0;
    filler.turn = 0;
    filler.is_unsupported = false;
    which = choose_of(&filler.choices, FUNCTIONS + OTHERS);
    if (which < FUNCTIONS)
        run_function(&filler, which);
    else
        others[which - FUNCTIONS](&filler);
    free_blocks(&filler);
    return 0;
}

REPLAY("test/fuzz/structs.corpus")
