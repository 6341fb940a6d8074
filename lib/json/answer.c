/* SPDX-License-Identifier: MIT */
#include "answer.h"

#include "../core/decision.h"
#include "../core/describe.h"
#include "plain.h"

/* The name of an element. */
#define NO_NAME ((struct orgpol_str)ORGPOL_STR_NONE)

/* Whether a value that follows these bytes is the first of its object or array, or its name stands there. */
static inline bool begins_value(char last)
{
    return last == '{' || last == '[' || last == ':';
}

/*
 * Counts `length` bytes more and says where they go: NULL where they, or the zero that ends the text, do not
 * fit. Then the whole does not fit either, and its text will be empty whatever else is written.
 */
static inline char *take(struct answer *answer, size_t length)
{
    const size_t before = answer->length;

    answer->length += length;
    return answer->length < answer->size ? answer->bytes + before : NULL;
}

static inline void put(struct answer *answer, const char *bytes, size_t length)
{
    char *const at = take(answer, length);

    if (length == 0)
        return;
    if (at)
        memcpy(at, bytes, length);
    answer->is_comma_due = !begins_value(bytes[length - 1]);
}

/* JSON that is written here as it stands. */
#define PUT(answer, json) put((answer), (json), sizeof(json) - 1)

void orgpol_answer_raw(struct answer *answer, const char *json)
{
    put(answer, json, strlen(json));
}

/* What stands for one byte that does not stand for itself. */
static void put_escape(struct answer *answer, unsigned char c)
{
    static const char digits[] = "0123456789abcdef";
    const char number[] = {'\\', 'u', '0', '0', digits[c >> 4], digits[c & 15]};
    const char letter[] = {'\\', (char)c};

    if (c == '"' || c == '\\')
        put(answer, letter, sizeof letter);
    else
        put(answer, number, sizeof number);
}

/* As many of the bytes as are plain before one that is not; gives how many. Room is taken for all of them, as
 * no byte is written in less than one. */
static inline size_t put_plain(struct answer *answer, const char *bytes, size_t length)
{
    char *const at = take(answer, length);
    const size_t plain = at ? plain_copy((unsigned char *)at, (const unsigned char *)bytes, length)
                            : plain_length((const unsigned char *)bytes, length);

    answer->length -= length - plain;
    return plain;
}

/* What stands at `place` of a text, where a byte is not plain; gives where the text goes on. */
static size_t put_odd(struct answer *answer, struct orgpol_str text, size_t place)
{
    const unsigned char *const bytes = (const unsigned char *)text.ptr + place;
    const bool is_c1 = bytes[0] == 0xC2 && place + 1 < text.len && (bytes[1] & 0xE0) == 0x80;

    if (bytes[0] < 0x80 || is_c1)
        put_escape(answer, bytes[is_c1]);
    else
        put(answer, text.ptr + place, 1);
    return place + 1 + is_c1;
}

/* The inside of a string. Controls (U+0000-001F, U+007F-009F) are escaped; all else above ASCII stands for
 * itself. */
static void put_escaped(struct answer *answer, struct orgpol_str text)
{
    size_t done = 0;

    do {
        done += put_plain(answer, text.ptr + done, text.len - done);
        if (done < text.len)
            done = put_odd(answer, text, done);
    } while (done < text.len);
}

/* A whole string; one that needs several parts of it begins and ends it itself. */
static inline void put_text(struct answer *answer, struct orgpol_str text)
{
    PUT(answer, "\"");
    put_escaped(answer, text);
    PUT(answer, "\"");
}

/* A comma where one is due, and the member's name. */
static inline void begin_value(struct answer *answer, struct orgpol_str name)
{
    const size_t comma = answer->is_comma_due ? 1 : 0;
    char *at = take(answer, name.ptr ? comma + name.len + 3 : comma);

    if (at == NULL)
        return;
    *at = ','; /* where none is due, it is written over: behind what was taken there is always a byte more */
    at += comma;
    if (name.ptr) {
        *at = '"';
        memcpy(at + 1, name.ptr, name.len);
        at[1 + name.len] = '"';
        at[2 + name.len] = ':';
    }
}

void orgpol_answer_open_named(struct answer *answer, struct orgpol_str name, char bracket)
{
    begin_value(answer, name);
    put(answer, &bracket, 1);
}

