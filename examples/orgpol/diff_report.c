/* SPDX-License-Identifier: MIT */
/* The flips of a diff, those of one cause together: as JSON lines, or for people. */
#include "diff.h"

#include <stdlib.h>
#include <string.h>

static int by_cause(const void *left, const void *right)
{
    const struct flip *a = left;
    const struct flip *b = right;

    for (size_t i = 0; i < a->change_count && i < b->change_count; i++)
        if (a->changes[i] != b->changes[i])
            return a->changes[i] < b->changes[i] ? -1 : 1;
    if (a->change_count != b->change_count)
        return a->change_count < b->change_count ? -1 : 1;
    if (a->cause != b->cause)
        return a->cause < b->cause ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

static bool same_cause(const struct flip *a, const struct flip *b)
{
    return a->cause == b->cause && a->change_count == b->change_count &&
           memcmp(a->changes, b->changes, a->change_count * sizeof *a->changes) == 0;
}

/* The same question with another protocol, and the same answers for the same reasons. */
static bool differs_in_protocol(const struct flip *a, const struct flip *b)
{
    return a->protocol && b->protocol && a->cell == b->cell && same_cause(a, b) &&
           strcmp(a->before, b->before) == 0 && strcmp(a->after, b->after) == 0;
}

static const char *kind_of(const struct flip *flip)
{
    if (flip->outcome[NEW] == ORGPOL_EFFECT_ALLOW)
        return "opens";
    return flip->outcome[OLD] == ORGPOL_EFFECT_ALLOW ? "closes" : "changes";
}

static const char *const cause_words[] = {"alone", "each", "at_least", "together", "unsolved"};

/* ---- JSON ---- */

/* Prints a scalar. False when memory ends. */
static bool print_scalar(const cJSON *value)
{
    char *text = cJSON_PrintUnformatted(value);

    if (text)
        print_json_text(text);
    cJSON_free(text);
    return text != NULL;
}

/* What stands at one side of a change: rows and lists by their size only, since they may be long. */
static bool print_side(const char *name, const cJSON *value, int size)
{
    if (value == NULL)
        return true;
    printf(",\"%s\":", name);
    if (!cJSON_IsArray(value) && !cJSON_IsObject(value))
        return print_scalar(value);
    printf("{\"%s\":%d}", cJSON_IsArray(value) ? "rows" : "members", size);
    return true;
}

static bool print_change(const struct change *change)
{
    char *path = quote(change->place);
    bool done = path != NULL;

    if (path) {
        fputs("{\"path\":", stdout);
        print_json_text(path);
    }
    cJSON_free(path);
    done = done && print_side("before", change->before, change->sizes[OLD]) &&
           print_side("after", change->after, change->sizes[NEW]);
    putchar('}');
    return done;
}

/* One line: a flip, and those that differ from it in the protocol alone. */
static bool print_line(const struct diff *diff, const struct flip *flips, size_t count)
{
    const struct flip *flip = flips;

    printf("{\"flip\":\"%s\",\"cause\":\"%s\",\"changes\":[", kind_of(flip), cause_words[flip->cause]);
    for (size_t i = 0; i < flip->change_count; i++) {
        if (i > 0)
            putchar(',');
        if (!print_change(&diff->changes.list[flip->changes[i]]))
            return false;
    }
    putchar(']');
    if (flip->member)
        printf(",\"member\":\"%s\",\"users\":%zu%s", flip->member, flip->users,
               flip->made_up ? ",\"made_up\":true" : "");
    for (size_t i = 0; flip->protocol && i < count; i++)
        printf("%s\"%s\"%s", i == 0 ? ",\"protocols\":[" : ",", flips[i].protocol, i + 1 == count ? "]" : "");
    fputs(",\"before\":", stdout);
    print_json_text(flip->before);
    fputs(",\"after\":", stdout);
    print_json_text(flip->after);
    fputs(",\"request\":", stdout);
    print_json_text(flip->request);
    puts("}");
    return true;
}

/* ---- for people ---- */

static bool print_value(const cJSON *value, int size)
{
    if (value && !cJSON_IsArray(value) && !cJSON_IsObject(value))
        return print_scalar(value);
    if (value)
        printf("%s of %d", cJSON_IsArray(value) ? "a list" : "a row", size);
    else
        fputs("absent", stdout);
    return true;
}

/* A row that came or went, or a member and its values. */
static bool print_change_line(const struct change *change)
{
    const bool is_row = change->place[0] && change->place[strlen(change->place) - 1] == ']';
    bool done = true;

    print_text(stdout, change->place);
    if (is_row && change->before == NULL) {
        fputs(" added", stdout);
    } else if (is_row && change->after == NULL) {
        fputs(" removed", stdout);
    } else {
        fputs(": ", stdout);
        done = print_value(change->before, change->sizes[OLD]);
        fputs(" -> ", stdout);
        done = done && print_value(change->after, change->sizes[NEW]);
    }
    putchar('\n');
    return done;
}

static bool print_heading(const struct diff *diff, const struct flip *flip, bool colour)
{
    static const char *const words[] = {
        NULL, "each of these alone", "each of these alone; not every other change was tried",
        "these together", "these together; which of them are needed was not found out"};

    if (words[flip->cause])
        printf("%s:\n", words[flip->cause]);
    for (size_t i = 0; i < flip->change_count; i++) {
        fputs(words[flip->cause] ? "  " : "", stdout);
        fputs(colour ? "\033[1m" : "", stdout);
        if (!print_change_line(&diff->changes.list[flip->changes[i]]))
            return false;
        fputs(colour ? "\033[0m" : "", stdout);
    }
    return true;
}

static const char *text_at(const cJSON *json, const char *outer, const char *inner)
{
    return text_member(cJSON_GetObjectItemCaseSensitive(json, outer), inner);
}

static void print_detail(const char *name, const char *text)
{
    if (*text == '\0')
        return;
    printf("%s%s ", *name ? "  " : "", name);
    print_text(stdout, text);
}

/* False when memory ends: silence must not pass for a no. */
static bool print_answer(const char *label, const char *json)
{
    cJSON *answer = cJSON_Parse(json);
    const cJSON *scopes = cJSON_GetObjectItemCaseSensitive(answer, "scopes");
    const cJSON *name;
    const bool yes = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(answer, "decision"));

    if (answer == NULL)
        return false;
    printf("        %s %s", label, yes ? "yes" : "no");
    if (cJSON_IsArray(scopes))
        fputs(scopes->child ? ", with the scope" : ", without the scope", stdout);
    cJSON_ArrayForEach(name, cJSON_GetObjectItemCaseSensitive(answer, "unmet"))
    {
        const struct orgpol_reason_entry *info =
            orgpol_reason_info(orgpol_reason_by_name(orgpol_str_of(cJSON_GetStringValue(name))));

        if (info)
            printf("%s %s [%s]", name->prev->next ? "," : ":", info->name, info->rule);
    }
    if (*text_at(answer, "error", "message"))
        print_detail("error:", text_at(answer, "error", "message"));
    putchar('\n');
    cJSON_Delete(answer);
    return true;
}

