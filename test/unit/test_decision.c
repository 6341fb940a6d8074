/* SPDX-License-Identifier: MIT */
/* The catalogue, the families, and the version of the rules. */
#include "support.h"

#include <ctype.h>
#include <glob.h>

#include <sodium/crypto_generichash.h>

#include "orgpol/authzen.h"

static void decision_is_frozen(void **state)
{
    (void)state;
    assert_int_equal(sizeof(struct orgpol_decision), 16);
    assert_int_equal(offsetof(struct orgpol_decision, effect), 0);
    assert_int_equal(offsetof(struct orgpol_decision, family), 1);
    assert_int_equal(offsetof(struct orgpol_decision, reason), 2);
    assert_int_equal(offsetof(struct orgpol_decision, obligations), 4);
    assert_int_equal(offsetof(struct orgpol_decision, unmet), 8);
    assert_int_equal(ORGPOL_EFFECT_ERROR, 0);
}

/* Those from here on are in test_vault_reasons.c. */
#define FIRST_OF_TOKEN_VAULT ORGPOL_REASON_API_NOT_ACTIVE

static void every_reason_is_complete(void **state)
{
    int count = 0;

    (void)state;
    for (uint16_t reason = 1; reason < FIRST_OF_TOKEN_VAULT; reason++) {
        const struct orgpol_reason_entry *info = orgpol_reason_info(reason);

        if (info == NULL)
            continue;
        count++;
        assert_true(strlen(info->name) > 0 && strlen(info->name) < 64);
        for (const char *c = info->name; *c; c++)
            assert_true(islower((unsigned char)*c) || isdigit((unsigned char)*c) || *c == '_');
        assert_int_equal(orgpol_reason_by_name(orgpol_str_of(info->name)), reason);
        assert_true(strlen(info->summary) > 0);
        if (reason <= ORGPOL_REASON_QUERY_MALFORMED) {
            assert_null(info->rule);
            assert_null(info->error);
            continue;
        }
        assert_non_null(info->rule);
        if (strncmp(info->rule, "CFG-", 4) == 0) { /* no application is told */
            assert_null(info->error);
            assert_null(info->description);
            assert_int_equal(info->http_status, 400);
            continue;
        }
        assert_int_equal(info->error == NULL, reason >= ORGPOL_REASON_IDENTIFIER_KIND_NOT_ENABLED &&
                                                  reason <= ORGPOL_REASON_NO_ORGANIZATION_OF_NAME);
        assert_non_null(info->description);
        assert_true(info->http_status >= 400 && info->http_status < 500);
    }
    assert_int_equal(count, 14 + 46 + 17 + 22 + 7 + 6 + 7 + 13 + 31);
    assert_null(orgpol_reason_info(ORGPOL_REASON_NONE));
    assert_null(orgpol_reason_info(15));
    assert_null(orgpol_reason_info(ORGPOL_REASON_COUNT));
    assert_null(orgpol_reason_info(UINT16_MAX));
    assert_int_equal(orgpol_reason_by_name(ORGPOL_STR("")), ORGPOL_REASON_NONE);
    assert_int_equal(orgpol_reason_by_name(ORGPOL_STR("ORG_BLOCKS_THIRD_PARTY")), ORGPOL_REASON_NONE);
    assert_int_equal(orgpol_reason_by_name((struct orgpol_str){NULL, 5}), ORGPOL_REASON_NONE);
}

static int status_of(const char *error)
{
    static const char *const forbidden[] = {"unauthorized_client", "access_denied", "invalid_grant"};

    for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++)
        if (strcmp(error, forbidden[i]) == 0)
            return 403;
    return strcmp(error, "invalid_token") == 0 ? 401 : strcmp(error, "too_many_requests") == 0 ? 429 : 400;
}

/* Statuses follow the error code (WIRE section 1), but for XAA-10 and M2M-01. */
static void statuses_follow_errors(void **state)
{
    (void)state;
    for (uint16_t reason = 1; reason < FIRST_OF_TOKEN_VAULT; reason++) {
        const struct orgpol_reason_entry *info = orgpol_reason_info(reason);

        if (info == NULL || info->error == NULL || reason == ORGPOL_REASON_ASSERTION_INVALID ||
            reason == ORGPOL_REASON_M2M_CLIENT_NOT_AUTHENTICATED)
            continue;
        assert_int_equal(info->http_status, status_of(info->error));
    }
    assert_int_equal(orgpol_reason_info(ORGPOL_REASON_ASSERTION_INVALID)->http_status, 400);
    assert_int_equal(orgpol_reason_info(ORGPOL_REASON_M2M_CLIENT_NOT_AUTHENTICATED)->http_status, 401);
}

