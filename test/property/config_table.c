/* SPDX-License-Identifier: MIT */
/*
 * The configuration checks. For every row that breaks no rule (config_changes.h), every set of changes makes
 * exactly the findings of its members; and for applications, the members that say what class they are, how
 * they authenticate and what they may do are enumerated whole against a model written from the rulebook.
 * What is left out of that product is cut because it stands in conditions of its own: URLs, algorithms,
 * refresh tokens, prompts and default organizations read no member of the product but the class, and the sets
 * of changes combine each of them with every class. Of organizations the lists are cut at one more than each
 * limit. `make golden` keeps the findings of each change in config.golden.
 */
#include "config_changes.h"

static unsigned failures;

static void expect(bool truth, const char *what, const char *base, unsigned long set)
{
    if (truth)
        return;
    if (failures++ < 20)
        printf("%s: %s, changes %lx\n", base, what, set);
}

#define FINDINGS 64

/* Splits "a; b" and takes each text off `found`. False when one is not there. */
static bool take_off(const char *expected, char found[FINDINGS][96], size_t count, size_t *taken)
{
    while (*expected) {
        const size_t length = strcspn(expected, ";");
        size_t at = 0;

        while (at < count && (strlen(found[at]) != length || strncmp(found[at], expected, length) != 0))
            at++;
        if (at == count)
            return false;
        found[at][0] = '\0';
        ++*taken;
        expected += length;
        expected += strspn(expected, "; ");
    }
    return true;
}

/* Every rule among the findings is unmet, and the other way round. */
static bool unmet_agrees(struct orgpol_decision decision, const struct orgpol_config_finding *findings,
                         size_t count)
{
    uint64_t unmet = 0;

    for (size_t i = 0; i < count; i++)
        for (unsigned place = 0; place < orgpol_family_size(decision.family); place++)
            if (findings[i].severity == ORGPOL_SEVERITY_ERROR &&
                orgpol_family_reason(decision.family, place) == findings[i].reason)
                unmet |= UINT64_C(1) << place;
    return unmet == decision.unmet && decision.effect == (unmet ? ORGPOL_EFFECT_DENY : ORGPOL_EFFECT_ALLOW) &&
           decision.obligations == 0;
}

static void check_set(const struct base *base, unsigned long set)
{
    static struct setup setup;
    struct orgpol_config_finding findings[FINDINGS];
    struct orgpol_config_result result = ORGPOL_CONFIG_RESULT_INIT;
    struct orgpol_decision decision;
    char found[FINDINGS][96];
    size_t taken = 0;
    uint32_t advice = 0;
    bool all = true;

    memset(&setup, 0, sizeof setup);
    base->build(&setup);
    for (unsigned i = 0; i < base->count; i++)
        if (set >> i & 1)
            base->changes[i].apply(&setup);
    decision = check(base, &setup, &result, findings, FINDINGS);
    expect(result.finding_count <= FINDINGS, "too many findings", base->name, set);
    for (size_t i = 0; i < result.finding_count; i++) {
        finding_text(&findings[i], found[i], sizeof found[i]);
        if (findings[i].severity == ORGPOL_SEVERITY_ADVICE)
            advice |= strcmp(findings[i].rule, "CFG-31") == 0      ? ORGPOL_ADVICE_UNKNOWN_SCOPE
                      : strcmp(findings[i].rule, "PROMPT-29") == 0 ? ORGPOL_ADVICE_NO_PROMPT_UNRELIABLE
                                                                   : 0;
    }
    for (unsigned i = 0; i < base->count; i++)
        if (set >> i & 1)
            all &= take_off(base->changes[i].findings, found, result.finding_count, &taken);
    expect(all && taken == result.finding_count, "other findings than those of its changes", base->name, set);
    expect(unmet_agrees(decision, findings, result.finding_count), "unmet is not what was found", base->name,
           set);
    expect(advice == result.advice, "advice is not what was found", base->name, set);
    expect(check(base, &setup, NULL, NULL, 0).unmet == decision.unmet, "asked without results", base->name,
           set);
}

/* ---- applications, by members ---- */

struct members {
    bool first, update, previous_first, eligible, methods;
    uint8_t mode, metadata, previous_mode, auth, type;
    uint32_t grants;
};

enum {
    FIRST,
    UPDATE,
    PREVIOUS_FIRST,
    ELIGIBLE,
    METHODS,
    MODE,
    METADATA,
    PREVIOUS_MODE,
    AUTH,
    TYPE,
    CODE,
    CREDENTIALS,
    PASSWORD,
    AXES
};

