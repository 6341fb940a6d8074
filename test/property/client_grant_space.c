/* SPDX-License-Identifier: MIT */
/*
 * The client_grant family, against a model written from the rulebook for itself.
 *
 * The whole space has some 10^12 points. It is cut into the groups below, each enumerated completely while
 * the others stand at values that hinder nobody: `client`, `api`, `grant`, `organization`, the scopes, the
 * quotas. Nothing is lost by that: every rule of 2.3 names facts of one group only, but for the class of the
 * client and the choice of the grant, and these two are in every group that a rule reads them in. Points
 * drawn from the whole space look for what connects the groups in spite of that.
 *
 * With --print, writes the truth tables that are committed as client_grant.golden; without, checks them.
 */
#include "truth_table.h"

#include "grants.h"

enum {
    KNOWN,
    AUTHENTICATED,
    FIRST,
    MODE,
    METADATA,
    TYPES,
    PUBLIC,
    AUDIENCE,
    SYSTEM,
    POLICY,
    OWN,
    SEVERAL,
    FALLBACK,
    USAGE,
    ANY,
    SENT,
    NAMES,
    ROW,
    DEFAULT,
    ASSOCIATED,
    SCOPES,
    CEILING,
    CLIENT_QUOTA,
    ORGANIZATION_QUOTA,
    HOOK,
    VERDICT,
    AXES
};

static const struct axis axes[AXES] = {
    [KNOWN] = {"client", {"unknown", "known"}},
    [AUTHENTICATED] = {"authenticated", {"no", "yes"}},
    [FIRST] = {"is_first_party", {"false", "true"}},
    [MODE] = {"security_mode", {"absent", "strict", "permissive", "?"}},
    [METADATA] = {"metadata_type", {"absent", "cimd", "dcr", "?"}},
    [TYPES] = {"grant_types", {"absent", "without", "client_credentials"}},
    [PUBLIC] = {"auth", {"secret", "none"}},
    [AUDIENCE] = {"audience", {"none", "unknown", "api"}},
    [SYSTEM] = {"is_system", {"false", "true"}},
    [POLICY] = {"client_policy", {"absent", "deny_all", "require_client_grant", "?"}},
    [OWN] = {"own_grant", {"none", "client", "user", "?", "two_owners"}},
    [SEVERAL] = {"several", {"no", "yes"}},
    [FALLBACK] = {"default_grant", {"none", "client", "user"}},
    [USAGE] = {"grant_usage", {"absent", "deny", "allow", "require", "?"}},
    [ANY] = {"allow_any", {"false", "true"}},
    [SENT] = {"sent", {"none", "id", "name"}},
    [NAMES] = {"names", {"off", "on"}},
    [ROW] = {"organization", {"missing", "exists"}},
    [DEFAULT] = {"default_organization", {"none", "other_flows", "client_credentials"}},
    [ASSOCIATED] = {"associated", {"no", "yes"}},
    [SCOPES] = {"scope", {"none", "granted", "more"}},
    [CEILING] = {"scope_subset", {"subset", "ceiling"}},
    [CLIENT_QUOTA] = {"client_quota", {"none", "left", "reported", "used_up"}},
    [ORGANIZATION_QUOTA] = {"organization_quota", {"none", "left", "reported", "used_up"}},
    [HOOK] = {"hook", {"no", "yes"}},
    [VERDICT] = {"action_verdict", {"allow", "deny"}},
};

/* What hinders nobody. */
static void usual(unsigned char *at)
{
    memset(at, 0, AXES);
    at[KNOWN] = at[AUTHENTICATED] = at[FIRST] = at[OWN] = at[ROW] = at[ASSOCIATED] = 1;
    at[TYPES] = at[AUDIENCE] = at[POLICY] = at[USAGE] = 2;
}

static const int client_group[] = {KNOWN, AUTHENTICATED, FIRST, MODE, METADATA, TYPES, PUBLIC, -1};
static const int api_group[] = {AUDIENCE, FIRST, MODE, METADATA, SYSTEM, POLICY, OWN, FALLBACK, -1};
static const int grant_group[] = {FIRST, MODE, METADATA, OWN, SEVERAL, FALLBACK, SENT, SCOPES, -1};
static const int organization_group[] = {OWN,   FIRST,   MODE, FALLBACK, USAGE,      SENT,
                                         NAMES, DEFAULT, ROW,  ANY,      ASSOCIATED, -1};
