/* SPDX-License-Identifier: MIT */
/*
 * Runs every scenario of the JSON layer again and again, with the n-th allocation failing, for every n, until
 * one runs through: no crash, no leak, no allow, and nothing but ORGPOL_ERR_MEMORY until then. Linked with
 * --wrap for the library's allocations; cJSON's go through its hooks.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "orgpol/authzen.h"
#include "orgpol/lint.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void __real_free(void *memory);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);
void __wrap_free(void *memory);

static long until_failure = -1; /* -1: never */
static long live;
static long failures;

/* Counts an allocation; false when it is the one to fail. */
static int permitted(void)
{
    if (until_failure == 0) {
        failures++;
        return 0;
    }
    if (until_failure > 0)
        until_failure--;
    live++;
    return 1;
}

void *__wrap_malloc(size_t size)
{
    return permitted() ? __real_malloc(size) : NULL;
}

void *__wrap_calloc(size_t count, size_t size)
{
    return permitted() ? __real_calloc(count, size) : NULL;
}

void *__wrap_realloc(void *memory, size_t size)
{
    if (!permitted())
        return NULL;
    live -= memory != NULL;
    return __real_realloc(memory, size);
}

void __wrap_free(void *memory)
{
    live -= memory != NULL;
    __real_free(memory);
}

static char *slurp(const char *name, size_t *length)
{
    FILE *file = fopen(name, "rb");
    char *text = __real_malloc(1 << 20);

    if (file == NULL || text == NULL)
        exit(2);
    *length = fread(text, 1, (1 << 20) - 1, file);
    text[*length] = '\0';
    fclose(file);
    return text;
}

static struct orgpol_tenant *tenant;
static const char *document;
static size_t document_length;

static enum orgpol_status load(void)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_tenant *loaded;
    const enum orgpol_status status = orgpol_tenant_load(document, document_length, NULL, &loaded, &error);

    if ((status == ORGPOL_OK) != (loaded != NULL) || error.status != (uint32_t)status)
        exit(3);
    orgpol_tenant_free(loaded);
    return status;
}

static enum orgpol_status evaluate(void)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_decision decision = {.effect = ORGPOL_EFFECT_ALLOW};
    char answer[2048];
    const enum orgpol_status status = orgpol_authzen_evaluate(tenant, document, document_length, NULL, answer,
                                                              sizeof answer, NULL, &decision, &error);

    if (status != ORGPOL_OK &&
        (decision.effect != ORGPOL_EFFECT_ERROR || strstr(answer, "\"decision\":true") ||
         strstr(answer, "\"status\":500") == NULL))
        exit(4);
    if (status == ORGPOL_OK && decision.effect != ORGPOL_EFFECT_ALLOW)
        exit(5);
    return status;
}

static enum orgpol_status check(void)
{
    return orgpol_json_check(document, document_length, NULL, NULL);
}

/* Counts what is wrong, without room for the answer. */
static enum orgpol_status lint(void)
{
    struct orgpol_lint_result result = ORGPOL_LINT_RESULT_INIT;
    const enum orgpol_status status =
        orgpol_tenant_lint(document, document_length, NULL, NULL, 0, NULL, &result, NULL);

    if (status == ORGPOL_ERR_BUFFER && result.error_count > 0)
        return ORGPOL_OK;
    return status;
}

/* Any answer but an error. */
static enum orgpol_status answer(void)
{
    char text[4096];

    return orgpol_authzen_evaluate(tenant, document, document_length, NULL, text, sizeof text, NULL, NULL,
                                   NULL);
}

/* Returns 0 when the scenario held for every n. */
static int run(const char *name, enum orgpol_status (*scenario)(void))
{
    long n = 0;

    for (;; n++) {
        const long before = live;
        enum orgpol_status status;

        until_failure = n;
        failures = 0;
        status = scenario();
        until_failure = -1;
        if (live != before) {
            printf("%s: %ld leaked when allocation %ld failed\n", name, live - before, n);
            return 1;
        }
        if (failures == 0 && status == ORGPOL_OK)
            break;
        if (failures == 0 || status != ORGPOL_ERR_MEMORY) {
            printf("%s: status %d when allocation %ld failed\n", name, status, n);
            return 1;
        }
    }
    printf("ok      %s: each of %ld allocations failed once\n", name, n);
    return n == 0;
}

