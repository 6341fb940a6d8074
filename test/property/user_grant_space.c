/* SPDX-License-Identifier: MIT */
/*
 * The user_grant family, against a model written from the rulebook for itself.
 *
 * The space is cut into the groups below, each enumerated completely while the others stand at values that
 * hinder nobody: the client with the API's policy and the grants (the policy table of rulebook 2.4), the
 * rows, the tokens, and the scopes, for which every set of four scopes in each of five lists is tried.
 * Nothing is lost by that: every rule of 2.4 names facts of one group only, but for the class of the client,
 * the choice of the grant and the refresh, which are in every group that a rule reads them in. Points drawn
 * from the whole space look for what connects the groups in spite of that.
 *
 * With --print, writes the truth tables that are committed as user_grant.golden; without, checks them.
 */
#include "truth_table.h"

#include "grants.h"

enum {
    KNOWN,
    FIRST,
    MODE,
    METADATA,
    AUDIENCE,
    SYSTEM,
    POLICY,
    OWN,
    SEVERAL,
    FALLBACK,
    CEILING,
    ORGANIZATION,
    NAMES,
    TYPES,
    DETAILS,
    REFRESH,
    SCOPES,
    RBAC,
    DIALECT,
    OFFLINE,
    GRANT_TYPES,
    REDIRECTION,
    WEB_MESSAGE,
    AXES
};

static const struct axis axes[AXES] = {
    [KNOWN] = {"client", {"unknown", "known"}},
    [FIRST] = {"is_first_party", {"false", "true"}},
    [MODE] = {"security_mode", {"absent", "strict", "permissive", "?"}},
    [METADATA] = {"metadata_type", {"absent", "cimd", "dcr", "?"}},
    [AUDIENCE] = {"audience", {"none", "unknown", "api"}},
    [SYSTEM] = {"is_system", {"false", "true"}},
    [POLICY] = {"user_policy", {"absent", "allow_all", "deny_all", "require_client_grant", "?"}},
    [OWN] = {"own_grant", {"none", "client", "user", "?", "two_owners"}},
    [SEVERAL] = {"several", {"no", "yes"}},
    [FALLBACK] = {"default_grant", {"none", "client", "user"}},
    [CEILING] = {"user_grant_ceiling", {"false", "true"}},
    [ORGANIZATION] = {"organization", {"none", "unknown", "exists"}},
    [NAMES] = {"names", {"off", "on"}},
    [TYPES] = {"granted_types", {"none", "account"}},
    [DETAILS] = {"authorization_details", {"none", "account", "payment"}},
    [REFRESH] = {"refresh", {"no", "yes"}},
    [SCOPES] = {"scope", {"none", "r", "r_d", "openid_offline", "d_gone"}},
    [RBAC] = {"enforce_policies", {"false", "true"}},
    [DIALECT] = {"token_dialect",
                 {"absent", "access_token", "access_token_authz", "rfc9068_profile", "rfc9068_profile_authz",
                  "?"}},
    [OFFLINE] = {"allow_offline_access", {"false", "true"}},
    [GRANT_TYPES] = {"grant_types", {"absent", "without", "refresh_token"}},
    [REDIRECTION] = {"redirection", {"protected", "allow_always"}},
    [WEB_MESSAGE] = {"web_message", {"no", "yes"}},
};

static void usual(unsigned char *at)
{
    memset(at, 0, AXES);
    at[KNOWN] = at[FIRST] = at[POLICY] = at[SCOPES] = 1;
    at[AUDIENCE] = at[OWN] = 2;
}

static const int policy_group[] = {POLICY, FIRST, MODE, METADATA, OWN, SEVERAL, FALLBACK, CEILING, -1};
static const int row_group[] = {KNOWN, AUDIENCE, FIRST, MODE, METADATA, SYSTEM, ORGANIZATION, NAMES, -1};
static const int details_group[] = {POLICY, FIRST, MODE, OWN, CEILING, TYPES, DETAILS, -1};
static const int token_group[] = {FIRST, MODE,    METADATA, AUDIENCE,    REFRESH, SCOPES,
                                  RBAC,  DIALECT, OFFLINE,  GRANT_TYPES, -1};
static const int delivery_group[] = {POLICY,      KNOWN,       FIRST,  MODE, REFRESH,
                                     REDIRECTION, WEB_MESSAGE, SCOPES, -1};