static const int after_group[] = {FIRST, MODE,    OWN,    SENT,    ROW, CLIENT_QUOTA, ORGANIZATION_QUOTA,
                                  HOOK,  VERDICT, SCOPES, CEILING, -1};
static const int *const groups[] = {client_group, api_group, grant_group, organization_group, after_group};
static const char *const group_names[] = {"client", "api", "grant", "organization",
                                          "scopes, quotas, hooks and actions"};
#define GROUPS (sizeof groups / sizeof *groups)

static struct grant_world world;
static struct orgpol_str requested[2];

static uint8_t word(int value, int words)
{
    return value >= words ? ORGPOL_WORD_UNKNOWN : (uint8_t)value;
}

/* Rows that cannot exist are not built: those of a client, an API or an organization that is not there. */
static struct orgpol_client_grant_request build(const unsigned char *at)
{
    struct orgpol_client_grant_request request = client_request(&world);
    static const uint8_t types[] = {0, ORGPOL_SUBJECT_TYPE_CLIENT, ORGPOL_SUBJECT_TYPE_USER,
                                    ORGPOL_WORD_UNKNOWN, ORGPOL_SUBJECT_TYPE_CLIENT};

    request.client = at[KNOWN] ? &world.client : NULL;
    request.is_client_authenticated = at[AUTHENTICATED];
    world.client.is_first_party = at[FIRST];
    world.client.third_party_security_mode = word(at[MODE], 3);
    world.client.external_metadata_type = word(at[METADATA], 3);
    world.client.grant_types = at[TYPES] == 0   ? 0
                               : at[TYPES] == 1 ? ORGPOL_GRANT_TYPE_OTHER
                                                : ORGPOL_GRANT_TYPE_CLIENT_CREDENTIALS;
    world.client.token_endpoint_auth_method = at[PUBLIC] ? ORGPOL_AUTH_METHOD_NONE : ORGPOL_AUTH_METHOD_UNSET;
    if (at[AUDIENCE] == 0)
        request.audience.len = 0;
    request.resource_server = at[AUDIENCE] == 2 ? &world.api : NULL;
    world.api.is_system = at[SYSTEM];
    world.api.client_policy = word(at[POLICY], 3);
    world.own.subject_type = types[at[OWN]];
    world.own.default_for = at[OWN] == 4 ? ORGPOL_DEFAULT_FOR_THIRD_PARTY_CLIENTS : ORGPOL_DEFAULT_FOR_UNSET;
    world.fallback.subject_type = types[at[FALLBACK]];
    request.client_grant = at[OWN] && at[KNOWN] && at[AUDIENCE] ? &world.own : NULL;
    request.default_client_grant = at[FALLBACK] && at[AUDIENCE] ? &world.fallback : NULL;
    request.has_several_client_grants = at[SEVERAL];
    world.own.organization_usage = word(at[USAGE], 4);
    world.own.allow_any_organization = at[ANY];
    world.fallback.organization_usage = world.own.organization_usage;
    world.fallback.allow_any_organization = 1;
    world.settings.allow_organization_name_in_authentication_api = at[NAMES];
    if (at[SENT])
        request.sent_organization = at[SENT] == 1 ? world.organization.id : world.organization.name;
    if (at[DEFAULT])
        world.client.default_organization_id = world.organization.id;
    world.client.default_organization_for_client_credentials = at[DEFAULT] == 2;
    if (at[ROW] && (at[SENT] || (at[DEFAULT] && at[KNOWN])))
        request.organization = &world.organization;
    if (at[ASSOCIATED] && request.organization && request.client_grant)
        request.organization_client_grant = &world.association;
    requested[0] = ORGPOL_STR("r");
    requested[1] = ORGPOL_STR("d");
    request.scopes = requested;
    request.scope_count = (size_t)at[SCOPES];
    world.options.scope_subset = at[CEILING];
    world.client_quota.has_per_hour = world.organization_quota.has_per_day = 1;
    world.client_quota.per_hour = world.organization_quota.per_day = 3;
    world.client_quota.is_not_enforced = at[CLIENT_QUOTA] == 2;
    world.organization_quota.is_not_enforced = at[ORGANIZATION_QUOTA] == 2;
    world.client_usage.hour = at[CLIENT_QUOTA] == 1 ? 2 : 3;
    world.organization_usage.day = at[ORGANIZATION_QUOTA] == 1 ? 2 : 3;
    request.client_quota = at[CLIENT_QUOTA] ? &world.client_quota : NULL;
    request.organization_quota = at[ORGANIZATION_QUOTA] ? &world.organization_quota : NULL;
    request.client_usage = &world.client_usage;
    request.organization_usage = &world.organization_usage;
    world.settings.has_credentials_exchange_hook = at[HOOK];
    request.action_verdict = at[VERDICT] ? ORGPOL_ACTION_VERDICT_DENY : ORGPOL_ACTION_VERDICT_ALLOW;
    return request;
}

