/* SPDX-License-Identifier: MIT */
/* The options of Token Vault one by one: every value, null, and every other value, which is refused. */
#include "support.h"

#include "../../lib/json/store.h"
#include "orgpol/authzen.h"
#include "orgpol/tenant.h"

#define AT(member) offsetof(struct orgpol_options, member)

static const struct {
    const char *name;
    size_t offset;
    const char *words[3]; /* the first is the default */
} words[] = {
    {"unsupported_strategy", AT(unsupported_strategy), {"deny", "allow"}},
    {"missing_offline_access", AT(missing_offline_access), {"deny", "warn"}},
    {"google_minimum_scopes", AT(google_minimum_scopes), {"deny", "warn"}},
    {"verifier_without_challenge", AT(verifier_without_challenge), {"deny", "ignore"}},
    {"complete_client", AT(complete_client), {"same", "any"}},
    {"complete_organization", AT(complete_organization), {"same", "any"}},
    {"failed_complete", AT(failed_complete), {"spend_code", "keep_code"}},
    {"used_code", AT(used_code), {"not_found", "conflict"}},
    {"org_binding", AT(org_binding), {"strict", "exact", "off"}},
    {"ambiguous", AT(ambiguous), {"deny", "latest"}},
    {"empty_login_hint", AT(empty_login_hint), {"deny", "absent"}},
    {"unused_after", AT(unused_after), {"365_days", "calendar_year"}},
    {"never_exchanged", AT(never_exchanged), {"created_at", "never_ages"}},
    {"foreign_delete", AT(foreign_delete), {"not_found", "no_content"}},
    {"manage_when_purpose_off", AT(manage_when_purpose_off), {"allow", "deny"}},
    {"organization_membership", AT(organization_membership), {"require", "ignore"}},
    {"unsupported_parameters", AT(unsupported_parameters), {"deny", "ignore"}},
    {"blocked_user", AT(blocked_user), {"deny", "allow"}},
    {"adaptive_mfa", AT(adaptive_mfa), {"verdict", "allow", "deny"}},
    {"purpose_off_exchange", AT(purpose_off_exchange), {"deny", "allow"}},
    {"login_grants", AT(login_grants), {"warn", "deny"}},
    {"ipv4_mapped", AT(ipv4_mapped), {"ipv4", "ipv6"}},
    {"audit_context_unit", AT(audit_context_unit), {"code_points", "bytes"}},
    {"absent_worker_scope", AT(absent_worker_scope), {"pinned", "deny"}},
    {"worker_login_hint", AT(worker_login_hint), {"accept", "deny"}},
    {"offline_scope", AT(offline_scope), {"ignore", "compare"}},
};
#define WORDS (sizeof words / sizeof *words)

static const struct {
    const char *name;
    size_t offset;
    bool is_on; /* by default */
} flags[] = {
    {"hint_matches_email", AT(hint_matches_email), false},
    {"strict_scope", AT(strict_scope), false},
    {"link_carries_accounts", AT(link_carries_accounts), false},
    {"require_org_connection", AT(require_org_connection), false},
    {"accept_rtt_alias", AT(accept_rtt_alias), false},
    {"access_token_client_enabled", AT(access_token_client_enabled), false},
    {"require_asymmetric_auth", AT(require_asymmetric_auth), false},
    {"lenient_worker_audience", AT(lenient_worker_audience), false},
    {"recheck_connection", AT(recheck_connection_off), true},
    {"list_all_orgs", AT(list_all_orgs_off), true},
    {"enforce_jti", AT(enforce_jti_off), true},
    {"enforce_audit_context", AT(enforce_audit_context_off), true},
    {"enforce_ip_allowlist", AT(enforce_ip_allowlist_off), true},
};
#define FLAGS (sizeof flags / sizeof *flags)

/* The options of a tenant with this one; nothing but the byte at `offset` may differ from the defaults. */
static uint8_t value_of(const char *name, const char *value, size_t offset)
{
    static const struct orgpol_options defaults = ORGPOL_OPTIONS_INIT;
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_tenant *tenant;
    unsigned char read[sizeof defaults];
    char json[256];
    uint8_t byte;

    snprintf(json, sizeof json, "{\"options\":{\"%s\":%s}}", name, value);
    if (orgpol_tenant_load(json, strlen(json), NULL, &tenant, &error) != ORGPOL_OK)
        fail_msg("%s: %s", json, error.message);
    memcpy(read, &tenant->options, sizeof read);
    orgpol_tenant_free(tenant);
    byte = read[offset];
    read[offset] = 0;
    assert_memory_equal(read, &defaults, sizeof read);
    return byte;
}

static void assert_refused(const char *name, const char *value, const char *message)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_tenant *tenant;
    char json[256];
    char pointer[128];

    snprintf(json, sizeof json, "{\"options\":{\"%s\":%s}}", name, value);
    snprintf(pointer, sizeof pointer, "/options/%s", name);
    if (orgpol_tenant_load(json, strlen(json), NULL, &tenant, &error) != ORGPOL_ERR_REQUEST || tenant ||
        strcmp(error.pointer, pointer) != 0 || strcmp(error.message, message) != 0)
        fail_msg("%s: %s: %s", json, error.pointer, error.message);
}