/* The crowd the user of the request stands for. */
static void print_people(const struct flip *flip)
{
    static const char *const words[][3] = {{"both", "members", "any member"},
                                           {"old", "members in OLD alone", "any member in OLD alone"},
                                           {"new", "members in NEW alone", "any member in NEW alone"},
                                           {"neither", "no members", "any user"},
                                           {"any", "anybody", "anybody"}};
    size_t i = 0;

    while (i < 4 && strcmp(words[i][0], flip->member) != 0)
        i++;
    printf(" (%s: %zu user%s)", words[i][flip->made_up ? 2 : 1], flip->users, flip->users == 1 ? "" : "s");
}

static bool print_flip(const struct flip *flips, size_t count, bool colour)
{
    static const struct {
        const char *kind;
        const char *paint;
    } paints[] = {{"opens", "\033[31m"}, {"closes", "\033[32m"}, {"changes", "\033[33m"}};
    cJSON *request = cJSON_Parse(flips->request);
    const cJSON *context = cJSON_GetObjectItemCaseSensitive(request, "context");
    const cJSON *member;
    const char *kind = kind_of(flips);
    size_t paint = 0;

    while (paint < 2 && strcmp(paints[paint].kind, kind) != 0)
        paint++;
    printf("    %s%-7s%s  ", colour ? paints[paint].paint : "", kind, colour ? "\033[0m" : "");
    print_text(stdout, text_at(request, "action", "name"));
    print_detail("for", text_at(request, "subject", "id"));
    if (flips->member)
        print_people(flips);
    print_detail("at", text_at(request, "resource", "id"));
    cJSON_ArrayForEach(member, context)
    {
        if (cJSON_IsString(member) && strcmp(member->string, "protocol") != 0 &&
            strstr(member->string, "token_type") == NULL)
            print_detail(member->string, member->valuestring);
    }
    print_detail("client", text_at(context, "token", "azp"));
    print_detail("user", text_at(context, "subject_token", "sub"));
    print_detail("organization", text_at(context, "subject_token", "org_id"));
    print_detail("redirect_uri", text_at(context, "body", "redirect_uri"));
    print_detail("redirect_uri", text_at(context, "parameters", "redirect_uri"));
    print_detail("response_type", text_at(context, "parameters", "response_type"));
    print_detail("grant_type", text_at(context, "parameters", "grant_type"));
    print_detail("by",
                 cJSON_GetObjectItemCaseSensitive(context, "cross_app_access") ? "cross_app_access" : "");
    print_detail("resource", text_at(context, "cross_app_access", "resource"));
    for (size_t i = 0; flips->protocol && i < count; i++)
        print_detail(i == 0 ? "by" : "", flips[i].protocol);
    putchar('\n');
    cJSON_Delete(request);
    return request && print_answer("was", flips->before) && print_answer("now", flips->after);
}