/* ---- the model: rulebook 2.3, told as it is told there ---- */

struct expected {
    uint64_t unmet;
    uint32_t obligations;
    char grant; /* 'o'wn, 'd'efault, '-' none */
    bool in_organization;
    int scope_count;
};

static void deny(struct expected *expected, uint16_t reason)
{
    expected->unmet |= condition(ORGPOL_FAMILY_CLIENT_GRANT, reason);
}

/* Which of the classes it may have: '1', 's', 'p' (CFG-43: an unknown metadata type may be cimd, so strict).
 */
static const char *classes(const unsigned char *at)
{
    const bool permissive = at[MODE] == 2;

    if (at[METADATA] == 1)
        return "s";
    if (at[METADATA] == 3)
        return at[FIRST] ? "1s" : permissive ? "ps" : "s";
    return at[FIRST] ? "1" : permissive ? "p" : "s";
}

static void model_organization(const unsigned char *at, struct expected *expected)
{
    const bool own = expected->grant == 'o';
    const int usage = at[USAGE] == 0 ? 1 : at[USAGE]; /* deny, allow, require, ? */
    const bool readable = at[SENT] == 1 || (at[SENT] == 2 && at[NAMES]);
    bool exists = false;

    if (at[SENT]) {
        if (!readable)
            deny(expected, ORGPOL_REASON_M2M_ORGANIZATION_MUST_BE_ID);
        else if (!at[ROW])
            deny(expected, ORGPOL_REASON_M2M_ORGANIZATION_UNKNOWN);
        else
            exists = true;
        if (expected->grant == 'd')
            deny(expected, ORGPOL_REASON_DEFAULT_GRANT_WITHOUT_ORGANIZATION);
        if (own && usage != 2 && usage != 3)
            deny(expected, ORGPOL_REASON_GRANT_DENIES_ORGANIZATION);
    } else if (own && usage == 3) {
        if (at[DEFAULT] != 2)
            deny(expected, ORGPOL_REASON_GRANT_REQUIRES_ORGANIZATION);
        else if (!at[ROW])
            deny(expected, ORGPOL_REASON_DEFAULT_ORGANIZATION_UNKNOWN);
        else
            exists = true;
    } else if (own && usage == 4)
        deny(expected, ORGPOL_REASON_GRANT_REQUIRES_ORGANIZATION);
    if (exists && own && (usage == 2 || usage == 3) && !at[ASSOCIATED] &&
        !(at[ANY] && strcmp(classes(at), "1") == 0))
        deny(expected, ORGPOL_REASON_GRANT_NOT_ASSOCIATED);
    expected->in_organization = exists;
}

static void model_client(const unsigned char *at, struct expected *expected)
{
    const char *class = classes(at);
    const bool by_default = at[TYPES] == 0 && !at[PUBLIC] && strchr(class, 's') == NULL;

    if (at[TYPES] != 2 && !by_default)
        deny(expected, ORGPOL_REASON_CLIENT_CREDENTIALS_NOT_ENABLED);
    if (at[PUBLIC])
        deny(expected, ORGPOL_REASON_CLIENT_IS_PUBLIC);
    if (at[METADATA])
        deny(expected, ORGPOL_REASON_CLIENT_IS_DYNAMIC);
    if (at[HOOK] && strchr(class, 's'))
        deny(expected, ORGPOL_REASON_HOOK_NOT_FOR_STRICT);
}