#define GRANTS(type)                                                                                      \
    "{\"clients\":[{\"client_id\":\"m\",\"is_first_party\":true}],\"resource_servers\":[{\"identifier\":" \
    "\"a\"}],"                                                                                            \
    "\"client_grants\":[{\"id\":\"g\",\"client_id\":\"m\",\"audience\":\"a\",\"subject_type\":\"" type    \
    "\"}]}"

/* The actions of consent and tokens, which have lists of their own. */
static int run_consent(void)
{
#define ASKING(type, action, resource, id, context)                                     \
    "{\"subject\":{\"type\":\"" type "\",\"id\":\"u1\"},\"action\":{\"name\":\"" action \
    "\"},\"resource\":{\"type\":\"" resource "\",\"id\":\"" id "\"},\"context\":" context "}"
    static const struct {
        const char *name;
        const char *request;
    } rows[] = {
        {"check_consent",
         ASKING("user", "check_consent", "resource_server", "https://api1.example.com",
                "{\"client\":\"tps\",\"organization\":\"org_A\",\"scope\":\"r d\",\"approved\":true}")},
        {"consent_key_for", ASKING("user", "consent_key_for", "resource_server", "https://api1.example.com",
                                   "{\"client\":\"tps\",\"scope\":\"r w\"}")},
        {"check_token_organization", ASKING("client", "check_token_organization", "client", "web",
                                            "{\"issuer\":\"i\",\"claims\":{\"iss\":\"i\",\"org_id\":\"a\"},"
                                            "\"known_organizations\":[\"a\"]}")},
    };
    size_t length;
    char *text = slurp("test/vectors/consent.json", &length);
    int failed = 0;

    if (orgpol_tenant_load(text, length, NULL, &tenant, NULL) != ORGPOL_OK)
        return 6;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        document = rows[i].request;
        document_length = strlen(document);
        failed |= run(rows[i].name, evaluate);
    }
    orgpol_tenant_free(tenant);
    tenant = NULL;
    __real_free(text);
    return failed;
}

/* A My Account token and the start of the flow, with every list that their questions have. */
static int run_my_account(void)
{
    static const char start[] =
        "{\"subject\":{\"type\":\"user\",\"id\":\"auth0|a\"},\"action\":{\"name\":"
        "\"can_connect_account\"},\"resource\":{\"type\":\"connection\",\"id\":\"google-oauth2\"},"
        "\"context\":{\"now\":1790000000,\"token\":{\"valid\":true,\"expires_at\":1790003600,\"sub\":"
        "\"auth0|a\",\"azp\":\"C-WEB\",\"aud\":[\"https://acme.example.auth0.com/me/\"],\"scope\":"
        "\"create:me:connected_accounts\"},\"body\":{\"connection\":\"google-oauth2\",\"redirect_uri\":"
        "\"https://app.example.com/cb\"}}}";
    static const char token[] =
        "{\"subject\":{\"type\":\"user\",\"id\":\"auth0|a\"},\"action\":{\"name\":"
        "\"check_my_account_token\"},\"resource\":{\"type\":\"resource_server\",\"id\":"
        "\"https://acme.example.auth0.com/me/\"},\"context\":{\"now\":1790000000,\"client\":\"C-WEB\","
        "\"grant_type\":\"refresh_token\",\"scope\":\"read:me:connected_accounts\",\"login_scope\":"
        "\"openid\","
        "\"permissions\":[\"a\"],\"consented_scopes\":[\"b\",\"c\"]}}";
    size_t length;
    char *text = slurp("test/vectors/vault.json", &length);
    int failed;

    if (orgpol_tenant_load(text, length, NULL, &tenant, NULL) != ORGPOL_OK)
        return 6;
    document = token;
    document_length = sizeof token - 1;
    failed = run("My Account token", evaluate);
    document = start;
    document_length = sizeof start - 1;
    failed |= run("Connected Accounts start", evaluate);
    orgpol_tenant_free(tenant);
    tenant = NULL;
    __real_free(text);
    return failed;
}

