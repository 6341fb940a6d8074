/* SPDX-License-Identifier: MIT */
/* orgpol test: asks, and compares the answer with what is expected. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

cJSON *whole_expectation(const cJSON *expect)
{
    const char *word = cJSON_GetStringValue(expect);
    cJSON *whole;
    bool complete;

    if (word == NULL)
        return cJSON_Duplicate(expect, true);
    whole = cJSON_CreateObject();
    complete = cJSON_AddBoolToObject(whole, "decision", strcmp(word, "allow") == 0) != NULL;
    if (strcmp(word, "allow") != 0 && strcmp(word, "deny") != 0)
        complete =
            complete && cJSON_AddStringToObject(cJSON_AddObjectToObject(whole, "context"), "reason", word);
    if (complete)
        return whole;
    cJSON_Delete(whole);
    return NULL;
}

static const cJSON *member_of(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

/* ---- comparison; what differs goes to a report, a line each ---- */

static void print_json(FILE *to, const cJSON *value)
{
    char *json = value ? cJSON_PrintUnformatted(value) : NULL;

    print_text(to, json ? json : value ? "?" : "nothing");
    cJSON_free(json);
}

static bool differs(FILE *to, const struct path *path, const char *before, const cJSON *expect,
                    const cJSON *found)
{
    char *pointer = path_text(path);

    print_text(to, pointer ? pointer : "?");
    fprintf(to, ": expected %s", before);
    print_json(to, expect);
    fputs(", found ", to);
    print_json(to, found);
    putc('\n', to);
    free(pointer);
    return false;
}

static bool list_contains(const cJSON *list, const cJSON *wanted)
{
    const cJSON *item;

    cJSON_ArrayForEach(item, list)
    {
        if (cJSON_Compare(item, wanted, true))
            return true;
    }
    return false;
}

/* Recursion ends with the expectation, which is as deep as an answer. */
static bool matches(FILE *to, const cJSON *expect, const cJSON *found, const struct path *path)
{
    const cJSON *contains = member_of(expect, "contains");
    const cJSON *member;
    bool same = true;

    if (cJSON_IsNull(expect))
        return found == NULL || cJSON_IsNull(found) || differs(to, path, "", expect, found);
    if (contains) {
        cJSON_ArrayForEach(member, contains)
        {
            if (!cJSON_IsArray(found) || !list_contains(found, member))
                return differs(to, path, "a list with ", contains, found);
        }
        return true;
    }
    if (!cJSON_IsObject(expect))
        return (found && cJSON_Compare(expect, found, true)) || differs(to, path, "", expect, found);
    if (!cJSON_IsObject(found))
        return differs(to, path, "", expect, found);
    cJSON_ArrayForEach(member, expect)
    {
        if (!matches(to, member, member_of(found, member->string), AT_MEMBER(path, member->string)))
            same = false;
    }
    return same;
}

/* ---- what would help ---- */

#define OF_THIRD_PARTIES "is_first_party and third_party_security_mode of the application"
#define OF_PROMPTS "organization_usage and organization_require_behavior of the application"

/* Settings on which a reason depends besides the one that its remedy names. */
static const struct {
    const char *reason;
    const char *settings;
} related[] = {
    {"org_blocks_third_party",
     OF_THIRD_PARTIES "; is_app_entitlement_active and clients of the organization"},
    {"third_party_access_lost",
     OF_THIRD_PARTIES "; is_app_entitlement_active and clients of the organization"},
    {"org_not_for_permissive", OF_THIRD_PARTIES},
    {"code_challenge_missing", OF_THIRD_PARTIES},
    {"cfg_30", OF_THIRD_PARTIES},
    {"user_not_member", "members and assign_membership_on_login of the organization"},
    {"organization_required", OF_PROMPTS},
    {"no_usable_scope", "skip_consent_for_verifiable_first_party_clients of the API"},
    {"no_organization_for_email", OF_PROMPTS "; discovery_domains of the organization, and their status"},
};

/* The cause of a reason and what to change, in the words of the catalogue; what else to look at. */
static void print_reason(FILE *to, const char *name, const char *cause, const char *remedy)
{
    const struct orgpol_reason_entry *info = orgpol_reason_info(orgpol_reason_by_name(orgpol_str_of(name)));

    if (info == NULL)
        return;
    fprintf(to, "%s%s [%s, %s]\n", cause, info->summary, info->name, info->rule);
    if (info->remedy)
        fprintf(to, "%s%s\n", remedy, info->remedy);
    for (size_t i = 0; i < sizeof related / sizeof *related; i++)
        if (strcmp(related[i].reason, info->name) == 0)
            fprintf(to, "        it depends on %s\n", related[i].settings);
}