static void model_api(const unsigned char *at, struct expected *expected)
{
    const char *class = classes(at);

    if (at[AUDIENCE] == 0)
        deny(expected, ORGPOL_REASON_M2M_AUDIENCE_MISSING);
    if (at[AUDIENCE] == 1)
        deny(expected, ORGPOL_REASON_M2M_AUDIENCE_UNKNOWN);
    if (at[AUDIENCE] != 2)
        return;
    if (at[SYSTEM] && strcmp(class, "1") != 0)
        deny(expected, ORGPOL_REASON_M2M_SYSTEM_API);
    if (at[POLICY] == 1 || at[POLICY] == 3)
        deny(expected, ORGPOL_REASON_API_DENIES_CLIENTS);
    if (at[SEVERAL])
        expected->grant = '-';
    else if (at[OWN] == 1)
        expected->grant = 'o';
    else if (at[FALLBACK] == 1 && strchr(class, '1') == NULL)
        expected->grant = 'd';
    if (expected->grant == '-' && strchr(class, 's'))
        deny(expected, ORGPOL_REASON_NO_CLIENT_GRANT_STRICT);
    if (expected->grant == '-' && strpbrk(class, "1p"))
        deny(expected, ORGPOL_REASON_NO_CLIENT_GRANT);
}

static struct expected model(const unsigned char *at)
{
    struct expected expected = {0, 0, '-', false, 0};

    if (!at[KNOWN]) {
        deny(&expected, ORGPOL_REASON_M2M_CLIENT_NOT_AUTHENTICATED);
        return expected;
    }
    model_client(at, &expected);
    model_api(at, &expected);
    if (!at[AUTHENTICATED])
        deny(&expected, ORGPOL_REASON_M2M_CLIENT_NOT_AUTHENTICATED);
    model_organization(at, &expected);
    if (expected.grant != '-' && at[SCOPES] == 2)
        deny(&expected, ORGPOL_REASON_SCOPE_NOT_IN_CLIENT_GRANT);
    expected.scope_count = expected.grant == 'o' && (at[SCOPES] == 0 || at[CEILING]) ? 2 : 1;
    if (at[CLIENT_QUOTA] == 3)
        deny(&expected, ORGPOL_REASON_CLIENT_QUOTA_EXCEEDED);
    if (at[ORGANIZATION_QUOTA] == 3 && expected.in_organization)
        deny(&expected, ORGPOL_REASON_ORGANIZATION_QUOTA_EXCEEDED);
    if (at[VERDICT])
        deny(&expected, ORGPOL_REASON_EXCHANGE_DENIED_BY_ACTION);
    if ((at[CLIENT_QUOTA] == 2 || (at[ORGANIZATION_QUOTA] == 2 && expected.in_organization)) &&
        (expected.unmet & (condition(ORGPOL_FAMILY_CLIENT_GRANT, ORGPOL_REASON_CLIENT_QUOTA_EXCEEDED) - 1)) ==
            0)
        expected.obligations = ORGPOL_MUST_LOG_QUOTA_EXCEEDED;
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

static struct orgpol_decision check_point(const unsigned char *at)
{
    const struct expected expected = model(at);
    const struct orgpol_client_grant_request request = build(at);
    struct orgpol_client_grant_result result = ORGPOL_CLIENT_GRANT_RESULT_INIT;
    struct orgpol_str scopes[3];
    const struct orgpol_decision decision = orgpol_check_client_grant(&request, &result, scopes, 3, NULL, 0);