static const struct axis axes[AXES] = {
    [FIRST] = {"is_first_party", {"false", "true"}},
    [UPDATE] = {"update", {"no", "yes"}},
    [PREVIOUS_FIRST] = {"was_first_party", {"false", "true"}},
    [ELIGIBLE] = {"absent_security_mode", {"strict", "permissive"}},
    [METHODS] = {"client_authentication_methods", {"none", "private_key_jwt"}},
    [MODE] = {"mode", {"absent", "strict", "permissive", "unknown"}},
    [METADATA] = {"metadata", {"absent", "cimd", "dcr", "unknown"}},
    [PREVIOUS_MODE] = {"previous_mode", {"absent", "strict", "permissive", "unknown"}},
    [AUTH] = {"token_endpoint_auth_method", {"absent", "none", "client_secret_post", "unknown"}},
    [TYPE] = {"app_type", {"absent", "spa", "native", "regular_web", "unknown"}},
    [CODE] = {"authorization_code", {"no", "yes"}},
    [CREDENTIALS] = {"client_credentials", {"no", "yes"}},
    [PASSWORD] = {"password", {"no", "yes"}},
};

/* How a mode reads: 'p'ermissive, or 's'trict, as unknown words do (CFG-43), and metadata documents (CFG-05).
 */
static char reading(uint8_t mode, bool eligible, bool document)
{
    const bool permissive =
        mode == ORGPOL_SECURITY_MODE_PERMISSIVE || (mode == ORGPOL_SECURITY_MODE_UNSET && eligible);

    return permissive && !document ? 'p' : 's';
}

/* The rules broken, of those that turn on these members. A second way to say what the library says. */
static void model(const struct members *m, bool broken[44])
{
    const bool document = m->metadata == ORGPOL_METADATA_CIMD;
    const char mode = reading(m->mode, m->eligible, document);
    const bool third_strict = !m->first && mode != 'p';
    const bool strict = document || m->metadata == 255 || third_strict;
    const bool permissive = !document && !m->first && mode == 'p';
    const bool registered = m->metadata != 0;
    const bool secretless = m->auth == ORGPOL_AUTH_METHOD_NONE ||
                            (m->auth == 0 && !m->methods &&
                             (m->type == ORGPOL_APP_TYPE_SPA || m->type == ORGPOL_APP_TYPE_NATIVE));
    const bool credentials = (m->grants & ORGPOL_GRANT_TYPE_CLIENT_CREDENTIALS) != 0;

    memset(broken, 0, 44 * sizeof *broken);
    broken[1] = m->update &&
                (m->first != m->previous_first || mode != reading(m->previous_mode, m->eligible, document));
    broken[2] = m->first && (m->mode == ORGPOL_SECURITY_MODE_STRICT || m->mode == 255);
    broken[3] = permissive && !m->eligible &&
                !(m->update && !m->previous_first && m->previous_mode == ORGPOL_SECURITY_MODE_PERMISSIVE);
    broken[6] = (strict || registered) && (m->grants & ORGPOL_GRANT_TYPE_PASSWORD);
    broken[6] |= registered && credentials;
    broken[7] = strict && credentials && secretless;
    broken[8] = credentials && secretless;
    broken[9] = (document || m->metadata == 255) &&
                (m->type == ORGPOL_APP_TYPE_SPA || m->type == 255 ||
                 m->auth == ORGPOL_AUTH_METHOD_CLIENT_SECRET_POST || (m->auth == 255 && !m->methods));
    broken[14] = m->auth != 0 && m->methods;
    broken[15] = permissive && (m->grants & ORGPOL_GRANT_TYPE_PASSWORD);
}

static void check_members(const struct members *m, const unsigned char *at)
{
    struct orgpol_options options = ORGPOL_OPTIONS_INIT;
    struct orgpol_client client = ORGPOL_CLIENT_INIT;
    struct orgpol_client previous = ORGPOL_CLIENT_INIT;
    struct orgpol_client_config config = ORGPOL_CLIENT_CONFIG_INIT;
    struct orgpol_decision decision;
    bool broken[44];

    client.client_id = ORGPOL_STR("app");
    client.is_first_party = m->first;
    client.third_party_security_mode = m->mode;
    client.external_metadata_type = m->metadata;
    client.grant_types = m->grants;
    client.token_endpoint_auth_method = m->auth;
    client.app_type = m->type;
    client.has_client_authentication_methods = m->methods;
    previous.is_first_party = m->previous_first;
    previous.third_party_security_mode = m->previous_mode;
    previous.external_metadata_type = m->metadata;
    options.absent_security_mode = m->eligible;
    config.client_authentication_methods = m->methods ? ORGPOL_CLIENT_AUTHENTICATION_PRIVATE_KEY_JWT : 0;
    config.client = &client;
    config.previous = m->update ? &previous : NULL;
    config.options = &options;
    decision = orgpol_check_client_config(&config, NULL, NULL, 0);
    model(m, broken);
    for (unsigned place = 0; place < orgpol_family_size(ORGPOL_FAMILY_CLIENT_CONFIG); place++) {
        const char *rule = orgpol_reason_info(orgpol_family_reason(ORGPOL_FAMILY_CLIENT_CONFIG, place))->rule;

        if (broken[atoi(rule + 4)] != (decision.unmet >> place & 1) && failures++ < 20) {
            fprintf(stderr, "%s is not as in the model:", rule);
            print_point(axes, AXES, at);
        }
    }
}

