/* SPDX-License-Identifier: MIT */
/*
 * Token exchanges over their whole input space, cut into parts that read the same facts (exchange_parts.h):
 * every point of every part's product, for every subject_token_type, all other attributes at random, compared
 * with a model (exchange_model.h); a proof by sampling that a part depends on nothing else; and what goes
 * with the decision.
 *
 * QUICK=1 in the environment visits and draws less (for sanitizers).
 */
#include "exchange_model.h"

static void draw(unsigned char *a, unsigned char type, bool open)
{
    open_point(a, type);
    for (int i = 0; i < ATTRIBUTES; i++)
        if (i != TYPE && (!open || random_bits() % 12 == 0))
            a[i] = random_value(&axes[i]);
}

/* Effect, reason and unmet fit, whatever the rules. */
static void assert_coherent(const unsigned char *a, struct orgpol_decision decision)
{
    unsigned first = 0;
    bool coherent = decision.family == family_at(a);

    while (first < 63 && (decision.unmet >> first & 1) == 0)
        first++;
    if (decision.unmet == 0)
        coherent = coherent && decision.effect == ORGPOL_EFFECT_ALLOW && decision.reason == 0;
    else
        coherent = coherent && decision.effect == ORGPOL_EFFECT_DENY &&
                   decision.reason == orgpol_family_reason(decision.family, first);
    if (!coherent) {
        print_point(axes, ATTRIBUTES, a);
        fail_msg("effect %d, reason %d and unmet %llx do not fit", decision.effect, decision.reason,
                 (unsigned long long)decision.unmet);
    }
}

static void assert_part(const struct part *part, uint64_t mask, const unsigned char *a)
{
    const struct orgpol_decision decision = decide(a, NULL, NULL);

    assert_coherent(a, decision);
    if ((decision.unmet & mask) != model_mask(mask, a)) {
        print_point(axes, ATTRIBUTES, a);
        fail_msg("%s: unmet %llx, the model says %llx", part->group.name,
                 (unsigned long long)(decision.unmet & mask), (unsigned long long)model_mask(mask, a));
    }
}

/* Every point of a part's product for one type, each with several draws of the rest. */
static uint64_t visit(const struct part *part, unsigned char type, uint64_t mask)
{
    const uint64_t size = point_count(axes, part->group.order);
    const unsigned times = quick() ? 1 : size > 20000 ? 1 : part->needs_account ? 20 : 4;
    unsigned char at[ATTRIBUTES] = {0};
    uint64_t visited = 0;

    do {
        if (quick() && size > 2000 && random_bits() % 16 != 0)
            continue;
        for (unsigned i = 0; i < times; i++) {
            unsigned char a[ATTRIBUTES];

            draw(a, type, i % 4 != 3);
            for (int k = 0; part->group.order[k] >= 0; k++)
                a[part->group.order[k]] = at[part->group.order[k]];
            a[TYPE] = type;
            assert_part(part, mask, a);
            visited++;
        }
    } while (next_point(axes, part->group.order, at));
    return visited;
}

static void agrees_with_model(void **state)
{
    uint64_t covered[ORGPOL_FAMILY_COUNT] = {0};
    uint64_t visited = 0;

    (void)state;
    for (size_t i = 0; i < PARTS; i++)
        for (unsigned char type = TYPE_REFRESH; type <= TYPE_EMPTY; type++) {
            const unsigned char a[ATTRIBUTES] = {[TYPE] = type};
            const uint64_t mask = part_mask(family_at(a), &parts[i]);

            if (mask)
                visited += visit(&parts[i], type, mask);
            covered[family_at(a)] |= mask;
        }
    for (uint8_t family = ORGPOL_FAMILY_REFRESH_TOKEN_EXCHANGE; family <= ORGPOL_FAMILY_WORKER_EXCHANGE;
         family++)
        assert_int_equal(covered[family], (UINT64_C(1) << orgpol_family_size(family)) - 1);
    print_message("  %llu points\n", (unsigned long long)visited);
}

static void is_independent(void **state)
{
    const int draws = quick() ? 2 : 40;

    (void)state;
    for (size_t i = 0; i < PARTS; i++)
        for (int attribute = 0; attribute < ATTRIBUTES; attribute++) {
            if (reads(&parts[i], attribute))
                continue;
            for (int times = 0; times < draws; times++) {
                unsigned char a[ATTRIBUTES];
                uint64_t mask;
                uint64_t before;

                draw(a, (unsigned char)(times % (TYPE_EMPTY + 1)), times % 4 != 3);
                mask = part_mask(family_at(a), &parts[i]);
                if (mask == 0)
                    continue;
                before = decide(a, NULL, NULL).unmet & mask;
                for (unsigned char value = 0; value < value_count(&axes[attribute]); value++) {
                    a[attribute] = value;
                    if ((decide(a, NULL, NULL).unmet & mask) != before) {
                        print_point(axes, ATTRIBUTES, a);
                        fail_msg("%s depends on %s", parts[i].group.name, axes[attribute].name);
                    }
                }
            }
        }
}

