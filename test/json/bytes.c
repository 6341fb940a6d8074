/* SPDX-License-Identifier: MIT */
/*
 * Requests of the vectors with one byte changed: every bit of it flipped, the byte dropped or doubled, the
 * text cut before it. Each must be answered, and never with a permission where the request itself is denied,
 * unless the changed request says so. README.md tells how that is judged.
 */
#include "property/random.h"
#include "vectors/rows.h"
#include "json/changes.h"

/* A row of allowed_changes.txt. */
struct allowed {
    const char *action;
    bool without;
    const char *member;
    size_t count;
};

static struct allowed allowed[256];
static size_t allowed_count;

static char *read_allowed(void)
{
    size_t length;
    char *const text = slurp("test/json/allowed_changes.txt", &length);
    char *next = text;
    char *row;

    while ((row = next_row(&next)) != NULL) {
        char *cells[4];

        if (cells_of(row, cells, 4) != 4 || *cells[3] == '\0')
            fail_msg("%s: expected four cells", row);
        assert_true(allowed_count < sizeof allowed / sizeof *allowed);
        allowed[allowed_count++] = (struct allowed){cells[0], strcmp(cells[1], "without") == 0, cells[2], 0};
    }
    return text;
}

static struct allowed *find_allowed(const char *action, const struct place *place)
{
    for (size_t i = 0; i < allowed_count; i++)
        if (strcmp(allowed[i].action, action) == 0 && allowed[i].without == place->renamed &&
            strcmp(allowed[i].member, place->pointer) == 0)
            return &allowed[i];
    return NULL;
}

/* A request of the vectors, its tenant, and what is answered. */
struct asked {
    const char *id;
    const char *action;
    struct orgpol_tenant *tenant;
    cJSON *tree;
    char *text;
    size_t length;
    bool permitted;
};

/* Over a copy without a byte to spare. What an answer says must be what the decision says. */
static enum orgpol_effect ask(const struct asked *asked, const char *text, size_t length,
                              struct orgpol_json_error *error)
{
    char *const exact = malloc(length ? length : 1);
    struct orgpol_decision decision;
    char answer[16384];
    enum orgpol_status status;

    memcpy(exact, text, length);
    status = orgpol_authzen_evaluate(asked->tenant, exact, length, NULL, answer, sizeof answer, NULL,
                                     &decision, error);
    free(exact);
    if (status == ORGPOL_OK)
        assert_true(decision.effect == ORGPOL_EFFECT_ALLOW || decision.effect == ORGPOL_EFFECT_DENY);
    else
        assert_true(decision.effect == ORGPOL_EFFECT_ERROR &&
                    (status == ORGPOL_ERR_SYNTAX || status == ORGPOL_ERR_REQUEST));
    assert_int_equal(strncmp(answer, "{\"decision\":true,", 17) == 0, decision.effect == ORGPOL_EFFECT_ALLOW);
    return decision.effect;
}

/* A permission where the request itself is denied. */
static int judge(const struct asked *asked, const char *text, size_t length)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    cJSON *const changed = cJSON_ParseWithLength(text, length);
    const char *wrong = NULL;
    struct place place = {0};
    struct allowed *row = NULL;

    if (changed == NULL) {
        wrong = "another reader refuses it";
    } else if (!find_place(asked->tree, changed, &place)) {
        wrong = "another reader sees no difference";
    } else {
        cJSON *const anew = rebuilt(asked->tree, &place);
        char *const printed = cJSON_PrintUnformatted(anew);

        row = find_allowed(asked->action, &place);
        if (ask(asked, printed, strlen(printed), &error) != ORGPOL_EFFECT_ALLOW)
            wrong = "the request built anew with that change is not permitted";
        else if (row == NULL)
            wrong = "no row of allowed_changes.txt";
        cJSON_free(printed);
        cJSON_Delete(anew);
    }
    cJSON_Delete(changed);
    if (row)
        row->count++;
    if (wrong)
        print_error("%s: %s | %s | %s |: %s: %.*s\n", asked->id, asked->action,
                    place.renamed ? "without" : "value", place.pointer, wrong, (int)length, text);
    return wrong != NULL;
}

static size_t asked_changes;

