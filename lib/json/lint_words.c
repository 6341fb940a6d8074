/* SPDX-License-Identifier: MIT */
/* Lint: words orgpol does not know (CFG-43). */
#include <stdio.h>
#include <string.h>

#include "lint.h"

/* Members of which other words are not odd, or are another rule's. */
static const char *const passed_over[] = {
    "third_party_client_access",     /* CFG-24 */
    "default_for",                   /* CFG-25 */
    "default_organization.flows",    /* CFG-20 */
    "jwt_configuration.alg",         /* CFG-10 */
    "refresh_token.expiration_type", /* CFG-12 */
    "grant_types",                   /* an open list; CFG-06 */
    "token_endpoint_auth_method",    /* any text */
    "app_type",                      /* first-party applications have more */
};

static bool is_passed_over(const char *name)
{
    for (size_t i = 0; i < sizeof passed_over / sizeof *passed_over; i++)
        if (strcmp(passed_over[i], name) == 0)
            return true;
    return false;
}

static bool is_known(const struct word *words, const char *text)
{
    while (words->text && strcmp(words->text, text) != 0)
        words++;
    return words->text != NULL || *text == '\0';
}

static bool is_word(const struct field *field)
{
    return field->kind == FIELD_WORD || field->kind == FIELD_GIVEN_WORD;
}

static void write_unknown(struct lint *lint, const struct json_path *path, const struct field *field,
                          const char *word)
{
    char message[192];
    const struct lint_line line = {
        "CFG-43", field->name, message,
        "Correct the word, or update orgpol when it is new; until then it is read as the strictest.", false};

    snprintf(message, sizeof message, "orgpol does not know the word \"%.100s\".", word);
    orgpol_lint_write(lint, path, &line);
}

static void lint_words_of(struct lint *lint, const cJSON *row, const struct json_path *path,
                          const struct field_table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        const struct json_path *place = PATH_MEMBER(path, field->name);
        const cJSON *value =
            field->words && !is_passed_over(field->name) ? orgpol_lint_nested(row, field->name) : NULL;
        const cJSON *item = field->kind == FIELD_MASK && value ? value->child : NULL;
        const bool allow_all = field->words && strstr(field->name, ".client.policy") && value &&
                               strcmp(value->valuestring, "allow_all") == 0; /* CFG-36 */

        if (is_word(field) && value && !allow_all && !is_known(field->words, value->valuestring))
            write_unknown(lint, place, field, value->valuestring);
        for (size_t index = 0; item; item = item->next, index++)
            if (!is_known(field->words, item->valuestring))
                write_unknown(lint, PATH_ELEMENT(place, index), field, item->valuestring);
    }
}

static void lint_words_of_rows(struct lint *lint, const cJSON *rows, const struct json_path *path,
                               const struct field_table *table)
{
    size_t index = 0;

    for (const cJSON *row = rows ? rows->child : NULL; row; row = row->next)
        lint_words_of(lint, row, PATH_ELEMENT(path, index++), table);
}

/* The rows that stand in the rows of a section. */
static void lint_words_of_inner(struct lint *lint, const char *section, const char *name,
                                const struct field_table *table)
{
    const struct json_path *path = PATH_MEMBER(NULL, section);
    const cJSON *rows = lint_member(lint->document, section);
    size_t index = 0;

    for (const cJSON *row = rows ? rows->child : NULL; row; row = row->next)
        lint_words_of_rows(lint, lint_member(row, name), PATH_MEMBER(PATH_ELEMENT(path, index++), name),
                           table);
}

void orgpol_lint_words(struct lint *lint)
{
    const struct {
        const char *name;
        const struct field_table *table;
    } sections[] = {
        {"clients", &orgpol_client_members},
        {"connections", &orgpol_connection_members},
        {"resource_servers", &orgpol_resource_server_members},
        {"client_grants", &orgpol_client_grant_members},
        {"organizations", &orgpol_organization_members},
    };
    const cJSON *settings = lint_member(lint->document, "settings");

    if (settings)
        lint_words_of(lint, settings, PATH_MEMBER(NULL, "settings"), &orgpol_setting_members);
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        lint_words_of_rows(lint, lint_member(lint->document, sections[i].name),
                           PATH_MEMBER(NULL, sections[i].name), sections[i].table);
    lint_words_of_inner(lint, "organizations", "discovery_domains", &orgpol_discovery_domain_members);
    lint_words_of_inner(lint, "users", "connected_accounts", &orgpol_connected_account_members);
}
