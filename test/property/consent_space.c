/* SPDX-License-Identifier: MIT */
/*
 * The consent decision over its input space.
 *
 * The product of all attributes is cut in three. `pages`: everything but how a callback came to need
 * confirmation or not, and where an error is shown. `callbacks`: that, beside what makes pages appear.
 * `deliveries`: where an error is shown, beside what makes errors. Nothing is lost: points drawn from the
 * whole product, as many again, agree with the model too, so no attribute acts outside its part. Then the
 * invariants that a reader of the rulebook would state first, the scope sets (every set stored against every
 * set wanted), and the table in consent.golden
 * (--print prints it).
 *
 * QUICK=1 in the environment visits one point in 16 (for sanitizers).
 */
#include "truth_table.h"

enum {
    CLASS,
    LOCALHOST,
    API,
    GRANT_TYPE,
    STORED,
    PROMPT,
    SESSION,
    APPROVAL,
    SCREEN,
    INTERACTION,
    REDIRECT,
    CONFORMANT,
    OWN,
    TENANT,
    POLICY,
    MODE,
    REFRESH,
    AXES
};

static const struct axis axes[AXES] = {
    [CLASS] = {"class", {"first_party", "strict", "permissive", "first_party_or_strict"}},
    [LOCALHOST] = {"localhost_forces_consent", {"no", "yes"}},
    [API] = {"api", {"none", "unknown", "asks", "skips"}},
    [GRANT_TYPE] = {"grant_type", {"absent", "code", "other"}},
    [STORED] = {"stored/wanted", {"none/", "none/r", "/", "/r", "rw/r", "wr/rw", "r/rw", "rw/"}},
    [PROMPT] = {"prompt", {"absent", "login", "consent", "none", "none+login", "consent+none"}},
    [SESSION] = {"session", {"none", "browser", "transfer", "delegated"}},
    [APPROVAL] = {"approval", {"unset", "given", "refused"}},
    [SCREEN] = {"screen_shown", {"no", "yes"}},
    [INTERACTION] = {"interaction", {"no", "yes"}},
    [REDIRECT] = {"redirect", {"absent", "verifiable", "loopback", "custom"}},
    [CONFORMANT] = {"oidc_conformant", {"no", "yes"}},
    [OWN] = {"client_skips_confirmation", {"unset", "off", "on", "unknown"}},
    [TENANT] = {"tenant_skips_confirmation", {"off", "on"}},
    [POLICY] = {"redirection_policy", {"unset", "protection", "always", "unknown"}},
    [MODE] = {"response_mode", {"query", "web_message"}},
    [REFRESH] = {"refresh", {"no", "yes"}},
};

static const struct orgpol_str read_write[] = {{"r", 1}, {"w", 1}};
static const struct orgpol_str write_read[] = {{"w", 1}, {"r", 1}};

struct world {
    struct orgpol_consent_request request;
    struct orgpol_client client;
    struct orgpol_resource_server api;
    struct orgpol_user_grant grant;
    struct orgpol_tenant_settings settings;
    struct orgpol_options options;
    struct orgpol_session session;
};

static const char *value_of(const unsigned char *at, int axis)
{
    return axes[axis].values[at[axis]];
}

static bool is(const unsigned char *at, int axis, const char *value)
{
    return strcmp(value_of(at, axis), value) == 0;
}

static void build_client(struct orgpol_client *client, const unsigned char *at)
{
    static const uint8_t settings[] = {ORGPOL_SETTING_UNSET, ORGPOL_SETTING_OFF, ORGPOL_SETTING_ON,
                                       ORGPOL_WORD_UNKNOWN};
    static const uint8_t policies[] = {ORGPOL_REDIRECTION_UNSET, ORGPOL_REDIRECTION_OPEN_REDIRECT_PROTECTION,
                                       ORGPOL_REDIRECTION_ALLOW_ALWAYS, ORGPOL_WORD_UNKNOWN};

    *client = (struct orgpol_client)ORGPOL_CLIENT_INIT;
    client->client_id = ORGPOL_STR("app");
    client->is_first_party = at[CLASS] == 0 || at[CLASS] == 3;
    if (at[CLASS] == 2)
        client->third_party_security_mode = ORGPOL_SECURITY_MODE_PERMISSIVE;
    if (at[CLASS] == 3)
        client->external_metadata_type = ORGPOL_WORD_UNKNOWN;
    client->is_oidc_conformant = at[CONFORMANT];
    client->skip_non_verifiable_callback_uri_confirmation_prompt = settings[at[OWN]];
    client->redirection_policy = policies[at[POLICY]];
}