/* The organization prompt, whose rows are put together for each request. */
static int run_prompt(void)
{
    static const char picker[] =
        "{\"subject\":{\"type\":\"user\",\"id\":\"u2\"},\"action\":{\"name\":"
        "\"resolve_org_prompt_mode\"},\"resource\":{\"type\":\"client\",\"id\":\"biz_post\"},\"context\":{"
        "\"identifier\":\"u2@example.com\",\"session\":{\"connection\":\"db\"}}}";
    size_t length;
    char *text = slurp("test/vectors/tenant.json", &length);
    int failed;

    if (orgpol_tenant_load(text, length, NULL, &tenant, NULL) != ORGPOL_OK)
        return 6;
    document = picker;
    document_length = sizeof picker - 1;
    failed = run("organization prompt", evaluate);
    orgpol_tenant_free(tenant);
    tenant = NULL;
    __real_free(text);
    return failed;
}

/* Token Vault: a tenant with its members, and what asks it. */
static int run_vault(void)
{
    static const struct {
        const char *name;
        const char *request;
    } rows[] = {
        {"worker configuration",
         "{\"subject\":{\"type\":\"user\",\"id\":\"a\"},\"action\":{\"name\":\"check_client_config\"},"
         "\"resource\":{\"type\":\"client\",\"id\":\"C-WRK\"},\"context\":{\"object\":{\"client_id\":"
         "\"C-WRK\",\"is_first_party\":true,\"refresh_token\":{\"policies\":[{\"audience\":\"a\",\"scope\":"
         "[\"r\"]}]},\"token_vault_privileged_access\":{\"credentials\":[{\"kid\":\"worker-key-1\"}],"
         "\"ip_allowlist\":[\"::1\"],\"grants\":[{\"connection\":\"github\",\"scopes\":[\"repo\"]}]}}}}"},
        {"stored worker configuration",
         "{\"subject\":{\"type\":\"user\",\"id\":\"a\"},\"action\":{\"name\":\"check_client_config\"},"
         "\"resource\":{\"type\":\"client\",\"id\":\"C-WRK\"}}"},
    };
    size_t length;
    char *text = slurp("test/vectors/vault.json", &length);
    int failed;

    document = text;
    document_length = length;
    failed = run("Token Vault tenant load", load);
    if (orgpol_tenant_load(text, length, NULL, &tenant, NULL) != ORGPOL_OK)
        return 6;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        document = rows[i].request;
        document_length = strlen(document);
        failed |= run(rows[i].name, evaluate);
    }
    orgpol_tenant_free(tenant);
    tenant = NULL;
    __real_free(text);
    return failed;
}

