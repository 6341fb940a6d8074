/* SPDX-License-Identifier: MIT */
/*
 * A token's organization over its whole input space: every validator, issuer, expectation and claim there can
 * be with two organizations and two names, and every set of known organizations of two ids with and without
 * each name. Three ids and three names are as many as a condition ever compares, so nothing is lost. Every
 * point is compared with the rules as one would explain them; then come the invariants, and the table in
 * token.golden
 * (--print prints it).
 */
#include "truth_table.h"

#include <strings.h>

enum { VALIDATOR, ISS, EXPECTED, ID, NAME, KNOWN, AXES };

static const struct axis axes[AXES] = {
    [VALIDATOR] = {"validator", {"unset", "relying_party", "api"}},
    [ISS] = {"iss", {"ours", "other", "missing"}},
    [EXPECTED] = {"expected", {"none", "org_A", "org_B", "acme", "globex"}},
    [ID] = {"org_id", {"missing", "org_A", "org_B", "org_X"}},
    [NAME] = {"org_name", {"missing", "acme", "ACME", "globex"}},
    [KNOWN] = {"known", {"nothing", "A", "A:acme", "A:globex", "B", "B:acme", "A:acme,B:globex", "A,B"}},
};

/* The known organizations, one bit each in a set. */
static const struct orgpol_known_organization organizations[] = {
    {{"org_A", 5}, {NULL, 0}},      {{"org_A", 5}, {"acme", 4}}, {{"org_A", 5}, {"globex", 6}},
    {{"org_B", 5}, {NULL, 0}},      {{"org_B", 5}, {"Acme", 4}}, {{"org_B", 5}, {"globex", 6}},
    {{"org_Y", 5}, {"initech", 7}},
};
#define ORGANIZATIONS (sizeof organizations / sizeof *organizations)
#define SETS (1u << ORGANIZATIONS)

static struct orgpol_str text_at(const unsigned char *at, int axis)
{
    const char *text = axes[axis].values[at[axis]];

    if (strcmp(text, "none") == 0 || strcmp(text, "missing") == 0)
        return (struct orgpol_str)ORGPOL_STR_NONE;
    return orgpol_str_of(text);
}

struct question {
    struct orgpol_token_organization_request request;
    struct orgpol_known_organization known[2 * ORGANIZATIONS];
};

static void build(struct question *question, const unsigned char *at, unsigned set)
{
    struct orgpol_token_organization_request *request = &question->request;

    *request = (struct orgpol_token_organization_request)ORGPOL_TOKEN_ORGANIZATION_REQUEST_INIT;
    request->validator = at[VALIDATOR];
    request->issuer = ORGPOL_STR("ours");
    request->iss = text_at(at, ISS);
    request->expected_organization = text_at(at, EXPECTED);
    request->org_id = text_at(at, ID);
    request->org_name = text_at(at, NAME);
    request->known_organizations = question->known;
    for (size_t i = 0; i < ORGANIZATIONS; i++)
        if (set >> i & 1)
            question->known[request->known_organization_count++] = organizations[i];
}

static struct orgpol_decision decide(const struct question *question)
{
    return orgpol_check_token_organization(&question->request, NULL);
}

/* ---- the rules a second time ---- */

static bool is(const unsigned char *at, int axis, const char *value)
{
    return strcmp(axes[axis].values[at[axis]], value) == 0;
}

static bool named(const unsigned char *at, const char *name)
{
    return is(at, NAME, name) || (strcmp(name, "acme") == 0 && is(at, NAME, "ACME"));
}

static bool is_known(const unsigned char *at, unsigned set)
{
    return (is(at, ID, "org_A") && (set & 7)) || (is(at, ID, "org_B") && (set & 070));
}

/* Two claims of which the known organizations say that they do not belong together. */
static bool is_contradicted(const unsigned char *at, unsigned set)
{
    const bool acme_is_a = set >> 1 & 1;
    const bool globex_is_a = set >> 2 & 1;
    const bool acme_is_b = set >> 4 & 1;
    const bool globex_is_b = set >> 5 & 1;

    if (is(at, ID, "missing") || is(at, NAME, "missing"))
        return false;
    if (is(at, ID, "org_A"))
        return named(at, "acme") ? globex_is_a || acme_is_b : acme_is_a || globex_is_b;
    if (is(at, ID, "org_B"))
        return named(at, "acme") ? globex_is_b || acme_is_a : acme_is_b || globex_is_a;
    return named(at, "acme") ? acme_is_a || acme_is_b : globex_is_a || globex_is_b;
}

