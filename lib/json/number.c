/* SPDX-License-Identifier: MIT */
#include "number.h"

#include <stdio.h>

/* 2^1024 - 2^970, half a unit above the largest double: from here on a number reads as infinity. */
static const char infinity[] =
    "17976931348623158079372897140530341507993413271003782693617377898044496829276475094664901797758720709633"
    "02864166928879109465555478519404026306574886715058206819089020007083836762738548458177115317644757302700"
    "69855571366959622842914819860834936475292719074168444365510704342711559699508093042880177904174497792";
#define INFINITY_EXPONENT 308
#define EXPONENT_LIMIT 1000000000000000000LL

static bool is_digit(const unsigned char *at, const unsigned char *end)
{
    return at < end && *at >= '0' && *at <= '9';
}

static const unsigned char *skip_digits(const unsigned char *at, const unsigned char *end)
{
    while (is_digit(at, end))
        at++;
    return at;
}

/* The first non-zero digit of the mantissa, or its end. */
static const unsigned char *first_significant(const struct number *number)
{
    const unsigned char *at = number->whole;

    while (at < number->mantissa_end && (*at == '0' || *at == '.'))
        at++;
    return at;
}

static bool reads_as_infinity(const struct number *number)
{
    const unsigned char *at = first_significant(number);
    size_t digit = 0;

    if (number->zero || number->exponent != INFINITY_EXPONENT)
        return !number->zero && number->exponent > INFINITY_EXPONENT;
    for (; infinity[digit]; at++) {
        if (at < number->mantissa_end && *at == '.')
            continue;
        const int have = at < number->mantissa_end ? *at : '0';
        if (have != infinity[digit])
            return have > infinity[digit];
        digit++;
    }
    return true;
}

/* The value of the digits, or EXPONENT_LIMIT when it is larger. */
static long long saturated(const unsigned char *at, const unsigned char *end)
{
    long long value = 0;

    for (; at < end; at++)
        value = value >= EXPONENT_LIMIT / 10 ? EXPONENT_LIMIT : value * 10 + (*at - '0');
    return value;
}

const char *orgpol_number_scan(const unsigned char *at, const unsigned char *end, struct number *number)
{
    const unsigned char *point;
    const unsigned char *significant;
    long long exponent = 0;

    number->begin = at;
    if (at < end && *at == '-')
        at++;
    number->whole = number->end = at;
    if (!is_digit(at, end))
        return "expected a digit";
    at = skip_digits(at, end);
    if (*number->whole == '0' && at > number->whole + 1)
        return "a number must not begin with 0";
    point = at;
    if (at < end && *at == '.') {
        number->end = ++at;
        if (!is_digit(at, end))
            return "expected a digit after the decimal point";
        at = skip_digits(at, end);
    }
    number->mantissa_end = at;
    if (at < end && (*at == 'e' || *at == 'E')) {
        at++;
        const bool negative = at < end && *at == '-';
        if (at < end && (*at == '-' || *at == '+'))
            at++;
        number->end = at;
        if (!is_digit(at, end))
            return "expected a digit in the exponent";
        exponent = saturated(at, skip_digits(at, end)) * (negative ? -1 : 1);
        at = skip_digits(at, end);
    }
    number->end = at;
    significant = first_significant(number);
    number->zero = significant == number->mantissa_end;
    number->exponent = exponent + (point - significant) - (significant < point ? 1 : 0);
    if (reads_as_infinity(number)) {
        number->end = number->begin;
        return "the number does not fit a double";
    }
    return NULL;
}

size_t orgpol_number_shorten(const struct number *number, char out[NUMBER_LENGTH_MAX + 1])
{
    const unsigned char *at = first_significant(number);
    const long long lowest = -9999; /* far below what a double can hold: reads as zero either way */
    size_t length = 0;

    if (number->whole > number->begin)
        out[length++] = '-';
    if (number->zero) {
        out[length++] = '0';
        return length;
    }
    out[length++] = (char)*at++;
    out[length++] = '.';
    out[length++] = '0'; /* keeps a fraction of at least one digit; replaced below when there are more */
    for (size_t digits = 0; digits < 39 && at < number->mantissa_end; at++) {
        if (*at == '.')
            continue;
        if (digits++ == 0)
            length--;
        out[length++] = (char)*at;
    }
    return length + (size_t)snprintf(out + length, NUMBER_LENGTH_MAX + 1 - length, "e%lld",
                                     number->exponent < lowest ? lowest : number->exponent);
}