int main(void)
{
    static const char plain[] =
        "{\"subject\":{\"type\":\"user\",\"id\":\"u1\"},\"action\":{\"name\":\"can_login\"},\"resource\":{"
        "\"type\":"
        "\"client\",\"id\":\"web\"},\"context\":{\"organization\":\"org_A\",\"connection\":\"db\"}}";
    static const char client_grant[] =
        "{\"subject\":{\"type\":\"client\",\"id\":\"m\"},\"action\":{\"name\":\"check_client_grant\"},"
        "\"resource\":{\"type\":\"resource_server\",\"id\":\"a\"},\"context\":{\"tenant\":" GRANTS(
            "client") "}}";
    static const char user_grant[] =
        "{\"subject\":{\"type\":\"user\",\"id\":\"u\"},\"action\":{\"name\":\"check_user_grant\"},"
        "\"resource\":{\"type\":\"resource_server\",\"id\":\"a\"},\"context\":{\"client\":\"m\","
        "\"tenant\":" GRANTS("user") "}}";
    static const char inlined[] =
        "{\"subject\":{\"type\":\"user\",\"id\":\"u\"},\"action\":{\"name\":\"can_login\"},\"resource\":{"
        "\"type\":"
        "\"client\",\"id\":\"w\"},\"context\":{\"connection\":\"c\",\"member_count\":"
        "0.0000000000000000000000000000000000000000000000000000000000000000000000000000000000000001,"
        "\"x\":0.00000000000000000000000000000000000000000000000000000000000000000000000000000001,\"tenant\":"
        "{\"clients\":[{\"client_id\":\"w\",\"is_first_party\":true}],\"connections\":[{\"id\":\"c\","
        "\"enabled_clients\":[\"w\"]}]}}}";
    static const char *const checks[] = {
        "{\"subject\":{\"type\":\"user\",\"id\":\"a\"},\"action\":{\"name\":\"check_organization_config\"},"
        "\"resource\":{\"type\":\"organization\",\"id\":\"org_A\"}}",
        "{\"subject\":{\"type\":\"user\",\"id\":\"a\"},\"action\":{\"name\":\"check_organization_config\"},"
        "\"resource\":{\"type\":\"organization\",\"id\":\"org_A\"},\"context\":{\"object\":{\"name\":\"a\","
        "\"enabled_connections\":[{\"connection_id\":\"con_db\"}],\"client_grants\":[{\"id\":\"g\"}],"
        "\"discovery_domains\":[{\"domain\":\"a.example\"}],\"invitations\":[{\"client_id\":\"web\"}]}}}",
        "{\"subject\":{\"type\":\"user\",\"id\":\"a\"},\"action\":{\"name\":\"check_client_config\"},"
        "\"resource\":{"
        "\"type\":\"client\",\"id\":\"web\"},\"context\":{\"object\":{\"callbacks\":[\"a\"],\"web_origins\":["
        "\"b\"],"
        "\"allowed_origins\":[\"c\"]}}}",
        "{\"subject\":{\"type\":\"user\",\"id\":\"a\"},\"action\":{\"name\":\"check_client_grant_config\"},"
        "\"resource\":{\"type\":\"client_grant\",\"id\":\"g\"},\"context\":{\"object\":{\"scope\":[\"a\"],"
        "\"authorization_details_types\":[\"b\"]}}}",
    };
    cJSON_Hooks hooks = {__wrap_malloc, __wrap_free};
    char *names = __real_malloc(1 << 16);
    size_t length;
    char *text = slurp("test/vectors/tenant.json", &length);
    char *whole;
    int failed;

    cJSON_InitHooks(&hooks);
    document = text;
    document_length = length;
    failed = run("tenant load", load);
    if (orgpol_tenant_load(text, length, NULL, &tenant, NULL) != ORGPOL_OK)
        return 6;
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        document = checks[i];
        document_length = strlen(checks[i]);
        failed |= run("configuration check", answer);
    }
    document = text;
    document_length = length;
    failed |= run("lint", lint);
    document = plain;
    document_length = sizeof plain - 1;
    failed |= run("evaluation", evaluate);
    orgpol_tenant_free(tenant);
    tenant = NULL;
    failed |= run_consent();
    /* member_count must be whole: the long number there becomes 0. */
    whole = __real_malloc(sizeof inlined);
    memcpy(whole, inlined, sizeof inlined);
    memset(strstr(whole, "0001,\"x\""), '0', 4);
    document = whole;
    document_length = sizeof inlined - 1;
    failed |= run("evaluation with a tenant of its own and long numbers", evaluate);
    document = client_grant;
    document_length = sizeof client_grant - 1;
    failed |= run("client grant", evaluate);
    document = user_grant;
    document_length = sizeof user_grant - 1;
    failed |= run("user grant", evaluate);
    failed |= run_prompt();
    failed |= run_vault();
    failed |= run_my_account();
    strcpy(names, "{");
    for (int i = 0; i < 2000; i++)
        sprintf(names + strlen(names), "%s\"name%d\":0", i ? "," : "", i);
    strcat(names, "}");
    document = names;
    document_length = strlen(names);
    failed |= run("many member names", load);
    failed |= run("a document that is checked", check);
    __real_free(names);
    __real_free(whole);
    __real_free(text);
    return failed;
}