static void build_scopes(struct world *world, const unsigned char *at)
{
    static const struct {
        const struct orgpol_str *stored;
        size_t stored_count;
        const struct orgpol_str *wanted;
        size_t wanted_count;
    } lists[] = {
        {NULL, 0, NULL, 0},
        {NULL, 0, read_write, 1},
        {NULL, 0, NULL, 0},
        {NULL, 0, read_write, 1},
        {read_write, 2, read_write, 1},
        {write_read, 2, read_write, 2},
        {read_write, 1, read_write, 2},
        {read_write, 2, NULL, 0},
    };
    const bool row = at[STORED] >= 2;

    world->grant = (struct orgpol_user_grant)ORGPOL_USER_GRANT_INIT;
    world->grant.user_id = ORGPOL_STR("user");
    world->grant.client_id = ORGPOL_STR("app");
    world->grant.audience = ORGPOL_STR("api");
    world->grant.organization_id = ORGPOL_STR("org_A");
    world->grant.scopes = lists[at[STORED]].stored;
    world->grant.scope_count = lists[at[STORED]].stored_count;
    world->request.scopes = lists[at[STORED]].wanted;
    world->request.scope_count = lists[at[STORED]].wanted_count;
    world->request.user_grant = row && !is(at, API, "none") ? &world->grant : NULL;
}

static void build(struct world *world, const unsigned char *at)
{
    static const char *const prompts[] = {"", "login", "consent", "none", "none login", "consent none"};
    static const char *const uris[] = {"", "https://app.example/cb", "http://localhost/cb",
                                       "com.example.app:/cb"};
    struct orgpol_consent_request *request = &world->request;

    *request = (struct orgpol_consent_request)ORGPOL_CONSENT_REQUEST_INIT;
    build_client(&world->client, at);
    build_scopes(world, at);
    world->api = (struct orgpol_resource_server)ORGPOL_RESOURCE_SERVER_INIT;
    world->api.identifier = ORGPOL_STR("api");
    world->api.skip_consent_for_verifiable_first_party_clients = is(at, API, "skips");
    world->settings = (struct orgpol_tenant_settings)ORGPOL_TENANT_SETTINGS_INIT;
    world->settings.skip_non_verifiable_callback_uri_confirmation_prompt = at[TENANT];
    world->options = (struct orgpol_options)ORGPOL_OPTIONS_INIT;
    world->options.localhost_forces_consent = at[LOCALHOST];
    world->session = (struct orgpol_session)ORGPOL_SESSION_INIT;
    world->session.kind = at[SESSION];
    request->user_id = ORGPOL_STR("user");
    request->organization_id = ORGPOL_STR("org_A");
    if (!is(at, API, "none"))
        request->audience = ORGPOL_STR("api");
    request->resource_server = at[API] >= 2 ? &world->api : NULL;
    if (at[GRANT_TYPE])
        request->grant_type = orgpol_str_of(at[GRANT_TYPE] == 1 ? "authorization_code" : "refresh_token");
    request->prompt = orgpol_str_of(prompts[at[PROMPT]]);
    request->redirect_uri = orgpol_str_of(uris[at[REDIRECT]]);
    request->session = at[SESSION] ? &world->session : NULL;
    request->approval = at[APPROVAL];
    request->is_screen_shown = at[SCREEN];
    request->is_interaction_needed = at[INTERACTION];
    request->response_mode = at[MODE];
    request->is_refresh = at[REFRESH];
    request->client = &world->client;
    request->settings = &world->settings;
    request->options = &world->options;
}

static struct orgpol_decision ask(const unsigned char *at)
{
    static struct world world;

    build(&world, at);
    return orgpol_check_consent(&world.request, NULL, NULL, 0, NULL, 0);
}

