/* SPDX-License-Identifier: MIT */
/*
 * Answers for people: a line for each question, and under it the result of a yes, or every reason of a no and
 * what to change. The members of requests and answers are printed by name, whatever the action.
 */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

enum { WHO, ASKS, ABOUT, COLUMNS };

struct line {
    cJSON *request;
    cJSON *answer;
};

struct table {
    struct line *lines;
    size_t count;
    size_t capacity;
};

struct table *table_new(void)
{
    return calloc(1, sizeof(struct table));
}

void table_free(struct table *table)
{
    if (table == NULL)
        return;
    for (size_t i = 0; i < table->count; i++) {
        cJSON_Delete(table->lines[i].request);
        cJSON_Delete(table->lines[i].answer);
    }
    free(table->lines);
    free(table);
}

static const cJSON *error_of(const struct line *line)
{
    const cJSON *error =
        cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(line->answer, "context"), "error");

    return cJSON_IsObject(error) ? error : NULL;
}

bool table_add(struct table *table, const char *request, size_t length, const char *answer)
{
    struct line *lines = with_room(table->lines, table->count, &table->capacity, sizeof *lines);
    struct line *line;

    if (lines == NULL)
        return false;
    table->lines = lines;
    line = &table->lines[table->count++];
    line->answer = cJSON_Parse(answer);
    line->request = NULL;
    /* cJSON may read something into a request that was refused: that one keeps its cells empty. */
    if (line->answer && error_of(line) == NULL)
        line->request = cJSON_ParseWithLength(request, length);
    return line->answer != NULL;
}

/* The text two names deep, or `otherwise`. */
static const char *text_of(const cJSON *json, const char *outer, const char *inner, const char *otherwise)
{
    const char *text = cJSON_GetStringValue(
        cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(json, outer), inner));

    return text && *text ? text : otherwise;
}

static const char *cell(const struct line *line, int column)
{
    if (line->request == NULL)
        return "";
    switch (column) {
    case WHO: return text_of(line->request, "subject", "id", "?");
    case ASKS: return text_of(line->request, "action", "name", "?");
    default: return text_of(line->request, "resource", "id", "-"); /* of an API, "" is none */
    }
}

/* Characters, as far as a terminal shows one for each code point. */
int width_of(const char *text)
{
    int width = 0;

    for (; *text; text++)
        width += ((unsigned char)*text & 0xC0) != 0x80;
    return width;
}

void print_cell(const char *text, int width)
{
    print_text(stdout, text);
    printf("%*s", width > width_of(text) ? width - width_of(text) : 0, "");
    fputs("  ", stdout);
}

/* One line of up to two texts. */
static void print_detail(const char *label, const char *text, const char *more)
{
    printf("    %-8s", label);
    print_text(stdout, text);
    print_text(stdout, more);
    putchar('\n');
}

/* Text that cannot be taken for another member of the line. */
static bool is_plain(const char *text)
{
    return text && *text && strpbrk(text, ",\"") == NULL;
}

/* A text, yes or no, the texts of a list; anything else as JSON. */
static void print_value(const cJSON *value)
{
    const cJSON *item = value->child;
    char *json;

    while (cJSON_IsArray(value) && item && is_plain(cJSON_GetStringValue(item)))
        item = item->next;
    if (is_plain(cJSON_GetStringValue(value))) {
        print_text(stdout, cJSON_GetStringValue(value));
    } else if (cJSON_IsBool(value)) {
        fputs(cJSON_IsTrue(value) ? "yes" : "no", stdout);
    } else if (cJSON_IsArray(value) && item == NULL) {
        for (item = value->child; item; item = item->next) {
            print_text(stdout, cJSON_GetStringValue(item));
            fputs(item->next ? " " : "", stdout);
        }
        fputs(value->child ? "" : "none", stdout);
    } else {
        json = cJSON_PrintUnformatted(value);
        print_text(stdout, json ? json : "?");
        cJSON_free(json);
    }
}

/* Whose token it is, which is what a person asks of it. */
static void print_token(const cJSON *token)
{
    const char *organization = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(token, "org_id"));
    const char *user = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(token, "sub"));

    print_text(stdout, user ? user : "?");
    if (organization) {
        fputs(" in ", stdout);
        print_text(stdout, organization);
    }
}

static bool is_listed(const char *const *names, const char *name)
{
    while (*names && strcmp(*names, name) != 0)
        names++;
    return *names != NULL;
}

static bool says_nothing(const cJSON *value)
{
    return cJSON_IsNull(value) || cJSON_IsFalse(value) || (cJSON_IsArray(value) && value->child == NULL);
}

/*
 * "name value, name value" after `before`, without the members of the list `but`, which ends with NULL, and
 * what is null; `brief`: nor what is empty or no. False when nothing was printed.
 */
static bool print_members(const char *before, const cJSON *object, const char *const *but, bool brief)
{
    static const char *const tokens[] = {"token", "subject_token", NULL};
    const cJSON *member;
    bool printed = false;

    cJSON_ArrayForEach(member, object)
    {
        if (cJSON_IsNull(member) || is_listed(but, member->string) || (brief && says_nothing(member)))
            continue;
        fputs(printed ? ", " : before, stdout);
        print_text(stdout, member->string);
        putchar(' ');
        if (cJSON_IsObject(member) && is_listed(tokens, member->string))
            print_token(member);
        else
            print_value(member);
        printed = true;
    }
    return printed;
}