static const int *const groups[] = {policy_group, row_group, details_group, token_group, delivery_group};
#define GROUPS (sizeof groups / sizeof *groups)

/* The tables committed: what decides, and not what the tokens look like. */
static const int policy_table[] = {POLICY, FIRST, MODE, OWN, SEVERAL, FALLBACK, CEILING, -1};
static const int class_table[] = {METADATA, FIRST, MODE, OWN, FALLBACK, -1};
static const int scope_table[] = {REFRESH, SCOPES, RBAC, FIRST, OFFLINE, -1};
static const int *const printed[] = {policy_table,  class_table, row_group,
                                     details_group, scope_table, delivery_group};
static const char *const table_names[] = {"policy and grant",   "classes", "rows", "authorization_details",
                                          "refresh and scopes", "delivery"};
#define TABLES (sizeof printed / sizeof *printed)

static struct grant_world world;
static struct orgpol_str texts[8];
static struct orgpol_str original[3];
static struct orgpol_str permissions[2];
static struct orgpol_str type;
static struct orgpol_str granted_type;

static uint8_t word(int value, int words)
{
    return value >= words ? ORGPOL_WORD_UNKNOWN : (uint8_t)value;
}

static struct orgpol_user_grant_request build(const unsigned char *at)
{
    static const uint8_t types[] = {0, ORGPOL_SUBJECT_TYPE_CLIENT, ORGPOL_SUBJECT_TYPE_USER,
                                    ORGPOL_WORD_UNKNOWN, ORGPOL_SUBJECT_TYPE_USER};
    static const size_t first[] = {0, 0, 0, 3, 1};
    static const size_t counts[] = {0, 1, 2, 2, 2};
    struct orgpol_user_grant_request request = user_request(&world);

    texts[0] = ORGPOL_STR("r");
    texts[1] = ORGPOL_STR("d");
    texts[2] = ORGPOL_STR("gone");
    texts[3] = ORGPOL_STR("openid");
    texts[4] = ORGPOL_STR("offline_access");
    original[0] = ORGPOL_STR("w");
    original[1] = ORGPOL_STR("openid");
    original[2] = ORGPOL_STR("r");
    permissions[0] = ORGPOL_STR("r");
    permissions[1] = ORGPOL_STR("gone");
    request.client = at[KNOWN] ? &world.client : NULL;
    world.client.is_first_party = at[FIRST];
    world.client.third_party_security_mode = word(at[MODE], 3);
    world.client.external_metadata_type = word(at[METADATA], 3);
    world.client.external_client_id = ORGPOL_STR("https://cimd");
    world.client.grant_types = at[GRANT_TYPES] == 0   ? 0
                               : at[GRANT_TYPES] == 1 ? ORGPOL_GRANT_TYPE_OTHER
                                                      : ORGPOL_GRANT_TYPE_REFRESH_TOKEN;
    world.client.redirection_policy =
        at[REDIRECTION] ? ORGPOL_REDIRECTION_ALLOW_ALWAYS : ORGPOL_REDIRECTION_UNSET;
    request.response_mode = at[WEB_MESSAGE];
    if (at[AUDIENCE] == 0)
        request.audience.len = 0;
    request.resource_server = at[AUDIENCE] == 2 ? &world.api : NULL;
    world.api.is_system = at[SYSTEM];
    world.api.user_policy = word(at[POLICY], 4);
    world.api.enforce_policies = at[RBAC];
    world.api.token_dialect = word(at[DIALECT], 5);
    world.api.allow_offline_access = at[OFFLINE];
    world.own.subject_type = types[at[OWN]];
    world.own.default_for = at[OWN] == 4 ? ORGPOL_DEFAULT_FOR_THIRD_PARTY_CLIENTS : ORGPOL_DEFAULT_FOR_UNSET;
    world.fallback.subject_type = types[at[FALLBACK]];
    request.client_grant = at[OWN] && at[KNOWN] && at[AUDIENCE] ? &world.own : NULL;
    request.default_client_grant = at[FALLBACK] && at[AUDIENCE] ? &world.fallback : NULL;
    request.has_several_client_grants = at[SEVERAL];
    world.options.user_grant_ceiling = at[CEILING];
    world.settings.allow_organization_name_in_authentication_api = at[NAMES];
    if (at[ORGANIZATION])
        request.organization_id = world.organization.id;
    request.organization = at[ORGANIZATION] == 2 ? &world.organization : NULL;
    type = at[DETAILS] == 1 ? ORGPOL_STR("account") : ORGPOL_STR("payment");
    request.authorization_details_types = &type;
    request.authorization_details_type_count = at[DETAILS] != 0;
    granted_type = ORGPOL_STR("account");
    world.own.authorization_details_types = &granted_type;
    world.own.authorization_details_type_count = (size_t)at[TYPES];
    request.is_refresh = at[REFRESH];
    request.original_scopes = original;
    request.original_scope_count = at[REFRESH] ? 3 : 0;
    request.permissions = permissions;
    request.permission_count = 2;
    request.scopes = texts + first[at[SCOPES]];
    request.scope_count = counts[at[SCOPES]];
    return request;
}