/* ---- what goes with the decision ---- */

static uint32_t model_obligations(const unsigned char *a, uint64_t unmet)
{
    const uint64_t user =
        a[TYPE] == TYPE_WORKER ? condition(family_at(a), ORGPOL_REASON_SUBJECT_USER_NOT_FOUND) : 0;
    uint32_t must = 0;

    if (a[TYPE] == TYPE_WORKER && a[TOKEN] && !is(a, JTI, "absent") &&
        (unmet == 0 || (unmet & -unmet) > user))
        must |= ORGPOL_MUST_RECORD_JTI;
    if (unmet)
        return must;
    must |= ORGPOL_MUST_TOUCH_LAST_USED;
    if (token_over(a))
        must |= ORGPOL_MUST_STORE_TOKENS;
    if (token_over(a) && is(a, REFRESH, "not_tried"))
        must |= ORGPOL_MUST_REFRESH_PROVIDER_TOKEN;
    if (a[TYPE] == TYPE_WORKER && narrowed(a))
        must |= ORGPOL_MUST_DOWNSCOPE_PROVIDER_TOKEN;
    return must;
}

static uint32_t model_advice(const unsigned char *a, struct orgpol_decision decision)
{
    static const uint16_t reconnect[] = {
        ORGPOL_REASON_ACCOUNT_NOT_FOUND,
        ORGPOL_REASON_ACCOUNT_OTHER_ORGANIZATION,
        ORGPOL_REASON_ACCOUNT_HINT_NOT_FOUND,
        ORGPOL_REASON_PROVIDER_REFRESH_TOKEN_MISSING,
        ORGPOL_REASON_PROVIDER_REFRESH_TOKEN_EXPIRED,
        ORGPOL_REASON_ACCOUNT_UNUSED,
        ORGPOL_REASON_PROVIDER_REFRESH_FAILED,
    };
    uint32_t advice = 0;

    if (a[TYPE] == TYPE_REFRESH && a[CLIENT] && !a[O_LOGIN_GRANTS] && !among(a, GRANTS, "all login"))
        advice |= ORGPOL_ADVICE_LOGIN_GRANTS_MISSING;
    if (a[TYPE] == TYPE_WORKER && !a[O_ASYMMETRIC] && among(a, METHOD, "secret_post secret_basic"))
        advice |= ORGPOL_ADVICE_SYMMETRIC_CLIENT_AUTHENTICATION;
    if (is(a, CONNECTION, "known") && is(a, STRATEGY, "google-oauth2") && !a[OWN_KEYS])
        advice |= ORGPOL_ADVICE_DEVELOPER_KEYS;
    for (size_t i = 0; i < sizeof reconnect / sizeof *reconnect; i++)
        if (decision.reason == reconnect[i])
            advice |= ORGPOL_ADVICE_RECONNECT_ACCOUNT;
    return advice;
}

/* The scopes of a token, with commas. */
static const char *model_scopes(const unsigned char *a)
{
    static char text[64];
    const char *list = "";

    if (a[TYPE] != TYPE_WORKER)
        list = is(a, PROVIDED, "absent") ? NAME_OF(a, HELD) : NAME_OF(a, PROVIDED);
    else if (!is(a, SCOPE, "absent"))
        list = NAME_OF(a, SCOPE);
    else {
        const unsigned set = wanted(a);

        snprintf(text, sizeof text, "%s%s%s", set & READ ? ",read" : "", set & WRITE ? ",write" : "",
                 set & OFFLINE_ACCESS ? ",offline" : "");
        return *text ? text + 1 : text;
    }
    return strcmp(list, "none") == 0 || strcmp(list, "empty") == 0 ? "" : list;
}

static int64_t model_lifetime(const unsigned char *a)
{
    if (!token_over(a))
        return is(a, STORED_TOKEN, "good") ? 1377 : 1;
    if (!is(a, REFRESH, "ok"))
        return -1;
    return is(a, REFRESHED_END, "absent") ? 600 : is(a, REFRESHED_END, "+50") ? 50 : 0;
}