void orgpol_answer_close(struct answer *answer, char bracket)
{
    put(answer, &bracket, 1);
}

void orgpol_answer_text_named(struct answer *answer, struct orgpol_str name, struct orgpol_str text)
{
    begin_value(answer, name);
    put_text(answer, text);
}

void orgpol_answer_joined(struct answer *answer, const char *name, struct orgpol_str first,
                          struct orgpol_str second)
{
    begin_value(answer, answer_name(name));
    PUT(answer, "\"");
    put_escaped(answer, first);
    put_escaped(answer, second);
    PUT(answer, "\"");
}

void orgpol_answer_texts_named(struct answer *answer, struct orgpol_str name, const struct orgpol_str *texts,
                               size_t count)
{
    orgpol_answer_open_named(answer, name, '[');
    for (size_t i = 0; i < count; i++)
        orgpol_answer_text(answer, NULL, texts[i]);
    orgpol_answer_close(answer, ']');
}

void orgpol_answer_spaced(struct answer *answer, const char *name, const struct orgpol_str *texts,
                          size_t count)
{
    begin_value(answer, answer_name(name));
    PUT(answer, "\"");
    for (size_t i = 0; i < count; i++) {
        put(answer, " ", i > 0);
        put_escaped(answer, texts[i]);
    }
    PUT(answer, "\"");
}

static void put_digits(struct answer *answer, uint64_t number)
{
    size_t count = 1;
    char *at;

    for (uint64_t rest = number; rest >= 10; rest /= 10)
        count++;
    at = take(answer, count);
    for (; at && count > 0; number /= 10)
        at[--count] = (char)('0' + number % 10);
    answer->is_comma_due = true;
}

void orgpol_answer_number(struct answer *answer, const char *name, unsigned number)
{
    begin_value(answer, answer_name(name));
    put_digits(answer, number);
}

void orgpol_answer_integer(struct answer *answer, const char *name, int64_t number)
{
    begin_value(answer, answer_name(name));
    put(answer, "-", number < 0);
    put_digits(answer, number < 0 ? -(uint64_t)number : (uint64_t)number);
}

void orgpol_answer_bool_named(struct answer *answer, struct orgpol_str name, bool value)
{
    begin_value(answer, name);
    if (value)
        PUT(answer, "true");
    else
        PUT(answer, "false");
}

void orgpol_answer_null_named(struct answer *answer, struct orgpol_str name)
{
    begin_value(answer, name);
    PUT(answer, "null");
}

static void put_description(struct answer *answer, const char *template,
                            const struct orgpol_description_values *values)
{
    static const struct orgpol_description_values none = ORGPOL_DESCRIPTION_VALUES_INIT;
    struct description rest = {template, values ? values : &none, 0};
    struct orgpol_str part;

    PUT(answer, ",\"error_description\":\"");
    while ((part = description_next(&rest)).ptr)
        put_escaped(answer, part);
    PUT(answer, "\"");
}

/* A string that is a word of our own, whose bytes stand for themselves; NULL is empty. */
static void put_word(struct answer *answer, const char *word)
{
    const struct orgpol_str text = orgpol_str_of(word);
    char *const at = take(answer, text.len + 2);

    if (at) {
        *at = '"';
        if (text.len > 0)
            memcpy(at + 1, text.ptr, text.len);
        at[1 + text.len] = '"';
    }
    answer->is_comma_due = true;
}

static void put_element(struct answer *answer, const char *word)
{
    if (answer->is_comma_due)
        PUT(answer, ",");
    put_word(answer, word);
}

static void unmet(struct answer *answer, struct orgpol_decision decision)
{
    PUT(answer, ",\"unmet\":[");
    for (uint64_t rest = decision.unmet; rest; rest &= rest - 1) {
        const uint16_t reason = orgpol_family_reason(decision.family, lowest_place(rest));

        put_element(answer, orgpol_reason_info(reason)->name);
    }
    PUT(answer, "]");
}

/* The words of a mask, in the order of its bits. */
static void words(struct answer *answer, struct orgpol_str name, uint32_t mask,
                  const char *(*name_of)(uint32_t bit))
{
    orgpol_answer_open_named(answer, name, '[');
    for (uint32_t rest = mask; rest; rest &= rest - 1)
        put_element(answer, name_of(rest & -rest));
    orgpol_answer_close(answer, ']');
}