/* ---- the model: rulebook 2.4, told as it is told there ---- */

struct expected {
    uint64_t unmet;
    uint32_t obligations;
    char grant;         /* the one that governs: 'o'wn, 'd'efault, '-' none */
    const char *scopes; /* of "r", "w", "d" */
    bool id_token;
    bool refresh_token;
    bool permissions;
    int profile;
};

static void deny(struct expected *expected, uint16_t reason)
{
    unsigned place = 0;

    while (orgpol_family_reason(ORGPOL_FAMILY_USER_GRANT, place) != reason)
        place++;
    expected->unmet |= UINT64_C(1) << place;
}

/* As in client_grant_space.c: '1', 's', 'p'. */
static const char *classes(const unsigned char *at)
{
    const bool permissive = at[MODE] == 2;

    if (at[METADATA] == 1)
        return "s";
    if (at[METADATA] == 3)
        return at[FIRST] ? "1s" : permissive ? "ps" : "s";
    return at[FIRST] ? "1" : permissive ? "p" : "s";
}

static void model_api(const unsigned char *at, struct expected *expected)
{
    const char *class = classes(at);
    const bool strict = strchr(class, 's') != NULL;
    const bool require = at[POLICY] == 3;
    char there = '-';

    if (at[SYSTEM] && strcmp(class, "1") != 0)
        deny(expected, ORGPOL_REASON_SYSTEM_API_NOT_FOR_THIRD_PARTY);
    if (at[POLICY] == 2 || at[POLICY] == 4)
        deny(expected, ORGPOL_REASON_API_DENIES_USERS);
    if (!at[SEVERAL])
        there = at[OWN] == 2 ? 'o' : at[FALLBACK] == 2 && !strchr(class, '1') ? 'd' : '-';
    if (there == '-' && strict)
        deny(expected, ORGPOL_REASON_NO_USER_GRANT_STRICT);
    if (there == '-' && require && strpbrk(class, "1p"))
        deny(expected, ORGPOL_REASON_NO_USER_GRANT);
    expected->grant = strict || require || at[CEILING] ? there : '-';
    if (at[SEVERAL] && at[CEILING] && at[DETAILS] && !strict && !require)
        deny(expected, ORGPOL_REASON_AUTHORIZATION_DETAILS_NOT_GRANTED);
    if (expected->grant != '-' && at[DETAILS] && (at[DETAILS] == 2 || expected->grant == 'd' || !at[TYPES]))
        deny(expected, ORGPOL_REASON_AUTHORIZATION_DETAILS_NOT_GRANTED);
    if (at[REFRESH] && (at[SCOPES] == 2 || at[SCOPES] == 4)) /* d was not asked for originally */
        deny(expected, ORGPOL_REASON_SCOPE_EXCEEDS_ORIGINAL);
}

static const char *model_scopes(const unsigned char *at, char grant)
{
    static char scopes[4];
    const char *asked = at[SCOPES] == 1   ? "r"
                        : at[SCOPES] == 2 ? "rd"
                        : at[SCOPES] == 4 ? "d"
                        : at[SCOPES] == 3 ? ""
                        : at[REFRESH]     ? "rw"
                                          : "";
    size_t length = 0;

    for (const char *scope = asked; *scope; scope++)
        if ((grant == '-' || strchr(grant == 'o' ? "rw" : "r", *scope)) && (!at[RBAC] || *scope == 'r'))
            scopes[length++] = *scope;
    scopes[length] = '\0';
    return at[AUDIENCE] == 2 ? scopes : "";
}