/* What goes with an answer, a line each. */
static void print_results(const cJSON *context)
{
    static const struct {
        const char *member;
        const char *label;
        bool brief;
    } results[] = {
        {"prompt", "    prompt  ", true},
        {"invitation", "    accepts ", true},
        {"grant", "    grant   ", false},
        {"claims", "    claims  ", false},
        {"token", "    token   ", false},
        {"consent", "    consent ", false},
        {"connected_account", "    account ", true},
        {"transaction", "    stores  ", true},
    };
    static const char *const lists[][2] = {{"scopes", "    scopes  "},
                                           {"requested_scopes", "    scopes  "},
                                           {"connected_accounts", "    accounts"},
                                           {"connections", "    offers  "}};
    static const char *const nothing[] = {NULL};
    static const char *const key[] = {"key", NULL};
    const char *audience = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(context, "audience"));

    for (size_t i = 0; i < sizeof results / sizeof *results; i++) {
        const cJSON *result = cJSON_GetObjectItemCaseSensitive(context, results[i].member);
        /* The key is for the program that stores the consent, unless it is all that was asked for. */
        const bool is_key = strcmp(results[i].member, "consent") == 0 && cJSON_GetArraySize(result) == 1;

        if (print_members(results[i].label, result, is_key ? nothing : key, results[i].brief))
            putchar('\n');
    }
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const cJSON *list = cJSON_GetObjectItemCaseSensitive(context, lists[i][0]);

        if (cJSON_IsArray(list)) {
            fputs(lists[i][1], stdout);
            print_value(list);
            putchar('\n');
        }
    }
    if (audience)
        print_detail("for", audience, "");
}

/* Every reason of a denial, with the words of the catalogue. */
static void print_reasons(const cJSON *context)
{
    const cJSON *name;

    cJSON_ArrayForEach(name, cJSON_GetObjectItemCaseSensitive(context, "unmet"))
    {
        const struct orgpol_reason_entry *info =
            orgpol_reason_info(orgpol_reason_by_name(orgpol_str_of(cJSON_GetStringValue(name))));
        char id[128];

        if (info == NULL)
            continue;
        snprintf(id, sizeof id, " [%s, %s]", info->name, info->rule);
        print_detail("because", info->summary, id);
        if (info->remedy)
            print_detail("change", info->remedy, "");
    }
}

static void print_words(const cJSON *context, const char *member, const char *label)
{
    const cJSON *word;

    cJSON_ArrayForEach(word, cJSON_GetObjectItemCaseSensitive(context, member))
    {
        print_detail(label, cJSON_GetStringValue(word), "");
    }
}

/* What a denial sends to the application, or shows on the page where the user is (ERR-02). */
static void print_error(const cJSON *context)
{
    const cJSON *problem = cJSON_GetObjectItemCaseSensitive(context, "problem");
    const char *code = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(context, "error"));
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(context, "error_description"));
    char start[128];

    if (problem) {
        snprintf(start, sizeof start, "%s: ", text_of(context, "problem", "title", "?"));
        print_detail("sends", start, text_of(context, "problem", "detail", ""));
        return;
    }
    if (text == NULL) /* a yes, or a configuration check */
        return;
    snprintf(start, sizeof start, "%s%s", code ? code : "", code ? ": " : "");
    print_detail(code ? "sends" : "shows", start, text);
}

static void print_answer(const struct line *line, const int widths[COLUMNS], bool colour)
{
    /* What stands in every request of its kind, or is long. */
    static const char *const left_out[] = {
        "tenant",      "now", "client_authentication", "subject_token_type", "requested_token_type", "body",
        "transaction", NULL};
    const cJSON *context = cJSON_GetObjectItemCaseSensitive(line->answer, "context");
    const bool allowed = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(line->answer, "decision"));
    const bool broken = error_of(line) != NULL;
    const char *title = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(line->request, "title"));
    const char *word = broken ? "ERROR" : allowed ? "yes" : "NO";
    const char *paint = broken ? "\033[33m" : allowed ? "\033[32m" : "\033[31m";

    if (title) {
        fputs(colour ? "\n\033[1m" : "\n", stdout);
        print_text(stdout, title);
        puts(colour ? "\033[0m" : "");
    }
    for (int column = 0; column < COLUMNS; column++)
        print_cell(cell(line, column), widths[column]);
    printf("%s%s%s", colour ? paint : "", word, colour ? "\033[0m" : "");
    print_members(&"        "[strlen(word)], cJSON_GetObjectItemCaseSensitive(line->request, "context"),
                  left_out, false);
    putchar('\n');
    if (broken) {
        print_detail("at", text_of(context, "error", "pointer", "the document"), "");
        print_detail("because", text_of(context, "error", "message", "?"), "");
        return;
    }
    print_reasons(context);
    print_error(context);
    print_results(context);
    print_words(context, "obligations", "must");
    print_words(context, "advice", "advice");
}

void table_print(const struct table *table)
{
    static const char *const titles[COLUMNS] = {"WHO", "ASKS", "ABOUT"};
    const bool colour = colour_wanted();
    int widths[COLUMNS];

    for (int column = 0; column < COLUMNS; column++) {
        widths[column] = width_of(titles[column]);
        for (size_t i = 0; i < table->count; i++) {
            const int width = width_of(cell(&table->lines[i], column));

            if (width > widths[column])
                widths[column] = width < WIDTH_MAX ? width : WIDTH_MAX;
        }
    }
    if (table->count > 0) {
        for (int column = 0; column < COLUMNS; column++)
            print_cell(titles[column], widths[column]);
        puts("ANSWER  WITH");
    }
    for (size_t i = 0; i < table->count; i++)
        print_answer(&table->lines[i], widths, colour);
}