    points++;
    if (decision.effect != (expected.unmet ? ORGPOL_EFFECT_DENY : ORGPOL_EFFECT_ALLOW) ||
        decision.unmet != expected.unmet)
        fail_at(at, "another decision than the model's");
    if (decision.obligations != expected.obligations)
        fail_at(at, "other obligations than the model's");
    if (expected.unmet)
        return decision;
    if (!is_text(result.grant_id, expected.grant == 'o' ? "cgr_own" : "cgr_default") ||
        !is_text(result.org_id, expected.in_organization ? "org_a" : "") ||
        !is_text(result.org_name, expected.in_organization && at[NAMES] ? "acme" : "") ||
        result.scope_count != (uint32_t)expected.scope_count || !is_text(scopes[0], "r"))
        fail_at(at, "another result than the model's");
    return decision;
}

/* What is removed never turns a denial into an allowance. A specific grant is the exception that M2M-10
 * makes: without it the default grant may apply, so that one is removed with it. */
static void check_removals(const unsigned char *at)
{
    static const struct {
        int axis;
        unsigned char without;
    } removals[] = {{AUTHENTICATED, 0}, {KNOWN, 0}, {FALLBACK, 0}, {ASSOCIATED, 0},
                    {ANY, 0},           {ROW, 0},   {POLICY, 1},   {TYPES, 1}};
    unsigned char other[AXES];

    if (check_point(at).effect == ORGPOL_EFFECT_ALLOW)
        return;
    for (size_t i = 0; i < sizeof removals / sizeof *removals; i++) {
        memcpy(other, at, sizeof other);
        other[removals[i].axis] = removals[i].without;
        if (check_point(other).effect == ORGPOL_EFFECT_ALLOW)
            fail_at(at, "a removal allows");
    }
    memcpy(other, at, sizeof other);
    other[OWN] = other[FALLBACK] = 0;
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

/* ---- scopes: every API, grant and request over four scopes, in every order of the request ---- */

static const char *const letters[] = {"r", "w", "d", "x"};

static size_t subset(unsigned mask, struct orgpol_str *list)
{
    size_t count = 0;

    for (unsigned i = 0; i < 4; i++)
        if (mask >> i & 1)
            list[count++] = orgpol_str_of(letters[i]);
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

static void check_scope_point(unsigned api, unsigned granted, unsigned asked, unsigned order, bool all,
                              bool ceiling_option)
{
    struct orgpol_client_grant_request request = client_request(&world);
    struct orgpol_client_grant_result result = ORGPOL_CLIENT_GRANT_RESULT_INIT;
    struct orgpol_str lists[3][4];
    struct orgpol_str scopes[4];
    struct orgpol_str missing[4];
    const unsigned ceiling = all ? api : api & granted;
    const bool allowed = (asked & ~ceiling) == 0;
    const unsigned effective = !allowed ? 0 : asked == 0 || ceiling_option ? ceiling : asked;
    struct orgpol_decision decision;

    world.api.scopes = lists[0];
    world.api.scope_count = subset(api, lists[0]);
    world.own.scopes = lists[1];
    world.own.scope_count = subset(granted, lists[1]);
    world.own.allow_all_scopes = all;
    world.options.scope_subset = ceiling_option;
    request.scopes = lists[2];
    request.scope_count = subset(asked, lists[2]);
    for (size_t list = 0; list < 3; list++) {
        struct orgpol_str *const texts = lists[list];
        const size_t count = list == 0   ? world.api.scope_count
                             : list == 1 ? world.own.scope_count
                                         : request.scope_count;
        unsigned rest = order;

        for (size_t i = count; i > 1; i--) { /* the order's number says which permutation */
            const struct orgpol_str last = texts[i - 1];

            texts[i - 1] = texts[rest % i];
            texts[rest % i] = last;
            rest /= (unsigned)i;
        }
    }
    decision = orgpol_check_client_grant(&request, &result, scopes, 4, missing, 4);
    points++;
    if ((decision.effect == ORGPOL_EFFECT_ALLOW) != allowed ||
        mask_of(scopes, result.scope_count) != effective ||
        mask_of(missing, result.missing_scope_count) != (asked & ~ceiling) ||
        (result.advice != 0) != (!all && (granted & ~api) != 0)) {
        fprintf(stderr, "scopes: api %x, granted %x, asked %x, order %u: %x\n", api, granted, asked, order,
                mask_of(scopes, result.scope_count));
        exit(1);
    }
    for (uint32_t i = 0; allowed && i < result.scope_count; i++) { /* in the API's order, each once */
        size_t place = 0;

        while (place < world.api.scope_count && !is_text(scopes[i], world.api.scopes[place].ptr))
            place++;
        if (i > 0 && scopes[i - 1].ptr == scopes[i].ptr)
            exit(1);
        for (uint32_t before = 0; before < i; before++)
            for (size_t later = place; later < world.api.scope_count; later++)
                if (is_text(scopes[before], world.api.scopes[later].ptr)) {
                    fprintf(stderr, "scopes are not in the API's order\n");
                    exit(1);
                }
    }
}

static void enumerate_scopes(void)
{
    for (unsigned api = 0; api < 16; api++)
        for (unsigned granted = 0; granted < 16; granted++)
            for (unsigned asked = 0; asked < 16; asked++)
                for (unsigned order = 0; order < 24; order++)
                    for (unsigned flags = 0; flags < 4; flags++)
                        check_scope_point(api, granted, asked, order, (flags & 1) != 0, (flags & 2) != 0);
}

/* ---- quotas: which row counts, and when it is passed ---- */

static void quota(struct orgpol_token_quota *row, unsigned bits)
{
    row->has_per_hour = bits & 1;
    row->has_per_day = bits >> 1 & 1;
    row->is_not_enforced = bits >> 2 & 1;
    row->per_hour = bits >> 3 & 1;
    row->per_day = bits >> 4 & 1;
}

/* 0 admits, 1 reports, 2 refuses; of bit sets as above, 32: no such row. */
static int quota_model(unsigned own, unsigned tenant, unsigned hour, unsigned day)
{
    const unsigned bits = own < 32 ? own : tenant;
    bool passed = false;

    if (bits == 32)
        return 0;
    if (bits & 1 && hour + 1 > (bits >> 3 & 1))
        passed = true;
    if (bits & 2 && day + 1 > (bits >> 4 & 1))
        passed = true;
    return !passed ? 0 : bits & 4 ? 1 : 2;
}

static void check_quota_point(unsigned own, unsigned tenant, unsigned hour, unsigned day, bool organization)
{
    struct orgpol_client_grant_request request = client_request(&world);
    const int verdict = quota_model(own, tenant, hour, day);
    struct orgpol_token_quota *own_row = organization ? &world.organization_quota : &world.client_quota;
    struct orgpol_token_quota *tenant_row =
        organization ? &world.default_organization_quota : &world.default_client_quota;
    struct orgpol_token_usage *usage = organization ? &world.organization_usage : &world.client_usage;
    const uint16_t reason =
        organization ? ORGPOL_REASON_ORGANIZATION_QUOTA_EXCEEDED : ORGPOL_REASON_CLIENT_QUOTA_EXCEEDED;
    struct orgpol_decision decision;

    quota(own_row, own);
    quota(tenant_row, tenant);
    usage->hour = hour;
    usage->day = day;
    world.own.organization_usage = ORGPOL_USAGE_ALLOW;
    if (organization) {
        request.organization_quota = own < 32 ? own_row : NULL;
        request.default_organization_quota = tenant < 32 ? tenant_row : NULL;
        request.organization_usage = usage;
        request.sent_organization = world.organization.id;
        request.organization = &world.organization;
        request.organization_client_grant = &world.association;
    } else {
        request.client_quota = own < 32 ? own_row : NULL;
        request.default_client_quota = tenant < 32 ? tenant_row : NULL;
        request.client_usage = usage;
    }
    decision = orgpol_check_client_grant(&request, NULL, NULL, 0, NULL, 0);
    points++;
    if (decision.reason != (verdict == 2 ? reason : 0) ||
        decision.obligations != (verdict == 1 ? (uint32_t)ORGPOL_MUST_LOG_QUOTA_EXCEEDED : 0)) {
        fprintf(stderr, "quota: own %u, tenant %u, used %u and %u\n", own, tenant, hour, day);
        exit(1);
    }
}

static void enumerate_quotas(void)
{
    for (unsigned own = 0; own <= 32; own++)
        for (unsigned tenant = 0; tenant <= 32; tenant++)
            for (unsigned used = 0; used < 9; used++) {
                check_quota_point(own, tenant, used % 3, used / 3, false);
                check_quota_point(own, tenant, used % 3, used / 3, true);
            }
}

/* ---- the committed tables ---- */

static void answer(const unsigned char *at, uint64_t mask, char *line, size_t size)
{
    const struct orgpol_client_grant_request request = build(at);
    struct orgpol_client_grant_result result = ORGPOL_CLIENT_GRANT_RESULT_INIT;
    const struct orgpol_decision decision = orgpol_check_client_grant(&request, &result, NULL, 0, NULL, 0);

    condition_names(decision, mask, line, size);
    if (decision.effect == ORGPOL_EFFECT_ALLOW)
        snprintf(line, size, "allowed%s", result.org_id.len ? " in the organization" : "");
}

static int golden(bool print)
{
    struct truth_table table = {axes, answer, NULL};

    append_text(&table.text,
                "# The client_grant family's conditions, group by group: which are unmet when.\n"
                "# Written by `make golden` from the library itself; read test/property/client_grant_space.c"
                " first.\n");
    for (size_t i = 0; i < GROUPS; i++) {
        unsigned char at[AXES];

        usual(at);
        add_product(&table, group_names[i], groups[i], at, EVERY_CONDITION);
    }
    return golden_status(table.text, "test/property/client_grant.golden", print);
}

int main(int count, char **arguments)
{
    const int status = golden(is_print(count, arguments));

    if (is_print(count, arguments))
        return status;
    for (size_t i = 0; i < GROUPS; i++)
        enumerate(groups[i]);
    enumerate_scopes();
    enumerate_quotas();
    draw(quick() ? 20000 : 400000);
    printf("%lu points\n", points);
    return status;
}