static void assert_token(const unsigned char *a, const struct orgpol_exchange_result *result,
                         const struct orgpol_str *scopes)
{
    const char *id = outcome_of(a) == SECOND ? "cac_2" : "cac_1";
    const int64_t lifetime = model_lifetime(a);
    char text[64] = "";
    bool right = result->account && memcmp(result->account->id.ptr, id, 5) == 0;

    for (size_t i = 0; i < result->scope_count; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%.*s", i ? "," : "",
                 scopes[i].len == strlen("offline_access") ? (int)strlen("offline") : (int)scopes[i].len,
                 scopes[i].ptr);
    right = right && strcmp(text, model_scopes(a)) == 0 && result->has_expires_in == (lifetime >= 0) &&
            result->expires_in_s == (lifetime >= 0 ? lifetime : 0);
    if (!right) {
        print_point(axes, ATTRIBUTES, a);
        fail_msg("scopes %s, %lld s", text, (long long)result->expires_in_s);
    }
}

/* Near points that are allowed, and far ones: everything that an answer carries. */
static void results_agree_with_model(void **state)
{
    const int draws = quick() ? 20000 : 400000;
    int allowed = 0;

    (void)state;
    for (int times = 0; times < draws; times++) {
        struct orgpol_exchange_result result = ORGPOL_EXCHANGE_RESULT_INIT;
        struct orgpol_str scopes[SCOPE_ROOM];
        struct orgpol_decision decision;
        unsigned char a[ATTRIBUTES];

        open_point(a, (unsigned char)(random_bits() % (TYPE_EMPTY + 1)));
        for (uint64_t changes = random_bits() % 8; changes > 0; changes--) {
            const int attribute = (int)(random_bits() % ATTRIBUTES);

            a[attribute] = attribute == TYPE ? a[TYPE] : random_value(&axes[attribute]);
        }
        a[HELD] = random_value(&axes[HELD]);
        a[STORED_TOKEN] = random_value(&axes[STORED_TOKEN]);
        decision = decide(a, &result, scopes);
        assert_coherent(a, decision);
        if (decision.unmet != model_mask(UINT64_MAX, a) ||
            decision.obligations != model_obligations(a, decision.unmet) ||
            result.advice != model_advice(a, decision) ||
            result.is_privileged_worker != (a[TYPE] == TYPE_WORKER)) {
            print_point(axes, ATTRIBUTES, a);
            fail_msg("unmet %llx, obligations %x, advice %x; the model says otherwise",
                     (unsigned long long)decision.unmet, decision.obligations, result.advice);
        }
        if (decision.effect == ORGPOL_EFFECT_ALLOW) {
            assert_token(a, &result, scopes);
            allowed++;
        } else {
            assert_null(result.account);
            assert_int_equal(result.scope_count, 0);
            assert_int_equal(result.has_expires_in, 0);
        }
    }
    assert_true(allowed > draws / 50);
    print_message("  %d of %d allowed\n", allowed, draws);
}

/* Nobody gets another user's token, or one for an unverified one: stated from the inputs. */
static void exchanges_are_sound(void **state)
{
    const int draws = quick() ? 20000 : 300000;
    int allowed = 0;

    (void)state;
    for (int times = 0; times < draws; times++) {
        struct orgpol_exchange_result result = ORGPOL_EXCHANGE_RESULT_INIT;
        unsigned char a[ATTRIBUTES];
        bool sound;

        draw(a, (unsigned char)(times % (TYPE_EMPTY + 1)), true);
        if (decide(a, &result, NULL).effect != ORGPOL_EFFECT_ALLOW)
            continue;
        allowed++;
        sound = a[TYPE] <= TYPE_WORKER && a[CLIENT] && a[AUTHENTICATED] && a[METHOD] && a[TOKEN] &&
                a[VALID] && a[KIND] == a[TYPE] + 1 && is(a, SUB, "given") && a[USER] &&
                is(a, CONNECTION, "known") && !is(a, MFA, "always") &&
                among(a, GRANTS, "all vault vault_and_code") && a[OIDC] && is(a, PARTY, "first") &&
                memcmp(result.account->user_id.ptr, "auth0|a", result.account->user_id.len) == 0 &&
                memcmp(result.account->connection.ptr, "google", result.account->connection.len) == 0;
        if (a[TYPE] == TYPE_REFRESH)
            sound = sound && is(a, AZP, "client") && !a[ROTATING];
        if (a[TYPE] == TYPE_WORKER)
            sound = sound && a[BLOCK] && (wanted(a) & ~granted(a)) == 0 && (wanted(a) & ~held(a)) == 0 &&
                    !among(a, IAT, "absent -61") && (is(a, JTI, "unused") || a[O_JTI]) &&
                    (a[ALLOWLIST] || a[O_ALLOWLIST]) && among(a, WORKER_GRANTS, "this two_of_this");
        if (!sound) {
            print_point(axes, ATTRIBUTES, a);
            fail_msg("allowed, and must not be");
        }
    }
    assert_true(allowed > draws / 200);
    print_message("  %d of %d allowed\n", allowed, draws);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_model),
        cmocka_unit_test(is_independent),
        cmocka_unit_test(results_agree_with_model),
        cmocka_unit_test(exchanges_are_sound),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