/* ---- the rules a second time, as one would explain them ---- */

static bool first_party(const unsigned char *at)
{
    return is(at, CLASS, "first_party");
}

static bool may_be_strict(const unsigned char *at)
{
    return is(at, CLASS, "strict") || is(at, CLASS, "first_party_or_strict");
}

/* The token endpoint shows no page. */
static bool at_token_endpoint(const unsigned char *at)
{
    return is(at, REFRESH, "yes") || is(at, GRANT_TYPE, "other");
}

static bool asks_for_consent(const unsigned char *at)
{
    if (is(at, API, "none") || at_token_endpoint(at))
        return false; /* CONSENT-01 */
    if (!is(at, APPROVAL, "unset"))
        return false; /* the user has answered */
    if (is(at, PROMPT, "consent") || is(at, PROMPT, "consent+none"))
        return true; /* CONSENT-10 */
    if (is(at, STORED, "/") || is(at, STORED, "rw/r") || is(at, STORED, "wr/rw") || is(at, STORED, "rw/"))
        return false; /* CONSENT-06, CONSENT-26 */
    if (first_party(at) && is(at, API, "skips"))
        return is(at, REDIRECT, "loopback") && is(at, LOCALHOST, "yes"); /* CONSENT-03, TRAP-15 */
    return true;                                                         /* CONSENT-02 */
}

/* CONSENT-18 to -21, if no consent page takes its place. */
static bool wants_confirmation(const unsigned char *at)
{
    if (is(at, REDIRECT, "absent") || is(at, REDIRECT, "verifiable") || at_token_endpoint(at))
        return false;
    if (is(at, SCREEN, "yes") || !is(at, APPROVAL, "unset"))
        return false;
    if (is(at, CONFORMANT, "no") && !may_be_strict(at))
        return false;
    if (is(at, OWN, "unset"))
        return is(at, TENANT, "off");
    return !is(at, OWN, "on");
}

static bool silent(const unsigned char *at)
{
    return strstr(value_of(at, PROMPT), "none") != NULL;
}

static bool model_unmet(uint16_t reason, const unsigned char *at)
{
    switch (reason) {
    case ORGPOL_REASON_PROMPT_NONE_COMBINED: return silent(at) && strchr(value_of(at, PROMPT), '+');
    case ORGPOL_REASON_CONSENT_REFUSED: return is(at, APPROVAL, "refused");
    case ORGPOL_REASON_DELEGATED_SESSION_NEEDS_INTERACTION:
        return is(at, SESSION, "delegated") &&
               (asks_for_consent(at) || wants_confirmation(at) || is(at, INTERACTION, "yes"));
    case ORGPOL_REASON_LOGIN_REQUIRED: return silent(at) && is(at, SESSION, "none");
    case ORGPOL_REASON_CONSENT_REQUIRED: return silent(at) && asks_for_consent(at);
    case ORGPOL_REASON_INTERACTION_REQUIRED: return silent(at) && is(at, INTERACTION, "yes");
    case ORGPOL_REASON_CONFIRMATION_REQUIRED: return silent(at) && wants_confirmation(at);
    default: fail_msg("no rule for reason %u", reason); return false;
    }
}

static uint32_t model_obligations(const unsigned char *at, bool allowed)
{
    if (!allowed) {
        if (!may_be_strict(at) || is(at, POLICY, "always") || is(at, MODE, "web_message"))
            return 0;
        return at_token_endpoint(at) ? 0 : ORGPOL_MUST_SHOW_ERROR_PAGE;
    }
    if (asks_for_consent(at))
        return ORGPOL_MUST_SHOW_CONSENT;
    if (wants_confirmation(at))
        return ORGPOL_MUST_SHOW_CONFIRMATION;
    if (is(at, APPROVAL, "given") && !is(at, API, "none") && !at_token_endpoint(at))
        return ORGPOL_MUST_STORE_CONSENT;
    return 0;
}

/* ---- points ---- */

static unsigned long visited;