static void words_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < WORDS; i++) {
        assert_int_equal(value_of(words[i].name, "null", words[i].offset), 0);
        for (uint8_t w = 0; w < 3 && words[i].words[w]; w++) {
            char value[64];

            snprintf(value, sizeof value, "\"%s\"", words[i].words[w]);
            assert_int_equal(value_of(words[i].name, value, words[i].offset), w);
        }
    }
}

static void other_words_are_refused(void **state)
{
    static const char *const others[] = {"", "Deny", "DENY", "tomorrow", " deny", "deny ", "0", "true"};
    static const struct {
        const char *value;
        const char *found;
    } types[] = {
        {"true", "true"}, {"false", "false"}, {"0", "a number"}, {"[]", "an array"}, {"{}", "an object"}};

    (void)state;
    for (size_t i = 0; i < WORDS; i++) {
        char list[128] = "";
        char message[256];
        char value[64];

        for (size_t w = 0; w < 3 && words[i].words[w]; w++)
            snprintf(list + strlen(list), sizeof list - strlen(list), "%s%s", w ? ", " : "",
                     words[i].words[w]);
        for (size_t at = 0; at < sizeof others / sizeof *others; at++) {
            snprintf(value, sizeof value, "\"%s\"", others[at]);
            snprintf(message, sizeof message, "expected one of %s, found \"%s\"", list, others[at]);
            assert_refused(words[i].name, value, message);
        }
        for (size_t at = 0; at < sizeof types / sizeof *types; at++) {
            snprintf(message, sizeof message, "expected text, found %s", types[at].found);
            assert_refused(words[i].name, types[at].value, message);
        }
        /* The words of other options are none of this one. */
        for (size_t other = 0; other < WORDS; other++)
            for (size_t w = 0; w < 3 && words[other].words[w]; w++) {
                bool own = false;

                for (size_t v = 0; v < 3 && words[i].words[v]; v++)
                    own |= strcmp(words[i].words[v], words[other].words[w]) == 0;
                if (own)
                    continue;
                snprintf(value, sizeof value, "\"%s\"", words[other].words[w]);
                snprintf(message, sizeof message, "expected one of %s, found %s", list, value);
                assert_refused(words[i].name, value, message);
            }
    }
}

static void flags_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < FLAGS; i++) {
        assert_int_equal(value_of(flags[i].name, "null", flags[i].offset), 0);
        assert_int_equal(value_of(flags[i].name, flags[i].is_on ? "true" : "false", flags[i].offset), 0);
        assert_int_equal(value_of(flags[i].name, flags[i].is_on ? "false" : "true", flags[i].offset), 1);
        assert_refused(flags[i].name, "\"\"", "expected true or false, found text");
        assert_refused(flags[i].name, "\"true\"", "expected true or false, found text");
        assert_refused(flags[i].name, "0", "expected true or false, found a number");
        assert_refused(flags[i].name, "[]", "expected true or false, found an array");
    }
}

static void clock_skew_is_a_whole_number_up_to_60(void **state)
{
    static const char *const others[] = {"-1",   "61",   "0.5",   "59.5", "60.1", "1e300",
                                         "-0.1", "\"\"", "\"5\"", "true", "[]",   "{}"};

    (void)state;
    assert_int_equal(value_of("clock_skew_s", "null", AT(clock_skew)), 0);
    assert_int_equal(value_of("clock_skew_s", "6e1", AT(clock_skew)), 61);
    assert_int_equal(value_of("clock_skew_s", "-0", AT(clock_skew)), 1);
    for (int seconds = 0; seconds <= 60; seconds++) {
        char value[16];

        snprintf(value, sizeof value, "%d", seconds);
        assert_int_equal(value_of("clock_skew_s", value, AT(clock_skew)), seconds + 1);
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_refused("clock_skew_s", others[i], "expected a whole number from 0 to 60");
}

/* Every byte of the struct behind the organizations' options is some option here. */
static void no_option_is_forgotten(void **state)
{
    bool listed[sizeof(struct orgpol_options)] = {false};

    (void)state;
    for (size_t i = 0; i < WORDS; i++)
        listed[words[i].offset] = true;
    for (size_t i = 0; i < FLAGS; i++)
        listed[flags[i].offset] = true;
    listed[AT(clock_skew)] = true;
    for (size_t at = AT(unsupported_strategy); at < sizeof listed; at++)
        assert_true(listed[at]);
}

/* What is asked for with the document's length is not less than that because of an overflow. */
static void lengths_without_end_are_refused(void **state)
{
    struct orgpol_json_options options = ORGPOL_JSON_OPTIONS_INIT;
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_decision decision = {.effect = ORGPOL_EFFECT_ALLOW};
    char answer[256];

    (void)state;
    options.max_bytes = SIZE_MAX;
    for (size_t less = 0; less < 9; less++) {
        assert_int_equal(orgpol_authzen_evaluate(NULL, "\"text\" and more", SIZE_MAX - less, &options, answer,
                                                 sizeof answer, NULL, &decision, &error),
                         ORGPOL_ERR_MEMORY);
        assert_int_equal(decision.effect, ORGPOL_EFFECT_ERROR);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths_without_end_are_refused),
        cmocka_unit_test(words_are_read),
        cmocka_unit_test(other_words_are_refused),
        cmocka_unit_test(flags_are_read),
        cmocka_unit_test(clock_skew_is_a_whole_number_up_to_60),
        cmocka_unit_test(no_option_is_forgotten),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
