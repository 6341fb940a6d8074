/* SPDX-License-Identifier: MIT */
/* Splits a form-encoded text into parameters, without allocation. */
#include "orgpol/authorize.h"
#include "rows.h"
#include "text.h"

/* The text on its way from the query into the buffer. */
struct decoder {
    struct orgpol_str query;
    size_t at; /* next byte of the query */
    char *buffer;
    size_t size;
    size_t written;
    size_t offset; /* where the fault is */
    enum orgpol_reason error;
};

/* The UTF-8 sequence under way (RFC 3629): how many bytes are due, and between which the next one is. */
struct sequence {
    unsigned due;
    unsigned char low;
    unsigned char high;
    size_t begin; /* where it begins in the query */
};

static bool fail(struct decoder *decoder, enum orgpol_reason error, size_t offset)
{
    decoder->error = error;
    decoder->offset = offset;
    return false;
}

/* Takes one decoded byte into the sequence; false when it cannot be there. */
static bool take(struct sequence *sequence, unsigned char byte, size_t begin)
{
    if (sequence->due > 0) {
        const bool fits = byte >= sequence->low && byte <= sequence->high;

        sequence->due--;
        sequence->low = 0x80;
        sequence->high = 0xBF;
        return fits;
    }
    sequence->begin = begin;
    if (byte < 0x80)
        return true;
    sequence->due = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1;
    sequence->low = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80;  /* no longer than need be */
    sequence->high = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF; /* no surrogate; to 10FFFF */
    return byte >= 0xC2 && byte <= 0xF4;
}

/* The value of a hexadecimal digit, or 16. */
static unsigned hex(char c)
{
    if (c >= '0' && c <= '9')
        return (unsigned)(c - '0');
    if (c >= 'A' && c <= 'F')
        return (unsigned)(c - 'A') + 10;
    return c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10 : 16;
}

/* Reads one byte of the query, decoded; false when it is none that may be there. */
static bool decode_byte(struct decoder *decoder, unsigned char *byte)
{
    const struct orgpol_str query = decoder->query;
    const size_t at = decoder->at++;

    *byte = (unsigned char)query.ptr[at];
    if (*byte == '+')
        *byte = ' ';
    if (query.ptr[at] != '%')
        return *byte != 0;
    if (at + 2 >= query.len || hex(query.ptr[at + 1]) > 15 || hex(query.ptr[at + 2]) > 15)
        return false;
    *byte = (unsigned char)(hex(query.ptr[at + 1]) << 4 | hex(query.ptr[at + 2]));
    decoder->at += 2;
    return *byte != 0;
}

/* Decodes up to one of two ends, or the query's; `text` is what it says. */
static bool decode_text(struct decoder *decoder, char end, char other_end, struct orgpol_str *text)
{
    const size_t begin = decoder->written;
    struct sequence sequence = {0, 0x80, 0xBF, 0};

    while (decoder->at < decoder->query.len && decoder->query.ptr[decoder->at] != end &&
           decoder->query.ptr[decoder->at] != other_end) {
        const size_t at = decoder->at;
        unsigned char byte;

        if (!decode_byte(decoder, &byte))
            return fail(decoder, ORGPOL_REASON_QUERY_MALFORMED, at);
        if (!take(&sequence, byte, at))
            return fail(decoder, ORGPOL_REASON_QUERY_MALFORMED, sequence.begin);
        if (decoder->written >= decoder->size)
            return fail(decoder, ORGPOL_REASON_RESULT_TOO_SMALL, 0);
        decoder->buffer[decoder->written++] = (char)byte;
    }
    if (sequence.due > 0)
        return fail(decoder, ORGPOL_REASON_QUERY_MALFORMED, sequence.begin);
    text->len = decoder->written - begin;
    text->ptr = text->len ? decoder->buffer + begin : NULL;
    return true;
}

/* Decodes one parameter, up to and with the `&` behind it. */
static bool decode_parameter(struct decoder *decoder, struct orgpol_parameter *parameter)
{
    struct orgpol_str value = ORGPOL_STR_NONE;

    if (!decode_text(decoder, '=', '&', &parameter->name))
        return false;
    if (decoder->at < decoder->query.len && decoder->query.ptr[decoder->at] == '=') {
        decoder->at++;
        if (!decode_text(decoder, '&', '&', &value))
            return false;
    }
    parameter->value = value;
    decoder->at++; /* one beyond the end at the end */
    return true;
}

/* How many parameters the query has: the pieces between `&` that are not empty. */
static size_t count_of(struct orgpol_str query)
{
    size_t count = 0;
    bool inside = false;

    for (size_t i = 0; i < query.len; i++) {
        const bool separator = query.ptr[i] == '&';

        count += !separator & !inside;
        inside = !separator;
    }
    return count;
}

static enum orgpol_reason decode(struct decoder *decoder, struct orgpol_parameter *parameters, size_t count)
{
    size_t read = 0;

    while (decoder->error == ORGPOL_REASON_NONE && read < count) {
        if (decoder->query.ptr[decoder->at] == '&')
            decoder->at++;
        else
            decode_parameter(decoder, &parameters[read++]);
    }
    return decoder->error;
}

static void find_repeated(const struct orgpol_parameter *parameters, size_t count,
                          struct orgpol_query_split *split)
{
    for (size_t i = 1; i < count && !split->is_name_repeated; i++)
        for (size_t other = 0; other < i; other++)
            if (text_same(parameters[i].name, parameters[other].name)) {
                split->is_name_repeated = 1;
                split->repeated_name = parameters[i].name;
            }
}

uint16_t orgpol_split_query(struct orgpol_str query, struct orgpol_parameter *parameters, size_t capacity,
                            char *buffer, size_t size, struct orgpol_query_split *split)
{
    static const struct orgpol_query_split nothing = ORGPOL_QUERY_SPLIT_INIT;
    struct decoder decoder = {.query = query, .buffer = buffer, .size = size};
    struct orgpol_query_split found = ORGPOL_QUERY_SPLIT_INIT;
    enum orgpol_reason error = ORGPOL_REASON_NONE;
    size_t count;

    if (!write_result(split, &nothing, sizeof nothing))
        return ORGPOL_REASON_UNSUPPORTED_INPUT;
    if (text_absent(query))
        return ORGPOL_REASON_NONE;
    count = count_of(query);
    found.parameter_count = count;
    if (count > ORGPOL_PARAMETER_LIMIT)
        error = ORGPOL_REASON_TOO_MANY_PARAMETERS;
    else if (count > capacity)
        error = ORGPOL_REASON_RESULT_TOO_SMALL;
    else if (parameters && buffer)
        error = decode(&decoder, parameters, count);
    else if (count > 0)
        error = ORGPOL_REASON_MISSING_INPUT;
    if (error == ORGPOL_REASON_NONE)
        find_repeated(parameters, count, &found);
    if (error == ORGPOL_REASON_QUERY_MALFORMED)
        found.parameter_count = 0;
    found.offset = decoder.offset;
    write_result(split, &found, sizeof found);
    return (uint16_t)error;
}