static void compare(const unsigned char *at)
{
    const struct orgpol_decision decision = ask(at);
    unsigned first = 64;
    uint64_t unmet = 0;
    bool agree;

    for (unsigned place = orgpol_family_size(ORGPOL_FAMILY_CONSENT); place-- > 0;)
        if (model_unmet(orgpol_family_reason(ORGPOL_FAMILY_CONSENT, place), at)) {
            unmet |= UINT64_C(1) << place;
            first = place;
        }
    agree = decision.family == ORGPOL_FAMILY_CONSENT && decision.unmet == unmet &&
            decision.effect == (unmet ? ORGPOL_EFFECT_DENY : ORGPOL_EFFECT_ALLOW) &&
            decision.reason == orgpol_family_reason(ORGPOL_FAMILY_CONSENT, first) &&
            decision.obligations == model_obligations(at, unmet == 0);
    if (!agree) {
        print_point(axes, AXES, at);
        fail_msg("unmet %llx obligations %x; the model: unmet %llx obligations %x",
                 (unsigned long long)decision.unmet, decision.obligations, (unsigned long long)unmet,
                 model_obligations(at, unmet == 0));
    }
    visited++;
}

/* Every point over the axes that `order` names, all others at `at`. */
static void every_point(const int *order, const unsigned char *fixed, void (*visit)(const unsigned char *at))
{
    const unsigned step = quick() ? 16 : 1;
    unsigned char at[AXES];
    unsigned number = 0;

    memcpy(at, fixed, sizeof at);
    first_point(order, at);
    do
        if (number++ % step == 0)
            visit(at);
    while (next_point(axes, order, at));
}

static void draw(unsigned char *at)
{
    for (int axis = 0; axis < AXES; axis++)
        at[axis] = random_value(&axes[axis]);
}

static const int pages[] = {CLASS,    LOCALHOST, API,         GRANT_TYPE, STORED,  PROMPT, SESSION,
                            APPROVAL, SCREEN,    INTERACTION, REDIRECT,   REFRESH, -1};
static const int callbacks[] = {CLASS,  API,      STORED,     PROMPT, SESSION, APPROVAL,
                                SCREEN, REDIRECT, CONFORMANT, OWN,    TENANT,  -1};
static const int deliveries[] = {CLASS,  GRANT_TYPE, STORED, PROMPT,  SESSION, APPROVAL,
                                 POLICY, REDIRECT,   MODE,   REFRESH, -1};
/* Asks an API with consent, in a conformant application: pages appear. */
static const unsigned char plain[AXES] = {[API] = 2, [STORED] = 1, [SESSION] = 1, [CONFORMANT] = 1};

static void agrees_with_model(void **state)
{
    unsigned long drawn;

    (void)state;
    visited = 0;
    every_point(pages, plain, compare);
    every_point(callbacks, plain, compare);
    every_point(deliveries, plain, compare);
    for (drawn = visited; drawn > 0; drawn--) {
        unsigned char at[AXES];

        draw(at);
        compare(at);
    }
    print_message("%lu points\n", visited);
}

/* prompt=none only ever turns an interaction into an error. */
static void compare_silent(const unsigned char *at)
{
    static const uint32_t pages_shown = ORGPOL_MUST_SHOW_CONSENT | ORGPOL_MUST_SHOW_CONFIRMATION;
    unsigned char with[AXES];
    struct orgpol_decision asked;
    struct orgpol_decision quiet;

    if (at[PROMPT] > 2)
        return;
    memcpy(with, at, sizeof with);
    with[PROMPT] = (unsigned char)(at[PROMPT] + 3); /* the same words, and none */
    asked = ask(at);
    quiet = ask(with);
    if (quiet.effect == ORGPOL_EFFECT_ALLOW) {
        assert_int_equal(asked.effect, ORGPOL_EFFECT_ALLOW);
        assert_int_equal(asked.obligations, quiet.obligations);
        assert_int_equal(quiet.obligations & pages_shown, 0);
    }
    if (asked.effect == ORGPOL_EFFECT_ALLOW && quiet.effect == ORGPOL_EFFECT_DENY && at[PROMPT] == 0)
        assert_true((asked.obligations & pages_shown) || is(at, SESSION, "none") ||
                    is(at, INTERACTION, "yes"));
    /* What is denied stays denied, for the same reasons and more. */
    assert_int_equal(asked.unmet & ~quiet.unmet, 0);
}

