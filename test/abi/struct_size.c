/* SPDX-License-Identifier: MIT */
/*
 * The struct_size rule of orgpol/base.h, for every struct that has one, at every size, through every public
 * function that takes it. The questions are those of the vectors: struct_size.py puts a wrapper around each
 * function, which hands a question to examine() first. There, one struct after the other
 *
 * - has each usable size up to its own: the answer is that to the whole struct whose tail is zero;
 * - has more, all zero: the answer is the same as before; or not all zero: it is refused;
 * - has an unusable size: it is refused.
 *
 * Each time it ends where memory does, so that reading further ends the program. As a result it ends there
 * too.
 */
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "abi/struct_size.h"
#include "orgpol/authzen.h"
#include "orgpol/lint.h"
#include "orgpol/search.h"
#include "orgpol/tenant.h"

#define ROOM ((size_t)1 << 20)
#define POINTER sizeof(void *)

static unsigned char *room_end;
static bool busy;
static int failures;
/* What is being asked, for messages. */
static const struct function *asked;
static const struct layout *asked_struct;
static const char *asked_member;
static uint32_t asked_size;

static void fails(const char *what)
{
    if (failures++ < 20)
        printf("%s, struct %s of %u bytes as %s: %s\n", asked->arguments->name, asked_struct->name,
               (unsigned)asked_size, asked_member, what);
}

static void on_fault(int number)
{
    (void)number;
    failures = 0;
    fails("memory beyond it is touched");
    fflush(stdout);
    _exit(1);
}

/* Lets the page behind the room be touched, or not. */
static void set_page(int protection)
{
    if (mprotect(room_end, (size_t)sysconf(_SC_PAGESIZE), protection) != 0)
        abort();
}

static void make_room(void)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    void *memory;

    if (posix_memalign(&memory, page, ROOM + page) != 0)
        abort();
    room_end = (unsigned char *)memory + ROOM;
    set_page(PROT_NONE);
}

/* `size` bytes, beyond which there are none. */
static unsigned char *room(size_t size)
{
    return room_end - (size + POINTER - 1) / POINTER * POINTER;
}

static bool is_usable(uint32_t size)
{
    return size % POINTER == 0 && size >= 8 && size <= ORGPOL_STRUCT_SIZE_MAX;
}

void keep(struct outcome *outcome, const void *answer, size_t length)
{
    memset(outcome, 0, sizeof *outcome);
    memcpy(outcome->bytes, answer, length);
    outcome->length = length;
}

static bool is_same(const struct outcome *one, const struct outcome *other)
{
    return memcmp(one->bytes, other->bytes, sizeof one->bytes) == 0;
}

static struct orgpol_decision decision_of(const struct outcome *outcome)
{
    struct orgpol_decision decision;

    memcpy(&decision, outcome->bytes, sizeof decision);
    return decision;
}

static bool is_allowed(const struct function *function, const struct outcome *outcome)
{
    return function->kind == IS_DECISION && decision_of(outcome).effect == ORGPOL_EFFECT_ALLOW;
}

/* Is this the answer to a struct that breaks the rule? `before`: the answer to the whole struct. */
static bool is_refused(const struct function *function, const struct outcome *outcome,
                       const struct outcome *before)
{
    struct orgpol_decision decision;
    enum orgpol_status status;

    switch (function->kind) {
    case IS_DECISION:
        decision = decision_of(outcome);
        return decision.effect == ORGPOL_EFFECT_ERROR && decision.unmet == 0 && decision.obligations == 0 &&
               (decision.reason == ORGPOL_REASON_UNSUPPORTED_INPUT ||
                decision_of(before).effect == ORGPOL_EFFECT_ERROR);
    case IS_STATUS: memcpy(&status, outcome->bytes, sizeof status); return status == ORGPOL_ERR_ARGUMENT;
    default: /* a yes or no is a no */ return outcome->length > 1 || outcome->bytes[0] == 0;
    }
}

/* One question and the place in its arguments where the structs go. */
struct place {
    const struct function *function;
    const void *arguments;
    const void **slot;
    const struct member *member;
    struct layout *layout;
    const unsigned char *structs; /* of the library's own size */
    size_t count;
    struct outcome before;
};

/* How many structs the member points to. */
static size_t count_of(const struct member *member, const void *at)
{
    size_t count = 1;

    if (member->count_offset >= 0)
        memcpy(&count, (const unsigned char *)at + member->count_offset, sizeof count);
    return count;
}