static struct expected model(const unsigned char *at)
{
    struct expected expected = {0, 0, '-', "", false, false, false, 0};
    const char *class = classes(at);
    const bool strict = strchr(class, 's') != NULL;
    const bool api = at[AUDIENCE] == 2;
    const bool openid = at[SCOPES] == 3 || (at[SCOPES] == 0 && at[REFRESH]);
    const bool offline = at[SCOPES] == 3 && !at[REFRESH]; /* not among the original scopes */
    const bool refreshes = at[GRANT_TYPES] == 2 || (at[GRANT_TYPES] == 0 && !strict);
    const bool rfc9068 = at[DIALECT] == 3 || at[DIALECT] == 4;

    if (!at[KNOWN])
        deny(&expected, ORGPOL_REASON_UNKNOWN_CLIENT);
    else {
        if (at[ORGANIZATION] == 1)
            deny(&expected, ORGPOL_REASON_UNKNOWN_ORGANIZATION);
        if (at[AUDIENCE] == 1)
            deny(&expected, ORGPOL_REASON_SERVICE_NOT_FOUND);
        if (api)
            model_api(at, &expected);
    }
    if (expected.unmet) {
        const bool kept = !at[KNOWN] || (strict && !at[REDIRECTION] && !at[WEB_MESSAGE]);

        expected.obligations = kept && !at[REFRESH] ? ORGPOL_MUST_SHOW_ERROR_PAGE : 0;
        return expected;
    }
    expected.scopes = model_scopes(at, expected.grant);
    if (at[SEVERAL] && at[CEILING]) /* which of the two grants limits is not known */
        expected.scopes = "";
    expected.id_token = openid && !strict;
    expected.refresh_token = offline && api && at[OFFLINE] && refreshes;
    expected.permissions = api && at[RBAC] && (at[DIALECT] == 2 || at[DIALECT] == 4);
    expected.profile = !api      ? ORGPOL_TOKEN_PROFILE_UNSET
                       : rfc9068 ? ORGPOL_TOKEN_PROFILE_RFC9068
                                 : ORGPOL_TOKEN_PROFILE_AUTH0;
    expected.obligations = api && rfc9068 ? ORGPOL_MUST_ADD_JTI : 0;
    return expected;
}

/* ---- the comparison ---- */

static unsigned long points;

static void fail_at(const unsigned char *at, const char *what)
{
    fprintf(stderr, "%s at", what);
    print_point(axes, AXES, at);
    exit(1);
}

static bool is_text(struct orgpol_str have, const char *want)
{
    return have.len == strlen(want) && memcmp(have.ptr ? have.ptr : "", want, have.len) == 0;
}

static bool are_scopes(const struct orgpol_str *have, size_t count, const char *want)
{
    bool same = count == strlen(want);

    for (size_t i = 0; same && i < count; i++)
        same = have[i].len == 1 && have[i].ptr[0] == want[i];
    return same;
}

static struct orgpol_decision check_point(const unsigned char *at)
{
    const struct expected expected = model(at);
    const struct orgpol_user_grant_request request = build(at);
    struct orgpol_user_grant_result result = ORGPOL_USER_GRANT_RESULT_INIT;
    struct orgpol_str scopes[3];
    struct orgpol_str claim[3];
    const struct orgpol_decision decision = orgpol_check_user_grant(&request, &result, scopes, 3, claim, 3);

    points++;
    if (decision.effect != (expected.unmet ? ORGPOL_EFFECT_DENY : ORGPOL_EFFECT_ALLOW) ||
        decision.unmet != expected.unmet)
        fail_at(at, "another decision than the model's");
    if (decision.obligations != expected.obligations)
        fail_at(at, "other obligations than the model's");
    if (expected.unmet)
        return decision;
    if (!is_text(result.grant_id, expected.grant == 'o'   ? "cgr_own"
                                  : expected.grant == 'd' ? "cgr_default"
                                                          : "") ||
        result.is_grant_governing != (expected.grant != '-') ||
        !is_text(result.org_id, at[ORGANIZATION] ? "org_a" : "") ||
        !is_text(result.org_name, at[ORGANIZATION] && at[NAMES] ? "acme" : "") ||
        !is_text(result.client_id, at[METADATA] == 1 ? "https://cimd" : "app"))
        fail_at(at, "another result than the model's");
    if (!are_scopes(scopes, result.scope_count, expected.scopes))
        fail_at(at, "other scopes than the model's");
    if (result.is_id_token_issued != expected.id_token ||
        result.may_have_refresh_token != expected.refresh_token ||
        result.has_permissions != expected.permissions || result.token_profile != expected.profile ||
        !are_scopes(claim, result.permission_count, expected.permissions ? "r" : ""))
        fail_at(at, "other tokens than the model's");
    return decision;
}