static void silence_only_turns_pages_into_errors(void **state)
{
    (void)state;
    every_point(pages, plain, compare_silent);
}

/* How much stands between the user and the answer: nothing, a page, an error. */
static int obstacle(const unsigned char *at)
{
    const struct orgpol_decision decision = ask(at);

    if (decision.effect != ORGPOL_EFFECT_ALLOW)
        return 2;
    return (decision.obligations & (ORGPOL_MUST_SHOW_CONSENT | ORGPOL_MUST_SHOW_CONFIRMATION)) != 0;
}

/* Taking a stored consent, a scope of it or a setting that skips a page away never helps. */
static void compare_less(const unsigned char *at)
{
    /* For each value of STORED: the same wanted with less stored. */
    static const unsigned char less[] = {0, 1, 0, 1, 3, 6, 6, 2};
    unsigned char with[AXES];
    const int before = obstacle(at);

    memcpy(with, at, sizeof with);
    with[STORED] = less[at[STORED]];
    assert_true(obstacle(with) >= before);
    memcpy(with, at, sizeof with);
    if (is(at, API, "skips"))
        with[API] = 2;
    assert_true(obstacle(with) >= before);
    memcpy(with, at, sizeof with);
    if (is(at, OWN, "on"))
        with[OWN] = 1;
    assert_true(obstacle(with) >= before);
    with[OWN] = at[OWN];
    with[TENANT] = 0;
    assert_true(obstacle(with) >= before);
}

static void having_less_never_helps(void **state)
{
    (void)state;
    every_point(pages, plain, compare_less);
    every_point(callbacks, plain, compare_less);
}

/* ---- scope sets ---- */

#define SCOPES 4
static const struct orgpol_str names[SCOPES] = {{"read:a", 6}, {"read", 4}, {"write", 5}, {"\xC3\xA9", 2}};

/* A list of the set, from the front or the back, or every scope twice and some text absent between. */
static size_t list_of(unsigned set, int form, struct orgpol_str *list)
{
    size_t count = 0;

    for (int i = 0; i < SCOPES; i++) {
        const int scope = form == 1 ? SCOPES - 1 - i : i;

        if (!(set >> scope & 1))
            continue;
        list[count++] = names[scope];
        if (form == 2) {
            list[count++] = (struct orgpol_str){"", 0};
            list[count++] = names[scope];
        }
    }
    return count;
}

static unsigned set_of(const struct orgpol_str *list, size_t count)
{
    unsigned set = 0;

    for (size_t i = 0; i < count; i++)
        for (unsigned scope = 0; scope < SCOPES; scope++)
            if (list[i].len == names[scope].len && memcmp(list[i].ptr, names[scope].ptr, list[i].len) == 0) {
                assert_int_equal(set >> scope & 1, 0); /* each once */
                set |= 1u << scope;
            }
    return set;
}

/* One combination of lists; returns whether the page is shown. */
static bool compare_lists(unsigned stored, unsigned wanted, int stored_form, int wanted_form, bool replace)
{
    struct orgpol_consent_result result = ORGPOL_CONSENT_RESULT_INIT;
    struct orgpol_str stored_list[3 * SCOPES];
    struct orgpol_str wanted_list[3 * SCOPES];
    struct orgpol_str missing[SCOPES];
    struct orgpol_str store[SCOPES];
    struct world world;
    bool shown;

    build(&world, plain);
    world.options.consented_scopes = replace;
    world.request.scopes = wanted_list;
    world.request.scope_count = list_of(wanted, wanted_form, wanted_list);
    world.grant.scopes = stored_list;
    world.grant.scope_count = list_of(stored, stored_form, stored_list);
    world.request.user_grant = &world.grant;
    orgpol_check_consent(&world.request, &result, missing, SCOPES, store, SCOPES);
    shown = result.is_consent_required;
    assert_int_equal(shown, (wanted & ~stored) != 0);
    assert_int_equal(set_of(missing, result.missing_scope_count), wanted & ~stored);
    assert_int_equal(result.store_scope_count, 0);
    world.request.approval = ORGPOL_APPROVAL_GIVEN;
    orgpol_check_consent(&world.request, &result, missing, SCOPES, store, SCOPES);
    assert_int_equal(result.is_consent_required, 0);
    assert_int_equal(set_of(missing, result.missing_scope_count), wanted & ~stored);
    assert_int_equal(set_of(store, result.store_scope_count), replace ? wanted : wanted | stored);
    return shown;
}