/* A reason that was expected, unless it is one of the answer's. */
static void print_missing(FILE *to, const cJSON *expected, const cJSON *unmet)
{
    if (cJSON_IsString(expected) && !list_contains(unmet, expected))
        print_reason(to, expected->valuestring, "missing ", "        as after this change: ");
}

/* Every reason the answer gives, and the expected ones that it does not give. */
static void print_reasons(FILE *to, const cJSON *expect, const cJSON *found)
{
    const cJSON *unmet = member_of(found, "unmet");
    const cJSON *reason = member_of(expect, "reason");
    const cJSON *list = member_of(expect, "unmet");
    const cJSON *name;

    cJSON_ArrayForEach(name, unmet)
    {
        print_reason(to, cJSON_GetStringValue(name), "because ", "change  ");
    }
    print_missing(to, reason, unmet);
    if (cJSON_IsObject(list))
        list = member_of(list, "contains");
    cJSON_ArrayForEach(name, list)
    {
        if (!cJSON_IsString(reason) || strcmp(reason->valuestring, name->valuestring) != 0)
            print_missing(to, name, unmet);
    }
    if (member_of(expect, "prompt"))
        fputs("prompt  depends on " OF_PROMPTS "; enabled_clients and domain_aliases of connections\n", to);
}

/* Whether an expectation says why, so that it can mean an id that leads nowhere. */
static bool says_why(const cJSON *expect)
{
    static const char *const members[] = {"reason", "unmet", "rule", "error", "problem"};
    bool says = false;

    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        const cJSON *member = member_of(expect, members[i]);

        says |= member && !cJSON_IsNull(member);
    }
    return says;
}

/* The answer is as expected; it is what was meant unless an id leads nowhere. False when memory ends. */
static bool check_ids(FILE *to, const struct test *test, const cJSON *found, bool *same)
{
    const cJSON *context = member_of(test->expect, "context");
    const char *reason = NULL;

    if (!says_why(context) && !find_unknown(test, found, &reason))
        return false;
    *same = reason == NULL;
    if (reason) {
        fprintf(to, "the request has an unknown id; if that is meant, expect \"%s\" by its name\n", reason);
        print_reasons(to, context, member_of(found, "context"));
    }
    return true;
}

/* Writes what is wrong with an answer. *same: nothing is. False when memory ends. */
static bool compare(FILE *to, const struct test *test, const char *answer, bool refused, bool *same)
{
    const cJSON *expect = member_of(test->expect, "context");
    cJSON *found = cJSON_Parse(answer);
    const cJSON *error = member_of(member_of(found, "context"), "error");
    const char *pointer = cJSON_GetStringValue(member_of(error, "pointer"));
    bool compared = true;

    if (found == NULL)
        return false;
    *same = false;
    if (refused && !cJSON_IsObject(member_of(expect, "error"))) {
        fputs("the request is an error: ", to);
        print_text(to, pointer);
        fputs(*pointer ? ": " : "", to);
        print_text(to, cJSON_GetStringValue(member_of(error, "message")));
        putc('\n', to);
    } else if (matches(to, test->expect, found, NULL)) {
        compared = check_ids(to, test, found, same);
    } else {
        print_reasons(to, expect, member_of(found, "context"));
    }
    cJSON_Delete(found);
    return compared;
}

/* What else is told of a test that failed. */
static void print_question(FILE *to, const struct test *test)
{
    if (test->tenant && test->tenant->name) {
        fputs("tenant  ", to);
        print_text(to, strcmp(test->tenant->name, "-") == 0 ? "standard input" : test->tenant->name);
        putc('\n', to);
    }
    fputs("asked   ", to);
    print_text(to, test->request);
    putc('\n', to);
}

bool run_test(const struct test_file *file, struct test *test, struct bytes *answer,
              struct orgpol_decision *decision)
{
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    const enum orgpol_status status = ask(test->tenant ? test->tenant->tenant : NULL, test->request,
                                          strlen(test->request), answer, decision, &error);
    char *lines = NULL;
    size_t length = 0;
    FILE *to;
    bool compared;
    bool same = false;

    if (status == ORGPOL_ERR_MEMORY || status == ORGPOL_ERR_ARGUMENT || answer->length >= answer->size)
        return wrong_at_pointer(file, test->pointer, "not answered: %s", error.message);
    to = open_memstream(&lines, &length);
    if (to == NULL)
        return no_memory();
    compared = compare(to, test, answer->ptr, status != ORGPOL_OK, &same);
    if (compared && !same)
        print_question(to, test);
    lines = end_text(to, &lines);
    if (compared && !same)
        test->failure = lines;
    else
        free(lines);
    return compared && (same || lines) ? true : no_memory();
}