static void ask(const struct place *place, const void *structs, struct outcome *outcome)
{
    const void *given = *place->slot;

    asked_member = place->member->name;
    asked_struct = place->layout;
    *place->slot = structs;
    place->function->ask(place->arguments, outcome);
    *place->slot = given;
}

/* Writes every struct with `size` bytes, of which those from `end` on are zero, and says that it has them. */
static void write_structs(const struct place *place, unsigned char *out, uint32_t size, size_t end)
{
    const size_t own = place->layout->size;
    const size_t kept = end < own ? end : own;

    memset(out, 0, place->count * size);
    for (size_t i = 0; i < place->count; i++) {
        memcpy(out + i * size, place->structs + i * own, kept);
        memcpy(out + i * size, &size, sizeof size);
    }
}

/*
 * A struct that breaks the rule is refused, whether the question comes to it or not. One member only is left
 * alone by questions that are not about it: where it is, memory that cannot be read does as well.
 */
static void is_refused_here(const struct place *place, const struct outcome *outcome, const char *what)
{
    struct outcome unread;

    if (is_refused(place->function, outcome, &place->before))
        return;
    if (strcmp(place->member->name, "token_vault_privileged_access") == 0 && is_same(outcome, &place->before))
        ask(place, room_end, &unread); /* on_fault ends what reads it */
    else
        fails(what);
}

static void ask_unusable(const struct place *place, uint32_t size)
{
    unsigned char *structs = room(8);
    struct outcome outcome;

    asked_size = size;
    memset(structs, 0xA5, 8);
    memcpy(structs, &size, sizeof size);
    ask(place, structs, &outcome);
    is_refused_here(place, &outcome, "an unusable size is not refused");
}

static void ask_usable(const struct place *place, uint32_t size)
{
    const size_t own = place->layout->size;
    unsigned char *structs = room(place->count * size);
    struct outcome expected = place->before;
    struct outcome outcome;

    asked_size = size;
    if (size < own) {
        unsigned char *whole = room(place->count * own);

        write_structs(place, whole, (uint32_t)own, size);
        ask(place, whole, &expected);
    }
    write_structs(place, structs, size, size);
    ask(place, structs, &outcome);
    if (!is_same(&outcome, &expected))
        fails(size < own ? "the answer is not that to a tail of zeros"
                         : "a tail of zeros changes the answer");
}

/* The last of the structs has a byte that is not zero where the library knows no member. */
static void ask_unknown(const struct place *place, uint32_t size, size_t at)
{
    unsigned char *structs = room(place->count * size);
    struct outcome outcome;

    asked_size = size;
    write_structs(place, structs, size, size);
    structs[(place->count - 1) * size + at] = 1;
    ask(place, structs, &outcome);
    is_refused_here(place, &outcome, "a tail that is not zero is not refused");
}

static void ask_every_size(const struct place *place)
{
    const uint32_t own = (uint32_t)place->layout->size;
    const uint32_t longer = own + (uint32_t)POINTER;
    static const uint32_t far[] = {ORGPOL_STRUCT_SIZE_MAX + 8, (uint32_t)1 << 31, UINT32_MAX - 7, UINT32_MAX};

    for (uint32_t size = 0; size <= longer + POINTER; size++)
        if (is_usable(size))
            ask_usable(place, size);
        else
            ask_unusable(place, size);
    for (size_t i = 0; i < sizeof far / sizeof *far; i++)
        ask_unusable(place, far[i]);
    ask_usable(place, ORGPOL_STRUCT_SIZE_MAX);
    ask_unknown(place, longer, own);
    ask_unknown(place, longer, longer - 1);
    ask_unknown(place, ORGPOL_STRUCT_SIZE_MAX, ORGPOL_STRUCT_SIZE_MAX - 1);
}

static void ask_result(const struct place *place, const unsigned char *whole, uint32_t size)
{
    const struct layout *layout = place->layout;
    const bool usable = is_usable(size);
    const size_t bytes = usable ? size : 8;
    unsigned char *result = room(bytes);
    struct outcome outcome;

    asked_size = size;
    memset(result, 0xA5, bytes);
    memcpy(result, &size, sizeof size);
    ask(place, result, &outcome);
    if (memcmp(result, &size, sizeof size) != 0)
        fails("the struct_size of a result is changed");
    if (!usable) {
        for (size_t at = sizeof size; at < bytes; at++)
            if (result[at] != 0xA5) {
                fails("a result of unusable size is written");
                break;
            }
        if (!is_refused(place->function, &outcome, &place->before))
            fails("a result of unusable size is not refused");
        return;
    }
    if (!is_same(&outcome, &place->before))
        fails("the size of the result changes the answer");
    for (int i = 1; i < layout->member_count; i++) {
        const struct member *member = &layout->members[i];

        if (member->offset + member->size <= size &&
            memcmp(result + member->offset, whole + member->offset, member->size) != 0)
            fails(member->name);
    }
    for (size_t at = layout->size; at < size; at++)
        if (result[at] != 0) {
            fails("the tail of a longer result is not made zero");
            break;
        }
}