static void families_are_ordered_lists(void **state)
{
    (void)state;
    assert_int_equal(orgpol_family_size(ORGPOL_FAMILY_LOGIN), 42);
    assert_int_equal(orgpol_family_size(ORGPOL_FAMILY_SESSION), 3);
    assert_int_equal(orgpol_family_size(ORGPOL_FAMILY_CONNECTION_OFFER), 3);
    assert_int_equal(orgpol_family_size(ORGPOL_FAMILY_PROMPT), 37);
    assert_int_equal(orgpol_family_size(ORGPOL_FAMILY_AUTHORIZE), 16);
    assert_int_equal(orgpol_family_size(ORGPOL_FAMILY_ENDPOINT), 8);
    assert_int_equal(orgpol_family_size(ORGPOL_FAMILY_CLIENT_GRANT), 22);
    assert_int_equal(orgpol_family_size(ORGPOL_FAMILY_USER_GRANT), 9);
    assert_int_equal(orgpol_family_size(ORGPOL_FAMILY_CONSENT), 7);
    assert_int_equal(orgpol_family_size(ORGPOL_FAMILY_TOKEN_ORGANIZATION), 7);
    assert_int_equal(orgpol_family_size(ORGPOL_FAMILY_NONE), 0);
    assert_int_equal(orgpol_family_size(ORGPOL_FAMILY_COUNT), 0);
    assert_int_equal(orgpol_family_size(255), 0);
    assert_null(orgpol_family_name(ORGPOL_FAMILY_NONE));
    assert_null(orgpol_family_name(255));
    assert_string_equal(orgpol_family_name(ORGPOL_FAMILY_LOGIN), "login");
    assert_string_equal(orgpol_family_name(ORGPOL_FAMILY_SESSION), "session");
    assert_string_equal(orgpol_family_name(ORGPOL_FAMILY_CONNECTION_OFFER), "connection_offer");
    assert_string_equal(orgpol_family_name(ORGPOL_FAMILY_PROMPT), "prompt");
    assert_string_equal(orgpol_family_name(ORGPOL_FAMILY_AUTHORIZE), "authorize");
    assert_string_equal(orgpol_family_name(ORGPOL_FAMILY_ENDPOINT), "endpoint");
    assert_string_equal(orgpol_family_name(ORGPOL_FAMILY_CLIENT_GRANT), "client_grant");
    assert_string_equal(orgpol_family_name(ORGPOL_FAMILY_USER_GRANT), "user_grant");
    assert_string_equal(orgpol_family_name(ORGPOL_FAMILY_CONSENT), "consent");
    assert_string_equal(orgpol_family_name(ORGPOL_FAMILY_TOKEN_ORGANIZATION), "token_organization");
    assert_int_equal(orgpol_family_reason(ORGPOL_FAMILY_LOGIN, 0), ORGPOL_REASON_UNKNOWN_CLIENT);
    assert_int_equal(orgpol_family_reason(ORGPOL_FAMILY_LOGIN, 41), ORGPOL_REASON_LOGIN_DENIED_BY_ACTION);
    assert_int_equal(orgpol_family_reason(ORGPOL_FAMILY_LOGIN, 42), ORGPOL_REASON_NONE);
    assert_int_equal(orgpol_family_reason(ORGPOL_FAMILY_LOGIN, UINT32_MAX), ORGPOL_REASON_NONE);
    assert_int_equal(orgpol_family_reason(ORGPOL_FAMILY_NONE, 0), ORGPOL_REASON_NONE);
    for (unsigned place = 0; place < 42; place++)
        for (unsigned other = 0; other < place; other++)
            assert_int_not_equal(orgpol_family_reason(ORGPOL_FAMILY_LOGIN, place),
                                 orgpol_family_reason(ORGPOL_FAMILY_LOGIN, other));
}

static void families_end_where_they_end(void **state)
{
    (void)state;
    for (unsigned family = ORGPOL_FAMILY_COUNT; family <= UINT8_MAX; family++) {
        assert_null(orgpol_family_name((uint8_t)family));
        assert_int_equal(orgpol_family_size((uint8_t)family), 0);
        assert_int_equal(orgpol_family_reason((uint8_t)family, 0), ORGPOL_REASON_NONE);
    }
}

/* Bits nobody uses have no name, nor have several bits; no two bits share one. */
static void unknown_bits_have_no_name(void **state)
{
    (void)state;
    for (unsigned bit = 0; bit < 32; bit++)
        for (unsigned other = 0; other < bit; other++) {
            const uint32_t mask = UINT32_C(1) << bit | UINT32_C(1) << other;
            const char *const advice = orgpol_advice_name(UINT32_C(1) << bit);
            const char *const obligation = orgpol_obligation_name(UINT32_C(1) << bit);

            assert_null(orgpol_advice_name(mask));
            assert_null(orgpol_obligation_name(mask));
            assert_true(advice == NULL || orgpol_advice_name(UINT32_C(1) << other) != advice);
            assert_true(obligation == NULL || orgpol_obligation_name(UINT32_C(1) << other) != obligation);
        }
    assert_null(orgpol_advice_name(UINT32_C(1) << 31));
    assert_null(orgpol_obligation_name(UINT32_C(1) << 31));
}