/* `asked` has everything but its text and the answer. */
static int change_every_byte(struct asked *asked)
{
    struct orgpol_json_error none = ORGPOL_JSON_ERROR_INIT;
    int wrong = 0;
    char *text;

    asked->text = cJSON_PrintUnformatted(asked->tree);
    asked->length = strlen(asked->text);
    asked->permitted = ask(asked, asked->text, asked->length, &none) == ORGPOL_EFFECT_ALLOW;
    if (none.status != ORGPOL_OK)
        fail_msg("%s: %s: %s", asked->id, none.pointer, none.message);
    text = malloc(asked->length + 1);

    for (size_t at = 0; at < asked->length; at++)
        for (enum change how = 0; how < CHANGES; how++) {
            struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
            const size_t length = change_byte(asked->text, asked->length, at, how, text);
            const enum orgpol_effect effect = ask(asked, text, length, &error);

            if (how == CUT && (error.status != ORGPOL_ERR_SYNTAX || error.offset > length))
                fail_msg("%s: cut at %zu: status %u at %zu", asked->id, at, error.status, error.offset);
            if (effect == ORGPOL_EFFECT_ALLOW && !asked->permitted)
                wrong += judge(asked, text, length);
            asked_changes++;
        }
    free(text);
    cJSON_free(asked->text);
    return wrong;
}

static int run_row(const cJSON *base, char **cells)
{
    cJSON *document = document_of(base, cells);
    struct asked asked = {.id = cells[ID], .action = cells[ACTION], .tenant = tenant_of(document, cells[ID])};
    int wrong;

    asked.tree = request_of(base, cells);
    wrong = change_every_byte(&asked);
    assert_int_equal(asked.permitted, strcmp(cells[DECISION], "yes") == 0);
    cJSON_Delete(asked.tree);
    cJSON_Delete(document);
    orgpol_tenant_free(asked.tenant);
    return wrong;
}

/* Of every action one row that is permitted, and one that is denied (QUICK) or one for every first reason. */
static bool chosen(char **cells)
{
    static char seen[1024][96];
    static size_t count;
    char key[sizeof *seen];

    snprintf(key, sizeof key, "%s %s %.*s", cells[ACTION], cells[DECISION],
             quick() ? 0 : (int)strcspn(cells[UNMET], " "), cells[UNMET]);
    for (size_t i = 0; i < count; i++)
        if (strcmp(seen[i], key) == 0)
            return false;
    assert_true(count < sizeof seen / sizeof *seen);
    strcpy(seen[count++], key);
    return true;
}

/* Requests over a tenant that is loaded. */
static void every_byte_of_requests(void **state)
{
    size_t rows = 0;
    int wrong = 0;

    (void)state;
    for (size_t i = 0; i < VECTOR_FAMILIES; i++) {
        struct vector_file file = vectors_of(vector_families[i].family, vector_families[i].tenant);
        char *cells[CELLS];

        while (next_cells(&file, cells))
            if (chosen(cells)) {
                wrong += run_row(file.base, cells);
                rows++;
            }
        close_vectors(&file);
    }
    print_message("%zu requests\n", rows);
    assert_int_equal(wrong, 0);
}

/* Requests with their tenant inside, in which every byte is changed too. */
static void every_byte_of_tenants(void **state)
{
    size_t length;
    char *const text = slurp("test/json/tenants.txt", &length);
    char *next = text;
    char *cells[2];
    char *row;
    int wrong = 0;

    (void)state;
    while ((row = next_row(&next)) != NULL) {
        struct asked asked = {0};

        assert_int_equal(cells_of(row, cells, 2), 2);
        asked.id = cells[0];
        asked.tree = parsed(cells[0], cells[1]);
        asked.action = cJSON_GetStringValue(
            cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(asked.tree, "action"), "name"));
        wrong += change_every_byte(&asked);
        if (asked.permitted)
            fail_msg("%s is not denied", asked.id);
        cJSON_Delete(asked.tree);
    }
    assert_int_equal(wrong, 0);
    free(text);
}

/* After the others: how often each row of the table was met. One that never is says nothing. */
static void every_row_was_met(void **state)
{
    int unmet = 0;

    (void)state;
    for (size_t i = 0; i < allowed_count; i++) {
        print_message("%6zu  %s | %s | %s\n", allowed[i].count, allowed[i].action,
                      allowed[i].without ? "without" : "value", allowed[i].member);
        unmet += allowed[i].count == 0 && !quick();
    }
    print_message("%zu changed requests\n", asked_changes);
    assert_int_equal(unmet, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_byte_of_requests),
        cmocka_unit_test(every_byte_of_tenants),
        cmocka_unit_test(every_row_was_met),
    };
    char *const table = read_allowed();
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);

    free(table);
    return failed;
}