/* What was changed without flipping anything that was asked. */
static bool print_idle_changes(const struct diff *diff)
{
    bool *idle = malloc((diff->changes.count + 1) * sizeof *idle);
    bool any = false;
    bool done = true;

    if (idle == NULL)
        return false;
    for (size_t i = 0; i < diff->changes.count; i++)
        idle[i] = true;
    for (size_t f = 0; f < diff->flip_count; f++)
        for (size_t i = 0; i < diff->flips[f].change_count; i++)
            idle[diff->flips[f].changes[i]] = false;
    for (size_t i = 0; i < diff->changes.count && done; i++) {
        if (!idle[i])
            continue;
        if (!any)
            puts("flips nothing that diff asks:");
        any = true;
        fputs("    ", stdout);
        done = print_change_line(&diff->changes.list[i]);
    }
    free(idle);
    return done;
}

static void print_summary(const struct diff *diff)
{
    size_t opens = 0;
    size_t closes = 0;

    for (size_t i = 0; i < diff->flip_count; i++) {
        opens += diff->flips[i].outcome[NEW] == ORGPOL_EFFECT_ALLOW;
        closes += diff->flips[i].outcome[OLD] == ORGPOL_EFFECT_ALLOW;
    }
    printf("%zu opens, %zu closes, %zu other; %zu change%s, %zu questions\n", opens, closes,
           diff->flip_count - opens - closes, diff->changes.count, diff->changes.count == 1 ? "" : "s",
           diff->asked);
}

bool print_flips(struct diff *diff, bool table)
{
    const bool colour = table && colour_wanted();
    bool done = true;
    size_t count;

    if (diff->flip_count > 0)
        qsort(diff->flips, diff->flip_count, sizeof *diff->flips, by_cause);
    for (size_t i = 0; i < diff->flip_count && done; i += count) {
        const struct flip *flip = &diff->flips[i];

        for (count = 1; i + count < diff->flip_count && differs_in_protocol(flip, flip + count);)
            count++;
        if (table && (i == 0 || !same_cause(flip - 1, flip)))
            done = print_heading(diff, flip, colour);
        done = done && (table ? print_flip(flip, count, colour) : print_line(diff, flip, count));
    }
    if (table && done) {
        done = print_idle_changes(diff);
        print_summary(diff);
    }
    if (!done)
        complain("out of memory");
    return done;
}
