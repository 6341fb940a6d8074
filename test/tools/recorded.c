/* SPDX-License-Identifier: MIT */
/*
 * recorded FOLDER: loads recorded tenants (FOLDER/tenants/NAME.json) and Management API objects
 * (FOLDER/management-api/KIND.ndjson, one object a line), each of which must load. What lint says about them
 * is counted and fails nothing.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orgpol/lint.h"
#include "orgpol/tenant.h"

/* Where the objects of each file stand in a tenant: what goes before and after an object. */
static const struct {
    const char *file;
    const char *before;
    const char *after;
} kinds[] = {
    {"clients", "{\"clients\":[", "]}"},
    {"connections", "{\"connections\":[", "]}"},
    {"resource_servers", "{\"resource_servers\":[", "]}"},
    {"client_grants", "{\"client_grants\":[", "]}"},
    {"organizations", "{\"organizations\":[", "]}"},
    {"org_client_grants", "{\"organizations\":[{\"id\":\"org_x\",\"client_grants\":[", "]}]}"},
    {"org_discovery_domains", "{\"organizations\":[{\"id\":\"org_x\",\"discovery_domains\":[", "]}]}"},
    {"org_enabled_connections", "{\"organizations\":[{\"id\":\"org_x\",\"enabled_connections\":[", "]}]}"},
    {"org_invitations", "{\"organizations\":[{\"id\":\"org_x\",\"invitations\":[", "]}]}"},
    {"org_members", "{\"organizations\":[{\"id\":\"org_x\",\"members\":[", "]}]}"},
    {"user_connected_accounts", "{\"users\":[{\"user_id\":\"u\",\"connected_accounts\":[", "]}]}"},
    {"user_grants", "{\"users\":[{\"user_id\":\"u\",\"grants\":[", "]}]}"},
    {"users", "{\"users\":[", "]}"},
};

static int failures;
static int loads;
static size_t errors;
static size_t advice;

static void load(const char *file, int line, const char *json, size_t length)
{
    struct orgpol_lint_result found = ORGPOL_LINT_RESULT_INIT;
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_tenant *tenant;

    if (orgpol_tenant_load(json, length, NULL, &tenant, &error) != ORGPOL_OK) {
        fprintf(stderr, "%s:%d: offset %zu: %s: %s\n", file, line, error.offset, error.pointer,
                error.message);
        failures++;
    }
    loads++;
    orgpol_tenant_free(tenant);
    orgpol_tenant_lint(json, length, NULL, NULL, 0, NULL, &found, NULL);
    errors += found.error_count;
    advice += found.advice_count;
}

static char *must(char *memory, const char *file)
{
    if (memory == NULL) {
        fprintf(stderr, "%s cannot be read\n", file);
        exit(1);
    }
    return memory;
}

static char *read_all(const char *file, size_t *length)
{
    FILE *stream = fopen(file, "rb");
    const long size = stream && fseek(stream, 0, SEEK_END) == 0 ? ftell(stream) : -1;
    char *text = must(size >= 0 ? malloc((size_t)size + 1) : NULL, file);

    rewind(stream);
    *length = fread(text, 1, (size_t)size, stream);
    must(*length == (size_t)size ? text : NULL, file);
    text[*length] = '\0';
    fclose(stream);
    return text;
}

int main(int count, char **arguments)
{
    static const char *const tenants[] = {"deploy-cli", "go-auth0"};
    char file[4096];
    size_t length;

    if (count != 2 || strlen(arguments[1]) > sizeof file / 2) {
        fputs("usage: recorded FOLDER\n", stderr);
        return 2;
    }
    for (size_t i = 0; i < sizeof tenants / sizeof *tenants; i++) {
        snprintf(file, sizeof file, "%s/tenants/%s.json", arguments[1], tenants[i]);
        char *text = read_all(file, &length);
        load(file, 1, text, length);
        free(text);
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        int line = 0;

        snprintf(file, sizeof file, "%s/management-api/%s.ndjson", arguments[1], kinds[i].file);
        char *text = read_all(file, &length);
        for (char *at = strtok(text, "\n"); at; at = strtok(NULL, "\n")) {
            const size_t size = strlen(kinds[i].before) + strlen(at) + strlen(kinds[i].after);
            char *document = must(malloc(size + 1), file);

            snprintf(document, size + 1, "%s%s%s", kinds[i].before, at, kinds[i].after);
            load(file, ++line, document, size);
            free(document);
        }
        free(text);
    }
    printf("%s recorded tenants and objects: %d loaded, %d failed\n", failures ? "FAILED " : "ok     ",
           loads - failures, failures);
    printf("        lint: %zu errors, %zu advice\n", errors, advice);
    return failures != 0;
}
