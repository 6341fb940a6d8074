/* SPDX-License-Identifier: MIT */
#include "answer.h"

#include <string.h>

#include "plain.h"

#define DIGITS 20 /* of the largest number */

static inline void put(struct answer *answer, const char *bytes, size_t length)
{
    if (length == 0)
        return;
    if (answer->length < answer->size) {
        const size_t left = answer->size - answer->length;

        /* Two copies, so that one of a constant length needs no call. */
        if (length <= left)
            memcpy(answer->bytes + answer->length, bytes, length);
        else
            memcpy(answer->bytes + answer->length, bytes, left);
    }
    answer->length += length;
    answer->last = bytes[length - 1];
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

/* A word of our own, whose bytes stand for themselves; NULL is none. */
static void put_word(struct answer *answer, const char *word)
{
    put(answer, word, word ? strlen(word) : 0);
}

/* The inside of a string. Controls (U+0000-001F, U+007F-009F) are escaped; all else above ASCII stands for
 * itself. */
static void put_escaped(struct answer *answer, struct orgpol_str text)
{
    const unsigned char *const bytes = (const unsigned char *)text.ptr;
    size_t done = 0;
    size_t i = plain_length(bytes, text.len);

    for (; i < text.len; i += plain_length(bytes + i, text.len - i)) {
        const bool is_c1 = bytes[i] == 0xC2 && i + 1 < text.len && (bytes[i + 1] & 0xE0) == 0x80;

        if (!is_c1 && bytes[i] >= 0x80) {
            i++;
            continue;
        }
        put(answer, text.ptr + done, i - done);
        i += is_c1;
        put_escape(answer, bytes[i++]);
        done = i;
    }
    put(answer, text.ptr + done, text.len - done);
}

/* A whole string; one that needs several parts of it begins and ends it itself. */
static void put_text(struct answer *answer, struct orgpol_str text)
{
    PUT(answer, "\"");
    put_escaped(answer, text);
    PUT(answer, "\"");
}

/* A comma where one is due, and the member's name. */
static void begin_value(struct answer *answer, const char *name)
{
    if (answer->length > 0 && answer->last != '{' && answer->last != '[' && answer->last != ':')
        PUT(answer, ",");
    if (name) {
        PUT(answer, "\"");
        put_word(answer, name);
        PUT(answer, "\":");
    }
}

void orgpol_answer_open(struct answer *answer, const char *name, char bracket)
{
    begin_value(answer, name);
    put(answer, &bracket, 1);
}

void orgpol_answer_close(struct answer *answer, char bracket)
{
    put(answer, &bracket, 1);
}

void orgpol_answer_text(struct answer *answer, const char *name, struct orgpol_str text)
{
    begin_value(answer, name);
    put_text(answer, text);
}

void orgpol_answer_joined(struct answer *answer, const char *name, struct orgpol_str first,
                          struct orgpol_str second)
{
    begin_value(answer, name);
    PUT(answer, "\"");
    put_escaped(answer, first);
    put_escaped(answer, second);
    PUT(answer, "\"");
}

void orgpol_answer_text_or_null(struct answer *answer, const char *name, struct orgpol_str text)
{
    if (text.len > 0)
        orgpol_answer_text(answer, name, text);
    else
        orgpol_answer_null(answer, name);
}

void orgpol_answer_texts(struct answer *answer, const char *name, const struct orgpol_str *texts,
                         size_t count)
{
    orgpol_answer_open(answer, name, '[');
    for (size_t i = 0; i < count; i++)
        orgpol_answer_text(answer, NULL, texts[i]);
    orgpol_answer_close(answer, ']');
}

void orgpol_answer_spaced(struct answer *answer, const char *name, const struct orgpol_str *texts,
                          size_t count)
{
    begin_value(answer, name);
    PUT(answer, "\"");
    for (size_t i = 0; i < count; i++) {
        put(answer, " ", i > 0);
        put_escaped(answer, texts[i]);
    }
    PUT(answer, "\"");
}

static void put_digits(struct answer *answer, uint64_t number)
{
    char digits[DIGITS];
    size_t first = DIGITS;

    do
        digits[--first] = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    put(answer, digits + first, DIGITS - first);
}

void orgpol_answer_number(struct answer *answer, const char *name, unsigned number)
{
    begin_value(answer, name);
    put_digits(answer, number);
}

void orgpol_answer_integer(struct answer *answer, const char *name, int64_t number)
{
    begin_value(answer, name);
    put(answer, "-", number < 0);
    put_digits(answer, number < 0 ? -(uint64_t)number : (uint64_t)number);
}

void orgpol_answer_bool(struct answer *answer, const char *name, bool value)
{
    begin_value(answer, name);
    orgpol_answer_raw(answer, value ? "true" : "false");
}

void orgpol_answer_null(struct answer *answer, const char *name)
{
    begin_value(answer, name);
    orgpol_answer_raw(answer, "null");
}

static void description(struct answer *answer, uint16_t reason,
                        const struct orgpol_description_values *values)
{
    struct orgpol_str part;

    PUT(answer, ",\"error_description\":\"");
    for (size_t i = 0; (part = orgpol_description_part(reason, values, i)).ptr; i++)
        put_escaped(answer, part);
    PUT(answer, "\"");
}

static void put_element(struct answer *answer, const char *word)
{
    if (answer->last != '[')
        PUT(answer, ",");
    PUT(answer, "\"");
    put_word(answer, word);
    PUT(answer, "\"");
}

static void unmet(struct answer *answer, struct orgpol_decision decision)
{
    unsigned place = 0;

    PUT(answer, ",\"unmet\":[");
    for (uint64_t rest = decision.unmet; rest; rest >>= 1, place++)
        if (rest & 1)
            put_element(answer, orgpol_reason_info(orgpol_family_reason(decision.family, place))->name);
    PUT(answer, "]");
}

/* The words of a mask, in the order of its bits. */
static void words(struct answer *answer, const char *name, uint32_t mask,
                  const char *(*name_of)(uint32_t bit))
{
    orgpol_answer_open(answer, name, '[');
    for (uint32_t rest = mask; rest; rest &= rest - 1)
        put_element(answer, name_of(rest & -rest));
    orgpol_answer_close(answer, ']');
}

void orgpol_answer_advice(struct answer *answer, const char *name, uint32_t advice)
{
    words(answer, name, advice, orgpol_advice_name);
}

/* Opens the answer; `info` is NULL unless it is a denial. */
static void begin_decision(struct answer *answer, bool allowed, const struct orgpol_reason_entry *info)
{
    begin_value(answer, NULL);
    if (allowed)
        PUT(answer, "{\"decision\":true,\"context\":{");
    else
        PUT(answer, "{\"decision\":false,\"context\":{");
    if (info) {
        PUT(answer, "\"reason\":\"");
        put_word(answer, info->name);
        PUT(answer, "\",\"rule\":\"");
        put_word(answer, info->rule);
        PUT(answer, "\"");
    }
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
        PUT(answer, ",\"error\":\"");
        put_word(answer, info->error);
        PUT(answer, "\"");
    }
    if (info && info->description)
        description(answer, decision.reason, values);
    if (info)
        unmet(answer, decision);
    words(answer, "obligations", decision.obligations, orgpol_obligation_name);
    orgpol_answer_advice(answer, "advice", advice);
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
    words(answer, "obligations", decision.obligations, orgpol_obligation_name);
    orgpol_answer_advice(answer, "advice", advice);
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