static void ask_every_result(const struct place *place)
{
    const uint32_t own = (uint32_t)place->layout->size;
    unsigned char *whole = malloc(own);
    struct outcome outcome;

    if (whole == NULL)
        abort();
    memset(whole, 0xA5, own);
    memcpy(whole, &own, sizeof own);
    ask(place, whole, &outcome);
    for (uint32_t size = 0; size <= own + 2 * POINTER; size++)
        ask_result(place, whole, size);
    ask_result(place, whole, ORGPOL_STRUCT_SIZE_MAX);
    ask_result(place, whole, ORGPOL_STRUCT_SIZE_MAX + 8);
    ask_result(place, whole, UINT32_MAX);
    free(whole);
}

static void examine_members(const struct function *function, const void *arguments,
                            const struct outcome *before, const struct layout *layout, unsigned char *at);

static void is_asked(const struct place *place)
{
    place->layout->asked++;
    place->layout->decided += place->function->kind == IS_DECISION;
    place->layout->allowed += is_allowed(place->function, &place->before);
}

/* The structs at a place have every size, and then one after the other what they point to. */
static void examine_place(struct place *place)
{
    const size_t bytes = place->count * place->layout->size;
    const void *given = *place->slot;
    unsigned char *copies = malloc(bytes);

    if (copies == NULL)
        abort();
    memcpy(copies, given, bytes);
    place->structs = copies;
    ask_every_size(place);
    is_asked(place);
    *place->slot = copies;
    examine_members(place->function, place->arguments, &place->before, place->layout, copies);
    *place->slot = given;
    free(copies);
}

/* One member of `at` that points to structs. */
static void examine_member(const struct function *function, const void *arguments,
                           const struct outcome *before, const struct member *member, unsigned char *at)
{
    struct place place = {function, arguments,      (const void **)(void *)(at + member->offset),
                          member,   member->target, NULL,
                          1,        *before};
    const size_t count = count_of(member, at);
    const void **list = (const void **)(void *)(at + member->offset);

    if (*place.slot == NULL || count == 0 || count > ROOM / ORGPOL_STRUCT_SIZE_MAX)
        return;
    if (member->is_result) {
        ask_every_result(&place);
        is_asked(&place);
    } else if (member->is_list) {
        const void *given = *place.slot;

        list = malloc(count * sizeof *list);
        if (list == NULL)
            abort();
        memcpy(list, given, count * sizeof *list);
        *place.slot = list;
        for (size_t i = 0; i < count && i < 4; i++) {
            struct place element = place;

            element.slot = &list[i];
            examine_place(&element);
        }
        *place.slot = given;
        free(list);
    } else {
        place.count = count;
        examine_place(&place);
    }
}

static void examine_members(const struct function *function, const void *arguments,
                            const struct outcome *before, const struct layout *layout, unsigned char *at)
{
    for (int i = 0; i < layout->member_count; i++)
        if (layout->members[i].target)
            examine_member(function, arguments, before, &layout->members[i], at);
}

/* Is there a struct in reach that has not been asked about often? */
static bool is_new(const struct layout *layout, const void *at, bool allowed)
{
    bool found = false;

    for (int i = 0; i < layout->member_count && !found; i++) {
        const struct member *member = &layout->members[i];
        const struct layout *target = member->target;
        const void *given = NULL;

        if (target && count_of(member, at) > 0)
            memcpy(&given, (const unsigned char *)at + member->offset, sizeof given);
        if (given == NULL)
            continue;
        found = (allowed ? target->allowed : target->asked) < 2;
        for (size_t j = 0; member->is_list && j < count_of(member, at) && j < 4; j++)
            found |= is_new(target, ((const void *const *)given)[j], allowed);
        if (!member->is_result && !member->is_list)
            found |= is_new(target, given, allowed);
    }
    return found;
}