/* What is removed never turns a denial into an allowance; the grants together, as UAPI-07 lets a default
 * grant take the place of a specific one. Under allow_all the option user_grant_ceiling is the exception that
 * UAPI-04 makes: there a grant only limits, so without it less is limited. */
static void check_removals(const unsigned char *at)
{
    static const unsigned char removals[][2] = {{KNOWN, 0}, {POLICY, 2}, {TYPES, 0}};
    unsigned char other[AXES];

    if (check_point(at).effect == ORGPOL_EFFECT_ALLOW)
        return;
    for (size_t i = 0; i < sizeof removals / sizeof *removals; i++) {
        memcpy(other, at, sizeof other);
        other[removals[i][0]] = removals[i][1];
        if (check_point(other).effect == ORGPOL_EFFECT_ALLOW)
            fail_at(at, "a removal allows");
    }
    if (at[CEILING] && at[POLICY] <= 1)
        return;
    memcpy(other, at, sizeof other);
    other[FALLBACK] = 0;
    if (check_point(other).effect == ORGPOL_EFFECT_ALLOW)
        fail_at(at, "a removal allows");
    other[OWN] = 0;
    if (check_point(other).effect == ORGPOL_EFFECT_ALLOW)
        fail_at(at, "a removal allows");
}

static void enumerate(const int *order)
{
    unsigned char at[AXES];

    usual(at);
    first_point(order, at);
    do
        check_removals(at);
    while (next_point(axes, order, at));
}

static void draw(unsigned long count)
{
    unsigned char at[AXES];

    while (count--) {
        usual(at);
        for (int i = 0; i < AXES; i++)
            if (random_bits() % 3 == 0)
                at[i] = random_value(&axes[i]);
        check_removals(at);
    }
}

/* ---- scopes: every set of four in the API, the grant, the permissions, the request and the original ---- */

static const char *const letters[] = {"r", "w", "d", "email"};
#define API_SCOPES 7u /* and `email` is none (UAPI-16) */

static size_t subset(unsigned mask, unsigned order, struct orgpol_str *list)
{
    size_t count = 0;

    for (unsigned i = 0; i < 4; i++)
        if (mask >> i & 1)
            list[count++] = orgpol_str_of(letters[i]);
    for (size_t i = count; i > 1; i--) { /* the order's number says which permutation */
        const struct orgpol_str last = list[i - 1];

        list[i - 1] = list[order % i];
        list[order % i] = last;
        order /= (unsigned)i;
    }
    return count;
}

static unsigned mask_of(const struct orgpol_str *list, size_t count)
{
    unsigned mask = 0;

    for (size_t i = 0; i < count; i++)
        for (unsigned letter = 0; letter < 4; letter++)
            if (is_text(list[i], letters[letter]))
                mask |= 1u << letter;
    return mask;
}

struct sets {
    unsigned api;
    unsigned granted;
    unsigned held;
    unsigned asked;
    unsigned first; /* original */
};