static bool model(uint16_t reason, const unsigned char *at, unsigned set)
{
    const bool api = is(at, VALIDATOR, "api");
    const bool expects_id = is(at, EXPECTED, "org_A") || is(at, EXPECTED, "org_B");
    const bool expects_name = is(at, EXPECTED, "acme") || is(at, EXPECTED, "globex");
    const bool right_id = expects_id && is(at, ID, axes[EXPECTED].values[at[EXPECTED]]);
    const bool right_name = expects_name && named(at, axes[EXPECTED].values[at[EXPECTED]]);

    switch (reason) {
    case ORGPOL_REASON_ISSUER_MISMATCH: return !is(at, ISS, "ours");
    case ORGPOL_REASON_ORGANIZATION_CLAIM_MISSING:
        return (expects_id && is(at, ID, "missing")) || (expects_name && is(at, NAME, "missing"));
    case ORGPOL_REASON_ORG_ID_MISMATCH: return !api && expects_id && !is(at, ID, "missing") && !right_id;
    case ORGPOL_REASON_ORG_NAME_MISMATCH:
        return !api && expects_name && !is(at, NAME, "missing") && !right_name;
    case ORGPOL_REASON_ORGANIZATION_UNEXPECTED:
        return !api && is(at, EXPECTED, "none") && !is(at, ID, "missing") && !is_known(at, set);
    case ORGPOL_REASON_ORGANIZATION_NOT_KNOWN:
        return api && (!is(at, ID, "missing") || (expects_name && !is(at, NAME, "missing"))) &&
               !is_known(at, set) && !right_id && !right_name;
    case ORGPOL_REASON_ORG_NAME_NOT_OF_ORGANIZATION:
        if (is(at, EXPECTED, "none") && !is(at, NAME, "missing") && is(at, ID, "missing"))
            return true;
        return is_contradicted(at, set);
    default: fail_msg("no rule for reason %u", reason); return false;
    }
}

/* ---- every point ---- */

typedef void visit_point(const unsigned char *at, unsigned set);

static void every_point(visit_point *visit)
{
    static const int order[] = {VALIDATOR, ISS, EXPECTED, ID, NAME, -1};
    unsigned char at[AXES] = {0};

    do
        for (unsigned set = 0; set < SETS; set++)
            visit(at, set);
    while (next_point(axes, order, at));
}

static void compare(const unsigned char *at, unsigned set)
{
    struct orgpol_token_organization_result result = ORGPOL_TOKEN_ORGANIZATION_RESULT_INIT;
    struct question question;
    struct orgpol_decision decision;
    uint64_t unmet = 0;

    build(&question, at, set);
    decision = orgpol_check_token_organization(&question.request, &result);
    for (unsigned place = 0; place < orgpol_family_size(ORGPOL_FAMILY_TOKEN_ORGANIZATION); place++)
        if (model(orgpol_family_reason(ORGPOL_FAMILY_TOKEN_ORGANIZATION, place), at, set))
            unmet |= UINT64_C(1) << place;
    assert_int_equal(decision.unmet, unmet);
    assert_int_equal(decision.effect, unmet ? ORGPOL_EFFECT_DENY : ORGPOL_EFFECT_ALLOW);
    assert_int_equal(decision.family, ORGPOL_FAMILY_TOKEN_ORGANIZATION);
    assert_int_equal(decision.obligations, 0);
    if (unmet == 0) {
        assert_int_equal(decision.reason, ORGPOL_REASON_NONE);
        assert_ptr_equal(result.org_id.ptr, question.request.org_id.ptr);
        assert_ptr_equal(result.org_name.ptr, question.request.org_name.ptr);
    } else {
        unsigned place = 0;

        while (!(unmet >> place & 1))
            place++;
        assert_int_equal(decision.reason, orgpol_family_reason(ORGPOL_FAMILY_TOKEN_ORGANIZATION, place));
        assert_int_equal(result.org_id.len + result.org_name.len, 0);
    }
}

static void agrees_with_model(void **state)
{
    (void)state;
    every_point(compare);
}

