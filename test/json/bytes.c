/* SPDX-License-Identifier: MIT */
/*
 * Requests of the vectors with one byte changed: every bit of it flipped, the byte dropped or doubled, the
 * text cut before it. Each must be answered, and never with a permission where the request itself is denied,
 * unless the changed request says so. README.md tells how that is judged.
 */
#include "property/random.h"
#include "vectors/rows.h"
#include "json/changes.h"

/* Of what is read as a request and need not be judged, one in so many is, with ALL=1 each. */
#define JUDGED_OF 29

/*
 * Objects in which a name that is not known is not ignored: it is refused, or a method like another, or a
 * parameter, which nobody may repeat and a strict application may not send.
 */
static const char *const names_count_in[] = {"/context/body/", "/context/parameters/",
                                             "/context/object/client_authentication_methods/"};

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

struct reply {
    enum orgpol_effect effect;
    struct orgpol_json_error error;
    char answer[16384];
};

/* A request of the vectors, its tenant, and what is answered. */
struct asked {
    const char *id;
    const char *action;
    struct orgpol_tenant *tenant;
    cJSON *tree;
    char *text;
    size_t length;
    struct reply reply;
};

static bool permitted(const struct reply *reply)
{
    return reply->effect == ORGPOL_EFFECT_ALLOW;
}

/* Over a copy without a byte to spare. What an answer says must be what the decision says. */
static void ask(const struct asked *asked, const char *text, size_t length, struct reply *reply)
{
    char *const exact = malloc(length ? length : 1);
    struct orgpol_decision decision;
    enum orgpol_status status;

    memcpy(exact, text, length);
    reply->error.struct_size = sizeof reply->error;
    status = orgpol_authzen_evaluate(asked->tenant, exact, length, NULL, reply->answer, sizeof reply->answer,
                                     NULL, &decision, &reply->error);
    free(exact);
    if (status == ORGPOL_OK)
        assert_true(decision.effect == ORGPOL_EFFECT_ALLOW || decision.effect == ORGPOL_EFFECT_DENY);
    else
        assert_true(decision.effect == ORGPOL_EFFECT_ERROR &&
                    (status == ORGPOL_ERR_SYNTAX || status == ORGPOL_ERR_REQUEST));
    reply->effect = decision.effect;
    assert_int_equal(strncmp(reply->answer, "{\"decision\":true,", 17) == 0, permitted(reply));
}

/* What the request is answered, built anew from its own tree with that one change of meaning. */
static const struct reply *ask_anew(const struct asked *asked, const struct place *place, bool without)
{
    static struct reply reply;
    cJSON *const anew = rebuilt(asked->tree, place, without);
    char *const printed = print_exactly(anew);

    ask(asked, printed, strlen(printed), &reply);
    cJSON_free(printed);
    cJSON_Delete(anew);
    return &reply;
}

/* A permission that was a denial: NULL when the table has it, and a name changed means the member left out.
 */
static const char *judge_permission(const struct asked *asked, const struct place *place)
{
    struct allowed *row = find_allowed(asked->action, place);

    if (row == NULL)
        return "no row of allowed_changes.txt";
    row->count++;
    return place->renamed && !permitted(ask_anew(asked, place, true)) ? "without it, it is denied" : NULL;
}

/* Must a request whose member got another name be answered as without that member? */
static bool is_ignored(const struct place *place)
{
    for (size_t i = 0; i < sizeof names_count_in / sizeof *names_count_in; i++)
        if (strncmp(place->pointer, names_count_in[i], strlen(names_count_in[i])) == 0)
            return false;
    return place->renamed;
}

/* A changed text that is read as a request. */
static int judge(const struct asked *asked, const char *text, size_t length, const struct reply *reply)
{
    cJSON *const changed = cJSON_ParseWithLength(text, length);
    const char *wrong = NULL;
    struct place place = {0};

    if (changed == NULL)
        wrong = "another reader refuses it";
    else if (!find_place(asked->tree, changed, &place))
        wrong = same_text(reply->answer, asked->reply.answer) ? NULL : "another reader sees no difference";
    else if (!same_text(reply->answer, ask_anew(asked, &place, false)->answer))
        wrong = "built anew, it is answered otherwise";
    else if (is_ignored(&place) && !same_text(reply->answer, ask_anew(asked, &place, true)->answer))
        wrong = "without it, it is answered otherwise";
    if (wrong == NULL && permitted(reply) && !permitted(&asked->reply))
        wrong = judge_permission(asked, &place);
    cJSON_Delete(changed);
    if (wrong)
        print_error("%s: %s | %s | %s |: %s: %.*s\n", asked->id, asked->action,
                    place.renamed ? "without" : "value", place.pointer, wrong, (int)length, text);
    return wrong != NULL;
}

static size_t judged_of(void)
{
    static size_t answer;

    if (answer == 0)
        answer = getenv("ALL") ? 1 : JUDGED_OF;
    return answer;
}

static size_t asked_changes;
static size_t judged_changes;

/* `asked` has everything but its text and the reply. */
static int change_every_byte(struct asked *asked)
{
    static struct reply reply;
    int wrong = 0;
    char *text;

    asked->text = cJSON_PrintUnformatted(asked->tree);
    asked->length = strlen(asked->text);
    ask(asked, asked->text, asked->length, &asked->reply);
    if (asked->reply.error.status != ORGPOL_OK)
        fail_msg("%s: %s: %s", asked->id, asked->reply.error.pointer, asked->reply.error.message);
    text = malloc(asked->length + 1);
    for (size_t at = 0; at < asked->length; at++)
        for (enum change how = 0; how < CHANGES; how++) {
            const size_t length = change_byte(asked->text, asked->length, at, how, text);
            bool must_judge;

            ask(asked, text, length, &reply);
            if (how == CUT && (reply.error.status != ORGPOL_ERR_SYNTAX || reply.error.offset > length))
                fail_msg("%s: cut at %zu: status %u at %zu", asked->id, at, reply.error.status,
                         reply.error.offset);
            /* Every permission that was a denial, and one in so many others. */
            must_judge = permitted(&reply) && !permitted(&asked->reply);
            if (must_judge || (reply.error.status != ORGPOL_ERR_SYNTAX && asked_changes % judged_of() == 0)) {
                wrong += judge(asked, text, length, &reply);
                judged_changes++;
            }
            asked_changes++;
        }
    free(text);
    cJSON_free(asked->text);
    return wrong;
}

static int run_row(const cJSON *base, char **cells)
{
    cJSON *document = document_of(base, cells);
    static struct asked asked;
    int wrong;

    asked.id = cells[ID];
    asked.action = cells[ACTION];
    asked.tenant = tenant_of(document, cells[ID]);
    asked.tree = request_of(base, cells);
    wrong = change_every_byte(&asked);
    assert_int_equal(permitted(&asked.reply), strcmp(cells[DECISION], "yes") == 0);
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
        static struct asked asked;

        assert_int_equal(cells_of(row, cells, 2), 2);
        asked.id = cells[0];
        asked.tree = parsed(cells[0], cells[1]);
        asked.action = cJSON_GetStringValue(
            cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(asked.tree, "action"), "name"));
        wrong += change_every_byte(&asked);
        if (permitted(&asked.reply))
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
    print_message("%zu changed requests, %zu of them judged\n", asked_changes, judged_changes);
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