static void masks_have_names(void **state)
{
    (void)state;
    assert_string_equal(orgpol_obligation_name(ORGPOL_MUST_ADD_MEMBER), "add_member");
    assert_string_equal(orgpol_obligation_name(ORGPOL_MUST_REJECT_SESSION_TRANSFER_TOKEN),
                        "reject_session_transfer_token");
    assert_string_equal(orgpol_obligation_name(ORGPOL_MUST_AUTHENTICATE), "authenticate");
    assert_string_equal(orgpol_obligation_name(ORGPOL_MUST_SHOW_ERROR_PAGE), "show_error_page");
    assert_null(orgpol_obligation_name(0));
    assert_null(orgpol_obligation_name(ORGPOL_MUST_ADD_MEMBER | ORGPOL_MUST_AUTHENTICATE));
    assert_string_equal(orgpol_advice_name(ORGPOL_ADVICE_NO_PROMPT_UNRELIABLE), "no_prompt_unreliable");
    assert_null(orgpol_advice_name(0));
}

static void add(crypto_generichash_state *hash, const char *text)
{
    crypto_generichash_update(hash, (const unsigned char *)(text ? text : ""), text ? strlen(text) + 1 : 1);
}

/* The committed truth tables, in the order of their names. */
static void add_golden_tables(crypto_generichash_state *hash)
{
    glob_t found;

    assert_int_equal(glob("test/property/*.golden", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        size_t length;
        char *text = slurp(found.gl_pathv[i], &length);

        add(hash, found.gl_pathv[i]);
        add(hash, text);
        free(text);
    }
    globfree(&found);
}

static void add_problem(crypto_generichash_state *hash, uint16_t reason)
{
    const struct orgpol_problem_entry *problem = orgpol_problem_info(reason);
    char status[8];

    if (problem == NULL)
        return;
    snprintf(status, sizeof status, "%u", problem->http_status);
    add(hash, status);
    add(hash, problem->type);
    add(hash, problem->title);
    add(hash, problem->detail);
}

/*
 * The digest in the version string is that of the reasons, the order of the conditions and the truth tables,
 * so a change of any text, order or behaviour that shows there changes it.
 */
static void rules_version_names_the_rules(void **state)
{
    crypto_generichash_state hash;
    unsigned char digest[crypto_generichash_BYTES];
    char expected[64];

    (void)state;
    crypto_generichash_init(&hash, NULL, 0, sizeof digest);
    for (uint16_t reason = 0; reason < ORGPOL_REASON_COUNT; reason++) {
        const struct orgpol_reason_entry *info = orgpol_reason_info(reason);
        char number[32];

        if (info == NULL)
            continue;
        snprintf(number, sizeof number, "%u %u", reason, info->http_status);
        add(&hash, number);
        add(&hash, info->name);
        add(&hash, info->rule);
        add(&hash, info->error);
        add(&hash, info->description);
        add(&hash, info->summary);
        add(&hash, info->remedy);
        add_problem(&hash, reason);
    }
    for (uint8_t family = 0; family < ORGPOL_FAMILY_COUNT; family++) {
        add(&hash, orgpol_family_name(family));
        for (unsigned place = 0; place < orgpol_family_size(family); place++)
            add(&hash, orgpol_reason_info(orgpol_family_reason(family, place))->name);
    }
    add_golden_tables(&hash);
    crypto_generichash_final(&hash, digest, sizeof digest);
    snprintf(expected, sizeof expected, "2026-08-20+%02x%02x%02x%02x%02x%02x%02x%02x", digest[0], digest[1],
             digest[2], digest[3], digest[4], digest[5], digest[6], digest[7]);
    /* When this fails, the rules have changed: put `expected` into orgpol_rules_version. */
    assert_string_equal(orgpol_rules_version(), expected);
}

static void versions_agree(void **state)
{
    char text[32];

    (void)state;
    snprintf(text, sizeof text, "%d.%d.%d", ORGPOL_VERSION_MAJOR, ORGPOL_VERSION_MINOR, ORGPOL_VERSION_PATCH);
    assert_string_equal(orgpol_version(), text);
    assert_string_equal(orgpol_version(), ORGPOL_VERSION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decision_is_frozen),
        cmocka_unit_test(every_reason_is_complete),
        cmocka_unit_test(statuses_follow_errors),
        cmocka_unit_test(families_are_ordered_lists),
        cmocka_unit_test(families_end_where_they_end),
        cmocka_unit_test(unknown_bits_have_no_name),
        cmocka_unit_test(masks_have_names),
        cmocka_unit_test(rules_version_names_the_rules),
        cmocka_unit_test(versions_agree),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