static uint64_t every_application(void)
{
    static const uint8_t modes[] = {0, ORGPOL_SECURITY_MODE_STRICT, ORGPOL_SECURITY_MODE_PERMISSIVE, 255};
    static const uint8_t metadata[] = {0, ORGPOL_METADATA_CIMD, ORGPOL_METADATA_DCR, 255};
    static const uint8_t auths[] = {0, ORGPOL_AUTH_METHOD_NONE, ORGPOL_AUTH_METHOD_CLIENT_SECRET_POST, 255};
    static const uint8_t types[] = {0, ORGPOL_APP_TYPE_SPA, ORGPOL_APP_TYPE_NATIVE,
                                    ORGPOL_APP_TYPE_REGULAR_WEB, 255};
    static const int order[] = {FIRST, UPDATE,      PREVIOUS_FIRST, ELIGIBLE, METHODS,
                                MODE,  METADATA,    PREVIOUS_MODE,  AUTH,     TYPE,
                                CODE,  CREDENTIALS, PASSWORD,       -1};
    unsigned char at[AXES] = {0};

    do {
        const struct members m = {
            .first = at[FIRST],
            .update = at[UPDATE],
            .previous_first = at[PREVIOUS_FIRST],
            .eligible = at[ELIGIBLE],
            .methods = at[METHODS],
            .mode = modes[at[MODE]],
            .metadata = metadata[at[METADATA]],
            .previous_mode = modes[at[PREVIOUS_MODE]],
            .auth = auths[at[AUTH]],
            .type = types[at[TYPE]],
            .grants = (at[CODE] ? ORGPOL_GRANT_TYPE_AUTHORIZATION_CODE : 0) |
                      (at[CREDENTIALS] ? ORGPOL_GRANT_TYPE_CLIENT_CREDENTIALS : 0) |
                      (at[PASSWORD] ? ORGPOL_GRANT_TYPE_PASSWORD : 0),
        };

        check_members(&m, at);
    } while (next_point(axes, order, at));
    return point_count(axes, order);
}

/* ---- the golden table: a line for each change by itself ---- */

static int golden(bool print)
{
    static struct setup setup;
    char *text = NULL;

    for (size_t b = 0; b < BASE_COUNT; b++)
        for (unsigned i = 0; i < bases[b].count; i++) {
            struct orgpol_config_finding findings[FINDINGS];
            struct orgpol_config_result result = ORGPOL_CONFIG_RESULT_INIT;

            memset(&setup, 0, sizeof setup);
            bases[b].build(&setup);
            bases[b].changes[i].apply(&setup);
            check(&bases[b], &setup, &result, findings, FINDINGS);
            append_text(&text, bases[b].name);
            append_text(&text, ", ");
            append_text(&text, bases[b].changes[i].name);
            append_text(&text, result.finding_count ? " =>" : " => -");
            for (size_t k = 0; k < result.finding_count; k++) {
                char finding[96];

                finding_text(&findings[k], finding, sizeof finding);
                append_text(&text, k ? "; " : " ");
                append_text(&text, findings[k].severity == ORGPOL_SEVERITY_ERROR ? "error " : "advice ");
                append_text(&text, finding);
            }
            append_text(&text, "\n");
        }
    return golden_status(text, "test/property/config.golden", print);
}

int main(int count, char **arguments)
{
    unsigned long sets = 0;
    uint64_t applications;

    if (is_print(count, arguments))
        return golden(true);
    for (size_t b = 0; b < BASE_COUNT; b++)
        for (unsigned long set = 0; set < 1ul << bases[b].count; set++, sets++)
            check_set(&bases[b], set);
    applications = every_application();
    printf("%lu sets of changes, %llu applications, %u failures\n", sets, (unsigned long long)applications,
           failures);
    return golden(false) || failures != 0;
}