/* A relying party accepts nothing that an API would not: the reading of an unset validator is the stricter.
 */
static void compare_validators(const unsigned char *at, unsigned set)
{
    struct question question;

    build(&question, at, set);
    question.request.validator = ORGPOL_TOKEN_VALIDATOR_RELYING_PARTY;
    if (decide(&question).effect != ORGPOL_EFFECT_ALLOW)
        return;
    question.request.validator = ORGPOL_TOKEN_VALIDATOR_API;
    assert_int_equal(decide(&question).effect, ORGPOL_EFFECT_ALLOW);
}

static void relying_parties_are_stricter(void **state)
{
    (void)state;
    every_point(compare_validators);
}

/* The order of known organizations, doubled ones, and those of other ids and names are of no account. */
static void compare_lists(const unsigned char *at, unsigned set)
{
    const struct orgpol_str id = text_at(at, ID);
    const struct orgpol_str name = text_at(at, NAME);
    struct question question;
    struct question other;
    uint64_t unmet;
    size_t count;

    build(&question, at, set);
    unmet = decide(&question).unmet;
    count = question.request.known_organization_count;
    other = question;
    other.request.known_organizations = other.known;
    for (size_t i = 0; i < count; i++)
        other.known[i] = other.known[2 * count - 1 - i] = question.known[count - 1 - i];
    assert_int_equal(decide(&other).unmet, unmet);
    other.request.known_organization_count = 2 * count;
    assert_int_equal(decide(&other).unmet, unmet);
    other.request.known_organization_count = 0;
    for (size_t i = 0; i < count; i++) {
        const struct orgpol_known_organization *known = &question.known[i];
        const bool of_id = known->id.len == id.len && memcmp(known->id.ptr, id.ptr, id.len) == 0;
        const bool of_name = name.len > 0 && known->name.len == name.len &&
                             strncasecmp(known->name.ptr, name.ptr, name.len) == 0;

        if (of_id || of_name)
            other.known[other.request.known_organization_count++] = *known;
    }
    assert_int_equal(decide(&other).unmet, unmet);
}

static void only_matching_organizations_count(void **state)
{
    (void)state;
    every_point(compare_lists);
}

/* Forgetting an organization that is known without a name never permits more. */
static void compare_less(const unsigned char *at, unsigned set)
{
    struct question question;
    struct question less;

    build(&question, at, set);
    if (decide(&question).effect == ORGPOL_EFFECT_ALLOW)
        return;
    for (size_t i = 0; i < ORGANIZATIONS; i += 3) {
        build(&less, at, set & ~(1u << i));
        assert_int_equal(decide(&less).effect, ORGPOL_EFFECT_DENY);
    }
}

static void knowing_less_permits_no_more(void **state)
{
    (void)state;
    every_point(compare_less);
}

/* ---- the table ---- */

static void answer(const unsigned char *at, uint64_t mask, char *line, size_t size)
{
    static const unsigned sets[] = {0, 1, 2, 4, 8, 16, 2 | 32, 1 | 8};
    struct question question;
    struct orgpol_decision decision;

    build(&question, at, sets[at[KNOWN]]);
    decision = decide(&question);
    if (decision.effect == ORGPOL_EFFECT_ALLOW)
        snprintf(line, size, "good");
    else
        condition_names(decision, mask, line, size);
}

static int golden(bool print)
{
    static const int order[] = {VALIDATOR, EXPECTED, ID, NAME, KNOWN, -1};
    struct truth_table table = {axes, answer, NULL};
    unsigned char at[AXES] = {0};

    append_text(
        &table.text,
        "# When a token of the right issuer is good for an organization, and which conditions are unmet when "
        "not.\n"
        "# Written by `make golden` from the library itself; test/property/token_space.c has the values.\n");
    add_product(&table, NULL, order, at, EVERY_CONDITION);
    return golden_status(table.text, "test/property/token.golden", print);
}

static void the_table_is_the_committed_one(void **state)
{
    (void)state;
    assert_int_equal(golden(false), 0);
}

int main(int count, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_model),
        cmocka_unit_test(relying_parties_are_stricter),
        cmocka_unit_test(only_matching_organizations_count),
        cmocka_unit_test(knowing_less_permits_no_more),
        cmocka_unit_test(the_table_is_the_committed_one),
    };

    if (is_print(count, arguments))
        return golden(true);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