/* flags: 1 a grant governs, 2 it has all scopes, 4 RBAC, 8 a refresh */
static void check_scope_point(const struct sets *sets, unsigned order, unsigned flags)
{
    struct orgpol_user_grant_request request = user_request(&world);
    struct orgpol_user_grant_result result = ORGPOL_USER_GRANT_RESULT_INIT;
    const bool refresh = (flags & 8) != 0;
    const unsigned asked = refresh && sets->asked == 0 ? sets->first : sets->asked;
    const bool allowed = !refresh || (sets->asked & sets->api & API_SCOPES & ~sets->first) == 0;
    unsigned want = asked & sets->api & API_SCOPES;
    struct orgpol_str lists[5][4];
    struct orgpol_str scopes[4];
    struct orgpol_decision decision;

    if ((flags & 1) && !(flags & 2))
        want &= sets->granted;
    if (flags & 4)
        want &= sets->held;
    world.api.user_policy =
        flags & 1 ? ORGPOL_USER_POLICY_REQUIRE_CLIENT_GRANT : ORGPOL_USER_POLICY_ALLOW_ALL;
    world.own.allow_all_scopes = flags >> 1 & 1;
    world.api.enforce_policies = flags >> 2 & 1;
    request.is_refresh = refresh;
    world.api.scopes = lists[0];
    world.api.scope_count = subset(sets->api, order, lists[0]);
    world.own.scopes = lists[1];
    world.own.scope_count = subset(sets->granted, order, lists[1]);
    request.permissions = lists[2];
    request.permission_count = subset(sets->held, order, lists[2]);
    request.scopes = lists[3];
    request.scope_count = subset(sets->asked, order, lists[3]);
    request.original_scopes = lists[4];
    request.original_scope_count = subset(sets->first, order, lists[4]);
    decision = orgpol_check_user_grant(&request, &result, scopes, 4, NULL, 0);
    points++;
    if ((decision.effect == ORGPOL_EFFECT_ALLOW) != allowed ||
        mask_of(scopes, result.scope_count) != (allowed ? want : 0)) {
        fprintf(stderr,
                "scopes: api %x, granted %x, held %x, asked %x, original %x, order %u, flags %x: %x\n",
                sets->api, sets->granted, sets->held, sets->asked, sets->first, order, flags,
                mask_of(scopes, result.scope_count));
        exit(1);
    }
}

/* A list that the flags leave out is not varied; all permutations of a few sets, one of the others. */
static void enumerate_scopes(void)
{
    struct sets sets;

    for (unsigned flags = 0; flags < 16; flags++)
        for (sets.api = 0; sets.api < 16; sets.api++)
            for (sets.granted = 0; sets.granted < ((flags & 3) == 1 ? 16 : 1); sets.granted++)
                for (sets.held = 0; sets.held < (flags & 4 ? 16 : 1); sets.held++)
                    for (sets.asked = 0; sets.asked < 16; sets.asked++)
                        for (sets.first = 0; sets.first < (flags & 8 ? 16 : 1); sets.first++) {
                            const bool few = (sets.held | 1) == 15 && (sets.first | 2) == 15;

                            for (unsigned order = 0; order < (few || !(flags & 12) ? 24u : 1u); order++)
                                check_scope_point(&sets, order, flags);
                        }
}

/* ---- the committed tables ---- */

static void answer(const unsigned char *at, uint64_t mask, char *line, size_t size)
{
    const struct orgpol_user_grant_request request = build(at);
    struct orgpol_user_grant_result result = ORGPOL_USER_GRANT_RESULT_INIT;
    struct orgpol_str scopes[3];
    const struct orgpol_decision decision = orgpol_check_user_grant(&request, &result, scopes, 3, NULL, 0);

    condition_names(decision, mask, line, size);
    if (decision.effect != ORGPOL_EFFECT_ALLOW) {
        strcat(line, decision.obligations & ORGPOL_MUST_SHOW_ERROR_PAGE ? " (page)" : "");
        return;
    }
    snprintf(line, size, "allowed%s, scopes",
             !result.is_grant_governing ? ""
             : result.is_default_grant  ? " under the default grant"
                                        : " under its grant");
    for (uint32_t i = 0; i < result.scope_count; i++)
        snprintf(line + strlen(line), size - strlen(line), " %.*s", (int)scopes[i].len, scopes[i].ptr);
    strcat(line, result.scope_count ? "" : " none");
    strcat(line, result.is_id_token_issued ? ", ID token" : "");
    strcat(line, result.may_have_refresh_token ? ", refresh token" : "");
}

static int golden(bool print)
{
    struct truth_table table = {axes, answer, NULL};

    append_text(
        &table.text,
        "# The user_grant family's conditions, group by group: which are unmet when, and which scopes\n"
        "# of a request for r the token has (of other requests where the table says).\n"
        "# Written by `make golden` from the library itself; read test/property/user_grant_space.c"
        " first.\n");
    for (size_t i = 0; i < TABLES; i++) {
        unsigned char at[AXES];

        usual(at);
        add_product(&table, table_names[i], printed[i], at, EVERY_CONDITION);
    }
    return golden_status(table.text, "test/property/user_grant.golden", print);
}

int main(int count, char **arguments)
{
    const int status = golden(is_print(count, arguments));

    if (is_print(count, arguments))
        return status;
    for (size_t i = 0; i < GROUPS; i++)
        enumerate(groups[i]);
    enumerate_scopes();
    draw(quick() ? 20000 : 400000);
    printf("%lu points\n", points);
    return status;
}