static void sets_decide_and_not_lists(void **state)
{
    (void)state;
    for (unsigned stored = 0; stored < 1u << SCOPES; stored++)
        for (unsigned wanted = 0; wanted < 1u << SCOPES; wanted++)
            for (int forms = 0; forms < 9; forms++) {
                const bool shown = compare_lists(stored, wanted, forms % 3, forms / 3, false);

                compare_lists(stored, wanted, forms % 3, forms / 3, true);
                /* One scope more stored never brings the page, one less never takes it away. */
                for (unsigned scope = 0; scope < SCOPES; scope++) {
                    assert_true(shown >= compare_lists(stored | 1u << scope, wanted, 0, 0, false));
                    assert_true(shown <= compare_lists(stored & ~(1u << scope), wanted, 0, 0, false));
                }
            }
}

/* ---- the table ---- */

static void answer(const unsigned char *at, uint64_t mask, char *line, size_t size)
{
    const struct orgpol_decision decision = ask(at);

    if (decision.effect != ORGPOL_EFFECT_ALLOW) {
        snprintf(line, size, "no: ");
        condition_names(decision, mask, line + strlen(line), size - strlen(line));
        return;
    }
    obligation_names(decision, line, size);
    if (*line == '\0')
        snprintf(line, size, "silently");
}

static void delivery(const unsigned char *at, uint64_t mask, char *line, size_t size)
{
    (void)mask;
    snprintf(line, size, "%s",
             ask(at).obligations & ORGPOL_MUST_SHOW_ERROR_PAGE ? "page" : "redirect or answer");
}

static const struct {
    const char *name;
    int order[10];
    unsigned char at[AXES];
    write_answer *answer;
} tables[] = {
    {"the consent page, confirmation disabled",
     {GRANT_TYPE, REFRESH, API, APPROVAL, PROMPT, CLASS, STORED, LOCALHOST, REDIRECT, -1},
     {[API] = 2, [STORED] = 1, [SESSION] = 1, [CONFORMANT] = 1, [OWN] = 2},
     answer},
    {"the confirmation, consent given before",
     {GRANT_TYPE, REFRESH, REDIRECT, CLASS, CONFORMANT, OWN, TENANT, SCREEN, APPROVAL, -1},
     {[API] = 2, [STORED] = 4, [SESSION] = 1, [CONFORMANT] = 1},
     answer},
    {"sessions and prompt=none",
     {APPROVAL, PROMPT, SESSION, INTERACTION, REDIRECT, STORED, -1},
     {[API] = 2, [STORED] = 1, [SESSION] = 1, [CONFORMANT] = 1},
     answer},
    {"where a refusal is shown",
     {CLASS, POLICY, MODE, REFRESH, GRANT_TYPE, -1},
     {[API] = 2, [STORED] = 1, [SESSION] = 1, [APPROVAL] = 2},
     delivery},
};

static int golden(bool print)
{
    struct truth_table table = {axes, NULL, NULL};

    append_text(
        &table.text,
        "# What stands between the user and the answer: pages to show, or the conditions that are unmet.\n"
        "# Written by `make golden` from the library itself; test/property/consent_space.c has the "
        "values.\n");
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        unsigned char at[AXES];

        memcpy(at, tables[i].at, sizeof at);
        table.answer = tables[i].answer;
        add_product(&table, tables[i].name, tables[i].order, at, EVERY_CONDITION);
    }
    return golden_status(table.text, "test/property/consent.golden", print);
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
        cmocka_unit_test(silence_only_turns_pages_into_errors),
        cmocka_unit_test(having_less_never_helps),
        cmocka_unit_test(sets_decide_and_not_lists),
        cmocka_unit_test(the_table_is_the_committed_one),
    };

    if (is_print(count, arguments))
        return golden(true);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