void examine(struct function *function, const void *arguments)
{
    const int most = getenv("QUICK") ? 1 : 3;
    const bool was_busy = busy;
    unsigned char copy[256];
    struct outcome before;
    int *calls;

    if (was_busy || function->arguments->size > sizeof copy)
        return;
    busy = true;
    asked = function;
    signal(SIGSEGV, on_fault); /* cmocka has its own before each test */
    signal(SIGBUS, on_fault);
    function->ask(arguments, &before);
    calls = &function->calls[function->kind == IS_DECISION ? decision_of(&before).effect : 3];
    if (*calls < most || is_new(function->arguments, arguments, is_allowed(function, &before))) {
        ++*calls;
        memcpy(copy, arguments, function->arguments->size);
        examine_members(function, copy, &before, function->arguments, copy);
    }
    busy = false;
}

/* Descriptions, in parts and whole: the answers of the vectors have theirs without these functions. */
static void every_description(void)
{
    const struct orgpol_str scopes[] = {ORGPOL_STR("r"), ORGPOL_STR("w")};
    struct orgpol_description_values values = ORGPOL_DESCRIPTION_VALUES_INIT;
    char text[512];

    values.org_id = ORGPOL_STR("org_x");
    values.user_id = ORGPOL_STR("auth0|u");
    values.client_id = ORGPOL_STR("tps");
    values.audience = ORGPOL_STR("https://a");
    values.grant_type = ORGPOL_STR("g");
    values.subject_token = ORGPOL_STR("refresh token");
    values.scopes = scopes;
    values.scope_count = 2;
    for (uint16_t reason = 0; reason < ORGPOL_REASON_COUNT; reason++) {
        for (size_t part = 0; orgpol_description_part(reason, &values, part).ptr; part++)
            ;
        orgpol_describe(reason, &values, text, sizeof text);
    }
}

/* What the vectors do not give: options, and what is no decision. */
static void the_rest(void)
{
    static const char tenant_text[] = "{\"clients\":[{\"client_id\":\"web\",\"is_first_party\":true}]}";
    static const char request[] =
        "{\"subject\":{\"type\":\"user\",\"id\":\"u\"},\"action\":{\"name\":\"can_login\"},"
        "\"resource\":{\"type\":\"client\",\"id\":\"web\"},"
        "\"context\":{\"connection\":\"db\"}}";
    struct orgpol_json_options options = ORGPOL_JSON_OPTIONS_INIT;
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct orgpol_lint_result lint = ORGPOL_LINT_RESULT_INIT;
    struct orgpol_tenant *tenant;
    struct orgpol_decision decision;
    char answer[8192];
    size_t length;

    options.max_depth = 32;
    if (orgpol_tenant_load(tenant_text, strlen(tenant_text), &options, &tenant, &error) != ORGPOL_OK)
        abort();
    orgpol_json_check(request, strlen(request), &options, &error);
    orgpol_json_check("{\"a\": nil}", 10, &options, &error);
    orgpol_tenant_lint(tenant_text, strlen(tenant_text), &options, answer, sizeof answer, &length, &lint,
                       &error);
    orgpol_authzen_evaluate(tenant, request, strlen(request), &options, answer, sizeof answer, &length,
                            &decision, &error);
    orgpol_authzen_evaluations(tenant, request, strlen(request), &options, answer, sizeof answer, &length,
                               &error);
    orgpol_authzen_search(tenant, ORGPOL_AUTHZEN_SEARCH_SUBJECT, request, strlen(request), &options, answer,
                          sizeof answer, &length, &error);
    orgpol_authzen_metadata(ORGPOL_STR("https://pdp.example"), answer, sizeof answer, &length, &error);
    orgpol_tenant_free(tenant);
}

int main(void)
{
    int unseen = 0;

    make_room();
    if (evaluations_main() != 0 || session_main() != 0)
        return 1;
    every_description();
    the_rest();
    for (size_t i = 0; i < layout_count; i++) {
        if (getenv("VERBOSE"))
            printf("%s: %ld times, %ld of them an allow\n", layouts[i]->name, layouts[i]->asked,
                   layouts[i]->allowed);
        if (layouts[i]->asked == 0 || (layouts[i]->decided > 0 && layouts[i]->allowed == 0)) {
            printf("struct %s: nothing here asks about it, or no allow has it\n", layouts[i]->name);
            unseen++;
        }
    }
    set_page(PROT_READ | PROT_WRITE); /* a search for leaks reads the whole heap */
    printf("%zu structs, %d failures\n", layout_count, failures);
    return failures || unseen;
}