void orgpol_answer_advice(struct answer *answer, const char *name, uint32_t advice)
{
    words(answer, answer_name(name), advice, orgpol_advice_name);
}

/* Opens the answer; `info` is NULL unless it is a denial. */
static void begin_decision(struct answer *answer, bool allowed, const struct orgpol_reason_entry *info)
{
    begin_value(answer, NO_NAME);
    if (allowed)
        PUT(answer, "{\"decision\":true,\"context\":{");
    else
        PUT(answer, "{\"decision\":false,\"context\":{");
    if (info) {
        PUT(answer, "\"reason\":");
        put_word(answer, info->name);
        PUT(answer, ",\"rule\":");
        put_word(answer, info->rule);
    }
}

/* What ends every beginning of an answer. */
static void put_obligations(struct answer *answer, uint32_t obligations, uint32_t advice)
{
    words(answer, ORGPOL_STR("obligations"), obligations, orgpol_obligation_name);
    orgpol_answer_advice(answer, "advice", advice);
}

/* Nothing is answered to an application, so a yes has no status (WIRE section 12). */
static bool is_configuration(uint8_t family)
{
    return family >= ORGPOL_FAMILY_CLIENT_CONFIG && family <= ORGPOL_FAMILY_CLIENT_GRANT_CONFIG;
}

void orgpol_answer_decision_begin(struct answer *answer, struct orgpol_decision decision, uint32_t advice,
                                  const struct orgpol_description_values *values)
{
    const bool allowed = decision.effect == ORGPOL_EFFECT_ALLOW;
    const struct orgpol_reason_entry *info = allowed ? NULL : orgpol_reason_info(decision.reason);

    begin_decision(answer, allowed, info);
    if (info || !is_configuration(decision.family))
        orgpol_answer_number(answer, "http_status", info ? info->http_status : 200);
    if (info && info->error) {
        PUT(answer, ",\"error\":");
        put_word(answer, info->error);
    }
    if (info && info->description)
        put_description(answer, info->description, values);
    if (info)
        unmet(answer, decision);
    put_obligations(answer, decision.obligations, advice);
}

void orgpol_answer_problem_begin(struct answer *answer, struct orgpol_decision decision, uint32_t advice,
                                 const struct orgpol_problem_entry *problem, unsigned http_status)
{
    const bool allowed = decision.effect == ORGPOL_EFFECT_ALLOW;
    const struct orgpol_reason_entry *info = allowed ? NULL : orgpol_reason_info(decision.reason);

    begin_decision(answer, allowed, info);
    orgpol_answer_number(answer, "http_status", http_status);
    if (info && problem) {
        orgpol_answer_open(answer, "problem", '{');
        orgpol_answer_text(answer, "type", orgpol_str_of(problem->type));
        orgpol_answer_text(answer, "title", orgpol_str_of(problem->title));
        orgpol_answer_number(answer, "status", http_status);
        orgpol_answer_text(answer, "detail", orgpol_str_of(problem->detail));
        orgpol_answer_close(answer, '}');
    }
    if (info)
        unmet(answer, decision);
    put_obligations(answer, decision.obligations, advice);
}

void orgpol_answer_decision_end(struct answer *answer, struct orgpol_decision decision)
{
    const struct orgpol_reason_entry *info =
        decision.effect == ORGPOL_EFFECT_DENY ? orgpol_reason_info(decision.reason) : NULL;

    if (info && info->remedy)
        orgpol_answer_text(answer, "remedy", orgpol_str_of(info->remedy));
    PUT(answer, "}}");
}

void orgpol_answer_error(struct answer *answer, const struct orgpol_json_error *error)
{
    begin_decision(answer, false, NULL);
    orgpol_answer_open(answer, "error", '{');
    orgpol_answer_number(answer, "status", error->status == ORGPOL_ERR_MEMORY ? 500 : 400);
    orgpol_answer_text(answer, "message", orgpol_str_of(error->message));
    orgpol_answer_text(answer, "pointer", orgpol_str_of(error->pointer));
    PUT(answer, "}}}");
}

bool orgpol_answer_finish(struct answer *answer)
{
    const bool fits = answer->length < answer->size;

    if (answer->size > 0)
        answer->bytes[fits ? answer->length : 0] = '\0';
    return fits;
}
